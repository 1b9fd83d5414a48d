// Erasures, legal holds and retention at a service that goes on screening, by gRPC and by
// `--server` of the command line; and screenings that follow up earlier ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "lib/base/clock.h"
#include "lib/base/file.h"
#include "lib/base/random.h"
#include "lib/review/record_log.h"
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
using ::testing::Not;

constexpr std::int64_t kDayMicros = 86'400'000'000;

// A log with two screenings of 2016 (records 0 and 1), then a service over it (2: its start).
class RetentionServiceTest : public ServiceTest {
 protected:
  void SetUp() override {
    ServiceTest::SetUp();
    {
      const FixedClock clock(Date::FromCivil(2016, 5, 5)->days() * kDayMicros);
      const auto log = review::RecordLog::Open({.directory = Log()}, clock, SystemRandom());
      ASSERT_THAT(log, IsOk());
      for (const char* id : {"c-1", "c-2"}) {
        ASSERT_THAT((*log)->recorder().Record({.id = id, .names = {"Zebulon Quixworth"}}, {}, {}),
                    IsOk());
      }
    }
    StartService(BaseConfig());
  }

  std::string Log() const { return dir_ / "log"; }
  v1::ScreenRequest Question(const std::string& name) { return Ask(name, "Company"); }
  std::uint64_t Screened(const v1::ScreenRequest& request) {
    v1::ScreenResponse response;
    const grpc::Status status = client_->Screen(request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.record().index();
  }
  static v1::ErasureReason Reason() {
    v1::ErasureReason reason;
    reason.set_code("data_subject_request");
    reason.set_basis("Regulation (EU) 2016/679 Art. 17");
    reason.set_by("privacy desk");
    return reason;
  }
  grpc::Status Erase(const std::vector<std::uint64_t>& records, std::uint64_t* erased = nullptr) {
    grpc::ClientContext call;
    v1::EraseRequest request;
    request.mutable_records()->Assign(records.begin(), records.end());
    *request.mutable_reason() = Reason();
    request.set_request_id("ticket-9");
    v1::EraseResponse response;
    grpc::Status status = client_->retention().Erase(&call, request, &response);
    if (erased != nullptr) *erased = response.erased();
    return status;
  }
  grpc::Status Hold(const std::string& name, std::uint64_t record) {
    grpc::ClientContext call;
    v1::PlaceHoldRequest request;
    request.mutable_hold()->set_name(name);
    request.mutable_hold()->set_reason("court order");
    request.mutable_hold()->set_by("counsel");
    request.mutable_hold()->mutable_scope()->add_records(record);
    v1::HoldResponse response;
    return client_->retention().PlaceHold(&call, request, &response);
  }
  grpc::Status Release(const std::string& name) {
    grpc::ClientContext call;
    v1::ReleaseHoldRequest request;
    request.set_name(name);
    request.set_reason("closed");
    request.set_by("counsel");
    v1::HoldResponse response;
    return client_->retention().ReleaseHold(&call, request, &response);
  }
  grpc::Status EndBucket(const std::string& bucket) {
    grpc::ClientContext call;
    v1::EndBucketRequest request;
    request.set_bucket(bucket);
    *request.mutable_reason() = Reason();
    v1::EndBucketResponse response;
    return client_->retention().EndBucket(&call, request, &response);
  }
  review::Leaf LeafAt(std::uint64_t index) const {
    const auto record = audit::ReadRecord(Log(), index);
    EXPECT_THAT(record, IsOk());
    return review::DecodeLeaf(record->leaf).value_or(review::Leaf{});
  }
  // Ends the service and verifies its log with the keys; returns how many bodies are erased.
  std::uint64_t StopAndVerify() {
    service_->Drain(0, 5);
    service_.reset();
    const auto keys = review::OpenKeys({.directory = Log()});
    EXPECT_THAT(keys, IsOk());
    review::RecordChecker checker(Log(), **keys);
    EXPECT_THAT(
        audit::VerifyLog(Log(), "",
                         [&](std::uint64_t index, const std::string& leaf,
                             const std::string& body) { return checker.Check(index, leaf, body); }),
        IsOk());
    EXPECT_THAT(checker.Finish(), IsOk());
    return checker.erased();
  }
};

TEST_F(RetentionServiceTest, ErasesOnRecordAndAHoldComesFirst) {
  const std::uint64_t index = Screened(Question("Sovcombank"));
  ASSERT_TRUE(Hold("case-17", index).ok());
  EXPECT_EQ(Hold("case-17", index).error_code(), grpc::StatusCode::ALREADY_EXISTS);
  const grpc::Status held = Erase({index, 0});
  EXPECT_EQ(held.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(held.error_message(), HasSubstr("the legal hold case-17 keeps it"));
  grpc::ClientContext list_call;
  v1::ListHoldsResponse holds;
  ASSERT_TRUE(client_->retention().ListHolds(&list_call, {}, &holds).ok());
  ASSERT_EQ(holds.holds_size(), 1);
  EXPECT_EQ(holds.holds(0).by(), "counsel");
  EXPECT_EQ(holds.holds(0).scope().records(0), index);
  ASSERT_TRUE(Release("case-17").ok());
  EXPECT_EQ(Release("case-17").error_code(), grpc::StatusCode::NOT_FOUND);

  std::uint64_t erased = 0;
  const grpc::Status done = Erase({index, 0}, &erased);
  ASSERT_TRUE(done.ok()) << done.error_message();
  EXPECT_EQ(erased, 2u);
  ASSERT_TRUE(Erase({index}, &erased).ok());
  EXPECT_EQ(erased, 0u) << "it was erased already";
  const std::uint64_t record = index + 3;  // behind the hold and its release, ascending
  EXPECT_EQ(LeafAt(record).kind, review::RecordKind::kErasure);
  EXPECT_EQ(LeafAt(record).earlier, 0u);
  EXPECT_EQ(LeafAt(record).caller, "grpc");
  EXPECT_EQ(LeafAt(record).on_behalf_of, "privacy desk");
  const auto shown = review::ShowRecordJson({.directory = Log()}, index);
  ASSERT_THAT(shown, IsOk());
  EXPECT_THAT(*shown, HasSubstr("ticket-9"));
  EXPECT_THAT(*shown, Not(HasSubstr("Sovcombank")));
  EXPECT_EQ(StopAndVerify(), 2u);
}

TEST_F(RetentionServiceTest, WrongOrdersAreRefusedAndEraseNothing) {
  EXPECT_EQ(Erase({}).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Erase({0, 99}).error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(Erase(std::vector<std::uint64_t>(1'001)).error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  grpc::ClientContext call;
  v1::EraseRequest request;
  request.add_records(0);
  v1::EraseResponse response;
  EXPECT_EQ(client_->retention().Erase(&call, request, &response).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT)
      << "no reason";
  EXPECT_EQ(Hold("case 17", 0).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Hold("case-17", 99).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  const int year = Date::FromUnixMicros(SystemClock().NowUnixMicros()).year();
  EXPECT_EQ(EndBucket(absl::StrCat(year, "-default")).error_code(),
            grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(EndBucket("2015-default").error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(EndBucket("../keys").error_code(), grpc::StatusCode::NOT_FOUND);
  ASSERT_TRUE(Hold("case-17", 1).ok());
  EXPECT_EQ(EndBucket("2016-default").error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  ASSERT_TRUE(Release("case-17").ok());
  ASSERT_TRUE(EndBucket("2016-default").ok());
  EXPECT_EQ(StopAndVerify(), 2u);
}

TEST_F(RetentionServiceTest, ScreeningGoesOnWhileRecordsAreErased) {
  constexpr int kErased = 40;
  std::vector<std::uint64_t> old;
  old.reserve(kErased);
  for (int i = 0; i < kErased; ++i) old.push_back(Screened(Question("Sovcombank")));
  std::atomic<bool> stop = false;
  std::atomic<int> answered = 0;
  std::vector<std::thread> callers;
  callers.reserve(3);
  for (int i = 0; i < 3; ++i) {
    callers.emplace_back([&] {
      while (!stop) {
        v1::ScreenResponse response;
        const grpc::Status status = client_->Screen(Question("Sovcombank"), &response);
        EXPECT_TRUE(status.ok()) << status.error_message();
        EXPECT_TRUE(response.has_record());
        ++answered;
      }
    });
  }
  std::thread holder([&] {
    for (int i = 0; i < 5; ++i) {
      EXPECT_TRUE(Hold(absl::StrCat("case-", i), 1).ok());
      EXPECT_TRUE(Release(absl::StrCat("case-", i)).ok());
    }
  });
  for (const std::uint64_t index : old) {
    const int before = answered;
    const grpc::Status status = Erase({index});
    EXPECT_TRUE(status.ok()) << status.error_message();
    while (answered == before) std::this_thread::yield();
  }
  ASSERT_TRUE(EndBucket("2016-default").ok());
  holder.join();
  stop = true;
  for (std::thread& caller : callers) caller.join();
  EXPECT_GE(answered, kErased);
  EXPECT_EQ(StopAndVerify(), kErased + 2u);
}

constexpr char kPolicy[] =
    "classes:\n"
    "  - class: all\n"
    "    kinds: [screen]\n"
    "    duties:\n"
    "      - {duty: d, basis: AMLR Art. 77, start: relationship_end, years: 5, then: delete}\n";

TEST_F(RetentionServiceTest, ARunIsPlannedAndApplied) {
  const auto plan = [&](const std::vector<v1::RetentionRequest>& messages,
                        v1::RetentionReport& report) {
    grpc::ClientContext call;
    const auto stream = client_->retention().PlanRetention(&call, &report);
    for (const v1::RetentionRequest& message : messages) stream->Write(message);
    stream->WritesDone();
    return stream->Finish();
  };
  v1::RetentionReport report;
  EXPECT_EQ(plan({}, report).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  v1::RetentionRequest head;
  EXPECT_EQ(plan({head}, report).error_code(), grpc::StatusCode::INVALID_ARGUMENT) << "no policy";
  head.set_policy(kPolicy);
  ASSERT_TRUE(plan({head}, report).ok());
  ASSERT_EQ(report.kept_size(), 1);
  EXPECT_EQ(report.kept(0).until(), "") << "the start event is not known";
  EXPECT_EQ(report.kept(0).records(), 2u);
  EXPECT_EQ(report.buckets_size(), 0);
  EXPECT_EQ(plan({head, head}, report).error_code(), grpc::StatusCode::INVALID_ARGUMENT)
      << "two heads";
  v1::RetentionRequest ends;
  for (const char* id : {"c-1", "c-2"}) {
    ends.add_ended()->set_counterparty_id(id);
    ends.mutable_ended()->rbegin()->set_ended_on("2017-02-01");
  }
  EXPECT_EQ(plan({head, ends, ends}, report).error_code(), grpc::StatusCode::INVALID_ARGUMENT)
      << "an id twice";
  head.set_on("2022-02-01");
  ASSERT_TRUE(plan({head, ends}, report).ok());
  EXPECT_EQ(report.kept(0).until(), "2022-02-01") << "the last day";
  head.set_on("2022-13-01");
  EXPECT_EQ(plan({head, ends}, report).error_code(), grpc::StatusCode::INVALID_ARGUMENT);

  const auto apply = [&](v1::AppliedRetention& applied) {
    grpc::ClientContext call;
    const auto stream = client_->retention().ApplyRetention(&call, &applied);
    stream->Write(head);
    stream->Write(ends);
    stream->WritesDone();
    return stream->Finish();
  };
  v1::AppliedRetention applied;
  head.set_by("records office");
  EXPECT_EQ(apply(applied).error_code(), grpc::StatusCode::INVALID_ARGUMENT) << "a day is given";
  head.clear_on();
  head.clear_by();
  EXPECT_EQ(apply(applied).error_code(), grpc::StatusCode::INVALID_ARGUMENT) << "by nobody";
  head.set_by("records office");
  ASSERT_TRUE(apply(applied).ok());
  EXPECT_EQ(applied.records_erased(), 0u);
  EXPECT_EQ(applied.buckets_ended(), 1u);
  ASSERT_EQ(applied.report().buckets_size(), 1);
  EXPECT_EQ(applied.report().buckets(0).key(), "2016-default");
  EXPECT_EQ(StopAndVerify(), 2u);
}

// --- the command line ----------------------------------------------------------------------------

std::vector<std::string> With(std::vector<std::string> words,
                              const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST_F(RetentionServiceTest, TheCommandLineOrdersAtTheServer) {
  const std::uint64_t asked = Screened(Question("Sovcombank"));
  const std::string index = absl::StrCat(asked);
  const std::string hold = absl::StrCat(asked + 1);
  const std::vector<std::string> order = {"--reason", "data_subject_request", "--basis", "Art. 17",
                                          "--by",     "privacy desk"};
  const std::vector<std::string> server = {"--server", target()};
  EXPECT_THAT(Lynceus(With({"log", "erase", Log(), index}, order)).err, HasSubstr("UNAVAILABLE"))
      << "the service holds the log's lock";
  ASSERT_EQ(Lynceus({"log", "list", Log()}).code, 0) << "makes the index";

  const Ran placed = Lynceus(With({"log", "hold", "place", "--name", "case-17", "--record", index,
                                   "--reason", "court order", "--by", "counsel"},
                                  server));
  EXPECT_EQ(placed.out, "record " + hold + ": hold case-17 placed\n") << placed.err;
  EXPECT_THAT(Lynceus(With({"log", "hold", "list"}, server)).out,
              HasSubstr("case-17: covers 1 records; by counsel, record " + hold + ": court order"));
  const Ran held = Lynceus(With(With({"log", "erase", index}, order), server));
  EXPECT_EQ(held.code, 1);
  EXPECT_THAT(held.err, HasSubstr("legal hold case-17 keeps it"));
  EXPECT_EQ(Lynceus(With({"log", "hold", "release", "--name", "case-17", "--reason", "closed",
                          "--by", "counsel"},
                         server))
                .out,
            absl::StrCat("record ", asked + 2, ": hold case-17 released\n"));
  const Ran erased = Lynceus(With(With({"log", "erase", index}, order), server));
  EXPECT_EQ(erased.out, "1 bodies erased, on record; 0 were erased already\n") << erased.err;

  // What reads says so, also before the index is updated again.
  const Ran listed = Lynceus({"log", "list", Log(), "--erased", "--format", "csv"});
  EXPECT_THAT(listed.out, HasSubstr("\n\"" + index + "\",")) << listed.err;
  EXPECT_THAT(listed.out, HasSubstr(",\"true\"\n"));
  EXPECT_THAT(listed.err, HasSubstr("1 of 1 records"));
  EXPECT_THAT(listed.err, HasSubstr("0 erased ones forgotten")) << "it was, at once";
  EXPECT_THAT(Lynceus({"log", "show", Log(), index}).out, HasSubstr("by: privacy desk"));
  const Ran replayed =
      Lynceus({"log", "replay", Log(), "--index", index, "--snapshot", dir_ / "snapshot"});
  EXPECT_EQ(replayed.code, 0) << replayed.err;
  EXPECT_THAT(replayed.out, HasSubstr("record " + index + ": erased\n"));

  const std::string policy = dir_.Write("retention.yaml", kPolicy);
  const std::string ended =
      dir_.Write("ended.csv", "counterparty_id,ended_on\nc-1,2017-02-01\nc-2,2017-02-01\n");
  const std::vector<std::string> run = {"log", "retention", "--policy", policy};
  EXPECT_THAT(Lynceus(With(With(run, {"--dry-run"}), server)).out,
              HasSubstr("all: 2 start event not known: kept"));
  EXPECT_THAT(Lynceus(With(With(run, {"--dry-run", "--ended", ended}), server)).out,
              HasSubstr("bucket 2016-default: to be ended, all of its 2 records are due"));
  EXPECT_EQ(Lynceus(With(With(run, {"--apply"}), server)).code, 2) << "by nobody";
  const Ran applied =
      Lynceus(With(With(run, {"--apply", "--ended", ended, "--by", "records office"}), server));
  EXPECT_THAT(applied.out, HasSubstr("0 bodies erased, 1 buckets ended, on record")) << applied.err;
  EXPECT_THAT(Lynceus(With(With({"log", "end-bucket", "2016-default"}, order), server)).err,
              HasSubstr("NOT_FOUND"));
  EXPECT_EQ(Lynceus(With(With({"log", "erase", "zero"}, order), server)).code, 2);
  EXPECT_EQ(Lynceus(With({"log", "hold", "list", Log()}, server)).code, 2) << "both";
  EXPECT_EQ(Lynceus({"log", "hold", "list"}).code, 2) << "neither";
  EXPECT_EQ(StopAndVerify(), 3u);
}

TEST_F(RetentionServiceTest, AScreeningFollowsUpAnother) {
  const std::uint64_t first = Screened(Question("Sovcombank"));
  v1::ScreenRequest again = Question("Sovcombank");
  again.mutable_context()->set_follows(first);
  const std::uint64_t second = Screened(again);
  EXPECT_EQ(LeafAt(second).earlier, first);
  const std::uint64_t size = second + 1;

  v1::ScreenResponse response;
  for (const std::uint64_t wrong : {std::uint64_t{2}, size, ~std::uint64_t{0}}) {
    again.mutable_context()->set_follows(wrong);
    const grpc::Status status = client_->Screen(again, &response);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << wrong;
    EXPECT_EQ(DetailOf(server::FromGrpc(status)).subject, "follows");
    EXPECT_FALSE(response.has_record());
  }
  const std::vector<std::string> ask = {"screen",     "--server", target(), "--name",
                                        "Sovcombank", "--as-of",  kAsOf};
  ASSERT_EQ(Lynceus(With(ask, {"--follows", absl::StrCat(second)})).code, 0);
  EXPECT_EQ(LeafAt(size).earlier, second) << "nothing was recorded of what was refused";
  EXPECT_EQ(Lynceus(With(ask, {"--follows", "2"})).code, 1) << "the service's start";

  const std::string shown = Lynceus({"log", "show", Log(), absl::StrCat(size)}).out;
  const std::size_t newer = shown.find(absl::StrCat("  record ", second, ": screen, "));
  const std::size_t older = shown.find(absl::StrCat("  record ", first, ": screen, "));
  ASSERT_NE(older, std::string::npos) << shown;
  EXPECT_LT(newer, older);
  EXPECT_THAT(shown, HasSubstr(", BLOCK\n"));
  const Ran listed =
      Lynceus({"log", "list", Log(), "--follows", absl::StrCat(first), "--format", "csv"});
  EXPECT_THAT(listed.out, HasSubstr(absl::StrCat("\n\"", second, "\",")));
  EXPECT_THAT(listed.err, HasSubstr("1 of 1 records"));
  EXPECT_EQ(StopAndVerify(), 0u);
}

TEST(FollowUpTest, ALocalScreeningFollowsUpAnother) {
  const support::TempDir dir;
  const std::string log = dir / "log";
  ASSERT_EQ(Lynceus({"log", "init", log, "--origin", "test/log", "--demo-key"}).code, 0);
  const std::vector<std::string> ask = {"screen",     "--index", DemoIndex(), "--name",
                                        "Sovcombank", "--as-of", kAsOf};
  EXPECT_EQ(Lynceus(With(ask, {"--log", log, "--follows", "0"})).code, 1) << "there is none yet";
  ASSERT_EQ(Lynceus(With(ask, {"--log", log})).code, 0);
  ASSERT_EQ(Lynceus(With(ask, {"--log", log, "--follows", "0"})).code, 0);
  EXPECT_THAT(Lynceus({"log", "show", log, "1"}).out, HasSubstr("follows up\n  record 0: screen"));
  EXPECT_EQ(Lynceus(With(ask, {"--no-log", "--follows", "0"})).code, 2);
}

}  // namespace
}  // namespace lynceus::e2e
