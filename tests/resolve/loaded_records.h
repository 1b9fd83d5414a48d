#pragma once
// Records of list and registry files in memory, for the report on links.

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/entity.h"
#include "lib/names/analyzed_name.h"
#include "lib/resolve/resolver.h"

namespace lynceus::resolve {

// By id, all parts of a record together.
using LoadedRecords = std::map<std::string, Party>;

// Errors: those of the loaders.
absl::StatusOr<LoadedRecords> LoadRecords(const std::vector<std::string>& files);

absl::StatusOr<Resolution> ResolveRecords(const LoadedRecords& records,
                                          const names::Analyzer& analyzer);

// One line: id, schema, names, dates, countries, identifiers.
std::string Describe(const Party& record);

}  // namespace lynceus::resolve
