#pragma once
// The European Union's consolidated list of financial sanctions, CSV form 1.0: semicolons, a row
// for each name, address, birth, document and citizenship of a party.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/format.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// True for a table with the form's columns, also where a spreadsheet has wrapped its lines
// (unwrapped_reader.h).
bool IsEuCsv(const FileHead& head);

// Loads a file of kind "eu-csv": rows of one party are joined, ids are those of the XML form, and
// what eu_record.h promises holds. This form knows no weak names, no circa and no kind of act. A
// date of designation is taken from the entity's remark where it states one, else it is not known.
// The file is read as UTF-8 or, where it is not, as Windows-1252. Names in which an encoding has
// replaced letters by question marks are kept as names; where hardly a letter is left they become
// fragments; the report's warnings count both.
// Errors: those of NamedTable; InvalidArgument, with the line, for a row without any id, or one of
// a reference number that stands elsewhere with another logical id. Memory: the facts of the file.
absl::StatusOr<LoadReport> LoadEuCsv(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
