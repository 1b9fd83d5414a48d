#pragma once
// Two lists of the US Bureau of Industry and Security in forms of their own: the Denied Persons
// List (tab-separated) and the Military-Intelligence End Users (a table of supplement 2 to part
// 744's paragraph 744.22, as data sets carry it).

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Loads a file of kind "us-bis-dpl-tsv". The list has no ids: the id is "us-bis-dpl:" and 16 hex
// digits of the SHA-256 of the name, and rows of one name (an address each, or orders one after
// another) are one party; dates would not do, since a renewed order has a new one. Expiration_Date
// is the last day; the citation is the legal basis. An address with a state and no country is in
// the United States. Errors: those of NamedTable; InvalidArgument with the line for a row without a
// name, and for a column that is not known, unless the group allows it.
absl::StatusOr<LoadReport> LoadUsBisDpl(const FileGroup& group, RecordSink& sink);

// Loads a file of kind "us-bis-mieu-csv"; ids are "us-bis-mieu:" and 16 hex digits of name and
// country. Errors: the same.
absl::StatusOr<LoadReport> LoadUsBisMieu(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
