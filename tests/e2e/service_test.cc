// The service over gRPC: every call once, errors with their detail, and a record behind each
// answer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "lib/audit/match_log.h"
#include "lib/audit/merkle.h"
#include "lib/audit/note.h"
#include "lib/base/file.h"
#include "lib/base/strings.h"
#include "lib/review/leaf.h"
#include "lib/review/show_record.h"
#include "server/grpc_status.h"

#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/e2e/service_fixture.h"
#include "tests/support/status_matchers.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::IsOk;
using ::testing::HasSubstr;

TEST_F(ServiceTest, ScreensAndRecords) {
  StartService(BaseConfig());
  v1::ScreenResponse response;
  ASSERT_TRUE(client_->Screen(Ask("Sovcombank", "Company"), &response).ok());
  EXPECT_EQ(response.decision(), v1::DECISION_BLOCK);
  EXPECT_EQ(response.as_of(), kAsOf);
  ASSERT_GT(response.hits_size(), 0);
  EXPECT_EQ(response.hits(0).entity_id(), "ofac-sdn:34737");
  ASSERT_TRUE(response.has_record());
  EXPECT_EQ(response.record().log(), "test/log");
  const grpc::Status bad = client_->Screen(Ask("...", "Company"), &response);
  EXPECT_EQ(bad.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(response.decision(), v1::DECISION_UNSPECIFIED);
  EXPECT_EQ(DetailOf(server::FromGrpc(bad)).subject, "name");
}

TEST_F(ServiceTest, AStreamAnswersEveryItemInOrder) {
  StartService(BaseConfig());
  constexpr std::size_t kItems = 1'000;
  constexpr std::size_t kBad = 500;
  const char* const names[] = {"Sovcombank", "Hokkaido Dairy Cooperative",
                               "Russia-Japan Investment Fund"};
  const v1::Decision wanted[] = {v1::DECISION_BLOCK, v1::DECISION_CLEAR, v1::DECISION_REVIEW};
  std::vector<v1::ScreenRequest> requests;
  for (std::size_t i = 0; i < kItems; ++i) {
    requests.push_back(Ask(i == kBad ? "GmbH" : names[i % 3], "Company"));
    requests.back().mutable_counterparty()->set_id(absl::StrCat("c", i));
  }
  std::vector<v1::ScreenStreamResponse> responses;
  const grpc::Status status = client_->ScreenAll(requests, &responses);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_EQ(responses.size(), kItems);
  std::set<std::uint64_t> records;
  for (std::size_t i = 0; i < kItems; ++i) {
    EXPECT_EQ(responses[i].sequence(), i);
    if (i == kBad) {
      ASSERT_TRUE(responses[i].has_error());
      EXPECT_EQ(responses[i].error().code(), "INVALID_ARGUMENT");
      continue;
    }
    ASSERT_TRUE(responses[i].has_response()) << i;
    EXPECT_EQ(responses[i].response().counterparty_id(), absl::StrCat("c", i));
    EXPECT_EQ(responses[i].response().decision(), wanted[i % 3]);
    records.insert(responses[i].response().record().index());
  }
  EXPECT_EQ(records.size(), kItems - 1) << "every answer has a record of its own";
  service_->Drain(0, 5);
  service_.reset();
  const auto report = audit::VerifyLog(dir_ / "log", "", review::CheckRecord);
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(report->size, kItems + 2) << "configuration, lists, activation and every answer";
  for (const std::uint64_t index : records) {
    const auto record = audit::ReadRecord(dir_ / "log", index);
    ASSERT_THAT(record, IsOk());
    EXPECT_EQ(review::DecodeLeaf(record->leaf)->kind, review::RecordKind::kScreen);
  }
}

TEST_F(ServiceTest, TheRecordSaysForWhomItWasAsked) {
  StartService(BaseConfig());
  v1::ScreenRequest request = Ask("Sovcombank", "Company");
  request.mutable_context()->set_request_id("payment-17");
  request.mutable_context()->set_on_behalf_of("desk 4");
  request.mutable_context()->set_legal_entity("bank-ee");
  v1::ScreenResponse response;
  ASSERT_TRUE(client_->Screen(request, &response).ok());
  const auto record = audit::ReadRecord(dir_ / "log", response.record().index());
  ASSERT_THAT(record, IsOk());
  const auto leaf = review::DecodeLeaf(record->leaf);
  ASSERT_THAT(leaf, IsOk());
  EXPECT_EQ(leaf->request_id, "payment-17");
  EXPECT_EQ(leaf->on_behalf_of, "desk 4");
  EXPECT_EQ(leaf->legal_entity, "bank-ee");
  EXPECT_TRUE(PathExists(dir_ / ("log/keys/" + review::BucketOf(*leaf) + ".slots")));

  request.mutable_context()->set_legal_entity("../keys");
  EXPECT_EQ(client_->Screen(request, &response).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(ServiceTest, EntitiesAreFetchedAndSearched) {
  StartService(BaseConfig());
  grpc::ClientContext get_call;
  v1::GetEntityRequest get;
  get.set_id("ofac-sdn:34737");
  v1::GetEntityResponse got;
  ASSERT_TRUE(client_->entities().Get(&get_call, get, &got).ok());
  EXPECT_EQ(got.party().entity_id(), "ofac-sdn:34737");
  EXPECT_GT(got.party().designations_size(), 0);

  grpc::ClientContext absent_call;
  get.set_id("no:such");
  const grpc::Status absent = client_->entities().Get(&absent_call, get, &got);
  EXPECT_EQ(absent.error_code(), grpc::StatusCode::NOT_FOUND);
  const absl::Status status = server::FromGrpc(absent);
  EXPECT_THAT(ErrorText(status), HasSubstr("no:such"));
  EXPECT_NE(DetailOf(status).cause, "");

  grpc::ClientContext search_call;
  v1::SearchEntitiesRequest search;
  search.set_name("Sovcombank");
  v1::SearchEntitiesResponse found;
  ASSERT_TRUE(client_->entities().Search(&search_call, search, &found).ok());
  ASSERT_GT(found.found_size(), 0);
  EXPECT_EQ(found.found(0).entity_id(), "ofac-sdn:34737");
  const std::pair<std::string, int> wrong[] = {{"", 0}, {"...", 0}, {"Sovcombank", 51}};
  for (const auto& [name, limit] : wrong) {
    grpc::ClientContext call;
    search.set_name(name);
    search.set_limit(limit);
    EXPECT_FALSE(client_->entities().Search(&call, search, &found).ok()) << name << limit;
  }
}

TEST_F(ServiceTest, OwnershipIsJudgedAndListed) {
  StartService(BaseConfig());
  grpc::ClientContext verdict_call;
  v1::VerdictRequest verdict;
  verdict.set_id("demo:sakhalin1");
  verdict.set_as_of(kAsOf);
  v1::VerdictResponse judged;
  ASSERT_TRUE(client_->ownership().Verdict(&verdict_call, verdict, &judged).ok());
  ASSERT_GE(judged.verdicts_size(), 3);
  for (const v1::Verdict& each : judged.verdicts()) {
    const bool ofac = each.regime() == "us-ofac";
    const bool loaded = each.regime() == "eu-freeze" || each.regime() == "uk" ||
                        each.regime() == "un";  // of the other regimes no list is
    EXPECT_EQ(each.answer(), ofac     ? v1::ANSWER_UNDETERMINED
                             : loaded ? v1::ANSWER_NO
                                      : v1::ANSWER_NOT_EVALUATED)
        << each.regime();
    EXPECT_TRUE(!ofac || each.evidence_size() > 0);
  }

  v1::InterestsRequest interests;
  interests.set_id("demo:sakhalin1");
  grpc::ClientContext owners_call;
  v1::InterestsResponse owners;
  ASSERT_TRUE(client_->ownership().Owners(&owners_call, interests, &owners).ok());
  EXPECT_EQ(owners.interests_size(), 4);
  interests.set_id("ofac-sdn:23252");
  grpc::ClientContext holdings_call;
  v1::InterestsResponse holdings;
  ASSERT_TRUE(client_->ownership().Holdings(&holdings_call, interests, &holdings).ok());
  ASSERT_EQ(holdings.interests_size(), 1);
  EXPECT_EQ(holdings.interests(0).subject_id(), "demo:kasai");
  EXPECT_EQ(holdings.interests(0).share(), "60");

  interests.set_id("no:such");
  grpc::ClientContext absent_call;
  EXPECT_EQ(client_->ownership().Owners(&absent_call, interests, &owners).error_code(),
            grpc::StatusCode::NOT_FOUND);
  verdict.add_regimes("mars");
  grpc::ClientContext mars_call;
  EXPECT_EQ(client_->ownership().Verdict(&mars_call, verdict, &judged).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

Sha256 HashOf(const std::string& bytes) {
  Sha256 hash{};
  EXPECT_EQ(bytes.size(), hash.size());
  std::copy_n(bytes.begin(), std::min(bytes.size(), hash.size()), hash.begin());
  return hash;
}

TEST_F(ServiceTest, ARecordIsProvenToStandInTheSignedTree) {
  StartService(BaseConfig());
  v1::ScreenResponse response;
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(client_->Screen(Ask("Sovcombank", "Company"), &response).ok());
  }
  const auto key = audit::ParseVerifierKey(TrimAscii(*ReadFile(dir_ / "log/key.vkey")));
  ASSERT_THAT(key, IsOk());
  v1::GetRecordRequest request;
  request.set_index(response.record().index());
  grpc::ClientContext call;
  v1::GetRecordResponse record;
  ASSERT_TRUE(client_->match_log().Get(&call, request, &record).ok());
  const auto note = audit::OpenNote(record.checkpoint(), *key);
  ASSERT_THAT(note, IsOk());
  const auto checkpoint = audit::ParseCheckpoint(*note);
  ASSERT_THAT(checkpoint, IsOk());
  std::vector<Sha256> proof;
  for (const std::string& hash : record.inclusion_proof()) proof.push_back(HashOf(hash));
  EXPECT_TRUE(audit::VerifyInclusion(record.index(), checkpoint->size,
                                     audit::LeafHash(record.leaf()), proof, checkpoint->root));
  EXPECT_FALSE(audit::VerifyInclusion(record.index(), checkpoint->size,
                                      audit::LeafHash(record.leaf() + "x"), proof,
                                      checkpoint->root));
  grpc::ClientContext newest_call;
  v1::GetCheckpointResponse newest;
  ASSERT_TRUE(client_->match_log().Checkpoint(&newest_call, {}, &newest).ok());
  EXPECT_THAT(audit::OpenNote(newest.checkpoint(), *key), IsOk());
  request.set_index(1'000);
  grpc::ClientContext past_call;
  EXPECT_EQ(client_->match_log().Get(&past_call, request, &record).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

// The command line over a directory and over the server: one engine, one answer.
TEST_F(ServiceTest, IndexAndServerGiveTheSameAnswer) {
  StartService(BaseConfig());
  const std::vector<std::vector<std::string>> questions = {
      {"--name", "Sovcombank", "--schema", "Company"},
      {"--name", "Sakhalin-1 LLC"},
      {"--name", "Dan Gertler", "--birth-date", "1973-12", "--country", "IL"},
      {"--name", "Quillfeather Widgets", "--owner", "id:ofac-sdn:34737=(25..75]"},
      {"--id", "innCode:4401116480"},
      {"--name", "Hokkaido Dairy Cooperative"},
  };
  for (const auto& question : questions) {
    std::vector<std::string> words{"screen", "--as-of", kAsOf, "--format", "json"};
    words.insert(words.end(), question.begin(), question.end());
    std::vector<std::string> local = words;
    local.insert(local.end(), {"--index", dir_ / "snapshot", "--no-log"});
    words.insert(words.end(), {"--server", target()});
    const Ran near = Lynceus(local);
    const Ran far = Lynceus(words);
    ASSERT_EQ(near.code, 0) << near.err;
    ASSERT_EQ(far.code, 0) << far.err;
    const auto core = [](const std::string& text) {
      return text.substr(0, text.find("\"record\""));
    };
    EXPECT_EQ(core(near.out), core(far.out)) << question[1];
    EXPECT_TRUE(ParseJson(far.out)["record"].IsObject());
  }
}

// What ownership says, here and at the server, with and without changes: the same bytes.
TEST_F(ServiceTest, OwnershipSaysTheSameAtTheServer) {
  StartService(BaseConfig());
  const std::string changes = dir_ / "changes.json";
  ASSERT_THAT(
      WriteFileDurably(changes,
                       R"({"changes":[{"author":"A. Officer","reason":"a deed of sale",)"
                       R"("date":"2026-10-01","change":"set_interest","owner":"ofac-sdn:34036",)"
                       R"("subject":"demo:rjif","kind":"shares","share":"50"},)"
                       R"({"author":"A. Officer","reason":"an opinion","change":"rebut",)"
                       R"("party":"bods:demo-kama","regime":"eu-freeze"}]})"),
      IsOk());
  for (const std::string command : {"verdict", "beneficial", "history"}) {
    for (const std::string id : {"demo:rjif", "bods:demo-kama"}) {
      for (const std::string format : {"text", "json"}) {
        std::vector<std::string> words{"ownership", command,     id,     "--format",
                                       format,      "--changes", changes};
        if (command != "history") words.insert(words.end(), {"--as-of", "2026-11-01"});
        std::vector<std::string> near = words;
        near.insert(near.end(), {"--index", dir_ / "snapshot"});
        words.insert(words.end(), {"--server", target()});
        const Ran here = Lynceus(near);
        const Ran there = Lynceus(words);
        ASSERT_EQ(here.code, 0) << here.err;
        ASSERT_EQ(there.code, 0) << there.err;
        EXPECT_EQ(here.out, there.out) << command << " " << id;
      }
    }
  }
  const Ran changed = Lynceus({"ownership", "verdict", "demo:rjif", "--server", target(), "--as-of",
                               "2026-11-01", "--regime", "us-ofac", "--changes", changes});
  EXPECT_THAT(changed.out, ::testing::HasSubstr("YES"));
  EXPECT_THAT(changed.out, ::testing::HasSubstr("stated by A. Officer"));
  const Ran rebutted =
      Lynceus({"ownership", "verdict", "bods:demo-kama", "--server", target(), "--as-of",
               "2026-11-01", "--regime", "eu-freeze", "--changes", changes});
  EXPECT_THAT(rebutted.out, ::testing::HasSubstr("was rebutted by A. Officer: an opinion"));
}

TEST_F(ServiceTest, AChangeWithoutAuthorIsRefusedByTheService) {
  StartService(BaseConfig());
  grpc::ClientContext call;
  v1::HistoryRequest request;
  request.set_id("demo:rjif");
  request.add_changes()->set_change("rebut");
  v1::HistoryResponse response;
  const grpc::Status status = client_->ownership().History(&call, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), ::testing::HasSubstr("change 1: has no author"));
}

// --- the swap ------------------------------------------------------------------------------------

class SwapTest : public ServiceTest {
 protected:
  grpc::Status Activate(const std::string& directory, v1::ActivateSnapshotResponse& response) {
    grpc::ClientContext call;
    v1::ActivateSnapshotRequest request;
    request.set_directory(directory);
    return client_->admin().ActivateSnapshot(&call, request, &response);
  }
  std::string ActiveSnapshot() {
    grpc::ClientContext call;
    v1::GetSnapshotResponse response;
    EXPECT_TRUE(client_->admin().GetSnapshot(&call, {}, &response).ok());
    EXPECT_GT(response.sources_size(), 0);
    return response.snapshot();
  }
};

TEST_F(SwapTest, NoCallFailsWhileSnapshotsAreSwapped) {
  BuildIndex(dir_ / "other", {SourcePath("deploy/demo/sdn.csv"), SourcePath("deploy/demo/un.xml")});
  StartService(BaseConfig());
  const std::string first = ActiveSnapshot();
  std::atomic<bool> done = false;
  std::atomic<int> calls = 0;
  std::atomic<int> failures = 0;
  std::set<std::string> seen[4];
  std::vector<std::thread> callers;
  for (std::set<std::string>& mine : seen) {
    callers.emplace_back([this, &done, &calls, &failures, &mine] {
      while (!done) {
        v1::ScreenResponse response;
        const grpc::Status status = client_->Screen(Ask("Sovcombank", "Company"), &response);
        ++calls;
        if (!status.ok() || response.hits_size() == 0) ++failures;
        mine.insert(response.snapshot());
      }
    });
  }
  std::string second;
  for (int i = 0; i < 6; ++i) {
    v1::ActivateSnapshotResponse response;
    const grpc::Status status = Activate(dir_ / (i % 2 == 0 ? "other" : "snapshot"), response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    if (i == 0) second = response.snapshot();
    EXPECT_EQ(response.previous_snapshot(), i % 2 == 0 ? first : second);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  done = true;
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(failures, 0) << "of " << calls;
  EXPECT_GT(calls, 20);
  EXPECT_NE(first, second);
  std::set<std::string> all;
  for (const auto& mine : seen) all.insert(mine.begin(), mine.end());
  EXPECT_EQ(all, (std::set<std::string>{first, second}));
}

TEST_F(SwapTest, ADamagedSnapshotIsRefusedAndTheOldStays) {
  StartService(BaseConfig());
  const std::string first = ActiveSnapshot();
  for (const std::string& whole : FilesBelow(DemoIndex())) {
    const std::string name = whole.substr(DemoIndex().size() + 1);
    const std::size_t size = FileSize(whole).value_or(0);
    if (size == 0) continue;
    const std::string copy = dir_ / "damaged";
    CopyTree(DemoIndex(), copy);
    ChangeByte(copy + "/" + name, size / 2);
    v1::ActivateSnapshotResponse response;
    EXPECT_FALSE(Activate(copy, response).ok()) << name;
    EXPECT_EQ(ActiveSnapshot(), first);
    ASSERT_THAT(RemoveTree(copy), IsOk());
  }
  v1::ScreenResponse response;
  EXPECT_TRUE(client_->Screen(Ask("Sovcombank", "Company"), &response).ok());
}

TEST_F(SwapTest, OnlyDirectoriesBelowTheRootAreTaken) {
  StartService(BaseConfig());
  std::filesystem::create_directory_symlink(DemoIndex(), dir_ / "link");
  for (const std::string& outside :
       {DemoIndex(), dir_ / "../snapshot", dir_ / "link", dir_.path() + "x", std::string()}) {
    v1::ActivateSnapshotResponse response;
    EXPECT_EQ(Activate(outside, response).error_code(), grpc::StatusCode::PERMISSION_DENIED)
        << outside;
  }
  v1::ActivateSnapshotResponse response;
  EXPECT_EQ(Activate(dir_ / "absent", response).error_code(), grpc::StatusCode::NOT_FOUND);
}

}  // namespace
}  // namespace lynceus::e2e
