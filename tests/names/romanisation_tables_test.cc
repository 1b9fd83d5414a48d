// The generated tables against the ICU that runs: where a table reads a word, it gives what ICU
// gives. A failure means that ICU's data are others than those the build found: build again.

#include "lib/names/romanisation_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/file.h"
#include "lib/base/random.h"
#include "lib/names/icu_romaniser.h"
#include "lib/names/romanise.h"
#include "lib/names/words.h"
#include "lib/sources/list_file.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"

namespace lynceus::names {
namespace {

constexpr std::size_t kRandomWords = 200'000;  // of each table
constexpr std::uint64_t kSeed = 20'240'601;

const IcuRomaniser& Icu() {
  static const auto& icu = *new IcuRomaniser();
  return icu;
}

const LetterTable<char>& TableOf(Script script) {
  if (script == Script::kGreek) return GreekTable();
  return script == Script::kHan ? HanTable() : KanaTable();
}

std::optional<std::string> ByTable(std::u32string_view letters, Script script) {
  std::string reading;
  if (!AppendReading(TableOf(script), letters, reading)) return std::nullopt;
  return reading;
}

// Counts what was compared and shows the first differences.
class Comparison {
 public:
  void Latin(std::u32string_view letters, Script script) {
    ++words_;
    const std::optional<std::string> reading = ByTable(letters, script);
    if (!reading.has_value()) return;
    ++read_;
    const std::string icu = Icu().ToLatin(letters, script);
    if (*reading != icu) Report(letters, *reading + ", not " + icu);
  }
  void Simplified(std::u32string_view letters) {
    std::u32string simple;
    AppendReading(SimplifiedTable(), letters, simple);
    const std::u32string icu = Icu().ToSimplified(letters);
    if (simple != icu) Report(letters, ToUtf8(simple) + ", not " + ToUtf8(icu));
  }

  std::size_t words() const { return words_; }
  std::size_t read() const { return read_; }

 private:
  void Report(std::u32string_view letters, const std::string& difference) {
    constexpr int kShown = 20;
    if (++differences_ <= kShown) ADD_FAILURE() << ToUtf8(letters) << " is read " << difference;
  }

