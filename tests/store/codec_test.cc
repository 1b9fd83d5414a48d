// Laws: decode(encode(x)) == x and equal values give equal bytes; damaged bytes are an error or
// another valid value, never a crash; every enumerator of the model can be stored.
#include "lib/store/codec.h"

#include <gmock/gmock.h>
#include <google/protobuf/stubs/logging.h>
#include <gtest/gtest.h>

#include <string>

#include "lynceus/storage/entity.pb.h"
#include "tests/store/random_model.h"
#include "tests/support/status_matchers.h"

namespace lynceus::store {
namespace {

using support::IsOk;
using support::IsOkAndHolds;
using support::StatusIs;
using ::testing::HasSubstr;

constexpr std::uint64_t kSeed = 20260101;
constexpr int kRounds = 500;

bool Same(const Party& a, const Party& b) {
  return a.entity == b.entity && a.ids == b.ids && a.designations == b.designations;
}

TEST(CodecTest, PartiesComeBackAsTheyWere) {
  RandomModel model(kSeed);
  for (int round = 0; round < kRounds; ++round) {
    const Party party = model.AnyParty("x:" + std::to_string(round));
    const auto bytes = EncodeParty(party);
    ASSERT_THAT(bytes, IsOk()) << round;
    const auto back = DecodeParty(*bytes);
    ASSERT_THAT(back, IsOk()) << round;
    EXPECT_TRUE(Same(*back, party)) << round;
    EXPECT_THAT(EncodeParty(*back), IsOkAndHolds(*bytes)) << round;
  }
}

TEST(CodecTest, InterestsComeBackAsTheyWere) {
  RandomModel model(kSeed);
  for (int round = 0; round < kRounds; ++round) {
    const Interest interest = model.AnyInterest();
    const auto bytes = EncodeInterest(interest);
    ASSERT_THAT(bytes, IsOk()) << round;
    EXPECT_THAT(DecodeInterest(*bytes), IsOkAndHolds(interest)) << round;
  }
}

TEST(CodecTest, FragmentsAndSkipsComeBackAsTheyWere) {
  const UnparsedFragment fragment{"ofac-sdn:7", "nee Иванова", {"ofac-sdn", "line 3"}};
  const auto fragment_back = DecodeFragment(*EncodeFragment(fragment));
  ASSERT_THAT(fragment_back, IsOk());
  EXPECT_EQ(fragment_back->entity_id, fragment.entity_id);
  EXPECT_EQ(fragment_back->text, fragment.text);
  EXPECT_EQ(fragment_back->provenance, fragment.provenance);

  const auto skip_back = DecodeSkip(*EncodeSkip({"un", {"record 4", "no name"}}));
  ASSERT_THAT(skip_back, IsOk());
  EXPECT_EQ(skip_back->source, "un");
  EXPECT_EQ(skip_back->record.place, "record 4");
  EXPECT_EQ(skip_back->record.reason, "no name");
}

// A new enumerator of the model makes these switches incomplete, which is an error of the build.
storage::Schema WireOf(Schema schema) {
  switch (schema) {
    case Schema::kUnknown:
      return storage::SCHEMA_UNKNOWN;
    case Schema::kPerson:
      return storage::SCHEMA_PERSON;
    case Schema::kLegalEntity:
      return storage::SCHEMA_LEGAL_ENTITY;
    case Schema::kOrganization:
      return storage::SCHEMA_ORGANIZATION;
    case Schema::kCompany:
      return storage::SCHEMA_COMPANY;
    case Schema::kPublicBody:
      return storage::SCHEMA_PUBLIC_BODY;
    case Schema::kVessel:
      return storage::SCHEMA_VESSEL;
    case Schema::kAirplane:
      return storage::SCHEMA_AIRPLANE;
    case Schema::kSecurity:
      return storage::SCHEMA_SECURITY;
    case Schema::kCryptoWallet:
      return storage::SCHEMA_CRYPTO_WALLET;
    case Schema::kAsset:
      return storage::SCHEMA_ASSET;
  }
  return storage::SCHEMA_UNKNOWN;
}

storage::InterestKind WireOf(InterestKind kind) {
  switch (kind) {
    case InterestKind::kShares:
      return storage::INTEREST_KIND_SHARES;
    case InterestKind::kVotes:
      return storage::INTEREST_KIND_VOTES;
    case InterestKind::kProfit:
      return storage::INTEREST_KIND_PROFIT;
    case InterestKind::kOwnershipOther:
      return storage::INTEREST_KIND_OWNERSHIP_OTHER;
    case InterestKind::kBoard:
      return storage::INTEREST_KIND_BOARD;
    case InterestKind::kInfluence:
      return storage::INTEREST_KIND_INFLUENCE;
    case InterestKind::kControl:
      return storage::INTEREST_KIND_CONTROL;
    case InterestKind::kTrust:
      return storage::INTEREST_KIND_TRUST;
    case InterestKind::kNominee:
      return storage::INTEREST_KIND_NOMINEE;
    case InterestKind::kDirector:
      return storage::INTEREST_KIND_DIRECTOR;
    case InterestKind::kLinked:
      return storage::INTEREST_KIND_LINKED;
    case InterestKind::kFamily:
      return storage::INTEREST_KIND_FAMILY;
    case InterestKind::kActsFor:
      return storage::INTEREST_KIND_ACTS_FOR;
    case InterestKind::kMember:
      return storage::INTEREST_KIND_MEMBER;
    case InterestKind::kSuccessor:
      return storage::INTEREST_KIND_SUCCESSOR;
  }
  return storage::INTEREST_KIND_SHARES;
}

TEST(CodecTest, EnumeratorsAreStoredUnderTheModelsNumbers) {
  int schemas = 0;
  int kinds = 0;
  for (int number = 0; number < 256; ++number) {
    if (storage::Schema_IsValid(number)) {
      EXPECT_EQ(WireOf(static_cast<Schema>(number)), number);
      ++schemas;
    }
    if (storage::InterestKind_IsValid(number)) {
      EXPECT_EQ(WireOf(static_cast<InterestKind>(number)), number);
      ++kinds;
    }
  }
  EXPECT_EQ(schemas, 11);
  EXPECT_EQ(kinds, 15);
}

TEST(CodecTest, WhatCannotBeReadBackIsNotWritten) {
  Party party;
  party.entity.id = "x:1";
  party.entity.names.push_back({"\xff\xfe", NameKind::kPrimary, ""});
  EXPECT_THAT(EncodeParty(party),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("not well-formed UTF-8")));

