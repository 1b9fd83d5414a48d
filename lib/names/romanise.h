#pragma once
// From a folded word of any script to Latin letters a-z and digits.
//
// Cyrillic, Arabic, Hebrew and Hangul by small tables of our own, because matching wants the
// spelling that names are usually published in and not a reversible scheme; Han (pinyin), kana
// (Hepburn) and Greek as ICU has them, by tables generated from it; Armenian, Georgian, Thai and
// Indic scripts by ICU; what ICU does not know by the letters' Unicode names. Never empty for a
// word with letters.

#include <string>
#include <string_view>

#include "lib/names/icu_romaniser.h"
#include "lib/names/letter_table.h"
#include "lib/names/words.h"

namespace lynceus::names {

// Thread-safe.
class Romaniser {
 public:
  // Returns `letters` in Latin. Cost: 20 to 100 ns by table; by ICU, which serves other scripts and
  // words with a letter that the table of their script does not know, as IcuRomaniser::ToLatin.
  std::string ToLatin(std::u32string_view letters, Script script) const;

  // Returns `letters` with traditional Chinese characters as simplified ones.
  std::u32string ToSimplified(std::u32string_view letters) const;

 private:
  std::string ByTable(const LetterTable<char>& table, std::u32string_view letters,
                      Script script) const;

  IcuRomaniser icu_;
};

}  // namespace lynceus::names
