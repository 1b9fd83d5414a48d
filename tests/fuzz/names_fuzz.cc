// Names: an error or at least one token; a name scores whole against itself and shares an anchor
// with itself; every score is in range and its tree sums to its points.
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

}  // namespace

std::vector<std::string> fuzz::Seeds() {
  return {
      "PUTIN, Vladimir Vladimirovich", "ООО Совкомбанк",  "ソフコムバンク",    "주식회사 소브콤",
      "Abd al-Rahman bin Muhammad",    "Fund No. 7 Ltd.", "A.B.C. Trading Co", "O'Neill-Müller"};
}

void fuzz::Check(std::string_view text) {
  for (const Schema schema : {Schema::kUnknown, Schema::kPerson, Schema::kCompany}) {
    const auto name = SharedAnalyzer().Analyze(text, schema);
    if (!name.ok()) {
      LYNCEUS_CHECK(!DetailOf(name.status()).cause.empty());
      continue;
    }
    LYNCEUS_CHECK(!name->tokens.empty());
    std::vector<names::Anchor> listed;
    std::vector<names::Anchor> asked;
    SharedAnalyzer().Anchors(*name, false, listed);
    SharedAnalyzer().Anchors(*name, true, asked);
    LYNCEUS_CHECK(std::find_first_of(listed.begin(), listed.end(), asked.begin(), asked.end()) !=
                  listed.end());
    const matching::PreparedName prepared(*name, schema);
    const matching::Scored scored = prepared.Explain({*name, NameKind::kPrimary});
    LYNCEUS_CHECK(scored.score >= matching::kDefaultThreshold && scored.score <= kScoreMax);
    Sum(scored.tree);
  }
}

}  // namespace lynceus
