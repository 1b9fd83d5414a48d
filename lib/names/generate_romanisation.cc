// Writes romanisation_tables.cc out of the ICU that the project is built with:
//
//   generate_romanisation OUT.cc
//
// Latin readings are found by asking ICU, not by reading its rules: every letter of the script
// first; then every two letters, and for Greek every three, of which the table so far gives
// something else than ICU does. Each of these becomes a cluster. Only two things are taken from
// the rules: the phrases of Traditional-Simplified, which are nothing but text, and which
// ideographs stand in a rule with context, since pairs of all ideographs are too many to ask.
//
// Not installed. What it believes of ICU is checked here and ends the build where it is wrong; that
// the tables give what ICU gives is tested.

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <initializer_list>
#include <map>
#include <ostream>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/status.h"
#include "lib/names/icu_romaniser.h"
#include "lib/names/letter_table.h"

namespace lynceus::names {
namespace {

template <typename Char>
struct OwnedCluster {
  std::u32string letters;
  std::size_t taken;
  std::basic_string<Char> read_as;
};

// A table while it is made: what LetterTable looks at, owned.
template <typename Char>
class Draft {
 public:
  using Text = std::basic_string<Char>;

  // A border is read as nothing.
  Draft() { AddLetter(kWordBorder, Text()); }

  void AddLetter(char32_t letter, const Text& reading) {
    const auto fresh = static_cast<std::uint16_t>(readings_.size() + 1);
    entries_[letter] = readings_.try_emplace(reading, fresh).first->second;
    LYNCEUS_CHECK(fresh < LetterTable<Char>::kBeginsCluster);
  }
  void AddCluster(OwnedCluster<Char> cluster) {
    LYNCEUS_CHECK(cluster.letters.size() >= 2);
    clusters_.push_back(std::move(cluster));
  }

  // Brings what was added into the form that is looked up. Table() is good until more is added.
  void Settle() {
    std::sort(clusters_.begin(), clusters_.end(), ComesBefore);
    views_.clear();
    for (const OwnedCluster<Char>& cluster : clusters_) {
      views_.push_back(
          {.letters = cluster.letters, .taken = cluster.taken, .read_as = cluster.read_as});
      entries_[cluster.letters[0]] |= LetterTable<Char>::kBeginsCluster;
    }
    texts_.assign(readings_.size() + 1, {});
    for (const auto& [text, index] : readings_) texts_[index] = text;
    LayOutPages();
  }

  LetterTable<Char> Table() const {
    return {.pages = pages_, .entries = laid_out_, .readings = texts_, .clusters = views_};
  }

 private:
  static bool ComesBefore(const OwnedCluster<Char>& one, const OwnedCluster<Char>& two) {
    const int order = one.letters.compare(0, 2, two.letters, 0, 2);
    if (order != 0) return order < 0;
    if (one.letters.size() != two.letters.size()) return one.letters.size() > two.letters.size();
    return one.letters < two.letters;
  }

  void LayOutPages() {
    constexpr std::size_t kPageSize = LetterTable<Char>::kPageSize;
    std::map<std::size_t, std::vector<std::uint16_t>> pages;
    for (const auto& [letter, entry] : entries_) {
      auto& page = pages.try_emplace(letter / kPageSize, kPageSize, std::uint16_t{0}).first->second;
      page[letter % kPageSize] = entry;
    }
    const std::vector<std::uint16_t> empty(kPageSize, 0);
    std::map<std::vector<std::uint16_t>, std::uint16_t> kept;
    pages_.clear();
    laid_out_.clear();
    for (std::size_t number = 0; number <= pages.rbegin()->first; ++number) {
      const auto found = pages.find(number);
      const std::vector<std::uint16_t>& page = found == pages.end() ? empty : found->second;
      const auto [entry, fresh] = kept.try_emplace(page, static_cast<std::uint16_t>(kept.size()));
      if (fresh) laid_out_.insert(laid_out_.end(), page.begin(), page.end());
      pages_.push_back(entry->second);
    }
  }

  std::map<char32_t, std::uint16_t> entries_;
  std::map<Text, std::uint16_t> readings_;
  std::vector<OwnedCluster<Char>> clusters_;

