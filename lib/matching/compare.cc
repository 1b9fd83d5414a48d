#include "lib/matching/compare.h"

#include <string>
#include <utility>
#include <vector>

#include "lib/base/status.h"

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

absl::StatusOr<Scored> CompareParties(const names::Analyzer& analyzer, const Counterparty& asked,
                                      const Counterparty& listed) {
  LYNCEUS_ASSIGN_OR_RETURN(auto asked_names, AnalyzeAll(analyzer, asked));
  LYNCEUS_ASSIGN_OR_RETURN(const auto listed_names, AnalyzeAll(analyzer, listed));
  Scored best{.score = 0, .tree = {.label = "name", .detail = "no name matched"}};
  for (names::AnalyzedName& name : asked_names) {
    const PreparedName prepared(std::move(name), asked.schema);
    for (const names::AnalyzedName& candidate : listed_names) {
      Scored scored = prepared.Explain({candidate, NameKind::kPrimary});
      if (scored.score > best.score) best = std::move(scored);
    }
  }
  return Combine(best, FactsOf(asked), FactsOf(listed));
}

}  // namespace lynceus::matching
