#pragma once
// What the records of a log that still have their body name: what the archive must keep.

#include <string>

#include "lib/review/archive.h"
#include "lib/review/record_reader.h"

namespace lynceus::review {

// Adds snapshot, rules and engine of every record whose body is not erased; `log` is what reports
// call the log. Errors: those of the reader.
absl::Status AddLiveNames(const RecordReader& records, const std::string& log, LiveNames& live);

}  // namespace lynceus::review
