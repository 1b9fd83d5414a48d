#include "lib/names/words.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/names/look_alikes.h"

namespace lynceus::names {
namespace {

constexpr bool IsLatinLetter(char32_t c) { return c >= U'a' && c <= U'z'; }
constexpr bool IsAsciiDigit(char32_t c) { return c >= U'0' && c <= U'9'; }

// What a folded code point is to the splitter.
enum class Role : std::uint8_t {
  kLetter,
  kMark,
  kApostrophe,
  kDot,
  kHyphen,
  kComma,
  kOpen,
  kClose,
  kSlash,
  kAnd,
  kPercent,
  kSpace
};

Role AsciiRole(char32_t c) {
  if (IsLatinLetter(c) || IsAsciiDigit(c)) return Role::kLetter;
  switch (c) {
    case U'\'':
    case U'`':
      return Role::kApostrophe;
    case U'.':
      return Role::kDot;
    case U'-':
      return Role::kHyphen;
    case U',':
      return Role::kComma;
    case U'(':
    case U'[':
    case U'{':
      return Role::kOpen;
    case U')':
    case U']':
    case U'}':
      return Role::kClose;
    case U'/':
    case U';':
      return Role::kSlash;
    case U'&':
    case U'+':
      return Role::kAnd;
    case U'%':
      return Role::kPercent;
    default:
      return Role::kSpace;
  }
}

Role RoleOf(char32_t c) {
  if (c < 0x80) return AsciiRole(c);
  switch (c) {
    case U'\u2018':  // quotation marks and letters that serve as apostrophes, ayn and hamza
    case U'\u2019':
    case U'\u201B':
    case U'\u02B9':
    case U'\u02BB':
    case U'\u02BC':
    case U'\u02BD':
    case U'\u02BE':
    case U'\u02BF':
    case U'\u00B4':
    case U'\u2032':
    case U'\u05F3':
      return Role::kApostrophe;
    case U'\u2010':
    case U'\u2011':
    case U'\u2012':
    case U'\u2013':
    case U'\u2014':
    case U'\u2212':
      return Role::kHyphen;
    case U'\u3001':
    case U'\u060C':
      return Role::kComma;
    default:
      break;
  }
  const auto code = static_cast<UChar32>(c);
  const int type = u_charType(code);
  if (type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK || type == U_ENCLOSING_MARK) {
    return Role::kMark;
  }
  // The kana middle dot and prolonged sound mark: the first separates, the second belongs to the
  // word.
  if (c == U'\u30FC') return Role::kLetter;
  return u_isalnum(code) ? Role::kLetter : Role::kSpace;
}

Script ScriptOf(char32_t c) {
  if (IsLatinLetter(c)) return Script::kLatin;
  if (IsAsciiDigit(c)) return Script::kDigits;
  if (c == U'\u30FC') return Script::kKana;
  UErrorCode error = U_ZERO_ERROR;
  const UScriptCode code = uscript_getScript(static_cast<UChar32>(c), &error);
  if (code == USCRIPT_LATIN) return Script::kLatin;
  if (code == USCRIPT_CYRILLIC) return Script::kCyrillic;
  if (code == USCRIPT_ARABIC) return Script::kArabic;
  if (code == USCRIPT_HEBREW) return Script::kHebrew;
  if (code == USCRIPT_GREEK) return Script::kGreek;
  if (code == USCRIPT_HAN) return Script::kHan;
  if (code == USCRIPT_HIRAGANA || code == USCRIPT_KATAKANA) return Script::kKana;
  if (code == USCRIPT_HANGUL) return Script::kHangul;
  return Script::kOther;
}

// Latin letters that do not decompose, and what their languages write without them.
struct PlainLatin {
  char32_t letter;
  std::u32string_view plain;
};
constexpr std::array kPlainLatin = {
    PlainLatin{U'ø', U"o"},  PlainLatin{U'đ', U"d"},  PlainLatin{U'ł', U"l"},
    PlainLatin{U'ı', U"i"},  PlainLatin{U'æ', U"ae"}, PlainLatin{U'œ', U"oe"},
    PlainLatin{U'ß', U"ss"}, PlainLatin{U'þ', U"th"}, PlainLatin{U'ð', U"d"},
    PlainLatin{U'ħ', U"h"},  PlainLatin{U'ŧ', U"t"},  PlainLatin{U'ŋ', U"ng"},
    PlainLatin{U'ə', U"a"},  PlainLatin{U'ɓ', U"b"},  PlainLatin{U'ɗ', U"d"},
    PlainLatin{U'ƙ', U"k"},  PlainLatin{U'ƴ', U"y"},  PlainLatin{U'ɔ', U"o"},
    PlainLatin{U'ɛ', U"e"},  PlainLatin{U'ƒ', U"f"},  PlainLatin{U'ĸ', U"k"},
    PlainLatin{U'ǝ', U"a"},  PlainLatin{U'ɣ', U"g"},  PlainLatin{U'ƶ', U"z"},
    PlainLatin{U'ɨ', U"i"},  PlainLatin{U'ʉ', U"u"},
};

const icu::Normalizer2* CaseFolder() {
  UErrorCode error = U_ZERO_ERROR;
  return icu::Normalizer2::getNFKCCasefoldInstance(error);
}
const icu::Normalizer2* Decomposer() {
  UErrorCode error = U_ZERO_ERROR;
  return icu::Normalizer2::getNFDInstance(error);
}

// Appends the base letters of `c` without its diacritics.
void AppendBase(char32_t c, std::u32string& out) {
  for (const PlainLatin& entry : kPlainLatin) {
    if (entry.letter == c) {
      out += entry.plain;
      return;
    }
  }
  const icu::Normalizer2* decomposer = Decomposer();
  icu::UnicodeString parts;
  if (decomposer == nullptr || !decomposer->getDecomposition(static_cast<UChar32>(c), parts)) {
    out.push_back(c);
    return;
  }
  for (std::int32_t at = 0; at < parts.length(); at = parts.moveIndex32(at, 1)) {
    const auto part = static_cast<char32_t>(parts.char32At(at));
    if (RoleOf(part) != Role::kMark) AppendBase(part, out);
  }
}

// True for marks that say nothing about the name: diacritics over Latin and Greek, vowel points of
// Arabic and Hebrew. Marks of Indic scripts and Thai are vowels and stay.
bool IsDroppedMark(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x0591 && c <= 0x05C7) ||
         (c >= 0x0610 && c <= 0x061A) || (c >= 0x064B && c <= 0x065F) || c == 0x0670 ||
         (c >= 0x06D6 && c <= 0x06ED) || c == 0x0640 || (c >= 0x1AB0 && c <= 0x1AFF) ||
         (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0xFE00 && c <= 0xFE0F);
}

void AppendFolded(char32_t c, std::u32string& out) {
  if (IsDroppedMark(c)) return;
  const Script script = c < 0x80 ? Script::kDigits : ScriptOf(c);
  if (script == Script::kLatin || script == Script::kGreek) {
    AppendBase(c, out);
    return;
  }
  const std::int32_t digit = c < 0x80 ? -1 : u_charDigitValue(static_cast<UChar32>(c));
  out.push_back(digit >= 0 && digit <= 9 && u_isdigit(static_cast<UChar32>(c))
                    ? U'0' + static_cast<char32_t>(digit)
                    : c);
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

std::u32string FoldAscii(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (const char c : text) {
    const char folded = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    out.push_back(static_cast<char32_t>(static_cast<unsigned char>(folded)));
  }
  return out;
}

std::u32string FoldText(std::string_view text) {
  if (IsAscii(text)) return FoldAscii(text);
  std::u32string out;
  out.reserve(text.size());
  std::u32string letters = FromUtf8(text);
  UnmixScripts(letters);
  icu::UnicodeString raw;
  for (const char32_t c : letters) raw.append(static_cast<UChar32>(c));
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* folder = CaseFolder();
  const icu::UnicodeString folded = folder == nullptr ? raw : folder->normalize(raw, error);
  for (std::int32_t at = 0; at < folded.length(); at = folded.moveIndex32(at, 1)) {
    AppendFolded(static_cast<char32_t>(folded.char32At(at)), out);
  }
  return out;
}

// Puts a blank where a lower-case word runs into capitals to its end ("SiemensAG"): the case is
// lost by folding and with it the only sign of the border.
std::string SplitTrailingCapitals(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 4);
  const auto upper = [&](std::size_t at) { return text[at] >= 'A' && text[at] <= 'Z'; };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto lower = [&](std::size_t where) { return text[where] >= 'a' && text[where] <= 'z'; };
    const bool border = at >= 3 && upper(at) && lower(at - 1) && lower(at - 2);
    if (border) {
      std::size_t end = at;
      while (end < text.size() && upper(end)) ++end;
      const bool word_ends = end == text.size() || text[end] == ' ' || text[end] == ',';
      if (end - at >= 2 && word_ends) out.push_back(' ');
    }
    out.push_back(text[at]);
  }
  return out;
}

