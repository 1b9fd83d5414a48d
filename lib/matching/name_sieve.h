#pragma once
// Which listed names are worth a score, told from the numbers that an index gives their words.
//
// A query meets a few hundred listed words and many more names made of them. A word is told and
// compared once; a name is then a few look-ups and sums, and most names need no more.

#include <cstdint>
#include <span>
#include <string_view>

#include "lib/matching/matcher.h"
#include "lib/names/analyzed_name.h"

namespace lynceus::matching {

struct BoundWorkspace;

// A listed name by its words.
struct ListedWords {
  std::span<const std::uint32_t> numbers;  // one a token, in order
  std::string_view joined;                 // as AnalyzedName has them
  std::string_view native_joined;
};

// For one asked name. Uses the thread's memory of comparisons: one sieve at a time, and no score of
// another asked name, until it is no longer used. One thread.
class NameSieve {
 public:
  // `asked` must outlive the sieve.
  explicit NameSieve(const PreparedName& asked);
  NameSieve(const NameSieve&) = delete;
  NameSieve& operator=(const NameSieve&) = delete;

  // True where Tell has told the word.
  bool Knows(std::uint32_t number) const;
  void Tell(std::uint32_t number, const names::Token& word);

  // True where the word may stand for a token of the asked name, or for some of them written as
  // one. REQUIRES: it is known.
  bool IsNear(std::uint32_t number);

  // Returns false only where the score of the asked name and the listed one is below `score_min`.
  // REQUIRES: all its words are known.
  bool MayReach(const ListedWords& listed, std::int32_t score_min);

 private:
  BoundWorkspace& bound_;
};

}  // namespace lynceus::matching
