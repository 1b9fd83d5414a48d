#pragma once
// GLEIF's legal entity reference data (LEI-CDF 1.0, 2.1 and 3.1, XML): one <LEIRecord> a legal
// entity or branch.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Loads a file of kind "gleif-lei-xml", full or delta. The id is "lei:" and the LEI.
//
// Names: the legal name; previous names as former; trading names, other languages and
// transliterations as aliases. A name in other than Latin letters has its script. The registration
// number carries the country of the legal jurisdiction, unless the authority is one of GLEIF's
// words for "none" (RA888888, RA999999). A successor is an interest kSuccessor from this entity to
// it (FtM's Succession runs from the predecessor), an associated entity of a fund family kLinked. A
// record whose registration is a DUPLICATE means its successor itself: that LEI is a referent.
// Every record is kept, whatever the status of its registration (LAPSED, RETIRED, ANNULLED ...
// stand in `leiStatus`), but those that a delta deletes, which are skipped and named. Not read,
// since they are about the registration and not the party: renewal, managing LOU, validation
// documents and GLEIF's geocoding. Errors: those of ReadGleifXml; InvalidArgument with the line
// where LEI or Entity is missing.
absl::StatusOr<LoadReport> LoadGleifLei(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
