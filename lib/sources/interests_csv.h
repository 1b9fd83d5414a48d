#pragma once
// interests.csv: ownership and control facts that a bank keeps itself, a row an interest. The
// columns, the ids and what is an error stand in INTERESTS.md.

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Reads the group's one file. Each row gives one interest; a party that a row names gives an entity
// (once for equal statements). The file is ours, so nothing in it is passed over: a dropped row
// could be a missed owner.
// Errors: InvalidArgument naming file, line and column for an unknown or repeated column, a row of
// another width, a value that is not what its column holds, an owner that is neither given nor said
// to be unknown, a last row without a line end, a file without rows; those of CsvReader and of the
// sink. Memory: the ids and names of the file.
absl::StatusOr<LoadReport> LoadInterestsCsv(const FileGroup& group, RecordSink& sink);

// The id of a party that is known by name alone: "interests:" and 16 hex digits of the SHA-256 of
// the name in lower case (ASCII) with single spaces. Pure.
std::string InterestPartyId(std::string_view name);

}  // namespace lynceus::sources
