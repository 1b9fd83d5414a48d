// Whole builds of small invented lists: what stands in the snapshot, that equal inputs give equal
// contents, and that errors leave nothing behind.
#include "lib/ingest/build.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "lib/names/analyzed_name.h"
#include "lib/ownership/owner_graph.h"
#include "lib/retrieval/candidate_index.h"
#include "tests/ingest/sample_lists.h"
#include "tests/support/status_matchers.h"

namespace lynceus::ingest {
namespace {

using support::IsOk;
using support::StatusIs;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string RulesDirectory() {
  const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
  return JoinPath(root == nullptr ? "." : root, "rules");
}

BuildOptions Options(std::vector<sources::InputFile> files, std::string out) {
  return {.files = std::move(files),
          .out_directory = std::move(out),
          .rules_directory = RulesDirectory(),
          .engine = "lynceus test"};
}

// One build that all questions are put to.
class BuildTest : public ::testing::Test {
 protected:
  struct Built {
    const support::TempDir dir;
    const SampleFiles files{dir};
    const std::string out = dir / "snap";
    BuildResult result;
    std::shared_ptr<const store::Snapshot> snapshot;
  };

  static void SetUpTestSuite() {
    built_ = new Built();
    const auto result = BuildSnapshot(Options(built_->files.All(), built_->out));
    ASSERT_THAT(result, IsOk());
    built_->result = *result;
    const auto snapshot = store::Snapshot::Open(built_->out, {.verify_all = true});
    ASSERT_THAT(snapshot, IsOk());
    built_->snapshot = *snapshot;
  }
  static void TearDownTestSuite() {
    delete built_;
    built_ = nullptr;
  }

  void SetUp() override {
    ASSERT_NE(built_->snapshot, nullptr);
    snapshot_ = built_->snapshot;
    result_ = built_->result;
  }

  Party PartyOf(const std::string& id) const {
    const auto number = snapshot_->NumberOf(id);
    EXPECT_THAT(number, IsOk());
    const auto party = snapshot_->PartyByNumber(number.value_or(0));
    EXPECT_THAT(party, IsOk());
    return party.value_or(Party());
  }

  // The canonical ids of parties whose names share an anchor with the name asked for.
  std::vector<std::string> Found(const std::string& name) const {
    const auto analyzer = names::Analyzer::Load(JoinPath(RulesDirectory(), "names"));
    const auto index = retrieval::CandidateIndex::Open(snapshot_->candidate_blocks());
    EXPECT_THAT(index, IsOk());
    std::vector<names::Anchor> anchors;
    (*analyzer)->Anchors(*(*analyzer)->Analyze(name, Schema::kUnknown), true, anchors);
    std::vector<retrieval::NameNumber> numbers;
    EXPECT_THAT((*index)->Candidates(anchors, numbers), IsOk());
    std::vector<std::string> ids;
    for (const retrieval::NameNumber number : numbers) {
      retrieval::IndexedName indexed;
      EXPECT_THAT((*index)->Decode(number, indexed), IsOk());
      const auto party = snapshot_->PartyByNumber(indexed.entity);
      EXPECT_LT(indexed.ordinal, party->entity.names.size());
      ids.push_back(party->entity.id);
    }
    return ids;
  }

  const LoadReport& ReportOf(const std::string& key) const {
    for (const LoadReport& report : result_.manifest.sources) {
      if (report.source.key == key) return report;
    }
    ADD_FAILURE() << "no report of " << key;
    return result_.manifest.sources.front();
  }

