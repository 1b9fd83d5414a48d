#pragma once
// Known words found by a slip of the pen: one letter wrong, missing, too many or swapped with its
// neighbour. For words that every company bears, which say little only where they are recognised.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace lynceus::names {

// Thread-safe once filled.
class MisspeltWords {
 public:
  // Of words that one text is a slip away from, the one added first is found.
  void Add(std::string word);

  // Returns the word that `text` is one slip away from, or that is written with the same vowels and
  // consonants by ear; empty where there is none. The word lives as long as this object.
  // Cost: a look-up a letter, without allocation.
  std::string_view Find(std::string_view text) const;

 private:
  std::string_view FindUnder(std::uint64_t key, std::string_view text) const;

  std::vector<std::string> words_;
  absl::flat_hash_map<std::uint64_t, std::vector<std::uint32_t>> by_form_;
  absl::flat_hash_map<std::string, std::uint32_t> by_ear_;
};

}  // namespace lynceus::names
