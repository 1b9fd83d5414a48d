#include "lib/sources/report.h"

#include <utility>

#include "lib/base/digest.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/sources/list_file.h"

namespace lynceus::sources {

void CountEntity(const Entity& entity, LoadReport& report) {
  ++report.entities;
  report.names += entity.names.size();
  report.identifiers += entity.identifiers.size();
  report.addresses += entity.addresses.size();
  report.dates += entity.birth_dates.size() + entity.founded_dates.size();
}

void Skip(LoadReport& report, std::string place, std::string reason) {
  ++report.skipped_total;
  if (report.skipped.size() >= limits::kReportedProblemsMax) return;
  report.skipped.push_back({.place = std::move(place), .reason = std::move(reason)});
}

void AddWarning(LoadReport& report, std::string warning) {
  if (report.warnings.size() >= limits::kReportedProblemsMax) {
    report.warnings.back() = "there are more warnings than are listed";
    return;
  }
  report.warnings.push_back(std::move(warning));
}

absl::Status AddFile(const std::string& path, SourceInfo& source) {
  LYNCEUS_ASSIGN_OR_RETURN(const Sha256 digest, Sha256OfFile(FileOnDisk(path)));
  source.files.emplace_back(BaseName(path));
  source.digests.push_back(ToHex(digest));
  return absl::OkStatus();
}

}  // namespace lynceus::sources
