// The request path over the demonstration's snapshot: decisions, coverage, declared owners, errors.
#include "lib/screening/evaluate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "lib/base/file.h"
#include "lib/review/answer_json.h"
#include "tests/screening/demo_engine.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::screening {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::lynceus::support::TempDir;

const Date kDay = *Date::FromCivil(2026, 11, 1);

DecisionCore Screened(const Counterparty& counterparty, Date as_of = kDay) {
  auto core = Evaluate(counterparty, as_of, DemoEngine());
  EXPECT_THAT(core, IsOk());
  return *std::move(core);
}

const Verdict* Under(const std::vector<Verdict>& verdicts, const std::string& regime) {
  const auto found = std::find_if(verdicts.begin(), verdicts.end(),
                                  [&](const Verdict& v) { return v.regime == regime; });
  return found == verdicts.end() ? nullptr : &*found;
}

bool HasFlag(const Match& match, const std::string& type) {
  return std::any_of(match.flags.begin(), match.flags.end(),
                     [&](const Flag& flag) { return flag.type == type; });
}

TEST(EvaluateTest, AMistypedNumberIsSaidWithoutItsValue) {
  const DecisionCore core = Screened({.names = {"Nobody Known Ltd"},
                                      .identifiers = {{"leiCode", "5493001KJTIIGC8Y1R12", ""},
                                                      {"imoNumber", "IMO 9074728", ""},
                                                      {"passportNumber", "4510123456", "ru"}}});
  EXPECT_THAT(core.notes, ::testing::ElementsAre(
                              "identifiers, value 2: the check digits of this imoNumber are wrong; "
                              "it was compared as it stands"));
  EXPECT_TRUE(Screened({.names = {"Nobody Known Ltd"}}).notes.empty());
}

TEST(EvaluateTest, DecidesTheCasesOfTheDemonstration) {
  const struct {
    const char* name;
    Decision decision;
    const char* entity;
    Answer us_ofac;
    Answer eu_freeze;
    Answer uk;
    const char* flag;
    const char* why;
  } kCases[] = {
      {"Sovcombank", Decision::kBlock, "ofac-sdn:34737", Answer::kYes, Answer::kYes, Answer::kYes,
       "designated", "listed by OFAC, the EU and the UK"},
      {"Совкомбанк", Decision::kBlock, "ofac-sdn:34737", Answer::kYes, Answer::kYes, Answer::kYes,
       "designated", "Cyrillic"},
      {"Kama River Equipment Leasing", Decision::kBlock, "bods:demo-kama", Answer::kYes,
       Answer::kYes, Answer::kYes, "owned", "unlisted, wholly owned by Sovcombank"},
      {"Russia-Japan Investment Fund", Decision::kReview, "demo:rjif", Answer::kNo, Answer::kNo,
       Answer::kNo, "just_under", "49 % held by RDIF"},
      {"Sakhalin-1 LLC", Decision::kReview, "demo:sakhalin1", Answer::kUndetermined, Answer::kNo,
       Answer::kNo, "undetermined_ownership", "20 % to 50 %"},
      {"Japan Arctic LNG B.V.", Decision::kReview, "bods:demo-japan-arctic", Answer::kNo,
       Answer::kNo, Answer::kNo, "upstream", "owns part of a listed party"},
      {"Kasai Example Minerals (invented)", Decision::kBlock, "demo:kasai", Answer::kYes,
       Answer::kNo, Answer::kNo, "magnitsky_style", "60 % held by a Global Magnitsky designee"},
  };
  for (const auto& test : kCases) {
    const DecisionCore core = Screened({.names = {test.name}, .schema = Schema::kCompany});
    EXPECT_EQ(core.decision, test.decision) << test.why;
    ASSERT_FALSE(core.hits.empty()) << test.why;
    const Match& hit = core.hits.front();
    EXPECT_EQ(hit.entity_id, test.entity) << test.why;
    EXPECT_TRUE(HasFlag(hit, test.flag)) << test.why;
    ASSERT_NE(Under(hit.ownership, "us-ofac"), nullptr);
    EXPECT_EQ(Under(hit.ownership, "us-ofac")->answer, test.us_ofac) << test.why;
    EXPECT_EQ(Under(hit.ownership, "eu-freeze")->answer, test.eu_freeze) << test.why;
    EXPECT_EQ(Under(hit.ownership, "uk")->answer, test.uk) << test.why;
  }
}

