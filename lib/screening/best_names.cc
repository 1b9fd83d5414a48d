// A query shares anchors with hundreds of listed names and few of them are worth a score. Each step
// asks less of more:
//
//   1. The anchors of the asked words lead to listed words, those of the asked name to listed
//   names.
//      Words that share no anchor do not agree: that is the scorer's own rule.
//   2. A word that agrees with no asked token, nor with several written as one (it is another word,
//      whatever the key they share), is left out, with the names that only it leads to. Such a name
//      is none that the anchors promise: they promise that two names which score share a key of
//      tokens that agree, or a key of names.
//   3. The words of each name found bound its score from above (score_bound.cc). A name that shares
//      no key of words run together is looked at by its outline first: words that no key led to are
//      apart. Most names end here: they have one word in common with the query. Of the others the
//      shapes of the words, then their letters, each word once a query.
//   4. What is left is decoded and scored.
#include "lib/screening/best_names.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "lib/base/status.h"
#include "lib/matching/name_sieve.h"
#include "lib/names/anchors.h"

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

void SortUnique(std::vector<std::uint32_t>& numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

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
    for (const retrieval::NameNumber number : memory_.filed.wholes) {
      LYNCEUS_RETURN_IF_ERROR(Try(number, /*may_join=*/true, best));
    }
    std::size_t whole = 0;
    for (const retrieval::NameNumber number : memory_.filed.names) {
      while (whole < memory_.filed.wholes.size() && memory_.filed.wholes[whole] < number) ++whole;
      const bool tried =
          whole < memory_.filed.wholes.size() && memory_.filed.wholes[whole] == number;
      if (tried) continue;
      LYNCEUS_ASSIGN_OR_RETURN(const bool worth, IsWorthALook(number));
      if (worth) LYNCEUS_RETURN_IF_ERROR(Try(number, /*may_join=*/false, best));
    }
    return absl::OkStatus();
  }

 private:
  // Reused from one asked name to the next.
  struct Memory {
    std::vector<names::Anchor> anchors;
    retrieval::Filed filed;
    retrieval::Filed of_word;
    std::vector<retrieval::WordNumber> joined;  // that asked words make together, ascending
    retrieval::NameView view;
    std::vector<retrieval::WordNumber> words;
    retrieval::IndexedName indexed;
    matching::ListedName listed;
  };
  static Memory& ThreadMemory() {
    thread_local Memory memory;
    return memory;
  }

  // A word that is too frequent to lead to names is looked up for names that run it together.
  absl::Status CollectNames() {
    memory_.filed.Clear();
    memory_.joined.clear();
    const std::vector<names::Token>& tokens = prepared_.name().tokens;
    const std::uint64_t filed = analyzer_.FiledTokens(prepared_.name());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      LYNCEUS_RETURN_IF_ERROR(LookUpWord(i, (filed >> i & 1) != 0));
    }
    memory_.anchors.clear();
    analyzer_.NameAnchors(prepared_.name(), /*query=*/true, memory_.anchors);
    LYNCEUS_RETURN_IF_ERROR(LookUp());
    memory_.anchors.clear();
    analyzer_.WholeAnchors(prepared_.name(), /*query=*/true, memory_.anchors);
    LYNCEUS_RETURN_IF_ERROR(LookUp());
    SortUnique(memory_.filed.words);
    for (const retrieval::WordNumber word : memory_.filed.words) {
      LYNCEUS_ASSIGN_OR_RETURN(const matching::Nearness near, sieve_.NearnessOf(word));
      if (near.joined) memory_.joined.push_back(word);
      std::vector<retrieval::NameNumber>& names =
          near.joined ? memory_.filed.wholes : memory_.filed.names;
      if (near.token || near.joined) LYNCEUS_RETURN_IF_ERROR(index_.NamesOf(word, names));
    }
    SortUnique(memory_.filed.names);
    SortUnique(memory_.filed.wholes);
    return absl::OkStatus();
  }

  // Adds what token i leads to.
  absl::Status LookUpWord(std::size_t i, bool leads) {
    memory_.anchors.clear();
    analyzer_.WordAnchors(prepared_.name().tokens[i], /*query=*/true, memory_.anchors);
    // Titles and particles lead nowhere, and are equal to what is spelt like them.
    const bool silent = memory_.anchors.empty();
    if (silent) names::CollectWordAnchors(prepared_.name().tokens[i], true, memory_.anchors);
    memory_.of_word.Clear();
    LYNCEUS_RETURN_IF_ERROR(index_.Find(memory_.anchors, memory_.of_word));
    retrieval::Filed& filed = memory_.filed;
    const retrieval::Filed& found = memory_.of_word;
    if (silent) {
      for (const retrieval::WordNumber word : found.words) sieve_.Key(word, i);
      return absl::OkStatus();
    }
    filed.wholes.insert(filed.wholes.end(), found.wholes.begin(), found.wholes.end());
    for (const retrieval::WordNumber word : found.words) sieve_.Key(word, i);
    if (!leads) return absl::OkStatus();
    filed.words.insert(filed.words.end(), found.words.begin(), found.words.end());
    filed.names.insert(filed.names.end(), found.names.begin(), found.names.end());
    return absl::OkStatus();
  }

  absl::Status LookUp() { return index_.Find(memory_.anchors, memory_.filed); }

  absl::Status Try(retrieval::NameNumber number, bool may_join, BestNames& best) {
    LYNCEUS_ASSIGN_OR_RETURN(const bool worth, IsWorthAScore(number, may_join));
    return worth ? Score(number, best) : absl::OkStatus();
  }

  // A name whose words hold one that asked words make together is looked at.
  absl::StatusOr<bool> IsWorthALook(retrieval::NameNumber number) {
    names::NameOutline outline;
    LYNCEUS_RETURN_IF_ERROR(index_.Outline(number, outline));
    const std::vector<retrieval::WordNumber>& joined = memory_.joined;
    for (std::size_t at = 0; !joined.empty() && at < outline.words(); ++at) {
      if (std::binary_search(joined.begin(), joined.end(), outline.word(at).number)) return true;
    }
    return sieve_.MayReach(outline, search_.name_score_min);
  }

  absl::StatusOr<bool> IsWorthAScore(retrieval::NameNumber number, bool may_join) {
    LYNCEUS_RETURN_IF_ERROR(index_.View(number, memory_.view));
    const retrieval::NumberList& words = memory_.view.words;
    memory_.words.clear();
    // A frequent word that asked words make together leads to no names, and is found in them here.
    const std::vector<retrieval::WordNumber>& joined = memory_.joined;
    for (std::size_t at = 0; at < words.size(); ++at) {
      memory_.words.push_back(words[at]);
      may_join = may_join || std::binary_search(joined.begin(), joined.end(), words[at]);
    }
    return sieve_.MayReach({.numbers = memory_.words,
                            .joined = memory_.view.joined,
                            .native_joined = memory_.view.native_joined,
                            .may_join = may_join},
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
    const bool first =
        score == entry.name_score && search_.asked == entry.asked && number < entry.name;
    if (score > entry.name_score || first) {
      entry = {score, number, search_.asked, entry.by_identifier};
    }
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
