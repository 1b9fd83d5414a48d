#pragma once
// Australia's Consolidated List (Department of Foreign Affairs and Trade), the workbook
// regulation8_consolidated.xlsx: a row a name. Rows 123, 123a, 123b are names of one party.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Loads a file of kind "au-xlsx" into ids "au:123". The columns are found by their titles; those
// that are not known become fragments. Each committee or regime of a party is one designation; its
// date is the day of listing where the listing information says one, and the whole of it is the
// legal basis. Dates, places, nationalities and addresses are free text: what cannot be read of
// them becomes a fragment. Numbers with a label (AddLabelledNumbers) are taken from the additional
// information, all of which is kept as notes.
// A row without a reference is kept under an id made of its name, with a warning. The list's date
// is the day on which the workbook was last changed.
// Errors: those of ReadXlsx; InvalidArgument for another header.
absl::StatusOr<LoadReport> LoadAuXlsx(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
