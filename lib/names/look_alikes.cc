#include "lib/names/look_alikes.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace lynceus::names {
namespace {

struct LookAlike {
  char32_t other;
  char32_t latin;
};
constexpr std::array kLookAlikes = {
    // Cyrillic.
    LookAlike{U'а', U'a'}, LookAlike{U'е', U'e'}, LookAlike{U'о', U'o'}, LookAlike{U'р', U'p'},
    LookAlike{U'с', U'c'}, LookAlike{U'у', U'y'}, LookAlike{U'х', U'x'}, LookAlike{U'і', U'i'},
    LookAlike{U'ј', U'j'}, LookAlike{U'ѕ', U's'}, LookAlike{U'к', U'k'}, LookAlike{U'м', U'm'},
    LookAlike{U'т', U't'}, LookAlike{U'в', U'b'}, LookAlike{U'н', U'h'}, LookAlike{U'ԁ', U'd'},
    LookAlike{U'ԛ', U'q'}, LookAlike{U'ԝ', U'w'}, LookAlike{U'һ', U'h'}, LookAlike{U'г', U'r'},
    LookAlike{U'А', U'A'}, LookAlike{U'В', U'B'}, LookAlike{U'Е', U'E'}, LookAlike{U'К', U'K'},
    LookAlike{U'М', U'M'}, LookAlike{U'Н', U'H'}, LookAlike{U'О', U'O'}, LookAlike{U'Р', U'P'},
    LookAlike{U'С', U'C'}, LookAlike{U'Т', U'T'}, LookAlike{U'У', U'Y'}, LookAlike{U'Х', U'X'},
    LookAlike{U'І', U'I'}, LookAlike{U'Ј', U'J'}, LookAlike{U'Ѕ', U'S'}, LookAlike{U'Ԁ', U'D'},
    LookAlike{U'Ԛ', U'Q'}, LookAlike{U'Ԝ', U'W'}, LookAlike{U'Ү', U'Y'},
    // Greek.
    LookAlike{U'α', U'a'}, LookAlike{U'ο', U'o'}, LookAlike{U'ν', U'v'}, LookAlike{U'ρ', U'p'},
    LookAlike{U'ι', U'i'}, LookAlike{U'κ', U'k'}, LookAlike{U'τ', U't'}, LookAlike{U'υ', U'u'},
    LookAlike{U'ε', U'e'}, LookAlike{U'χ', U'x'}, LookAlike{U'η', U'n'}, LookAlike{U'β', U'b'},
    LookAlike{U'Α', U'A'}, LookAlike{U'Β', U'B'}, LookAlike{U'Ε', U'E'}, LookAlike{U'Ζ', U'Z'},
    LookAlike{U'Η', U'H'}, LookAlike{U'Ι', U'I'}, LookAlike{U'Κ', U'K'}, LookAlike{U'Μ', U'M'},
    LookAlike{U'Ν', U'N'}, LookAlike{U'Ο', U'O'}, LookAlike{U'Ρ', U'P'}, LookAlike{U'Τ', U'T'},
    LookAlike{U'Υ', U'Y'}, LookAlike{U'Χ', U'X'}};

bool IsGreek(char32_t c) { return c >= 0x0370 && c <= 0x03FF; }
bool IsCyrillic(char32_t c) { return c >= 0x0400 && c <= 0x052F; }
bool IsForeign(char32_t c) { return IsGreek(c) || IsCyrillic(c); }
bool IsAsciiLetter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool IsLatin(char32_t c) {
  return IsAsciiLetter(c) || (c >= 0x00C0 && c <= 0x024F && c != 0x00D7 && c != 0x00F7);
}
// What cannot be seen, and marks over letters, do not end a word.
bool IsUnseen(char32_t c) {
  return c == 0x00AD || (c >= 0x0300 && c <= 0x036F) || (c >= 0x200B && c <= 0x200F) ||
         c == 0x2060 || c == 0xFEFF;
}

char32_t LatinDouble(char32_t c) {
  for (const LookAlike& pair : kLookAlikes) {
    if (pair.other == c) return pair.latin;
  }
  return 0;
}

char32_t CyrillicDouble(char32_t c) {
  for (const LookAlike& pair : kLookAlikes) {
    if (pair.latin == c && IsCyrillic(pair.other)) return pair.other;
  }
  return 0;
}

// The letters of one word, [from, end).
struct Run {
  std::size_t from = 0;
  std::size_t end = 0;
  bool latin = false;
  bool greek = false;
  bool cyrillic = false;
  bool to_latin = true;     // each foreign letter has a double
  bool to_cyrillic = true;  // each Latin letter has one

