#pragma once
// Conformance cases for ownership rules, as JSON: small graphs with the answers that each
// authority's rule gives. `lynceus ownership vectors` runs them against the rule packs as they
// stand.
//
// {"vectors":[{"id":..,"listed":[..],"edges":[{"owner":..,"asset":..,"share":S}],
//   "joint_arrangements":[[..]],"expected":{REGIME:{ENTITY:"YES"|"NO"|"UNDETERMINED"}}}]}
// S is an exact percent, [lo, lo_open, hi, hi_open] with 0 or 1 for open ends, an interval as text
// ("(25..50]"), or null: unknown. Numbers are read as the decimals they are written as.
// May stand too: "as_of" of a case; "probably_same":[[A,B]]; of an edge "kind", "from", "until",
// "joint" (a word), "role", "indirect", "summary", and null for an owner whom nobody names; in
// "listed" {"party","authority","list","programme","from","until"} for a listing of its own.
// Other members are ignored.

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/regime.h"

namespace lynceus::ownership {

struct VectorResults {
  std::uint64_t cases = 0;                                 // cases read
  std::uint64_t passed = 0;                                // cases with no failure
  std::uint64_t checked = 0;                               // answers compared
  std::vector<std::string> failures;                       // one line each
  std::map<std::string, std::uint64_t> skipped_by_regime;  // answers not compared, by REGIME
};

// The words for REGIME, and what they mean here: OFAC is us-ofac, EU_2024 and EU_pre2024 are
// eu-freeze from 3 July 2024 on and before, UK uk, CH ch, CA ca, KR_TF kr; any other word is the
// key of a regime. A word whose regime is not among `regimes` is skipped by name.
// Errors: InvalidArgument where `json` is not of this form, with the case and place.
absl::StatusOr<VectorResults> RunVectors(std::string_view json, std::span<const Regime> regimes);

}  // namespace lynceus::ownership
