// Names spelt by ear, and without their vowels.
#include <array>

#include "lib/validation/letters.h"
#include "lib/validation/respell.h"

namespace lynceus::validation {
namespace {

// What sounds alike to most ears whatever the language.
constexpr std::array kByEar = {
    Respelling{"ph", "f"},  Respelling{"f", "ph"},  Respelling{"k", "c"},   Respelling{"ck", "k"},
    Respelling{"q", "k"},   Respelling{"x", "ks"},  Respelling{"z", "s"},   Respelling{"y", "i"},
    Respelling{"i", "y"},   Respelling{"ou", "u"},  Respelling{"oo", "u"},  Respelling{"ee", "i"},
    Respelling{"v", "w"},   Respelling{"w", "v"},   Respelling{"kh", "h"},  Respelling{"sh", "sch"},
    Respelling{"ai", "ay"}, Respelling{"ei", "ey"}, Respelling{"ou", "oo"}, Respelling{"dj", "j"},
    Respelling{"gh", "g"},  Respelling{"th", "t"},  Respelling{"j", "dj"},  Respelling{"ae", "e"}};

Changed ByEar(const ListedText& listed, SeededRandom& random) {
  return RespellOne(listed, random, kByEar);
}

// One scheme throughout: what a clerk who hears the name on the telephone writes.
constexpr std::array kDictated = {
    Respelling{"ph", "f"}, Respelling{"ck", "k"}, Respelling{"kh", "k"}, Respelling{"gh", "g"},
    Respelling{"q", "k"},  Respelling{"x", "ks"}, Respelling{"ou", "u"}, Respelling{"oo", "u"},
    Respelling{"ee", "i"}, Respelling{"w", "v"},  Respelling{"y$", "i"}, Respelling{"iy$", "i"},
    Respelling{"dj", "j"}, Respelling{"th", "t"}, Respelling{"zz", "z"}, Respelling{"ss", "s"},
    Respelling{"ll", "l"}, Respelling{"mm", "m"}, Respelling{"nn", "n"}, Respelling{"tt", "t"}};

Changed Dictated(const ListedText& listed, SeededRandom&) { return RespellAll(listed, kDictated); }

void DropVowels(std::u32string& word, SeededRandom&) {
  std::u32string out;
  for (std::size_t at = 0; at < word.size(); ++at) {
    if (at == 0 || !IsVowel(word[at])) out.push_back(word[at]);
  }
  if (out.size() >= 3) word = out;  // "Laia" keeps its vowels: "L" is no name
}

void DropOneVowel(std::u32string& word, SeededRandom& random) {
  const std::size_t start = random.Below(word.size() - 1);
  for (std::size_t step = 0; step + 1 < word.size(); ++step) {
    const std::size_t at = 1 + (start + step) % (word.size() - 1);
    if (!IsVowel(word[at])) continue;
    word.erase(at, 1);
    return;
  }
}

Changed OneVowel(const ListedText& listed, SeededRandom& random) {
  return EditOneRun(listed, random, 5, DropOneVowel);
}
Changed VowelsOfOneWord(const ListedText& listed, SeededRandom& random) {
  return EditOneRun(listed, random, 5, DropVowels);
}
Changed VowelsOfAllWordsOf(const ListedText& listed) {
  SeededRandom unused(0);
  return EditEachRun(listed, unused, 5, DropVowels);
}
Changed VowelsOfAllWords(const ListedText& listed, SeededRandom&) {
  return VowelsOfAllWordsOf(listed);
}

constexpr std::string_view kGroup = "sounds";
constexpr Fairness kFair = Fairness::kFair;
constexpr std::array kChanges = {
    Change{"by ear, one place", "ph as f, k as c, z as s, y as i, ou as u, kh as h", kGroup,
           kAllNatures, false, kFair, ByEar},
    Change{"by ear, throughout", "as a clerk writes what is dictated", kGroup, kPersons | kVessels,
           false, kFair, Dictated},
    Change{"vowel left out", "one vowel of one word", kGroup, kAllNatures, true, kFair, OneVowel},
    Change{"vowels of a word left out", "Rosneft as Rsnft", kGroup, kAllNatures, false, kFair,
           VowelsOfOneWord},
    Change{"vowels left out", "of each word of five and more letters", kGroup, kAllNatures, false,
           kFair, VowelsOfAllWords, VowelsOfAllWordsOf},
};

}  // namespace

std::span<const Change> SoundChanges() { return kChanges; }

}  // namespace lynceus::validation
