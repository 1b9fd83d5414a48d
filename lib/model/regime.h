#pragma once
// One authority's rule for when ownership or control extends a designation, or makes a beneficial
// owner: a dated parameter set, read from rules/regimes/*.yaml by lib/rules. Never a constant in
// code.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/model/date.h"
#include "lib/model/entity.h"

namespace lynceus {

// Which question a regime answers.
enum class RegimeKind : std::uint8_t {
  kSanctions = 0,   // does a designation extend to this party?
  kBeneficial = 1,  // who are its beneficial owners?
};

enum class Aggregation : std::uint8_t {
  kAll = 0,    // all blocked holders are added together
  kJoint = 1,  // only holders under one joint arrangement
  kNone = 2,   // each holder alone
};

// Whether a share of exactly the threshold reaches it.
enum class AtThreshold : std::uint8_t {
  kReached = 0,     // >=
  kNotReached = 1,  // >
  kUnverified = 2,  // texts differ: such a share is UNDETERMINED
};

// How holdings through others count.
enum class Depth : std::uint8_t {
  kCascade = 0,        // a party that meets the test counts in full for what it holds
  kMajorityChain = 1,  // held through parties of which more than half is held, or control
  kDirect = 2,         // only what listed parties hold themselves
  kLookThrough = 3,    // shares multiplied along chains, chains added; beneficial owners only
};

// What it means that the test is met.
enum class WhenReached : std::uint8_t {
  kYes = 0,
  kReview = 1,      // the authority has no such test; to meet it is a reason to look: UNDETERMINED
  kUnverified = 2,  // whether the rule holds on these days is not verified: UNDETERMINED
};

// Which designations seed the rule: those of `authority` on one of `lists` (empty: any), under one
// of `programmes` (empty: any), but not under one of `except_programmes`. Words as listed.
struct SeedRule {
  std::string authority;
  std::vector<std::string> lists;
  std::vector<std::string> programmes;
  std::vector<std::string> except_programmes;
  // Programmes that define who is blocked by control too: from parties under them, control extends
  // even where the period counts none.
  std::vector<std::string> control_blocks_for;
};

// The parameters in force in [from, until).
struct RegimePeriod {
  std::optional<Date> from;
  std::optional<Date> until;
  bool suspended = false;  // the rule does not apply on these days; nothing below has a meaning
  std::int64_t threshold_ppm = 500'000;
  AtThreshold at_threshold = AtThreshold::kReached;
  Aggregation aggregation = Aggregation::kAll;
  std::vector<InterestKind> counts;    // kinds whose shares are measured; each kind by itself
  std::vector<InterestKind> controls;  // kinds that extend by control alone, without a share
  bool rebuttable = false;             // a YES by ownership is a presumption
  Depth depth = Depth::kCascade;
  WhenReached when_reached = WhenReached::kYes;
  bool unverified = false;  // no source was read for these parameters: said with every verdict
  std::string note;         // shown with verdicts of this period
};

// Immutable once loaded.
struct Regime {
  std::string key;    // "us-ofac"
  std::string title;  // "US OFAC 50 Percent Rule"
  RegimeKind kind = RegimeKind::kSanctions;
  std::vector<SeedRule> seeds;  // none for beneficial owners
  std::string measure;          // "asset_freeze"
  // What a YES by ownership asks is the strictest of what each listed owner's entry asks: verdicts
  // name them all.
  bool strictest_of_owners = false;
  std::vector<RegimePeriod> periods;  // ordered, not overlapping
  std::vector<std::string> sources;   // texts the parameters were read from

  // The period that holds `day`, or nothing.
  const RegimePeriod* PeriodOn(Date day) const;
};

// A presumption of a regime that somebody has rebutted for one party.
struct Rebuttal {
  std::string regime;  // its key
  std::string author;
  std::string reason;
  std::optional<Date> date;   // from when it holds; none: always
  std::optional<Date> until;  // first day no longer, after `date`; none: it stays
  friend bool operator==(const Rebuttal&, const Rebuttal&) = default;
};

// The measure of a regime that blocks; every other restricts some dealings.
inline constexpr char kAssetFreeze[] = "asset_freeze";

}  // namespace lynceus
