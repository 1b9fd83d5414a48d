#pragma once
// Switzerland's list of sanctioned persons, entities and objects (State Secretariat for Economic
// Affairs, SECO), the XML form: programmes, targets with their whole history of changes, places.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Loads a file of kind "ch-xml" into ids "ch:SSID". The file is read twice, since programmes and
// places may stand before or behind the targets that name them.
//
// A target's sets of sanctions are grouped by their programme: one designation each, whose measures
// are the sets' English titles. A set that the file does not explain is a designation of the
// programme "sanctions-set N". The last listing among a target's modifications gives its date; a
// de-listing behind it ends it on the day it takes effect; an original listing without a date is
// from ever. What amendments added and removed is history and is not read.
// Names are made of their parts in the publisher's order, once as they stand and once for each
// language and script in which parts have spelling variants. A relation is an Interest where the
// file has its other end, else a property relatedTo. A list of the type "amendment" holds changes
// only, and the report warns of it. Elements that are not known become fragments.
// Errors: those of ReadXml; InvalidArgument with the line for a target without ssid, and for a file
// without targets.
absl::StatusOr<LoadReport> LoadSecoXml(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
