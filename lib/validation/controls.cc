#include "lib/validation/controls.h"

#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/validation/invented_names.h"
#include "lib/validation/letters.h"

namespace lynceus::validation {
namespace {

constexpr std::uint32_t kNobody = 0xFFFFFFFE;  // no party's number
constexpr std::size_t kAttemptsPerControl = 20;

std::vector<std::uint64_t> WordsOfText(const std::string& text, const names::Analyzer& analyzer) {
  const auto analyzed = analyzer.Analyze(text, Schema::kPerson);
  return analyzed.ok() ? WordsOf(*analyzed) : std::vector<std::uint64_t>();
}

bool IsNobody(const InventedName& name, const Survey& survey, const names::Analyzer& analyzer) {
  if (survey.shared.OthersHave(PlainKey(name.text), kNobody)) return false;
  if (name.schema != Schema::kPerson) return true;
  const Words words = SplitAtBlanks(name.text);
  return !survey.persons.OneHasBoth(WordsOfText(words.front(), analyzer),
                                    WordsOfText(words.back(), analyzer));
}

}  // namespace

std::vector<TrialQuestion> EasyControls(const Survey& survey, const names::Analyzer& analyzer,
                                        std::uint64_t seed, std::size_t count) {
  SeededRandom random(seed);
  std::vector<TrialQuestion> controls;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < count * kAttemptsPerControl && controls.size() < count; ++i) {
    InventedName name = InventName(random);
    if (!IsNobody(name, survey, analyzer) || !seen.insert(name.text).second) continue;
    controls.push_back({.asked = std::move(name.text), .schema = name.schema});
  }
  return controls;
}

std::vector<TrialQuestion> HardControls(const Survey& survey, const names::Analyzer& analyzer,
                                        std::uint64_t seed, std::size_t count) {
  const std::vector<NamePair>& pairs = survey.persons.pairs();
  std::vector<TrialQuestion> controls;
  if (pairs.size() < 2) return controls;
  SeededRandom random(seed);
  std::set<std::string> seen;
  for (std::size_t i = 0; i < count * kAttemptsPerControl && controls.size() < count; ++i) {
    const std::string& given = pairs[random.Below(pairs.size())].given;
    const std::string& family = pairs[random.Below(pairs.size())].family;
    std::string text = absl::StrCat(given, " ", family);
    const auto given_words = WordsOfText(given, analyzer);
    const auto family_words = WordsOfText(family, analyzer);
    if (given_words.empty() || family_words.empty()) continue;
    if (survey.persons.OneHasBoth(given_words, family_words)) continue;
    if (survey.shared.OthersHave(PlainKey(text), kNobody)) continue;
    if (!seen.insert(text).second) continue;
    controls.push_back({.asked = std::move(text), .schema = Schema::kPerson});
  }
  return controls;
}

}  // namespace lynceus::validation
