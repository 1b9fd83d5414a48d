// Presets from outside: by option and by request, named in every answer and in the record; and a
// threshold that the snapshot cannot keep is refused wherever it comes from.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/model/rules.h"
#include "lib/store/manifest.h"
#include "server/grpc_status.h"
#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/e2e/service_fixture.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::TempDir;
using ::testing::HasSubstr;

const char* const kPresets[] = {"default", "strict", "broad", "ofac"};
// A bank's name with three errors, which the first two do not find.
bool FindsSovokmbonk(const std::string& preset) { return preset == "broad" || preset == "ofac"; }

Ran Screen(const std::string& index, const std::vector<std::string>& more) {
  std::vector<std::string> words{"screen", "--index", index, "--no-log", "--format",
                                 "json",   "--as-of", kAsOf, "--name"};
  words.insert(words.end(), more.begin(), more.end());
  return Lynceus(words);
}

// A copy of the demonstration's snapshot that promises matches from `score_floor` on only.
void CopyWithFloor(const std::string& to, std::int32_t score_floor) {
  CopyTree(DemoIndex(), to);
  const std::string path = JoinPath(to, store::kManifestName);
  const auto text = ReadFile(path);
  ASSERT_TRUE(text.ok());
  auto manifest = store::ReadManifest(*text, path);
  ASSERT_TRUE(manifest.ok());
  EXPECT_EQ(manifest->score_floor, kScoreFloor);
  manifest->score_floor = score_floor;
  std::filesystem::remove(path);
  ASSERT_THAT(WriteFileDurably(path, store::WriteManifest(*manifest)), support::IsOk());
}

TEST(PresetOptionTest, IsUsedAndNamed) {
  EXPECT_EQ(Text(ParseJson(Screen(DemoIndex(), {"Sovokmbonk"}).out), "preset"), "default");
  for (const char* preset : kPresets) {
    const Ran ran = Screen(DemoIndex(), {"Sovokmbonk", "--preset", preset});
    EXPECT_EQ(ran.code, 0) << ran.err;
    const auto answer = ParseJson(ran.out);
    EXPECT_EQ(Text(answer, "preset"), preset);
    EXPECT_EQ(answer["hits"].Size() > 0, FindsSovokmbonk(preset)) << preset;
  }
  const Ran text = Lynceus({"screen", "--index", DemoIndex(), "--no-log", "--as-of", kAsOf,
                            "--name", "Sovcombank", "--preset", "strict"});
  EXPECT_THAT(text.out, HasSubstr("  preset strict  "));
}

TEST(PresetOptionTest, AnUnknownOneIsAnErrorOfEveryCommand) {
  const TempDir dir;
  const std::string book = dir.Write("book.csv", "id,name\nc1,Sovcombank\n");
  const std::string pairs =
      dir.Write("pairs.csv", "schema,name1,name2,is_match\nPerson,a,b,true\n");
  for (std::vector<std::string> words : std::vector<std::vector<std::string>>{
           {"screen", "--index", DemoIndex(), "--no-log", "--name", "Sovcombank"},
           {"batch", "--index", DemoIndex(), "--no-log", "--in", book, "--out", dir / "out"},
           {"compare", "--rules", RulesPath(), "Sovcombank", "Sovkombank"},
           {"eval", "--rules", RulesPath(), pairs},
           {"tune", "--index", DemoIndex(), "--book", book},
           {"selftest", "--index", DemoIndex(), "--per-kind", "1"}}) {
    words.insert(words.end(), {"--preset", "brod"});
    const Ran ran = Lynceus(words);
    EXPECT_EQ(ran.code, 2) << words[0];
    EXPECT_THAT(ran.err, HasSubstr("--preset: there is no preset brod. Do: use default, strict, "
                                   "broad, ofac"))
        << words[0];
  }
  EXPECT_FALSE(std::filesystem::exists(dir / "out")) << "nothing is written under another preset";
}

TEST(PresetOptionTest, BatchCompareEvalTuneAndSelftestFollowIt) {
  const TempDir dir;
  const std::string book = dir.Write("book.csv", "id,name\nc1,Sovokmbonk\n");
  for (const char* preset : kPresets) {
    const Ran batch = Lynceus({"batch", "--index", DemoIndex(), "--no-log", "--as-of", kAsOf,
                               "--in", book, "--out", dir / preset, "--preset", preset});
    EXPECT_EQ(batch.code, 0) << batch.err;
    const auto lines = ReadJsonLines(dir / preset);
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(Text(lines[0], "preset"), preset);
    const Ran compare = Lynceus({"compare", "--rules", RulesPath(), "--format", "json", "--preset",
                                 preset, "PUTIN", "PUNTI, Pere"});
    const auto compared = ParseJson(compare.out);
    EXPECT_EQ(Text(compared, "preset"), preset);
    EXPECT_EQ(compared["score"].GetDouble() > 0.85, std::string(preset) == "ofac") << preset;
    const Ran tune = Lynceus({"tune", "--index", DemoIndex(), "--book", book, "--format", "json",
                              "--from", "0.8", "--to", "0.9", "--preset", preset});
    EXPECT_EQ(Text(ParseJson(tune.out), "preset"), preset) << tune.err;
  }
  const std::string pairs =
      dir.Write("pairs.csv", "schema,name1,name2,is_match\nPerson,PUTIN,\"PUNTI, Pere\",true\n");
  const Ran eval =
      Lynceus({"eval", "--rules", RulesPath(), "--preset", "ofac", "--format", "json", pairs});
  const auto figures = ParseJson(eval.out);
  EXPECT_EQ(Text(figures["files"][0], "preset"), "ofac");
  const Ran selftest = Lynceus({"selftest", "--index", DemoIndex(), "--per-kind", "1", "--preset",
                                "broad", "--format", "json"});
  EXPECT_EQ(Text(ParseJson(selftest.out), "preset"), "broad") << selftest.err;
}

