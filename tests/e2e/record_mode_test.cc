// What the service does where its log cannot write, in either mode; and what it puts on record of
// itself: configuration, lists, what is in force, and what an export took out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "lib/audit/match_log.h"
#include "lib/base/digest.h"
#include "lib/base/file.h"
#include "lib/review/leaf.h"
#include "lib/review/show_record.h"
#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/e2e/service_fixture.h"
#include "tests/sources/zip_bytes.h"
#include "tests/support/status_matchers.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kServing[] = "\x08\x01";
constexpr char kNotServing[] = "\x08\x02";
// No file of the daemon may grow beyond 300 KiB, which is more than the first slots of keys take:
// at some call the journal is full.
constexpr char kSmallFiles[] = "ulimit -f 300; ";

int FreePort() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  EXPECT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size), 0);
  ::close(socket);
  return ntohs(address.sin_port);
}

class RecordModeTest : public ServiceTest {
 protected:
  std::string WriteConfig(const std::string& mode) {
    return dir_.Write(
        "d.yaml",
        absl::StrCat("listen: 127.0.0.1:0\nplaintext: true\nsnapshot: ", dir_ / "snapshot",
                     "\nlog: {directory: ", dir_ / "log", ", mode: ", mode,
                     "}\nmetrics: {listen: 127.0.0.1:", metrics_port_, "}\ndrain_seconds: 0\n"));
  }
  // Asks until `wanted` answers of the second kind came: errors, or answers without a record.
  struct Tally {
    int recorded = 0;
    int unrecorded = 0;
    int refused = 0;
    std::uint64_t last_record = 0;
  };
  Tally AskUntilFull(Client& client) {
    Tally tally;
    for (int i = 0; i < 2'000 && tally.unrecorded + tally.refused < 3; ++i) {
      v1::ScreenResponse response;
      const grpc::Status status = client.Screen(Ask("Sovcombank", "Company"), &response);
      if (!status.ok()) {
        EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE) << status.error_message();
        EXPECT_EQ(response.decision(), v1::DECISION_UNSPECIFIED);
        ++tally.refused;
        continue;
      }
      EXPECT_EQ(response.decision(), v1::DECISION_BLOCK);
      EXPECT_NE(response.has_record(), !response.unrecorded().empty());
      if (response.has_record()) {
        EXPECT_EQ(tally.refused + tally.unrecorded, 0) << "a record after a failed write";
        tally.last_record = response.record().index();
        ++tally.recorded;
      } else {
        EXPECT_THAT(response.unrecorded(), HasSubstr("UNAVAILABLE"));
        ++tally.unrecorded;
      }
    }
    return tally;
  }
  std::string Metrics() const {
    return RunProgram("/bin/bash",
                      {"-c", absl::StrCat("exec 3<>/dev/tcp/127.0.0.1/", metrics_port_,
                                          "; printf 'GET /metrics HTTP/1.0\\r\\n\\r\\n' >&3; "
                                          "cat <&3")})
        .out;
  }
  // Once a second the service looks after its health.
  std::string MetricsOnceTheySay(const std::string& line) const {
    std::string text;
    for (int i = 0; i < 200; ++i) {
      text = Metrics();
      if (text.find(line) != std::string::npos) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return text;
  }
  // Of every record of the log, which must verify.
  std::vector<review::Leaf> Leaves() {
    const auto report = audit::VerifyLog(dir_ / "log", "", review::CheckRecord);
    EXPECT_THAT(report, IsOk());
    std::vector<review::Leaf> leaves;
    for (std::uint64_t i = 0; report.ok() && i < report->size + report->pending; ++i) {
      leaves.push_back(*review::DecodeLeaf(audit::ReadRecord(dir_ / "log", i)->leaf));
    }
    return leaves;
  }

  const int metrics_port_ = FreePort();
};

