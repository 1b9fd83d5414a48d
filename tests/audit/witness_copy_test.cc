// A witness as a place of the checkpoint: it follows the log, its cosignatures are kept and
// verified, a log that was put back or forked is found by it at start, and whatever it answers
// wrong is an error that says what to do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <set>
#include <thread>

#include "lib/audit/log_files.h"
#include "lib/audit/log_keys.h"
#include "lib/audit/match_log.h"
#include "lib/audit/witness.h"
#include "lib/audit/witnessed.h"
#include "lib/base/file.h"
#include "tests/fetch/http_server.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::audit {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::lynceus::support::TempDir;
using ::testing::HasSubstr;

// A witness behind a web server of this process, which may be told to answer otherwise.
class ServedWitness {
 public:
  ServedWitness(const std::string& state, const WitnessedLogs& logs, std::uint64_t seed) {
    SeededRandom random(seed);
    auto key = *Ed25519Signer::Generate(random);
    const std::string name = "test/witness" + std::to_string(seed);
    key_ = {.name = name, .key = key->public_key(), .algorithm = NoteAlgorithm::kCosignatureV1};
    auto witness = Witness::Open(state, logs, MakeCosigner(name, std::move(key), SystemClock()));
    EXPECT_THAT(witness, IsOk());
    witness_ = *std::move(witness);
    server_ = std::make_unique<fetch::HttpServer>(
        [this](const fetch::HttpRequestSeen& request) { return Handle(request); });
  }
  const VerifierKey& key() const { return key_; }
  std::string Place() const {
    return "witness:" + server_->Url("") + " " + FormatVerifierKey(key_);
  }
  std::string Url() const { return server_->Url(""); }
  // The next `times` answers are this one; the witness hears of them where `heard`.
  void AnswerInstead(int times, int status, const std::string& body, bool heard = false) {
    const std::lock_guard lock(mutex_);
    instead_ = times;
    instead_status_ = status;
    instead_body_ = body;
    heard_ = heard;
  }

 private:
  fetch::HttpAnswer Handle(const fetch::HttpRequestSeen& request) {
    const std::lock_guard lock(mutex_);
    if (request.method != "POST" || request.path != "/add-checkpoint") {
      return fetch::Answer(404, "no such path");
    }
    if (instead_ > 0) {
      --instead_;
      if (heard_) witness_->AddCheckpoint(request.body);
      return fetch::Answer(instead_status_, instead_body_);
    }
    const WitnessAnswer answer = witness_->AddCheckpoint(request.body);
    return fetch::Answer(answer.status, answer.body);
  }

  VerifierKey key_;
  std::mutex mutex_;
  std::unique_ptr<Witness> witness_;
  int instead_ = 0;
  int instead_status_ = 0;
  std::string instead_body_;
  bool heard_ = false;
  std::unique_ptr<fetch::HttpServer> server_;  // last: its thread uses the others
};

class WitnessCopyTest : public ::testing::Test {
 protected:
  void SetUp() override {
    SeededRandom random(1);
    ASSERT_THAT(InitLog({.directory = log_, .origin = "test/log"}, random), IsOk());
    witness_ = Serve("state", 11);
  }
  std::unique_ptr<ServedWitness> Serve(const std::string& state, std::uint64_t seed) {
    return std::make_unique<ServedWitness>(
        base_ / state, WitnessedLogs{{"test/log", *ReadVerifierKeys(log_)}}, seed);
  }
  static LogOptions PlacedAt(const std::vector<std::string>& places, bool required = false) {
    LogOptions options{.copies = {.required = required}};
    for (const std::string& place : places) {
      const auto parsed = ParseCopyPlace(place);
      EXPECT_THAT(parsed, IsOk());
      options.copies.places.push_back(*parsed);
    }
    return options;
  }
  LogOptions Witnessed() const { return PlacedAt({witness_->Place()}); }
  // Opens, appends, closes; what was asked of witnesses is answered when it returns.
  static absl::Status AppendTo(const std::string& log, const LogOptions& options, int records,
                               const std::string& word = "leaf") {
    LYNCEUS_ASSIGN_OR_RETURN(const auto opened, MatchLog::Open(log, options));
    for (int i = 0; i < records; ++i) {
      LYNCEUS_RETURN_IF_ERROR(opened->Append(word + std::to_string(i), "body").status());
    }
    return absl::OkStatus();
  }
  std::string Kept(const ServedWitness& witness) const {
    return ReadFile(WitnessedPath(log_, witness.key())).value_or("");
  }
  void Copy(const std::string& name) const {
    std::filesystem::copy(log_, base_ / name, std::filesystem::copy_options::recursive);
  }

