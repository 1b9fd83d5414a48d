// Matches of the counterparty, matches of each declared owner, verdicts on all of them and on the
// counterparty itself over its declared owners, flags, coverage, policy.
#include "lib/screening/evaluate.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/matching/ofac_search.h"
#include "lib/names/check_digits.h"
#include "lib/ownership/overlay_graph.h"
#include "lib/rules/policy_scope.h"
#include "lib/screening/coverage.h"
#include "lib/screening/decide.h"
#include "lib/screening/designation_tables.h"
#include "lib/screening/find_matches.h"
#include "lib/screening/flags.h"
#include "lib/screening/good_guys.h"
#include "lib/screening/group_flags.h"
#include "lib/screening/internal_list.h"
#include "lib/screening/rule_validity.h"
#include "lib/screening/text_findings.h"
#include "lib/screening/validate.h"

namespace lynceus::screening {
namespace {

// Of a preset whose hits never block: from where they are strong all the same.
constexpr std::int32_t kStrongScoreMin = 9'000;

std::int32_t StrongScoreMin(const Preset& preset) {
  return std::min(preset.block_score_min, kStrongScoreMin);
}

// What of a match does not depend on where the party is listed.
Match MatchOf(ScoredParty found) {
  Match match;
  match.entity_id = found.party.entity.id;
  match.ids = found.party.ids;
  match.name = std::string(found.party.entity.caption());
  match.matched_name = std::move(found.matched_name);
  match.asked_name = std::move(found.asked_name);
  match.schema = found.party.entity.schema;
  match.score = found.scored.score;
  match.corroboration = found.corroboration;
  match.party_digest = ListedDigest(found.party);
  match.explanation = std::move(found.scored.tree);
  match.designations = std::move(found.party.designations);
  return match;
}

// What the searches of one question gave beside its matches.
struct Beside {
  std::vector<ScoredParty> near_misses;
  std::vector<AskedForm> forms;
};

NearMiss MakeNearMiss(ScoredParty party) {
  return {.entity_id = party.party.entity.id,
          .name = std::string(party.party.entity.caption()),
          .matched_name = std::move(party.matched_name),
          .asked_name = std::move(party.asked_name),
          .score = party.scored.score,
          .explanation = std::move(party.scored.tree)};
}

// What every part of one question is asked by.
struct Asking {
  Date as_of;
  const Policy& policy;
  const Preset& preset;
  const Engine& engine;
  const Finder& find;
};

absl::StatusOr<Match> ListedMatch(ScoredParty found, const Asking& asking) {
  const Engine& engine = asking.engine;
  LYNCEUS_ASSIGN_OR_RETURN(std::vector<Verdict> verdicts,
                           ownership::JudgeAll(*engine.owners, engine.rules->regimes, engine.lists,
                                               asking.as_of, found.number));
  LYNCEUS_ASSIGN_OR_RETURN(std::vector<Flag> flags, FlagsOf(found, verdicts, asking.as_of, engine));
  Match match = MatchOf(std::move(found));
  match.ownership = std::move(verdicts);
  match.flags = std::move(flags);
  return match;
}

// Declared owners' matches carry the flag `declared_owner`; `whose` is empty for the counterparty.
void AddMatch(Match match, const std::string& whose, DecisionCore& core) {
  if (!whose.empty()) {
    match.flags.push_back({.type = "declared_owner",
                           .text = "the counterparty declares this party as its owner",
                           .rests_on = {match.entity_id}});
  }
  core.hits.push_back(std::move(match));
}

absl::Status AddListed(Found found, const std::string& whose, const Asking& asking,
                       DecisionCore& core) {
  core.matches_total += found.total;
  core.truncated = core.truncated || found.total > found.parties.size();
  for (ScoredParty& party : found.parties) {
    LYNCEUS_ASSIGN_OR_RETURN(Match match, ListedMatch(std::move(party), asking));
    AddMatch(std::move(match), whose, core);
  }
  return absl::OkStatus();
}

// Entries that do not hold on the day are no matches. Returns whether any is.
absl::StatusOr<bool> AddInternal(const Question& question, Search search, const std::string& whose,
                                 const Asking& asking, DecisionCore& core) {
  if (asking.engine.internal == nullptr) return false;
  const InternalList& internal = *asking.engine.internal;
  search.parties_max = limits::kBlockEntriesMax;
  search.must_say_a_name = false;
  LYNCEUS_ASSIGN_OR_RETURN(Found found, FindMatches(question, search, internal.searched()));
  std::erase_if(found.parties, [&](const ScoredParty& party) {
    return !internal.entry(party.number).words.HoldsOn(asking.as_of);
  });
  core.matches_total += found.parties.size();
  if (found.parties.size() > limits::kMatchesMax) {
    core.truncated = true;
    found.parties.resize(limits::kMatchesMax);
  }
  for (ScoredParty& party : found.parties) {
    const BlockEntry& entry = internal.entry(party.number);
    Match match = MatchOf(std::move(party));
    match.flags.push_back(FlagOf(entry));
    AddMatch(std::move(match), whose, core);
  }
  return !found.parties.empty();
}

// A party of the snapshot that a question found.
struct FoundParty {
  std::uint32_t number = 0;
  std::int32_t score = 0;
};

struct FoundParties {
  std::vector<FoundParty> parties;
  std::vector<AskedForm> forms;  // of the question's names
  // A designated party is found so well that it is taken for the one asked: that it bears its own
  // name says nothing more.
  bool listed_itself = false;
};

Search SearchBy(const Asking& asking) {
  return {.preset = asking.preset,
          .score_min = asking.policy.LowestMatchScore(asking.preset),
          .parties_max = limits::kMatchesMax,
          .policy = &asking.policy};
}

FoundParties PartiesOf(Found& found, const Asking& asking) {
  FoundParties parties{.forms = std::move(found.forms)};
  for (const ScoredParty& party : found.parties) {
    parties.parties.push_back({party.number, party.scored.score});
    const bool listed = std::ranges::any_of(
        party.party.designations, [&](const auto& each) { return InForce(each, asking.as_of); });
    const bool strong = party.scored.score >= StrongScoreMin(asking.preset);
    parties.listed_itself = parties.listed_itself || (listed && strong);
  }
  return parties;
}

// Adds the matches of one question, the snapshot's and the bank's own, best first, and its near
// misses. Returns the snapshot's.
absl::StatusOr<FoundParties> AddMatches(const Question& question, const std::string& whose,
                                        const Asking& asking, DecisionCore& core, Beside& beside) {
  Search search = SearchBy(asking);
  const auto before = static_cast<std::ptrdiff_t>(core.hits.size());
  LYNCEUS_ASSIGN_OR_RETURN(const bool listed_by_bank,
                           AddInternal(question, search, whose, asking, core));
  search.must_say_a_name = !listed_by_bank;
  LYNCEUS_ASSIGN_OR_RETURN(Found found, asking.find(question, search, asking.engine));
  FoundParties parties = PartiesOf(found, asking);
  std::ranges::move(found.near_misses, std::back_inserter(beside.near_misses));
  LYNCEUS_RETURN_IF_ERROR(AddListed(std::move(found), whose, asking, core));
  std::stable_sort(core.hits.begin() + before, core.hits.end(), [](const Match& a, const Match& b) {
    return std::tie(b.score, a.entity_id) < std::tie(a.score, b.entity_id);
  });
  return parties;
}

absl::Status AddGroupFlags(const AskedNames& names, const Engine& engine, DecisionCore& core) {
  LYNCEUS_ASSIGN_OR_RETURN(std::vector<Flag> flags, GroupFlagsOf(names, engine));
  std::ranges::move(flags, std::back_inserter(core.flags));
  return absl::OkStatus();
}

// The counterparty's own names: its matches, and the groups whose names it bears.
absl::Status AskOfParty(const Counterparty& counterparty, const Asking& asking, DecisionCore& core,
                        Beside& beside) {
  LYNCEUS_ASSIGN_OR_RETURN(FoundParties found,
                           AddMatches(QuestionOf(counterparty), "", asking, core, beside));
  if (!found.listed_itself) {
    LYNCEUS_RETURN_IF_ERROR(AddGroupFlags({.names = found.forms,
                                           .field = "names",
                                           .schema = counterparty.schema,
                                           .countries = counterparty.countries},
                                          asking.engine, core));
  }
  std::ranges::move(found.forms, std::back_inserter(beside.forms));
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
  LYNCEUS_ASSIGN_OR_RETURN(TextFindings findings, FindInTexts(counterparty, asking.engine));
  std::ranges::move(findings.flags, std::back_inserter(core.flags));
  if (findings.listed.empty()) return absl::OkStatus();
  Question question;
  for (const NamedNumber& each : findings.listed) {
    question.facts.identifiers.push_back(each.identifier);
  }
  LYNCEUS_ASSIGN_OR_RETURN(Found found, asking.find(question, SearchBy(asking), asking.engine));
  core.truncated = core.truncated || found.total > found.parties.size();
  core.matches_total += found.total - found.parties.size();
  for (ScoredParty& party : found.parties) {
    std::vector<Flag> flags;
    for (const NamedNumber& each : findings.listed) {
      if (Has(party.party, each.identifier)) flags.push_back(each.flag);
    }
    LYNCEUS_ASSIGN_OR_RETURN(Match match, ListedMatch(std::move(party), asking));
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
                          DecisionCore& core, Beside& beside) {
  const Engine& engine = asking.engine;
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
                      .corroboration = Corroboration::kIdentifier,
                      .scored = {.score = kScoreMax,
                                 .tree = {.label = "identifier",
                                          .detail = "declared by entity id",
                                          .points = kScoreMax}}};
    LYNCEUS_ASSIGN_OR_RETURN(party.party, engine.snapshot->PartyByNumber(*number));
    found.parties.push_back(std::move(party));
    return AddListed(std::move(found), owner.entity_id, asking, core);
  }
  auto found = AddMatches({.names = {owner.name}}, owner.name, asking, core, beside);
  if (!found.ok()) return Annotate(found.status(), {.subject = "owners", .place = place});
  if (!found->listed_itself) {
    const std::vector<std::string> no_countries;  // an owner's are not asked for
    LYNCEUS_RETURN_IF_ERROR(AddGroupFlags({.names = found->forms,
                                           .field = "owners",
                                           .first = position + 1,
                                           .countries = no_countries},
                                          engine, core));
  }
  std::ranges::move(found->forms, std::back_inserter(beside.forms));
  const ownership::Node declared =
      graph.AddNode(absl::StrCat("declared-owner:", position + 1), owner.name);
  LYNCEUS_RETURN_IF_ERROR(graph.AddEdge(declared, subject, std::move(interest)));
  for (const FoundParty& party : found->parties) {
    LYNCEUS_RETURN_IF_ERROR(graph.AddProbableIdentity(
        party.number, declared,
        absl::StrCat("the declared name matches, score ", party.score, "/10000")));
  }
  return absl::OkStatus();
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

absl::StatusOr<AskedBy> ChooseAskedBy(const Engine& engine, const Booking& booking,
                                      std::string_view preset) {
  LYNCEUS_ASSIGN_OR_RETURN(const Policy* const policy,
                           rules::ChooseScope(engine.rules->policy, engine.rules->scopes, booking));
  LYNCEUS_ASSIGN_OR_RETURN(const Preset* const chosen, ChoosePreset(engine, *policy, preset));
  return AskedBy{*policy, *chosen};
}

absl::StatusOr<Outcome> Screen(const Counterparty& counterparty, Date as_of, const Engine& whole,
                               std::string_view preset_key, const Finder& find) {
  LYNCEUS_RETURN_IF_ERROR(ValidateCounterparty(counterparty));
  const Engine& engine = whole.On(as_of);
  LYNCEUS_ASSIGN_OR_RETURN(const AskedBy by,
                           ChooseAskedBy(engine, counterparty.booking, preset_key));
  const auto& [policy, preset] = by;
  const store::Manifest& manifest = engine.snapshot->manifest();
  DecisionCore core{.as_of = as_of,
                    .counterparty_id = counterparty.id,
                    .snapshot = manifest.content_digest,
                    .rules = engine.rules->digest,
                    .preset = preset.key,
                    .scope = policy.scope,
                    .asked_digest = AskedDigest(counterparty),
                    .engine = EngineBuild()};
  const Asking asking{as_of, policy, preset, engine, find};
  Beside beside;
  LYNCEUS_RETURN_IF_ERROR(AskOfParty(counterparty, asking, core, beside));
  LYNCEUS_RETURN_IF_ERROR(AddTextFindings(counterparty, asking, core));
  LYNCEUS_RETURN_IF_ERROR(EvaluateDeclaredOwners(counterparty, asking, core, beside));
  std::ranges::stable_sort(core.flags, [](const Flag& a, const Flag& b) {
    return std::tie(a.type, a.rule, a.field) < std::tie(b.type, b.rule, b.field);
  });
  core.notes = NotesOn(counterparty.names, preset);
  AddNotesOn(counterparty.identifiers, core.notes);
  core.lists = Coverage(manifest.sources, policy, as_of);
  const bool covered = Covered(core.lists, policy);
  LYNCEUS_RETURN_IF_ERROR(
      AddDesignationTables(engine, counterparty.coverage, StrongScoreMin(preset), core));
  if (engine.internal != nullptr) AddInternalList(core.lists);
  ApplyGoodGuys(engine.rules->good_guys, core);
  Decide(policy, preset, covered, core);
  ApplyValidity(*engine.rules, core);

  Outcome outcome{.core = std::move(core),
                  .forms = std::move(beside.forms),
                  .score_min = policy.LowestMatchScore(preset)};
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