  std::vector<std::uint16_t> pages_;
  std::vector<std::uint16_t> laid_out_;
  std::vector<std::basic_string_view<Char>> texts_;
  std::vector<Cluster<Char>> views_;
};

// --- Latin readings, by asking -------------------------------------------------------------------

// Asks ICU for the letters of one script and learns what they are read as.
class Learner {
 public:
  // `plain` is a letter of the script that no letter beside it changes and that changes none: what
  // is asked stands between two of it, so that no end of a word is near unless it is meant to be.
  Learner(const IcuRomaniser& icu, Script script, char32_t plain)
      : icu_(icu),
        script_(script),
        plain_(plain),
        plain_reading_(icu.ToLatin({&plain, 1}, script)) {}

  // What ICU reads `letters` as; a border in them is an end of the word.
  std::string Ask(std::u32string_view letters) const {
    return Inside(letters, icu_.ToLatin(Surrounded(letters), script_));
  }

  void LearnLetter(char32_t letter) { draft_.AddLetter(letter, Ask({&letter, 1})); }

  // Learns those of `letters` that ICU reads as something and returns them: the others are left to
  // it, whatever they may do beside others.
  std::u32string LearnSpoken(const std::u32string& letters) {
    std::u32string spoken;
    for (const char32_t letter : letters) {
      const std::string reading = Ask({&letter, 1});
      if (reading.empty()) continue;
      draft_.AddLetter(letter, reading);
      spoken.push_back(letter);
    }
    return spoken;
  }

  // Learns the clusters of `length` among `letters`. REQUIRES: those of fewer letters are learnt.
  void LearnClusters(const std::u32string& letters, std::size_t length) {
    draft_.Settle();
    std::vector<OwnedCluster<char>> found;
    std::u32string asked;
    AskAll(letters + kWordBorder, length, asked, found);
    for (OwnedCluster<char>& cluster : found) draft_.AddCluster(std::move(cluster));
  }

  LetterTable<char> Finish() {
    draft_.Settle();
    return draft_.Table();
  }

 private:
  std::u32string Surrounded(std::u32string_view letters) const {
    std::u32string word;
    if (!letters.starts_with(kWordBorder)) word.push_back(plain_);
    for (const char32_t letter : letters) {
      if (letter != kWordBorder) word.push_back(letter);
    }
    if (!letters.ends_with(kWordBorder)) word.push_back(plain_);
    return word;
  }

  // `reading` of Surrounded(letters) without what was put around them.
  std::string Inside(std::u32string_view letters, const std::string& reading) const {
    const std::string before = letters.starts_with(kWordBorder) ? "" : plain_reading_;
    const std::string behind = letters.ends_with(kWordBorder) ? "" : plain_reading_;
    const bool is_plain = reading.size() >= before.size() + behind.size() &&
                          reading.starts_with(before) && reading.ends_with(behind);
    LYNCEUS_CHECK(is_plain);
    return reading.substr(before.size(), reading.size() - before.size() - behind.size());
  }

  // What the table so far reads `letters` as.
  std::string Read(std::u32string_view letters) const {
    std::string reading;
    const bool known = AppendReading(draft_.Table(), letters, reading);
    LYNCEUS_CHECK(known);
    return reading;
  }

  void AskAll(const std::u32string& letters, std::size_t length, std::u32string& asked,
              std::vector<OwnedCluster<char>>& found) const {
    if (asked.size() == length) {
      Compare(asked, found);
      return;
    }
    for (const char32_t letter : letters) {
      const bool may_be_border = asked.empty() || asked.size() + 1 == length;
      if (letter == kWordBorder && !may_be_border) continue;
      asked.push_back(letter);
      AskAll(letters, length, asked, found);
      asked.pop_back();
    }
  }