  const TempDir base_;
  const std::string log_ = base_ / "log";
  std::unique_ptr<ServedWitness> witness_;
};

TEST_F(WitnessCopyTest, FollowsTheLogAndItsCosignatureIsKept) {
  for (const int records : {5, 0, 300, 1, 600}) {
    ASSERT_THAT(AppendTo(log_, Witnessed(), records), IsOk());
    const std::string kept = Kept(*witness_);
    const std::string checkpoint = *ReadFile(CheckpointPath(log_));
    ASSERT_TRUE(kept.starts_with(checkpoint)) << "the log's own note, and a line more";
    EXPECT_EQ(std::count(kept.begin(), kept.end(), '\n'),
              1 + std::count(checkpoint.begin(), checkpoint.end(), '\n'));
    EXPECT_THAT(OpenNote(kept, witness_->key()), IsOk());
    EXPECT_THAT(OpenNote(kept, *ReadVerifierKeys(log_)), IsOk()) << "an ordinary signed note";
  }
  const auto heads = VerifyWitnessed(log_, "", {witness_->key()});
  ASSERT_THAT(heads, IsOk());
  ASSERT_EQ(heads->size(), 1u);
  EXPECT_EQ(heads->front().size, 906u);
  EXPECT_EQ(heads->front().witness, "test/witness11");
  EXPECT_TRUE(heads->front().checked);
  EXPECT_GT(heads->front().unix_seconds, 1'700'000'000u);
  const auto report = VerifyLog(log_, "", {});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->foreign.empty());
}

TEST_F(WitnessCopyTest, AWitnessThatLagsCatchesUp) {
  ASSERT_THAT(AppendTo(log_, Witnessed(), 5), IsOk());
  ASSERT_THAT(AppendTo(log_, {}, 300), IsOk());
  ASSERT_THAT(AppendTo(log_, Witnessed(), 0), IsOk());
  EXPECT_EQ(VerifyWitnessed(log_, "", {witness_->key()})->front().size, 305u);
}

TEST_F(WitnessCopyTest, ALogThatWasPutBackIsRefusedAtStart) {
  ASSERT_THAT(AppendTo(log_, Witnessed(), 5), IsOk());
  Copy("old");
  ASSERT_THAT(AppendTo(log_, Witnessed(), 3), IsOk());
  for (const char* const prefix : {"", "optional "}) {
    EXPECT_THAT(AppendTo(base_ / "old", PlacedAt({prefix + witness_->Place()}), 0),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr("cosigned a checkpoint of 8")));
  }
  // Nor where it went on to the same size, or beyond it.
  const struct {
    int records;
    const char* cause;
  } rows[] = {{3, "another root of 8 records"}, {400, "not the beginning of this log"}};
  for (const auto& row : rows) {
    ASSERT_THAT(AppendTo(base_ / "old", {}, row.records, "other"), IsOk());
    const std::string before = *ReadFile(CheckpointPath(base_ / "old"));
    EXPECT_THAT(AppendTo(base_ / "old", Witnessed(), 0),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr(row.cause)));
    EXPECT_EQ(*ReadFile(CheckpointPath(base_ / "old")), before) << "nothing is signed";
  }
  EXPECT_THAT(AppendTo(log_, Witnessed(), 1), IsOk()) << "the true one goes on";
}

