#pragma once
// Which listed names say one party, and which several. Independent of the matcher: two texts are
// the same name where they have the same words, folded, in any order.

#include <cstdint>
#include <string_view>

#include "absl/container/flat_hash_map.h"

namespace lynceus::validation {

// A hash of the words of `text`, folded and sorted. `salt` keeps the tables of several uses apart.
std::uint64_t PlainKey(std::string_view text, std::uint64_t salt = 0);

// From key to the one party that has it, or to several. Thread-compatible.
class SharedNames {
 public:
  void Add(std::uint64_t key, std::uint32_t party) {
    const auto [entry, added] = parties_.try_emplace(key, party);
    if (!added && entry->second != party) entry->second = kSeveral;
  }
  // Add, but only for keys that are there already.
  void AddToKnown(std::uint64_t key, std::uint32_t party) {
    const auto entry = parties_.find(key);
    if (entry != parties_.end() && entry->second != party) entry->second = kSeveral;
  }
  // True where a party other than `party` has the key.
  bool OthersHave(std::uint64_t key, std::uint32_t party) const {
    const auto entry = parties_.find(key);
    return entry != parties_.end() && entry->second != party;
  }

 private:
  static constexpr std::uint32_t kSeveral = 0xFFFFFFFF;
  absl::flat_hash_map<std::uint64_t, std::uint32_t> parties_;
};

}  // namespace lynceus::validation