  // A cluster takes as few letters as explain the difference: the rest may begin another one.
  void Compare(const std::u32string& asked, std::vector<OwnedCluster<char>>& found) const {
    const std::string reading = Ask(asked);
    if (reading == Inside(asked, Read(Surrounded(asked)))) return;
    for (std::size_t taken = 1; taken <= asked.size(); ++taken) {
      std::u32string rest = asked.substr(taken);
      if (rest.ends_with(kWordBorder)) rest.pop_back();
      const std::string rest_reading = Read(rest);
      if (!reading.ends_with(rest_reading)) continue;
      const std::size_t size = reading.size() - rest_reading.size();
      found.push_back({.letters = asked, .taken = taken, .read_as = reading.substr(0, size)});
      return;
    }
  }

  const IcuRomaniser& icu_;
  const Script script_;
  const char32_t plain_;
  const std::string plain_reading_;
  Draft<char> draft_;
};

// The letters of `scripts` as folded words have them.
std::u32string FoldedLetters(std::initializer_list<UScriptCode> scripts) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* const folder = icu::Normalizer2::getNFKCCasefoldInstance(error);
  LYNCEUS_CHECK(folder != nullptr);
  std::u32string letters;
  for (UChar32 c = 0; c <= UCHAR_MAX_VALUE; ++c) {
    const UScriptCode script = uscript_getScript(c, &error);
    const bool asked = std::find(scripts.begin(), scripts.end(), script) != scripts.end();
    if (!asked || u_isalnum(c) == 0) continue;
    if (folder->isNormalized(icu::UnicodeString(c), error) != 0) {
      letters.push_back(static_cast<char32_t>(c));
    }
  }
  LYNCEUS_CHECK(U_SUCCESS(error));
  return letters;
}

LetterTable<char> LearnGreek(Learner& learner) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* const decomposer = icu::Normalizer2::getNFDInstance(error);
  LYNCEUS_CHECK(decomposer != nullptr);
  std::u32string letters = FoldedLetters({USCRIPT_GREEK});
  std::erase_if(letters, [&](char32_t letter) {  // folded words have no accents
    return decomposer->isNormalized(icu::UnicodeString(static_cast<UChar32>(letter)), error) == 0;
  });
  letters = learner.LearnSpoken(letters);
  learner.LearnClusters(letters, 2);
  learner.LearnClusters(letters, 3);
  return learner.Finish();
}

LetterTable<char> LearnKana(Learner& learner) {
  constexpr std::u32string_view kIterationMarks = U"ゝゞヽヾ";
  constexpr char32_t kProlonged = U'ー';  // of no script, and silent in Latin
  std::u32string letters = FoldedLetters({USCRIPT_HIRAGANA, USCRIPT_KATAKANA});
  std::erase_if(letters, [&](char32_t letter) {
    return kIterationMarks.find(letter) != std::u32string_view::npos;
  });
  letters = learner.LearnSpoken(letters);
  learner.LearnLetter(kProlonged);
  letters.push_back(kProlonged);
  learner.LearnClusters(letters, 2);
  return learner.Finish();
}