TEST_F(WitnessCopyTest, AWitnessThatHoldsNothingIsAskedFirstByAPerson) {
  ASSERT_THAT(AppendTo(log_, {}, 5), IsOk());
  EXPECT_THAT(AppendTo(log_, Witnessed(), 0),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("log copy")));
  EXPECT_EQ(Kept(*witness_), "") << "an old state must not become its beginning";
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(CopyCheckpoint(log_, *ParseCopyPlace(witness_->Place())), IsOk());
  }
  EXPECT_THAT(AppendTo(log_, Witnessed(), 1), IsOk());
  EXPECT_EQ(VerifyWitnessed(log_, "", {witness_->key()})->front().size, 6u);
}

TEST_F(WitnessCopyTest, WhatItAnswersWrongRefusesTheStartUnlessOptional) {
  ASSERT_THAT(AppendTo(log_, Witnessed(), 5), IsOk());
  const struct {
    int status;
    const char* body;
    const char* says;
  } rows[] = {
      {403, "", "key.vkey"},
      {404, "", "key.vkey"},
      {409, "", "without a size"},
      {409, "05\n", "without a size"},
      {409, "3", "without a size"},
      {200, "", "no cosignature"},
      {200, "\u2014 test/witness11 AAAA\n", "no cosignature"},
      {503, "", "status 503"},
  };
  for (const auto& row : rows) {
    witness_->AnswerInstead(1, row.status, row.body);
    EXPECT_THAT(AppendTo(log_, Witnessed(), 0),
                StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("cannot be read")));
    witness_->AnswerInstead(1, row.status, row.body);
    const auto opened = MatchLog::Open(log_, PlacedAt({"optional " + witness_->Place()}));
    EXPECT_THAT(opened, IsOk()) << row.status;
  }
  // The same behind an append, where it is the place's problem.
  const auto opened = MatchLog::Open(log_, Witnessed());
  ASSERT_THAT(opened, IsOk());
  for (const auto& row : rows) {
    witness_->AnswerInstead(1'000, row.status, row.body);
    while ((*opened)->copies()[0].problem.ok()) {
      ASSERT_THAT((*opened)->Append("leaf", "body"), IsOk());
    }
    witness_->AnswerInstead(0, 0, "");
    while (!(*opened)->copies()[0].problem.ok()) {
      ASSERT_THAT((*opened)->Append("leaf", "body"), IsOk());
    }
  }
}

