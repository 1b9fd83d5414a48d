// Matches of the counterparty, matches of each declared owner, verdicts on all of them and on the
// counterparty itself over its declared owners, flags, coverage, policy.
#include "lib/screening/evaluate.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/matching/ofac_search.h"
#include "lib/names/check_digits.h"
#include "lib/ownership/overlay_graph.h"
#include "lib/screening/coverage.h"
#include "lib/screening/decide.h"
#include "lib/screening/designation_tables.h"
#include "lib/screening/find_matches.h"
#include "lib/screening/flags.h"
#include "lib/screening/rule_validity.h"
#include "lib/screening/validate.h"

namespace lynceus::screening {
namespace {

// Of a preset whose hits never block: from where they are strong all the same.
constexpr std::int32_t kStrongScoreMin = 9'000;

absl::StatusOr<Match> MakeMatch(ScoredParty found, Date as_of, const Engine& engine) {
  Match match;
  LYNCEUS_ASSIGN_OR_RETURN(match.ownership,
                           ownership::JudgeAll(*engine.owners, engine.rules->regimes, engine.lists,
                                               as_of, found.number));
  LYNCEUS_ASSIGN_OR_RETURN(match.flags, FlagsOf(found, match.ownership, as_of, engine));
  match.entity_id = found.party.entity.id;
  match.ids = found.party.ids;
  match.name = std::string(found.party.entity.caption());
  match.matched_name = std::move(found.matched_name);
  match.asked_name = std::move(found.asked_name);
  match.schema = found.party.entity.schema;
  match.score = found.scored.score;
  match.explanation = std::move(found.scored.tree);
  match.designations = std::move(found.party.designations);
  return match;
}

// What the searches of one question gave beside its matches.
struct Beside {
  std::vector<ScoredParty> near_misses;
  std::vector<AskedForm> forms;
};

void TakeBeside(Found& found, Beside& beside) {
  std::move(found.near_misses.begin(), found.near_misses.end(),
            std::back_inserter(beside.near_misses));
  std::move(found.forms.begin(), found.forms.end(), std::back_inserter(beside.forms));
}

NearMiss MakeNearMiss(ScoredParty party) {
  return {.entity_id = party.party.entity.id,
          .name = std::string(party.party.entity.caption()),
          .matched_name = std::move(party.matched_name),
          .asked_name = std::move(party.asked_name),
          .score = party.scored.score,
          .explanation = std::move(party.scored.tree)};
}

// Adds the matches of `found` to the answer; declared owners' matches carry the flag
// `declared_owner`.
absl::Status AddMatches(Found found, const std::string& declared_owner, Date as_of,
                        const Engine& engine, DecisionCore& core) {
  core.matches_total += found.total;
  core.truncated = core.truncated || found.total > found.parties.size();
  for (ScoredParty& party : found.parties) {
    LYNCEUS_ASSIGN_OR_RETURN(Match match, MakeMatch(std::move(party), as_of, engine));
    if (!declared_owner.empty()) {
      match.flags.push_back({.type = "declared_owner",
                             .text = "the counterparty declares this party as its owner",
                             .rests_on = {match.entity_id}});
    }
    core.hits.push_back(std::move(match));
  }
  return absl::OkStatus();
}

// What every part of one question is asked by.
struct Asking {
  Date as_of;
  const Preset& preset;
  const Engine& engine;
  const Finder& find;
};

Search SearchBy(const Preset& preset) {
  return {
      .preset = preset, .score_min = preset.match_score_min, .parties_max = limits::kMatchesMax};
}

// One declared owner: by id it is that party for certain, by name alone it may be each party it
// matches.
absl::Status DeclareOwner(const DeclaredOwner& owner, std::size_t position, const Asking& asking,
                          ownership::OverlayGraph& graph, ownership::Node subject,
                          DecisionCore& core, Beside& beside) {
  const auto& [as_of, preset, engine, find] = asking;
  const std::string place = absl::StrCat("value ", position + 1);
  Interest interest{.id = absl::StrCat("declared:", position + 1),
                    .kind = owner.kind,
                    .share = owner.share,
                    .provenance = {.source = "declared", .place = place}};
  if (!owner.entity_id.empty()) {
    const auto number = engine.snapshot->NumberOf(owner.entity_id);
    if (!number.ok()) return Annotate(number.status(), {.subject = "owners", .place = place});
    LYNCEUS_RETURN_IF_ERROR(graph.AddEdge(*number, subject, std::move(interest)));
    Found found{.total = 1};
    ScoredParty party{.number = *number,
                      .matched_by_identifier = true,
                      .asked_name = owner.entity_id,
                      .scored = {.score = kScoreMax,
                                 .tree = {.label = "identifier",
                                          .detail = "declared by entity id",
                                          .points = kScoreMax}}};
    LYNCEUS_ASSIGN_OR_RETURN(party.party, engine.snapshot->PartyByNumber(*number));
    found.parties.push_back(std::move(party));
    return AddMatches(std::move(found), owner.entity_id, as_of, engine, core);
  }
  auto found = find({.names = {owner.name}}, SearchBy(preset), engine);
  if (!found.ok()) return Annotate(found.status(), {.subject = "owners", .place = place});
  TakeBeside(*found, beside);
  const ownership::Node declared =
      graph.AddNode(absl::StrCat("declared-owner:", position + 1), owner.name);
  LYNCEUS_RETURN_IF_ERROR(graph.AddEdge(declared, subject, std::move(interest)));
  for (const ScoredParty& party : found->parties) {
    LYNCEUS_RETURN_IF_ERROR(graph.AddProbableIdentity(
        party.number, declared,
        absl::StrCat("the declared name matches, score ", party.scored.score, "/10000")));
  }
  return AddMatches(*std::move(found), owner.name, as_of, engine, core);
}

absl::Status EvaluateDeclaredOwners(const Counterparty& counterparty, const Asking& asking,
                                    DecisionCore& core, Beside& beside) {
  const Engine& engine = asking.engine;
  if (counterparty.owners.empty()) return absl::OkStatus();
  ownership::OverlayGraph graph(*engine.owners);
  const ownership::Node subject = graph.AddNode(
      "counterparty", counterparty.names.empty() ? "counterparty" : counterparty.names.front());
  for (std::size_t i = 0; i < counterparty.owners.size(); ++i) {
    LYNCEUS_RETURN_IF_ERROR(
        DeclareOwner(counterparty.owners[i], i, asking, graph, subject, core, beside));
  }
  LYNCEUS_ASSIGN_OR_RETURN(
      core.declared_ownership,
      ownership::JudgeAll(graph, engine.rules->regimes, engine.lists, asking.as_of, subject));
  return absl::OkStatus();
}

// A scorer of Latin letters looks past others: that it did is said.
std::vector<std::string> NotesOn(const std::vector<std::string>& asked, const Preset& preset) {
  std::vector<std::string> notes;
  if (preset.scorer != NameScorer::kOfacSearch) return notes;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (!matching::DropsLetters(asked[i])) continue;
    notes.push_back(absl::StrCat("names, value ", i + 1, ": letters other than A to Z were left ",
                                 "out, which the preset ", preset.key, " does not compare"));
  }
  return notes;
}

// A mistyped number finds nothing by itself: that it was mistyped is said.
void AddNotesOn(const std::vector<Identifier>& identifiers, std::vector<std::string>& notes) {
  for (std::size_t i = 0; i < identifiers.size(); ++i) {
    const auto& [type, value, country] = identifiers[i];
    const std::string comparable = names::NormalizeIdentifier(type, value);
    if (names::CheckDigitsOf(type, comparable) != names::CheckDigits::kWrong) continue;
    notes.push_back(absl::StrCat("identifiers, value ", i + 1, ": the check digits of this ", type,
                                 " are wrong; it was compared as it stands"));
  }
}

}  // namespace

