#pragma once
// Which tokens of two names stand for each other.
//
// Equal tokens first, then words written together on one side, then the nearest of the rest, then
// initials. Greedy, and deterministic: ties go to the earlier token of the asked name, then of the
// listed one.

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "lib/matching/pair_table.h"
#include "lib/matching/token_distance.h"
#include "lib/matching/token_runs.h"
#include "lib/names/analyzed_name.h"

namespace lynceus::matching {

// Tokens [asked, asked + asked_count) agree with [listed, listed + listed_count).
struct Pairing {
  std::uint16_t asked = 0;
  std::uint16_t asked_count = 1;
  std::uint16_t listed = 0;
  std::uint16_t listed_count = 1;
  std::int32_t difference = 0;
  Agreement agreement = Agreement::kEqual;
};

// The result and the memory of an alignment, reused from one to the next. Thread-compatible.
class Alignment {
 public:
  // Aligns the two names of the table.
  void Align(PairTable& pairs);

  const std::vector<Pairing>& pairings() const { return pairings_; }
  bool asked_taken(std::size_t at) const { return (asked_taken_ & TokenBit(at)) != 0; }
  bool listed_taken(std::size_t at) const { return (listed_taken_ & TokenBit(at)) != 0; }

 private:
  void TakeEqual();
  void TakeJoined(std::int32_t difference_max);
  void CollectJoins(std::int32_t difference_max);
  void TakeNearest();
  void TakeInitials();
  void Take(const Pairing& pairing);

  PairTable* pairs_ = nullptr;
  TokenSet asked_taken_ = 0;
  TokenSet listed_taken_ = 0;
  std::vector<Pairing> pairings_;
  std::vector<Pairing> near_;
  std::vector<std::pair<std::uint16_t, std::uint16_t>>
      joins_;  // places of an asked and a listed run
};

}  // namespace lynceus::matching
