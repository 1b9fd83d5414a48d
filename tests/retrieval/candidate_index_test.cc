// The candidate index against brute force, its damage, and its sameness with and without spilling.
#include "lib/retrieval/candidate_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "lib/base/random.h"
#include "lib/retrieval/name_codec.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::retrieval {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::lynceus::support::TempDir;
using ::testing::Not;

// Anchors are the hashes of tokens, and of the whole name; that is all the index needs to know.
// Tokens of even weight are filed by themselves, others with the name.
class FakeAnalyzer final : public names::Analyzer {
 public:
  absl::StatusOr<names::AnalyzedName> Analyze(std::string_view /*text*/,
                                              Schema /*schema*/) const override {
    return names::AnalyzedName{};
  }
  void Anchors(const names::AnalyzedName& name, bool /*query*/,
               std::vector<names::Anchor>& out) const override {
    std::set<names::Anchor> anchors{WholeAnchor(name)};
    for (const names::Token& token : name.tokens) anchors.insert(AnchorOf(token));
    out.assign(anchors.begin(), anchors.end());
  }
  std::uint64_t FiledTokens(const names::AnalyzedName& name) const override {
    std::uint64_t filed = 0;
    for (std::size_t at = 0; at < name.tokens.size(); ++at) {
      if (name.tokens[at].weight % 2 == 0) filed |= std::uint64_t{1} << at;
    }
    return filed;
  }
  void WordAnchors(const names::Token& token, bool /*query*/,
                   std::vector<names::Anchor>& out) const override {
    out.push_back(AnchorOf(token));
  }
  void NameAnchors(const names::AnalyzedName& name, bool /*query*/,
                   std::vector<names::Anchor>& out) const override {
    out.push_back(WholeAnchor(name));
    for (const names::Token& token : name.tokens) {
      if (token.weight % 2 != 0) out.push_back(AnchorOf(token));
    }
  }
  const std::string& pack_digest() const override { return digest_; }

  static names::Anchor AnchorOf(const names::Token& token) {
    return std::hash<std::string>()(token.text);
  }

 private:
  static names::Anchor WholeAnchor(const names::AnalyzedName& name) {
    return std::hash<std::string>()(name.joined);
  }

  const std::string digest_ = "fake";
};

