// The one output shape: keys, exact scores, valid JSON; and text that a name cannot rearrange.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "lib/review/answer_json.h"
#include "lib/review/answer_text.h"
#include "lib/review/verdict_dot.h"

namespace lynceus::review {
namespace {

DecisionCore RichCore() {
  DecisionCore core{.decision = Decision::kBlock,
                    .as_of = *Date::FromCivil(2026, 11, 1),
                    .counterparty_id = "c\"1",
                    .snapshot = "s",
                    .rules = "r",
                    .preset = "p",
                    .engine = "e"};
  core.reasons = {"hit"};
  core.lists = {{.authority = "US-OFAC", .name = "SDN"},
                {.authority = "UN-SC", .name = "UNSC", .date = *Date::FromCivil(2026, 2, 27)}};
  Match match{.entity_id = "x:1",
              .ids = {"x:1", "y:2"},
              .name = "Evil \xE2\x80\xAE name\n",
              .matched_name = "m",
              .asked_name = "a",
              .schema = Schema::kCompany,
              .score = 9'007,
              .explanation = {.label = "score", .points = 9'007}};
  match.designations.push_back(
      {.entity_id = "x:1", .authority = "US-OFAC", .list = "SDN", .programme = "GLOMAG"});
  Verdict verdict{.regime = "us-ofac",
                  .answer = Answer::kYes,
                  .basis = Basis::kOwned,
                  .measure = "asset_freeze",
                  .blocked = *Share::Parse("(50..75]")};
  verdict.evidence.push_back({.kind = EvidenceKind::kInterest,
                              .owner_id = "o:1",
                              .owner_name = "Owner",
                              .subject_id = "x:1",
                              .subject_name = "Evil",
                              .text = "shares",
                              .share = *Share::Parse("(50..75]")});
  match.ownership.push_back(verdict);
  match.flags.push_back({.type = "owned", .text = "t", .rests_on = {"us-ofac"}});
  core.hits.push_back(match);
  match.suppressed_by = "rule";
  core.suppressed.push_back(match);
  return core;
}

TEST(AnswerJsonTest, HasTheDocumentedShape) {
  const std::string text =
      AnswerJson(RichCore(), {.record = RecordRef{7, "log/x"}}, JsonWriter::Style::kIndented);
  rapidjson::Document json;
  json.Parse(text.c_str());
  ASSERT_FALSE(json.HasParseError()) << text;
  for (const char* key :
       {"decision", "priority", "priority_reason", "as_of", "snapshot", "rules", "preset", "scope",
        "asked_digest", "lists", "hits", "suppressed", "truncated", "record"}) {
    EXPECT_TRUE(json.HasMember(key)) << key;
  }
  const auto& hit = json["hits"][0];
  for (const char* key :
       {"entity_id", "ids", "name", "matched_name", "schema", "score", "corroboration",
        "party_digest", "explanation", "designations", "ownership", "flags"}) {
    EXPECT_TRUE(hit.HasMember(key)) << key;
  }
  EXPECT_TRUE(hit["designations"][0]["date"].IsNull()) << "an unknown date is null";
  EXPECT_TRUE(json["lists"][0]["date"].IsNull());
  EXPECT_STREQ(json["lists"][1]["date"].GetString(), "2026-02-27");
  EXPECT_STREQ(hit["ownership"][0]["verdict"].GetString(), "YES");
  EXPECT_STREQ(hit["ownership"][0]["blocked_share"].GetString(), "(50..75]");
  EXPECT_NE(text.find("\"score\": 0.9007"), std::string::npos) << "exact decimals";
  EXPECT_STREQ(json["suppressed"][0]["suppressed_by"].GetString(), "rule");
  EXPECT_EQ(json["record"]["index"].GetUint64(), 7u);
}

TEST(AnswerJsonTest, WithoutARecordItSaysNull) {
  rapidjson::Document json;
  json.Parse(AnswerJson(RichCore(), {}, JsonWriter::Style::kCompact).c_str());
  EXPECT_TRUE(json["record"].IsNull());
}

TEST(AnswerTextTest, NamesCannotRearrangeThePage) {
  const std::string text = AnswerText(RichCore(), {});
  EXPECT_EQ(text.find("\xE2\x80\xAE"), std::string::npos);
  EXPECT_NE(text.find("Evil ? name?"), std::string::npos);
  EXPECT_NE(text.find("not recorded"), std::string::npos);
  EXPECT_EQ(Printable("a\x1b[31m"), "a?[31m");
}

TEST(AnswerTextTest, ScoresAreExact) {
  EXPECT_EQ(ScoreText(10'000), "1.0000");
  EXPECT_EQ(ScoreText(7), "0.0007");
  EXPECT_EQ(ScoreText(0), "0.0000");
}

TEST(VerdictDotTest, QuotesAndMarks) {
  const DecisionCore core = RichCore();
  const Verdict& verdict = core.hits[0].ownership[0];
  EvidenceItem around{.kind = EvidenceKind::kInterest,
                      .owner_id = "o:2",
                      .owner_name = "Other\nline",
                      .subject_id = "x:1",
                      .share = Share::Exact(300'000)};
  const std::string dot = VerdictDot(verdict, {.subject_id = "x:1",
                                               .subject_name = "A \"quoted\" party",
                                               .as_of = *Date::FromCivil(2026, 1, 1),
                                               .around = {around}});
  EXPECT_NE(dot.find("digraph verdict"), std::string::npos);
  EXPECT_NE(dot.find("A \\\"quoted\\\" party"), std::string::npos);
  EXPECT_NE(dot.find("\"o:1\" -> \"x:1\""), std::string::npos);
  EXPECT_NE(dot.find("more than 50 % to 75 %"), std::string::npos);
  const auto line_with = [&](const std::string& text) {
    const std::size_t begin = dot.rfind('\n', dot.find(text)) + 1;
    return dot.substr(begin, dot.find('\n', begin) - begin);
  };
  EXPECT_NE(line_with("\"o:1\" -> \"x:1\"").find("penwidth=2.5"), std::string::npos);
  EXPECT_EQ(line_with("\"o:2\" -> \"x:1\"").find("penwidth"), std::string::npos);
  EXPECT_EQ(dot.find("Other\nline"), std::string::npos) << "a name breaks no line of the file";
}

}  // namespace
}  // namespace lynceus::review
