// Every scenario of this directory, from its rows to its decision. LYNCEUS_UPDATE_GOLDEN=1 rewrites
// the expectations; the difference is to be read like code.
#include <gtest/gtest.h>

#include <cctype>
#include <cstdlib>

#include "lib/base/file.h"
#include "lib/ingest/build.h"
#include "lib/screening/engine.h"
#include "lib/screening/evaluate.h"
#include "tests/scenarios/scenario.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::scenarios {
namespace {

using ::lynceus::support::IsOk;

constexpr std::size_t kScenariosMin = 14;

std::string Root() {
  const char* const directory = std::getenv("LYNCEUS_SOURCE_DIR");
  return directory == nullptr ? "." : directory;
}

std::vector<std::string> Files() {
  std::vector<std::string> files;
  const auto names = ListDirectory(JoinPath(Root(), "tests/scenarios"));
  for (const std::string& name : names.value_or(std::vector<std::string>())) {
    if (name.ends_with(".yaml")) files.push_back(JoinPath(Root(), "tests/scenarios/" + name));
  }
  return files;
}

class ScenarioTest : public ::testing::TestWithParam<std::string> {};

TEST_P(ScenarioTest, IsDecidedAsWritten) {
  const support::TempDir dir;
  const auto scenario = LoadScenario(GetParam(), dir.path());
  ASSERT_THAT(scenario, IsOk());
  ingest::BuildOptions options{.out_directory = dir / "snapshot",
                               .rules_directory = JoinPath(Root(), "rules"),
                               .engine = screening::EngineBuild()};
  for (const std::string& file : scenario->files)
    options.files.push_back({.path = file, .forced_kind = ""});
  ASSERT_THAT(ingest::BuildSnapshot(options), IsOk());
  const auto engine = screening::OpenEngine({.snapshot_directory = dir / "snapshot"});
  ASSERT_THAT(engine, IsOk());
  const auto core = screening::Evaluate(scenario->query, scenario->as_of, **engine);
  ASSERT_THAT(core, IsOk());
  const std::string got = Describe(*core);
  if (std::getenv("LYNCEUS_UPDATE_GOLDEN") != nullptr) {
    ASSERT_THAT(RewriteExpectation(GetParam(), got), IsOk());
    return;
  }
  EXPECT_EQ(got, scenario->expected) << GetParam();
}

std::string TestWord(const ::testing::TestParamInfo<std::string>& file) {
  std::string name = BaseName(file.param);
  for (char& byte : name) {
    if (std::isalnum(static_cast<unsigned char>(byte)) == 0) byte = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Files, ScenarioTest, ::testing::ValuesIn(Files()), TestWord);

TEST(ScenariosTest, TheFilesAreThere) { EXPECT_GE(Files().size(), kScenariosMin); }

}  // namespace
}  // namespace lynceus::scenarios
