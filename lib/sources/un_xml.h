#pragma once
// The United Nations Security Council's consolidated list (consolidated.xml): one <INDIVIDUAL> or
// <ENTITY> a record, with its date of listing, aliases by quality and the name in its own script.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Loads a file of kind "un-xml". A reference number in a record's comments ("(CDi.015)") becomes an
// Interest kLinked from the named record, where the file has it. An alias that holds several names
// ("A; B") becomes several. Elements that are not of the schema, dates and documents that cannot be
// read become fragments; sort keys, version numbers and the constant list type are not read.
// Errors: those of ReadXml; InvalidArgument with the line for a record without REFERENCE_NUMBER.
absl::StatusOr<LoadReport> LoadUnXml(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
