#pragma once
// Lists of the European Union as the Official Journal prints them, one row an entry of an annex:
// a table with FtM words as columns, "; " between several values of one field.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/format.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// True for a table with the form's columns.
bool IsEuJournalCsv(const FileHead& head);

// Loads a file of kind "eu-journal-csv". Ids are "eu-oj:" and the CELEX number, a slash and the
// record's id; rows of one id are joined, a designation for each programme, annex and measure. The
// legal basis is the CELEX number and the annex. Dates stand as they are printed and are read so;
// those that cannot be are fragments. An entry whose measure is no freeze, by words that are known,
// is on the list "OJ-SECTORAL", any other on "OJ": what is not understood counts as the stricter
// one. Columns may come in any order; unknown ones become fragments and a warning.
// Errors: those of NamedTable; InvalidArgument with the line for a row without celex, recordId or
// name. Memory: the facts of the file.
absl::StatusOr<LoadReport> LoadEuJournalCsv(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
