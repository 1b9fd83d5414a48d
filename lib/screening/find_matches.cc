// The best names of each party come first (best_names.h); a party is read from the store only when
// its best name could still reach the threshold with every fact in its favour.
#include "lib/screening/find_matches.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/screening/best_names.h"

namespace lynceus::screening {
namespace {

absl::StatusOr<std::vector<matching::PreparedName>> PrepareNames(const Question& question,
                                                                 const Engine& engine) {
  std::vector<matching::PreparedName> prepared;
  prepared.reserve(question.names.size());
  for (std::size_t i = 0; i < question.names.size(); ++i) {
    auto name = engine.analyzer->Analyze(question.names[i], question.facts.schema);
    if (!name.ok()) {
      return Annotate(name.status(), {.subject = "names", .place = absl::StrCat("name ", i + 1)});
    }
    prepared.emplace_back(*std::move(name), question.facts.schema);
  }
  return prepared;
}

absl::Status AddByIdentifiers(const std::vector<Identifier>& identifiers, const Engine& engine,
                              BestNames& best) {
  std::vector<retrieval::EntityNumber> entities;
  for (const Identifier& identifier : identifiers) {
    LYNCEUS_RETURN_IF_ERROR(engine.candidates->ByIdentifier(identifier.value, entities));
  }
  for (const retrieval::EntityNumber entity : entities) best[entity].by_identifier = true;
  return absl::OkStatus();
}

std::vector<Identifier> Normalized(const std::vector<Identifier>& identifiers) {
  std::vector<Identifier> normalized;
  for (const Identifier& identifier : identifiers) {
    std::string value = names::NormalizeIdentifier(identifier.type, identifier.value);
    if (value.empty()) continue;
    normalized.push_back({identifier.type, std::move(value), identifier.country});
  }
  return normalized;
}

matching::Facts FactsOf(const Entity& entity) {
  matching::Facts facts{.schema = entity.schema,
                        .birth_dates = entity.birth_dates,
                        .identifiers = Normalized(entity.identifiers)};
  if (facts.birth_dates.empty()) facts.birth_dates = entity.founded_dates;
  for (const CountryFact& country : entity.countries) facts.countries.push_back(country.code);
  for (const Address& address : entity.addresses) {
    if (!address.country.empty()) facts.countries.push_back(address.country);
  }
  std::sort(facts.countries.begin(), facts.countries.end());
  facts.countries.erase(std::unique(facts.countries.begin(), facts.countries.end()),
                        facts.countries.end());
  for (const Property& property : entity.properties) {
    if (property.name == "gender") facts.gender = property.value;
  }
  return facts;
}

// "RT" is a listed party; "GmbH" that finds none is a field cut off, and no reason for a "clear".
absl::Status CheckSaysAName(const std::vector<matching::PreparedName>& prepared) {
  for (std::size_t i = 0; i < prepared.size(); ++i) {
    if ((prepared[i].name().traits & names::kTraitOnlyForms) == 0) continue;
    return InvalidError(
        {.subject = "names",
         .place = absl::StrCat("name ", i + 1),
         .cause = "the name is only a legal form, and no listed party has it for a name",
         .remedy = "send the party's whole name; leave the field out where it has none"});
  }
  return absl::OkStatus();
}

// The whole score of one party: its best name explained, then the facts.
absl::StatusOr<ScoredParty> ScoreParty(retrieval::EntityNumber number, const BestName& best,
                                       const std::vector<matching::PreparedName>& prepared,
                                       const Question& question, const matching::Facts& asked,
                                       const Engine& engine) {
  ScoredParty result;
  result.number = number;
  result.matched_by_identifier = best.by_identifier;
  LYNCEUS_ASSIGN_OR_RETURN(result.party, engine.snapshot->PartyByNumber(number));
  matching::Scored names_score{.score = 0, .tree = {.label = "name", .detail = "no name matched"}};
  if (best.name_score > 0) {
    retrieval::IndexedName indexed;
    LYNCEUS_RETURN_IF_ERROR(engine.candidates->Decode(best.name, indexed));
    names_score = prepared[best.asked].Explain({indexed.name, indexed.kind});
    result.matched_kind = indexed.kind;
    result.asked_name = question.names[best.asked];
    const std::vector<Name>& listed = result.party.entity.names;
    if (indexed.ordinal < listed.size()) result.matched_name = listed[indexed.ordinal].text;
  }
  result.scored = matching::Combine(names_score, asked, FactsOf(result.party.entity));
  return result;
}

bool BetterMatch(const ScoredParty& a, const ScoredParty& b) {
  if (a.scored.score != b.scored.score) return a.scored.score > b.scored.score;
  return a.party.entity.id < b.party.entity.id;
}

}  // namespace

Question QuestionOf(const Counterparty& counterparty) {
  return {.names = counterparty.names,
          .facts = {.schema = counterparty.schema,
                    .birth_dates = counterparty.birth_dates,
                    .countries = counterparty.countries,
                    .gender = counterparty.gender,
                    .identifiers = counterparty.identifiers}};
}

absl::StatusOr<Found> FindMatches(const Question& question, std::int32_t score_min,
                                  std::size_t parties_max, const Engine& engine) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<matching::PreparedName> prepared,
                           PrepareNames(question, engine));
  matching::Facts asked = question.facts;
  asked.identifiers = Normalized(question.facts.identifiers);
  const std::int32_t name_score_min =
      std::max<std::int32_t>(1, score_min - matching::FactsGainMax(asked));
  BestNames best;
  for (std::size_t i = 0; i < prepared.size(); ++i) {
    LYNCEUS_RETURN_IF_ERROR(AddBestNames(prepared[i],
                                         {.asked = i, .name_score_min = name_score_min},
                                         *engine.analyzer, *engine.candidates, best));
  }
  LYNCEUS_RETURN_IF_ERROR(AddByIdentifiers(asked.identifiers, engine, best));

  Found found;
  for (const auto& [number, name] : best) {
    LYNCEUS_ASSIGN_OR_RETURN(ScoredParty party,
                             ScoreParty(number, name, prepared, question, asked, engine));
    if (party.scored.score >= score_min) found.parties.push_back(std::move(party));
  }
  if (found.parties.empty()) LYNCEUS_RETURN_IF_ERROR(CheckSaysAName(prepared));
  std::sort(found.parties.begin(), found.parties.end(), BetterMatch);
  found.total = found.parties.size();
  if (found.parties.size() > parties_max) found.parties.resize(parties_max);
  return found;
}

}  // namespace lynceus::screening
