// Slips of the pen, of the keyboard, of text recognition, and fields too short.
#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/validation/letters.h"

namespace lynceus::validation {
namespace {

constexpr std::size_t kLettersMin = 5;  // a shorter word with a slip in it may be any other word

void Insert(std::u32string& word, SeededRandom& random) {
  const std::size_t at = 1 + random.Below(word.size());
  word.insert(at, 1, OtherLetter(word[at - 1], random));
}
void Delete(std::u32string& word, SeededRandom& random) {
  word.erase(1 + random.Below(word.size() - 1), 1);
}
void Substitute(std::u32string& word, SeededRandom& random) {
  const std::size_t at = 1 + random.Below(word.size() - 1);
  word[at] = OtherLetter(word[at], random);
}
void Transpose(std::u32string& word, SeededRandom& random) {
  const std::size_t start = random.Below(word.size() - 1);
  for (std::size_t step = 0; step + 1 < word.size(); ++step) {
    const std::size_t at = (start + step) % (word.size() - 1);
    if (word[at] == word[at + 1]) continue;
    std::swap(word[at], word[at + 1]);
    return;
  }
}
void Double(std::u32string& word, SeededRandom& random) {
  const std::size_t at = random.Below(word.size());
  word.insert(at, 1, word[at]);
}
void Undouble(std::u32string& word, SeededRandom&) {
  for (std::size_t at = 1; at < word.size(); ++at) {
    if (word[at] != word[at - 1]) continue;
    word.erase(at, 1);
    return;
  }
}
void FirstWrong(std::u32string& word, SeededRandom& random) {
  word[0] = OtherLetter(word[0], random);
}
void FirstLeftOut(std::u32string& word, SeededRandom&) { word.erase(0, 1); }
void LastWrong(std::u32string& word, SeededRandom& random) {
  word.back() = OtherLetter(word.back(), random);
}
void LastLeftOut(std::u32string& word, SeededRandom&) { word.pop_back(); }

void Keyboard(std::u32string& word, SeededRandom& random) {
  constexpr std::array<std::u32string_view, 6> kRows = {
      U"qwertyuiop", U"asdfghjkl", U"zxcvbnm", U"йцукенгшщзхъ", U"фывапролджэ", U"ячсмитьбю"};
  const std::size_t at = 1 + random.Below(word.size() - 1);
  for (const std::u32string_view row : kRows) {
    const std::size_t key = row.find(LowerLetter(word[at]));
    if (key == std::u32string_view::npos) continue;
    word[at] = InCaseOf(word[at], row[key == 0 ? 1 : key - 1]);
    return;
  }
}

void TwoSlips(std::u32string& word, SeededRandom& random) {
  Substitute(word, random);
  if (random.Below(2) == 0) {
    Delete(word, random);
  } else {
    Insert(word, random);
  }
}

void OtherVowel(std::u32string& word, SeededRandom& random) {
  constexpr std::u32string_view kVowels = U"aeiou";
  const std::size_t start = random.Below(word.size());
  for (std::size_t step = 0; step < word.size(); ++step) {
    char32_t& c = word[(start + step) % word.size()];
    const std::size_t vowel = kVowels.find(LowerLetter(c));
    if (vowel == std::u32string_view::npos) continue;
    c = InCaseOf(c, kVowels[(vowel + 1 + random.Below(4)) % kVowels.size()]);
    return;
  }
}

// Kinds of one slip: the template makes each a function of its own.
template <void (*kEdit)(std::u32string&, SeededRandom&), std::size_t kMin = kLettersMin>
Changed InOneWord(const ListedText& listed, SeededRandom& random) {
  return EditOneRun(listed, random, kMin, kEdit);
}
template <void (*kEdit)(std::u32string&, SeededRandom&)>
Changed InEachWord(const ListedText& listed, SeededRandom& random) {
  return EditEachRun(listed, random, kLettersMin, kEdit);
}

Changed SlipInTwoWords(const ListedText& listed, SeededRandom& random) {
  std::u32string text = names::FromUtf8(listed.text);
  std::vector<Run> runs = LetterRuns(text, kLettersMin);
  if (runs.size() < 2) return std::nullopt;
  const std::size_t first = random.Below(runs.size() - 1);
  EditRun(text, runs[first + 1], random, Substitute);
  EditRun(text, runs[first], random, Transpose);
  return names::ToUtf8(text);
}

struct LookAlike {
  std::string_view written;
  std::string_view read;
};

// Replaces one place where a pattern stands, drawn among all places; in lower case letters where
// what is read has any.
template <std::size_t kSize>
Changed Misread(const ListedText& listed, SeededRandom& random,
                const std::array<LookAlike, kSize>& pairs) {
  std::vector<std::pair<std::size_t, const LookAlike*>> places;
  const std::string lower = LowerAscii(listed.text);
  for (std::size_t at = 0; at < lower.size(); ++at) {
    for (const LookAlike& pair : pairs) {
      if (std::string_view(lower).substr(at).starts_with(pair.written)) {
        places.emplace_back(at, &pair);
      }
    }
  }
  if (places.empty()) return std::nullopt;
  const auto& [at, pair] = places[random.Below(places.size())];
  std::string out = listed.text;
  out.replace(at, pair->written.size(),
              InCaseOfPlace(listed.text, at, pair->written.size(), pair->read));
  return out;
}

constexpr std::array kDigitsForLetters = {LookAlike{"o", "0"}, LookAlike{"l", "1"},
                                          LookAlike{"i", "1"}, LookAlike{"s", "5"},
                                          LookAlike{"b", "8"}, LookAlike{"z", "2"}};
constexpr std::array kShapes = {LookAlike{"m", "rn"}, LookAlike{"rn", "m"}, LookAlike{"d", "cl"},
                                LookAlike{"w", "vv"}, LookAlike{"cl", "d"}, LookAlike{"li", "h"},
                                LookAlike{"u", "ii"}, LookAlike{"e", "c"}};
constexpr std::array kLeet = {LookAlike{"a", "4"}, LookAlike{"e", "3"}, LookAlike{"t", "7"},
                              LookAlike{"s", "$"}, LookAlike{"a", "@"}, LookAlike{"g", "9"}};

Changed DigitRead(const ListedText& listed, SeededRandom& random) {
  return Misread(listed, random, kDigitsForLetters);
}
Changed ShapeMisread(const ListedText& listed, SeededRandom& random) {
  return Misread(listed, random, kShapes);
}
Changed LeetLetter(const ListedText& listed, SeededRandom& random) {
  return Misread(listed, random, kLeet);
}
Changed DigitsEverywhere(const ListedText& listed, SeededRandom&) {
  std::string out = listed.text;
  for (char& c : out) {
    if (c == 'O' || c == 'o') c = '0';
    if (c == 'I' || c == 'i') c = '1';
  }
  return out;
}

constexpr std::size_t kSwiftLine = 35;

Changed CutAtLineOf(const ListedText& listed) {
  const std::string text = NaturalOrder(listed);
  // What is cut off must leave the better part of the name.
  if (text.size() <= kSwiftLine || text.size() > kSwiftLine + 15) return std::nullopt;
  if (FormInFront(listed) > 0) return std::nullopt;
  return std::string(TrimAscii(CutUtf8(text, kSwiftLine)));
}
Changed CutAtLine(const ListedText& listed, SeededRandom&) { return CutAtLineOf(listed); }

Changed EndCutOff(const ListedText& listed, SeededRandom& random) {
  std::u32string text = names::FromUtf8(NaturalOrder(listed));
  const std::vector<Run> runs = LetterRuns(text, 6);
  if (text.size() < 15 || runs.empty() || runs.back().at + runs.back().size != text.size()) {
    return std::nullopt;
  }
  text.resize(text.size() - 1 - random.Below(runs.back().size / 3));
  return names::ToUtf8(text);
}

constexpr std::string_view kGroup = "slips";
constexpr Fairness kFair = Fairness::kFair;
constexpr std::array kChanges = {
    Change{"letter inserted", "one, in a word of five and more letters", kGroup, kAllNatures, true,
           kFair, InOneWord<Insert>},
    Change{"letter left out", "one, not the first", kGroup, kAllNatures, true, kFair,
           InOneWord<Delete>},
    Change{"letter wrong", "one, not the first", kGroup, kAllNatures, true, kFair,
           InOneWord<Substitute>},
    Change{"letters swapped", "two neighbours", kGroup, kAllNatures, true, kFair,
           InOneWord<Transpose>},
    Change{"letter doubled", "one", kGroup, kAllNatures, true, kFair, InOneWord<Double>},
    Change{"double letter single", "Hassan as Hasan", kGroup, kAllNatures, true, kFair,
           InOneWord<Undouble, 4>},
    Change{"neighbouring key", "one letter of the key beside it", kGroup, kAllNatures, true, kFair,
           InOneWord<Keyboard>},
    Change{"first letter wrong", "of one word", kGroup, kAllNatures, true, kFair,
           InOneWord<FirstWrong>},
    Change{"first letter left out", "of one word", kGroup, kAllNatures, true, kFair,
           InOneWord<FirstLeftOut>},
    Change{"last letter wrong", "of one word", kGroup, kAllNatures, true, kFair,
           InOneWord<LastWrong>},
    Change{"last letter left out", "of one word", kGroup, kAllNatures, true, kFair,
           InOneWord<LastLeftOut>},
    Change{"other vowel", "one vowel for another", kGroup, kAllNatures, false, kFair,
           InOneWord<OtherVowel>},
    Change{"two slips in a word", "a wrong letter and one missing or too many, in a word of eight",
           kGroup, kAllNatures, true, kFair, InOneWord<TwoSlips, 8>},
    Change{"slip in two words", "a wrong letter in one, swapped ones in the word before", kGroup,
           kAllNatures, true, kFair, SlipInTwoWords},
    Change{"slip in each word", "a wrong letter in each word of five and more", kGroup, kAllNatures,
           true, kFair, InEachWord<Substitute>},
    Change{"digit read for a letter", "0 for O, 1 for I and L, 5 for S, 8 for B", kGroup,
           kAllNatures, false, kFair, DigitRead},
    Change{"digits read throughout", "every O as 0, every I as 1", kGroup, kAllNatures, false,
           kFair, DigitsEverywhere},
    Change{"shape misread", "rn for m, cl for d, vv for w", kGroup, kAllNatures, false, kFair,
           ShapeMisread},
    Change{"sign for a letter", "4 and @ for A, 3 for E, $ for S", kGroup, kAllNatures, false,
           kFair, LeetLetter},
    Change{"cut at 35", "a payment line's length; at most 15 letters are lost", kGroup, kAllNatures,
           false, kFair, CutAtLine, CutAtLineOf},
    Change{"end cut off", "up to a third of the last word", kGroup, kAllNatures, false, kFair,
           EndCutOff},
};

}  // namespace

std::span<const Change> EditChanges() { return kChanges; }

}  // namespace lynceus::validation
