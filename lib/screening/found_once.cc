#include "lib/screening/found_once.h"

#include <algorithm>
#include <optional>

#include "lib/base/status.h"

namespace lynceus::screening {
namespace {

// Those of `kept` that score `score_min` or more, as a search by it would give them; nothing where
// that cannot be told: matches were cut off, or none is left, where a search looks at the names
// again.
std::optional<Found> AtLeast(std::int32_t score_min, const Found& kept) {
  if (kept.total > kept.parties.size()) return std::nullopt;
  Found found;
  for (const ScoredParty& party : kept.parties) {
    if (party.scored.score >= score_min) found.parties.push_back(party);
  }
  if (found.parties.empty() && !kept.parties.empty()) return std::nullopt;
  found.total = found.parties.size();
  found.forms = kept.forms;
  return found;
}

// Rules by which matches have other thresholds than `score_min`.
std::vector<ThresholdRule> ThresholdsOf(const Search& search) {
  if (search.policy == nullptr || search.policy->preset != search.preset.key) return {};
  return search.policy->thresholds;
}

}  // namespace

absl::StatusOr<Found> FoundOnce::Find(const Question& question, const Search& search,
                                      const Engine& engine) {
  const Preset& preset = search.preset;
  const std::vector<ThresholdRule> thresholds = ThresholdsOf(search);
  for (const Kept& kept : kept_) {
    const bool same = kept.scorer == preset.scorer && kept.facts == preset.facts &&
                      kept.parties_max == search.parties_max &&
                      kept.must_say_a_name == search.must_say_a_name &&
                      kept.thresholds == thresholds && kept.question.names == question.names &&
                      kept.question.facts == question.facts;
    if (!same) continue;
    const bool by_preset_too = !thresholds.empty();
    if (by_preset_too && kept.match_score_min != preset.match_score_min) continue;
    if (kept.score_min == search.score_min) return kept.found;
    if (by_preset_too || kept.score_min > search.score_min) continue;
    if (auto found = AtLeast(search.score_min, kept.found)) return *std::move(found);
  }
  ++searches_;
  LYNCEUS_ASSIGN_OR_RETURN(Found found, FindMatches(question, search, engine));
  kept_.push_back({.question = question,
                   .scorer = preset.scorer,
                   .facts = preset.facts,
                   .score_min = search.score_min,
                   .thresholds = thresholds,
                   .match_score_min = preset.match_score_min,
                   .must_say_a_name = search.must_say_a_name,
                   .parties_max = search.parties_max,
                   .found = found});
  return found;
}

Finder FoundOnce::finder() {
  return [this](const Question& question, const Search& search, const Engine& engine) {
    return Find(question, search, engine);
  };
}

}  // namespace lynceus::screening
