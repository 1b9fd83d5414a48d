#pragma once
// Words from one writing to another by table: what ICU's transliterators give for the letters of
// one script, written down when the project is built (generate_romanisation.cc).
//
// A letter has one reading wherever it stands, except in the clusters, which say what a letter is
// read as before or after certain others (Greek ου, kana ショ, 藏 before 文). The longest cluster
// that fits wins, from left to right.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace lynceus::names {

// Stands in clusters for what is before a word's first letter and behind its last. Not a letter of
// any word.
inline constexpr char32_t kWordBorder = U'#';

template <typename Char>
struct Cluster {
  std::u32string_view letters;           // two or more
  std::size_t taken;                     // of them the first ones, which ...
  std::basic_string_view<Char> read_as;  // ... are read as this; the others are only looked at
};

// Immutable; views of data that live for the whole program. Char is char for Latin readings and
// char32_t for letters of the same script.
template <typename Char>
struct LetterTable {
  static constexpr std::size_t kPageSize = 64;
  static constexpr std::uint16_t kReading = 0x7FFF;  // bits of an entry
  static constexpr std::uint16_t kBeginsCluster = 0x8000;

  // pages[c / kPageSize] is the number of the page of `entries` that holds c: most pages of rare
  // ideographs are alike and kept once. An entry is the index of a reading, 0 where the table does
  // not know the letter, with kBeginsCluster where a cluster begins with it.
  std::span<const std::uint16_t> pages;
  std::span<const std::uint16_t> entries;
  std::span<const std::basic_string_view<Char>> readings;
  std::span<const Cluster<Char>> clusters;  // by their first two letters, then longer ones first

  std::uint16_t EntryOf(char32_t letter) const {
    const std::size_t page = letter / kPageSize;
    return page < pages.size() ? entries[pages[page] * kPageSize + letter % kPageSize] : 0;
  }
};

// The letters of a word with a border at both ends.
class BorderedWord {
 public:
  explicit BorderedWord(std::u32string_view letters) : letters_(letters) {}
  std::size_t size() const { return letters_.size() + 2; }
  char32_t operator[](std::size_t at) const {
    return at == 0 || at > letters_.size() ? kWordBorder : letters_[at - 1];
  }

 private:
  std::u32string_view letters_;
};

// Returns the longest cluster that `word` has at `at`, nullptr for none.
template <typename Char>
const Cluster<Char>* ClusterAt(const LetterTable<Char>& table, const BorderedWord& word,
                               std::size_t at) {
  if (at + 1 >= word.size()) return nullptr;
  const char32_t pair[] = {word[at], word[at + 1]};
  const std::u32string_view start(pair, 2);
  auto cluster = std::lower_bound(table.clusters.begin(), table.clusters.end(), start,
                                  [](const Cluster<Char>& one, std::u32string_view two) {
                                    return one.letters.substr(0, 2) < two;
                                  });
  for (; cluster != table.clusters.end() && cluster->letters.starts_with(start); ++cluster) {
    const std::u32string_view letters = cluster->letters;
    std::size_t same = 2;
    while (same < letters.size() && at + same < word.size() && word[at + same] == letters[same]) {
      ++same;
    }
    if (same == letters.size()) return &*cluster;
  }
  return nullptr;
}

// Appends `letters` as the table reads them to `out` and returns true. A letter that the table does
// not know stays as it is where readings are letters; in a Latin table the word cannot be read:
// returns false and leaves `out` as it was.
// Cost: some nanoseconds a letter.
template <typename Char>
bool AppendReading(const LetterTable<Char>& table, std::u32string_view letters,
                   std::basic_string<Char>& out) {
  const std::size_t before = out.size();
  const BorderedWord word(letters);
  for (std::size_t at = 0; at < word.size();) {
    const std::uint16_t entry = table.EntryOf(word[at]);
    if ((entry & LetterTable<Char>::kBeginsCluster) != 0) {
      if (const Cluster<Char>* cluster = ClusterAt(table, word, at)) {
        out += cluster->read_as;
        at += cluster->taken;
        continue;
      }
    }
    const std::size_t reading = entry & LetterTable<Char>::kReading;
    if (reading != 0) {
      out += table.readings[reading];
    } else if constexpr (std::is_same_v<Char, char32_t>) {
      out.push_back(word[at]);
    } else {
      out.resize(before);
      return false;
    }
    ++at;
  }
  return true;
}

}  // namespace lynceus::names
