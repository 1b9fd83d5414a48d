#pragma once
// How well a snapshot finds its own parties, and how often it alerts on nobody: what a bank's model
// validators ask first.
//
// With a fixed seed it makes from the loaded lists (a) every name and strong alias as listed and,
// for persons, in the other order; (b) changed names, kind by kind (changes.h), a sample of each;
// (c) customers that must not alert: invented ones, and recombined names of listed persons. Each is
// screened by name and schema alone, no other fact. SELFTEST.md says how things are counted.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/thread_pool.h"
#include "lib/screening/engine.h"
#include "lib/validation/interval.h"

namespace lynceus::validation {

inline constexpr std::uint64_t kSelftestSeed = 20'260'101;
inline constexpr std::size_t kNamesPerKind = 1'000;
inline constexpr std::size_t kControlsPerKind = 5;  // controls of a sort, times `names_per_kind`

struct SelftestOptions {
  std::uint64_t seed = kSelftestSeed;
  // Changed names a kind at most; the smallest of a keyed order, so that a longer list keeps most
  // of the sample of a shorter one.
  std::size_t names_per_kind = kNamesPerKind;
};

// The part of the report that a kind counts in.
enum class Section : std::uint8_t {
  kListed = 0,   // names as listed, and the other order: all of them, no sample
  kChanged = 1,  // changed names that still say who is meant
  kApart = 2,    // weak aliases; changes that nobody could resolve or that contradict
  kEasy = 3,     // invented customers
  kHard = 4,     // names of listed persons recombined
};
inline constexpr std::size_t kSections = 5;
std::string_view SectionName(Section section);  // "listed", "changed", ...

// Thresholds of the curves: .50, .51, ... 1.00.
inline constexpr std::size_t kCurvePoints = 51;
inline constexpr std::int32_t kCurveStart = 5'000;
inline constexpr std::int32_t kCurveStep = 100;

// What a section's names would give at each threshold.
struct Curve {
  std::uint64_t asked = 0;
  std::array<std::uint64_t, kCurvePoints> found{};     // own party at or above it
  std::array<std::uint64_t, kCurvePoints> alerting{};  // names with any party at or above it
  std::array<std::uint64_t, kCurvePoints> alerts{};    // parties at or above it
};

struct KindFigures {
  std::string key;
  std::string doc;
  std::string group;
  Section section = Section::kChanged;
  std::string apart_because;  // of kApart
  Rate first;                 // own party first, alone; ties count as not first
  // The same among the names that say one party only: no other listed party has the text for a name
  // or comes to it by the same change.
  Rate first_unshared;
  Rate ten;                   // own party among the first ten; ties count against it
  Rate alert;                 // own party at or above the threshold; of controls: any party
  std::uint64_t shared = 0;   // names that several parties carry
  std::uint64_t refused = 0;  // names that screening refused as no name
  std::uint64_t alerts = 0;   // parties at or above the threshold
};

enum class MissReason : std::uint8_t {
  kRefused = 0,    // screening refused the text
  kNoAnchor = 1,   // the score would do, the index does not lead there
  kBelow = 2,      // the score is below the threshold
  kOutranked = 3,  // another party scores higher
  kTied = 4,       // another party scores the same
};
std::string_view MissReasonName(MissReason reason);

// A name whose own party was not first, or not at the threshold.
struct Miss {
  std::size_t kind = 0;  // index into SelftestReport::kinds
  std::string entity_id;
  std::string listed;
  std::string asked;
  MissReason reason = MissReason::kBelow;
  std::int32_t score = 0;  // own party's; 0: below .50
  bool alerted = false;    // own party at or above the threshold
  bool shared = false;     // several parties carry the text
  std::string other_id;    // the best other party, where it outranks or ties
  std::string other_name;  // which of its names
  std::int32_t other_score = 0;
  std::string refusal;
};

// A control that alerted.
struct FalseAlert {
  std::size_t kind = 0;
  std::string asked;
  std::string entity_id;
  std::string matched_name;
  std::int32_t score = 0;
};

struct SelftestReport {
  std::string engine;                // "lynceus 0.1.0+5d41402a"
  std::string snapshot;              // content digest
  std::string rules;                 // rule digest
  std::string preset;                // by which names were matched
  std::vector<std::string> sources;  // "ofac-sdn 2024-01-05" or without a date
  SelftestOptions options;
  std::int32_t score_min = 0;        // the preset's threshold
  std::uint64_t parties = 0;         // designated ones
  std::uint64_t names = 0;           // primary, alias and former names of theirs
  std::uint64_t shared_names = 0;    // of these, names that several parties carry exactly
  std::uint64_t linked_parties = 0;  // probably one party with another: together they count as one
  std::vector<KindFigures> kinds;
  std::array<KindFigures, kSections> sections;  // sums over the kinds
  std::array<Curve, kSections> curves;
  std::vector<Miss> misses;              // kind by kind, in the order asked
  std::vector<FalseAlert> false_alerts;  // kind by kind

  // True where every name as listed hits its own party: the self-test's verdict.
  bool EveryListedNameHits() const;
};

// Deterministic: the same snapshot, rules, engine and options give the same report, whatever the
// pool. Errors: DataLoss from the snapshot. Cost: two screenings a listed name and one a changed
// name or control, at .50; memory grows with the number of names by 16 bytes each, and with the
// misses.
absl::StatusOr<SelftestReport> RunSelftest(const screening::Engine& engine, const Preset& preset,
                                           ThreadPool& pool, const SelftestOptions& options);

}  // namespace lynceus::validation
