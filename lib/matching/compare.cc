#include "lib/matching/compare.h"

#include <string>
#include <utility>
#include <vector>

#include "lib/base/status.h"
#include "lib/matching/calibration.h"
#include "lib/matching/ofac_search.h"
#include "lib/names/anchors.h"

namespace lynceus::matching {
namespace {

absl::StatusOr<std::vector<names::AnalyzedName>> AnalyzeAll(const names::Analyzer& analyzer,
                                                            const Counterparty& party) {
  std::vector<names::AnalyzedName> analyzed;
  absl::Status first_error;
  for (const std::string& name : party.names) {
    auto each = analyzer.Analyze(name, party.schema);
    if (each.ok()) {
      analyzed.push_back(*std::move(each));
    } else {
      first_error.Update(each.status());
    }
  }
  if (analyzed.empty() && !first_error.ok()) return first_error;
  return analyzed;
}

const Scored& NothingFound() {
  static const auto& nothing =
      *new Scored{.score = 0, .tree = {.label = "name", .detail = "no name matched"}};
  return nothing;
}

// What an index would not find is no match to be compared either: both sides say the same.
void CapWithoutAnchor(const names::Analyzer& analyzer, const names::AnalyzedName& asked,
                      const names::AnalyzedName& listed, Scored& scored) {
  if (scored.score < kScoreFloor || names::ShareAnchor(analyzer, asked, listed)) return;
  const std::int32_t capped = kScoreFloor - 1;
  scored.tree.children.push_back(
      {.label = "no key in common", .detail = "", .points = capped - scored.score, .children = {}});
  scored.score = capped;
  scored.tree.points = capped;
}

absl::StatusOr<Scored> BestByLynceus(const names::Analyzer& analyzer, const Counterparty& asked,
                                     const Counterparty& listed) {
  LYNCEUS_ASSIGN_OR_RETURN(auto asked_names, AnalyzeAll(analyzer, asked));
  LYNCEUS_ASSIGN_OR_RETURN(const auto listed_names, AnalyzeAll(analyzer, listed));
  Scored best = NothingFound();
  for (names::AnalyzedName& name : asked_names) {
    const PreparedName prepared(std::move(name), asked.schema);
    for (const names::AnalyzedName& candidate : listed_names) {
      Scored scored = prepared.Explain({candidate, NameKind::kPrimary});
      CapWithoutAnchor(analyzer, prepared.name(), candidate, scored);
      if (scored.score > best.score) best = std::move(scored);
    }
  }
  return best;
}

absl::StatusOr<Scored> BestByOfacSearch(const Preset& preset, const Counterparty& asked,
                                        const Counterparty& listed) {
  Scored best = NothingFound();
  absl::Status first_error;
  bool compared = asked.names.empty();
  for (const std::string& name : asked.names) {
    const absl::Status comparable = CheckComparable(preset, name);
    first_error.Update(comparable);
    compared = compared || comparable.ok();
    for (const std::string& candidate : listed.names) {
      const std::int32_t score = OfacSearchScore(name, candidate);
      if (score > best.score) best = {score, ExplainOfacSearch(name, candidate)};
    }
  }
  if (!compared) return first_error;
  return best;
}

void AddToTree(Scored& scored, ScoreNode node) {
  scored.score += node.points;
  scored.tree.points += node.points;
  scored.tree.children.push_back(std::move(node));
}

Scored CombineUsed(const Preset& preset, const Scored& names, const Facts& asked,
                   const Facts& listed) {
  Scored weighed = Combine(names, asked, listed);
  if (preset.facts == FactsUse::kWeigh || weighed.score >= names.score) return weighed;
  Scored unchanged = Combine(names, {}, {});
  AddToTree(unchanged, {.label = "facts", .detail = "they contradict, which lowers no score here"});
  return unchanged;
}

}  // namespace

Facts FactsOf(const Counterparty& party) {
  Facts facts{.schema = party.schema,
              .birth_dates = party.birth_dates,
              .countries = party.countries,
              .gender = party.gender};
  for (const Identifier& identifier : party.identifiers) {
    facts.identifiers.push_back({identifier.type,
                                 names::NormalizeIdentifier(identifier.type, identifier.value),
                                 identifier.country});
  }
  return facts;
}

Facts UsedFacts(const Preset& preset, const Facts& asked) {
  if (preset.facts != FactsUse::kIdentifiersOnly) return asked;
  return {.identifiers = asked.identifiers};
}

std::int32_t PointsFor(const Preset& preset, std::int32_t score) {
  return preset.scorer == NameScorer::kLynceus ? PointsFor(score) : score;
}

Scored CombineBy(const Preset& preset, const Scored& names, const Facts& asked,
                 const Facts& listed) {
  Scored scored = CombineUsed(preset, names, UsedFacts(preset, asked), UsedFacts(preset, listed));
  const std::int32_t moved =
      preset.scorer == NameScorer::kLynceus ? Calibrate(scored.score) - scored.score : 0;
  if (moved != 0) {
    AddToTree(scored, {.label = "calibration", .detail = "", .points = moved, .children = {}});
  }
  const std::int32_t missing = preset.match_score_min - scored.score;
  if (names.score >= kExactNameMin && names.score >= preset.match_score_min && missing > 0) {
    AddToTree(
        scored,
        {.label = "exact name", .detail = "facts do not hide an exact name", .points = missing});
  }
  return scored;
}

absl::Status CheckComparable(const Preset& preset, std::string_view name) {
  if (preset.scorer != NameScorer::kOfacSearch || !OfacTextOf(name).parts.empty()) {
    return absl::OkStatus();
  }
  return InvalidError(
      {.subject = "name",
       .cause = "it has no letter of A to Z, and the preset " + preset.key + " compares no other",
       .remedy = "send it in Latin letters, or use another preset"});
}

absl::StatusOr<Scored> CompareParties(const names::Analyzer& analyzer, const Preset& preset,
                                      const Counterparty& asked, const Counterparty& listed) {
  LYNCEUS_ASSIGN_OR_RETURN(const Scored best, preset.scorer == NameScorer::kOfacSearch
                                                  ? BestByOfacSearch(preset, asked, listed)
                                                  : BestByLynceus(analyzer, asked, listed));
  return CombineBy(preset, best, FactsOf(asked), FactsOf(listed));
}

}  // namespace lynceus::matching