// Collects runs of letters and cuts them where the script changes.
class Splitter {
 public:
  std::vector<Word> Run(const std::u32string& text) {
    for (std::size_t at = 0; at < text.size(); ++at) Take(text, at);
    Flush();
    JoinDotted();
    return std::move(words_);
  }

 private:
  void Take(const std::u32string& text, std::size_t at) {
    const char32_t c = text[at];
    switch (RoleOf(c)) {
      case Role::kLetter:
        run_.push_back(c);
        return;
      case Role::kMark:
        if (!run_.empty()) run_.push_back(c);
        return;
      case Role::kApostrophe:
        Apostrophe(text, at);
        return;
      case Role::kDot:
        Flush();
        if (!words_.empty() && at > 0 && RoleOf(text[at - 1]) == Role::kLetter) {
          words_.back().dot_after = true;
          touching_ = at + 1 < text.size() && RoleOf(text[at + 1]) == Role::kLetter;
        }
        return;
      case Role::kHyphen:
        Flush();
        hyphen_ = true;
        dash_ = at > 0 && at + 1 < text.size() && RoleOf(text[at - 1]) == Role::kSpace &&
                RoleOf(text[at + 1]) == Role::kSpace;
        return;
      case Role::kComma:
        Flush();
        comma_ = true;
        return;
      case Role::kOpen:
        Flush();
        ++depth_;
        return;
      case Role::kClose:
        Flush();
        depth_ = std::max(0, depth_ - 1);
        return;
      case Role::kSlash:
        Flush();
        slash_ = true;
        return;
      case Role::kAnd:
        Flush();
        Emit(U"and", Script::kLatin);
        return;
      case Role::kPercent:
        Flush();
        Emit(U"percent", Script::kLatin);
        return;
      case Role::kSpace:
        Flush();
        return;
    }
  }

