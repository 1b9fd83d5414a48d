// `lynceus index`, `entity`, `rules`, `selftest`, and what a damaged or wrong input gives.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "lib/base/file.h"
#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/support/temp_dir.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::TempDir;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(UsageTest, WrongUsageExitsWithTwo) {
  const std::vector<std::vector<std::string>> wrong = {
      {},
      {"no-such-command"},
      {"index"},
      {"index", "build"},
      {"index", "build", "--out", "x"},
      {"index", "info"},
      {"index", "build", "--out", "x", "--allow", "anything", "f"},
      {"index", "diff", "x"},
      {"screen", "--format", "xml"},
      {"screen", "--name", "x"},
      {"screen", "--name", "x", "--index", "a", "--server", "b"},
      {"screen", "--name", "x", "--index", "a", "--log", "b", "--no-log"},
      {"screen", "--name", "x", "--server", "127.0.0.1:1", "--no-log"},
      {"screen", "--index", "a", "--no-log", "--name", "x", "--as-of", "yesterday"},
      {"screen", "--index", "a", "--no-log", "--name", "x", "--no-such-option"},
      {"batch", "--index", "a", "--no-log", "--in", "x"},
      {"batch", "--index", "a", "--no-log", "--in", "x", "--out", "y", "--map", "nothing"},
      {"batch", "--index", "a", "--no-log", "--in", "x", "--out", "y", "--jobs", "-1"},
      {"log", "show", "x", "-1"},
      {"log", "list", "x", "--limit", "-3"},
      {"log", "show", "x", "99999999999999999999999"},
      {"log", "list", "x", "--from", "2026-12-31", "--to", "2026-12-01"},
      {"log", "explain", "x", "0", "--against", "Sovcombank"},
      {"log", "explain", "x", "0", "--against", "OFAC-SDN:34737"},
      {"compare", "one"},
      {"compare", "one", "two", "three"},
      {"compare", "--pairs", "x"},
      {"compare", "one", "two", "--schema", "Bicycle"},
      {"eval"},
      {"eval", "f", "--preset", "nothing"},
      {"eval", "f", "--fold", "6"},
      {"tune", "--index", "a"},
      {"ownership", "verdict", "--index", "a"},
      {"ownership", "verdict", "--index", "a", "b", "--format", "png"},
      {"log", "show", "a", "first"},
      {"log", "verify"},
  };
  for (const auto& words : wrong) {
    const Ran ran = Lynceus(words);
    EXPECT_EQ(ran.code, 2) << ::testing::PrintToString(words) << ran.err;
    EXPECT_NE(ran.err + ran.out, "") << ::testing::PrintToString(words);
  }
}

// An SDN.CSV of entities 1 to `count`.
std::string SdnOf(int count) {
  std::string csv;
  for (int i = 1; i <= count; ++i) {
    csv += std::to_string(i) + ",\"INVENTED NAME " + std::to_string(i) +
           "\",-0- ,\"GLOMAG\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n";
  }
  return csv + "\x1a";
}

TEST(PreviousTest, ABrokenListStopsTheBuildAndChangesAreListed) {
  const TempDir dir;
  const std::string whole = dir.Write("whole.csv", SdnOf(30));
  const std::string half = dir.Write("half.csv", SdnOf(15));
  const std::string a = dir / "a";
  const std::string b = dir / "b";
  ASSERT_EQ(Lynceus({"index", "build", "--out", a, "--quiet", whole}).code, 0);
  const Ran refused = Lynceus({"index", "build", "--out", b, "--previous", a, "--quiet", half});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("it shrinks from 30 to 15 entities"));
  EXPECT_FALSE(std::filesystem::exists(b));
  const Ran allowed = Lynceus(
      {"index", "build", "--out", b, "--previous", a, "--quiet", "--allow", "shrink", half});
  EXPECT_EQ(allowed.code, 0) << allowed.err;
  EXPECT_THAT(allowed.out, HasSubstr("ALLOWED: ofac-sdn: it shrinks from 30 to 15"));
  EXPECT_THAT(allowed.out, HasSubstr("added 0, removed 15, changed 0"));
  const Ran diff = Lynceus({"index", "diff", a, b});
  EXPECT_EQ(diff.code, 0);
  EXPECT_THAT(diff.out, HasSubstr("removed ofac-sdn:30  INVENTED NAME 30"));
  EXPECT_THAT(diff.out, HasSubstr("ofac-sdn: added 0, removed 15, changed 0, of another party 0"));
  EXPECT_THAT(Lynceus({"index", "diff", a, a}).out, HasSubstr("no record differs"));
  const Ran json = Lynceus({"index", "diff", a, b, "--format", "json"});
  EXPECT_THAT(json.out, HasSubstr(R"({"change":"removed","id":"ofac-sdn:16")"));
  EXPECT_THAT(Lynceus({"index", "info", b}).out, HasSubstr("ALLOWED"));
}

