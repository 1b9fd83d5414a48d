#pragma once
// The UK Sanctions List of the Foreign, Commonwealth and Development Office, XML form (root
// <Designations>): one <Designation> a record.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Loads a file of kind "uk-xml". Ids are "uk:" and the unique id; referents "uk-ofsi:GROUP" and
// "un:REF". A record is one designation under its regime, by the regulations' title: where both the
// UK and the UN stand behind it, its legal basis names both, for it is one act with one date. Its
// measures are those imposed, by the words and by the indicators. Other parties that a record names
// are read as uk_relations.h says. Elements that are not of the form become fragments.
// Errors: those of ReadXml; InvalidArgument with the line for a record without UniqueID or with
// another one inside, and for a file without records.
absl::StatusOr<LoadReport> LoadUkXml(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
