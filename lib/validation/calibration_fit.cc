#include "lib/validation/calibration_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "absl/strings/str_format.h"
#include "lib/matching/matcher.h"
#include "lib/model/score_node.h"
#include "lib/validation/eval_pairs.h"
#include "lib/validation/folds.h"

namespace lynceus::validation {
namespace {

using matching::Knot;

constexpr std::array<std::int32_t, 7> kBandStarts = {7'000, 7'500, 8'000,    8'500,
                                                     9'000, 9'500, kScoreMax};
constexpr std::size_t kBands = kBandStarts.size();
// More points score more, be it little, so that the order of matches stays.
constexpr double kSlopeMin = 0.1;

struct Band {
  double weight = 0;
  double right = 0;
  double score = 0;  // weighted sum
};
using Bands = std::array<Band, kBands>;

std::size_t BandOf(std::int32_t points) {
  std::size_t band = kBands - 1;
  while (band > 0 && points < kBandStarts[band]) --band;
  return band;
}

// What a pair of each file and label weighs.
std::map<std::pair<std::size_t, bool>, double> WeightsOf(std::span<const PointsJudged> pairs) {
  std::map<std::pair<std::size_t, bool>, double> weights;
  std::map<std::size_t, double> of_file;
  for (const PointsJudged& pair : pairs) {
    weights[{pair.file, pair.match}] += 1;
    of_file[pair.file] += 1;
  }
  for (auto& [key, count] : weights) count = of_file[key.first] / 2 / count;
  return weights;
}

// Neighbours that do not rise share their mean.
void MergeFalling(std::array<Band, kBands - 1>& bands, std::array<double, kBands - 1>& shares) {
  struct Block {
    double weight;
    double sum;
    std::size_t bands;
  };
  std::vector<Block> blocks;
  for (std::size_t at = 0; at < shares.size(); ++at) {
    const double weight = bands[at].weight + kPriorPairs;
    blocks.push_back({weight, weight * shares[at], 1});
    while (blocks.size() > 1) {
      const Block& last = blocks[blocks.size() - 1];
      Block& before = blocks[blocks.size() - 2];
      if (before.sum / before.weight <= last.sum / last.weight) break;
      before = {before.weight + last.weight, before.sum + last.sum, before.bands + last.bands};
      blocks.pop_back();
    }
  }
  std::size_t at = 0;
  for (const Block& block : blocks) {
    for (std::size_t i = 0; i < block.bands; ++i) shares[at++] = block.sum / block.weight;
  }
}

template <typename Take>
Bands Count(std::span<const PointsJudged> pairs, std::span<const Knot> knots, Take take) {
  const auto weights = WeightsOf(pairs);
  Bands bands{};
  for (const PointsJudged& pair : pairs) {
    if (pair.points < kBandStarts.front() || !take(pair)) continue;
    Band& band = bands[BandOf(pair.points)];
    const double weight = weights.at({pair.file, pair.match});
    band.weight += weight;
    band.right += pair.match ? weight : 0;
    band.score += weight * matching::Calibrate(knots, pair.points) / kScoreMax;
  }
  return bands;
}

template <typename Take>
std::vector<Knot> Fit(std::span<const PointsJudged> pairs, Take take) {
  const std::vector<Knot> straight = {{0, 0}, {kScoreMax, kScoreMax}};
  const Bands counted = Count(pairs, straight, take);
  std::array<Band, kBands - 1> bands{};
  std::array<double, kBands - 1> shares{};
  for (std::size_t at = 0; at + 1 < kBands; ++at) {
    const double middle = (kBandStarts[at] + kBandStarts[at + 1]) / 2.0 / kScoreMax;
    bands[at] = counted[at];
    shares[at] = (bands[at].right + kPriorPairs * middle) / (bands[at].weight + kPriorPairs);
  }
  MergeFalling(bands, shares);
  std::vector<Knot> knots = {{0, 0}, {kScoreFloor, kScoreFloor}};
  knots.push_back({matching::kDefaultThreshold, matching::kDefaultThreshold});
  for (std::size_t at = 0; at + 1 < kBands; ++at) {
    const std::int32_t points = (kBandStarts[at] + kBandStarts[at + 1]) / 2;
    const auto rise = static_cast<std::int32_t>(kSlopeMin * (points - knots.back().points));
    const auto most = static_cast<std::int32_t>(kScoreMax - kSlopeMin * (kScoreMax - points));
    const auto share = static_cast<std::int32_t>(std::lround(shares[at] * kScoreMax));
    knots.push_back({points, std::min(std::max(share, knots.back().score + rise), most)});
  }
  knots.push_back({kScoreMax, kScoreMax});
  return knots;
}

// The sum of the bands' distances, and the weight they have.
struct Distance {
  double off = 0;
  double weight = 0;
  double mean() const { return weight == 0 ? 0 : off / weight; }
};

Distance DistanceOf(const Bands& bands) {
  Distance distance;
  for (const Band& band : bands) {
    distance.off += std::abs(band.right - band.score);
    distance.weight += band.weight;
  }
  return distance;
}

double OffUnseen(std::span<const PointsJudged> pairs) {
  Bands sum{};
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    const auto knots = Fit(pairs, [fold](const PointsJudged& pair) { return pair.fold != fold; });
    const Bands here =
        Count(pairs, knots, [fold](const PointsJudged& pair) { return pair.fold == fold; });
    for (std::size_t at = 0; at < kBands; ++at) {
      sum[at].weight += here[at].weight;
      sum[at].right += here[at].right;
      sum[at].score += here[at].score;
    }
  }
  return DistanceOf(sum).mean();
}

}  // namespace