  // An apostrophe belongs to its word (Ba'asyir, Int'l); a possessive 's falls away.
  void Apostrophe(const std::u32string& text, std::size_t at) {
    const bool s_follows = at + 1 < text.size() && text[at + 1] == U's';
    const bool ends = at + 2 >= text.size() || RoleOf(text[at + 2]) == Role::kSpace;
    if (run_.size() >= 2 && s_follows && ends) {
      Flush();
      skip_s_ = true;
    }
  }

  void Flush() {
    if (run_.empty()) return;
    if (skip_s_) {
      skip_s_ = false;
      if (run_ == U"s") {
        run_.clear();
        return;
      }
    }
    std::size_t start = 0;
    Script script = RunScript(run_[0]);
    for (std::size_t at = 1; at < run_.size(); ++at) {
      const Script here = RoleOf(run_[at]) == Role::kMark ? script : RunScript(run_[at]);
      if (Continues(script, here)) {
        if (script == Script::kDigits) script = here;
        continue;
      }
      Emit(run_.substr(start, at - start), script);
      start = at;
      script = here;
    }
    Emit(run_.substr(start), script);
    run_.clear();
  }

  static Script RunScript(char32_t c) { return ScriptOf(c); }
  // Digits stay with Latin letters (AR16, 1st) and nothing else.
  static bool Continues(Script script, Script here) {
    if (script == here) return true;
    const bool latin = script == Script::kLatin || script == Script::kDigits;
    return latin && (here == Script::kLatin || here == Script::kDigits);
  }

