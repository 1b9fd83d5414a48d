// A damaged candidate index: opening and asking end, with an error or with numbers that are in
// bounds and ascending; a word that decodes encodes to bytes that decode to it again.
#include <algorithm>

#include "lib/base/status.h"
#include "lib/retrieval/candidate_index.h"
#include "lib/retrieval/name_codec.h"
#include "tests/fuzz/target.h"

namespace lynceus {
namespace {

// Asks for these, so that the seeds' tables are reached.
constexpr names::Anchor kAnchors[] = {1, 2, 3, 0xFFFF'FFFF'FFFF'FFFF};
constexpr retrieval::NameNumber kNamesMax = 64;

// Every name has the anchors 1 to its count of tokens.
class CountAnalyzer final : public names::Analyzer {
 public:
  absl::StatusOr<names::AnalyzedName> Analyze(std::string_view /*text*/,
                                              Schema /*schema*/) const override {
    return InvalidError({.cause = "names are given analysed"});
  }
  void Anchors(const names::AnalyzedName& name, bool /*query*/,
               std::vector<names::Anchor>& out) const override {
    for (std::size_t i = 1; i <= name.tokens.size(); ++i) out.push_back(i);
  }
  // Each token also by itself.
  std::uint64_t FiledTokens(const names::AnalyzedName& name) const override {
    return (std::uint64_t{1} << name.tokens.size()) - 1;
  }
  void WordAnchors(const names::Token& token, bool /*query*/,
                   std::vector<names::Anchor>& out) const override {
    out.push_back(token.text.size());
  }
  const std::string& pack_digest() const override { return digest_; }

 private:
  const std::string digest_ = "count";
};

std::string IndexOf(int names) {
  const CountAnalyzer analyzer;
  MemoryBlocks blocks;
  retrieval::IndexBuilder builder(analyzer, blocks);
  for (int i = 0; i < names; ++i) {
    retrieval::IndexedName name{.entity = static_cast<retrieval::EntityNumber>(i / 2)};
    for (int token = 0; token <= i % 3; ++token) {
      name.name.tokens.push_back({.text = "t" + std::to_string(token), .weight = 5'000});
      name.name.joined += "t" + std::to_string(token);
    }
    LYNCEUS_CHECK(builder.AddName(name).ok());
    LYNCEUS_CHECK(builder.AddIdentifier(name.entity, "ID" + std::to_string(i % 4)).ok());
  }
  LYNCEUS_CHECK(builder.Finish().ok());
  return blocks.content();
}

void AskFor(const retrieval::CandidateIndex& index) {
  std::vector<retrieval::NameNumber> found;
  if (index.Candidates(kAnchors, found).ok()) {
    LYNCEUS_CHECK(std::ranges::is_sorted(found));
    LYNCEUS_CHECK(std::ranges::adjacent_find(found) == found.end());
  }
  for (const char* value : {"ID0", "ID1", "ID9"}) {
    std::vector<retrieval::EntityNumber> entities;
    if (index.ByIdentifier(value, entities).ok()) {
      LYNCEUS_CHECK(std::ranges::is_sorted(entities));
    }
  }
}

void DecodeAll(const retrieval::CandidateIndex& index) {
  retrieval::IndexedName name;
  for (retrieval::NameNumber i = 0; i < std::min(index.names(), kNamesMax); ++i) {
    index.Decode(i, name).IgnoreError();
  }
  LYNCEUS_CHECK(!index.Decode(index.names(), name).ok());
}

void ReadAllWords(const retrieval::CandidateIndex& index) {
  names::Token word;
  names::Token again;
  std::vector<retrieval::NameNumber> found;
  for (retrieval::WordNumber i = 0; i < std::min(index.words(), kNamesMax); ++i) {
    index.NamesOf(i, found).IgnoreError();
    if (!index.Word(i, word).ok()) continue;
    std::string bytes;
    retrieval::EncodeWord(word, bytes);
    LYNCEUS_CHECK(retrieval::DecodeWord(std::as_bytes(std::span(bytes)), again));
    LYNCEUS_CHECK(again == word);
  }
  LYNCEUS_CHECK(!index.Word(index.words(), word).ok());
}

}  // namespace

std::vector<std::string> fuzz::Seeds() { return {IndexOf(0), IndexOf(1), IndexOf(7), IndexOf(40)}; }

void fuzz::Check(std::string_view input) {
  MemoryBlocks blocks;
  LYNCEUS_CHECK(blocks.Append(input).ok());
  const auto index = retrieval::CandidateIndex::Open(blocks);
  if (!index.ok()) {
    LYNCEUS_CHECK(!DetailOf(index.status()).cause.empty());
    return;
  }
  AskFor(**index);
  DecodeAll(**index);
  ReadAllWords(**index);
}

}  // namespace lynceus
