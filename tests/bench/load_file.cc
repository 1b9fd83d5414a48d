// Loads list and registry files into nothing and says how long it took and how much memory: what
// reading alone costs, without store, resolution and indexes.
//
//   load_file FILE...     files of one list, as for `lynceus index build`
#include <sys/resource.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "lib/base/status.h"
#include "lib/sources/loader.h"

namespace lynceus {
namespace {

// Takes everything and keeps nothing.
class EmptySink final : public sources::RecordSink {
 public:
  absl::Status AddEntity(Entity) override { return absl::OkStatus(); }
  absl::Status AddDesignation(Designation) override { return absl::OkStatus(); }
  absl::Status AddInterest(Interest) override { return absl::OkStatus(); }
  absl::Status AddFragment(UnparsedFragment) override { return absl::OkStatus(); }
};

std::int64_t PeakKiB() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

absl::Status Load(const std::vector<sources::InputFile>& files) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<sources::FileGroup> groups,
                           sources::GroupFiles(files));
  for (const sources::FileGroup& group : groups) {
    EmptySink sink;
    const auto begin = std::chrono::steady_clock::now();
    LYNCEUS_ASSIGN_OR_RETURN(const LoadReport report, sources::LoadGroup(group, sink));
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    std::printf("%s: %ju records, %ju entities, %ju designations, %ju interests, %.1f s, ",
                group.kind.c_str(), static_cast<std::uintmax_t>(report.records_read),
                static_cast<std::uintmax_t>(report.entities),
                static_cast<std::uintmax_t>(report.designations),
                static_cast<std::uintmax_t>(report.interests), seconds.count());
    std::printf("at most %jd MiB so far\n", static_cast<std::intmax_t>(PeakKiB() / 1024));
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace lynceus

int main(int argc, char** argv) {
  std::vector<lynceus::sources::InputFile> files;
  for (int i = 1; i < argc; ++i) files.push_back(lynceus::sources::ParseInputFile(argv[i]));
  const absl::Status status = lynceus::Load(files);
  if (!status.ok()) std::fprintf(stderr, "%s\n", lynceus::ErrorText(status).c_str());
  return status.ok() ? 0 : 1;
}