  void Emit(std::u32string letters, Script script) {
    Word word;
    word.letters = std::move(letters);
    word.script = script;
    word.hyphen_before = hyphen_ && !words_.empty();
    word.comma_before = comma_;
    word.slash_before = slash_;
    word.dash_before = dash_ && !words_.empty();
    word.bracketed = depth_ > 0;
    if (!words_.empty()) touches_.push_back(touching_);
    words_.push_back(std::move(word));
    hyphen_ = dash_ = comma_ = slash_ = touching_ = false;
  }

  // "A.B.C." is one word of dotted letters; "J. R." with a blank is two initials.
  void JoinDotted() {
    std::vector<Word> joined;
    for (std::size_t at = 0; at < words_.size(); ++at) {
      Word& word = words_[at];
      const bool chain = !joined.empty() && touches_[at - 1] && joined.back().dot_after &&
                         word.letters.size() == 1 && word.script == joined.back().script &&
                         (joined.back().dotted || joined.back().letters.size() == 1);
      if (!chain) {
        joined.push_back(std::move(word));
        continue;
      }
      joined.back().letters += word.letters;
      joined.back().dot_after = word.dot_after;
      joined.back().dotted = true;
    }
    words_ = std::move(joined);
  }

  std::vector<Word> words_;
  std::vector<bool> touches_;  // touches_[i]: word i+1 follows word i's dot without a blank
  std::u32string run_;
  int depth_ = 0;
  bool hyphen_ = false;
  bool dash_ = false;
  bool comma_ = false;
  bool slash_ = false;
  bool touching_ = false;
  bool skip_s_ = false;
};

}  // namespace

absl::StatusOr<std::vector<Word>> SplitWords(std::string_view text) {
  if (!IsValidUtf8(text)) {
    return InvalidError(
        {.subject = "name", .cause = "the text is not UTF-8", .remedy = "send names as UTF-8"});
  }
  std::u32string folded = FoldText(SplitTrailingCapitals(text));
  ReadSignsAsLetters(folded);
  return Splitter().Run(folded);
}

std::u32string FoldWhole(std::string_view text) {
  std::u32string out;
  for (const char32_t c : FoldText(text)) {
    const Role role = RoleOf(c);
    if (role == Role::kLetter || role == Role::kMark) out.push_back(c);
  }
  return out;
}

Script ScriptOfNative(std::string_view native) {
  if (native.size() < 2) return Script::kLatin;
  // Blocks by their first two bytes of UTF-8.
  const auto first = static_cast<std::uint8_t>(native[0]);
  const auto second = static_cast<std::uint8_t>(native[1]);
  if (first == 0xCE || first == 0xCF) return Script::kGreek;
  if (first >= 0xD0 && first <= 0xD4) return Script::kCyrillic;
  if (first == 0xD6 || first == 0xD7) return Script::kHebrew;
  if (first >= 0xD8 && first <= 0xDB) return Script::kArabic;
  if (first == 0xE3 && second >= 0x81 && second <= 0x83) return Script::kKana;
  if (first >= 0xE3 && first <= 0xE9) return Script::kHan;
  const bool hangul = (first == 0xEA && second >= 0xB0) || first == 0xEB || first == 0xEC ||
                      (first == 0xED && second < 0x9F);
  return hangul ? Script::kHangul : Script::kOther;
}

std::string ToUtf8(std::u32string_view letters) {
  std::string out;
  for (const char32_t c : letters) {
    icu::UnicodeString(static_cast<UChar32>(c)).toUTF8String(out);
  }
  return out;
}

std::u32string FromUtf8(std::string_view text) {
  std::u32string out;
  const icu::UnicodeString units =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
  for (std::int32_t at = 0; at < units.length(); at = units.moveIndex32(at, 1)) {
    out.push_back(static_cast<char32_t>(units.char32At(at)));
  }
  return out;
}

}  // namespace lynceus::names
