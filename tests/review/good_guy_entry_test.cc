// From an answer to an entry: what is copied, and what is refused.
#include "lib/review/good_guy_entry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lib/review/answer_json.h"
#include "tests/support/status_matchers.h"

namespace lynceus::review {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::testing::HasSubstr;

std::string Answer() {
  DecisionCore core{
      .as_of = *Date::FromCivil(2026, 11, 1),
      .counterparty_id = "c \"1\"",
      .asked_digest = std::string(64, 'a'),
      .hits = {{.entity_id = "l:1", .ids = {"l:1", "m:1"}, .party_digest = std::string(64, 'b')},
               {.entity_id = "l:2",
                .ids = {"l:2"},
                .party_digest = std::string(64, 'c'),
                .flags = {{.type = "declared_owner"}}}}};
  return AnswerJson(core, {}, JsonWriter::Style::kIndented);
}

GoodGuyDecision Decision() {
  return {.listed = "m:1",
          .author = "A. Officer",
          .approver = "B. Officer",
          .reason = "another person: born \"elsewhere\"\n",
          .until = "2027-11-01"};
}

TEST(GoodGuyEntryTest, CopiesBothDigests) {
  const auto entry = GoodGuyEntry(Answer(), Decision());
  ASSERT_THAT(entry, IsOk());
  EXPECT_EQ(*entry,
            "  - key: \"gg-aaaaaaaa-bbbbbbbb\"\n"
            "    counterparty: \"c \\\"1\\\"\"\n"
            "    asked_digest: " +
                std::string(64, 'a') +
                "\n    listed: \"l:1\"\n    listed_digest: " + std::string(64, 'b') +
                "\n    author: \"A. Officer\"\n    approver: \"B. Officer\"\n"
                "    reason: \"another person: born \\\"elsewhere\\\" \"\n"
                "    from: 2026-11-01\n    until: 2027-11-01\n");
}

TEST(GoodGuyEntryTest, RefusesWhatWouldNotHold) {
  GoodGuyDecision decision = Decision();
  decision.listed = "l:3";
  EXPECT_THAT(GoodGuyEntry(Answer(), decision), StatusIs(absl::StatusCode::kNotFound));
  decision.listed = "l:2";
  EXPECT_THAT(GoodGuyEntry(Answer(), decision), StatusIs(absl::StatusCode::kNotFound))
      << "a declared owner's match";
  decision = Decision();
  decision.approver = " a. officer";
  EXPECT_THAT(GoodGuyEntry(Answer(), decision), StatusIs(absl::StatusCode::kInvalidArgument));
  decision = Decision();
  decision.reason = " ";
  EXPECT_THAT(GoodGuyEntry(Answer(), decision), StatusIs(absl::StatusCode::kInvalidArgument));
  decision = Decision();
  decision.until = "2026-11-01";
  EXPECT_THAT(GoodGuyEntry(Answer(), decision), StatusIs(absl::StatusCode::kInvalidArgument));
  for (const char* text : {"", "[]", "{", "{\"hits\": [{\"entity_id\": \"m:1\"}]}"}) {
    EXPECT_THAT(GoodGuyEntry(text, Decision()), StatusIs(absl::StatusCode::kInvalidArgument))
        << text;
  }
}

}  // namespace
}  // namespace lynceus::review
