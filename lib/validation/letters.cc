#include "lib/validation/letters.h"

#include <algorithm>
#include <array>

#include "lib/base/strings.h"

namespace lynceus::validation {
namespace {

constexpr std::u32string_view kLatinAlphabet = U"abcdefghijklmnopqrstuvwxyz";
constexpr std::u32string_view kCyrillicAlphabet = U"абвгдежзийклмнопрстуфхцчшщъыьэюя";
constexpr std::u32string_view kArabicAlphabet = U"ابتثجحخدذرزسشصضطظعغفقكلمنهوي";
constexpr std::array<std::u32string_view, 3> kAlphabets = {kLatinAlphabet, kCyrillicAlphabet,
                                                           kArabicAlphabet};

// Countries whose people write the family name first in Latin letters too.
constexpr std::array<std::string_view, 8> kFamilyFirst = {"cn", "tw", "hk", "mo",
                                                          "kp", "kr", "vn", "mm"};

constexpr std::array<std::string_view, 20> kParticles = {
    "al",  "el",  "bin", "ibn", "ben", "bint", "abu", "ould", "van", "von",
    "der", "den", "de",  "da",  "del", "la",   "di",  "dos",  "ter", "ul"};

// Words that say nothing without the next one, beside the particles.
constexpr std::array<std::string_view, 12> kBeginnings = {
    "abd", "abdul", "abdel", "umm", "saint", "عبد", "أبو", "ابو", "بن", "ابن", "آل", "ال"};

template <typename Table>
bool IsIn(const Table& table, std::string_view word) {
  return std::find(table.begin(), table.end(), LowerAscii(word)) != table.end();
}
bool IsTiedToNext(std::string_view word) {
  return IsIn(kParticles, word) || IsIn(kBeginnings, word);
}

Words Tied(const Words& words) {
  Words tied;
  bool open = false;
  for (const std::string& word : words) {
    if (open) {
      tied.back().append(" ").append(word);
    } else {
      tied.push_back(word);
    }
    open = IsTiedToNext(word);
  }
  return tied;
}

const std::u32string_view* AlphabetOf(char32_t lower) {
  for (const std::u32string_view& alphabet : kAlphabets) {
    if (alphabet.find(lower) != std::u32string_view::npos) return &alphabet;
  }
  return nullptr;
}

bool IsUpper(char32_t c) { return LowerLetter(c) != c; }

}  // namespace

bool IsLatin(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
         (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

bool IsLetter(char32_t c) {
  if (c < 0x250) return IsLatin(c);
  const bool sign = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x3004) ||
                    (c >= 0x3008 && c <= 0x3020) || (c >= 0xFF00 && c <= 0xFF20) || c == 0x30FB ||
                    c == 0x60C || c == 0xFEFF;
  return !sign;
}

char32_t LowerLetter(char32_t c) {
  if ((c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7)) return c + 0x20;
  if (c >= U'А' && c <= U'Я') return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  if (c >= 0x100 && c <= 0x137 && c % 2 == 0) return c + 1;
  return c;
}

char32_t UpperLetter(char32_t c) {
  if ((c >= U'a' && c <= U'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7)) return c - 0x20;
  if (c >= U'а' && c <= U'я') return c - 0x20;
  if (c >= 0x450 && c <= 0x45F) return c - 0x50;
  if (c >= 0x100 && c <= 0x137 && c % 2 == 1) return c - 1;
  return c;
}

bool IsVowel(char32_t c) {
  constexpr std::u32string_view kVowels = U"aeiouáàâäãåéèêëíìîïóòôöõúùûüаеёиоуыэюя";
  return kVowels.find(LowerLetter(c)) != std::u32string_view::npos;
}

char32_t InCaseOf(char32_t like, char32_t letter) {
  return IsUpper(like) ? UpperLetter(letter) : LowerLetter(letter);
}

char32_t OtherLetter(char32_t c, SeededRandom& random) {
  const std::u32string_view* const alphabet = AlphabetOf(LowerLetter(c));
  if (alphabet == nullptr) return c;
  const std::size_t own = alphabet->find(LowerLetter(c));
  const std::size_t other = (own + 1 + random.Below(alphabet->size() - 1)) % alphabet->size();
  return InCaseOf(c, (*alphabet)[other]);
}

std::vector<Run> LetterRuns(std::u32string_view text, std::size_t letters_min) {
  std::vector<Run> runs;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && AlphabetOf(LowerLetter(text[end])) != nullptr) ++end;
    // A letter of another kind right beside it (é, 有) makes it a part of a longer word.
    const bool whole =
        (at == 0 || !IsLetter(text[at - 1])) && (end == text.size() || !IsLetter(text[end]));
    if (end - at >= letters_min && whole) runs.push_back({at, end - at});
    at = end + 1;
  }
  return runs;
}

Words SplitAtBlanks(std::string_view text) {
  Words words = SplitTrimmed(text, ' ');
  for (std::string& word : words) {
    if (word.back() == ',') word.pop_back();
  }
  std::erase_if(words, [](const std::string& word) { return word.empty(); });
  return words;
}

std::string Glue(const Words& words, std::string_view separator) { return Join(words, separator); }

bool IsPlainWord(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.';
  });
}

