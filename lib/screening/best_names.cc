// A query shares anchors with hundreds of listed names and few of them are worth a score. Each step
// asks less of more:
//
//   1. The anchors of the asked name lead to listed words and, where only a whole name shows it, to
//      listed names.
//   2. A word that agrees with no asked token, nor with several written as one (it is another word,
//      whatever the key they share), is left out, with the names that only it leads to. Such a name
//      is none that the anchors promise: they promise that two names which score share a key of
//      tokens that agree, or a key of names.
//   3. The words of each name found bound its score from above (score_bound.cc): first by their
//      shapes, then, where those leave it open, by their letters, each word once a query. Most
//      names end here: they have one word in common with the query.
//   4. What is left is decoded and scored.
#include "lib/screening/best_names.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "lib/base/status.h"
#include "lib/matching/name_sieve.h"

namespace lynceus::screening {
namespace {

class IndexWords final : public matching::ListedWordSource {
 public:
  explicit IndexWords(const retrieval::CandidateIndex& index) : index_(index) {}
  absl::Status Shape(std::uint32_t number, names::WordShape& out) const override {
    return index_.Shape(number, out);
  }
  absl::Status Texts(std::uint32_t number, names::WordTexts& out) const override {
    return index_.Texts(number, out);
  }

 private:
  const retrieval::CandidateIndex& index_;
};

class CandidateScorer {
 public:
  CandidateScorer(const matching::PreparedName& prepared, const NameSearch& search,
                  const names::Analyzer& analyzer, const retrieval::CandidateIndex& index)
      : prepared_(prepared),
        search_(search),
        analyzer_(analyzer),
        index_(index),
        words_(index),
        sieve_(prepared, words_),
        memory_(ThreadMemory()) {}

  // Keeps the best name a party.
  absl::Status Run(BestNames& best) {
    LYNCEUS_RETURN_IF_ERROR(CollectNames());
    for (const retrieval::NameNumber number : memory_.filed.names) {
      LYNCEUS_ASSIGN_OR_RETURN(const bool worth, IsWorthAScore(number));
      if (worth) LYNCEUS_RETURN_IF_ERROR(Score(number, best));
    }
    return absl::OkStatus();
  }

 private:
  // Reused from one asked name to the next.
  struct Memory {
    std::vector<names::Anchor> anchors;
    retrieval::Filed filed;
    retrieval::NameView view;
    std::vector<retrieval::WordNumber> words;
    retrieval::IndexedName indexed;
    matching::ListedName listed;
  };
  static Memory& ThreadMemory() {
    thread_local Memory memory;
    return memory;
  }

  absl::Status CollectNames() {
    memory_.anchors.clear();
    analyzer_.Anchors(prepared_.name(), /*query=*/true, memory_.anchors);
    LYNCEUS_RETURN_IF_ERROR(index_.Find(memory_.anchors, memory_.filed));
    std::vector<retrieval::NameNumber>& names = memory_.filed.names;
    for (const retrieval::WordNumber word : memory_.filed.words) {
      LYNCEUS_ASSIGN_OR_RETURN(const bool near, sieve_.IsNear(word));
      if (near) LYNCEUS_RETURN_IF_ERROR(index_.NamesOf(word, names));
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return absl::OkStatus();
  }

  absl::StatusOr<bool> IsWorthAScore(retrieval::NameNumber number) {
    LYNCEUS_RETURN_IF_ERROR(index_.View(number, memory_.view));
    const retrieval::NumberList& words = memory_.view.words;
    memory_.words.clear();
    for (std::size_t at = 0; at < words.size(); ++at) memory_.words.push_back(words[at]);
    return sieve_.MayReach({.numbers = memory_.words,
                            .joined = memory_.view.joined,
                            .native_joined = memory_.view.native_joined},
                           search_.name_score_min);
  }

  absl::Status Score(retrieval::NameNumber number, BestNames& best) {
    LYNCEUS_RETURN_IF_ERROR(index_.Decode(number, memory_.indexed));
    std::swap(memory_.listed.name, memory_.indexed.name);
    memory_.listed.kind = memory_.indexed.kind;
    const std::int32_t score = prepared_.Score(memory_.listed, search_.name_score_min);
    std::swap(memory_.listed.name, memory_.indexed.name);
    if (score < search_.name_score_min) return absl::OkStatus();
    BestName& entry = best[memory_.indexed.entity];
    if (score > entry.name_score) entry = {score, number, search_.asked, entry.by_identifier};
    return absl::OkStatus();
  }

  const matching::PreparedName& prepared_;
  const NameSearch search_;
  const names::Analyzer& analyzer_;
  const retrieval::CandidateIndex& index_;
  const IndexWords words_;
  matching::NameSieve sieve_;
  Memory& memory_;
};

}  // namespace

absl::Status AddBestNames(const matching::PreparedName& prepared, const NameSearch& search,
                          const names::Analyzer& analyzer, const retrieval::CandidateIndex& index,
                          BestNames& best) {
  return CandidateScorer(prepared, search, analyzer, index).Run(best);
}

}  // namespace lynceus::screening
