#pragma once
// The rule packs of a directory as one RuleSet:
//   sources/*.yaml      authorities and what publishers call them        (pinned into snapshots)
//   programmes/*.yaml   sanctions programmes                            (pinned)
//   names/              vocabularies; read by lib/names, here only digested (pinned)
//   regimes/*.yaml      ownership regimes                               (reload hot)
//   policy/default.yaml what flags and verdicts do                      (reload hot)

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/rules.h"

namespace lynceus::rules {

// Every flag type that screening makes; a policy may name no other.
const std::vector<std::string>& FlagTypes();

// Errors: NotFound where the directory is none; InvalidArgument with file, line, cause and remedy
// of the first problem. The result is the same for the same files, whatever the file system's
// order.
absl::StatusOr<std::shared_ptr<const RuleSet>> LoadRules(const std::string& directory);

struct RuleCheck {
  RuleSet rules;
  std::vector<absl::Status> problems;  // every one that was found; empty: usable
  std::vector<std::string> files;      // read, relative to the directory
};
// Errors: NotFound where the directory is none.
absl::StatusOr<RuleCheck> CheckRules(const std::string& directory);

}  // namespace lynceus::rules
