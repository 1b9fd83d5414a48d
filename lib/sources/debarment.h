#pragma once
// Who may not take part in the projects of the development banks: the World Bank's list of
// ineligible firms and individuals, the Inter-American Development Bank's of sanctioned ones, and
// the European Bank for Reconstruction and Development's of ineligible entities. Debarment is no
// asset freeze: the designations carry the measure "debarment", and their dates from and to.
//
// None of the lists has ids: an id is made of name and country ("worldbank:1f3a..."), so that rows
// that state one party again (with another address or ground) are parts of one record.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Loads a file of kind "wb-xlsx", the World Bank's workbook (authority WB, list DEBARRED). Whose
// name begins with Mr., Ms. or the like is a person; of the others the list does not say. The
// column "Additional Firm Info" is taken apart: registration and tax numbers, other names, the
// number of a footnote; the rest is kept as notes and named as a fragment. 2999-12-31 is no end.
// Errors: those of ReadXlsx; InvalidArgument for another header.
absl::StatusOr<LoadReport> LoadWbXlsx(const FileGroup& group, RecordSink& sink);

// Loads a file of kind "iadb-xlsx", the Inter-American Development Bank's workbook (authority IADB,
// list SANCTIONED). A reprimand is a measure of its own, not a debarment. A row that holds the
// filters with which the workbook was made is named in the report, since rows may be missing.
// Errors: as LoadWbXlsx.
absl::StatusOr<LoadReport> LoadIadbXlsx(const FileGroup& group, RecordSink& sink);

// Loads a file of kind "ebrd-csv" (authority EBRD, list INELIGIBLE). The publisher does not double
// the quotes inside of quoted fields; a quote ends a field only before a comma or a line's end.
// Errors: those of OpenListFile; InvalidArgument with the line for another header, a row of another
// number of fields, a NUL byte, text that is not UTF-8, or a quote that is never closed;
// ResourceExhausted for limits::kRecordBytesMax.
absl::StatusOr<LoadReport> LoadEbrdCsv(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
