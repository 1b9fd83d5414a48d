// Opening is a chain of checks: each part must be the one the snapshot was built with.
#include "lib/screening/engine.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine_digest.h"  // made by the build
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/model/score_node.h"
#include "lib/ownership/changed_graph.h"
#include "lib/ownership/owner_graph.h"
#include "lib/rules/load.h"
#include "lib/screening/group_flags.h"
#include "lib/screening/rule_cases.h"

namespace lynceus::screening {
namespace {

absl::Status CheckSameKeys(const store::Snapshot& snapshot, const names::Analyzer& analyzer) {
  const store::Manifest& manifest = snapshot.manifest();
  if (manifest.icu_version != names::IcuVersion()) {
    return PreconditionError(
        {.subject = snapshot.directory(),
         .cause = absl::StrCat("the snapshot was built with ICU ", manifest.icu_version,
                               ", this program has ICU ", names::IcuVersion()),
         .remedy = "build the snapshot again with this program"});
  }
  if (manifest.names_digest != analyzer.pack_digest()) {
    return PreconditionError({.subject = JoinPath(snapshot.directory(), "rules/names"),
                              .cause = "the name packs are not those the snapshot was built with",
                              .remedy = "restore the snapshot, or build it again"});
  }
  return absl::OkStatus();
}

// "0.6000".
std::string ScoreText(std::int32_t score) {
  return absl::StrCat(score / kScoreMax, ".", absl::Dec(score % kScoreMax, absl::kZeroPad4));
}

// A rebuttal of a party that the snapshot does not have is passed over: without it a verdict can
// only be stricter, and a list that drops a party must not stop the service.
absl::StatusOr<std::unique_ptr<const ownership::InterestSource>> WithRebuttals(
    const Engine& engine) {
  auto graph = std::make_unique<ownership::ChangedGraph>(*engine.owner_graph);
  for (const PartyRebuttal& each : engine.rules->rebuttals) {
    const auto number = engine.snapshot->NumberOf(each.party_id);
    if (number.ok()) {
      LYNCEUS_RETURN_IF_ERROR(graph->AddRebuttal(*number, each.rebuttal));
    } else if (!absl::IsNotFound(number.status())) {
      return number.status();
    }
  }
  return graph;
}

absl::Status CompileFindings(Engine& engine) {
  const RuleSet& rules = *engine.rules;
  LYNCEUS_ASSIGN_OR_RETURN(engine.group_words, GroupWords::Compile(rules.groups, *engine.analyzer));
  LYNCEUS_ASSIGN_OR_RETURN(engine.text_patterns, TextPatterns::Compile(rules.patterns));
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<GroupRoot> roots, FindGroupRoots(engine));
  LYNCEUS_ASSIGN_OR_RETURN(engine.group_members,
                           GroupMembers::Make(rules.groups, *engine.owners, roots));
  return absl::OkStatus();
}

ownership::LoadedLists ListsOf(const store::Manifest& manifest) {
  std::set<std::pair<std::string, std::string>> lists;
  for (const LoadReport& report : manifest.sources) {
    for (const ListCount& count : report.lists) lists.emplace(count.authority, count.list);
    if (!report.source.authority.empty()) {
      lists.emplace(report.source.authority, report.source.list);
    }
  }
  return {.authority_and_list = {lists.begin(), lists.end()}};
}

}  // namespace

std::string EngineVersion() { return "lynceus 0.1.0"; }

std::string EngineBuild() { return absl::StrCat(EngineVersion(), "+", LYNCEUS_ENGINE_DIGEST); }

const Engine& Engine::On(Date day) const {
  const Engine* engine = this;
  for (std::size_t i = 0; i < editions.size(); ++i) {
    const auto& from = rules->editions[i].from;
    if (!from || *from <= day) engine = editions[i].get();
  }
  return *engine;
}

absl::StatusOr<std::shared_ptr<const RuleSet>> ReadRules(const std::string& directory,
                                                         bool run_cases) {
  if (!run_cases) return rules::LoadRules(directory);
  LYNCEUS_ASSIGN_OR_RETURN(rules::RuleCheck check, rules::CheckRules(directory));
  if (!check.problems.empty()) return check.problems.front();
  LYNCEUS_ASSIGN_OR_RETURN(const CaseReport report, RunRuleCases(check));
  if (!report.failures.empty()) {
    return PreconditionError(
        {.subject = directory,
         .cause = absl::StrCat(report.failures.size(), " golden cases do not hold; the first is ",
                               report.failures.front()),
         .remedy = "see lynceus rules test; mend the rules, or the case"});
  }
  return std::make_shared<const RuleSet>(std::move(check.rules));
}

absl::Status CheckPinned(const RuleSet& rules, const store::Snapshot& snapshot) {
  std::vector<std::string> others;
  for (const PackDigest& pinned : snapshot.manifest().packs) {
    const auto found = std::ranges::find(rules.packs, pinned.pack, &PackDigest::pack);
    const bool there = found != rules.packs.end();
    // A bank's table of name variants may stand in the snapshot alone.
    if (!there && pinned.pack == "variants") continue;
    if (!there || found->digest != pinned.digest) others.push_back(pinned.pack);
  }
  for (const PackDigest& pack : rules.packs) {
    const bool pinned = std::ranges::find(snapshot.manifest().packs, pack.pack,
                                          &PackDigest::pack) != snapshot.manifest().packs.end();
    if (pack.time == PackTime::kBuild && !pinned) others.push_back(pack.pack);
  }
  if (others.empty()) return absl::OkStatus();
  return PreconditionError(
      {.subject = snapshot.directory(),
       .cause = absl::StrCat("the rules have other packs (", Join(others, ", "),
                             ") than those the snapshot was built with"),
       .remedy = "build the snapshot again with these rules, or take these packs from the "
                 "snapshot's own rules/"});
}

