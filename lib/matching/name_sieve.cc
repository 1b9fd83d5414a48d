#include "lib/matching/name_sieve.h"

#include "lib/base/status.h"
#include "lib/matching/score_bound.h"

namespace lynceus::matching {

NameSieve::NameSieve(const PreparedName& asked) : bound_(ThreadBoundWorkspace()) {
  bound_.pairs.Begin(asked.asked());
}

bool NameSieve::Knows(std::uint32_t number) const {
  return bound_.pairs.known().Numbered(number) != nullptr;
}

void NameSieve::Tell(std::uint32_t number, const names::Token& word) {
  bound_.pairs.known().Number(number, word);
}

bool NameSieve::IsNear(std::uint32_t number) {
  KnownToken* const word = bound_.pairs.known().Numbered(number);
  LYNCEUS_CHECK(word != nullptr);
  return bound_.pairs.IsNear(*word);
}

bool NameSieve::MayReach(const ListedWords& listed, std::int32_t score_min) {
  bound_.pairs.Look(listed.numbers, listed.joined, listed.native_joined);
  return bound_.bound.MayReach(bound_.pairs, score_min);
}

}  // namespace lynceus::matching
