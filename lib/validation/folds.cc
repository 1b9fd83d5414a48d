#include "lib/validation/folds.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::validation {
namespace {

// Student's t, 97.5 %, by degrees of freedom; W. Gosset's table.
constexpr std::array<double, kFolds> kStudent = {0, 12.706, 4.303, 3.182, 2.776};

// Disjoint sets of pairs. Paths are halved while they are followed.
std::size_t RootOf(std::vector<std::size_t>& parents, std::size_t at) {
  while (parents[at] != at) {
    parents[at] = parents[parents[at]];
    at = parents[at];
  }
  return at;
}

void AddFold(const FoldFigures& fold, CrossValidation& all) {
  all.pooled.right_hits += fold.counts.right_hits;
  all.pooled.wrong_hits += fold.counts.wrong_hits;
  all.pooled.missed += fold.counts.missed;
  all.pooled.right_rejections += fold.counts.right_rejections;
}

void SetMean(CrossValidation& all) {
  std::vector<double> values;
  for (const FoldFigures& fold : all.folds) {
    if (fold.pairs > 0) values.push_back(fold.counts.f1());
  }
  if (values.empty()) return;
  const auto n = static_cast<double>(values.size());
  all.mean_f1 = std::accumulate(values.begin(), values.end(), 0.0) / n;
  if (values.size() < 2) return;
  double squares = 0;
  for (const double value : values) squares += (value - all.mean_f1) * (value - all.mean_f1);
  const double spread = kStudent[values.size() - 1] * std::sqrt(squares / (n - 1) / n);
  all.mean_interval = {std::max(0.0, all.mean_f1 - spread), std::min(1.0, all.mean_f1 + spread)};
}

}  // namespace

std::vector<std::size_t> AssignFolds(const std::vector<std::string>& units) {
  std::map<std::string, std::size_t> sizes;
  for (const std::string& unit : units) ++sizes[unit];
  std::vector<std::pair<std::string, std::size_t>> order(sizes.begin(), sizes.end());
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::array<std::size_t, kFolds> filled{};
  std::map<std::string, std::size_t> fold_of;
  for (const auto& [unit, size] : order) {
    auto* const least = std::min_element(filled.begin(), filled.end());
    fold_of[unit] = static_cast<std::size_t>(least - filled.begin());
    *least += size;
  }
  std::vector<std::size_t> folds;
  folds.reserve(units.size());
  for (const std::string& unit : units) folds.push_back(fold_of[unit]);
  return folds;
}

std::vector<std::string> UnitsByName(const std::vector<LabelledPair>& pairs) {
  std::vector<std::size_t> parents(pairs.size());
  std::iota(parents.begin(), parents.end(), 0);
  std::map<std::string, std::size_t> first_with;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    for (const auto* const names : {&pairs[i].asked.names, &pairs[i].listed.names}) {
      for (const std::string& name : *names) {
        const std::size_t other = first_with.try_emplace(LowerAscii(name), i).first->second;
        parents[RootOf(parents, i)] = RootOf(parents, other);
      }
    }
  }
  std::map<std::size_t, std::string> unit_of;
  std::vector<std::string> units;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    // Named by the first pair's place, which does not depend on the order of joining.
    units.push_back(unit_of.try_emplace(RootOf(parents, i), pairs[i].place).first->second);
  }
  return units;
}

CrossValidation CrossValidate(std::span<const Judged> pairs, const std::vector<std::size_t>& folds,
                              std::int32_t default_threshold, std::uint64_t seed) {
  LYNCEUS_CHECK(pairs.size() == folds.size());
  CrossValidation all;
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    std::vector<Judged> inside;
    std::vector<Judged> others;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      (folds[i] == fold ? inside : others).push_back(pairs[i]);
    }
    FoldFigures figures{.pairs = inside.size(), .at_default = CountAt(inside, default_threshold)};
    figures.threshold = BestThreshold(others, default_threshold);
    figures.counts = CountAt(inside, figures.threshold);
    AddFold(figures, all);
    all.folds.push_back(figures);
  }
  SetMean(all);
  all.pooled_f1 = F1Interval(all.pooled, seed);
  return all;
}

}  // namespace lynceus::validation
