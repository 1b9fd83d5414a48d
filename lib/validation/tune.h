#pragma once
// `lynceus tune`: what another threshold would mean for a bank's own book. Every row is screened
// once, at the lowest threshold of the range; the rest is counting.
//
// A row alerts where a party scores at or above the threshold. Policy (suppression), verdicts and
// declared owners are not looked at: a threshold decides which parties become matches, not what is
// done about them.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/thread_pool.h"
#include "lib/model/decision.h"
#include "lib/screening/engine.h"
#include "lib/validation/interval.h"

namespace lynceus::validation {

// Below it the index promises nothing (DESIGN decision 9).
inline constexpr std::int32_t kTuneScoreMin = kScoreFloor;
inline constexpr std::int32_t kTuneStep = 100;
inline constexpr std::int32_t kTuneBand = 500;
// The label of a row that is no listed party.
inline constexpr const char* kNobodyLabel = "none";

struct BookRow {
  std::uint64_t line = 0;
  std::string id;
  absl::StatusOr<Counterparty> counterparty = absl::UnknownError("not read");
  std::string label;  // the id of the right party, kNobodyLabel, or empty where it is not known
};

struct TuneOptions {
  std::int32_t score_low = 0;   // of the range; a multiple of kTuneStep, at least kTuneScoreMin
  std::int32_t score_high = 0;  // above score_low, at most kScoreMax
  std::uint64_t seed = 1;       // of the samples
  std::size_t samples_max = 10;
};

enum class Label : std::uint8_t {
  kNone,     // not labelled
  kParty,    // labelled with a party of the snapshot
  kNobody,   // labelled "none"
  kUnknown,  // labelled with an id that the snapshot does not hold
};

// One row whose best match is within or above the range, or that is labelled with a party.
struct TunedRow {
  std::uint64_t line = 0;
  std::string id;
  std::string asked_name;
  std::string entity_id;             // of the best match; empty where there is none
  std::string matched_name;          // the listed name it matched
  std::int32_t score = 0;            // of the best match
  std::vector<std::int32_t> scores;  // of all matches, best first
  Label label = Label::kNone;
  std::int32_t right_score = 0;  // of the labelled party; 0 where it did not match
};

// What the book looks like at one threshold.
struct TuneStep {
  std::int32_t threshold = 0;
  std::uint64_t alerts = 0;   // rows
  std::uint64_t matches = 0;  // parties over all rows
  std::uint64_t added = 0;    // rows that alert here and not at the policy's threshold
  std::uint64_t removed = 0;  // rows that alert there and not here
  Rate recall;                // of rows labelled with a party: that party is a match
  Rate precision;             // of labelled rows that alert: their own party is a match
};

struct TuneBand {
  std::int32_t score_min = 0;
  std::uint64_t rows = 0;  // by the score of their best match
  Rate right;              // of the labelled ones: the best match is the labelled party
};

struct TuneReport {
  TuneOptions options;
  std::string preset;                 // by which the rows were matched
  std::int32_t policy_threshold = 0;  // the preset's, as the policy has it
  std::uint64_t rows = 0;
  std::uint64_t labelled_party = 0;
  std::uint64_t labelled_nobody = 0;
  std::vector<absl::Status> errors;          // rows that were not screened, with their lines
  std::vector<absl::Status> unknown_labels;  // rows whose label the snapshot does not hold
  std::vector<TuneStep> steps;               // from the lowest threshold up
  std::vector<TuneBand> bands;
  std::vector<TunedRow> alerts;        // best first, ties by line
  std::vector<TunedRow> sample_above;  // within kTuneBand of the policy's threshold
  std::vector<TunedRow> sample_below;
  std::vector<TunedRow> missed;  // labelled with a party that is no match at the preset's threshold
};

// Screens rows in rounds, so that a book of any length passes; what alerts within the range is
// kept. One thread calls; the work is spread over the pool.
class Tuner {
 public:
  // `engine` and `preset` must outlive it. REQUIRES: `options` hold what is said there
  // (CheckTuneOptions).
  Tuner(const screening::Engine& engine, const Preset& preset, const TuneOptions& options);

  // Errors: DataLoss from the snapshot. What is wrong with a row is kept in the report.
  absl::Status Add(std::span<const BookRow> rows, ThreadPool& pool);

  // Deterministic: equal rows, engine and options give an equal report.
  // REQUIRES: called once, last.
  TuneReport Finish();

 private:
  struct Outcome;
  Outcome Screen(const BookRow& row) const;
  absl::Status Keep(const BookRow& row, Outcome outcome);

  const screening::Engine& engine_;
  const Preset& preset_;
  TuneReport report_;
  std::vector<TunedRow> kept_;
};

// Errors: InvalidArgument naming the bound that does not hold.
absl::Status CheckTuneOptions(const TuneOptions& options);
// The same for one engine. Errors: those, and FailedPrecondition where the range begins below what
// the snapshot's index can keep, for a preset that it is asked by.
absl::Status CheckTuneRange(const screening::Engine& engine, const Preset& preset,
                            const TuneOptions& options);

}  // namespace lynceus::validation
