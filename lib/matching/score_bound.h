#pragma once
// An upper bound of a name score, many times cheaper than the score: most listed names that share
// an anchor with a query share no more than one word with it.
//
// A token is open where some tokens of the other side may stand for it, by the conditions of the
// alignment; the others are left over for certain. What they cost, were all open tokens to agree
// fully, bounds the score from above. Internal to the module.

#include <cstdint>
#include <utility>
#include <vector>

#include "lib/matching/pair_table.h"
#include "lib/matching/token_runs.h"
#include "lib/names/word_shape.h"

namespace lynceus::matching {

// The tokens of one side that are left over for certain, summed.
struct LeftOver {
  std::int64_t open_weight = 0;
  std::int64_t weight = 0;
  std::int32_t contradiction = 0;
  std::int32_t tokens = 0;  // of the side
  bool number = false;
};

// Thread-compatible.
class ScoreBound {
 public:
  // Returns false only where the score of the table's two names is below `score_min`. What it
  // compares stays in the table for the alignment. Cost: some ten nanoseconds for each two tokens;
  // by shape, some nanoseconds, and more names pass.
  bool MayReach(PairTable& pairs, std::int32_t score_min);

 private:
  void OpenPairs();
  void OpenInitials();
  template <typename WordAt, typename OpenWords>
  void OpenInitialsOf(const names::WordShape& letters, WordAt word_at, std::size_t words,
                      OpenWords open);
  // Opens what may be written as one word on a side; false where that does not reach `score_min`.
  bool OpenJoined(std::int32_t score_min);
  bool OpenJoinedByShape(std::int32_t score_min);
  // Calls take(place of the asked run, listed run) for those that MayJoin and are not settled.
  template <typename Take>
  void ForEachJoin(TokenSet settled, Take take);
  void Open(TokenSet asked, TokenSet listed);
  void OpenOtherwise(TokenSet asked, TokenSet listed);
  std::int64_t LeastLostByPairs() const;
  std::int32_t Bound(const LeftOver& asked, const LeftOver& listed,
                     std::int64_t lost_by_pairs) const;
  std::int32_t OfLeftOver() const;
  // False only where nothing that may be joined would make OfLeftOver reach `score_min`.
  bool MayReachByJoins(std::int32_t score_min) const;
  bool MayBeWhole() const;
  bool MayBeContained() const;
  bool MayStandSideBySide() const;
  bool MayJoinSideBySide() const;
  bool MayBeTheSameLetters() const;
  bool MayBeAcronym() const;
  bool MayBeCutOff() const;
  bool MayBeBare() const;

  PairTable* pairs_ = nullptr;
  TokenSet asked_open_ = 0;
  TokenSet listed_open_ = 0;
  TokenSet asked_otherwise_ = 0;          // of those: as initials, or joined
  std::vector<std::int64_t> least_lost_;  // of asked tokens that are paired by themselves
  std::int64_t initials_weight_ = 0;      // of all tokens that an initial may stand for, or is
  std::vector<std::pair<const AskedRun*, const TokenRun*>> joins_;
};

// The memory of bounds and the comparisons after them, one a thread: what a bound has compared, the
// score need not compare again.
struct BoundWorkspace {
  PairTable pairs;
  ScoreBound bound;
};
BoundWorkspace& ThreadBoundWorkspace();

}  // namespace lynceus::matching
