// What records hold is read back to the byte, and nothing in it is read past.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lib/review/answer_json.h"
#include "lib/review/answer_reader.h"
#include "lib/review/counterparty_reader.h"
#include "lib/review/json_value.h"
#include "tests/review/recorded_world.h"
#include "tests/screening/demo_engine.h"
#include "tests/support/status_matchers.h"

namespace lynceus::review {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::testing::HasSubstr;

TEST(JsonValueTest, IsStrict) {
  const struct {
    const char* text;
    bool accepted;
    const char* why;
  } rows[] = {
      {R"({"a":[1,-2.50,"x",null,true,{}]})", true, "every kind"},
      {R"({"a":1,"a":2})", false, "a member twice"},
      {R"({"a":{"b":1},"b":{"b":1}})", true, "the same word in two objects"},
      {R"({"a":1} )", true, "a space behind"},
      {R"({"a":1}{})", false, "two values"},
      {R"({"a":1,})", false, "a comma too many"},
      {"{\"a\":\"\xff\"}", false, "no UTF-8"},
      {R"({"a":01})", false, "a leading zero"},
      {R"({'a':1})", false, "single quotes"},
      {R"({"a":NaN})", false, "no number"},
      {"", false, "nothing"},
  };
  for (const auto& row : rows) EXPECT_EQ(ParseJson(row.text).ok(), row.accepted) << row.why;
  EXPECT_FALSE(ParseJson(std::string(100, '[') + std::string(100, ']')).ok()) << "too deep";
  EXPECT_FALSE(ParseJson(std::string("{}\0{}", 5)).ok()) << "what stands behind a NUL";
  EXPECT_EQ(ParseJson("[0.10]")->items[0].text, "0.10") << "numbers stay as written";
}

TEST(CounterpartyReaderTest, IsTheInverseOfTheWriter) {
  SeededRandom random(7);
  for (int i = 0; i < 5'000; ++i) {
    const std::string text = CounterpartyJson(RandomQuestion(random));
    const auto read = ReadCounterparty(text);
    ASSERT_THAT(read, IsOk()) << text;
    ASSERT_EQ(CounterpartyJson(*read), text);
  }
}

TEST(CounterpartyReaderTest, KeepsEveryKindOfValue) {
  Counterparty asked{.id = "\"\\\n\x01 \xE2\x80\xAE", .names = {"", "\xE4\xB8\xAD"}};
  for (int schema = 0; schema <= static_cast<int>(Schema::kAsset); ++schema) {
    asked.schema = static_cast<Schema>(schema);
    for (const char* share : {"49", "33.333333", "(25..50]", "[0..100)", "unknown", "0", "100"}) {
      asked.owners = {{.name = "n", .entity_id = "x:1", .share = *Share::Parse(share)}};
      for (const InterestKind kind : {InterestKind::kShares, InterestKind::kVotes,
                                      InterestKind::kNominee, InterestKind::kSuccessor}) {
        asked.owners[0].kind = kind;
        const auto read = ReadCounterparty(CounterpartyJson(asked));
        ASSERT_THAT(read, IsOk());
        EXPECT_EQ(read->id, asked.id);
        EXPECT_EQ(read->names, asked.names);
        EXPECT_EQ(read->schema, asked.schema);
        EXPECT_EQ(read->owners[0].share, asked.owners[0].share);
        EXPECT_EQ(read->owners[0].kind, kind);
      }
    }
  }
  const Date day = *Date::FromCivil(1958, 2, 28);
  asked.birth_dates = {PartialDate::OfDay(day),
                       *PartialDate::OfMonth(1958, 12),
                       *PartialDate::OfYear(1958),
                       *PartialDate::OfYears(1953, 1958),
                       {day, Date::FromDays(day.days() + 40), DatePrecision::kRange, true}};
  const auto read = ReadCounterparty(CounterpartyJson(asked));
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->birth_dates, asked.birth_dates);
}