  bool mixed() const { return (latin ? 1 : 0) + (greek ? 1 : 0) + (cyrillic ? 1 : 0) > 1; }
};

void AddTo(char32_t c, Run& run) {
  if (IsLatin(c)) {
    run.latin = true;
    run.to_cyrillic = run.to_cyrillic && CyrillicDouble(c) != 0;
  } else if (IsForeign(c)) {
    (IsGreek(c) ? run.greek : run.cyrillic) = true;
    run.to_latin = run.to_latin && LatinDouble(c) != 0;
  }
}

std::vector<Run> RunsOf(const std::u32string& text) {
  std::vector<Run> runs;
  bool inside = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char32_t c = text[at];
    if (!IsLatin(c) && !IsForeign(c) && !(inside && IsUnseen(c))) {
      inside = false;
      continue;
    }
    if (!inside) runs.push_back({.from = at});
    inside = true;
    runs.back().end = at + 1;
    AddTo(c, runs.back());
  }
  return runs;
}

template <typename DoubleOf>
void Rewrite(const Run& run, DoubleOf double_of, std::u32string& text) {
  for (std::size_t at = run.from; at < run.end; ++at) {
    const char32_t letter = double_of(text[at]);
    if (letter != 0) text[at] = letter;
  }
}

// The letter a sign is put for, 0 for none.
char32_t LetterOfSign(char32_t c) {
  switch (c) {
    case U'@':
      return U'a';
    case U'$':
      return U's';
    case U'€':
      return U'e';
    case U'!':
    case U'¡':
      return U'i';
    case U'|':
      return U'l';
    default:
      return 0;
  }
}

bool IsMailAddress(const std::u32string& text, std::size_t at) {
  for (std::size_t next = at + 1; next < text.size() && text[next] != U' '; ++next) {
    if (text[next] == U'.' && next + 1 < text.size() && IsAsciiLetter(text[next + 1])) return true;
  }
  return false;
}

bool StandsForLetter(const std::u32string& text, std::size_t at) {
  const auto letter = [&](std::size_t where) {
    return where < text.size() && (IsLatin(text[where]) || IsForeign(text[where]));
  };
  const bool before = at > 0 && letter(at - 1);
  const bool after = letter(at + 1);
  if (text[at] == U'@' && IsMailAddress(text, at)) return false;
  if (before && after) return true;
  if (text[at] != U'@' && text[at] != U'$') return false;
  if (after) return at == 0 || text[at - 1] == U' ' || text[at - 1] == U'-';
  return before && at >= 3 && letter(at - 2) && letter(at - 3);
}

}  // namespace

void UnmixScripts(std::u32string& text) {
  if (std::none_of(text.begin(), text.end(), IsForeign)) return;
  const std::vector<Run> runs = RunsOf(text);
  bool forged = false;
  for (const Run& run : runs) {
    if (!run.mixed()) continue;
    if (run.to_latin) {
      Rewrite(run, LatinDouble, text);
      forged = true;
    } else if (run.to_cyrillic && !run.greek) {
      Rewrite(run, CyrillicDouble, text);
    }
  }
  if (!forged) return;
  for (const Run& run : runs) {
    if (!run.latin && !run.mixed() && run.to_latin) Rewrite(run, LatinDouble, text);
  }
}

void ReadSignsAsLetters(std::u32string& text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char32_t letter = LetterOfSign(text[at]);
    if (letter != 0 && StandsForLetter(text, at)) text[at] = letter;
  }
}

}  // namespace lynceus::names
