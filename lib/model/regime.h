#pragma once
// One authority's rule for when ownership or control extends a designation: a dated parameter set,
// read from rules/regimes/*.yaml by lib/rules. Never a constant in code.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/model/date.h"
#include "lib/model/entity.h"

namespace lynceus {

enum class Aggregation : std::uint8_t {
  kAll = 0,    // all blocked holders are added together
  kJoint = 1,  // only holders under one joint arrangement
  kNone = 2,   // each holder alone
};

// Which designations seed the rule: those of `authority` on one of `lists` (empty: any), but not
// under one of `except_programmes`.
struct SeedRule {
  std::string authority;
  std::vector<std::string> lists;
  std::vector<std::string> except_programmes;
};

// The parameters in force in [from, until).
struct RegimePeriod {
  std::optional<Date> from;
  std::optional<Date> until;
  std::int64_t threshold_ppm = 500'000;
  bool at_threshold = true;  // true: reached at the threshold (>=); false: only above it (>)
  Aggregation aggregation = Aggregation::kAll;
  std::vector<InterestKind> counts;    // kinds whose shares are measured; each kind by itself
  std::vector<InterestKind> controls;  // kinds that extend by control alone, without a share
  bool rebuttable = false;             // a YES by ownership is a presumption
  bool direct_only = false;            // no chains: only listed parties count as holders
  std::string note;                    // shown with verdicts of this period
};

// Immutable once loaded.
struct Regime {
  std::string key;    // "us-ofac"
  std::string title;  // "US OFAC 50 Percent Rule"
  std::vector<SeedRule> seeds;
  std::string measure;                // "asset_freeze"
  std::vector<RegimePeriod> periods;  // ordered, not overlapping
  std::vector<std::string> sources;   // texts the parameters were read from
};

}  // namespace lynceus
