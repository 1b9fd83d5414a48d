// `lynceus ownership`: verdicts in every form, owners and holdings, conformance cases; and the same
// cases through files, a snapshot and the service.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iterator>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "client/lynceus_client.h"
#include "lib/base/file.h"
#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_data.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::TempDir;
using ::testing::HasSubstr;

Ran Verdict(const std::string& id, const std::vector<std::string>& more) {
  std::vector<std::string> words{"ownership", "verdict", "--index", DemoIndex(), "--as-of", kAsOf};
  words.push_back(id);
  words.insert(words.end(), more.begin(), more.end());
  return Lynceus(words);
}

TEST(OwnershipTest, TheVerdictInEveryForm) {
  const Ran text = Verdict("demo:sakhalin1", {});
  EXPECT_EQ(text.code, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("UNDETERMINED"));
  const Ran json = Verdict("demo:sakhalin1", {"--format", "json"});
  ASSERT_EQ(json.code, 0) << json.err;
  const auto judged = ParseJson(json.out);
  EXPECT_EQ(KeysOf(judged), "entity_id name as_of ownership");
  std::map<std::string, std::string> verdicts;
  for (const auto& each : judged["ownership"].GetArray()) {
    verdicts[Text(each, "regime")] = Text(each, "verdict");
    EXPECT_THAT(KeysOf(each), HasSubstr("regime verdict basis measure text blocked_share "
                                        "unstated_share opaque evidence"));
  }
  EXPECT_EQ(verdicts["us-ofac"], "UNDETERMINED");
  EXPECT_EQ(verdicts["uk"], "NO");
  const Ran one = Verdict("demo:sakhalin1", {"--regime", "uk", "--format", "json"});
  EXPECT_EQ(ParseJson(one.out)["ownership"].Size(), 1u);
  const Ran dot = Verdict("demo:kasai", {"--format", "dot"});
  EXPECT_EQ(dot.code, 0) << dot.err;
  EXPECT_THAT(dot.out, HasSubstr("digraph"));
}

TEST(OwnershipTest, ThePictureWhereDotIsInstalled) {
  if (RunProgram("/bin/sh", {"-c", "command -v dot"}).code != 0) GTEST_SKIP() << "no dot";
  const Ran svg = Verdict("demo:kasai", {"--format", "svg"});
  EXPECT_EQ(svg.code, 0) << svg.err;
  EXPECT_THAT(svg.out, HasSubstr("<svg"));
}

TEST(OwnershipTest, APictureShowsWhatStandsAroundTheProof) {
  const Ran dot = Verdict("demo:sakhalin1", {"--format", "dot", "--regime", "us-ofac"});
  EXPECT_EQ(dot.code, 0) << dot.err;
  EXPECT_THAT(dot.out, HasSubstr("as of 2026-11-01: UNDETERMINED"));
  EXPECT_THAT(dot.out, HasSubstr("\"demo:smng\" -> \"demo:sakhalin1\" "
                                 "[label=\"11.5 % to 41.5 %\\nfrom 2022-10-14\", penwidth=2.5]"));
  EXPECT_THAT(dot.out, HasSubstr("\"demo:sodeco\" -> \"demo:sakhalin1\" "
                                 "[label=\"30 %\\nfrom 2022-11-14\", color=gray50"));
}

TEST(RulesTest, TheCasesBesideThePacksAreRun) {
  const Ran ran = Lynceus({"rules", "test"});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("cases of regimes; 0 failed"));
}

TEST(OwnershipTest, TagsInTheWordsOfOthers) {
  const std::vector<std::string> words{"ownership", "tags", "--index",       DemoIndex(),
                                       "--as-of",   kAsOf,  "--tags",        "opensanctions",
                                       "--format",  "json", "ofac-sdn:34737"};
  const Ran json = Lynceus(words);
  ASSERT_EQ(json.code, 0) << json.err;
  const auto said = ParseJson(json.out);
  ASSERT_GT(said["tags"].Size(), 0U);
  EXPECT_EQ(KeysOf(said["tags"][0]), "entity_id name topic tie");
  EXPECT_EQ(Lynceus({"ownership", "tags", "--index", DemoIndex(), "--tags", "ours", "x"}).code, 2);
}

