// The snapshot lives in a temporary directory that goes away with the process.
#include "tests/screening/demo_engine.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/ingest/build.h"
#include "tests/support/temp_dir.h"

namespace lynceus::screening {
namespace {

std::string SourceDirectory() {
  const char* const directory = std::getenv("LYNCEUS_SOURCE_DIR");
  LYNCEUS_CHECK(directory != nullptr);
  return directory;
}

}  // namespace

std::vector<std::string> DemoFiles() {
  std::vector<std::string> files;
  for (const char* name : {"sdn.csv", "alt.csv", "add.csv", "un.xml", "eu_uk.ftm.json",
                           "ownership.bods.json", "interests.csv"}) {
    files.push_back(JoinPath(SourceDirectory(), std::string("deploy/demo/") + name));
  }
  return files;
}

void BuildSnapshotAt(const std::string& out, const std::vector<std::string>& files) {
  ingest::BuildOptions options{.out_directory = out,
                               .rules_directory = JoinPath(SourceDirectory(), "rules"),
                               .engine = EngineBuild()};
  for (const std::string& file : files) options.files.push_back(sources::ParseInputFile(file));
  const auto built = ingest::BuildSnapshot(options);
  ASSERT_TRUE(built.ok()) << ErrorText(built.status());
}

const Engine& DemoEngine() {
  static const support::TempDir directory;
  static const std::shared_ptr<const Engine> engine = [] {
    BuildSnapshotAt(directory / "snapshot", DemoFiles());
    auto opened = OpenEngine({.snapshot_directory = directory / "snapshot", .verify_all = true});
    EXPECT_TRUE(opened.ok()) << ErrorText(opened.status());
    LYNCEUS_CHECK(opened.ok());
    return *opened;
  }();
  return *engine;
}

}  // namespace lynceus::screening
