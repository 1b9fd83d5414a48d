#pragma once
// OpenSanctions' flat table of targets, targets.simple.csv: a row a party, several values of a
// column separated by semicolons (quoted where they hold one).

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Loads a file of kind "opensanctions-simple-csv" into the same ids as entities.ftm.json
// ("ftm:ID"), with the publishers' ids as referents. Every party is a target.
//
// The table says of a listing little: names of data sets, ids of programmes and a line of text. A
// data set that is a sanctions list (OpenSanctionsList) is one designation for each programme of
// its country, or one without a programme; a programme of no such data set, and text without
// either, is a designation too, by the data set's name. Dates of listings are not there; the texts
// are kept as the legal basis. Identifiers are of no said type and become idNumber. A cell that
// ends within quotes is taken as it is, with a warning.
// Errors: those of NamedTable; InvalidArgument for an unknown column (where the group does not
// allow it), a row without an id, or a schema that is no word of FollowTheMoney.
absl::StatusOr<LoadReport> LoadOpenSanctionsCsv(const FileGroup& group, RecordSink& sink);

// The values of a cell: "a;\"b;c\"" is a and b;c. Trimmed, without empty ones. Pure.
std::vector<std::string> SplitSimpleCell(std::string_view cell);

}  // namespace lynceus::sources
