// Statuses that say more than their code are marked by a payload of their own.
#include "client/command.h"

#include <string>

#include "absl/strings/cord.h"
#include "absl/strings/numbers.h"
#include "lib/base/status.h"

namespace lynceus::client {
namespace {

constexpr char kQuietUrl[] = "lynceus/failed-quietly";
constexpr char kUsageUrl[] = "lynceus/usage";

}  // namespace

void AddFormatOption(CLI::App& command, std::string& format) {
  command.add_option("--format", format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
}

void AddPresetOption(CLI::App& command, std::string& preset) {
  command.add_option("--preset", preset,
                     "way of matching, of policy/presets.yaml (default, strict, broad, ofac ...); "
                     "default: the policy's");
}

absl::StatusOr<const Preset*> AsPresetOption(absl::StatusOr<const Preset*> chosen) {
  if (chosen.ok() || !absl::IsInvalidArgument(chosen.status())) return chosen;
  const ErrorDetail detail = DetailOf(chosen.status());
  return UsageError("--preset", detail.cause, detail.remedy);
}

absl::Status FailedQuietly(int exit_code) {
  absl::Status status(absl::StatusCode::kAborted, "failed");
  status.SetPayload(kQuietUrl, absl::Cord(std::to_string(exit_code)));
  return status;
}

std::optional<int> QuietExitCode(const absl::Status& status) {
  const auto payload = status.GetPayload(kQuietUrl);
  int exit_code = 0;
  if (!payload || !absl::SimpleAtoi(std::string(*payload), &exit_code)) return std::nullopt;
  return exit_code;
}

absl::Status UsageError(const std::string& option, const std::string& cause,
                        const std::string& remedy) {
  absl::Status status = InvalidError({.subject = option, .cause = cause, .remedy = remedy});
  status.SetPayload(kUsageUrl, absl::Cord("1"));
  return status;
}

bool IsUsageError(const absl::Status& status) { return status.GetPayload(kUsageUrl).has_value(); }

}  // namespace lynceus::client