TEST_F(WitnessCopyTest, AnAnswerThatWasLostIsMadeUpFor) {
  ASSERT_THAT(AppendTo(log_, Witnessed(), 5), IsOk());
  const auto opened = MatchLog::Open(log_, Witnessed());
  ASSERT_THAT(opened, IsOk());
  witness_->AnswerInstead(1'000, 500, "", /*heard=*/true);
  while ((*opened)->copies()[0].problem.ok()) {
    ASSERT_THAT((*opened)->Append("leaf", "body"), IsOk());
  }
  // It is ahead of what the log knows of it: 409, and once more from there.
  witness_->AnswerInstead(0, 0, "");
  while (!(*opened)->copies()[0].problem.ok()) {
    ASSERT_THAT((*opened)->Append("leaf", "body"), IsOk());
  }
}

// Also where the log did not grow meanwhile: the same size is no fork.
TEST_F(WitnessCopyTest, AnAnswerThatWasLostIsMadeUpForByTheSameCheckpoint) {
  ASSERT_THAT(AppendTo(log_, Witnessed(), 5), IsOk());
  const auto opened = MatchLog::Open(log_, PlacedAt({witness_->Place()}, /*required=*/true));
  ASSERT_THAT(opened, IsOk());
  witness_->AnswerInstead(1'000, 500, "", /*heard=*/true);
  while ((*opened)->writable()) (*opened)->Append("leaf", "body").IgnoreError();
  witness_->AnswerInstead(0, 0, "");
  while (!(*opened)->writable()) std::this_thread::yield();
  EXPECT_THAT((*opened)->copies()[0].problem, IsOk());
}

// Also where no copy is required: of two signed histories one is a lie, and this one ends here.
TEST_F(WitnessCopyTest, AForkThatAWitnessProvesClosesTheLog) {
  ASSERT_THAT(AppendTo(log_, Witnessed(), 5), IsOk());
  Copy("clone");
  const auto opened = MatchLog::Open(log_, Witnessed());
  ASSERT_THAT(opened, IsOk());
  ASSERT_THAT(AppendTo(base_ / "clone", Witnessed(), 9, "other"), IsOk());
  absl::Status status;
  for (int i = 0; i < 100'000 && status.ok(); ++i) status = (*opened)->Append("l", "b").status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_FALSE((*opened)->writable());
  EXPECT_THAT((*opened)->Append("leaf", "body"), StatusIs(absl::StatusCode::kDataLoss))
      << "for good";
}

TEST_F(WitnessCopyTest, RequiredWitnessesFailClosedAndGoOn) {
  const auto opened = MatchLog::Open(log_, PlacedAt({witness_->Place()}, true));
  ASSERT_THAT(opened, IsOk());
  witness_->AnswerInstead(1'000'000, 503, "");
  absl::Status status;
  for (int i = 0; i < 100'000 && status.ok(); ++i) {
    status = (*opened)->Append("leaf", "body").status();
  }
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable, HasSubstr("witness:http")));
  witness_->AnswerInstead(0, 0, "");
  while (!(*opened)->writable()) std::this_thread::yield();
  EXPECT_THAT((*opened)->Append("leaf", "body"), IsOk());
}

TEST_F(WitnessCopyTest, EveryChangeOfAKeptCosignatureIsFound) {
  ASSERT_THAT(AppendTo(log_, Witnessed(), 5), IsOk());
  const std::string path = WitnessedPath(log_, witness_->key());
  const std::string kept = *ReadFile(path);
  for (std::size_t at = 0; at < kept.size(); ++at) {
    std::string changed = kept;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    ASSERT_THAT(ReplaceFile(path, changed), IsOk());
    EXPECT_THAT(VerifyWitnessed(log_, "", {witness_->key()}).status(),
                StatusIs(absl::StatusCode::kDataLoss))
        << at;
  }
  for (std::size_t length = 0; length < kept.size(); ++length) {
    ASSERT_THAT(ReplaceFile(path, kept.substr(0, length)), IsOk());
    // A line end is not part of a signature; every other byte is.
    EXPECT_EQ(VerifyWitnessed(log_, "", {witness_->key()}).ok(), false) << length;
  }
  ASSERT_THAT(RemoveTree(path), IsOk());
  EXPECT_THAT(VerifyWitnessed(log_, "", {}), IsOk()) << "nobody asked for it";
  EXPECT_THAT(VerifyWitnessed(log_, "", {witness_->key()}).status(),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("no cosignature of")));
  // What a power cut tore is asked for again at the next start.
  ASSERT_THAT(ReplaceFile(path, std::string(kept.size(), '\0')), IsOk());
  ASSERT_THAT(AppendTo(log_, Witnessed(), 0), IsOk());
  EXPECT_THAT(VerifyWitnessed(log_, "", {witness_->key()}), IsOk());
}

TEST_F(WitnessCopyTest, ALogThatDoesNotGoOnFromAKeptCosignatureIsFound) {
  ASSERT_THAT(AppendTo(log_, Witnessed(), 5), IsOk());
  Copy("old");
  ASSERT_THAT(AppendTo(log_, Witnessed(), 3), IsOk());
  std::filesystem::copy(
      JoinPath(log_, "witnessed"), base_ / "old/witnessed",
      std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
  EXPECT_THAT(VerifyWitnessed(base_ / "old", "", {}).status(),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("rolled back")));
  ASSERT_THAT(AppendTo(base_ / "old", {}, 9, "other"), IsOk());
  EXPECT_THAT(VerifyWitnessed(base_ / "old", "", {}).status(),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("forked")));
}

