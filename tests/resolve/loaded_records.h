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

// True where a list designates the record, or it is a risk by itself, as the build has it.
bool IsAtRisk(const Party& record);

absl::StatusOr<Resolution> ResolveRecords(const LoadedRecords& records,
                                          const names::Analyzer& analyzer);

// What the record says, some lines: id, schema, names; dates, countries, identifiers; addresses,
// birth places and what else tells two parties apart.
std::string Describe(const Party& record);

}  // namespace lynceus::resolve