IndexedName RandomName(SeededRandom& random, EntityNumber entity) {
  IndexedName name{.entity = entity,
                   .ordinal = static_cast<std::uint16_t>(random.Below(9)),
                   .kind = static_cast<NameKind>(random.Below(4)),
                   .schema = static_cast<Schema>(random.Below(11))};
  name.name.legal_form = static_cast<std::uint16_t>(random.Below(50));
  name.name.traits = static_cast<std::uint8_t>(random.Below(32));
  const std::uint64_t tokens = 1 + random.Below(5);
  for (std::uint64_t i = 0; i < tokens; ++i) {
    name.name.tokens.push_back({.text = "t" + std::to_string(random.Below(60)),
                                .native = random.Below(4) == 0 ? "имя" : "",
                                .kind = static_cast<names::TokenKind>(random.Below(8)),
                                .weight = static_cast<std::int32_t>(random.Below(10'001)),
                                .groups = {static_cast<std::uint16_t>(random.Below(99)), 0}});
    name.name.joined += name.name.tokens.back().text;
  }
  return name;
}

struct Built {
  MemoryBlocks blocks;
  std::vector<IndexedName> names;
};

void Build(std::uint64_t seed, std::size_t count, const IndexBuilderOptions& options,
           Built& built) {
  const FakeAnalyzer analyzer;
  SeededRandom random(seed);
  IndexBuilder builder(analyzer, built.blocks, options);
  for (std::size_t i = 0; i < count; ++i) {
    built.names.push_back(RandomName(random, static_cast<EntityNumber>(i / 3)));
    ASSERT_THAT(builder.AddName(built.names.back()), IsOk());
    if (i % 5 == 0) {
      ASSERT_THAT(
          builder.AddIdentifier(static_cast<EntityNumber>(i / 3), "ID" + std::to_string(i % 35)),
          IsOk());
    }
  }
  ASSERT_THAT(builder.Finish(), IsOk());
}

TEST(CandidateIndexTest, GivesExactlyTheNamesThatShareAnAnchor) {
  Built built;
  Build(1, 2'000, {}, built);
  const auto index = CandidateIndex::Open(built.blocks);
  ASSERT_THAT(index, IsOk());
  const FakeAnalyzer analyzer;
  SeededRandom random(2);
  for (int round = 0; round < 300; ++round) {
    const IndexedName query = RandomName(random, 0);
    std::vector<names::Anchor> anchors;
    analyzer.Anchors(query.name, true, anchors);
    std::vector<NameNumber> expected;
    for (std::size_t i = 0; i < built.names.size(); ++i) {
      std::vector<names::Anchor> listed;
      analyzer.Anchors(built.names[i].name, false, listed);
      const bool shared = std::any_of(listed.begin(), listed.end(), [&](names::Anchor anchor) {
        return std::find(anchors.begin(), anchors.end(), anchor) != anchors.end();
      });
      if (shared) expected.push_back(static_cast<NameNumber>(i));
    }
    std::vector<NameNumber> found;
    ASSERT_THAT((*index)->Candidates(anchors, found), IsOk());
    ASSERT_EQ(found, expected);
  }
}

TEST(CandidateIndexTest, DecodesWhatWasAdded) {
  Built built;
  Build(3, 500, {}, built);
  const auto index = CandidateIndex::Open(built.blocks);
  ASSERT_THAT(index, IsOk());
  IndexedName name;
  for (std::size_t i = 0; i < built.names.size(); ++i) {
    ASSERT_THAT((*index)->Decode(static_cast<NameNumber>(i), name), IsOk());
    EXPECT_EQ(name.entity, built.names[i].entity);
    EXPECT_EQ(name.ordinal, built.names[i].ordinal);
    EXPECT_EQ(name.kind, built.names[i].kind);
    EXPECT_EQ(name.schema, built.names[i].schema);
    EXPECT_EQ(name.name, built.names[i].name);
  }
  EXPECT_THAT((*index)->Decode(500, name), StatusIs(absl::StatusCode::kOutOfRange));
}

TEST(CandidateIndexTest, WordsAreKeptOnceAndKnowTheirNames) {
  Built built;
  Build(10, 600, {}, built);
  const auto index = CandidateIndex::Open(built.blocks);
  ASSERT_THAT(index, IsOk());
  std::vector<std::vector<NameNumber>> expected((*index)->words());
  for (std::size_t i = 0; i < built.names.size(); ++i) {
    NameView view;
    ASSERT_THAT((*index)->View(static_cast<NameNumber>(i), view), IsOk());
    const std::vector<names::Token>& tokens = built.names[i].name.tokens;
    ASSERT_EQ(view.words.size(), tokens.size());
    EXPECT_EQ(view.joined, built.names[i].name.joined);
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      names::Token word;
      ASSERT_THAT((*index)->Word(view.words[at], word), IsOk());
      EXPECT_EQ(word, tokens[at]);
      names::WordShape shape;
      ASSERT_THAT((*index)->Shape(view.words[at], shape), IsOk());
      EXPECT_EQ(shape, names::ShapeOf(tokens[at]));
      names::WordTexts texts;
      ASSERT_THAT((*index)->Texts(view.words[at], texts), IsOk());
      EXPECT_EQ(texts.text, tokens[at].text);
      EXPECT_EQ(texts.native, tokens[at].native);
      std::vector<NameNumber>& names = expected[view.words[at]];
      const bool again = !names.empty() && names.back() == i;
      if (word.weight % 2 == 0 && !again) names.push_back(static_cast<NameNumber>(i));
    }
  }
  std::set<std::string> seen;
  for (WordNumber number = 0; number < (*index)->words(); ++number) {
    names::Token word;
    ASSERT_THAT((*index)->Word(number, word), IsOk());
    std::string bytes;
    EncodeWord(word, bytes);
    EXPECT_TRUE(seen.insert(bytes).second);
    std::vector<NameNumber> found;
    ASSERT_THAT((*index)->NamesOf(number, found), IsOk());
    EXPECT_EQ(found, expected[number]);
  }
  names::Token word;
  const WordNumber none = (*index)->words();
  names::WordShape shape;
  names::WordTexts texts;
  EXPECT_THAT((*index)->Word(none, word), StatusIs(absl::StatusCode::kOutOfRange));
  EXPECT_THAT((*index)->Shape(none, shape), StatusIs(absl::StatusCode::kOutOfRange));
  EXPECT_THAT((*index)->Texts(none, texts), StatusIs(absl::StatusCode::kOutOfRange));
}

TEST(CandidateIndexTest, FindsEveryEntityOfAnIdentifier) {
  Built built;
  Build(4, 700, {}, built);
  const auto index = CandidateIndex::Open(built.blocks);
  ASSERT_THAT(index, IsOk());
  for (int value = 0; value < 35; value += 5) {
    std::vector<EntityNumber> expected;
    for (std::uint32_t i = 0; i < 700; i += 5) {
      if (i % 35 == static_cast<std::uint32_t>(value)) expected.push_back(i / 3);
    }
    std::vector<EntityNumber> found;
    ASSERT_THAT((*index)->ByIdentifier("ID" + std::to_string(value), found), IsOk());
    EXPECT_EQ(found, expected);
  }
  std::vector<EntityNumber> none;
  ASSERT_THAT((*index)->ByIdentifier("ID1", none), IsOk());
  EXPECT_TRUE(none.empty());
}

TEST(CandidateIndexTest, SpillingChangesNoByte) {
  const TempDir directory;
  Built held;
  Build(5, 3'000, {}, held);
  Built spilled;
  Build(5, 3'000, {.spill_directory = directory.path(), .pairs_max = 100}, spilled);
  EXPECT_EQ(held.blocks.content(), spilled.blocks.content());
}

TEST(CandidateIndexTest, AnEmptyIndexFindsNothing) {
  Built built;
  Build(6, 0, {}, built);
  const auto index = CandidateIndex::Open(built.blocks);
  ASSERT_THAT(index, IsOk());
  std::vector<NameNumber> found;
  ASSERT_THAT((*index)->Candidates(std::vector<names::Anchor>{1, 2, 3}, found), IsOk());
  EXPECT_TRUE(found.empty());
}

// Every change of one byte is either refused, or leaves all reads in bounds (the digests of the
// flat file around it are what finds every change).
TEST(CandidateIndexTest, DamageNeverLeavesTheFile) {
  Built built;
  Build(7, 40, {}, built);
  const std::string& content = built.blocks.content();
  for (std::size_t at = 0; at < content.size(); ++at) {
    std::string damaged = content;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x5A);
    MemoryBlocks blocks;
    ASSERT_THAT(blocks.Append(damaged), IsOk());
    const auto index = CandidateIndex::Open(blocks);
    if (!index.ok()) continue;
    IndexedName name;
    for (NameNumber number = 0; number < 50; ++number) {
      (*index)->Decode(number, name).IgnoreError();
    }
    std::vector<NameNumber> found;
    for (int token = 0; token < 60; ++token) {
      const names::Anchor anchor = std::hash<std::string>()("t" + std::to_string(token));
      (*index)->Candidates(std::vector<names::Anchor>{anchor}, found).IgnoreError();
    }
    names::Token word;
    for (WordNumber number = 0; number < 60; ++number) {
      (*index)->Word(number, word).IgnoreError();
      names::WordShape shape;
      (*index)->Shape(number, shape).IgnoreError();
      names::WordTexts texts;
      (*index)->Texts(number, texts).IgnoreError();
      (*index)->NamesOf(number, found).IgnoreError();
    }
  }
}

TEST(CandidateIndexTest, EveryTruncationIsRefused) {
  Built built;
  Build(8, 20, {}, built);
  const std::string& content = built.blocks.content();
  for (std::size_t size = 0; size < content.size(); ++size) {
    MemoryBlocks blocks;
    ASSERT_THAT(blocks.Append(content.substr(0, size)), IsOk());
    EXPECT_THAT(CandidateIndex::Open(blocks).status(), Not(IsOk())) << size;
  }
}

TEST(CandidateIndexTest, AnotherVersionIsRefused) {
  Built built;
  Build(9, 3, {}, built);
  std::string content = built.blocks.content();
  content[content.size() - 12] = 1;
  MemoryBlocks blocks;
  ASSERT_THAT(blocks.Append(content), IsOk());
  EXPECT_THAT(CandidateIndex::Open(blocks).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition));
}

}  // namespace
}  // namespace lynceus::retrieval