TEST_F(WitnessCopyTest, ReceiptsCarryTheCosignaturesOfAllThatAreNamed) {
  const auto second = Serve("state2", 12);
  const std::vector<VerifierKey> both = {witness_->key(), second->key()};
  ASSERT_THAT(AppendTo(log_, PlacedAt({witness_->Place(), second->Place()}), 5), IsOk());
  const std::vector<VerifierKey> keys = *ReadVerifierKeys(log_);
  auto receipt = MakeWitnessedReceipt(log_, 3, both);
  ASSERT_THAT(receipt, IsOk());
  EXPECT_EQ(CheckReceipt(*ParseReceipt(FormatReceipt(*receipt)), keys)->leaf, "leaf3");
  EXPECT_THAT(CheckCosigned(receipt->checkpoint, both), IsOk());
  // The first one goes on alone.
  ASSERT_THAT(AppendTo(log_, Witnessed(), 300), IsOk());
  EXPECT_THAT(MakeWitnessedReceipt(log_, 3, both).status(),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("all witnesses")));
  receipt = MakeWitnessedReceipt(log_, 3, {second->key()});
  ASSERT_THAT(receipt, IsOk()) << "into its older checkpoint";
  EXPECT_EQ(CheckReceipt(*receipt, keys)->checkpoint.size, 5u);
  EXPECT_THAT(CheckCosigned(receipt->checkpoint, {second->key()}), IsOk());
  EXPECT_THAT(CheckCosigned(receipt->checkpoint, both),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("test/witness11")));
  EXPECT_THAT(MakeWitnessedReceipt(log_, 5, {second->key()}).status(),
              StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(MakeWitnessedReceipt(log_, 304, {witness_->key()}), IsOk());
  EXPECT_THAT(MakeWitnessedReceipt(log_, 305, {witness_->key()}).status(),
              StatusIs(absl::StatusCode::kNotFound));
}

// The writer removes partial tiles while the witness is asked and the auditor reads.
TEST_F(WitnessCopyTest, UnderLoadEverythingIsWitnessedAndVerifies) {
  std::set<std::uint64_t> sizes;
  {
    const auto opened = MatchLog::Open(log_, Witnessed());
    ASSERT_THAT(opened, IsOk());
    for (int i = 0; i < 1'500; ++i) {
      ASSERT_THAT((*opened)->Append("leaf" + std::to_string(i), "body"), IsOk());
      if (i % 150 != 149) continue;
      const auto heads = VerifyWitnessed(log_, "", {witness_->key()});
      ASSERT_THAT(heads, IsOk());
      sizes.insert(heads->front().size);
      EXPECT_THAT((*opened)->copies()[0].problem, IsOk());
    }
  }
  EXPECT_GT(sizes.size(), 1u) << "it was witnessed while it was written";
  EXPECT_EQ(VerifyWitnessed(log_, "", {witness_->key()})->front().size, 1'500u);
}

TEST_F(WitnessCopyTest, PlacesAreReadStrictly) {
  const std::string key = FormatVerifierKey(witness_->key());
  const std::string log_key = FormatVerifierKey(ReadVerifierKeys(log_)->front());
  const struct {
    std::string text;
    bool good;
    const char* why;
  } rows[] = {
      {"witness:https://audit.example:8444 " + key, true, "encrypted"},
      {"optional witness:https://audit.example/w/ " + key, true, "a prefix, optional"},
      {"witness:http://127.0.0.1:8444 " + key, true, "this machine"},
      {"witness:http://localhost:8444/w " + key, true, "this machine"},
      {"witness:http://audit.example:8444 " + key, false, "not encrypted"},
      {"witness:http://127.0.0.1.example:8444 " + key, false, "not this machine"},
      {"witness:https://user@audit.example " + key, false, "a user"},
      {"witness:https://audit.example?x=1 " + key, false, "a query"},
      {"witness:https://audit.example", false, "no key"},
      {"witness:https://audit.example " + key + " " + key, false, "two keys"},
      {"witness:https://audit.example " + log_key, false, "a log's key"},
      {"witness:audit.example " + key, false, "no scheme"},
      {"witness: " + key, false, "no address"},
  };
  for (const auto& row : rows) EXPECT_EQ(ParseCopyPlace(row.text).ok(), row.good) << row.why;
}

}  // namespace
}  // namespace lynceus::audit
