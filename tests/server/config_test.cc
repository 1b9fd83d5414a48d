// The service's configuration: what is read, and what each mistake is answered with.
#include "server/config.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::server {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::lynceus::support::TempDir;
using ::testing::HasSubstr;

absl::StatusOr<Config> Load(const std::string& text) {
  const TempDir directory;
  return LoadConfig(directory.Write("lynceusd.yaml", text));
}

Config Usable() {
  return {.listen = "127.0.0.1:8443", .plaintext = true, .snapshot = "s", .log_directory = "l"};
}

TEST(ConfigTest, EveryKeyIsRead) {
  const auto config = Load(
      "listen: 0.0.0.0:8443\n"
      "plaintext: false\n"
      "tls: {certificate: c.pem, key: k.pem, client_ca: ca.pem}\n"
      "snapshot: snap\n"
      "snapshot_root: root\n"
      "snapshot_key: s.pem\n"
      "rules: rules\n"
      "log:\n"
      "  directory: log\n"
      "  master_key: m.key\n"
      "  copies: [\"file:/mnt/worm/checkpoint\", \"optional https://worm.example/log\"]\n"
      "  copies_required: true\n"
      "metrics: {listen: \"127.0.0.1:9464\"}\n"
      "jobs: 3\n"
      "drain_seconds: 0\n");
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->listen, "0.0.0.0:8443");
  EXPECT_FALSE(config->plaintext);
  EXPECT_EQ(config->tls_certificate, "c.pem");
  EXPECT_EQ(config->tls_key, "k.pem");
  EXPECT_EQ(config->tls_client_ca, "ca.pem");
  EXPECT_EQ(config->snapshot, "snap");
  EXPECT_EQ(config->snapshot_root, "root");
  EXPECT_EQ(config->snapshot_key, "s.pem");
  EXPECT_EQ(config->rules, "rules");
  EXPECT_EQ(config->log_directory, "log");
  EXPECT_EQ(config->log_master_key, "m.key");
  const auto log = LogOptionsOf(*config);
  ASSERT_THAT(log, IsOk());
  ASSERT_EQ(log->copies.places.size(), 2u);
  EXPECT_EQ(log->copies.places[0].place, "file:/mnt/worm/checkpoint");
  EXPECT_FALSE(log->copies.places[0].optional);
  EXPECT_TRUE(log->copies.places[1].optional);
  EXPECT_TRUE(log->copies.required);
  EXPECT_EQ(config->metrics_listen, "127.0.0.1:9464");
  EXPECT_EQ(config->jobs, 3);
  EXPECT_EQ(config->drain_seconds, 0);
  EXPECT_THAT(CheckForService(*config, "f"), IsOk());
}

TEST(ConfigTest, WhatIsLeftOutHasItsDefault) {
  const auto config = Load("snapshot: snap\n");
  ASSERT_THAT(config, IsOk());
  EXPECT_FALSE(config->plaintext);
  EXPECT_EQ(config->jobs, 0);
  EXPECT_EQ(config->drain_seconds, 5);
  EXPECT_EQ(config->metrics_listen, "");
}

struct Mistake {
  std::string text;
  std::string place;  // of the error
  std::string words;  // in its cause
};

