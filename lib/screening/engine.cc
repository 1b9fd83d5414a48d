// Opening is a chain of checks: each part must be the one the snapshot was built with.
#include "lib/screening/engine.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/model/score_node.h"
#include "lib/ownership/changed_graph.h"
#include "lib/ownership/owner_graph.h"
#include "lib/rules/load.h"
#include "lib/screening/group_flags.h"

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

std::string EngineBuild() { return "lynceus 0.1.0"; }

absl::StatusOr<std::shared_ptr<const Engine>> OpenEngine(const EngineOptions& options) {
  auto engine = std::make_shared<Engine>();
  LYNCEUS_ASSIGN_OR_RETURN(
      engine->snapshot,
      store::Snapshot::Open(options.snapshot_directory,
                            {.verify_all = options.verify_all, .public_key = options.public_key}));
  const std::string own_rules = JoinPath(options.snapshot_directory, "rules");
  LYNCEUS_ASSIGN_OR_RETURN(engine->analyzer, names::Analyzer::Load(JoinPath(own_rules, "names")));
  LYNCEUS_RETURN_IF_ERROR(CheckSameKeys(*engine->snapshot, *engine->analyzer));
  LYNCEUS_ASSIGN_OR_RETURN(
      engine->rules,
      rules::LoadRules(options.rules_directory.empty() ? own_rules : options.rules_directory));
  LYNCEUS_ASSIGN_OR_RETURN(engine->candidates,
                           retrieval::CandidateIndex::Open(engine->snapshot->candidate_blocks()));
  LYNCEUS_ASSIGN_OR_RETURN(engine->owner_graph,
                           ownership::OpenOwnerGraph(engine->snapshot->owner_blocks()));
  LYNCEUS_ASSIGN_OR_RETURN(engine->owners, WithRebuttals(*engine));
  engine->ofac_names =
      std::make_unique<OfacNames>(*engine->snapshot, *engine->candidates, *engine->owners);
  LYNCEUS_RETURN_IF_ERROR(CompileFindings(*engine));
  engine->lists = ListsOf(engine->snapshot->manifest());
  LYNCEUS_RETURN_IF_ERROR(ChoosePreset(*engine, "").status());
  return engine;
}

absl::StatusOr<const Preset*> ChoosePreset(const Engine& engine, std::string_view key) {
  LYNCEUS_ASSIGN_OR_RETURN(const Preset* const preset, rules::PresetNamed(*engine.rules, key));
  LYNCEUS_RETURN_IF_ERROR(CheckThreshold(engine, *preset, preset->match_score_min));
  return preset;
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