TEST(OwnershipTest, BeneficialOwners) {
  const auto ask = [](const std::vector<std::string>& more) {
    std::vector<std::string> words{"ownership", "beneficial", "--index",       DemoIndex(),
                                   "--as-of",   "2028-01-01", "demo:sakhalin1"};
    words.insert(words.end(), more.begin(), more.end());
    return Lynceus(words);
  };
  const Ran text = ask({"--regime", "eu-amlr"});
  EXPECT_EQ(text.code, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("SODECO (demo:sodeco): YES (owned), shares 30 % in the end"));
  EXPECT_THAT(text.out, HasSubstr("UNDETERMINED, shares more than 10 % to 50 % in the end"));
  const Ran json = ask({"--format", "json"});
  ASSERT_EQ(json.code, 0) << json.err;
  EXPECT_EQ(ParseJson(json.out)["beneficial_owners"].Size(), 6u);
  EXPECT_EQ(ask({"--regime", "uk"}).code, 1) << "no rule of beneficial owners";
}

TEST(OwnershipTest, WhatIfAndHistory) {
  const TempDir dir;
  const std::string changes = dir.Write(
      "changes.json",
      R"({"changes":[{"author":"A. Officer","reason":"sale of the contested part",)"
      R"("change":"set_interest","owner":"demo:smng","subject":"demo:sakhalin1","kind":"shares",)"
      R"("share":"11.5"}]})");
  const Ran what_if = Verdict("demo:sakhalin1", {"--changes", changes, "--regime", "us-ofac"});
  EXPECT_EQ(what_if.code, 0) << what_if.err;
  EXPECT_THAT(what_if.out, HasSubstr("with 1 changes that are not in the snapshot"));
  EXPECT_THAT(what_if.out, HasSubstr("us-ofac: NO, owned 20 % by blocked persons"));
  EXPECT_THAT(what_if.out, HasSubstr("[stated by A. Officer, sale of the contested part]"));
  const Ran history = Lynceus(
      {"ownership", "history", "--index", DemoIndex(), "--regime", "us-ofac", "demo:kasai"});
  EXPECT_EQ(history.code, 0) << history.err;
  EXPECT_THAT(history.out, HasSubstr("from 2015-01-01\n    us-ofac: YES (owned), owned 60 %"));
  const Ran wrong = Verdict("demo:sakhalin1", {"--changes", dir.Write("bad.json", "{}")});
  EXPECT_EQ(wrong.code, 1);
  EXPECT_THAT(wrong.err, HasSubstr("bad.json"));
}

TEST(OwnershipTest, OwnersAndHoldings) {
  const Ran owners = Lynceus({"ownership", "owners", "--index", DemoIndex(), "demo:sakhalin1"});
  EXPECT_EQ(owners.code, 0) << owners.err;
  EXPECT_THAT(owners.out, HasSubstr("4 interests in it"));
  const Ran holdings = Lynceus({"ownership", "holdings", "--index", DemoIndex(), "ofac-sdn:23252"});
  EXPECT_EQ(holdings.code, 0) << holdings.err;
  EXPECT_THAT(holdings.out, HasSubstr("Kasai Example Minerals"));
}

Ran Vectors(const std::string& file) {
  return Lynceus({"ownership", "vectors", "--rules", RulesPath(), file});
}

TEST(VectorsTest, AWrongExpectationFailsTheRun) {
  const TempDir dir;
  const auto cases = [&dir](const std::string& answer) {
    return dir.Write("v.json", absl::StrCat(R"({"vectors":[{"id":"half","listed":["X"],)",
                                            R"("edges":[{"owner":"X","asset":"A","share":50}],)",
                                            R"("joint_arrangements":[],"expected":{"OFAC":{"A":")",
                                            answer, R"("},"MARS":{"A":"NO"}}}]})"));
  };
  const Ran right = Vectors(cases("YES"));
  EXPECT_EQ(right.code, 0) << right.out << right.err;
  EXPECT_THAT(right.out, HasSubstr("1 cases, 1 expectations checked, 0 failed"));
  EXPECT_THAT(right.out, HasSubstr("skipped: MARS"));
  const Ran wrong = Vectors(cases("NO"));
  EXPECT_EQ(wrong.code, 1);
  EXPECT_THAT(wrong.out, HasSubstr("FAIL"));
  EXPECT_EQ(Vectors(dir.Write("bad.json", "{\"vectors\":")).code, 1);
}