namespace {

// What of an engine is made from its rules.
absl::Status FillFromRules(Engine& engine) {
  LYNCEUS_ASSIGN_OR_RETURN(engine.owners, WithRebuttals(engine));
  LYNCEUS_RETURN_IF_ERROR(CompileFindings(engine));
  LYNCEUS_RETURN_IF_ERROR(ChoosePreset(engine, "").status());
  for (const Policy& policy : engine.rules->scopes.policies) {
    LYNCEUS_RETURN_IF_ERROR(ChoosePreset(engine, policy, "").status());
  }
  engine.internal = nullptr;
  if (engine.rules->block_entries.empty()) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(engine.internal,
                           InternalList::Build(engine.rules->block_entries, *engine.analyzer));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Engine>> WithRules(const Engine& engine,
                                                        std::shared_ptr<const RuleSet> rules) {
  auto other = std::make_shared<Engine>(engine);
  other->rules = std::move(rules);
  LYNCEUS_RETURN_IF_ERROR(FillFromRules(*other));
  other->editions.clear();
  for (const RuleEdition& edition : other->rules->editions) {
    auto dated = std::make_shared<Engine>(*other);
    dated->editions.clear();
    dated->rules = edition.rules;
    LYNCEUS_RETURN_IF_ERROR(FillFromRules(*dated));
    other->editions.push_back(std::move(dated));
  }
  return other;
}

absl::StatusOr<std::shared_ptr<const Engine>> OpenEngine(const EngineOptions& options) {
  Engine engine;
  LYNCEUS_ASSIGN_OR_RETURN(
      engine.snapshot,
      store::Snapshot::Open(options.snapshot_directory,
                            {.verify_all = options.verify_all, .public_key = options.public_key}));
  const std::string own_rules = JoinPath(options.snapshot_directory, "rules");
  LYNCEUS_ASSIGN_OR_RETURN(engine.analyzer, names::Analyzer::Load(JoinPath(own_rules, "names")));
  LYNCEUS_RETURN_IF_ERROR(CheckSameKeys(*engine.snapshot, *engine.analyzer));
  LYNCEUS_ASSIGN_OR_RETURN(
      const auto rules,
      ReadRules(options.rules_directory.empty() ? own_rules : options.rules_directory,
                options.run_cases));
  LYNCEUS_RETURN_IF_ERROR(CheckPinned(*rules, *engine.snapshot));
  LYNCEUS_ASSIGN_OR_RETURN(engine.candidates,
                           retrieval::CandidateIndex::Open(engine.snapshot->candidate_blocks()));
  LYNCEUS_ASSIGN_OR_RETURN(engine.owner_graph,
                           ownership::OpenOwnerGraph(engine.snapshot->owner_blocks()));
  // Names of parties: no rebuttal touches them.
  engine.ofac_names =
      std::make_shared<OfacNames>(*engine.snapshot, *engine.candidates, *engine.owner_graph);
  engine.lists = ListsOf(engine.snapshot->manifest());
  return WithRules(engine, rules);
}

absl::StatusOr<const Preset*> ChoosePreset(const Engine& engine, std::string_view key) {
  return ChoosePreset(engine, engine.rules->policy, key);
}

absl::StatusOr<const Preset*> ChoosePreset(const Engine& engine, const Policy& policy,
                                           std::string_view key) {
  const Preset* preset = &policy.in_force;
  if (!key.empty() && key != policy.preset) {
    LYNCEUS_ASSIGN_OR_RETURN(preset, rules::PresetNamed(*engine.rules, key));
  }
  LYNCEUS_RETURN_IF_ERROR(CheckThreshold(engine, *preset, policy.LowestMatchScore(*preset)));
  return preset;
}

Searched SearchedOf(const Engine& engine) {
  return {
      .analyzer = *engine.analyzer,
      .candidates = *engine.candidates,
      .score_floor = engine.snapshot->manifest().score_floor,
      .party = [&engine](std::uint32_t number) { return engine.snapshot->PartyByNumber(number); },
      .ofac_table = [&engine]() { return engine.ofac_names->Get(); }};
}

// A scorer that looks at every name needs no promise of the index.
absl::Status CheckThreshold(const Engine& engine, const Preset& preset, std::int32_t score_min) {
  const std::int32_t floor = engine.snapshot->manifest().score_floor;
  if (preset.scorer != NameScorer::kLynceus || score_min >= floor) return absl::OkStatus();
  return PreconditionError(
      {.subject = engine.snapshot->directory(),
       .cause =
           absl::StrCat("the threshold of the preset ", preset.key, " is ", ScoreText(score_min),
                        ", and the snapshot was built to keep every ", "match from ",
                        ScoreText(floor), " on: below it matches would be lost"),
       .remedy = absl::StrCat("raise match_score_min to ", ScoreText(floor),
                              " or more, or build the snapshot again with a program whose lowest "
                              "threshold is lower")});
}

}  // namespace lynceus::screening