absl::StatusOr<Outcome> Screen(const Counterparty& counterparty, Date as_of, const Engine& whole,
                               std::string_view preset_key, const Finder& find) {
  LYNCEUS_RETURN_IF_ERROR(ValidateCounterparty(counterparty));
  const Engine& engine = whole.On(as_of);
  LYNCEUS_ASSIGN_OR_RETURN(const Preset* const preset, ChoosePreset(engine, preset_key));
  const Policy& policy = engine.rules->policy;
  const store::Manifest& manifest = engine.snapshot->manifest();
  DecisionCore core{.as_of = as_of,
                    .counterparty_id = counterparty.id,
                    .snapshot = manifest.content_digest,
                    .rules = engine.rules->digest,
                    .preset = preset->key,
                    .engine = EngineBuild()};
  LYNCEUS_ASSIGN_OR_RETURN(Found found, find(QuestionOf(counterparty), SearchBy(*preset), engine));
  Beside beside;
  TakeBeside(found, beside);
  LYNCEUS_RETURN_IF_ERROR(AddMatches(std::move(found), "", as_of, engine, core));
  LYNCEUS_RETURN_IF_ERROR(
      EvaluateDeclaredOwners(counterparty, {as_of, *preset, engine, find}, core, beside));
  core.notes = NotesOn(counterparty.names, *preset);
  AddNotesOn(counterparty.identifiers, core.notes);
  core.lists = Coverage(manifest.sources, policy, as_of);
  LYNCEUS_RETURN_IF_ERROR(AddDesignationTables(
      engine, counterparty.coverage, std::min(preset->block_score_min, kStrongScoreMin), core));
  Decide(policy, preset->block_score_min, Covered(core.lists, policy), core);
  ApplyValidity(*engine.rules, core);

  Outcome outcome{.core = std::move(core),
                  .forms = std::move(beside.forms),
                  .score_min = preset->match_score_min};
  KeepBest(kNearMissesMax, beside.near_misses);
  for (ScoredParty& party : beside.near_misses) {
    outcome.near_misses.push_back(MakeNearMiss(std::move(party)));
  }
  return outcome;
}

absl::StatusOr<DecisionCore> Evaluate(const Counterparty& counterparty, Date as_of,
                                      const Engine& engine, std::string_view preset,
                                      const Finder& find) {
  LYNCEUS_ASSIGN_OR_RETURN(Outcome outcome, Screen(counterparty, as_of, engine, preset, find));
  return std::move(outcome.core);
}

}  // namespace lynceus::screening