// Splits `rules` into lines.
std::vector<std::u32string> LinesOf(const std::u32string& rules) {
  std::vector<std::u32string> lines;
  for (std::size_t start = 0; start < rules.size();) {
    const std::size_t end = std::min(rules.find(U'\n', start), rules.size());
    lines.push_back(rules.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

// Ideographs are read one by one, except in some phrases of two: 藏文, 重庆.
LetterTable<char> LearnHan(Learner& learner) {
  const std::u32string letters = FoldedLetters({USCRIPT_HAN});
  for (const char32_t letter : letters) learner.LearnLetter(letter);
  std::set<char32_t> in_context;
  for (const std::u32string& rule : LinesOf(IcuRomaniser::RulesOf("Han-Latin"))) {
    if (rule.find(U'{') == std::u32string::npos) continue;
    for (const char32_t c : rule) {
      if (std::binary_search(letters.begin(), letters.end(), c)) in_context.insert(c);
    }
  }
  const std::u32string few(in_context.begin(), in_context.end());
  learner.LearnClusters(few, 2);
  learner.LearnClusters(few, 3);
  return learner.Finish();
}

// --- simplified characters, by reading the rules -------------------------------------------------

// Every rule is "text > text;": letters and phrases, the first that fits wins. No rule may hide one
// behind it (ICU refuses such rules), so longer phrases come first.
void ReadSimplified(Draft<char32_t>& draft) {
  const auto plain = [](std::u32string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char32_t c) { return c >= 0x80; });
  };
  for (const std::u32string& rule : LinesOf(IcuRomaniser::RulesOf("Traditional-Simplified"))) {
    if (rule.empty()) continue;
    const std::size_t arrow = rule.find(U" > ");
    const bool has_form = arrow != std::u32string::npos && rule.ends_with(U';');
    LYNCEUS_CHECK(has_form);
    const std::u32string from = rule.substr(0, arrow);
    const std::u32string to = rule.substr(arrow + 3, rule.size() - arrow - 4);
    LYNCEUS_CHECK(plain(from) && plain(to));
    if (from.size() == 1) {
      draft.AddLetter(from[0], to);
    } else {
      draft.AddCluster({.letters = from, .taken = from.size(), .read_as = to});
    }
  }
  draft.Settle();
}

// --- writing -------------------------------------------------------------------------------------

class Writer {
 public:
  explicit Writer(std::ostream& out) : out_(out) {
    out_ << "// Written by generate_romanisation.cc; see there.\n\n"
            "#include \"lib/names/romanisation_tables.h\"\n\n"
            "#include <array>\n\n"
            "namespace lynceus::names {\n";
  }
  ~Writer() { out_ << "}  // namespace lynceus::names\n"; }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Writes `table`, which is of `type`, as what the function `name` returns.
  template <typename Char>
  void Write(const std::string& name, const std::string& type, const LetterTable<Char>& table) {
    out_ << "\nconst LetterTable<" << type << ">& " << name << "() {\n";
    WriteNumbers("pages", table.pages);
    WriteNumbers("entries", table.entries);
    out_ << "static constexpr std::array<std::basic_string_view<" << type << ">, "
         << table.readings.size() << "> readings = {{\n";
    for (const auto& reading : table.readings) out_ << Quoted(reading) << ",\n";
    out_ << "}};\n";
    out_ << "static constexpr std::array<Cluster<" << type << ">, " << table.clusters.size()
         << "> clusters = {{\n";
    for (const Cluster<Char>& cluster : table.clusters) {
      out_ << "{" << Quoted(cluster.letters) << ", " << cluster.taken << ", "
           << Quoted(cluster.read_as) << "},\n";
    }
    out_ << "}};\n"
            "static constexpr LetterTable<"
         << type << "> table{pages, entries, readings, clusters};\n"
         << "return table;\n}\n";
  }

 private:
  void WriteNumbers(const std::string& name, std::span<const std::uint16_t> numbers) {
    constexpr std::size_t kInLine = 16;
    out_ << "static constexpr std::uint16_t " << name << "[] = {";
    for (std::size_t at = 0; at < numbers.size(); ++at) {
      out_ << (at % kInLine == 0 ? "\n" : "") << numbers[at] << ",";
    }
    out_ << "\n};\n";
  }

  static std::string Quoted(std::string_view text) { return '"' + std::string(text) + '"'; }
  static std::string Quoted(std::u32string_view text) {
    std::string quoted = "U\"";
    for (const char32_t c : text) icu::UnicodeString(static_cast<UChar32>(c)).toUTF8String(quoted);
    return quoted + '"';
  }

  std::ostream& out_;
};

void WriteTables(std::ostream& out) {
  const IcuRomaniser icu;
  Writer writer(out);
  Learner greek(icu, Script::kGreek, U'τ');
  writer.Write("GreekTable", "char", LearnGreek(greek));
  Learner kana(icu, Script::kKana, U'ア');
  writer.Write("KanaTable", "char", LearnKana(kana));
  Learner han(icu, Script::kHan, U'一');
  writer.Write("HanTable", "char", LearnHan(han));
  Draft<char32_t> simplified;
  ReadSimplified(simplified);
  writer.Write("SimplifiedTable", "char32_t", simplified.Table());
}

}  // namespace
}  // namespace lynceus::names

int main(int argc, char** argv) {
  LYNCEUS_CHECK(argc == 2);
  std::ofstream out(argv[1]);
  lynceus::names::WriteTables(out);
  out.close();
  return out.good() ? 0 : 1;
}
