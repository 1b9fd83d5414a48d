#pragma once
// Groups of records that share a key, and which pairs of a group are looked at.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lynceus::resolve {

// All pairs of a group up to this size are looked at; in a larger one each record with the first
// kPairsEach of it and with the kPairsEach before it, so that the work grows with the records. A
// key that so many records share is a placeholder, or one party described many times, which that
// finds.
inline constexpr std::size_t kGroupPairsMax = 64;
inline constexpr std::size_t kPairsEach = 32;

// Calls visit(i, j), j < i, for the pairs of a group of `size` that are looked at, i ascending,
// then j. Returns how many are not.
template <typename Visit>
std::uint64_t ForPairs(std::size_t size, const Visit& visit) {
  const bool whole = size <= kGroupPairsMax;
  std::uint64_t passed_over = 0;
  for (std::size_t i = 1; i < size; ++i) {
    const std::size_t first = whole ? i : std::min(i, kPairsEach);
    const std::size_t last = whole ? i : std::max(first, i - std::min(i, kPairsEach));
    for (std::size_t j = 0; j < first; ++j) visit(i, j);
    for (std::size_t j = last; j < i; ++j) visit(i, j);
    passed_over += last - first;
  }
  return passed_over;
}

// FNV-1a with a finishing mix: a key of a group. Equal words give equal keys; two keys that are
// equal by chance only cost a comparison.
inline std::uint64_t KeyOf(std::string_view text, std::uint64_t seed = 0) {
  std::uint64_t hash = 0xcbf29ce484222325u ^ (seed * 0x9e3779b97f4a7c15u);
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  hash ^= hash >> 29;
  hash *= 0xbf58476d1ce4e5b9u;
  return hash ^ (hash >> 32);
}

}  // namespace lynceus::resolve
