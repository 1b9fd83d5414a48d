#include "lib/validation/tally.h"

#include <algorithm>
#include <array>
#include <utility>

namespace lynceus::validation {
namespace {

constexpr std::uint64_t kFirstPage = 10;

// How many points of the curve `score` reaches.
std::size_t PointsReached(std::int32_t score) {
  if (score < kCurveStart) return 0;
  return std::min<std::size_t>(kCurvePoints,
                               static_cast<std::size_t>((score - kCurveStart) / kCurveStep) + 1);
}

void AddToCurve(const Trial& trial, Curve& curve) {
  ++curve.asked;
  for (std::size_t i = 0; i < PointsReached(trial.own_score); ++i) ++curve.found[i];
  for (std::size_t i = 0; i < PointsReached(trial.best_score); ++i) ++curve.alerting[i];
  for (const std::int32_t score : trial.scores) {
    for (std::size_t i = 0; i < PointsReached(score); ++i) ++curve.alerts[i];
  }
}

void Add(const Rate& part, Rate& whole) {
  whole.hits += part.hits;
  whole.trials += part.trials;
}

void Add(const KindFigures& kind, KindFigures& section) {
  Add(kind.first, section.first);
  Add(kind.first_unshared, section.first_unshared);
  Add(kind.ten, section.ten);
  Add(kind.alert, section.alert);
  section.shared += kind.shared;
  section.refused += kind.refused;
  section.alerts += kind.alerts;
}

}  // namespace

void CountListed(const TrialOf& of, const TrialQuestion& question, const Trial& trial,
                 SelftestReport& report) {
  KindFigures& kind = report.kinds[of.kind];
  const bool alerted = trial.own_score >= report.score_min;
  kind.first.Count(trial.first());
  if (!of.shared) kind.first_unshared.Count(trial.first());
  kind.ten.Count(trial.own_score > 0 && trial.not_below < kFirstPage);
  kind.alert.Count(alerted);
  if (of.shared) ++kind.shared;
  if (!trial.refusal.empty()) ++kind.refused;
  kind.alerts += trial.alerts;
  AddToCurve(trial, report.curves[static_cast<std::size_t>(kind.section)]);
  const auto reason = ReasonOf(trial, report.score_min);
  if (!reason) return;
  Miss miss{.kind = of.kind,
            .entity_id = of.entity_id,
            .listed = of.listed,
            .asked = question.asked,
            .reason = *reason,
            .score = std::max(trial.own_score, trial.direct_score),
            .alerted = alerted,
            .shared = of.shared,
            .refusal = trial.refusal};
  if (trial.other_score >= trial.own_score) {
    miss.other_id = trial.other_id;
    miss.other_name = trial.other_name;
    miss.other_score = trial.other_score;
  }
  report.misses.push_back(std::move(miss));
}

void CountControl(std::size_t kind, const TrialQuestion& question, const Trial& trial,
                  SelftestReport& report) {
  KindFigures& figures = report.kinds[kind];
  const bool alerts = trial.best_score >= report.score_min;
  figures.alert.Count(alerts);
  if (!trial.refusal.empty()) ++figures.refused;
  figures.alerts += trial.alerts;
  AddToCurve(trial, report.curves[static_cast<std::size_t>(figures.section)]);
  if (!alerts) return;
  report.false_alerts.push_back({.kind = kind,
                                 .asked = question.asked,
                                 .entity_id = trial.other_id,
                                 .matched_name = trial.other_name,
                                 .score = trial.other_score});
}

void SumSections(SelftestReport& report) {
  for (std::size_t i = 0; i < kSections; ++i) {
    report.sections[i].section = static_cast<Section>(i);
    report.sections[i].key = SectionName(static_cast<Section>(i));
  }
  for (const KindFigures& kind : report.kinds) {
    Add(kind, report.sections[static_cast<std::size_t>(kind.section)]);
  }
}

}  // namespace lynceus::validation
