#pragma once
// Counting into a LoadReport, the same way for every loader.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "lib/model/entity.h"
#include "lib/model/load_report.h"

namespace lynceus::sources {

// Adds one entity and what it holds to the counts.
void CountEntity(const Entity& entity, LoadReport& report);

// Names a record that was not loaded; beyond limits::kReportedProblemsMax it is only counted.
void Skip(LoadReport& report, std::string place, std::string reason);

// Adds a warning; beyond limits::kReportedProblemsMax it is dropped and the last one says so.
void AddWarning(LoadReport& report, std::string warning);

// Adds the file's base name and the hex SHA-256 of its bytes to the source. Errors: those of
// reading it.
absl::Status AddFile(const std::string& path, SourceInfo& source);

}  // namespace lynceus::sources