TEST_F(RecordModeTest, RequiredRefusesAndTurnsUnhealthy) {
  const std::string config = WriteConfig("required");
  Daemon daemon(config, dir_ / "out", kSmallFiles);
  ASSERT_NE(daemon.target(), "") << *ReadFile(dir_ / "out");
  EXPECT_EQ(HealthOf(daemon.target()), kServing);
  const auto client = Client::Connect({.target = daemon.target()});
  const Tally tally = AskUntilFull(*client);
  EXPECT_GT(tally.recorded, 0);
  EXPECT_EQ(tally.refused, 3);
  EXPECT_EQ(tally.unrecorded, 0);
  EXPECT_THAT(MetricsOnceTheySay("lynceus_log_writable{kind=\"\"} 0"),
              HasSubstr("lynceus_log_writable{kind=\"\"} 0"));
  EXPECT_EQ(HealthOf(daemon.target()), kNotServing);

  v1::JudgeRequest judge;
  judge.mutable_judgement()->set_alert(tally.last_record);
  judge.mutable_judgement()->set_verdict(v1::ALERT_VERDICT_TRUE_MATCH);
  judge.mutable_judgement()->set_reason("same_name");
  judge.mutable_judgement()->set_text("the same bank");
  judge.mutable_judgement()->set_by("ann");
  grpc::ClientContext call;
  v1::JudgedAlert judged;
  EXPECT_EQ(client->review().Judge(&call, judge, &judged).error_code(),
            grpc::StatusCode::UNAVAILABLE);
  grpc::ClientContext asking;
  v1::GetAlertRequest get;
  get.set_alert(tally.last_record);
  v1::GetAlertResponse history;
  ASSERT_TRUE(client->review().GetAlert(&asking, get, &history).ok());
  EXPECT_EQ(history.alert().state(), v1::ALERT_STATE_OPEN) << "what is not on record is not so";
  EXPECT_EQ(daemon.Stop(), 0);

  // With room again it serves, and nothing that was acknowledged is gone.
  Daemon again(config, dir_ / "out", "");
  ASSERT_NE(again.target(), "") << *ReadFile(dir_ / "out");
  EXPECT_EQ(HealthOf(again.target()), kServing);
  EXPECT_EQ(again.Stop(), 0);
  const auto leaves = Leaves();
  int screenings = 0;
  for (const review::Leaf& leaf : leaves) {
    EXPECT_FALSE(leaf.best_effort);
    screenings += leaf.kind == review::RecordKind::kScreen ? 1 : 0;
  }
  EXPECT_GE(screenings, tally.recorded);
}