TEST(EvaluateTest, InnocentsAreClear) {
  for (const char* name : {"Hokkaido Dairy Cooperative", "Daniel Gardner"}) {
    const DecisionCore core = Screened({.names = {name}});
    EXPECT_EQ(core.decision, Decision::kClear) << name;
    EXPECT_TRUE(core.hits.empty()) << name;
  }
}

TEST(EvaluateTest, DeclaredOwnersAreJudged) {
  const struct {
    DeclaredOwner owner;
    Answer expected;
    const char* why;
  } kCases[] = {
      {{.entity_id = "ofac-sdn:34036", .share = Share::Exact(500'000)},
       Answer::kYes,
       "half, by id: certain"},
      {{.entity_id = "ofac-sdn:34036", .share = Share::Exact(490'000)}, Answer::kNo, "just under"},
      {{.name = "Russian Direct Investment Fund", .share = Share::Exact(1'000'000)},
       Answer::kUndetermined,
       "by name alone an owner is probable, so never YES"},
      {{.name = "Hokkaido Dairy Cooperative", .share = Share::Exact(1'000'000)},
       Answer::kNo,
       "an unlisted owner"},
      {{.entity_id = "ofac-sdn:34036", .share = Share::Unknown()},
       Answer::kUndetermined,
       "a listed holder with an unknown share"},
  };
  for (const auto& test : kCases) {
    const DecisionCore core = Screened({.names = {"Quiet Example Works"}, .owners = {test.owner}});
    const Verdict* verdict = Under(core.declared_ownership, "us-ofac");
    ASSERT_NE(verdict, nullptr) << test.why;
    EXPECT_EQ(verdict->answer, test.expected) << test.why;
    EXPECT_EQ(core.decision == Decision::kBlock, test.expected == Answer::kYes) << test.why;
    EXPECT_TRUE(test.expected != Answer::kUndetermined || core.decision != Decision::kClear);
  }
}

TEST(EvaluateTest, AnExactNameHitsWithEverySecondaryFactWrong) {
  Counterparty wrong{.names = {"GERTLER, Dan"},
                     .schema = Schema::kCompany,
                     .birth_dates = {*PartialDate::ParseIso("1911-01-01")},
                     .countries = {"jp"},
                     .gender = "female",
                     .identifiers = {{"innCode", "0000000000", "jp"}}};
  const DecisionCore core = Screened(wrong);
  ASSERT_FALSE(core.hits.empty());
  EXPECT_EQ(core.hits.front().entity_id, "ofac-sdn:23252");
  EXPECT_NE(core.decision, Decision::kClear);
}

TEST(EvaluateTest, AnIdentifierAloneHits) {
  const DecisionCore core = Screened({.identifiers = {{"innCode", "4401116480", ""}}});
  ASSERT_FALSE(core.hits.empty());
  EXPECT_EQ(core.hits.front().entity_id, "ofac-sdn:34737");
}

TEST(EvaluateTest, WhatCannotBeScreenedIsAnError) {
  const struct {
    Counterparty counterparty;
    absl::StatusCode code;
    const char* why;
  } kCases[] = {
      {{}, absl::StatusCode::kInvalidArgument, "neither name nor identifier"},
      {{.names = {"..."}}, absl::StatusCode::kInvalidArgument, "only punctuation"},
      {{.names = {"LLC"}}, absl::StatusCode::kInvalidArgument, "a legal form that nobody has"},
      {{.names = {""}}, absl::StatusCode::kInvalidArgument, "empty"},
      {{.names = {"good name", "\xFF\xFE"}}, absl::StatusCode::kInvalidArgument, "not UTF-8"},
      {{.names = {std::string(10'000, 'a')}}, absl::StatusCode::kResourceExhausted, "too long"},
      {{.names = std::vector<std::string>(65, "x y")},
       absl::StatusCode::kResourceExhausted,
       "too many names"},
      {{.names = {"x"}, .identifiers = {{"", "1", ""}}},
       absl::StatusCode::kInvalidArgument,
       "identifier without a type"},
      {{.names = {"fine"}, .owners = {{}}}, absl::StatusCode::kInvalidArgument, "nameless owner"},
      {{.names = {"fine"}, .owners = {{.entity_id = "no:such"}}},
       absl::StatusCode::kNotFound,
       "an owner's id that does not exist"},
      {{.names = {"fine"}, .owners = {{.name = "x", .kind = InterestKind::kFamily}}},
       absl::StatusCode::kInvalidArgument,
       "family is no ownership"},
  };
  for (const auto& test : kCases) {
    EXPECT_THAT(Evaluate(test.counterparty, kDay, DemoEngine()).status(), StatusIs(test.code))
        << test.why;
  }
}

TEST(EvaluateTest, APartyWhoseNameIsALegalFormIsFound) {
  const TempDir directory;
  const std::string list = directory / "list.ftm.json";
  ASSERT_THAT(WriteFileDurably(list, R"({"id":"rt","schema":"Company","caption":"RT",)"
                                     R"("properties":{"name":["RT"],"topics":["sanction"]},)"
                                     R"("datasets":["own"],"referents":[]})"
                                     "\n"),
              IsOk());
  BuildSnapshotAt(directory / "snapshot", {list});
  const auto engine = OpenEngine({.snapshot_directory = directory / "snapshot"});
  ASSERT_THAT(engine, IsOk());
  for (const char* name : {"RT", "rt", "RT LLC", "OOO RT"}) {
    const auto core = Evaluate({.names = {name}}, kDay, **engine);
    ASSERT_THAT(core, IsOk()) << name;
    ASSERT_EQ(core->hits.size(), 1U) << name;
    EXPECT_EQ(core->hits.front().entity_id, "ftm:rt") << name;
  }
  EXPECT_THAT(Evaluate({.names = {"GmbH"}}, kDay, **engine).status(),
              StatusIs(absl::StatusCode::kInvalidArgument))
      << "what nobody is called";
}

TEST(EvaluateTest, EqualQuestionsGiveEqualBytes) {
  const Counterparty counterparty{.id = "x", .names = {"Sovcombank", "Rosneft"}};
  const std::string first = review::DecisionCoreJson(Screened(counterparty));
  for (int i = 0; i < 20; ++i) {
    ASSERT_EQ(review::DecisionCoreJson(Screened(counterparty)), first);
  }
}

TEST(EvaluateTest, TheDayDecides) {
  // The UK listed Sovcombank on 2022-03-01; the company it owns is NO the day before.
  const Counterparty kama{.names = {"Kama River Equipment Leasing"}};
  const DecisionCore before = Screened(kama, *Date::FromCivil(2022, 2, 28));
  const DecisionCore after = Screened(kama, *Date::FromCivil(2022, 3, 1));
  ASSERT_FALSE(before.hits.empty());
  ASSERT_FALSE(after.hits.empty());
  EXPECT_EQ(Under(before.hits.front().ownership, "uk")->answer, Answer::kNo);
  EXPECT_EQ(Under(after.hits.front().ownership, "uk")->answer, Answer::kYes);
}

TEST(EvaluateTest, AMissingListTurnsClearIntoReview) {
  const TempDir directory;
  std::vector<std::string> files = DemoFiles();
  files.erase(std::remove_if(files.begin(), files.end(),
                             [](const std::string& file) { return file.ends_with("un.xml"); }),
              files.end());
  BuildSnapshotAt(directory / "snapshot", files);
  const auto engine = OpenEngine({.snapshot_directory = directory / "snapshot"});
  ASSERT_THAT(engine, IsOk());
  const auto core = Evaluate({.names = {"Hokkaido Dairy Cooperative"}}, kDay, **engine);
  ASSERT_THAT(core, IsOk());
  EXPECT_EQ(core->decision, Decision::kReview);
  EXPECT_EQ(core->reasons, std::vector<std::string>{"coverage"});
}

TEST(EvaluateTest, ARegimeWithoutItsListIsNotEvaluated) {
  const TempDir directory;
  std::vector<std::string> files = DemoFiles();
  files.erase(std::remove_if(files.begin(), files.end(),
                             [](const std::string& file) { return file.ends_with("ftm.json"); }),
              files.end());
  BuildSnapshotAt(directory / "snapshot", files);
  const auto engine = OpenEngine({.snapshot_directory = directory / "snapshot"});
  ASSERT_THAT(engine, IsOk());
  const auto core = Evaluate({.names = {"Sovcombank"}}, kDay, **engine);
  ASSERT_THAT(core, IsOk());
  ASSERT_FALSE(core->hits.empty());
  EXPECT_EQ(Under(core->hits.front().ownership, "uk")->answer, Answer::kNotEvaluated);
  EXPECT_EQ(Under(core->hits.front().ownership, "us-ofac")->answer, Answer::kYes);
}

}  // namespace
}  // namespace lynceus::screening
