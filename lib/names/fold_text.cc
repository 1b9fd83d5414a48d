#include "lib/names/fold_text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "lib/names/look_alikes.h"
#include "lib/names/words.h"

namespace lynceus::names {

namespace {

constexpr std::size_t kUtf8BytesMax = 4;

bool IsWordLetter(UChar32 letter) {
  if (!u_isalnum(letter)) return false;
  if (letter < 0x80) return true;
  UErrorCode code = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(letter, &code);
  return script != USCRIPT_HAN && script != USCRIPT_HIRAGANA && script != USCRIPT_KATAKANA &&
         script != USCRIPT_HANGUL;
}

// The first character of `text`.
UChar32 FirstOf(std::string_view text) {
  const std::string_view bytes = text.substr(0, kUtf8BytesMax);
  return icu::UnicodeString::fromUTF8({bytes.data(), static_cast<int>(bytes.size())}).char32At(0);
}

}  // namespace

bool IsInsideWord(std::string_view text, std::size_t at) {
  if (at == 0 || at >= text.size()) return false;
  std::size_t before = at - 1;
  while (before > 0 && (static_cast<unsigned char>(text[before]) & 0xC0) == 0x80) --before;
  return IsWordLetter(FirstOf(text.substr(before))) && IsWordLetter(FirstOf(text.substr(at)));
}

std::string FoldText(std::string_view text) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
  if (ascii) return std::string(text);
  UErrorCode code = U_ZERO_ERROR;
  const icu::Normalizer2* const nfkc = icu::Normalizer2::getNFKCInstance(code);
  icu::UnicodeString folded =
      icu::UnicodeString::fromUTF8({text.data(), static_cast<int>(text.size())});
  if (nfkc != nullptr) folded = nfkc->normalize(folded, code);
  std::u32string letters;
  for (int at = 0; at < folded.length(); at = folded.moveIndex32(at, 1)) {
    const UChar32 letter = folded.char32At(at);
    if (u_charType(letter) == U_FORMAT_CHAR) continue;
    letters.push_back(static_cast<char32_t>(letter));
  }
  UnmixScripts(letters);
  return ToUtf8(letters);
}

}  // namespace lynceus::names