TEST(KindsTest, EveryFormatIsListed) {
  const Ran kinds = Lynceus({"index", "kinds"});
  EXPECT_EQ(kinds.code, 0);
  for (const char* kind : {"ofac-sdn-csv", "un-xml", "eu-xml", "gleif-rr-xml", "bods-json"}) {
    EXPECT_THAT(kinds.out, HasSubstr(kind));
  }
}

TEST(UsageTest, HelpAndVersionAreNoErrors) {
  EXPECT_EQ(Lynceus({"--help"}).code, 0);
  const Ran version = Lynceus({"--version"});
  EXPECT_EQ(version.code, 0);
  EXPECT_THAT(version.out, HasSubstr("lynceus 0."));
}

TEST(FailureTest, AFailureExitsWithOneAndNamesItsSubject) {
  const TempDir dir;
  const std::string empty = dir / "empty";
  std::filesystem::create_directory(empty);
  const struct {
    std::vector<std::string> words;
    std::string named;
  } cases[] = {
      {{"index", "info", dir / "absent"}, "absent"},
      {{"index", "info", empty}, "empty"},
      {{"index", "verify", empty}, "empty"},
      {{"screen", "--index", empty, "--no-log", "--name", "X Y"}, "empty"},
      {{"screen", "--index", dir / "absent", "--no-log", "--name", "X Y"}, "absent"},
      {{"screen", "--index", DemoIndex(), "--log", empty, "--name", "X Y"}, "empty"},
      {{"screen", "--index", DemoIndex(), "--no-log", "--name", "Sov", "--birth-date", "1.2.3"},
       "birthDate"},
      {{"screen", "--index", DemoIndex(), "--no-log", "--name", "Sov", "--country", "Atlantis"},
       "country"},
      {{"screen", "--index", DemoIndex(), "--no-log", "--name", "Sov", "--owner", "A=101"},
       "owner"},
      {{"screen", "--index", DemoIndex(), "--no-log", "--name", "Sov", "--id", "shoeSize:44"},
       "shoeSize"},
      {{"batch", "--index", DemoIndex(), "--no-log", "--in", dir / "absent.csv", "--out",
        dir / "out"},
       "absent.csv"},
      {{"ownership", "verdict", "--index", DemoIndex(), "no:such"}, "no:such"},
      {{"ownership", "verdict", "--index", DemoIndex(), "demo:rjif", "--regime", "mars"}, "mars"},
      {{"ownership", "owners", "--index", DemoIndex(), "no:such"}, "no:such"},
      {{"ownership", "holdings", "--index", DemoIndex(), "no:such"}, "no:such"},
      {{"ownership", "vectors", dir / "absent.json"}, "absent.json"},
      {{"entity", "--index", DemoIndex(), "no:such"}, "no:such"},
      {{"rules", "check", dir / "absent"}, "absent"},
      {{"selftest", "--index", empty}, "empty"},
      {{"log", "verify", empty}, "empty"},
      {{"log", "show", empty, "0"}, "empty"},
      {{"compare", "--pairs", dir / "absent.csv", "--out", dir / "out"}, "absent.csv"},
      {{"compare", "--entities", dir / "absent.jsonl", "--out", dir / "out"}, "absent.jsonl"},
      {{"index", "build", "--out", dir / "s", dir / "absent.csv"}, "absent.csv"},
  };
  for (const auto& test : cases) {
    const Ran ran = Lynceus(test.words);
    EXPECT_EQ(ran.code, 1) << ::testing::PrintToString(test.words) << ran.out << ran.err;
    EXPECT_THAT(ran.err, HasSubstr(test.named)) << ::testing::PrintToString(test.words);
  }
}