TEST(CounterpartyReaderTest, RefusesWhatItWouldReadPast) {
  const std::string whole = CounterpartyJson({.id = "c", .names = {"Zebulon Quixworth"}});
  const struct {
    const char* from;
    const char* to;
    const char* place;
  } rows[] = {
      {R"("gender":"")", R"("gender":"","religion":"x")", "/religion"},
      {R"("id":"c")", R"("id":7)", "/id"},
      {R"("id":"c",)", "", "/id"},
      {R"("schema":"Thing")", R"("schema":"Wizard")", "/schema"},
      {R"("birth_dates":[])", R"("birth_dates":["1958-2-1"])", "/birth_dates"},
      {R"("owners":[])", R"("owners":[{"name":"n"}])", "/owners/0/entity_id"},
      {R"("names":[)", R"("names":[3,)", "/names"},
  };
  for (const auto& row : rows) {
    std::string text = whole;
    const std::size_t at = text.find(row.from);
    ASSERT_NE(at, std::string::npos) << row.from;
    text.replace(at, std::string(row.from).size(), row.to);
    EXPECT_THAT(ReadCounterparty(text), StatusIs(absl::StatusCode::kDataLoss, HasSubstr(row.place)))
        << text;
  }
}

TEST(AnswerReaderTest, IsTheInverseOfTheWriter) {
  const MemoryRecords log = RecordQuestions(screening::DemoEngine(), 600, 3);
  std::size_t hits = 0;
  for (const LogRecord& record : log.records) {
    const auto read = ReadDecisionCore(record.body.answer_json);
    ASSERT_THAT(read, IsOk()) << record.body.answer_json;
    ASSERT_EQ(DecisionCoreJson(*read), record.body.answer_json);
    hits += read->hits.size();
  }
  EXPECT_GT(hits, 300u);
}

TEST(AnswerReaderTest, ReadsFindingsThatTheDemonstrationLacks) {
  DecisionCore core{.decision = Decision::kBlock, .as_of = RecordedDay(), .preset = "p"};
  Match match{.entity_id = "x:1", .score = 10'000};
  match.explanation = {.label = "score", .points = -5, .children = {{.label = "name"}}};
  Flag flag{.type = "export_control", .text = "t"};
  flag.export_control =
      ExportFinding{.entries = {{.party_id = "x:1", .requirement = "all", .footnotes = {"1"}}},
                    .inherited_under = "us-bis",
                    .strictest = "unordered"};
  flag.magnitsky = MagnitskyFinding{.magnitsky_class = "VISA_ONLY", .date = RecordedDay()};
  flag.evidence.push_back({.kind = EvidenceKind::kInterest, .share = *Share::Parse("(25..50]")});
  match.flags = {flag};
  Verdict verdict{.regime = "eu", .answer = Answer::kUndetermined, .basis = Basis::kUnverified};
  verdict.unstated_ppm = 333'333;
  verdict.opaque = verdict.unverified = true;
  verdict.undecided = {"u"};
  verdict.cautions = {"c"};
  match.ownership = core.declared_ownership = {verdict};
  match.designations.push_back({.entity_id = "x:1", .end_date = RecordedDay(), .measures = {"m"}});
  match.coverage = {{.party_id = "x:1", .name = "n", .rows = {{.jurisdiction = "US"}}}};
  match.coverage[0].rows[0].under.push_back({.entity_id = "x:1", .magnitsky_class = "VISA_ONLY"});
  core.coverage = DesignationTable{};
  core.suppressed = {match};
  core.suppressed[0].suppressed_by = "policy";
  core.hits = {match};
  core.notes = {"n"};
  core.truncated = true;
  core.matches_total = 77;
  const std::string text = DecisionCoreJson(core);
  const auto read = ReadDecisionCore(text);
  ASSERT_THAT(read, IsOk()) << text;
  EXPECT_EQ(DecisionCoreJson(*read), text);
}

TEST(AnswerReaderTest, RefusesAMemberThatItDoesNotKnow) {
  std::string text = DecisionCoreJson({.as_of = RecordedDay()});
  ASSERT_THAT(ReadDecisionCore(text), IsOk());
  text.insert(1, R"("mood":"good",)");
  EXPECT_THAT(ReadDecisionCore(text), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("/mood")));
}

}  // namespace
}  // namespace lynceus::review
