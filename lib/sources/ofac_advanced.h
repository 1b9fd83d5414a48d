#pragma once
// OFAC's SDN_ADVANCED.XML and CONS_ADVANCED.XML (schema http://www.un.org/sanctions/1.0): names in
// all scripts with their parts, dates as ranges, typed relations, and for each list the date of the
// listing with its legal basis. Which of the two files it is, is told from the lists it names.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Loads a file of kind "ofac-advanced-xml". The source's key is "ofac-sdn" or "ofac-cons"; its
// designations are on the lists that the file states (SDN, SSI, CAPTA ...). The file is read twice;
// memory is bounded by what stands outside of its parties (ofac_advanced_tables.h).
//
// What the schema does not know inside a party becomes a fragment; a sanctions entry whose party
// the file lacks is named as skipped, an identity document in the warnings. Errors: those of
// OfacAdvancedTables::Read and the sink's; unknown layout as UnknownLayout.
absl::StatusOr<LoadReport> LoadOfacAdvanced(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
