#pragma once
// The European Union's consolidated list of financial sanctions, XML form 1.1 (root <export>): one
// <sanctionEntity> a record, its facts in attributes.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Loads a file of kind "eu-xml". Ids are "eu:" and the EU reference number, else "eu:logical-" and
// the logical id; referents "eu-logical:ID" and "un:REF". Names, designations and documents go by
// eu_record.h. A date of birth in another calendar than the Gregorian is not turned into one: it
// becomes a fragment and a note. Numbers that remarks label are identifiers (labelled_numbers.h).
// Attributes and elements that are not of the schema become fragments; addresses of the acts,
// logical ids of facts, languages of names and regulations are not read.
// Errors: those of ReadXml; InvalidArgument with the line for a record without any id or with
// another one inside, and for a file without records.
absl::StatusOr<LoadReport> LoadEuXml(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
