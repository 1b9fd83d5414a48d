#include "tests/matching/manipulations.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "lib/base/random.h"
#include "lib/base/strings.h"

namespace lynceus::matching {
namespace {

using Words = std::vector<std::string>;
using Result = std::optional<std::string>;

Words Split(const std::string& text) {
  Words words = SplitTrimmed(text, ' ');
  for (std::string& word : words) {
    if (!word.empty() && word.back() == ',') word.pop_back();
  }
  std::erase_if(words, [](const std::string& word) { return word.empty(); });
  return words;
}

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool IsVowel(char c) { return std::string_view("aeiou").find(Lower(c)) != std::string_view::npos; }

std::string Glue(const Words& words, const char* separator = " ") { return Join(words, separator); }

// The words of `text` long enough to be misspelt and still be recognised, by position.
std::vector<std::size_t> LongWords(const Words& words, std::size_t letters) {
  std::vector<std::size_t> found;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const auto count =
        static_cast<std::size_t>(std::count_if(words[at].begin(), words[at].end(), IsLetter));
    if (count >= letters && count == words[at].size()) found.push_back(at);
  }
  return found;
}

// Applies `edit` to one long word, chosen by the seed.
template <typename Edit>
Result EditOneWord(const std::string& name, std::uint64_t seed, std::size_t letters, Edit edit) {
  SeededRandom random(seed);
  Words words = Split(name);
  const auto candidates = LongWords(words, letters);
  if (candidates.empty()) return std::nullopt;
  std::string& word = words[candidates[random.Below(candidates.size())]];
  const std::string before = word;
  edit(word, random);
  if (word == before) return std::nullopt;
  return Glue(words);
}

// Another letter in the case of `c`.
char OtherLetter(char c, SeededRandom& random) {
  char letter = static_cast<char>('a' + random.Below(26));
  if (letter == Lower(c)) letter = letter == 'z' ? 'a' : static_cast<char>(letter + 1);
  return c >= 'A' && c <= 'Z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

void Insert(std::string& word, SeededRandom& random) {
  const std::size_t at = 1 + random.Below(word.size());
  word.insert(at, 1, OtherLetter(word[at - 1], random));
}
void Delete(std::string& word, SeededRandom& random) {
  word.erase(1 + random.Below(word.size() - 1), 1);
}
void Substitute(std::string& word, SeededRandom& random) {
  const std::size_t at = 1 + random.Below(word.size() - 1);
  word[at] = OtherLetter(word[at], random);
}
void Transpose(std::string& word, SeededRandom& random) {
  const std::size_t at = random.Below(word.size() - 1);
  std::swap(word[at], word[at + 1]);
}
void Double(std::string& word, SeededRandom& random) {
  const std::size_t at = random.Below(word.size());
  word.insert(at, 1, word[at]);
}
void FirstLetter(std::string& word, SeededRandom& random) {
  word[0] = OtherLetter(word[0], random);
}
void Neighbour(std::string& word, SeededRandom& random) {
  constexpr std::array<std::string_view, 3> kRows = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
  const std::size_t at = 1 + random.Below(word.size() - 1);
  for (const std::string_view row : kRows) {
    const std::size_t key = row.find(Lower(word[at]));
    if (key == std::string_view::npos) continue;
    const char letter = row[key == 0 ? 1 : key - 1];
    word[at] = word[at] <= 'Z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    return;
  }
}
void DropVowels(std::string& word, SeededRandom&) {
  std::string out;
  for (std::size_t at = 0; at < word.size(); ++at) {
    if (at == 0 || !IsVowel(word[at])) out.push_back(word[at]);
  }
  if (out.size() >= 3) word = out;
}

struct Swap {
  std::string_view from;
  std::string_view to;
};

// Replaces the first fitting pattern.
template <std::size_t kSize>
Result ReplaceFirst(const std::string& name, const std::array<Swap, kSize>& swaps,
                    std::uint64_t seed) {
  std::string lower = LowerAscii(name);
  for (std::size_t step = 0; step < kSize; ++step) {
    const Swap& swap = swaps[(seed + step) % kSize];
    const std::size_t at = lower.find(swap.from, 1);
    if (at == std::string::npos) continue;
    lower.replace(at, swap.from.size(), swap.to);
    return lower;
  }
  return std::nullopt;
}

Result Case(const std::string& name, std::uint64_t) { return LowerAscii(name); }
Result Punctuation(const std::string& name, std::uint64_t) {
  std::string out;
  for (const char c : name) {
    if (c == '-' || c == '/') {
      out.push_back(' ');
    } else if (c != '.' && c != '\'' && c != ',') {
      out.push_back(c);
    }
  }
  return out;
}
Result Shuffled(const std::string& name, std::uint64_t seed) {
  Words words = Split(name);
  if (words.size() < 2) return std::nullopt;
  std::rotate(words.begin(), words.begin() + static_cast<long>(1 + seed % (words.size() - 1)),
              words.end());
  return Glue(words);
}
Result GivenFirst(const std::string& name, std::uint64_t) {
  const std::size_t comma = name.find(", ");
  if (comma == std::string::npos) return std::nullopt;
  return name.substr(comma + 2) + " " + name.substr(0, comma);
}
Result DropMiddle(const std::string& name, std::uint64_t) {
  Words words = Split(GivenFirst(name, 0).value_or(name));
  if (words.size() < 3) return std::nullopt;
  words.erase(words.begin() + 1);
  return Glue(words);
}
Result DropAny(const std::string& name, std::uint64_t seed) {
  Words words = Split(name);
  if (words.size() < 3) return std::nullopt;
  words.erase(words.begin() + static_cast<long>(seed % words.size()));
  return Glue(words);
}
Result AddMiddle(const std::string& name, std::uint64_t) {
  Words words = Split(GivenFirst(name, 0).value_or(name));
  if (words.size() < 2) return std::nullopt;
  words.insert(words.begin() + 1, "Zenon");
  return Glue(words);
}
Result Initial(const std::string& name, std::uint64_t) {
  Words words = Split(GivenFirst(name, 0).value_or(name));
  if (words.size() < 2 || words[0].size() < 2 || !IsLetter(words[0][0])) return std::nullopt;
  words[0] = std::string(1, words[0][0]) + ".";
  return Glue(words);
}
Result Honorific(const std::string& name, std::uint64_t seed) {
  constexpr std::array<std::string_view, 5> kTitles = {"Dr. ", "Sheikh ", "Mr ", "General ",
                                                       "Hajji "};
  return std::string(kTitles[seed % kTitles.size()]) + GivenFirst(name, 0).value_or(name);
}
Result JoinedPair(const std::string& name, std::uint64_t seed) {
  Words words = Split(GivenFirst(name, 0).value_or(name));
  if (words.size() < 2) return std::nullopt;
  const std::size_t at = seed % (words.size() - 1);
  words[at] += words[at + 1];
  words.erase(words.begin() + static_cast<long>(at + 1));
  return Glue(words);
}
Result JoinedAll(const std::string& name, std::uint64_t) {
  return Glue(Split(GivenFirst(name, 0).value_or(name)), "");
}
Result SplitWord(const std::string& name, std::uint64_t seed) {
  return EditOneWord(name, seed, 6, [](std::string& word, SeededRandom& random) {
    word.insert(3 + random.Below(word.size() - 5), " ");
  });
}
Result TypoOne(const std::string& name, std::uint64_t seed) {
  return EditOneWord(name, seed, 5, Substitute);
}
Result InsertOne(const std::string& name, std::uint64_t seed) {
  return EditOneWord(name, seed, 5, Insert);
}
Result DeleteOne(const std::string& name, std::uint64_t seed) {
  return EditOneWord(name, seed, 5, Delete);
}
Result TransposeOne(const std::string& name, std::uint64_t seed) {
  return EditOneWord(name, seed, 5, Transpose);
}
Result DoubleOne(const std::string& name, std::uint64_t seed) {
  return EditOneWord(name, seed, 4, Double);
}
Result KeyboardOne(const std::string& name, std::uint64_t seed) {
  return EditOneWord(name, seed, 5, Neighbour);
}
Result FirstLetterOne(const std::string& name, std::uint64_t seed) {
  return EditOneWord(name, seed, 5, FirstLetter);
}
Result VowelsOne(const std::string& name, std::uint64_t seed) {
  return EditOneWord(name, seed, 5, DropVowels);
}
template <typename Edit>
Result EditEach(const std::string& name, std::uint64_t seed, std::size_t letters, Edit edit) {
  SeededRandom random(seed);
  Words words = Split(name);
  const auto candidates = LongWords(words, letters);
  if (candidates.empty()) return std::nullopt;
  for (const std::size_t at : candidates) edit(words[at], random);
  return Glue(words);
}
Result TypoEach(const std::string& name, std::uint64_t seed) {
  return EditEach(name, seed, 5, Substitute);
}
Result VowelsEach(const std::string& name, std::uint64_t seed) {
  return EditEach(name, seed, 5, DropVowels);
}
Result TwoTypos(const std::string& name, std::uint64_t seed) {
  return EditOneWord(name, seed, 8, [](std::string& word, SeededRandom& random) {
    Substitute(word, random);
    Delete(word, random);
  });
}
Result Phonetic(const std::string& name, std::uint64_t seed) {
  constexpr std::array kSwaps = {Swap{"ph", "f"}, Swap{"k", "c"},  Swap{"z", "s"},
                                 Swap{"y", "i"},  Swap{"ou", "u"}, Swap{"v", "w"},
                                 Swap{"kh", "h"}, Swap{"q", "k"},  Swap{"sh", "sch"},
                                 Swap{"ee", "i"}, Swap{"oo", "u"}, Swap{"ai", "ay"}};
  return ReplaceFirst(name, kSwaps, seed);
}
Result Ocr(const std::string& name, std::uint64_t seed) {
  constexpr std::array kSwaps = {Swap{"o", "0"}, Swap{"l", "1"}, Swap{"i", "1"},
                                 Swap{"s", "5"}, Swap{"b", "8"}, Swap{"m", "rn"}};
  return ReplaceFirst(name, kSwaps, seed);
}
Result HomoglyphOne(const std::string& name, std::uint64_t seed) {
  constexpr std::array kSwaps = {Swap{"a", "\xD0\xB0"}, Swap{"o", "\xD0\xBE"},
                                 Swap{"e", "\xD0\xB5"}};
  return ReplaceFirst(name, kSwaps, seed);
}
Result ZeroWidth(const std::string& name, std::uint64_t) {
  std::string out = name;
  out.insert(2, "\xE2\x80\x8B");
  return out;
}
Result CutAt35(const std::string& name, std::uint64_t) {
  if (name.size() <= 36 || name.size() > 44) return std::nullopt;
  return name.substr(0, 35);
}
Result FreeText(const std::string& name, std::uint64_t) {
  return "payment in favour of " + GivenFirst(name, 0).value_or(name) + " ref 123";
}
constexpr std::array<std::string_view, 10> kForms = {
    " LLC", " LTD", " LIMITED", " CO.", " INC.", " L.L.C.", " GMBH", " CORP.", " S.A.", " JSC"};
Result FormRemoved(const std::string& name, std::uint64_t) {
  for (const std::string_view form : kForms) {
    if (name.size() > form.size() + 4 && name.ends_with(form)) {
      return name.substr(0, name.size() - form.size());
    }
  }
  return std::nullopt;
}
Result FormChanged(const std::string& name, std::uint64_t seed) {
  const Result bare = FormRemoved(name, 0);
  if (!bare) return std::nullopt;
  return *bare + std::string(kForms[seed % kForms.size()]);
}
Result Abbreviated(const std::string& name, std::uint64_t) {
  constexpr std::array kSwaps = {Swap{"international", "intl"}, Swap{"company", "comp"},
                                 Swap{"group", "grp"},          Swap{"services", "srvces"},
                                 Swap{"manufacturing", "mfg"},  Swap{"bank", "bk"},
                                 Swap{"brothers", "bros"},      Swap{"trading", "trdg"}};
  return ReplaceFirst(name, kSwaps, 0);
}
Result NoiseAdded(const std::string& name, std::uint64_t seed) {
  constexpr std::array<std::string_view, 4> kNoise = {" GROUP", " TRADING", " HOLDING", " COMPANY"};
  return "THE " + name + std::string(kNoise[seed % kNoise.size()]);
}

}  // namespace

const std::vector<Manipulation>& Manipulations() {
  static const std::vector<Manipulation> kAll = {
      {"case", true, true, Case},
      {"punctuation", true, true, Punctuation},
      {"order shuffled", true, true, Shuffled},
      {"given name first", true, false, GivenFirst},
      {"middle dropped", true, false, DropMiddle},
      {"any word dropped", true, false, DropAny},
      {"middle added", true, false, AddMiddle},
      {"first initial", true, false, Initial},
      {"honorific", true, false, Honorific},
      {"pair joined", true, true, JoinedPair},
      {"all joined", true, true, JoinedAll},
      {"word split", true, true, SplitWord},
      {"substitution", true, true, TypoOne},
      {"insertion", true, true, InsertOne},
      {"deletion", true, true, DeleteOne},
      {"transposition", true, true, TransposeOne},
      {"doubled letter", true, true, DoubleOne},
      {"keyboard neighbour", true, true, KeyboardOne},
      {"first letter", true, true, FirstLetterOne},
      {"typo in each word", true, true, TypoEach},
      {"two typos in a word", true, true, TwoTypos},
      {"vowels, one word", true, true, VowelsOne},
      {"vowels, each word", true, true, VowelsEach},
      {"phonetic", true, true, Phonetic},
      {"ocr", true, true, Ocr},
      {"homoglyph", true, true, HomoglyphOne},
      {"zero width", true, true, ZeroWidth},
      {"cut at 35", true, true, CutAt35},
      {"free text", true, true, FreeText},
      {"form removed", false, true, FormRemoved},
      {"form changed", false, true, FormChanged},
      {"abbreviated", false, true, Abbreviated},
      {"noise added", false, true, NoiseAdded},
  };
  return kAll;
}

}  // namespace lynceus::matching
