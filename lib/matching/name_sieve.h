#pragma once
// Which listed names are worth a score, told from what an index says of their words.
//
// A query meets a few hundred listed words and many more names made of them. A word is looked at
// once; a name is then a few look-ups and sums, and most names need no more than the shapes of
// their words: their letters are read where the shapes leave it open.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/matching/matcher.h"
#include "lib/matching/pair_table.h"
#include "lib/names/name_outline.h"
#include "lib/names/word_shape.h"

namespace lynceus::matching {

struct BoundWorkspace;
struct KnownToken;

// Where the words are read from. What it lends must live until another name is asked.
class ListedWordSource {
 public:
  virtual ~ListedWordSource() = default;
  virtual absl::Status Shape(std::uint32_t number, names::WordShape& out) const = 0;
  virtual absl::Status Texts(std::uint32_t number, names::WordTexts& out) const = 0;
};

// A listed name by its words.
struct ListedWords {
  std::span<const std::uint32_t> numbers;  // one a token, in order
  std::string_view joined;                 // as AnalyzedName has them
  std::string_view native_joined;
  // False where it shares with the asked name no anchor of words run together or of whole names,
  // nor has a word that shares one with the asked name's.
  bool may_join = true;
};

// For one asked name. Uses the thread's memory of comparisons: one sieve at a time, and no score of
// another asked name, until it is no longer used. One thread. Errors: those of the source.
class NameSieve {
 public:
  // Both must outlive the sieve.
  NameSieve(const PreparedName& asked, const ListedWordSource& source);
  NameSieve(const NameSieve&) = delete;
  NameSieve& operator=(const NameSieve&) = delete;

  // An anchor of the asked name's token i leads to the word. Before all that follows, for all words
  // that any token leads to: words that share no anchor are apart.
  void Key(std::uint32_t number, std::size_t i);
  // How the word is near to the asked name.
  absl::StatusOr<Nearness> NearnessOf(std::uint32_t number);

  // Returns false only where the score of the asked name and the outlined one is below `score_min`,
  // given that they share no anchor of words run together, nor of whole names. Cost: some ten
  // nanoseconds a word.
  absl::StatusOr<bool> MayReach(const names::NameOutline& listed, std::int32_t score_min);
  // Returns false only where the score of the asked name and the listed one is below `score_min`.
  absl::StatusOr<bool> MayReach(const ListedWords& listed, std::int32_t score_min);

 private:
  absl::StatusOr<KnownToken*> Known(std::uint32_t number);
  absl::Status TellLetters(std::uint32_t number, KnownToken& known);

  const ListedWordSource& source_;
  BoundWorkspace& bound_;
  const bool bare_;  // an asked word is written without its vowels: names are compared as wholes
};

}  // namespace lynceus::matching
