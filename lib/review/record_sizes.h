#pragma once
// What records cost on the disk, measured on a log.

#include <string>

#include "absl/status/statusor.h"

namespace lynceus::review {

// A line for each kind of record (screenings by their decision): how many, and the mean bytes of
// leaf, sealed body, journal, published bundles and tiles, and key slot; and what a book of a
// million such screenings takes. Errors: those of reading the journal.
absl::StatusOr<std::string> RecordSizesText(const std::string& log_directory);

}  // namespace lynceus::review
