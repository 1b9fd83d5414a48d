#pragma once
// Everything one screening needs, opened together and swapped as one: a snapshot with its candidate
// index and owner graph, the rule set, and the name analyzer that built the snapshot's keys.

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/model/rules.h"
#include "lib/names/analyzed_name.h"
#include "lib/ownership/interest_source.h"
#include "lib/ownership/judge.h"
#include "lib/retrieval/candidate_index.h"
#include "lib/screening/group_members.h"
#include "lib/screening/group_words.h"
#include "lib/screening/ofac_names.h"
#include "lib/screening/text_patterns.h"
#include "lib/store/snapshot.h"

namespace lynceus::screening {

// Immutable; Thread-safe. Shared by calls in flight while a newer pair is activated.
struct Engine {
  std::shared_ptr<const store::Snapshot> snapshot;
  std::shared_ptr<const RuleSet> rules;
  std::shared_ptr<const names::Analyzer> analyzer;
  std::unique_ptr<const retrieval::CandidateIndex> candidates;
  std::unique_ptr<const ownership::InterestSource> owner_graph;  // as the snapshot has it
  // The same with the rule set's rebuttals: what every verdict is made from.
  std::unique_ptr<const ownership::InterestSource> owners;
  std::unique_ptr<const OfacNames> ofac_names;
  // Of the rule set: groups by name and by what is stated, patterns of free text.
  std::unique_ptr<const GroupWords> group_words;
  std::unique_ptr<const GroupMembers> group_members;
  std::unique_ptr<const TextPatterns> text_patterns;
  ownership::LoadedLists lists;
};

struct EngineOptions {
  std::string snapshot_directory;
  // Regimes, policy and the rest that reloads hot. Default: the snapshot's own copy.
  std::string rules_directory;
  // Checks every file against the manifest before use (activation in a service); else blocks are
  // checked when first touched.
  bool verify_all = false;
  std::string public_key;  // PEM; where given, the snapshot's signature must hold
};

// The word for this build in snapshots, decisions and records: "lynceus 0.1.0".
std::string EngineBuild();

// Errors: those of store::Snapshot::Open and rules::LoadRules; FailedPrecondition where the
// snapshot was built with another ICU, or its name packs are not those it was built with (its keys
// would then silently miss names); those of ChoosePreset for the policy's preset.
absl::StatusOr<std::shared_ptr<const Engine>> OpenEngine(const EngineOptions& options);

// The preset `key`, or the policy's where it is empty. Lives as long as the engine's rules.
// Errors: InvalidArgument where there is no such preset, naming those there are;
// FailedPrecondition where the snapshot's index cannot keep the preset's threshold.
absl::StatusOr<const Preset*> ChoosePreset(const Engine& engine, std::string_view key);

// Whether the snapshot's index finds all that scores `score_min` or more by the preset. Errors:
// FailedPrecondition naming both numbers where it was built for higher thresholds only.
absl::Status CheckThreshold(const Engine& engine, const Preset& preset, std::int32_t score_min);

}  // namespace lynceus::screening
