#pragma once
// The UK Sanctions List of the Foreign, Commonwealth and Development Office, CSV form: a first line
// "Report Date: ...", then columns by name, several rows a party.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/format.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// True for a table whose first or second row names the form's columns.
bool IsUkCsv(const FileHead& head);

// Loads a file of kind "uk-csv". Ids, referents, designations and relations are those of the XML
// form (uk_xml.h). Columns may come in any order; unknown ones become fragments and a warning. The
// file is read as UTF-8 or, where it is not, as Windows-1252.
// Errors: those of NamedTable; InvalidArgument with the line for a row without "Unique ID". Memory:
// the facts of the file.
absl::StatusOr<LoadReport> LoadUkCsv(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
