// Words left out, added, repeated, joined and split.
#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "lib/validation/letters.h"

namespace lynceus::validation {
namespace {

void Erase(Words& words, std::size_t at) {
  words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
}

// Parts of persons' names are left out in change_person.cc.
Changed WordLeftOut(const ListedText& listed, SeededRandom& random) {
  const std::string bare = WithoutForm(listed);
  Words words = SplitAtBlanks(bare);
  if (words.size() < 4 || FormInFront(listed) > 0) return std::nullopt;
  Erase(words, 1 + random.Below(words.size() - 1));
  return Glue(words) + listed.text.substr(bare.size());
}

Changed WordRepeated(const ListedText& listed, SeededRandom& random) {
  Words words = SplitAtBlanks(NaturalOrder(listed));
  const std::size_t at = random.Below(words.size());
  if (words.size() < 2 || words[at].size() < 3) return std::nullopt;
  words.insert(words.begin() + static_cast<std::ptrdiff_t>(at), words[at]);
  return Glue(words);
}

Changed TwoJoined(const ListedText& listed, SeededRandom& random) {
  Words words = SplitAtBlanks(NaturalOrder(listed));
  if (words.size() < 2) return std::nullopt;
  const std::size_t at = random.Below(words.size() - 1);
  words[at] += words[at + 1];
  Erase(words, at + 1);
  return Glue(words);
}

Changed AllJoined(const ListedText& listed, SeededRandom&) {
  return Glue(SplitAtBlanks(NaturalOrder(listed)), "");
}

Changed WordSplit(const ListedText& listed, SeededRandom& random) {
  return EditOneRun(listed, random, 6, [](std::u32string& word, SeededRandom& r) {
    word.insert(3 + r.Below(word.size() - 5), 1, U' ');
  });
}

Changed TwoWordsSplit(const ListedText& listed, SeededRandom& random) {
  std::u32string text = names::FromUtf8(listed.text);
  std::vector<Run> runs = LetterRuns(text, 6);
  if (runs.size() < 2) return std::nullopt;
  for (std::size_t at : {runs.size() - 1, runs.size() - 2}) {
    EditRun(text, runs[at], random, [](std::u32string& word, SeededRandom& r) {
      word.insert(3 + r.Below(word.size() - 5), 1, U' ');
    });
  }
  return names::ToUtf8(text);
}

// "V L A D I M I R" as a form's boxes give it.
Changed WordSpacedOut(const ListedText& listed, SeededRandom& random) {
  return EditOneRun(listed, random, 5, [](std::u32string& word, SeededRandom&) {
    std::u32string spaced;
    for (const char32_t c : word) {
      if (!spaced.empty()) spaced.push_back(U' ');
      spaced.push_back(c);
    }
    word = spaced;
  });
}

// The letter at the border of two words goes to the other word: "Sov Combank" for "Sovc Ombank".
Changed BorderMoved(const ListedText& listed, SeededRandom& random) {
  Words words = SplitAtBlanks(NaturalOrder(listed));
  std::vector<std::size_t> borders;
  for (std::size_t at = 0; at + 1 < words.size(); ++at) {
    if (words[at].size() >= 4 && words[at + 1].size() >= 4 && IsPlainWord(words[at]) &&
        IsPlainWord(words[at + 1])) {
      borders.push_back(at);
    }
  }
  if (borders.empty()) return std::nullopt;
  const std::size_t at = borders[random.Below(borders.size())];
  words[at + 1].insert(0, 1, words[at].back());
  words[at].pop_back();
  return Glue(words);
}

constexpr std::string_view kGroup = "words";
constexpr std::uint8_t kNamed = kPersons | kCompanies | kVessels;
constexpr std::array kChanges = {
    Change{"word left out",
           "one of four and more words, not the first",
           kGroup,
           kCompanies | kVessels,
           true,
           {},
           WordLeftOut},
    Change{"word repeated", "one word twice", kGroup, kNamed, true, {}, WordRepeated},
    Change{"two words joined", "Sovcom Bank as SovcomBank", kGroup, kNamed, true, {}, TwoJoined},
    Change{
        "all words joined", "the whole name without blanks", kGroup, kNamed, true, {}, AllJoined},
    Change{"word split", "Sovcombank as Sov combank", kGroup, kNamed, true, {}, WordSplit},
    Change{"two words split",
           "the last two long words split",
           kGroup,
           kNamed,
           true,
           {},
           TwoWordsSplit},
    Change{
        "word spaced out", "one word as V L A D I M I R", kGroup, kNamed, true, {}, WordSpacedOut},
    Change{"border moved", "Sovcom Bank as Sovco mBank", kGroup, kNamed, false, {}, BorderMoved},
};

}  // namespace

std::span<const Change> WordChanges() { return kChanges; }

}  // namespace lynceus::validation
