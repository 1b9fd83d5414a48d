#include "lib/validation/trial.h"

#include <algorithm>
#include <limits>

#include "lib/base/status.h"
#include "lib/matching/compare.h"
#include "lib/matching/matcher.h"
#include "lib/screening/find_matches.h"

namespace lynceus::validation {
namespace {

// The best score of the party's names as the scorer gives it: what retrieval must not lose. A
// scorer that looks at every name loses none.
absl::Status ScoreDirectly(const TrialQuestion& question, const Preset& preset,
                           const screening::Engine& engine, Trial& trial) {
  if (preset.scorer != NameScorer::kLynceus) return absl::OkStatus();
  auto asked = engine.analyzer->Analyze(question.asked, question.schema);
  if (!asked.ok()) return absl::OkStatus();
  const matching::PreparedName prepared(*std::move(asked), question.schema);
  LYNCEUS_ASSIGN_OR_RETURN(const Party party, engine.snapshot->PartyByNumber(*question.party));
  trial.direct_score = 0;
  for (const Name& name : party.entity.names) {
    auto analyzed = engine.analyzer->Analyze(name.text, party.entity.schema);
    if (!analyzed.ok()) continue;
    const matching::Scored scored =
        matching::CombineBy(preset, prepared.Explain({*std::move(analyzed), name.kind}),
                            {.schema = question.schema}, {.schema = party.entity.schema});
    trial.direct_score = std::max(trial.direct_score, scored.score);
  }
  return absl::OkStatus();
}

void Note(const screening::ScoredParty& party, const TrialQuestion& question,
          const SameParties& same, Trial& trial) {
  trial.scores.push_back(party.scored.score);
  trial.best_score = std::max(trial.best_score, party.scored.score);
  if (question.party == party.number) trial.own_score = party.scored.score;
  if (question.party && same.GroupOf(*question.party) == same.GroupOf(party.number)) return;
  trial.others.push_back(party.scored.score);
  if (trial.other_id.empty()) {  // best first
    trial.other_id = party.party.entity.id;
    trial.other_name = party.matched_name;
    trial.other_score = party.scored.score;
  }
}

}  // namespace

absl::Status Try(const TrialQuestion& question, const Preset& preset,
                 const screening::Engine& engine, const SameParties& same, Trial& trial) {
  const auto found =
      screening::FindMatches({.names = {question.asked}, .facts = {.schema = question.schema}},
                             {.preset = preset,
                              .score_min = kCurveStart,
                              .parties_max = std::numeric_limits<std::size_t>::max()},
                             engine);
  if (!found.ok()) {
    if (absl::IsDataLoss(found.status())) return found.status();
    trial.refusal = DetailOf(found.status()).cause;
    return absl::OkStatus();
  }
  for (const screening::ScoredParty& party : found->parties) Note(party, question, same, trial);
  const std::int32_t score_min = preset.match_score_min;
  for (const std::int32_t score : trial.scores) trial.alerts += score >= score_min ? 1U : 0U;
  for (const std::int32_t score : trial.others) {
    trial.not_below += score >= trial.own_score ? 1U : 0U;
  }
  if (question.party && trial.own_score < score_min)
    return ScoreDirectly(question, preset, engine, trial);
  return absl::OkStatus();
}

std::optional<MissReason> ReasonOf(const Trial& trial, std::int32_t score_min) {
  if (!trial.refusal.empty()) return MissReason::kRefused;
  if (trial.own_score < score_min) {
    // The index promises what scores .60; a score that is better without it was lost on the way.
    const bool lost = trial.direct_score > trial.own_score && trial.direct_score >= kCurveStart;
    return lost ? MissReason::kNoAnchor : MissReason::kBelow;
  }
  if (trial.first()) return std::nullopt;
  return trial.other_score > trial.own_score ? MissReason::kOutranked : MissReason::kTied;
}

}  // namespace lynceus::validation
