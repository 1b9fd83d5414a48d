#pragma once
// The consolidated list of OFSI (HM Treasury) as CSV, "ConList": a first line "Last Updated,date",
// then columns by name, a row for each name, birth date and address of a group. Files of 2018 and
// those with the later columns are one form.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/format.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// True for a table whose first or second row names the form's columns.
bool IsUkConList(const FileHead& head);

// Loads a file of kind "uk-conlist-csv". Ids are "uk-ofsi:" and the group id; referents are what
// the remarks state ("UN Ref QDi.123", "(UK Sanctions List Ref):RUS0001"). The list is one of its
// own, "CONLIST": it holds those under an asset freeze alone, so that having it is not having the
// UK Sanctions List. Rows of a group are joined; a group has one designation for each regime, from
// the earliest date stated. One whose status says that it is off the list ends on its last update;
// a status that is not known is a fragment, and the designation stays in force. Remarks with labels
// ("(Parent company):...") are read as the fields they name.
// Errors: those of NamedTable; InvalidArgument with the line for a group id that is no number.
// Memory: the facts of the file.
absl::StatusOr<LoadReport> LoadUkConList(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
