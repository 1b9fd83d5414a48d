// Two names of one input, a line each. Scores are in range and their trees sum to their points; the
// score and its explanation agree; a lower bound changes a score to 0 or not at all.
#include <algorithm>
#include <cstdlib>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/matching/matcher.h"
#include "tests/fuzz/target.h"

namespace lynceus {
namespace {

const names::Analyzer& SharedAnalyzer() {
  static const auto analyzer = [] {
    const char* const source = std::getenv("LYNCEUS_SOURCE_DIR");
    auto loaded = names::Analyzer::Load(JoinPath(source == nullptr ? "." : source, "rules/names"));
    LYNCEUS_CHECK(loaded.ok());
    return *loaded;
  }();
  return *analyzer;
}

std::int32_t Sum(const ScoreNode& node) {
  if (node.children.empty()) return node.points;
  std::int32_t sum = 0;
  for (const ScoreNode& child : node.children) sum += Sum(child);
  LYNCEUS_CHECK(sum == node.points);
  return sum;
}

void CheckPair(const names::AnalyzedName& asked, const names::AnalyzedName& listed, Schema schema) {
  const matching::PreparedName prepared(asked, schema);
  for (const NameKind kind : {NameKind::kPrimary, NameKind::kWeak}) {
    const matching::ListedName other{listed, kind};
    const matching::Scored whole = prepared.Explain(other);
    LYNCEUS_CHECK(whole.score >= 0 && whole.score <= kScoreMax);
    Sum(whole.tree);
    LYNCEUS_CHECK(prepared.Score(other, 0) == whole.score);
    const std::int32_t bounded = prepared.Score(other, matching::kDefaultThreshold);
    LYNCEUS_CHECK(bounded == whole.score ||
                  (bounded == 0 && whole.score < matching::kDefaultThreshold));
  }
}

}  // namespace

std::vector<std::string> fuzz::Seeds() {
  return {"Zebulon Quixworth\nQUIXWORTH, Zebulon Amadeus",
          "Alder Trading and Shipping Company Limited\nALDER TRADING & SHIPPING CO. LTD",
          "Абдул Рахман ибн Мухаммад\nAbd al-Rahman bin Muhammad",
          "Fund No. 7 Ltd.\nFund Seven Limited",
          "J. R. Oakenshield\nJohn Robert Oakenshield",
          "O'Neill-Mueller\nOneill Müller",
          "Nordlichtfischereigesellschaft\nNordlicht Fischerei Gesellschaft"};
}

void fuzz::Check(std::string_view input) {
  const std::size_t cut = std::min(input.find('\n'), input.size());
  const std::string_view rest = input.substr(cut);
  for (const Schema schema : {Schema::kUnknown, Schema::kPerson, Schema::kCompany}) {
    const auto asked = SharedAnalyzer().Analyze(input.substr(0, cut), schema);
    const auto listed =
        SharedAnalyzer().Analyze(rest.substr(std::min<std::size_t>(1, rest.size())), schema);
    if (asked.ok() && listed.ok()) CheckPair(*asked, *listed, schema);
  }
}

}  // namespace lynceus
