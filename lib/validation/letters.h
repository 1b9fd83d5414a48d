#pragma once
// Letters, runs of letters and words: what the changes of names are made with. Internal to the
// module.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/random.h"
#include "lib/validation/changes.h"

namespace lynceus::validation {

bool IsLetter(char32_t c);
bool IsLatin(char32_t c);
// Of Latin and Cyrillic letters; others have no case and stay.
char32_t LowerLetter(char32_t c);
char32_t UpperLetter(char32_t c);
bool IsVowel(char32_t c);
// `letter` in the case of `like`.
char32_t InCaseOf(char32_t like, char32_t letter);
// Another letter of the alphabet of `c` and in its case; `c` itself where the alphabet is not known
// (Han, Hangul).
char32_t OtherLetter(char32_t c, SeededRandom& random);

// A stretch of letters of one text.
struct Run {
  std::size_t at = 0;
  std::size_t size = 0;
};
// The stretches of at least `letters_min` letters of an alphabet that OtherLetter knows, in order.
std::vector<Run> LetterRuns(std::u32string_view text, std::size_t letters_min);

// The words between blanks, without the comma behind them. Never empty ones.
using Words = std::vector<std::string>;
Words SplitAtBlanks(std::string_view text);
std::string Glue(const Words& words, std::string_view separator = " ");
// True where all of `word` but dots is ASCII letters.
bool IsPlainWord(std::string_view word);
std::string UpperAscii(std::string_view text);
// `replacement`, which is lower case, in the case of the ASCII text that it takes the place of:
// upper where `like` is all upper, with a capital where it starts with one.
std::string InCaseOfText(std::string_view like, std::string_view replacement);

// `replacement` in the case of the `size` bytes at `at`, or of the letter beside a single one: the
// D of "DENIS" is upper, that of "Denis" starts a word.
std::string InCaseOfPlace(std::string_view text, std::size_t at, std::size_t size,
                          std::string_view replacement);

// A person's name in its two parts. "FAMILY, Given Middle" at the comma; else the last word is the
// family name, with the particles before it (al, bin, van der), or the first one where the party's
// country writes it first. Words that go together are one part: "bin Yusuf", "Abd al-Rahman".
// `family` is empty where there is one word only.
struct PersonParts {
  Words given;
  Words family;
};
PersonParts PartsOfPerson(const ListedText& listed);
// The words of a name; of a person's name those that go together as one.
Words PartsOf(const ListedText& listed);
// The name without the legal form that ends it, where it has one.
std::string WithoutForm(const ListedText& listed);
// The bytes of a legal form that starts the name, with the blank behind it; 0 where none does.
std::size_t FormInFront(const ListedText& listed);
// Given name first; a name of anything else as it is.
std::string NaturalOrder(const ListedText& listed);

// Applies `edit(std::u32string& run, SeededRandom&)` to one run of at least `letters_min` letters.
template <typename Edit>
Changed EditOneRun(const ListedText& listed, SeededRandom& random, std::size_t letters_min,
                   Edit edit);
// The same to every such run.
template <typename Edit>
Changed EditEachRun(const ListedText& listed, SeededRandom& random, std::size_t letters_min,
                    Edit edit);

// --- templates -----------------------------------------------------------------------------------

template <typename Edit>
void EditRun(std::u32string& text, const Run& run, SeededRandom& random, Edit edit) {
  std::u32string letters = text.substr(run.at, run.size);
  edit(letters, random);
  text.replace(run.at, run.size, letters);
}

template <typename Edit>
Changed EditOneRun(const ListedText& listed, SeededRandom& random, std::size_t letters_min,
                   Edit edit) {
  std::u32string text = names::FromUtf8(listed.text);
  const std::vector<Run> runs = LetterRuns(text, letters_min);
  if (runs.empty()) return std::nullopt;
  const std::size_t start = random.Below(runs.size());
  const std::u32string before = text;
  // The next one where the edit has no hold on the one drawn.
  for (std::size_t step = 0; step < runs.size() && text == before; ++step) {
    EditRun(text, runs[(start + step) % runs.size()], random, edit);
  }
  if (text == before) return std::nullopt;
  return names::ToUtf8(text);
}

template <typename Edit>
Changed EditEachRun(const ListedText& listed, SeededRandom& random, std::size_t letters_min,
                    Edit edit) {
  std::u32string text = names::FromUtf8(listed.text);
  const std::vector<Run> runs = LetterRuns(text, letters_min);
  const std::u32string before = text;
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) EditRun(text, *run, random, edit);
  if (text == before) return std::nullopt;
  return names::ToUtf8(text);
}

}  // namespace lynceus::validation