TEST_F(RecordModeTest, BestEffortAnswersSaysSoAndIsOnRecord) {
  const std::string config = WriteConfig("best_effort");
  Daemon daemon(config, dir_ / "out", kSmallFiles);
  ASSERT_NE(daemon.target(), "") << *ReadFile(dir_ / "out");
  const auto client = Client::Connect({.target = daemon.target()});
  const Tally tally = AskUntilFull(*client);
  EXPECT_GT(tally.recorded, 0);
  EXPECT_EQ(tally.refused, 0);
  EXPECT_EQ(tally.unrecorded, 3);
  const std::string metrics = MetricsOnceTheySay("lynceus_log_writable{kind=\"\"} 0");
  EXPECT_THAT(metrics, HasSubstr("lynceus_log_writable{kind=\"\"} 0"));
  EXPECT_THAT(metrics, HasSubstr("lynceus_answers_unrecorded_total{kind=\"\"} 3"));
  EXPECT_EQ(HealthOf(daemon.target()), kServing) << "it goes on answering";

  // The command line hands on what the service says.
  const Ran ran = Lynceus({"screen", "--server", daemon.target(), "--name", "Sovcombank", "--as-of",
                           kAsOf, "--format", "json"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto answer = ParseJson(ran.out);
  EXPECT_TRUE(answer["record"].IsNull());
  EXPECT_THAT(Text(answer, "unrecorded"), HasSubstr("UNAVAILABLE"));
  const Ran book = Lynceus({"batch", "--server", daemon.target(), "--in",
                            dir_.Write("book.csv", "id,name\n1,Sovcombank\n2,Hokkaido Dairy\n"),
                            "--out", dir_ / "book.jsonl", "--as-of", kAsOf});
  EXPECT_EQ(book.code, 0) << book.err;
  EXPECT_THAT(book.err, HasSubstr("2 of them are NOT RECORDED"));
  EXPECT_EQ(daemon.Stop(), 0);
  {
    const Daemon again(config, dir_ / "out", "");  // cuts what the full disk tore
    ASSERT_NE(again.target(), "") << *ReadFile(dir_ / "out");
  }

  const auto leaves = Leaves();
  ASSERT_FALSE(leaves.empty());
  for (const review::Leaf& leaf : leaves) EXPECT_TRUE(leaf.best_effort);
  EXPECT_EQ(leaves.front().kind, review::RecordKind::kConfigurationChange);
  const Ran shown = Lynceus({"log", "show", dir_ / "log", "0", "--format", "json"});
  EXPECT_THAT(shown.out, HasSubstr(R"("mode":"best_effort")")) << shown.err;
}

TEST_F(RecordModeTest, AnUnknownModeIsRefused) {
  const Ran ran =
      RunProgram(BinaryPath("lynceusd"), {"--check-config", "--config", WriteConfig("sometimes")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("log.mode"));
}

TEST_F(RecordModeTest, AServiceBeginsWithWhatItRunsByAndKeepsIt) {
  server::Config config = BaseConfig();
  config.log_archive = dir_ / "archive";
  StartService(config);
  service_.reset();
  const auto leaves = Leaves();
  ASSERT_EQ(leaves.size(), 3u);
  EXPECT_EQ(leaves[0].kind, review::RecordKind::kConfigurationChange);
  EXPECT_EQ(leaves[1].kind, review::RecordKind::kListLoad);
  EXPECT_EQ(leaves[2].kind, review::RecordKind::kSnapshotActivation);
  EXPECT_EQ(leaves[1].snapshot, leaves[2].snapshot);
  const Ran lists = Lynceus({"log", "show", dir_ / "log", "1", "--format", "json"});
  for (const char* word : {"\"list_date\":", "\"sha256\":", "\"entities\":"}) {
    EXPECT_THAT(lists.out, HasSubstr(word)) << lists.err;
  }
  const Ran kept = Lynceus({"archive", "list", dir_ / "archive"});
  EXPECT_THAT(kept.out, HasSubstr("engine    " + leaves[2].engine));
  EXPECT_THAT(kept.out, HasSubstr("snapshot  " + leaves[2].snapshot));
  EXPECT_THAT(kept.out, HasSubstr("rules     " + leaves[2].rules));
}

TEST_F(RecordModeTest, AnArchiveWithoutTheProgramOfThisBuildIsRefused) {
  server::Config config = BaseConfig();
  config.log_archive = dir_ / "archive";
  config.log_engine = "/bin/true";
  EXPECT_THAT(server::Service::Start(config), StatusIs(absl::StatusCode::kFailedPrecondition));
  config.log_engine = dir_ / "absent";
  EXPECT_THAT(server::Service::Start(config), StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST_F(RecordModeTest, ASnapshotsRawListsAreKeptWhereItIsBuilt) {
  std::vector<std::string> words = {"index",     "build",   "--out",     dir_ / "built",  "--rules",
                                    RulesPath(), "--quiet", "--archive", dir_ / "archive"};
  for (const std::string& file : DemoFiles()) words.push_back(file);
  const Ran built = Lynceus(words);
  ASSERT_EQ(built.code, 0) << built.err;
  EXPECT_THAT(built.out, HasSubstr("raw lists archived in"));
  const std::string listed = Lynceus({"archive", "list", dir_ / "archive"}).out;
  for (const std::string& file : DemoFiles()) {
    const auto digest = Sha256OfFile(file);
    ASSERT_THAT(digest, IsOk());
    EXPECT_THAT(listed, HasSubstr(ToHex(*digest))) << file;
  }
}

TEST_F(RecordModeTest, OfAListInsideAnArchiveTheArchiveIsKept) {
  const std::string zip = dir_.Write(
      "lists.zip",
      sources::ZipBytes({{.name = "interests.csv",
                          .content = *ReadFile(SourcePath("deploy/demo/interests.csv"))}}));
  const Ran built = Lynceus({"index", "build", "--out", dir_ / "built", "--rules", RulesPath(),
                             "--quiet", "--archive", dir_ / "archive", zip + "!interests.csv"});
  ASSERT_EQ(built.code, 0) << built.err;
  EXPECT_THAT(Lynceus({"archive", "list", dir_ / "archive"}).out,
              HasSubstr(ToHex(*Sha256OfFile(zip))));
}

TEST_F(RecordModeTest, AnExportByTheServiceIsTheSameAsByDirectory) {
  StartService(BaseConfig());
  for (const char* name : {"Sovcombank", "Hokkaido Dairy Cooperative"}) {
    v1::ScreenResponse response;
    ASSERT_TRUE(client_->Screen(Ask(name, "Company"), &response).ok());
  }
  const auto export_to = [&](const std::string& out, std::vector<std::string> place) {
    std::vector<std::string> words = {"log",       "export", "-o",       out,    "--reason",
                                      "regulator", "--text", "a case",   "--by", "ann",
                                      "--record",  "3",      "--record", "4"};
    words.insert(words.end(), place.begin(), place.end());
    return Lynceus(words);
  };
  const Ran far = export_to(dir_ / "far.jsonl", {"--server", target()});
  ASSERT_EQ(far.code, 0) << far.err;
  EXPECT_THAT(export_to(dir_ / "no.jsonl", {"--server", target(), "--record", "99"}).err,
              HasSubstr("record 99"));
  EXPECT_FALSE(PathExists(dir_ / "no.jsonl")) << "an error is no empty export";
  EXPECT_FALSE(PathExists(dir_ / "no.jsonl.part"));
  service_.reset();
  const Ran near = export_to(dir_ / "near.jsonl", {dir_ / "log"});
  ASSERT_EQ(near.code, 0) << near.err;
  const std::vector<std::string> a = absl::StrSplit(*ReadFile(dir_ / "far.jsonl"), '\n');
  const std::vector<std::string> b = absl::StrSplit(*ReadFile(dir_ / "near.jsonl"), '\n');
  ASSERT_EQ(a.size(), 4u) << "a head, two records, and the end";
  ASSERT_EQ(b.size(), 4u);
  EXPECT_THAT(a[0], HasSubstr(R"("record":5,"records":2)"));
  EXPECT_THAT(b[0], HasSubstr(R"("record":6,"records":2)"));
  EXPECT_EQ(a[1], b[1]);
  EXPECT_EQ(a[2], b[2]);
  EXPECT_THAT(a[1], HasSubstr("Sovcombank"));
  EXPECT_EQ(Leaves()[5].kind, review::RecordKind::kExport);
  EXPECT_THAT(export_to(dir_ / "x", {}).err, HasSubstr("exactly one of the two"));
}

}  // namespace
}  // namespace lynceus::e2e
