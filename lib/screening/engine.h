#pragma once
// Everything one screening needs, opened together and swapped as one: a snapshot with its candidate
// index and owner graph, the rule set, and the name analyzer that built the snapshot's keys.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/rules.h"
#include "lib/names/analyzed_name.h"
#include "lib/ownership/interest_source.h"
#include "lib/ownership/judge.h"
#include "lib/retrieval/candidate_index.h"
#include "lib/screening/group_members.h"
#include "lib/screening/group_words.h"
#include "lib/screening/internal_list.h"
#include "lib/screening/ofac_names.h"
#include "lib/screening/searched.h"
#include "lib/screening/text_patterns.h"
#include "lib/store/snapshot.h"

namespace lynceus::screening {

// Immutable; Thread-safe. Shared by calls in flight while a newer pair is activated.
struct Engine {
  std::shared_ptr<const store::Snapshot> snapshot;
  std::shared_ptr<const RuleSet> rules;
  std::shared_ptr<const names::Analyzer> analyzer;
  std::shared_ptr<const retrieval::CandidateIndex> candidates;
  std::shared_ptr<const ownership::InterestSource> owner_graph;  // as the snapshot has it
  // The same with the rule set's rebuttals: what every verdict is made from.
  std::shared_ptr<const ownership::InterestSource> owners;
  std::shared_ptr<const OfacNames> ofac_names;
  // Null where the rules have no block entries.
  std::shared_ptr<const InternalList> internal;
  // Of the rule set: groups by name and by what is stated, patterns of free text.
  std::shared_ptr<const GroupWords> group_words;
  std::shared_ptr<const GroupMembers> group_members;
  std::shared_ptr<const TextPatterns> text_patterns;
  ownership::LoadedLists lists;

  // Where rules are dated: the same with those of each edition (RuleSet::editions), in its order.
  std::vector<std::shared_ptr<const Engine>> editions;

  // The one with the rules of `day`; lives as long as this.
  const Engine& On(Date day) const;
};

struct EngineOptions {
  std::string snapshot_directory;
  // Regimes, policy and the rest that reloads hot. Default: the snapshot's own copy.
  std::string rules_directory;
  // Checks every file against the manifest before use (activation in a service); else blocks are
  // checked when first touched.
  bool verify_all = false;
  std::string public_key;  // PEM; where given, the snapshot's signature must hold
  // Runs the rules' golden cases and refuses rules that contradict them. Default: only what loading
  // itself checks; a one-shot command starts in milliseconds.
  bool run_cases = false;
};

std::string EngineVersion();  // "lynceus 0.1.0"
// The word for this build in snapshots, decisions and records: the version and a digest over all
// sources of lib/, "lynceus 0.1.0+5d41402a"; so builds that may decide differently have
// different words, also between two versions.
std::string EngineBuild();

// Errors: those of store::Snapshot::Open and rules::LoadRules; FailedPrecondition where the
// snapshot was built with another ICU, or its name packs are not those it was built with (its keys
// would then silently miss names); those of ReadRules and WithRules.
absl::StatusOr<std::shared_ptr<const Engine>> OpenEngine(const EngineOptions& options);

// The rules of `directory`. Errors: those of rules::LoadRules; where `run_cases`,
// FailedPrecondition with the first golden case that does not hold and how many there are.
absl::StatusOr<std::shared_ptr<const RuleSet>> ReadRules(const std::string& directory,
                                                         bool run_cases);

// Whether the packs that are pinned into snapshots (names, programmes, sources) are those of the
// snapshot. Errors: FailedPrecondition naming each that differs: its keys were made by others.
absl::Status CheckPinned(const RuleSet& rules, const store::Snapshot& snapshot);

// `engine` with other rules; all else is shared. Errors: those of ChoosePreset for every scope of
// the policy on any day, and of InternalList::Build.
absl::StatusOr<std::shared_ptr<const Engine>> WithRules(const Engine& engine,
                                                        std::shared_ptr<const RuleSet> rules);

// The preset `key`, or that of the policy where it is empty; with the policy's thresholds where it
// is the policy's. Without a policy: that of the default scope. Lives as long as the engine's
// rules. Errors: InvalidArgument where there is no such preset, naming those there are;
// FailedPrecondition where the snapshot's index cannot keep a threshold of it.
absl::StatusOr<const Preset*> ChoosePreset(const Engine& engine, std::string_view key);
absl::StatusOr<const Preset*> ChoosePreset(const Engine& engine, const Policy& policy,
                                           std::string_view key);

// The snapshot's parties, to be searched. Lives as long as the engine.
Searched SearchedOf(const Engine& engine);

// Whether the snapshot's index finds all that scores `score_min` or more by the preset. Errors:
// FailedPrecondition naming both numbers where it was built for higher thresholds only.
absl::Status CheckThreshold(const Engine& engine, const Preset& preset, std::int32_t score_min);

}  // namespace lynceus::screening
