// Leaves are short, so that a test may change each byte of a log.
#include "tests/audit/sample_log.h"

#include <gtest/gtest.h>

#include "lib/base/random.h"
#include "lib/base/status.h"
#include "tests/support/status_matchers.h"

namespace lynceus::audit {
namespace {

std::string Leaf(std::uint64_t index, const std::string& body) {
  return std::to_string(index) + "/" + ToHex(Sha256Of(body)).substr(0, 4);
}

}  // namespace

std::string MakeLog(const std::string& directory) {
  SeededRandom random(1);
  const auto key = InitLog({.directory = directory, .origin = "test/log"}, random);
  EXPECT_THAT(key, support::IsOk());
  return *key;
}

std::unique_ptr<MatchLog> OpenLog(const std::string& directory) {
  auto log = MatchLog::Open(directory);
  EXPECT_THAT(log, support::IsOk());
  return log.ok() ? *std::move(log) : nullptr;
}

std::string BodyOf(std::uint64_t index) { return "body " + std::to_string(index); }

std::string LeafOf(std::uint64_t index) { return Leaf(index, BodyOf(index)); }

void Fill(const std::string& directory, std::uint64_t size) {
  const auto log = OpenLog(directory);
  for (std::uint64_t i = log->size(); i < size; ++i) {
    ASSERT_THAT(log->Append(LeafOf(i), BodyOf(i)), support::IsOkAndHolds(i));
  }
}

absl::Status NoCheck(std::uint64_t /*index*/, const std::string& /*leaf*/,
                     const std::string& /*body*/) {
  return absl::OkStatus();
}

absl::Status CheckSample(std::uint64_t index, const std::string& leaf, const std::string& body) {
  if (leaf == Leaf(index, body)) return absl::OkStatus();
  return DataLossError({.subject = "sample", .cause = "the body is not that of its leaf"});
}

}  // namespace lynceus::audit
