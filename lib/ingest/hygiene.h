#pragma once
// Whether the lists of a build may follow those of the snapshot before: a list that shrinks, that
// is older than before, or that is gone, is more likely a broken download than a change of the
// world, and would make a wrong "no hit".

#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "lib/model/load_report.h"

namespace lynceus::ingest {

// What may be allowed; the words of the command line.
inline constexpr std::string_view kAllowShrink = "shrink";
inline constexpr std::string_view kAllowOlder = "older";
inline constexpr std::string_view kAllowMissing = "missing";
inline constexpr std::string_view kAllowLayout = "layout";

struct HygieneOptions {
  // Of a source's entities, names, identifiers, designations and interests, each, rounded down.
  int shrink_percent_max = 10;
  std::set<std::string> allowed;  // of the words above
};

// Compares the sources of a build with those before, by their keys. What is allowed is written into
// the `allowed` of its source's report (of the first report where the source is gone).
// Errors: FailedPrecondition naming the source, both figures and the word that allows it.
// REQUIRES: `now` is not empty.
absl::Status CheckSources(const std::vector<LoadReport>& before, const HygieneOptions& options,
                          std::vector<LoadReport>& now);

}  // namespace lynceus::ingest
