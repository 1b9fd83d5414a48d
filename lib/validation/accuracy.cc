// A resample of pairs is a resample of the four kinds of outcome, since F1 knows nothing else of a
// pair: each draw picks an outcome with its measured frequency.
#include "lib/validation/accuracy.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <vector>

#include "lib/base/random.h"
#include "lib/model/score_node.h"

namespace lynceus::validation {
namespace {

// Beyond this many pairs a resample draws no more: the interval is then narrower than is printed.
constexpr std::uint64_t kBootstrapDrawsMax = 20'000;

Counts Resample(const Counts& counts, SeededRandom& random) {
  const std::uint64_t pairs = counts.pairs();
  Counts drawn;
  for (std::uint64_t i = 0; i < std::min(pairs, kBootstrapDrawsMax); ++i) {
    const std::uint64_t at = random.Below(pairs);
    if (at < counts.right_hits) {
      ++drawn.right_hits;
    } else if (at < counts.right_hits + counts.wrong_hits) {
      ++drawn.wrong_hits;
    } else if (at < counts.right_hits + counts.wrong_hits + counts.missed) {
      ++drawn.missed;
    } else {
      ++drawn.right_rejections;
    }
  }
  return drawn;
}

}  // namespace

void Counts::Count(bool match, bool hit) {
  if (match) {
    ++(hit ? right_hits : missed);
  } else {
    ++(hit ? wrong_hits : right_rejections);
  }
}

double Counts::f1() const {
  const std::uint64_t all = 2 * right_hits + wrong_hits + missed;
  return all == 0 ? 1 : static_cast<double>(2 * right_hits) / static_cast<double>(all);
}

Counts CountAt(std::span<const Judged> pairs, std::int32_t threshold) {
  Counts counts;
  for (const Judged& pair : pairs) {
    counts.Count(pair.match, pair.failed ? !pair.match : pair.score >= threshold);
  }
  return counts;
}

std::int32_t BestThreshold(std::span<const Judged> pairs, std::int32_t preferred) {
  std::vector<Judged> sorted(pairs.begin(), pairs.end());
  std::sort(sorted.begin(), sorted.end(),
            [](const Judged& a, const Judged& b) { return a.score > b.score; });
  std::int32_t best = preferred;
  double best_f1 = CountAt(pairs, preferred).f1();
  Counts counts = CountAt(pairs, kScoreMax + 1);  // nothing hits yet
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const Judged& pair = sorted[i];
    if (!pair.failed) {
      counts.right_hits += pair.match ? 1 : 0;
      counts.missed -= pair.match ? 1 : 0;
      counts.wrong_hits += pair.match ? 0 : 1;
      counts.right_rejections -= pair.match ? 0 : 1;
    }
    if (i + 1 < sorted.size() && sorted[i + 1].score == pair.score) continue;
    const double f1 = counts.f1();
    const bool nearer = std::abs(pair.score - preferred) <= std::abs(best - preferred);
    if (f1 > best_f1 || (f1 == best_f1 && nearer)) {
      best = pair.score;
      best_f1 = f1;
    }
  }
  return best;
}

Interval F1Interval(const Counts& counts, std::uint64_t seed) {
  if (counts.pairs() == 0) return {};
  SeededRandom random(seed);
  std::vector<double> drawn(kBootstrapRounds);
  for (double& f1 : drawn) f1 = Resample(counts, random).f1();
  std::sort(drawn.begin(), drawn.end());
  constexpr std::size_t kTail = kBootstrapRounds / 40;  // 2.5 %
  const double value = counts.f1();
  return {std::min(value, drawn[kTail]), std::max(value, drawn[kBootstrapRounds - 1 - kTail])};
}

Figures FiguresAt(std::span<const Judged> pairs, std::int32_t threshold, std::uint64_t seed) {
  const Counts counts = CountAt(pairs, threshold);
  return {.threshold = threshold,
          .counts = counts,
          .precision = WilsonInterval(counts.precision()),
          .recall = WilsonInterval(counts.recall()),
          .f1 = F1Interval(counts, seed)};
}

}  // namespace lynceus::validation
