#pragma once
// A list that has no publisher's form: a bank's own internal list, or a national list that somebody
// brings into this table. LISTS.md says what each column holds.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Loads a file of kind "lynceus-csv". Rows of one id add up to one party. A row's programmes are a
// designation each, by its authority and list; without one the programme bears the list's name.
// Errors: InvalidArgument with file, line and column for anything that LISTS.md does not allow
// (strict_table.h), also for rows of one id that say two schemas, and rows that say two list dates.
// Memory: the ids of the file.
absl::StatusOr<LoadReport> LoadLynceusCsv(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