TEST(ScoreFloorTest, IsStatedAndHoldsForPolicyPresetAndRange) {
  const TempDir dir;
  const std::string index = dir / "snapshot";
  CopyWithFloor(index, 7'500);
  const std::string both =
      "the threshold of the preset default is 0.7000, and the snapshot was built to keep every "
      "match from 0.7500 on: below it matches would be lost. Do: raise match_score_min to 0.7500";
  const Ran policy = Screen(index, {"Sovcombank"});
  EXPECT_EQ(policy.code, 1);
  EXPECT_THAT(policy.err, HasSubstr("FAILED_PRECONDITION"));

  const Ran text = Lynceus({"screen", "--index", index, "--no-log", "--name", "Sovcombank"});
  EXPECT_THAT(text.err, HasSubstr(both));

  // A policy that keeps to it opens the snapshot; a preset that does not is refused all the same.
  CopyTree(RulesPath(), dir / "rules");
  const std::string policy_file = dir / "rules/policy/default.yaml";
  auto content = ReadFile(policy_file);
  ASSERT_TRUE(content.ok());
  content->replace(content->find("preset: default"), 15, "preset: strict");
  ASSERT_THAT(WriteFileDurably(policy_file, *content), support::IsOk());
  const std::vector<std::string> strict{"Sovcombank", "--rules", dir / "rules"};
  EXPECT_EQ(Text(ParseJson(Screen(index, strict).out), "preset"), "strict");
  for (const char* preset : {"default", "broad"}) {
    std::vector<std::string> words = strict;
    words.insert(words.end(), {"--preset", preset});
    const Ran ran = Screen(index, words);
    EXPECT_EQ(ran.code, 1) << preset;
    EXPECT_THAT(ran.err, HasSubstr(absl::StrCat("the preset ", preset))) << ran.err;
    EXPECT_THAT(ran.err, HasSubstr("0.7500"));
  }
  std::vector<std::string> ofac = strict;
  ofac.insert(ofac.end(), {"--preset", "ofac"});
  EXPECT_EQ(Screen(index, ofac).code, 0) << "it looks at every name";

  const std::string book = dir.Write("book.csv", "id,name\nc1,Sovcombank\n");
  const Ran tune = Lynceus({"tune", "--index", index, "--rules", dir / "rules", "--book", book,
                            "--from", "0.70", "--to", "0.9"});
  EXPECT_EQ(tune.code, 1);
  EXPECT_THAT(tune.err, HasSubstr("0.7500"));
}

TEST_F(ServiceTest, ARequestMayNameAPresetAndTheAnswerAndItsRecordDo) {
  StartService(BaseConfig());
  std::uint64_t records = 0;
  for (const char* preset : kPresets) {
    v1::ScreenRequest request = Ask("Sovokmbonk", "Company");
    request.set_preset(preset);
    v1::ScreenResponse response;
    ASSERT_TRUE(client_->Screen(request, &response).ok());
    EXPECT_EQ(response.preset(), preset);
    EXPECT_EQ(response.hits_size() > 0, FindsSovokmbonk(preset)) << preset;
    records = response.record().index();
    const Ran shown =
        Lynceus({"log", "show", dir_ / "log", std::to_string(records), "--format", "json"});
    EXPECT_EQ(Text(ParseJson(shown.out)["answer"], "preset"), preset) << shown.err;
  }
  v1::ScreenResponse response;
  ASSERT_TRUE(client_->Screen(Ask("Sovcombank", "Company"), &response).ok());
  EXPECT_EQ(response.preset(), "default") << "the policy's";

  v1::ScreenRequest unknown = Ask("Sovcombank", "Company");
  unknown.set_preset("brod");
  const grpc::Status status = client_->Screen(unknown, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(DetailOf(server::FromGrpc(status)).cause, "there is no preset brod");

  const Ran remote = Lynceus({"screen", "--server", target(), "--as-of", kAsOf, "--name",
                              "Sovcombank", "--preset", "ofac", "--format", "json"});
  EXPECT_EQ(Text(ParseJson(remote.out), "preset"), "ofac") << remote.err;
}

TEST_F(ServiceTest, AThresholdThatTheSnapshotCannotKeepIsRefused) {
  CopyWithFloor(dir_ / "narrow", 6'500);
  CopyWithFloor(dir_ / "narrower", 7'500);
  server::Config config = BaseConfig();
  config.snapshot = dir_ / "narrower";
  const auto refused = server::Service::Start(config);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(ErrorText(refused.status()), HasSubstr("0.7000"));
  EXPECT_THAT(ErrorText(refused.status()), HasSubstr("0.7500"));

  config.snapshot = dir_ / "narrow";
  StartService(config);
  v1::ScreenRequest request = Ask("Sovcombank", "Company");
  v1::ScreenResponse response;
  EXPECT_TRUE(client_->Screen(request, &response).ok());
  request.set_preset("broad");
  const grpc::Status status = client_->Screen(request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(status.error_message(), HasSubstr("0.6500"));

  grpc::ClientContext call;
  v1::ActivateSnapshotRequest activation;
  activation.set_directory(dir_ / "narrower");
  v1::ActivateSnapshotResponse activated;
  EXPECT_EQ(client_->admin().ActivateSnapshot(&call, activation, &activated).error_code(),
            grpc::StatusCode::FAILED_PRECONDITION);
}

}  // namespace
}  // namespace lynceus::e2e
