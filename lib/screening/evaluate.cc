// Matches of the counterparty, matches of each declared owner, verdicts on all of them and on the
// counterparty itself over its declared owners, flags, coverage, policy.
#include "lib/screening/evaluate.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/matching/ofac_search.h"
#include "lib/names/check_digits.h"
#include "lib/ownership/overlay_graph.h"
#include "lib/screening/coverage.h"
#include "lib/screening/decide.h"
#include "lib/screening/find_matches.h"
#include "lib/screening/flags.h"
#include "lib/screening/group_flags.h"
#include "lib/screening/text_findings.h"
#include "lib/screening/validate.h"

namespace lynceus::screening {
namespace {

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
};

Search SearchBy(const Preset& preset) {
  return {
      .preset = preset, .score_min = preset.match_score_min, .parties_max = limits::kMatchesMax};
}

// True where a designated party is found so well that it is taken for the one asked: that it bears
// its own name says nothing more.
bool IsListedItself(const Found& found, const Asking& asking) {
  return std::ranges::any_of(found.parties, [&](const ScoredParty& party) {
    return party.scored.score >= asking.preset.block_score_min &&
           std::ranges::any_of(party.party.designations,
                               [&](const auto& each) { return InForce(each, asking.as_of); });
  });
}

// REQUIRES: `found` is what was found of the names.
void AddGroupFlags(const Found& found, const AskedNames& asked, const Asking& asking,
                   DecisionCore& core) {
  if (IsListedItself(found, asking)) return;
  std::ranges::move(GroupFlagsOf(asked, asking.engine), std::back_inserter(core.flags));
}

// The counterparty's own names. A scorer of its own words does not analyse them: then it is done
// here.
absl::Status AddOwnGroupFlags(const Counterparty& counterparty, Found& found, const Asking& asking,
                              DecisionCore& core) {
  for (std::size_t i = found.asked.size(); i < counterparty.names.size(); ++i) {
    auto name = asking.engine.analyzer->Analyze(counterparty.names[i], counterparty.schema);
    if (!name.ok()) return Annotate(name.status(), {.subject = "names"});
    found.asked.push_back(*std::move(name));
  }
  AddGroupFlags(found,
                {.names = found.asked,
                 .field = "names",
                 .schema = counterparty.schema,
                 .countries = counterparty.countries},
                asking, core);
  return absl::OkStatus();
}

// True where a number of the question's texts is one of the party's.
bool Has(const Party& party, const Identifier& number) {
  return std::ranges::any_of(party.entity.identifiers, [&](const Identifier& each) {
    return each.type == number.type &&
           names::NormalizeIdentifier(each.type, each.value) == number.value;
  });
}

// The better match of one party stands: by its name, or by a number in a text.
Match& PutMatch(Match match, DecisionCore& core) {
  const auto there = std::ranges::find(core.hits, match.entity_id, &Match::entity_id);
  if (there == core.hits.end()) {
    ++core.matches_total;
    return core.hits.emplace_back(std::move(match));
  }
  if (match.score > there->score) {
    match.asked_name = std::move(there->asked_name);
    match.matched_name = std::move(there->matched_name);
    *there = std::move(match);
  }
  return *there;
}

// What addresses and texts hold. A number of a listed party makes it a match by identifier.
absl::Status AddTextFindings(const Counterparty& counterparty, const Asking& asking,
                             DecisionCore& core) {
  const auto& [as_of, preset, engine] = asking;
  LYNCEUS_ASSIGN_OR_RETURN(TextFindings findings, FindInTexts(counterparty, engine));
  std::ranges::move(findings.flags, std::back_inserter(core.flags));
  if (findings.listed.empty()) return absl::OkStatus();
  Question question;
  for (const NamedNumber& each : findings.listed) {
    question.facts.identifiers.push_back(each.identifier);
  }
  LYNCEUS_ASSIGN_OR_RETURN(Found found, FindMatches(question, SearchBy(preset), engine));
  core.truncated = core.truncated || found.total > found.parties.size();
  core.matches_total += found.total - found.parties.size();
  for (ScoredParty& party : found.parties) {
    std::vector<Flag> flags;
    for (const NamedNumber& each : findings.listed) {
      if (Has(party.party, each.identifier)) flags.push_back(each.flag);
    }
    LYNCEUS_ASSIGN_OR_RETURN(Match match, MakeMatch(std::move(party), as_of, engine));
    Match& put = PutMatch(std::move(match), core);
    std::ranges::move(flags, std::back_inserter(put.flags));
  }
  std::ranges::stable_sort(core.hits, [](const Match& a, const Match& b) {
    return a.score != b.score ? a.score > b.score : a.entity_id < b.entity_id;
  });
  return absl::OkStatus();
}

// One declared owner: by id it is that party for certain, by name alone it may be each party it
// matches.
absl::Status DeclareOwner(const DeclaredOwner& owner, std::size_t position, const Asking& asking,
                          ownership::OverlayGraph& graph, ownership::Node subject,
                          DecisionCore& core) {
  const auto& [as_of, preset, engine] = asking;
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
  auto found = FindMatches({.names = {owner.name}}, SearchBy(preset), engine);
  if (!found.ok()) return Annotate(found.status(), {.subject = "owners", .place = place});
  const std::vector<std::string> no_countries;  // an owner's are not asked for
  AddGroupFlags(
      *found,
      {.names = found->asked, .field = "owners", .first = position + 1, .countries = no_countries},
      asking, core);
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
                                    DecisionCore& core) {
  const Engine& engine = asking.engine;
  if (counterparty.owners.empty()) return absl::OkStatus();
  ownership::OverlayGraph graph(*engine.owners);
  const ownership::Node subject = graph.AddNode(
      "counterparty", counterparty.names.empty() ? "counterparty" : counterparty.names.front());
  for (std::size_t i = 0; i < counterparty.owners.size(); ++i) {
    LYNCEUS_RETURN_IF_ERROR(DeclareOwner(counterparty.owners[i], i, asking, graph, subject, core));
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

absl::StatusOr<DecisionCore> Evaluate(const Counterparty& counterparty, Date as_of,
                                      const Engine& engine, std::string_view preset_key) {
  LYNCEUS_RETURN_IF_ERROR(ValidateCounterparty(counterparty));
  LYNCEUS_ASSIGN_OR_RETURN(const Preset* const preset, ChoosePreset(engine, preset_key));
  const Policy& policy = engine.rules->policy;
  const store::Manifest& manifest = engine.snapshot->manifest();
  DecisionCore core{.as_of = as_of,
                    .counterparty_id = counterparty.id,
                    .snapshot = manifest.content_digest,
                    .rules = engine.rules->digest,
                    .preset = preset->key,
                    .engine = EngineBuild()};
  LYNCEUS_ASSIGN_OR_RETURN(Found found,
                           FindMatches(QuestionOf(counterparty), SearchBy(*preset), engine));
  const Asking asking{as_of, *preset, engine};
  LYNCEUS_RETURN_IF_ERROR(AddOwnGroupFlags(counterparty, found, asking, core));
  LYNCEUS_RETURN_IF_ERROR(AddMatches(std::move(found), "", as_of, engine, core));
  LYNCEUS_RETURN_IF_ERROR(AddTextFindings(counterparty, asking, core));
  LYNCEUS_RETURN_IF_ERROR(EvaluateDeclaredOwners(counterparty, asking, core));
  std::ranges::stable_sort(core.flags, [](const Flag& a, const Flag& b) {
    return std::tie(a.type, a.rule, a.field) < std::tie(b.type, b.rule, b.field);
  });
  core.notes = NotesOn(counterparty.names, *preset);
  AddNotesOn(counterparty.identifiers, core.notes);
  core.lists = Coverage(manifest.sources, policy, as_of);
  Decide(policy, preset->block_score_min, Covered(core.lists, policy), core);
  return core;
}

}  // namespace lynceus::screening
