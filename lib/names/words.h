#pragma once
// The first step of a name's analysis: from UTF-8 text to words of one script, folded.
//
// Folding is NFKC with case folding; what cannot be seen (zero-width and bidirectional controls,
// soft hyphens) is removed by it. Diacritics are stripped from Latin and Greek letters, vowel
// points from Arabic and Hebrew. Letters of another script that look like the ones around them
// ("раypal") take the script of their word. No ICU type leaves this file's .cc; ASCII text never
// reaches ICU.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace lynceus::names {

enum class Script : std::uint8_t {
  kLatin,
  kDigits,
  kCyrillic,
  kArabic,
  kHebrew,
  kGreek,
  kHan,
  kKana,
  kHangul,
  kOther
};

// One word and how it was set apart.
struct Word {
  std::u32string letters;  // folded, in its script; Latin words are a-z and 0-9 only
  Script script = Script::kLatin;
  bool hyphen_before = false;  // joined to the word before by a hyphen
  bool dot_after = false;      // "V." or "A.B."
  bool dotted = false;         // letters were written with a dot after each: "A.B.C."
  bool bracketed = false;      // inside (), [], {}
  bool comma_before = false;
  bool slash_before = false;  // or a semicolon, between names of two parties
  bool dash_before = false;   // set off by a hyphen with blanks around it
};

// Returns the words of `text` in order. Empty where it has no letter and no digit.
// Errors: InvalidArgument where `text` is not UTF-8.
absl::StatusOr<std::vector<Word>> SplitWords(std::string_view text);

// Returns `text` folded as SplitWords folds, in one piece: letters and digits only.
std::u32string FoldWhole(std::string_view text);

// The script of a native text, by its first letter; kLatin where it is empty.
Script ScriptOfNative(std::string_view native);

std::string ToUtf8(std::u32string_view letters);
std::u32string FromUtf8(std::string_view text);

}  // namespace lynceus::names
