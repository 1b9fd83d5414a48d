#include "lib/validation/script_of.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace lynceus::validation {
namespace {

using names::Script;

constexpr std::size_t kScripts = static_cast<std::size_t>(Script::kOther) + 1;

}  // namespace

names::Script ScriptOf(std::string_view text) {
  const auto words = names::SplitWords(text);
  if (!words.ok()) return Script::kDigits;
  std::array<std::size_t, kScripts> letters{};
  for (const names::Word& word : *words) {
    if (word.script == Script::kDigits) continue;
    letters[static_cast<std::size_t>(word.script)] += word.letters.size();
  }
  auto* const most = std::max_element(letters.begin(), letters.end());
  return *most == 0 ? Script::kDigits : static_cast<Script>(most - letters.begin());
}

std::string_view ScriptName(names::Script script) {
  switch (script) {
    case Script::kLatin:
      return "Latin";
    case Script::kDigits:
      return "digits";
    case Script::kCyrillic:
      return "Cyrillic";
    case Script::kArabic:
      return "Arabic";
    case Script::kHebrew:
      return "Hebrew";
    case Script::kGreek:
      return "Greek";
    case Script::kHan:
      return "Han";
    case Script::kKana:
      return "Kana";
    case Script::kHangul:
      return "Hangul";
    case Script::kOther:
      return "other";
  }
  return "";
}

}  // namespace lynceus::validation