  static Built* built_;
  const support::TempDir dir_;  // of this test alone
  const SampleFiles& files_ = built_->files;
  const std::string& out_ = built_->out;
  BuildResult result_;
  std::shared_ptr<const store::Snapshot> snapshot_;
};

BuildTest::Built* BuildTest::built_ = nullptr;

TEST_F(BuildTest, EveryRecordIsAParty) {
  EXPECT_EQ(result_.manifest.parties, 10u);  // 4 listed, 5 of the registry, 1 undescribed
  const Party zetvar = PartyOf("ofac-sdn:9001");
  EXPECT_EQ(zetvar.entity.caption(), "ZETVAR TRADING LLC");
  EXPECT_EQ(zetvar.entity.names.size(), 2u);
  EXPECT_EQ(zetvar.entity.addresses.size(), 1u);
  EXPECT_THAT(zetvar.designations,
              ElementsAre(AllOf(::testing::Field(&Designation::authority, "US-OFAC"),
                                ::testing::Field(&Designation::programme, "GLOMAG"))));
  EXPECT_EQ(PartyOf("ofac-sdn:9002").designations.size(), 2u);
}

TEST_F(BuildTest, IdentifiersAreFoundInTheirNormalForm) {
  const auto number = snapshot_->NumberOf("ofac-sdn:9003");
  ASSERT_THAT(number, IsOk());
  EXPECT_THAT(snapshot_->PartiesByIdentifier(
                  "imoNumber", names::NormalizeIdentifier("imoNumber", "IMO 9000003")),
              support::IsOkAndHolds(std::vector<std::uint32_t>{*number}));
}

TEST_F(BuildTest, TheUniverseIsIndexedAndNothingElse) {
  EXPECT_THAT(Found("Zetvar Trading"), Contains("ofac-sdn:9001"));
  EXPECT_THAT(Found("Timo Obraztsov"), Contains("ofac-sdn:9002"));
  EXPECT_THAT(Found("Podzet Holding"), Contains(HasSubstr("ftm:t-sub")))
      << "owned by a listed party";
  EXPECT_THAT(Found("Underzet"), Contains(HasSubstr("ftm:t-subsub"))) << "two steps, ten per cent";
  EXPECT_THAT(Found("Pepina Probe"), Contains(HasSubstr("ftm:t-pep"))) << "a topic of its own";
  EXPECT_THAT(Found("Overzet Investments"), Contains("ftm:t-holder")) << "holds a listed party";
  EXPECT_THAT(Found("Unrelated Orchard"), Not(Contains(HasSubstr("ftm:t-free"))));
  EXPECT_THAT(PartyOf("ftm:t-free").entity.caption(), "Unrelated Orchard Oy") << "but it is stored";
}

TEST_F(BuildTest, RecordsOfOnePartyAreOneAndSayWhy) {
  std::vector<sources::InputFile> files = files_.All();
  files.push_back({dir_.Write("same.json", kSameParty), ""});
  ASSERT_THAT(BuildSnapshot(Options(files, dir_ / "again")), IsOk());
  const auto snapshot = store::Snapshot::Open(dir_ / "again", {});
  ASSERT_THAT(snapshot, IsOk());
  EXPECT_EQ((*snapshot)->manifest().parties, 10u);
  const auto number = (*snapshot)->NumberOf("ftm:ofac-9001");
  ASSERT_THAT(number, IsOk());
  EXPECT_THAT((*snapshot)->NumberOf("ofac-sdn:9001"), support::IsOkAndHolds(*number));
  const auto party = (*snapshot)->PartyByNumber(*number);
  ASSERT_THAT(party, IsOk());
  EXPECT_THAT(party->ids, ElementsAre("ftm:ofac-9001", "ofac-sdn:9001"));
  EXPECT_EQ(party->entity.names.size(), 3u);
  EXPECT_EQ(party->designations.size(), 1u);
  EXPECT_THAT(party->entity.properties,
              Contains(AllOf(::testing::Field(&Property::name, "mergedBecause"),
                             ::testing::Field(&Property::value, HasSubstr("ofac-sdn:9001")))));
  // Edges of either record are edges of the party.
  EXPECT_EQ((*snapshot)->InterestsOf(*number)->size(),
            snapshot_->InterestsOf(*snapshot_->NumberOf("ofac-sdn:9001"))->size());
}

TEST_F(BuildTest, InterestsStandAtBothEnds) {
  const auto holdings = snapshot_->InterestsOf(*snapshot_->NumberOf("ofac-sdn:9001"));
  ASSERT_THAT(holdings, IsOk());
  EXPECT_THAT(*holdings, Contains(::testing::Field(&Interest::share, Share::Exact(600'000))));
  const auto owners = snapshot_->InterestsInto(*snapshot_->NumberOf("ftm:t-subsub"));
  ASSERT_THAT(owners, IsOk());
  ASSERT_EQ(owners->size(), 1u);
  EXPECT_EQ(owners->at(0).share, Share::Exact(100'000));

  const auto graph = ownership::OpenOwnerGraph(snapshot_->owner_blocks());
  ASSERT_THAT(graph, IsOk());
  EXPECT_EQ((*graph)->nodes(), result_.manifest.parties);
  std::vector<ownership::Edge> edges;
  EXPECT_THAT((*graph)->OwnersOf(*snapshot_->NumberOf("ftm:t-sub"), edges), IsOk());
  ASSERT_EQ(edges.size(), 1u);
  EXPECT_EQ(edges[0].owner, *snapshot_->NumberOf("ofac-sdn:9001"));
}

TEST_F(BuildTest, WhatNobodyDescribesIsKeptAndSaid) {
  const Party nobody = PartyOf("ftm:t-nobody");
  EXPECT_THAT(nobody.entity.properties, Contains(Property{"undescribed", "true"}));
  std::vector<std::string> warnings;
  for (const LoadReport& report : result_.manifest.sources) {
    warnings.insert(warnings.end(), report.warnings.begin(), report.warnings.end());
  }
  EXPECT_THAT(warnings, Contains(HasSubstr("ftm:t-nobody")));
}

TEST_F(BuildTest, NamesThatCannotBeIndexedAreSaid) {
  EXPECT_GE(result_.names_not_indexed, 1u);
  EXPECT_THAT(ReportOf("ofac-sdn").warnings,
              Contains(AllOf(HasSubstr("ofac-sdn:9004"), HasSubstr("cannot be found by name"))));
  EXPECT_EQ(PartyOf("ofac-sdn:9004").entity.caption(), "...");
}

TEST_F(BuildTest, ReportsCountListsAndFragments) {
  const LoadReport& report = ReportOf("ofac-sdn");
  EXPECT_EQ(report.entities, 4u);
  ASSERT_EQ(report.lists.size(), 1u);
  EXPECT_EQ(report.lists[0].authority, "US-OFAC");
  EXPECT_EQ(report.lists[0].list, "SDN");
  EXPECT_EQ(report.lists[0].designations, 5u);
  std::vector<std::string> fragments;
  EXPECT_THAT(snapshot_->ForEachFragment([&](const UnparsedFragment& fragment) {
    fragments.push_back(fragment.entity_id + " " + fragment.text);
    return absl::OkStatus();
  }),
              IsOk());
  EXPECT_THAT(fragments, ElementsAre("ofac-sdn:9001 a fragment that says nothing known"));
}

TEST_F(BuildTest, TheSameInputsGiveTheSameContents) {
  const std::string expected = result_.manifest.content_digest;
  std::vector<sources::InputFile> reversed = files_.All();
  std::reverse(reversed.begin(), reversed.end());
  ThreadPool pool(3);
  struct Row {
    const char* why;
    BuildOptions options;
  };
  std::vector<Row> rows = {{"again", Options(files_.All(), "")},
                           {"almost no memory", Options(files_.All(), "")},
                           {"several threads", Options(files_.All(), "")},
                           {"files in another order", Options(reversed, "")}};
  rows[1].options.memory_bytes_max = 1;
  rows[2].options.pool = &pool;
  for (Row& row : rows) {
    row.options.out_directory = dir_ / "again";
    row.options.replace = true;
    const auto result = BuildSnapshot(row.options);
    ASSERT_THAT(result, IsOk()) << row.why;
    EXPECT_EQ(result->manifest.content_digest, expected) << row.why;
  }
}

TEST_F(BuildTest, AnotherNameOfAFileChangesNothing) {
  std::vector<sources::InputFile> files = files_.All();
  files[0].path = dir_.Write("other-name.csv", kSdn);
  const auto result = BuildSnapshot(Options(files, dir_ / "again"));
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->manifest.content_digest, result_.manifest.content_digest);
}

TEST_F(BuildTest, OneChangedByteChangesTheContents) {
  std::vector<sources::InputFile> files = files_.All();
  std::string alt = kAlt;
  alt[alt.find("Timo")] = 'D';
  files[1].path = dir_.Write("alt2.csv", alt);
  const auto result = BuildSnapshot(Options(files, dir_ / "again"));
  ASSERT_THAT(result, IsOk());
  EXPECT_NE(result->manifest.content_digest, result_.manifest.content_digest);
}

TEST_F(BuildTest, ACopyIsNotLoadedAgain) {
  std::vector<sources::InputFile> files = files_.All();
  files.push_back({dir_.Write("copy.json", kFtm), ""});
  const auto result = BuildSnapshot(Options(files, dir_ / "again"));
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->manifest.content_digest, result_.manifest.content_digest);
  EXPECT_THAT(result->manifest.sources[0].warnings, Contains(HasSubstr("copy.json is a copy")));
}

TEST_F(BuildTest, ASecondFileOfAKindHasAKeyOfItsOwn) {
  std::vector<sources::InputFile> files = files_.All();
  std::string later = kSdn;
  later.replace(later.find("DOB 04 Mar 1961"), 15, "DOB 05 Mar 1961");
  files = {{files_.sdn, ""}, {dir_.Write("sdn-later.csv", later), ""}};
  const auto result = BuildSnapshot(Options(files, dir_ / "again"));
  ASSERT_THAT(result, IsOk());
  ASSERT_EQ(result->manifest.sources.size(), 2u);
  EXPECT_EQ(result->manifest.sources[0].source.key, "ofac-sdn");
  EXPECT_EQ(result->manifest.sources[1].source.key, "ofac-sdn#2");
  EXPECT_THAT(
      result->manifest.sources[1].warnings,
      Contains("the list US-OFAC SDN is in ofac-sdn too; what either of them lists is listed"));
  EXPECT_EQ(result->manifest.parties, 4u) << "the same ids are the same parties";
  EXPECT_EQ(result->manifest.designations, 5u) << "and one act said twice is one";
  const auto again = store::Snapshot::Open(dir_ / "again", {});
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(
      (*again)->PartyByNumber(*(*again)->NumberOf("ofac-sdn:9002"))->entity.birth_dates.size(), 2u);
}

TEST_F(BuildTest, AnErrorLeavesNothingBehindAndTheTargetAsItWas) {
  struct Row {
    const char* why;
    BuildOptions options;
    absl::StatusCode code;
  };
  const std::string target = dir_ / "target";
  std::vector<Row> rows;
  rows.push_back({"no files", Options({}, target), absl::StatusCode::kInvalidArgument});
  rows.push_back({"a file that is not there", Options({{dir_ / "none.csv", ""}}, target),
                  absl::StatusCode::kNotFound});
  rows.push_back({"a file of no known kind",
                  Options({{dir_.Write("junk.txt", "hello world\n"), ""}}, target),
                  absl::StatusCode::kInvalidArgument});
  const std::string cut = std::string(kFtm).substr(0, 450);
  rows.push_back({"a truncated file after a good one",
                  Options({{files_.sdn, ""}, {dir_.Write("cut.json", cut), ""}}, target),
                  absl::StatusCode::kInvalidArgument});
  rows.push_back({"no rules", Options(files_.All(), target), absl::StatusCode::kNotFound});
  rows.back().options.rules_directory = dir_ / "no-rules";
  rows.push_back({"no key", Options(files_.All(), target), absl::StatusCode::kNotFound});
  rows.back().options.sign_key_path = dir_ / "no-key";
  rows.push_back(
      {"the target exists", Options(files_.All(), out_), absl::StatusCode::kFailedPrecondition});
  rows.push_back({"an error while it is replaced", Options({{dir_ / "cut.json", ""}}, out_),
                  absl::StatusCode::kInvalidArgument});
  rows.back().options.replace = true;
  for (const Row& row : rows) {
    EXPECT_THAT(BuildSnapshot(row.options), StatusIs(row.code)) << row.why;
    EXPECT_FALSE(PathExists(target)) << row.why;
    const auto names = ListDirectory(dir_.path());
    ASSERT_THAT(names, IsOk());
    EXPECT_THAT(*names, Not(Contains(HasSubstr("building")))) << row.why;
  }
  EXPECT_THAT(store::VerifySnapshot(out_, ""), IsOk());
}

TEST_F(BuildTest, ProgressTellsTheStages) {
  std::vector<std::string> stages;
  BuildOptions options = Options(files_.All(), dir_ / "again");
  options.progress = [&](std::string_view stage, std::uint64_t) {
    if (stages.empty() || stages.back() != stage) stages.emplace_back(stage);
  };
  ASSERT_THAT(BuildSnapshot(options), IsOk());
  EXPECT_THAT(stages, ElementsAre("load", "merge", "resolve", "store", "interests", "universe",
                                  "index", "done"));
}

}  // namespace
}  // namespace lynceus::ingest
