#pragma once
// The rule packs of a directory as one RuleSet:
//   sources/*.yaml       authorities and what publishers call them       (pinned into snapshots)
//   programmes/*.yaml    sanctions programmes                            (pinned)
//   names/               vocabularies; read by lib/names, here only digested (pinned)
//   regimes/*.yaml       ownership regimes                               (reload hot)
//   flags/*.yaml         when ownership raises a flag                    (reload hot)
//   groups/*.yaml        named groups and what follows from them      (reload hot)
//   patterns/*.yaml      what is looked for in free text              (reload hot)
//   policy/presets.yaml  ways of matching                                (reload hot)
//   policy/rebuttals.yaml  presumptions that a bank has rebutted; may be missing (reload hot)
//   policy/good_guys.yaml  who was cleared against whom; may be missing (reload hot)
//   policy/block_entries.yaml  parties that a bank has listed itself; may be missing (reload hot)
//   policy/examples/*.yaml  policies that are not in force, to copy from; in no digest
//   policy/default.yaml  what flags and verdicts do, and by which preset (reload hot)
//   sources.yaml         addresses of lists (publishers.h); in no digest
// The table of all kinds of files is pack_kinds.h; who wrote and approved a file, and on which days
// it is valid, pack_dates.h. Beside a pack, cases.yaml holds golden cases (sources, programmes): a
// set that contradicts its own cases does not load. Those of flags/, groups/,
// patterns/ and policy/ are run by lib/screening (rule_cases.h); those of regimes/ (cases.json) by
// lib/ownership/vectors.h.
// Nothing here reads the environment; all functions are thread-safe.

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/rules.h"
#include "lib/rules/flag_case.h"
#include "lib/rules/group_case.h"
#include "lib/rules/pack_dates.h"
#include "lib/rules/policy_case.h"

namespace lynceus::rules {

// Every flag type that screening makes, sorted; a policy may name no other.
const std::vector<std::string>& FlagTypes();

// Returns the set, the same for the same files, whatever the file system's order; regimes are
// sorted by key.
// Errors: NotFound where the directory is none; else the first problem of CheckRules, mostly
// InvalidArgument with file, line, cause and remedy.
absl::StatusOr<std::shared_ptr<const RuleSet>> LoadRules(const std::string& directory);

struct RuleCheck {
  std::string directory;
  RuleSet rules;                        // whole only where there are no problems
  std::vector<absl::Status> problems;   // every one that was found; empty: usable
  std::vector<std::string> files;       // read, relative to the directory, sorted
  std::vector<std::string> unverified;  // keys of programmes whose facts nobody has checked yet
  std::vector<PackHeader> headers;      // who wrote and approved each file, and when it is valid
  std::map<std::string, std::size_t> cases;  // golden cases that were run, by pack
  std::vector<FlagCase> flag_cases;          // and those that were only read
  std::string regime_cases;                  // the file as it is; empty: there is none
  std::vector<PolicyCase> policy_cases;      // likewise
  std::vector<GroupCase> group_cases;
  std::vector<TextCase> text_cases;
  std::vector<ExamplePolicy> policy_examples;
};
// Errors: NotFound where the directory is none.
absl::StatusOr<RuleCheck> CheckRules(const std::string& directory);

// Every key that a reader asks for while the directory is read, by schema and place:
// "regime:periods[].from". Errors: NotFound where the directory is none.
absl::StatusOr<std::set<std::string>> KeysRead(const std::string& directory);

// The preset `key` of the set, or its policy's where `key` is empty. Lives as long as the set.
// Errors: InvalidArgument where there is none, naming those there are: another preset than the one
// asked for would be a silent answer.
absl::StatusOr<const Preset*> PresetNamed(const RuleSet& rules, std::string_view key);

// Where packs may lie; empty: not looked at.
struct RulePlaces {
  std::string option;         // --rules, or the configuration's; where given, the only place
  std::string snapshot_copy;  // SNAPSHOT/rules
  // Default: the installed layout.
  std::string installed = "/usr/share/lynceus/rules";
  // Default: none. A program run from its build tree names the checkout's rules/ here, so that
  // developers need not install; an installed program leaves it empty.
  std::string source_tree;
};
// Returns the first of the places that is a directory, in the order of the struct.
// Errors: NotFound where `option` is given and no directory (nothing else is tried then: other
// rules than those asked for would be a silent answer), or where no place is one.
absl::StatusOr<std::string> FindRulesDirectory(const RulePlaces& places);

}  // namespace lynceus::rules