TEST(FailureTest, TheErrorIsJsonWhereJsonIsAskedFor) {
  const TempDir dir;
  const Ran ran = Lynceus({"index", "info", "--format", "json", dir / "absent"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "");
  const auto error = ParseJson(ran.err);
  ASSERT_TRUE(error.HasMember("error")) << ran.err;
  for (const char* key : {"code", "subject", "cause"}) {
    EXPECT_TRUE(error["error"].HasMember(key)) << ran.err;
  }
}

TEST(IndexTest, BuildsDescribesAndVerifies) {
  const Ran info = Lynceus({"index", "info", DemoIndex()});
  EXPECT_EQ(info.code, 0) << info.err;
  EXPECT_THAT(info.out, HasSubstr("parties"));
  const Ran json = Lynceus({"index", "info", "--format", "json", DemoIndex()});
  ASSERT_EQ(json.code, 0) << json.err;
  const auto manifest = ParseJson(json.out);
  for (const char* key : {"content_digest", "package_digest", "sources", "files", "icu_version",
                          "engine", "rules_digest"}) {
    EXPECT_TRUE(manifest.HasMember(key)) << key;
  }
  EXPECT_EQ(Lynceus({"index", "verify", DemoIndex()}).code, 0);
  EXPECT_EQ(Lynceus({"index", "info", "--fragments", DemoIndex()}).code, 0);
  EXPECT_EQ(Lynceus({"index", "info", "--skipped", DemoIndex()}).code, 0);
}

TEST(IndexTest, TheSameInputGivesTheSameContent) {
  const TempDir dir;
  std::vector<std::string> files = DemoFiles();
  std::reverse(files.begin(), files.end());
  BuildIndex(dir / "again", files);
  const auto digest = [](const std::string& index) {
    return Text(ParseJson(Lynceus({"index", "info", "--format", "json", index}).out),
                "content_digest");
  };
  EXPECT_EQ(digest(dir / "again"), digest(DemoIndex()));
}

TEST(IndexTest, AnExistingTargetIsRefusedWithoutReplace) {
  const TempDir dir;
  BuildIndex(dir / "s", {SourcePath("deploy/demo/un.xml")});
  const std::string before = *ReadFile(dir / "s/manifest.json");
  const Ran refused = Lynceus({"index", "build", "--quiet", "--rules", RulesPath(), "--out",
                               dir / "s", SourcePath("deploy/demo/sdn.csv")});
  EXPECT_EQ(refused.code, 1) << refused.err;
  EXPECT_EQ(*ReadFile(dir / "s/manifest.json"), before);
  const Ran replaced = Lynceus({"index", "build", "--quiet", "--replace", "--rules", RulesPath(),
                                "--out", dir / "s", SourcePath("deploy/demo/sdn.csv")});
  EXPECT_EQ(replaced.code, 0) << replaced.err;
  EXPECT_NE(*ReadFile(dir / "s/manifest.json"), before);
  EXPECT_EQ(Lynceus({"index", "verify", dir / "s"}).code, 0);
}

TEST(IndexTest, ReplaceNeverTouchesWhatIsNoSnapshot) {
  const TempDir dir;
  std::filesystem::create_directory(dir / "s");
  dir.Write("s/diary.txt", "keep me");
  const Ran ran = Lynceus({"index", "build", "--quiet", "--replace", "--rules", RulesPath(),
                           "--out", dir / "s", SourcePath("deploy/demo/un.xml")});
  EXPECT_EQ(ran.code, 1) << ran.err;
  EXPECT_EQ(*ReadFile(dir / "s/diary.txt"), "keep me");
}

TEST(IndexTest, AnInterruptedBuildLeavesNothingBehind) {
  const TempDir dir;
  std::filesystem::create_directory(dir / "out");
  dir.Write("cut.xml", ReadFile(SourcePath("deploy/demo/un.xml"))->substr(0, 900));
  const struct {
    const char* why;
    std::vector<std::string> files;
  } cases[] = {
      {"a truncated list after whole ones",
       {SourcePath("deploy/demo/sdn.csv"), SourcePath("deploy/demo/interests.csv"),
        dir / "cut.xml"}},
      {"a missing file after whole ones", {SourcePath("deploy/demo/sdn.csv"), dir / "absent.csv"}},
  };
  for (const auto& test : cases) {
    std::vector<std::string> words{"index",     "build", "--quiet",    "--rules",
                                   RulesPath(), "--out", dir / "out/s"};
    words.insert(words.end(), test.files.begin(), test.files.end());
    const Ran ran = Lynceus(words);
    EXPECT_EQ(ran.code, 1) << test.why;
    EXPECT_THAT(ran.err, HasSubstr(BaseName(test.files.back()))) << test.why;
    EXPECT_THAT(FilesBelow(dir / "out"), IsEmpty()) << test.why;
  }
}

TEST(IndexTest, AChangedByteIsFoundAndNamed) {
  for (const std::string& whole : FilesBelow(DemoIndex())) {
    const std::string name = whole.substr(DemoIndex().size() + 1);
    const std::size_t size = std::filesystem::file_size(whole);
    if (size == 0) continue;
    const TempDir dir;
    CopyTree(DemoIndex(), dir / "s");
    ChangeByte(dir / "s/" + name, size / 2);
    const Ran verify = Lynceus({"index", "verify", dir / "s"});
    EXPECT_EQ(verify.code, 1) << name << verify.out;
    EXPECT_THAT(verify.err, HasSubstr(BaseName(name))) << name;
  }
}

// Without a full check a screening touches only the blocks it needs: it fails or it is right.
TEST(IndexTest, AScreenOverAChangedByteFailsOrIsRight) {
  const auto screen = [](const std::string& index) {
    return Lynceus({"screen", "--index", index, "--no-log", "--as-of", kAsOf, "--name",
                    "Kama River Equipment Leasing", "--schema", "Company", "--format", "json"});
  };
  const Ran right = screen(DemoIndex());
  ASSERT_EQ(right.code, 0) << right.err;
  int failed = 0;
  for (const std::string& whole : FilesBelow(DemoIndex())) {
    const std::string name = whole.substr(DemoIndex().size() + 1);
    const std::size_t size = std::filesystem::file_size(whole);
    for (const std::size_t offset : {size / 4, size / 2, 3 * size / 4}) {
      if (size == 0) continue;
      const TempDir dir;
      CopyTree(DemoIndex(), dir / "s");
      ChangeByte(dir / "s/" + name, offset);
      const Ran ran = screen(dir / "s");
      if (ran.code == 0) {
        EXPECT_EQ(ran.out, right.out) << name << " byte " << offset;
      } else {
        EXPECT_EQ(ran.code, 1) << name << " byte " << offset << ran.err;
        EXPECT_EQ(ran.out, "") << name << " byte " << offset;
        ++failed;
      }
    }
  }
  EXPECT_GT(failed, 0) << "no damage was ever met: the test touches nothing";
}

TEST(EntityTest, ShowsAPartyUnderEachOfItsIds) {
  const Ran text = Lynceus({"entity", "--index", DemoIndex(), "ofac-sdn:34737"});
  EXPECT_EQ(text.code, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("SOVCOMBANK"));
  const Ran first =
      Lynceus({"entity", "--index", DemoIndex(), "ofac-sdn:34737", "--format", "json"});
  ASSERT_EQ(first.code, 0) << first.err;
  const auto party = ParseJson(first.out);
  EXPECT_EQ(KeysOf(party),
            "entity_id ids schema names birth_dates founded_dates countries identifiers addresses "
            "properties designations");
  ASSERT_GT(party["ids"].Size(), 1u) << first.out;
  for (const auto& id : party["ids"].GetArray()) {
    const Ran again =
        Lynceus({"entity", "--index", DemoIndex(), id.GetString(), "--format", "json"});
    EXPECT_EQ(again.out, first.out) << id.GetString();
  }
}

TEST(RulesTest, ThePacksHaveNoProblemAndABrokenOneIsNamed) {
  const Ran good = Lynceus({"rules", "check", RulesPath()});
  EXPECT_EQ(good.code, 0) << good.out << good.err;
  const TempDir dir;
  CopyTree(RulesPath(), dir / "rules");
  std::vector<std::string> files = FilesBelow(dir / "rules/regimes");
  std::erase_if(files, [](const std::string& file) { return !file.ends_with(".yaml"); });
  ASSERT_FALSE(files.empty());
  dir.Write("rules/regimes/" + BaseName(files.front()), *ReadFile(files.front()) + "colour: red\n");
  const Ran bad = Lynceus({"rules", "check", dir / "rules"});
  EXPECT_EQ(bad.code, 1) << bad.out;
  EXPECT_THAT(bad.out, HasSubstr(BaseName(files.front())));
  EXPECT_THAT(bad.out, HasSubstr("colour"));
}

TEST(SelftestTest, EveryListedNameHitsItsOwnParty) {
  const TempDir dir;
  const std::string page = dir / "selftest.html";
  const Ran text = Lynceus({"selftest", "--index", DemoIndex(), "--per-kind", "5", "--html", page});
  EXPECT_EQ(text.code, 0) << text.out << text.err;
  EXPECT_THAT(text.out, HasSubstr("every name as listed hits its own party"));
  EXPECT_THAT(ReadFile(page).value_or(""), HasSubstr("<svg"));
  const Ran json =
      Lynceus({"selftest", "--index", DemoIndex(), "--per-kind", "5", "--format", "json"});
  EXPECT_EQ(json.code, 0) << json.err;
  const auto report = ParseJson(json.out);
  ASSERT_TRUE(report.HasMember("sections")) << json.out;
  const auto& listed = report["sections"]["listed"]["at_threshold"];
  EXPECT_GT(listed["trials"].GetInt64(), 10);
  EXPECT_EQ(listed["trials"].GetInt64(), listed["hits"].GetInt64());
}

TEST(SelftestTest, APageThatCannotBeWrittenIsSaidFirst) {
  const Ran ran = Lynceus({"selftest", "--index", DemoIndex(), "--html", "/no/such/place.html"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr("/no/such/place.html"));
}

}  // namespace
}  // namespace lynceus::e2e
