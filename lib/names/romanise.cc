#include "lib/names/romanise.h"

#include <unicode/uchar.h>

#include <array>
#include <cstdint>

#include "lib/names/romanisation_tables.h"

namespace lynceus::names {
namespace {

struct Letter {
  char32_t from;
  std::string_view to;
};

// Cyrillic as passports and news write it. Soft and hard signs are silent; ё is е, й is y.
constexpr std::array kCyrillic = {
    Letter{U'а', "a"},  Letter{U'б', "b"},  Letter{U'в', "v"},    Letter{U'г', "g"},
    Letter{U'д', "d"},  Letter{U'е', "e"},  Letter{U'ё', "e"},    Letter{U'ж', "zh"},
    Letter{U'з', "z"},  Letter{U'и', "i"},  Letter{U'й', "y"},    Letter{U'к', "k"},
    Letter{U'л', "l"},  Letter{U'м', "m"},  Letter{U'н', "n"},    Letter{U'о', "o"},
    Letter{U'п', "p"},  Letter{U'р', "r"},  Letter{U'с', "s"},    Letter{U'т', "t"},
    Letter{U'у', "u"},  Letter{U'ф', "f"},  Letter{U'х', "kh"},   Letter{U'ц', "ts"},
    Letter{U'ч', "ch"}, Letter{U'ш', "sh"}, Letter{U'щ', "shch"}, Letter{U'ъ', ""},
    Letter{U'ы', "y"},  Letter{U'ь', ""},   Letter{U'э', "e"},    Letter{U'ю', "yu"},
    Letter{U'я', "ya"}, Letter{U'і', "i"},  Letter{U'ї', "yi"},   Letter{U'є', "ye"},
    Letter{U'ґ', "g"},  Letter{U'ў', "u"},  Letter{U'ј', "j"},    Letter{U'љ', "lj"},
    Letter{U'њ', "nj"}, Letter{U'ђ', "dj"}, Letter{U'ћ', "c"},    Letter{U'џ', "dz"},
    Letter{U'ѓ', "g"},  Letter{U'ќ', "k"},  Letter{U'ѕ', "dz"},   Letter{U'қ', "k"},
    Letter{U'ғ', "g"},  Letter{U'ң', "n"},  Letter{U'ө', "o"},    Letter{U'ү', "u"},
    Letter{U'ұ', "u"},  Letter{U'һ', "h"},  Letter{U'ә', "a"},    Letter{U'җ', "j"},
    Letter{U'ҳ', "h"},  Letter{U'ҷ', "j"},  Letter{U'ӣ', "i"},    Letter{U'ӯ', "u"},
    Letter{U'ҫ', "s"},  Letter{U'ҙ', "z"},  Letter{U'ҡ', "k"},    Letter{U'ӑ', "a"},
    Letter{U'ӗ', "e"},  Letter{U'ӳ', "u"},  Letter{U'ӏ', ""},     Letter{U'ѐ', "e"},
    Letter{U'ѝ', "i"},
};

// Arabic, Persian and Urdu consonants, and the letters that may be long vowels (waw and yeh are
// handled apart). Short vowels are not written: such tokens are compared by their consonants.
constexpr std::array kArabic = {
    Letter{U'ا', "a"},  Letter{U'أ', "a"},  Letter{U'إ', "i"},  Letter{U'آ', "a"},
    Letter{U'ٱ', "a"},  Letter{U'ب', "b"},  Letter{U'پ', "p"},  Letter{U'ت', "t"},
    Letter{U'ث', "th"}, Letter{U'ج', "j"},  Letter{U'چ', "ch"}, Letter{U'ح', "h"},
    Letter{U'خ', "kh"}, Letter{U'د', "d"},  Letter{U'ذ', "dh"}, Letter{U'ر', "r"},
    Letter{U'ز', "z"},  Letter{U'ژ', "zh"}, Letter{U'س', "s"},  Letter{U'ش', "sh"},
    Letter{U'ص', "s"},  Letter{U'ض', "d"},  Letter{U'ط', "t"},  Letter{U'ظ', "z"},
    Letter{U'غ', "gh"}, Letter{U'ف', "f"},  Letter{U'ڤ', "v"},  Letter{U'ق', "q"},
    Letter{U'ك', "k"},  Letter{U'ک', "k"},  Letter{U'گ', "g"},  Letter{U'ل', "l"},
    Letter{U'م', "m"},  Letter{U'ن', "n"},  Letter{U'ه', "h"},  Letter{U'ة', "a"},
    Letter{U'ۀ', "a"},  Letter{U'ى', "a"},  Letter{U'ء', ""},   Letter{U'ؤ', "u"},
    Letter{U'ئ', "i"},  Letter{U'ٹ', "t"},  Letter{U'ڈ', "d"},  Letter{U'ڑ', "r"},
    Letter{U'ں', "n"},  Letter{U'ھ', "h"},  Letter{U'ہ', "h"},  Letter{U'ۃ', "a"},
    Letter{U'ے', "e"},  Letter{U'ګ', "g"},  Letter{U'ټ', "t"},  Letter{U'ډ', "d"},
    Letter{U'ړ', "r"},  Letter{U'ښ', "sh"}, Letter{U'ږ', "zh"}, Letter{U'ځ', "z"},
    Letter{U'څ', "s"},  Letter{U'ڼ', "n"},  Letter{U'ې', "e"},  Letter{U'ۍ', "i"},
};

constexpr std::array kHebrew = {
    Letter{U'א', "a"},  Letter{U'ב', "b"}, Letter{U'ג', "g"}, Letter{U'ד', "d"},
    Letter{U'ה', "h"},  Letter{U'ז', "z"}, Letter{U'ח', "h"}, Letter{U'ט', "t"},
    Letter{U'כ', "k"},  Letter{U'ך', "k"}, Letter{U'ל', "l"}, Letter{U'מ', "m"},
    Letter{U'ם', "m"},  Letter{U'נ', "n"}, Letter{U'ן', "n"}, Letter{U'ס', "s"},
    Letter{U'ע', "a"},  Letter{U'פ', "p"}, Letter{U'ף', "f"}, Letter{U'צ', "ts"},
    Letter{U'ץ', "ts"}, Letter{U'ק', "k"}, Letter{U'ר', "r"}, Letter{U'ש', "sh"},
    Letter{U'ת', "t"},
};

template <std::size_t kSize>
const Letter* Find(const std::array<Letter, kSize>& table, char32_t c) {
  for (const Letter& letter : table) {
    if (letter.from == c) return &letter;
  }
  return nullptr;
}

bool EndsInVowel(const std::string& text) {
  return !text.empty() && std::string_view("aeiou").find(text.back()) != std::string_view::npos;
}

std::string FromCyrillic(std::u32string_view letters) {
  std::string out;
  for (const char32_t c : letters) {
    if (c < 0x80) {
      out.push_back(static_cast<char>(c));
    } else if (const Letter* letter = Find(kCyrillic, c)) {
      out += letter->to;
    }
  }
  return out;
}

// waw is w or v at a word's start and between vowels, else u; yeh is y or i in the same way.
std::string FromArabic(std::u32string_view letters) {
  std::string out;
  for (std::size_t at = 0; at < letters.size(); ++at) {
    const char32_t c = letters[at];
    const bool waw = c == U'و';
    if (waw || c == U'ي' || c == U'ی' || c == U'ێ') {
      const bool alif_next = at + 1 < letters.size() && letters[at + 1] == U'ا';
      const bool consonant = at == 0 || alif_next || EndsInVowel(out);
      out += consonant ? (waw ? "w" : "y") : (waw ? "u" : "i");
    } else if (c == U'ع') {
      if (!EndsInVowel(out)) out += "a";
    } else if (const Letter* letter = Find(kArabic, c)) {
      if (letter->to != "a" || !EndsInVowel(out)) out += letter->to;
    } else if (c < 0x80) {
      out.push_back(static_cast<char>(c));
    }
  }
  return out;
}

std::string FromHebrew(std::u32string_view letters) {
  std::string out;
  for (std::size_t at = 0; at < letters.size(); ++at) {
    const char32_t c = letters[at];
    if (c == U'ו') {
      const bool doubled = at + 1 < letters.size() && letters[at + 1] == U'ו';
      out += at == 0 || doubled || EndsInVowel(out) ? "v" : "o";
      at += doubled ? 1 : 0;
    } else if (c == U'י') {
      out += at == 0 ? "y" : (EndsInVowel(out) ? "" : "i");
    } else if (const Letter* letter = Find(kHebrew, c)) {
      if (letter->to != "a" || !EndsInVowel(out)) out += letter->to;
    } else if (c < 0x80) {
      out.push_back(static_cast<char>(c));
    }
  }
  return out;
}

// Hangul syllables fall apart by arithmetic (Unicode, section 3.12); the letters are those of the
// Revised Romanisation, each syllable by itself.
std::string FromHangul(std::u32string_view letters) {
  constexpr std::array<std::string_view, 19> kLead = {"g",  "kk", "n", "d",  "tt", "r", "m",
                                                      "b",  "pp", "s", "ss", "",   "j", "jj",
                                                      "ch", "k",  "t", "p",  "h"};
  constexpr std::array<std::string_view, 21> kVowel = {"a",  "ae", "ya", "yae", "eo", "e",  "yeo",
                                                       "ye", "o",  "wa", "wae", "oe", "yo", "u",
                                                       "wo", "we", "wi", "yu",  "eu", "ui", "i"};
  constexpr std::array<std::string_view, 28> kTail = {
      "",  "k", "k", "k", "n", "n", "n", "t",  "l", "k", "m", "l", "l", "l",
      "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"};
  std::string out;
  for (const char32_t c : letters) {
    if (c < 0xAC00 || c > 0xD7A3) continue;
    const std::size_t index = static_cast<std::size_t>(c) - 0xAC00;
    out += kLead[index / kTail.size() / kVowel.size()];
    out += kVowel[index / kTail.size() % kVowel.size()];
    out += kTail[index % kTail.size()];
  }
  return out;
}

// The last word of a letter's Unicode name is how it sounds: KHMER LETTER PO, ETHIOPIC SYLLABLE BI.
std::string FromUnicodeNames(std::u32string_view letters) {
  std::string out;
  for (const char32_t c : letters) {
    std::array<char, 128> buffer{};
    UErrorCode error = U_ZERO_ERROR;
    const std::int32_t length = u_charName(static_cast<UChar32>(c), U_UNICODE_CHAR_NAME,
                                           buffer.data(), buffer.size(), &error);
    if (U_FAILURE(error) || length <= 0) continue;
    const std::string_view name(buffer.data(), static_cast<std::size_t>(length));
    const bool speaks = name.find("LETTER") != std::string_view::npos ||
                        name.find("VOWEL SIGN") != std::string_view::npos ||
                        name.find("SYLLABLE") != std::string_view::npos;
    if (!speaks) continue;
    const std::size_t blank = name.rfind(' ');
    out += KeepLettersAndDigits(blank == std::string_view::npos ? name : name.substr(blank + 1));
  }
  return out;
}

// Something to compare where nothing is known of the sounds: the code points themselves.
std::string FromCodePoints(std::u32string_view letters) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (const char32_t c : letters) {
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.push_back(kHex[(static_cast<std::uint32_t>(c) >> shift) & 15]);
    }
  }
  return out;
}

