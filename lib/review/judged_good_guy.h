#pragma once
// From an alert that two persons closed to an entry of policy/good_guys.yaml.

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "lib/review/record_reader.h"

namespace lynceus::review {

// An entry of policy/good_guys.yaml for a hit that was judged a false positive by two persons: the
// first is its author, the second its approver, the text of the first its reason; from the day of
// the second's word until `until`, an ISO day. `listed` empty: the hit that was judged, or the only
// one. Errors: FailedPrecondition where it is not so judged, or a body is not open;
// InvalidArgument where the hit must be named; those of GoodGuyEntry.
absl::StatusOr<std::string> GoodGuyOf(const RecordReader& records, std::uint64_t alert,
                                      const std::string& listed, const std::string& until);

}  // namespace lynceus::review
