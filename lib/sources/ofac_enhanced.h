#pragma once
// OFAC's SDN_ENHANCED.XML and CONS_ENHANCED.XML (sanctionslistservice.ofac.treas.gov, schema
// ENHANCED_XML), also inside their ZIP: each <entity> holds everything of one party, relations too.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Loads a file of kind "ofac-enhanced-xml". The file says which lists it was made of
// (publicationInfo/filters); where it does not, its entities tell, and it is read twice. The
// source's key is "ofac-sdn" where the SDN list is among them, else "ofac-cons".
//
// What the schema does not know inside an entity becomes a fragment. Errors: those of ReadXml and
// the sink's; unknown layout as UnknownLayout; InvalidArgument with the line for an entity without
// an id of digits, for a file without entities, and for one that was exported with other filters
// than lists, since it is not the whole list (allowed as unknown layout is).
absl::StatusOr<LoadReport> LoadOfacEnhanced(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