// Latin words are folded: what is not ASCII in them is of no use to matching.
std::string FromLatin(std::u32string_view letters) {
  std::string out;
  for (const char32_t c : letters) {
    if ((c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9')) out.push_back(static_cast<char>(c));
    if (c >= U'A' && c <= U'Z') out.push_back(static_cast<char>(c - U'A' + U'a'));
  }
  return out;
}

}  // namespace

std::string Romaniser::ByTable(const LetterTable<char>& table, std::u32string_view letters,
                               Script script) const {
  std::string out;
  return AppendReading(table, letters, out) ? out : icu_.ToLatin(letters, script);
}

std::string Romaniser::ToLatin(std::u32string_view letters, Script script) const {
  std::string out;
  switch (script) {
    case Script::kLatin:
    case Script::kDigits:
      out = FromLatin(letters);
      break;
    case Script::kCyrillic:
      out = FromCyrillic(letters);
      break;
    case Script::kArabic:
      out = FromArabic(letters);
      break;
    case Script::kHebrew:
      out = FromHebrew(letters);
      break;
    case Script::kHangul:
      out = FromHangul(letters);
      break;
    case Script::kGreek:
      out = ByTable(GreekTable(), letters, script);
      break;
    case Script::kHan:
      out = ByTable(HanTable(), letters, script);
      break;
    case Script::kKana:
      out = ByTable(KanaTable(), letters, script);
      break;
    case Script::kOther:
      out = icu_.ToLatin(letters, script);
      break;
  }
  if (out.empty()) out = FromUnicodeNames(letters);
  if (out.empty()) out = FromCodePoints(letters);
  return out;
}

std::u32string Romaniser::ToSimplified(std::u32string_view letters) const {
  std::u32string out;
  out.reserve(letters.size());
  AppendReading(SimplifiedTable(), letters, out);
  return out;
}

}  // namespace lynceus::names
