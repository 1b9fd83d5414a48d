#pragma once
// What every command of `lynceus` shares: how it registers, how it ends, how it says an error.
//
// Exit codes: 0 done, 1 a failure (also a batch with error lines), 2 wrong usage; `log fsck` has
// two more of its own.

#include <functional>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/model/rules.h"

namespace lynceus::client {

inline constexpr int kExitOk = 0;
inline constexpr int kExitFailure = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitRemakeable = 3;  // `log fsck`: faults that --repair mends
inline constexpr int kExitDamage = 4;      // `log fsck`: the log does not hold what was signed

// A command stores its body here when its options have been parsed.
using Body = std::function<absl::Status()>;

// Each adds its commands to `app`; the chosen one's body goes to `body`.
void AddArchiveCommands(CLI::App& app, Body& body);
void AddBatchCommand(CLI::App& app, Body& body);
void AddCompareCommand(CLI::App& app, Body& body);
void AddEntityCommand(CLI::App& app, Body& body);
void AddEvalCommand(CLI::App& app, Body& body);
void AddIndexCommands(CLI::App& app, Body& body);
// Adds `diff` to `index`.
void AddIndexDiffCommand(CLI::App& index, Body& body);
void AddListsCommands(CLI::App& app, Body& body);
void AddLogCommands(CLI::App& app, Body& body);
// Each adds its commands to `log`: list; show and explain; replay, compare and answer;
// report.
void AddLogListCommand(CLI::App& log, Body& body);
void AddLogShowCommands(CLI::App& log, Body& body);
void AddLogReplayCommands(CLI::App& log, Body& body);
void AddLogReportCommand(CLI::App& log, Body& body);
void AddLogExportCommand(CLI::App& log, Body& body);
// Adds `erase` and `end-bucket` to `log`.
void AddLogErasureCommands(CLI::App& log, Body& body);
// Adds `hold` to `log`.
void AddLogHoldCommands(CLI::App& log, Body& body);
// Adds `judge`, `second`, `alerts` and `good-guy` to `log`.
void AddLogJudgeCommands(CLI::App& log, Body& body);
// Adds `retention` to `log`.
void AddLogRetentionCommand(CLI::App& log, Body& body);
// Adds `copy` to `log`.
void AddLogCopyCommand(CLI::App& log, Body& body);
// Adds `prove` and `check` to `log`.
void AddLogReceiptCommands(CLI::App& log, Body& body);
// Adds `verify` to `log`.
void AddLogVerifyCommand(CLI::App& log, Body& body);
// Adds `rotate-key` to `log`.
void AddLogRotateCommand(CLI::App& log, Body& body);
// Adds `fsck` to `log`.
void AddLogFsckCommand(CLI::App& log, Body& body);
void AddOwnershipCommands(CLI::App& app, Body& body);
// Adds `report` to `ownership`.
void AddOwnershipReportCommand(CLI::App& ownership, Body& body);
// Adds `tags` to `ownership`.
void AddOwnershipTagsCommand(CLI::App& ownership, Body& body);
// Adds `good-guy` to `rules`.
void AddGoodGuyCommand(CLI::App& rules, Body& body);
void AddRulesCommands(CLI::App& app, Body& body);
// Adds `diff` to `rules`.
void AddRulesDiffCommand(CLI::App& rules, Body& body);
void AddScreenCommand(CLI::App& app, Body& body);
void AddSelftestCommand(CLI::App& app, Body& body);
void AddTuneCommand(CLI::App& app, Body& body);

// Adds `--format text|json` and returns nothing; `format` holds "text" or "json" after parsing.
void AddFormatOption(CLI::App& command, std::string& format);

// Adds `--preset NAME`; `preset` stays empty where it is not given: the policy's then.
void AddPresetOption(CLI::App& command, std::string& preset);
// What was chosen by it; a preset that there is not is wrong usage.
absl::StatusOr<const Preset*> AsPresetOption(absl::StatusOr<const Preset*> chosen);

// The body has printed its own findings; only the exit code is left to say that something failed.
absl::Status FailedQuietly(int exit_code = kExitFailure);
// That exit code; nothing where the status is another.
std::optional<int> QuietExitCode(const absl::Status& status);

// Wrong usage found after parsing: exit 2.
absl::Status UsageError(const std::string& option, const std::string& cause,
                        const std::string& remedy);
bool IsUsageError(const absl::Status& status);

}  // namespace lynceus::client