TEST(VectorsTest, TheConformanceCasesHold) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const Ran ran = Vectors(*support::TestDataDir() + "/ownership/rule_vectors.json");
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("24 cases"));
  EXPECT_THAT(ran.out, HasSubstr(" 0 failed"));
}

// --- the same cases as files ---------------------------------------------------------------------

// A word a case, so that parties of two cases are no namesakes.
constexpr const char* kCaseWords[] = {
    "alder",  "birch",    "cedar",  "dogwood", "elm",      "fir",      "gorse",  "hazel",
    "ivy",    "juniper",  "kapok",  "larch",   "maple",    "nutmeg",   "oak",    "poplar",
    "quince", "rosewood", "spruce", "teak",    "umbrella", "viburnum", "willow", "yew"};

std::string IdOf(const std::string& prefix, const std::string& node) {
  std::string word;
  for (const char byte : node) {
    word += std::isalnum(static_cast<unsigned char>(byte)) != 0 ? byte : '-';
  }
  return prefix + "-" + word;
}

std::string PercentOf(const rapidjson::Value& value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value.GetDouble());
  return text;
}

std::string ShareText(const rapidjson::Value& share) {
  if (share.IsNull()) return "unknown";
  if (share.IsNumber()) return PercentOf(share);
  return absl::StrCat(share[1].GetInt() == 1 ? "(" : "[", PercentOf(share[0]), "..",
                      PercentOf(share[2]), share[3].GetInt() == 1 ? ")" : "]");
}

// A listed party, designated by every authority of the cases.
std::string ListedLines(const std::string& id) {
  std::string lines = absl::StrCat(R"({"id":")", id, R"(","caption":")", id,
                                   R"(","schema":"Company","properties":{"name":["Listed )", id,
                                   R"("]},"datasets":["cases"],"referents":[]})", "\n");
  for (const char* authority : {"Office of Foreign Assets Control", "European Union", "OFSI",
                                "State Secretariat for Economic Affairs", "Global Affairs Canada",
                                "Financial Services Commission"}) {
    absl::StrAppend(&lines, R"({"id":")", id, "-", std::string(authority).substr(0, 4),
                    R"(","caption":"listing","schema":"Sanction","properties":{"entity":[")", id,
                    R"("],"authority":[")", authority, R"("],"program":["Cases"],)",
                    R"("listingDate":["2020-01-01"]},"datasets":["cases"],"referents":[]})", "\n");
  }
  return lines;
}

struct CaseFiles {
  std::string ftm;
  std::string csv =
      "owner_id,owner_name,subject_id,subject_name,subject_schema,kind,share,"
      "joint_group\n";
};

// Every edge once; a member of a joint arrangement carries its group's word.
void AddCase(const rapidjson::Value& test, const std::string& prefix, CaseFiles& files) {
  for (const auto& listed : test["listed"].GetArray()) {
    files.ftm += ListedLines(IdOf(prefix, listed.GetString()));
  }
  std::map<std::string, std::string> group_of;
  for (const auto& group : test["joint_arrangements"].GetArray()) {
    for (const auto& member : group.GetArray()) group_of[member.GetString()] = "joint-1";
  }
  for (const auto& edge : test["edges"].GetArray()) {
    const std::string owner = IdOf(prefix, edge["owner"].GetString());
    const std::string asset = IdOf(prefix, edge["asset"].GetString());
    absl::StrAppend(&files.csv, "ftm:", owner, ",Party ", owner, ",ftm:", asset, ",Party ", asset,
                    ",Company,shares,\"", ShareText(edge["share"]), "\",",
                    group_of[edge["owner"].GetString()], "\n");
  }
}