  Interest interest;
  interest.kind = static_cast<InterestKind>(99);
  EXPECT_THAT(EncodeInterest(interest), StatusIs(absl::StatusCode::kInvalidArgument));
  interest.kind = InterestKind::kShares;
  interest.start = Date::FromDays(99'999'999);
  EXPECT_THAT(EncodeInterest(interest), StatusIs(absl::StatusCode::kInvalidArgument));
}

storage::Interest ValidInterest() {
  storage::Interest interest;
  interest.set_version(kValueVersion);
  interest.set_id("x:1");
  return interest;
}

TEST(CodecTest, ImpossibleValuesAreDataLoss) {
  ASSERT_THAT(DecodeInterest(ValidInterest().SerializeAsString()), IsOk());

  storage::Interest kind = ValidInterest();
  kind.set_kind(static_cast<storage::InterestKind>(7));
  EXPECT_THAT(DecodeInterest(kind.SerializeAsString()),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("kind is not known")));

  storage::Interest share = ValidInterest();
  share.mutable_share()->set_lo_ppm(600'000);
  share.mutable_share()->set_hi_ppm(500'000);
  EXPECT_THAT(DecodeInterest(share.SerializeAsString()),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("share")));

  storage::Interest day = ValidInterest();
  day.set_start_day(5'000'000);
  EXPECT_THAT(DecodeInterest(day.SerializeAsString()),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("calendar")));

  // Field 999, varint 1: written by a later program under the same version.
  const std::string unknown = ValidInterest().SerializeAsString() + "\xb8\x3e\x01";
  EXPECT_THAT(DecodeInterest(unknown),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("field is not known")));

  storage::Party party;
  party.set_version(kValueVersion);
  storage::PartialDate& date = *party.mutable_entity()->add_birth_dates();
  date.set_first_day(10);
  date.set_last_day(9);
  EXPECT_THAT(DecodeParty(party.SerializeAsString()), StatusIs(absl::StatusCode::kDataLoss));
}

TEST(CodecTest, AnotherVersionIsAPrecondition) {
  storage::Interest interest = ValidInterest();
  interest.set_version(kValueVersion + 1);
  EXPECT_THAT(DecodeInterest(interest.SerializeAsString()),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("value version 2")));
  EXPECT_THAT(DecodeInterest(""), StatusIs(absl::StatusCode::kFailedPrecondition));
}

// Whatever a damaged value decodes to can be written again: it kept every invariant of the model.
TEST(CodecTest, DamagedBytesNeverBreakAnInvariant) {
  const google::protobuf::LogSilencer silence;  // it complains of each broken text
  RandomModel model(kSeed);
  int refused = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::string bytes = *EncodeParty(model.AnyParty("x:1"));
    bytes[model.random().Below(bytes.size())] ^= static_cast<char>(1 + model.random().Below(255));
    if (model.Flip()) bytes.resize(model.random().Below(bytes.size() + 1));
    const auto party = DecodeParty(bytes);
    if (party.ok()) {
      EXPECT_THAT(EncodeParty(*party), IsOk()) << round;
    } else {
      ++refused;
    }
  }
  EXPECT_GT(refused, kRounds / 4);
}

}  // namespace
}  // namespace lynceus::store