CalibrationFit FitCalibration(std::span<const PointsJudged> pairs) {
  const auto all = [](const PointsJudged&) { return true; };
  const std::vector<Knot> straight = {{0, 0}, {kScoreMax, kScoreMax}};
  CalibrationFit fit{.knots = Fit(pairs, all)};
  for (const PointsJudged& pair : pairs) fit.pairs += pair.points >= kBandStarts.front() ? 1U : 0U;
  fit.off_points = DistanceOf(Count(pairs, straight, all)).mean();
  fit.off_in_force = DistanceOf(Count(pairs, matching::CalibrationKnots(), all)).mean();
  fit.off_unseen = OffUnseen(pairs);
  return fit;
}

std::vector<PointsJudged> JudgePoints(const std::vector<LabelledFile>& files,
                                      const names::Analyzer& analyzer, const Preset& preset,
                                      ThreadPool& pool, std::vector<absl::Status>& errors) {
  std::vector<LabelledPair> all;
  for (const LabelledFile& file : files) {
    all.insert(all.end(), file.pairs.begin(), file.pairs.end());
  }
  const std::vector<std::size_t> folds = AssignFolds(UnitsByName(all));
  std::vector<PointsJudged> pairs;
  std::size_t at = 0;
  for (std::size_t file = 0; file < files.size(); ++file) {
    for (const Judged& judged : JudgePairs(files[file], analyzer, preset, pool, errors)) {
      const std::size_t fold = folds[at++];
      if (judged.failed) continue;
      pairs.push_back({matching::PointsFor(judged.score), judged.match, file, fold});
    }
  }
  return pairs;
}

double AtBaseRate(double share, double base_rate) {
  const double odds = share * base_rate;
  const double against = (1 - share) * (1 - base_rate);
  return odds + against == 0 ? 0 : odds / (odds + against);
}

std::string CalibrationText(const CalibrationFit& fit) {
  std::string out = absl::StrFormat(
      "calibration fitted to %d pairs of %.4f points or more, each file weighed as half true\n"
      "  points  score   in force  the same at a base rate of 1 in 10, 1 in 100, 1 in 1,000\n",
      fit.pairs, kBandStarts.front() / 1e4);
  for (const Knot& knot : fit.knots) {
    const double share = knot.score / 1e4;
    absl::StrAppendFormat(&out, "  %.4f  %.4f  %.4f    %.3f  %.3f  %.4f\n", knot.points / 1e4,
                          share, matching::Calibrate(knot.points) / 1e4, AtBaseRate(share, 0.1),
                          AtBaseRate(share, 0.01), AtBaseRate(share, 0.001));
  }
  absl::StrAppendFormat(&out,
                        "  mean distance from the share of true pairs: points %.3f, table in force "
                        "%.3f, fitted %.3f on folds the fit has not seen\n",
                        fit.off_points, fit.off_in_force, fit.off_unseen);
  return out;
}

}  // namespace lynceus::validation
