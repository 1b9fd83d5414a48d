#pragma once
// How right the matcher is on labelled pairs: figures by part of the file, folds, reliability, and
// the errors themselves.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/thread_pool.h"
#include "lib/matching/matcher.h"
#include "lib/model/rules.h"
#include "lib/names/analyzed_name.h"
#include "lib/validation/folds.h"
#include "lib/validation/labelled_file.h"
#include "lib/validation/reliability.h"

namespace lynceus::validation {

struct EvalOptions {
  Preset preset = {.key = "default"};  // whose scores are made, and judged at its threshold
  std::uint64_t seed = 1;
  // Errors listed with their score trees, worst first. Default: what one reads at a sitting.
  std::size_t errors_max = 10;
  // Folds whose errors are listed, so that who mends the matcher has not seen the others. Default:
  // all.
  std::vector<std::size_t> folds_shown;
  // Pairs scored for each script of a name set; 0 for all. Default: an interval of two points.
  std::size_t sample_max = 2'000;
  Schema schema = Schema::kPerson;  // of names in files that state none
};

// Another matcher's figures beside ours, on the pairs for which the file has its score.
inline constexpr std::int32_t kPeerThreshold = 7'000;
struct PeerFigures {
  Counts peer;  // at kPeerThreshold
  Counts ours;  // at our default threshold
};

// One part of a file: all of it, a group, a tier, a schema.
struct Slice {
  std::string title;  // "group nk_checks"
  Figures at_default;
  Figures at_best;  // at the threshold that is best for the whole file
  std::optional<PeerFigures> peer;
};

// A pair that was decided wrongly.
struct Mistake {
  LabelledPair pair;
  std::int32_t score = 0;
  std::size_t fold = 0;  // by name
  ScoreNode tree;        // of those listed as worst; else empty
};

struct ReliabilityTable {
  std::string title;  // "schema Person", "script Arabic and Latin"
  std::vector<ReliabilityBand> bands;
};

struct PairFigures {
  std::vector<Slice> slices;                // the first is the whole file
  std::optional<CrossValidation> by_group;  // where the file has groups
  CrossValidation by_name;
  std::vector<ReliabilityTable> reliability;
  std::uint64_t mistakes_total = 0;
  std::vector<Mistake> worst;   // farthest from the threshold first; of the folds shown
  std::vector<Mistake> strong;  // every wrong decision on a pair of the tier STRONG
};

// A pair whose score is not the one that the search page showed.
struct SearchDeviation {
  LabelledPair pair;
  std::int32_t score = 0;
};

// Scores beside those of OFAC's search page, in its points of 0 to 100.
inline constexpr std::int32_t kSearchPointsOff = 5;   // within it, a score counts as equal
inline constexpr std::int32_t kSearchPointsMin = 80;  // the page shows none below
inline constexpr std::int32_t kScorePerPoint = 100;   // our scores have 10,000 steps
struct SearchFigures {
  Rate within;                       // all rows
  Rate shown;                        // rows with a score: within 5 points of it
  Rate hidden;                       // rows that were not shown: ours is below 80
  std::vector<SearchDeviation> off;  // the others, farthest first
};

// The score of each pair of `file`, as EvaluatePairs makes it.
std::vector<Judged> JudgePairs(const LabelledFile& file, const names::Analyzer& analyzer,
                               const Preset& preset, ThreadPool& pool,
                               std::vector<absl::Status>& errors);

// `errors` gets the pairs that could not be analysed, in the file's order; they count as wrong.
PairFigures EvaluatePairs(const LabelledFile& file, const names::Analyzer& analyzer,
                          const EvalOptions& options, ThreadPool& pool,
                          std::vector<absl::Status>& errors);
SearchFigures EvaluateSearchScores(const LabelledFile& file, const names::Analyzer& analyzer,
                                   const EvalOptions& options, ThreadPool& pool,
                                   std::vector<absl::Status>& errors);

}  // namespace lynceus::validation