TEST(ConfigTest, EveryMistakeIsNamedWithItsLine) {
  const std::vector<Mistake> mistakes = {
      {"listen: a:1\nsnapshott: x\n", "line 2", "snapshott: there is no such key"},
      {"listen: a:1\n\nlisten: b:1\n", "line 3", "listen: the key is given twice"},
      {"tls: {certificate: a, cert: b}\n", "line 1", "tls.cert: there is no such key"},
      {"tls:\n  key: a\n  key: b\n", "line 3", "tls.key: the key is given twice"},
      {"tls: yes\n", "line 1", "tls: it is no map of keys"},
      {"log: [a]\n", "line 1", "log: it is no map of keys"},
      {"jobs: many\n", "line 1", "jobs: the value is of the wrong kind or range"},
      {"jobs: -1\n", "line 1", "jobs: the value is of the wrong kind or range"},
      {"jobs: 1025\n", "line 1", "jobs: the value is of the wrong kind or range"},
      {"jobs: 99999999999999999999\n", "line 1", "jobs: the value"},
      {"jobs: 2.5\n", "line 1", "jobs: the value"},
      {"drain_seconds: 3601\n", "line 1", "drain_seconds: the value"},
      {"plaintext: maybe\n", "line 1", "plaintext: the value"},
      {"listen: [a]\n", "line 1", "listen: the value"},
      {"listen: {a: b}\n", "line 1", "listen: the value"},
      {"listen:\nplaintext: true\n", "line", "listen: the value"},
      {"[a, b]\n", "line 1", "it is no map of keys"},
      {"just words\n", "line 1", "it is no map of keys"},
      {"? [a, b]\n: c\n", "line 1", "there is no such key"},
      {"listen: a: b\n", "line 1", "YAML"},
      {"listen: [a\n", "line", "YAML"},
      {"\tlisten: a\n", "line 1", "YAML"},
      {"listen: a:1\n---\nlisten: b:1\n", "", "several YAML documents"},
  };
  for (const Mistake& mistake : mistakes) {
    const auto config = Load(mistake.text);
    ASSERT_THAT(config, StatusIs(absl::StatusCode::kInvalidArgument)) << mistake.text;
    const ErrorDetail detail = DetailOf(config.status());
    EXPECT_THAT(detail.subject, HasSubstr("lynceusd.yaml")) << mistake.text;
    EXPECT_THAT(detail.place, ::testing::StartsWith(mistake.place)) << mistake.text;
    EXPECT_THAT(detail.cause, HasSubstr(mistake.words)) << mistake.text;
    EXPECT_FALSE(detail.remedy.empty()) << mistake.text;
  }
}

TEST(ConfigTest, AnEmptyOrMissingFileIsNoConfiguration) {
  EXPECT_THAT(Load(""), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Load("# nothing\n"), StatusIs(absl::StatusCode::kInvalidArgument));
  const TempDir directory;
  EXPECT_THAT(LoadConfig(directory / "none.yaml"), StatusIs(absl::StatusCode::kNotFound));
}

TEST(ConfigTest, DeepNestingIsAnErrorAndNoCrash) {
  EXPECT_FALSE(Load(std::string(100'000, '[')).ok());
  EXPECT_FALSE(Load("tls: " + std::string(100'000, '{')).ok());
}

TEST(CheckForServiceTest, SaysWhatIsMissing) {
  EXPECT_THAT(CheckForService(Usable(), "f"), IsOk());
  Config config = Usable();
  config.listen.clear();
  EXPECT_THAT(CheckForService(config, "f"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("listen is missing")));
  config = Usable();
  config.snapshot.clear();
  EXPECT_THAT(CheckForService(config, "f"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("snapshot is missing")));
  config = Usable();
  config.log_directory.clear();
  EXPECT_THAT(CheckForService(config, "f"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("log.directory is missing")))
      << "a service always records";
}

TEST(CheckForServiceTest, PlaintextStaysOnTheMachine) {
  for (const char* address : {"0.0.0.0:8443", "[::]:8443", "10.0.0.1:8443", "bank.example:1"}) {
    Config config = Usable();
    config.listen = address;
    EXPECT_THAT(CheckForService(config, "f"),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("no loopback address")))
        << address;
  }
}

TEST(CheckForServiceTest, HalfOfTlsIsNotEnough) {
  Config config = Usable();
  config.plaintext = false;
  EXPECT_THAT(CheckForService(config, "f"), StatusIs(absl::StatusCode::kInvalidArgument));
  config.tls_certificate = "c";
  EXPECT_THAT(CheckForService(config, "f"), StatusIs(absl::StatusCode::kInvalidArgument));
  config.tls_key = "k";
  EXPECT_THAT(CheckForService(config, "f"), IsOk());
}

TEST(IsLoopbackTest, OnlyAddressesThatCannotLeave) {
  for (const char* address :
       {"127.0.0.1:1", "127.9.8.7:65535", "[::1]:80", "localhost:0", "unix:/run/l.sock"}) {
    EXPECT_TRUE(IsLoopback(address)) << address;
  }
  for (const char* address : {"", "0.0.0.0:1", "128.0.0.1:1", "1127.0.0.1:1", "127.evil.example:1",
                              "localhost.evil.example:1", "[::]:1", "[::2]:1", ":8443"}) {
    EXPECT_FALSE(IsLoopback(address)) << address;
  }
}

}  // namespace
}  // namespace lynceus::server
