// `lynceus lists`, `lists fetch`, and `index build --lists`, against a publisher on this machine.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>

#include "lib/base/file.h"
#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/fetch/http_server.h"
#include "tests/support/temp_dir.h"

namespace lynceus::e2e {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string Entry(const std::string& key, const std::string& address, const std::string& kind,
                  const std::string& extension, bool by_default) {
  return "  - key: " + key + "\n    publisher: Publisher\n    title: Title of " + key +
         "\n    addresses: [\"" + address + "\"]\n    kind: " + kind +
         "\n    extension: " + extension +
         "\n    cadence: daily\n    licence: free of charge\n    size_max_mib: 1\n    "
         "by_default: " +
         (by_default ? "true" : "false") + "\n    status: unverified\n";
}

class CliListsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* name :
         {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) {
      ::unsetenv(name);
    }
    ::unsetenv("LYNCEUS_TEST_TOKEN");
    std::filesystem::copy(RulesPath(), rules_, std::filesystem::copy_options::recursive);
    dir_.Write(
        "rules/sources.yaml",
        "lists:\n" + Entry("un-sc", server_.Url("/un.xml"), "un-xml", "xml", true) +
            Entry("eu", server_.Url("/eu?t=${LYNCEUS_TEST_TOKEN}"), "ftm-json", "json", true) +
            Entry("other", server_.Url("/other"), "un-xml", "xml", false));
  }

  static std::string Body(const std::string& name) {
    return ReadFile(SourcePath("deploy/demo/" + name)).value_or("");
  }

  Ran Lists(std::vector<std::string> words) {
    words.insert(words.begin(), "lists");
    words.insert(words.end(), {"--rules", rules_, "--dir", lists_});
    return Lynceus(words);
  }

  support::TempDir dir_;
  const std::string rules_ = dir_ / "rules";
  const std::string lists_ = dir_ / "lists";
  const std::map<std::string, std::string> bodies_ = {{"/un.xml", Body("un.xml")},
                                                      {"/eu?t=abc", Body("eu_uk.ftm.json")}};
  fetch::HttpServer server_{[this](const fetch::HttpRequestSeen& request) {
    const auto body = bodies_.find(request.path);
    if (body == bodies_.end()) return fetch::Answer(404, "none");
    if (request.headers.contains("if-none-match")) return fetch::BareAnswer(304, "", {});
    return fetch::Answer(200, body->second, {"ETag: \"1\""});
  }};
};

TEST_F(CliListsTest, FromThePublisherToASnapshot) {
  const Ran first = Lists({"fetch"});
  EXPECT_EQ(first.code, 1) << first.err;
  EXPECT_THAT(first.out, AllOf(HasSubstr("un-sc"), HasSubstr(" new "),
                               HasSubstr("LYNCEUS_TEST_TOKEN is not set"), HasSubstr("Do: set"),
                               HasSubstr("2 lists: 1 new, 0 unchanged, 1 failed")));

  // One list is in use; the other is said not to be in the snapshot.
  const Ran partial = Lynceus(
      {"index", "build", "--quiet", "--rules", rules_, "--out", dir_ / "one", "--lists", lists_});
  EXPECT_EQ(partial.code, 0) << partial.err;
  EXPECT_THAT(partial.err, HasSubstr("eu holds no list in use: it is NOT in this snapshot"));

  ::setenv("LYNCEUS_TEST_TOKEN", "abc", 1);
  const Ran second = Lists({"fetch"});
  EXPECT_EQ(second.code, 0) << second.out;
  EXPECT_THAT(second.out,
              AllOf(HasSubstr("2 lists: 1 new, 1 unchanged, 0 failed"), Not(HasSubstr("abc"))));
  const Ran whole = Lynceus({"index", "build", "--quiet", "--rules", rules_, "--out", dir_ / "two",
                             "--lists", lists_, SourcePath("deploy/demo/interests.csv")});
  EXPECT_EQ(whole.code, 0) << whole.err;
  EXPECT_THAT(whole.err, IsEmpty());
  EXPECT_THAT(whole.out,
              AllOf(HasSubstr("un-xml"), HasSubstr("ftm-json"), HasSubstr("interests-csv")));
}

TEST_F(CliListsTest, TheTableShowsWhatIsKept) {
  const Ran bare = Lynceus({"lists", "--rules", rules_});
  EXPECT_EQ(bare.code, 0) << bare.err;
  EXPECT_THAT(bare.out, AllOf(HasSubstr("* un-sc"), HasSubstr("  other"), HasSubstr("daily"),
                              HasSubstr("unverified"), HasSubstr("free of charge")));
  EXPECT_EQ(Lists({"fetch", "un-sc"}).code, 0);
  const Ran kept = Lists({});
  EXPECT_EQ(kept.code, 0) << kept.err;
  EXPECT_THAT(kept.out, AllOf(HasSubstr("0 days old"), HasSubstr("kept: -")));
  const Ran json = Lists({"--format", "json"});
  const auto document = ParseJson(json.out);
  ASSERT_EQ(document["lists"].Size(), 3u);
  EXPECT_EQ(Text(document["lists"][0], "key"), "eu");
  EXPECT_TRUE(document["lists"][0]["kept"].IsNull());
  EXPECT_EQ(Text(document["lists"][2]["kept"], "url"), server_.Url("/un.xml"));

  ASSERT_TRUE(WriteFileDurably(lists_ + "/un-sc/current", "gone").ok());
  const Ran damaged = Lists({});
  EXPECT_EQ(damaged.code, 1);
  EXPECT_THAT(damaged.out, HasSubstr("DAMAGED"));
}

TEST_F(CliListsTest, ResultsAsJson) {
  const Ran ran = Lists({"fetch", "un-sc", "other", "--format", "json"});
  EXPECT_EQ(ran.code, 1);
  const auto document = ParseJson(ran.out);
  ASSERT_EQ(document["lists"].Size(), 2u);
  EXPECT_EQ(Text(document["lists"][0], "outcome"), "failed");
  EXPECT_EQ(Text(document["lists"][0]["error"], "code"), "NOT_FOUND");
  EXPECT_EQ(Text(document["lists"][1], "outcome"), "new");
}

TEST_F(CliListsTest, ADamagedListStopsTheBuild) {
  EXPECT_EQ(Lists({"fetch", "un-sc"}).code, 0);
  for (const std::string& path : FilesBelow(lists_)) {
    if (path.ends_with(".xml")) ChangeByte(path, 100);
  }
  const Ran ran = Lynceus(
      {"index", "build", "--quiet", "--rules", rules_, "--out", dir_ / "out", "--lists", lists_});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("SHA-256"), HasSubstr("fetch the list again")));
  EXPECT_FALSE(PathExists(dir_ / "out"));
}

TEST_F(CliListsTest, WrongUsage) {
  EXPECT_EQ(Lists({"fetch", "no-such-list"}).code, 2);
  EXPECT_EQ(Lists({"fetch", "un-sc", "--retries", "-1"}).code, 2);
  EXPECT_EQ(Lynceus({"lists", "fetch", "--rules", rules_}).code, 2);
  EXPECT_EQ(Lynceus({"lists", "fetsh"}).code, 2);
  const Ran none = Lynceus({"index", "build", "--out", dir_ / "out"});
  EXPECT_EQ(none.code, 2);
  EXPECT_THAT(none.err, HasSubstr("--lists DIR"));
  EXPECT_EQ(Lynceus({"index", "build", "--out", dir_ / "out", "--lists", dir_ / "none"}).code, 1);
}

}  // namespace
}  // namespace lynceus::e2e