  std::size_t words_ = 0;
  std::size_t read_ = 0;
  int differences_ = 0;
};

// Every letter of `code` that a table may meet, folded or not.
std::u32string LettersOf(UScriptCode code) {
  std::u32string letters;
  for (char32_t c = 0x80; c <= 0x10FFFF; ++c) {
    UErrorCode error = U_ZERO_ERROR;
    if (uscript_getScript(static_cast<UChar32>(c), &error) == code) letters.push_back(c);
  }
  return letters;
}

std::u32string LettersOf(Script script) {
  if (script == Script::kGreek) return LettersOf(USCRIPT_GREEK);
  if (script == Script::kHan) return LettersOf(USCRIPT_HAN);
  return LettersOf(USCRIPT_HIRAGANA) + LettersOf(USCRIPT_KATAKANA) + U'ー';
}

// Up to six letters; every second time the next ones are those of a cluster or of its beginning, so
// that clusters meet and overlap.
template <typename Char>
std::u32string RandomWord(const LetterTable<Char>& table, std::u32string_view letters,
                          SeededRandom& random) {
  constexpr std::size_t kLettersMax = 6;
  const std::size_t length = 1 + random.Below(kLettersMax);
  std::u32string word;
  while (word.size() < length) {
    if (random.Below(2) == 0) {
      word.push_back(letters[random.Below(letters.size())]);
      continue;
    }
    const std::u32string_view cluster = table.clusters[random.Below(table.clusters.size())].letters;
    word += cluster.substr(0, 1 + random.Below(cluster.size()));
  }
  std::erase(word, kWordBorder);
  return word.substr(0, kLettersMax);
}

class LatinTables : public ::testing::TestWithParam<Script> {};

TEST_P(LatinTables, ReadEveryLetterAsIcuDoes) {
  Comparison comparison;
  for (const char32_t letter : LettersOf(GetParam())) comparison.Latin({&letter, 1}, GetParam());
  EXPECT_GE(comparison.read(), 25U);
}

TEST_P(LatinTables, ReadEveryClusterAsIcuDoes) {
  Comparison comparison;
  for (const Cluster<char>& cluster : TableOf(GetParam()).clusters) {
    std::u32string letters(cluster.letters);
    std::erase(letters, kWordBorder);
    comparison.Latin(letters, GetParam());
    comparison.Latin(letters + letters, GetParam());
  }
  EXPECT_EQ(comparison.read(), comparison.words());
}

TEST_P(LatinTables, ReadRandomWordsAsIcuDoes) {
  const LetterTable<char>& table = TableOf(GetParam());
  std::u32string letters = LettersOf(GetParam());
  std::erase_if(letters, [&](char32_t letter) { return table.EntryOf(letter) == 0; });
  SeededRandom random(kSeed);
  Comparison comparison;
  while (comparison.words() < kRandomWords) {
    const std::u32string word = RandomWord(table, letters, random);
    if (!word.empty()) comparison.Latin(word, GetParam());
  }
  EXPECT_EQ(comparison.read(), comparison.words());
}

INSTANTIATE_TEST_SUITE_P(Scripts, LatinTables,
                         ::testing::Values(Script::kGreek, Script::kHan, Script::kKana),
                         [](const auto& script) {
                           if (script.param == Script::kGreek) return "Greek";
                           return script.param == Script::kHan ? "Han" : "Kana";
                         });

TEST(SimplifiedTable, GivesEveryLetterAndPhraseAsIcuDoes) {
  Comparison comparison;
  for (const char32_t letter : LettersOf(Script::kHan)) comparison.Simplified({&letter, 1});
  for (const auto& cluster : SimplifiedTable().clusters) comparison.Simplified(cluster.letters);
}

TEST(SimplifiedTable, GivesRandomWordsAsIcuDoes) {
  const std::u32string letters = LettersOf(Script::kHan);
  SeededRandom random(kSeed);
  Comparison comparison;
  for (std::size_t count = 0; count < kRandomWords; ++count) {
    comparison.Simplified(RandomWord(SimplifiedTable(), letters, random));
  }
}

// --- words of real lists -------------------------------------------------------------------------

std::string Unpacked(const std::string& path) {
  auto reader = sources::OpenListFile(path);
  EXPECT_THAT(reader, support::IsOk());
  std::string text;
  std::array<char, 1 << 16> buffer{};
  while (reader.ok()) {
    const auto size = (*reader)->Read(buffer);
    EXPECT_THAT(size, support::IsOk());
    if (size.value_or(0) == 0) break;
    text.append(buffer.data(), *size);
  }
  return text;
}

// Adds the Greek, Han and kana words of each line of `text` to `words`, read with its blanks and
// without: some corpora have blanks between letters.
void AddWords(const std::string& text, std::set<std::pair<Script, std::u32string>>& words) {
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    std::string line = text.substr(start, end - start);
    start = end + 1;
    for (const bool glued : {false, true}) {
      if (glued) std::erase(line, ' ');
      const auto split = SplitWords(line);
      for (const Word& word : split.ok() ? *split : std::vector<Word>()) {
        const bool tabled = word.script == Script::kGreek || word.script == Script::kHan ||
                            word.script == Script::kKana;
        if (tabled) words.emplace(word.script, word.letters);
      }
    }
  }
}

TEST(RomanisationTables, ReadTheWordsOfCorporaAsIcuDoes) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const std::string names = JoinPath(*support::TestDataDir(), "names");
  std::set<std::pair<Script, std::u32string>> words;
  AddWords(Unpacked(JoinPath(names, "cross_script_name_sets.txt.gz")), words);
  for (const char* const directory : {"cross_script_words", "corpora"}) {
    const auto files = ListDirectory(JoinPath(names, directory));
    ASSERT_THAT(files, support::IsOk());
    for (const std::string& file : *files) {
      AddWords(Unpacked(JoinPath(JoinPath(names, directory), file)), words);
    }
  }
  Comparison comparison;
  for (const auto& [script, letters] : words) {
    comparison.Latin(letters, script);
    if (script == Script::kHan) comparison.Simplified(letters);
  }
  EXPECT_GE(comparison.words(), 100'000U);
  // What is left to ICU: iteration marks, small kana of Ainu.
  EXPECT_LE(comparison.words() - comparison.read(), comparison.words() / 1'000);
  std::cout << comparison.words() << " words, " << comparison.read() << " of them read by tables\n";
}

// --- who serves what -----------------------------------------------------------------------------

TEST(Romaniser, LeavesToIcuWhatNoTableKnows) {
  struct Case {
    std::u32string_view letters;
    Script script;
    std::string_view latin;
    bool by_table;
    std::string_view why;
  };
  constexpr Case kCases[] = {
      {U"παπαδοπουλοσ", Script::kGreek, "papadopoulos", true, "ου is one sound"},
      {U"ευαγγελοσ", Script::kGreek, "evangelos", true, "ευ before a voiced sound; γγ"},
      {U"ευτυχια", Script::kGreek, "eftychia", true, "ευ before a voiceless one"},
      {U"μπακογιαννησ", Script::kGreek, "bakogiannis", true, "μπ at a word's start"},
      {U"λαμπροσ", Script::kGreek, "lampros", true, "μπ within"},
      {U"άννα", Script::kGreek, "anna", false, "an accent: words are folded"},
      {U"山田", Script::kHan, "shantian", true, "pinyin, whatever the language"},
      {U"重庆", Script::kHan, "chongqing", true, "a phrase"},
      {U"重慶", Script::kHan, "zhongqing", true, "not in its traditional form"},
      {U"佐々木", Script::kHan, "zuomu", true, "the iteration mark is silent"},
      {U"ショッピング", Script::kKana, "shoppingu", true, "small kana"},
      {U"とうきょう", Script::kKana, "toukyou", true, "hiragana"},
      {U"ローマ", Script::kKana, "roma", true, "a long vowel"},
      {U"いすゞ", Script::kKana, "isuzu", false, "the syllable before, voiced"},
  };
  const Romaniser romaniser;
  for (const Case& entry : kCases) {
    EXPECT_EQ(romaniser.ToLatin(entry.letters, entry.script), entry.latin) << entry.why;
    EXPECT_EQ(ByTable(entry.letters, entry.script).has_value(), entry.by_table) << entry.why;
  }
  EXPECT_EQ(romaniser.ToSimplified(U"中國銀行"), U"中国银行");
  EXPECT_EQ(romaniser.ToSimplified(U"鮮于"), U"鲜于") << "a phrase";
  EXPECT_EQ(romaniser.ToSimplified(U"コ國"), U"コ国") << "other letters stay";
}

TEST(AppendReading, LeavesTheTextAsItWasWhereItCannotRead) {
  std::string text = "before";
  EXPECT_FALSE(AppendReading(KanaTable(), U"いすゞ", text));
  EXPECT_EQ(text, "before");
}

}  // namespace
}  // namespace lynceus::names