struct Asked {
  std::string id;
  std::string regime;
  std::string as_of;
  std::string expected;
};

std::vector<Asked> QuestionsOf(const rapidjson::Value& test, const std::string& prefix) {
  const std::map<std::string, std::pair<std::string, std::string>> regimes = {
      {"OFAC", {"us-ofac", kAsOf}},
      {"EU_2024", {"eu-freeze", kAsOf}},
      {"EU_pre2024", {"eu-freeze", "2024-07-02"}},
      {"UK", {"uk", kAsOf}},
      {"CH", {"ch", kAsOf}},
      {"CA", {"ca", kAsOf}},
      {"KR_TF", {"kr", kAsOf}}};
  std::vector<Asked> asked;
  for (const auto& [word, regime] : regimes) {
    if (!test["expected"].HasMember(word.c_str())) continue;
    for (const auto& entity : test["expected"][word.c_str()].GetObject()) {
      asked.push_back({"ftm:" + IdOf(prefix, entity.name.GetString()), regime.first, regime.second,
                       entity.value.GetString()});
    }
  }
  return asked;
}

std::string WireAnswer(v1::Answer answer) {
  return v1::Answer_Name(answer).substr(std::string("ANSWER_").size());
}

TEST(VectorsTest, TheSameCasesThroughFilesASnapshotAndTheService) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const TempDir dir;
  const auto vectors =
      ParseJson(*ReadFile(*support::TestDataDir() + "/ownership/rule_vectors.json"));
  CaseFiles files;
  std::vector<Asked> questions;
  std::size_t number = 0;
  for (const auto& test : vectors["vectors"].GetArray()) {
    ASSERT_LT(number, std::size(kCaseWords));
    const std::string prefix = kCaseWords[number++];
    AddCase(test, prefix, files);
    const auto asked = QuestionsOf(test, prefix);
    questions.insert(questions.end(), asked.begin(), asked.end());
  }
  BuildIndex(dir / "s", {dir.Write("cases.ftm.json", files.ftm), dir.Write("i.csv", files.csv)});
  ASSERT_EQ(Lynceus({"log", "init", dir / "log"}).code, 0);
  const std::string config = dir.Write(
      "d.yaml", absl::StrCat("listen: 127.0.0.1:0\nplaintext: true\nsnapshot: ", dir / "s",
                             "\nlog: {directory: ", dir / "log", "}\ndrain_seconds: 0\n"));
  Daemon daemon(config, dir / "out", "");
  ASSERT_NE(daemon.target(), "") << *ReadFile(dir / "out");
  const auto client = Client::Connect({.target = daemon.target()});
  std::size_t checked = 0;
  std::set<std::string> through_program;  // a few: each starts a process
  for (const Asked& asked : questions) {
    grpc::ClientContext call;
    v1::VerdictRequest request;
    request.set_id(asked.id);
    request.add_regimes(asked.regime);
    request.set_as_of(asked.as_of);
    v1::VerdictResponse response;
    const grpc::Status status = client->ownership().Verdict(&call, request, &response);
    ASSERT_TRUE(status.ok()) << asked.id << status.error_message();
    ASSERT_EQ(response.verdicts_size(), 1);
    EXPECT_EQ(WireAnswer(response.verdicts(0).answer()), asked.expected)
        << asked.id << " " << asked.regime << " " << asked.as_of << "\n"
        << response.verdicts(0).ShortDebugString();
    ++checked;
    if (through_program.size() >= 12 || !through_program.insert(asked.id).second) continue;
    const Ran ran = Lynceus({"ownership", "verdict", "--index", dir / "s", asked.id, "--regime",
                             asked.regime, "--as-of", asked.as_of, "--format", "json"});
    EXPECT_EQ(Text(ParseJson(ran.out)["ownership"][0], "verdict"), asked.expected) << asked.id;
  }
  EXPECT_EQ(checked, 226u);
  EXPECT_EQ(daemon.Stop(), 0);
}

}  // namespace
}  // namespace lynceus::e2e
