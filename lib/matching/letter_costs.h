#pragma once
// What it costs that one letter stands for another, or for none, in hundredths of an edit: as words
// are written, and as words of one script are heard in another. Internal to the module.

#include <array>
#include <cstdint>
#include <string_view>

#include "lib/names/word_shape.h"
#include "lib/names/words.h"

namespace lynceus::matching {

inline constexpr std::int32_t kEdit = 100;
inline constexpr std::int32_t kSwap = 80;         // two neighbours swapped
inline constexpr std::int32_t kSamePicture = 40;  // "rn" scanned as "m"

// Letters that are taken for each other.
struct Confusable {
  char a;
  char b;
  std::int32_t cost;
};

// By sound, by look (OCR), or as digits for letters.
inline constexpr std::array kConfusables = {
    Confusable{'c', 'k', 50}, Confusable{'k', 'q', 40}, Confusable{'c', 'q', 50},
    Confusable{'s', 'z', 40}, Confusable{'c', 's', 70}, Confusable{'v', 'w', 40},
    Confusable{'f', 'v', 60}, Confusable{'b', 'p', 70}, Confusable{'d', 't', 70},
    Confusable{'g', 'k', 70}, Confusable{'g', 'j', 60}, Confusable{'j', 'y', 50},
    Confusable{'i', 'j', 60}, Confusable{'x', 's', 50}, Confusable{'l', 'r', 80},
    Confusable{'m', 'n', 80}, Confusable{'i', 'l', 70}, Confusable{'u', 'v', 80},
    Confusable{'u', 'w', 60}, Confusable{'z', 'j', 60}, Confusable{'h', 'j', 80},
    Confusable{'x', 'h', 70}, Confusable{'0', 'o', 20}, Confusable{'1', 'i', 20},
    Confusable{'1', 'l', 20}, Confusable{'2', 'z', 40}, Confusable{'3', 'e', 30},
    Confusable{'4', 'a', 30}, Confusable{'5', 's', 20}, Confusable{'6', 'g', 40},
    Confusable{'7', 't', 40}, Confusable{'8', 'b', 20}, Confusable{'9', 'g', 40},
    Confusable{'6', 'b', 40},
};

struct LetterCosts {
  std::array<std::array<std::int32_t, names::kLetterClasses>, names::kLetterClasses> change{};
  std::int32_t vowel_gap = 85;  // behind the first letter
  std::int32_t r_gap = kEdit;   // the same

  // What it costs that the letter at `at` has no counterpart: doubled letters, h and vowels cost
  // less.
  std::int32_t Gap(std::string_view text, std::size_t at) const;
};

// As words are written: both sides by the same hand.
const LetterCosts& WrittenCosts();
// As respelt words are heard, of which one went through a script and the other did not, or through
// another one; null where the script tells all letters apart, or no more is known of it.
const LetterCosts* HeardCosts(names::Script a, names::Script b);

}  // namespace lynceus::matching
