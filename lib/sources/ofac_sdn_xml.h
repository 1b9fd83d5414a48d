#pragma once
// OFAC's SDN.XML schema (SDN.XML and CONSOLIDATED.XML): one <sdnEntry> a record, with structured
// identity documents, dates and addresses, strong and weak aliases, and the date of publication.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/ofac_record.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Reads the file to its end and returns which list it holds. Errors: as LoadOfacXml.
absl::StatusOr<OfacList> OfacListOfXml(const std::string& path);

// Loads a file of kind "ofac-sdn-xml" or "ofac-cons-xml". Elements that are not of the schema
// become fragments. Errors: those of ReadXml; InvalidArgument with the line for an entry without a
// uid and for fewer entries than the file's Record_Count. More entries than that are a warning.
absl::StatusOr<LoadReport> LoadOfacXml(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
