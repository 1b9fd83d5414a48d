#pragma once
// Statements of the Beneficial Ownership Data Standard (BODS) 0.1 to 0.4: an array, or an object a
// line.
//
// Of the statements of one record the latest counts (statementDate, then place in the file). Ids
// are "bods:RECORDID". Each interest of a relationship is one Interest, "bods:RECORDID/N" from 0.
// An interest that is not direct is a summary where the components its relationship names are in
// the file and lead from the holder to the subject by ownership; elsewhere it stands as it is
// stated. A closed relationship ends at the statement's date; an end date is the last day, so
// Interest.end is the day after it.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Reads the group's one file, twice: first which statement of each record counts, then those. One
// before 0.4 is read once more before, since its statements replace one another by their ids.
// A holder that is Unspecified, or whose record is an unknown or anonymous person or entity without
// a name, identifier or owner of its own, is an unknown holder (Interest.unknown_holder says why).
// A share that is none is unknown, with a warning. Metadata of statements (source, annotations,
// publication) is not kept; other details are kept as properties.
// Skipped, by name: superseded statements, a relationship whose subject is not named.
// Errors: InvalidArgument naming file and line for another BODS version, a file of 0.4 and of one
// before it, a statement without its id or type, without details, or with a wrong date; a file
// without statements; those of JsonReader and of the sink. Memory: the ids of the file's records.
absl::StatusOr<LoadReport> LoadBodsJson(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
