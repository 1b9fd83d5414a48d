// The configuration of lynceus-witness: what is taken, what is refused and what the refusal says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "lib/base/file.h"
#include "server/witness/config.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::witness {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::lynceus::support::TempDir;
using ::testing::HasSubstr;

TEST(WitnessConfigTest, DefaultsStandInTheDirectory) {
  const TempDir dir;
  const auto config = LoadConfig(dir.Write("c.yaml", "directory: /w\nplaintext: true\n"));
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->listen, "127.0.0.1:8444");
  EXPECT_EQ(config->key, "/w/key.pem");
  EXPECT_EQ(config->logs, "/w/logs");
}

TEST(WitnessConfigTest, TheSampleIsTaken) {
  const auto config =
      LoadConfig(JoinPath(std::getenv("LYNCEUS_SOURCE_DIR"), "deploy/witness.yaml"));
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->logs, "/var/lib/lynceus-witness/logs");
}

TEST(WitnessConfigTest, IsReadStrictly) {
  const struct {
    const char* text;
    const char* says;  // "": it is taken
    const char* why;
  } rows[] = {
      {"directory: w\nplaintext: true\nlisten: '[::1]:1'\n", "", "another loopback address"},
      {"directory: w\ntls: {certificate: c, key: k}\nlisten: 0.0.0.0:1\n", "", "TLS anywhere"},
      {"directory: w\ntls: {certificate: c, key: k, client_ca: a}\n", "", "callers' certificates"},
      {"directory: w\nkey: k\nlogs: l\nplaintext: true\n", "", "files elsewhere"},
      {"plaintext: true\n", "directory is missing", "no directory"},
      {"directory: w\n", "tls.certificate", "neither TLS nor plaintext"},
      {"directory: w\ntls: {certificate: c}\n", "tls.key", "half of TLS"},
      {"directory: w\ntls: {certificate: c, key: k}\nplaintext: true\n", "both", "two ways"},
      {"directory: w\nplaintext: true\nlisten: 0.0.0.0:1\n", "loopback", "plaintext outside"},
      {"directory: w\nplaintext: true\nlisten: unix:/x\n", "loopback", "no socket file"},
      {"directory: w\nplain: true\n", "line 2", "a key that is spelt wrong"},
      {"directory: w\ntls: {ca: x}\n", "tls.ca", "a nested one"},
      {"directory: w\ndirectory: v\nplaintext: true\n", "twice", "twice"},
      {"directory: [w]\n", "wrong kind", "a list"},
      {"directory: w\n--- \nplaintext: true\n", "several YAML documents", "two documents"},
      {"directory: {w\n", "YAML", "no YAML"},
      {"", "", "nothing"},
  };
  const TempDir dir;
  for (const auto& row : rows) {
    const auto config = LoadConfig(dir.Write("c.yaml", row.text));
    if (*row.says == '\0' && *row.text != '\0') {
      EXPECT_THAT(config, IsOk()) << row.why;
    } else {
      EXPECT_THAT(config.status(),
                  StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(row.says)))
          << row.why;
    }
  }
  EXPECT_THAT(LoadConfig(dir / "none").status(), StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace lynceus::witness
