#pragma once
// What is told of a listed name without reading it: the numbers of its words, and of each as much
// as bounds what it weighs and whether an initial may stand for it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "lib/names/analyzed_name.h"

namespace lynceus::names {

inline constexpr std::size_t kOutlineWordsMax = 7;
inline constexpr std::size_t kOutlineBytes = 5 * kOutlineWordsMax + 1;

// A word of an outline.
struct OutlineWord {
  std::uint32_t number = 0;
  // A word of a name or of a trade, of more than three letters: what follows is told. Any other
  // (initials, numbers, titles ...) is to be looked up.
  bool plain = false;
  TokenKind kind = TokenKind::kWord;  // kWord or kCommon
  char first_letter = '\0';
  std::int32_t weight_min = 0;  // the token's weight is at least this
};

// Appends the outline of `name`, whose words have these numbers.
void AppendOutline(const AnalyzedName& name, const std::vector<std::uint32_t>& numbers,
                   std::string& out);

// The outline of one name, borrowed; kOutlineBytes of it.
class NameOutline {
 public:
  NameOutline() = default;
  explicit NameOutline(const std::byte* bytes) : bytes_(bytes) {}
  // 0 where the name has too many words, or one whose number is too large: it must be read.
  std::size_t words() const { return std::to_integer<std::size_t>(bytes_[0]); }
  OutlineWord word(std::size_t at) const;

 private:
  const std::byte* bytes_ = nullptr;
};

}  // namespace lynceus::names
