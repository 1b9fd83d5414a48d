#pragma once
// The Consolidated Screening List of the US International Trade Administration (CSV): the lists of
// three departments in one table.

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Loads a file of kind "us-csl-csv". Each row is of one list, with its own authority:
//
//   (SDN)                               US-OFAC SDN; id "ofac-sdn:" and the number, OFAC's own
//   (SSI) (CAP) (NS-MBS) (PLC) (CMIC) (FSE)   US-OFAC SSI, CAPTA, NS-MBS, NS-PLC, NS-CMIC, FSE; id
//                                       "ofac-cons:" and the number, as of CONS_PRIM.CSV
//   (EL) (DPL) (UVL) (MEU)              US-BIS; id "us-csl:EL-" and _id
//   (ISN) (DTC)                         US-STATE ISN and AECA; id the same way
//
// A party on several lists has a row for each, with the programmes of all of them: each row gives
// its list's designations. Rows of the lists that name no programme are of the programme that bears
// the list's name. `ids` are read by the words of OFAC's remarks, of which they are an inversion
// ("CA, BC166787, Passport"), and so are remarks; "(Linked To: ...)" is an interest kLinked where
// one party of the file has that name. Licence requirement and policy are measures, the Federal
// Register notice is the legal basis; end_date is the last day. The table does not say which
// aliases are weak, and lost characters outside of ASCII ("?") before it was published.
// Errors: those of NamedTable; InvalidArgument with the line for a row without source, name or id,
// and for a column that is not known, unless the group allows it.
absl::StatusOr<LoadReport> LoadUsCslCsv(const FileGroup& group, RecordSink& sink);

// "CA, 2018-03-12, BC166787, Passport" as OFAC's remark "Passport BC166787 (CA)"; dates between are
// left out. Pure, thread-safe.
std::string RemarkOfCslId(std::string_view id);

}  // namespace lynceus::sources