std::string UpperAscii(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

std::string InCaseOfText(std::string_view like, std::string_view replacement) {
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (like.empty() || replacement.empty() || !upper(like[0])) return std::string(replacement);
  if (LowerAscii(like.substr(1)) != like.substr(1)) return UpperAscii(replacement);
  if (like.size() == 1) return UpperAscii(replacement);
  return UpperAscii(replacement.substr(0, 1)).append(replacement.substr(1));
}

std::string InCaseOfPlace(std::string_view text, std::size_t at, std::size_t size,
                          std::string_view replacement) {
  const auto letter = [&](std::size_t i) {
    return i < text.size() &&
           ((text[i] >= 'A' && text[i] <= 'Z') || (text[i] >= 'a' && text[i] <= 'z'));
  };
  const auto upper = [&](std::size_t i) { return letter(i) && text[i] <= 'Z'; };
  if (size != 1 || !upper(at)) return InCaseOfText(text.substr(at, size), replacement);
  const bool all = letter(at + 1) ? upper(at + 1) : (at == 0 || !letter(at - 1) || upper(at - 1));
  if (all) return UpperAscii(replacement);
  return InCaseOfText("Aa", replacement);
}

PersonParts PartsOfPerson(const ListedText& listed) {
  const std::size_t comma = listed.text.find(", ");
  if (comma != std::string::npos) {
    // "MEZA, JR., Arturo": the second comma is the one that counts.
    const std::size_t second = listed.text.find(", ", comma + 2);
    if (second != std::string::npos && second - comma <= 6) {
      return {Tied(SplitAtBlanks(std::string_view(listed.text).substr(second + 1))),
              SplitAtBlanks(std::string_view(listed.text).substr(0, second))};
    }
    return {Tied(SplitAtBlanks(std::string_view(listed.text).substr(comma + 1))),
            SplitAtBlanks(std::string_view(listed.text).substr(0, comma))};
  }
  Words words = SplitAtBlanks(listed.text);
  if (words.size() < 2) return {std::move(words), {}};
  const bool family_first =
      std::any_of(listed.countries.begin(), listed.countries.end(), [](const std::string& code) {
        return std::find(kFamilyFirst.begin(), kFamilyFirst.end(), code) != kFamilyFirst.end();
      });
  if (family_first) return {Tied(Words(words.begin() + 1, words.end())), {words.front()}};
  std::size_t at = words.size() - 1;
  while (at > 1 && IsTiedToNext(words[at - 1])) --at;
  const auto cut = words.begin() + static_cast<std::ptrdiff_t>(at);
  return {Tied(Words(words.begin(), cut)), Words(cut, words.end())};
}

Words PartsOf(const ListedText& listed) {
  Words words = SplitAtBlanks(listed.text);
  return listed.nature == kPersons ? Tied(words) : words;
}

std::string NaturalOrder(const ListedText& listed) {
  if (listed.nature != kPersons || listed.text.find(", ") == std::string::npos) return listed.text;
  PersonParts parts = PartsOfPerson(listed);
  parts.given.insert(parts.given.end(), parts.family.begin(), parts.family.end());
  return Glue(parts.given);
}

}  // namespace lynceus::validation
