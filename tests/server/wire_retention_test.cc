// Holds and reports of retention, to the wire and back: nothing is changed or left out.
#include "server/wire_retention.h"

#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"

namespace lynceus {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;

Date Day(std::string_view text) { return *Date::ParseIso(text); }

void ExpectSame(const review::Hold& before) {
  const auto after = wire::FromWire(wire::ToWire(before));
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->name, before.name);
  EXPECT_EQ(after->reason, before.reason);
  EXPECT_EQ(after->by, before.by);
  EXPECT_EQ(after->record, before.record);
  EXPECT_EQ(after->scope.legal_entity, before.scope.legal_entity);
  EXPECT_EQ(after->scope.from, before.scope.from);
  EXPECT_EQ(after->scope.to, before.scope.to);
  EXPECT_EQ(after->scope.indexes, before.scope.indexes);
}

TEST(WireRetentionTest, AHoldStaysWhatItIs) {
  ExpectSame({.name = "case-17", .reason = "court order", .by = "counsel", .record = 9});
  ExpectSame({.name = "a",
              .scope = {.legal_entity = "",
                        .from = Day("2026-01-01"),
                        .to = Day("2026-12-31"),
                        .indexes = {0, 7, ~std::uint64_t{0}}},
              .reason = "b",
              .by = "c"});
  v1::Hold wrong;
  wrong.mutable_scope()->set_from("2026-02-30");
  EXPECT_THAT(wire::FromWire(wrong), StatusIs(absl::StatusCode::kInvalidArgument));
  wrong.mutable_scope()->set_from("");
  wrong.mutable_scope()->set_to("soon");
  EXPECT_THAT(wire::FromWire(wrong), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(WireRetentionTest, AReportSaysTheSame) {
  const review::RetentionReport report = {
      .day = Day("2034-03-01"),
      .kept = {{{"screening", Day("2036-03-05")}, 3}, {{"screening", std::nullopt}, 4}},
      .may_stay = {{"us-nexus", 5}},
      .due = {{"screening", 6}},
      .waiting = {{"own-acts", 11}},
      .buckets = {{"2023-bank-ee", 7}},
      .held = {{"case-17", 8}},
      .no_class = {{"legal hold", 9}},
      .erased = 10};
  const auto after = wire::FromWire(wire::ToWire(report));
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(review::RetentionText(*after), review::RetentionText(report));
  for (const char* count : {" 3 ", " 4 ", " 5 ", " 6 ", " 7 ", " 8 ", " 9 ", " 10 ", " 11 "}) {
    EXPECT_NE(review::RetentionText(report).find(count), std::string::npos) << count;
  }
  EXPECT_THAT(wire::FromWire(v1::RetentionReport()), StatusIs(absl::StatusCode::kInvalidArgument))
      << "it has no day";
}

TEST(WireRetentionTest, EndsOfRelationshipsAreReadStrictly) {
  review::RelationshipEnds ends;
  const auto add = [&](const char* id, const char* day) {
    v1::RetentionRequest message;
    message.add_ended()->set_counterparty_id(id);
    message.mutable_ended(0)->set_ended_on(day);
    return wire::AddEnds(message, ends);
  };
  EXPECT_THAT(add("c-1", "2024-02-29"), IsOk());
  EXPECT_EQ(ends.at("c-1"), Day("2024-02-29"));
  EXPECT_THAT(add("c-1", "2024-02-29"), StatusIs(absl::StatusCode::kInvalidArgument)) << "twice";
  EXPECT_THAT(add("", "2024-02-29"), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(add("c-2", ""), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(add("c-2", "2025-02-29"), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(ends.size(), 1u);
}

}  // namespace
}  // namespace lynceus
