// Model to wire and back changes nothing: the answer's canonical JSON is the witness.
#include "server/wire.h"

#include <gtest/gtest.h>

#include <string>

#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/review/answer_json.h"
#include "server/grpc_status.h"
#include "tests/support/status_matchers.h"

namespace lynceus {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;

Share SomeShare() { return *Share::Parse("(25..50]"); }

EvidenceItem SomeInterest() {
  return {.kind = EvidenceKind::kInterest,
          .owner_id = "x:owner",
          .owner_name = "Олень Holding",
          .subject_id = "x:subject",
          .subject_name = "Subject \"AG\"",
          .text = "votes more than 25 % to 50 %",
          .share = SomeShare(),
          .interest_kind = InterestKind::kVotes,
          .start = Date::FromCivil(2019, 2, 28),
          .end = Date::FromCivil(2024, 1, 1),
          .provenance = {"registry", "line 7"}};
}

Designation SomeDesignation() {
  return {.entity_id = "ofac-sdn:1",
          .authority = "US-OFAC",
          .list = "SDN",
          .programme = "GLOMAG",
          .legal_basis = "an act",
          .date = Date::FromCivil(2020, 12, 31),
          .end_date = Date::FromCivil(2021, 1, 2),
          .measures = {"asset_freeze", "travel_ban"},
          .provenance = {"ofac-sdn", "record 3"}};
}

Verdict SomeVerdict(Answer answer, Basis basis) {
  return {.regime = "us-ofac-50",
          .answer = answer,
          .basis = basis,
          .measure = "asset_freeze",
          .blocked = SomeShare(),
          .unstated_ppm = 123'456,
          .opaque = true,
          .evidence = {{.kind = EvidenceKind::kDesignation, .owner_id = "a", .text = "US-OFAC SDN"},
                       SomeInterest(),
                       {.kind = EvidenceKind::kIdentity, .owner_id = "a", .subject_id = "b"},
                       {.kind = EvidenceKind::kNote, .text = "a note"}},
          .undecided = {"the share of x"},
          .text = "owned 25 % to 50 % by blocked persons"};
}

DesignationTable SomeTable() {
  DesignationTable table{.party_id = "ofac-sdn:1", .name = "Zebulon Quixworth"};
  for (int listing = 0; listing < 6; ++listing) {
    table.rows.push_back({.jurisdiction = "GB",
                          .listing = static_cast<Listing>(listing),
                          .under = {{.entity_id = "uk:1",
                                     .authority = "UK",
                                     .list = "UKSL",
                                     .programme = "GB-AC",
                                     .magnitsky_class = "GLOBAL_CORRUPTION",
                                     .date = Date::FromCivil(2021, 7, 22)}},
                          .authority = "UK",
                          .list = "UKSL",
                          .list_date = Date::FromCivil(2026, 9, 10),
                          .text = "a sentence"});
  }
  return table;
}

std::vector<Flag> FlagsWithFindings() {
  const ExportEntry entry{.party_id = "us-csl:EL-1",
                          .authority = "US-BIS",
                          .list = "EL",
                          .programme = "US-BIS-EL",
                          .requirement = "all items",
                          .policy = "Policy of denial",
                          .scope = "all_items",
                          .review = "policy_of_denial",
                          .footnotes = {"1", "3"},
                          .date = Date::FromCivil(2019, 5, 21)};
  return {{.type = "magnitsky_style",
           .text = "a sentence",
           .rests_on = {"ofac-sdn:1"},
           .evidence = {SomeInterest()},
           .magnitsky = MagnitskyFinding{.magnitsky_class = "GLOBAL_HUMAN_RIGHTS",
                                         .jurisdiction = "US",
                                         .authority = "US-OFAC",
                                         .programme = "US-GLOMAG",
                                         .themes = {"human_rights", "corruption"},
                                         .legal_basis = "E.O. 13818",
                                         .date = Date::FromCivil(2017, 12, 21),
                                         .party_id = "ofac-sdn:1",
                                         .inherited_under = "us-ofac"}},
          {.type = "export_control",
           .export_control = ExportFinding{.entries = {entry, entry},
                                           .inherited_under = "us-bis",
                                           .strictest = "policy_of_denial"}}};
}

Flag SomeGroupFlag() {
  return {.type = "affiliate",
          .text = "of the group Example",
          .detail = "group",
          .rests_on = {"x:1"},
          .evidence = {SomeInterest()},
          .rule = "example",
          .found = "name_family",
          .sure = "possible",
          .field = "names, value 2"};
}

Match SomeMatch() {
  return {.entity_id = "ofac-sdn:1",
          .ids = {"ofac-sdn:1", "un:1"},
          .name = "Zebulon Quixworth",
          .matched_name = "QUIXWORTH, Zebulon",
          .asked_name = "Zebulon Quixwort",
          .schema = Schema::kPerson,
          .score = 9'123,
          .corroboration = Corroboration::kDate,
          .party_digest = std::string(64, 'd'),
          .explanation = {.label = "score",
                          .points = 9'123,
                          .children = {{.label = "token", .detail = "a ~ b", .points = 9'623},
                                       {.label = "birth date", .points = -500}}},
          .designations = {SomeDesignation(), {.entity_id = "un:1", .authority = "UN-SC"}},
          .ownership = {SomeVerdict(Answer::kYes, Basis::kOwned)},
          .flags = {{"designated", "it is listed", "", {"ofac-sdn:1"}},
                    {"pep", "", "role.rca", {}},
                    SomeGroupFlag()}};
}

// Every field differs from its default.
DecisionCore RichCore() {
  DecisionCore core{.decision = Decision::kBlock,
                    .as_of = *Date::FromCivil(2024, 2, 29),
                    .counterparty_id = "c-1",
                    .snapshot = std::string(64, 'a'),
                    .rules = std::string(64, 'b'),
                    .preset = "broad",
                    .scope = "trade",
                    .asked_digest = std::string(64, 'c'),
                    .engine = "lynceus 0.1.0",
                    .lists = {{"US-OFAC", "SDN", Date::FromCivil(2024, 1, 1), ListState::kStale},
                              {"UN-SC", "UNSC", std::nullopt, ListState::kMissing}},
                    .reasons = {"hit", "coverage"},
                    .priority = Priority::kUrgent,
                    .priority_reason = "designated of x:1",
                    .hits = {SomeMatch()},
                    .suppressed = {SomeMatch()},
                    .flags = {SomeGroupFlag()},
                    .matches_total = 1'234'567,
                    .truncated = true};
  core.suppressed[0].suppressed_by = "weak names";
  core.hits[0].flags = FlagsWithFindings();
  core.hits[0].coverage = {SomeTable(), SomeTable()};
  core.coverage = SomeTable();
  for (int answer = 0; answer < 4; ++answer) {
    for (int basis = 0; basis < 7; ++basis) {
      core.declared_ownership.push_back(
          SomeVerdict(static_cast<Answer>(answer), static_cast<Basis>(basis)));
    }
  }
  return core;
}

TEST(WireTest, ARichAnswerComesBackTheSame) {
  const DecisionCore core = RichCore();
  std::string bytes;
  ASSERT_TRUE(wire::ToWire(core, RecordRef{7, "bank/log"}).SerializeToString(&bytes));
  v1::ScreenResponse message;
  ASSERT_TRUE(message.ParseFromString(bytes));
  const auto back = wire::FromWire(message);
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ(review::DecisionCoreJson(back->core), review::DecisionCoreJson(core));
  ASSERT_TRUE(back->record.has_value());
  EXPECT_EQ(back->record->index, 7u);
  EXPECT_EQ(back->record->log, "bank/log");
}

TEST(WireTest, AnAnswerWithoutRecordSaysSo) {
  const auto back = wire::FromWire(wire::ToWire(DecisionCore{}, std::nullopt));
  ASSERT_THAT(back, IsOk());
  EXPECT_FALSE(back->record.has_value());
  EXPECT_EQ(review::DecisionCoreJson(back->core), review::DecisionCoreJson(DecisionCore{}));
}

TEST(WireTest, EveryDecisionComesBack) {
  for (const Decision decision : {Decision::kClear, Decision::kReview, Decision::kBlock}) {
    const auto back = wire::FromWire(wire::ToWire(DecisionCore{.decision = decision}, {}));
    ASSERT_THAT(back, IsOk());
    EXPECT_EQ(back->core.decision, decision);
  }
}

// A server of another kind, or a broken one, must not read as an answer.
TEST(WireTest, AnAnswerThatSaysNothingIsRefused) {
  EXPECT_FALSE(wire::FromWire(v1::ScreenResponse{}).ok()) << "no decision is not CLEAR";
  v1::ScreenResponse message = wire::ToWire(RichCore(), {});
  message.set_decision(static_cast<v1::Decision>(99));
  EXPECT_FALSE(wire::FromWire(message).ok());
  message = wire::ToWire(RichCore(), {});
  message.mutable_hits(0)->mutable_ownership(0)->set_answer(v1::ANSWER_UNSPECIFIED);
  EXPECT_FALSE(wire::FromWire(message).ok());
  message = wire::ToWire(RichCore(), {});
  message.mutable_hits(0)->set_schema("Dragon");
  EXPECT_FALSE(wire::FromWire(message).ok());
  message = wire::ToWire(RichCore(), {});
  message.mutable_lists(0)->set_state("fresh");
  EXPECT_FALSE(wire::FromWire(message).ok());
  message = wire::ToWire(RichCore(), {});
  message.mutable_coverage()->mutable_rows(0)->set_listing("clear");
  EXPECT_FALSE(wire::FromWire(message).ok());
  message = wire::ToWire(RichCore(), {});
  message.mutable_hits(0)->mutable_flags(0)->mutable_magnitsky()->set_date("someday");
  EXPECT_FALSE(wire::FromWire(message).ok());
  message = wire::ToWire(RichCore(), {});
  message.mutable_hits(0)->mutable_ownership(0)->set_blocked("half");
  EXPECT_FALSE(wire::FromWire(message).ok());
  message = wire::ToWire(RichCore(), {});
  message.set_priority("soon");
  EXPECT_FALSE(wire::FromWire(message).ok());
  message = wire::ToWire(RichCore(), {});
  message.mutable_hits(0)->set_corroboration("hearsay");
  EXPECT_FALSE(wire::FromWire(message).ok());
  message = wire::ToWire(RichCore(), {});
  message.set_as_of("yesterday");
  EXPECT_FALSE(wire::FromWire(message).ok());
}

Counterparty RichCounterparty() {
  return {.id = "c-1",
          .names = {"Zebulon Quixworth", "Зебулон"},
          .schema = Schema::kCompany,
          .birth_dates = {*PartialDate::ParseIso("1970-02-03"), *PartialDate::ParseIso("1970-02"),
                          *PartialDate::ParseIso("1970")},
          .countries = {"de", "fr"},
          .gender = "female",
          .identifiers = {{"leiCode", "X1", "de"}},
          .addresses = {"Street 1"},
          .texts = {"Remark; 1", ""},
          .owners = {{"Some Owner", "x:1", SomeShare(), InterestKind::kVotes},
                     {"Other", "", Share::Unknown(), InterestKind::kShares}}};
}

TEST(WireTest, ACounterpartyComesBackTheSame) {
  const Counterparty counterparty = RichCounterparty();
  const auto back = wire::FromWire(wire::ToWire(counterparty));
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ(review::CounterpartyJson(*back), review::CounterpartyJson(counterparty));
}

TEST(WireTest, ACounterpartyThatCannotBeReadIsNamed) {
  struct Mistake {
    std::string field;
    void (*make)(v1::Counterparty&);
  };
  const Mistake mistakes[] = {
      {"schema", [](v1::Counterparty& message) { message.set_schema("Dragon"); }},
      {"birth_dates", [](v1::Counterparty& message) { message.add_birth_dates("3 May"); }},
      {"owners", [](v1::Counterparty& message) { message.mutable_owners(0)->set_share("120"); }},
      {"owners.kind", [](v1::Counterparty& message) { message.mutable_owners(0)->set_kind("x"); }},
  };
  for (const Mistake& mistake : mistakes) {
    v1::Counterparty message = wire::ToWire(RichCounterparty());
    mistake.make(message);
    EXPECT_THAT(wire::FromWire(message),
                StatusIs(absl::StatusCode::kInvalidArgument, ::testing::HasSubstr(mistake.field)));
  }
}

constexpr absl::StatusCode kCodes[] = {
    absl::StatusCode::kInvalidArgument,   absl::StatusCode::kNotFound,
    absl::StatusCode::kAlreadyExists,     absl::StatusCode::kPermissionDenied,
    absl::StatusCode::kResourceExhausted, absl::StatusCode::kFailedPrecondition,
    absl::StatusCode::kOutOfRange,        absl::StatusCode::kUnavailable,
    absl::StatusCode::kDataLoss,          absl::StatusCode::kDeadlineExceeded,
    absl::StatusCode::kUnauthenticated,   absl::StatusCode::kInternal};

ErrorDetail FullDetail() {
  return {.subject = "names[0]",
          .place = "byte 3",
          .cause = "it is too long",
          .limit = "2048 bytes",
          .remedy = "shorten it"};
}

TEST(GrpcStatusTest, EveryErrorComesBackWithItsDetail) {
  for (const absl::StatusCode code : kCodes) {
    const absl::Status status = MakeError(code, FullDetail());
    const grpc::Status sent = server::ToGrpc(status);
    EXPECT_EQ(static_cast<int>(sent.error_code()), static_cast<int>(code));
    EXPECT_EQ(sent.error_message(), ErrorText(status));
    const absl::Status back = server::FromGrpc(sent);
    EXPECT_EQ(back.code(), code);
    EXPECT_EQ(DetailOf(back), FullDetail());
  }
  EXPECT_TRUE(server::ToGrpc(absl::OkStatus()).ok());
  EXPECT_THAT(server::FromGrpc(grpc::Status::OK), IsOk());
}

TEST(GrpcStatusTest, WithoutADetailTheMessageIsKept) {
  const absl::Status back =
      server::FromGrpc(grpc::Status(grpc::StatusCode::UNAVAILABLE, "no connection"));
  EXPECT_EQ(back.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(DetailOf(back).cause, "no connection");
  const absl::Status garbled =
      server::FromGrpc(grpc::Status(grpc::StatusCode::DATA_LOSS, "words", "\xFF\xFF garbage"));
  EXPECT_EQ(garbled.code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(DetailOf(garbled).cause, "words");
}

TEST(GrpcStatusTest, ALongMessageIsCutAndItsDetailIsNot) {
  ErrorDetail detail = FullDetail();
  detail.cause = std::string(3 * limits::kErrorMessageBytesMax, 'x');
  const grpc::Status sent = server::ToGrpc(InvalidError(detail));
  EXPECT_EQ(sent.error_message().size(), limits::kErrorMessageBytesMax);
  EXPECT_EQ(DetailOf(server::FromGrpc(sent)), detail);
}

}  // namespace
}  // namespace lynceus
