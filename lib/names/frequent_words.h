#pragma once
// The frequent names that a word may be another spelling of, or a slip of the pen away from.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace lynceus::names {

// Thread-safe once filled.
class FrequentWords {
 public:
  // `word`: romanised; `canonical`: the one text that stands for all its spellings.
  void Add(std::string_view word, std::string canonical);
  // Sorts what was added: equal sets give equal answers whatever the order. Call once, at the end.
  void Finish();

  // Sets `out` to the canonical texts of the frequent words that sound like `respelt` (a text of
  // RespellByEar) or differ from it by one letter changed, missing or too many; sorted, without
  // repetition. Words below four letters only sound alike. The texts live as long as this object.
  // Cost: a look-up a letter.
  void Near(std::string_view respelt, std::vector<std::string_view>& out) const;

 private:
  absl::flat_hash_map<std::string, std::vector<std::string>> canonical_by_form_;
};

}  // namespace lynceus::names
