// The best names of each party come first (name_finder.h); a party is read from the store only when
// its best name could still reach the threshold with every fact in its favour.
#include "lib/screening/find_matches.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "lib/base/status.h"
#include "lib/matching/compare.h"
#include "lib/screening/name_finder.h"

namespace lynceus::screening {
namespace {

// The parties that carry one of the identifiers, ascending. `identifiers` are normalised.
absl::StatusOr<std::vector<retrieval::EntityNumber>> ByIdentifiers(
    const std::vector<Identifier>& identifiers, const retrieval::CandidateIndex& candidates) {
  std::vector<retrieval::EntityNumber> parties;
  for (const Identifier& identifier : identifiers) {
    LYNCEUS_RETURN_IF_ERROR(candidates.ByIdentifier(identifier.value, parties));
  }
  std::sort(parties.begin(), parties.end());
  return parties;
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

// The whole score of one party: its best name explained, then the facts.
absl::StatusOr<ScoredParty> ScoreParty(retrieval::EntityNumber number, const NameFinder& finder,
                                       const matching::Facts& asked, const Preset& preset,
                                       const Searched& searched) {
  ScoredParty result;
  result.number = number;
  LYNCEUS_ASSIGN_OR_RETURN(result.party, searched.party(number));
  LYNCEUS_ASSIGN_OR_RETURN(NamedParty named, finder.Explain(number, result.party));
  result.matched_name = std::move(named.matched_name);
  result.matched_kind = named.matched_kind;
  result.asked_name = std::move(named.asked_name);
  const matching::Facts listed = FactsOf(result.party.entity);
  result.scored = matching::CombineBy(preset, named.scored, asked, listed);
  result.corroboration = matching::CorroborationOf(asked, listed);
  return result;
}

// Below its own threshold and the preset's a party is no match; between them policy suppresses it.
std::int32_t ScoreMinOf(const ScoredParty& party, const Search& search) {
  if (search.policy == nullptr) return search.score_min;
  const Thresholds own =
      search.policy->ThresholdsOf(search.preset, party.party.entity.schema, party.corroboration);
  return std::min(own.match_score_min, search.preset.match_score_min);
}

bool BetterMatch(const ScoredParty& a, const ScoredParty& b) {
  if (a.scored.score != b.scored.score) return a.scored.score > b.scored.score;
  return a.party.entity.id < b.party.entity.id;
}

}  // namespace

void KeepBest(std::size_t parties_max, std::vector<ScoredParty>& parties) {
  std::sort(parties.begin(), parties.end(), BetterMatch);
  if (parties.size() > parties_max) parties.resize(parties_max);
}

Question QuestionOf(const Counterparty& counterparty) {
  return {.names = counterparty.names,
          .facts = {.schema = counterparty.schema,
                    .birth_dates = counterparty.birth_dates,
                    .countries = counterparty.countries,
                    .gender = counterparty.gender,
                    .identifiers = counterparty.identifiers}};
}

absl::StatusOr<Found> FindMatches(const Question& question, const Search& search,
                                  const Engine& engine) {
  return FindMatches(question, search, SearchedOf(engine));
}

absl::StatusOr<Found> FindMatches(const Question& question, const Search& search,
                                  const Searched& searched) {
  const Preset& preset = search.preset;
  matching::Facts asked = question.facts;
  asked.identifiers = Normalized(question.facts.identifiers);
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<NameFinder> finder,
                           MakeNameFinder(question.names, question.facts.schema, preset, searched));
  const std::int32_t gain_max = matching::FactsGainMax(matching::UsedFacts(preset, asked));
  std::vector<retrieval::EntityNumber> parties;
  const std::int32_t points_min = matching::PointsFor(preset, search.score_min);
  LYNCEUS_RETURN_IF_ERROR(finder->Find(std::max<std::int32_t>(1, points_min - gain_max), parties));
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<retrieval::EntityNumber> identified,
                           ByIdentifiers(asked.identifiers, searched.candidates));
  parties.insert(parties.end(), identified.begin(), identified.end());
  std::sort(parties.begin(), parties.end());
  parties.erase(std::unique(parties.begin(), parties.end()), parties.end());

  Found found;
  for (const retrieval::EntityNumber number : parties) {
    LYNCEUS_ASSIGN_OR_RETURN(ScoredParty party,
                             ScoreParty(number, *finder, asked, preset, searched));
    const std::int32_t score_min = ScoreMinOf(party, search);
    if (party.scored.score < std::min(searched.score_floor, score_min)) continue;
    party.matched_by_identifier = std::binary_search(identified.begin(), identified.end(), number);
    const bool matches = party.scored.score >= score_min;
    (matches ? found.parties : found.near_misses).push_back(std::move(party));
  }
  if (found.parties.empty() && search.must_say_a_name) {
    LYNCEUS_RETURN_IF_ERROR(finder->CheckSaysAName());
  }
  found.total = found.parties.size();
  KeepBest(search.parties_max, found.parties);
  KeepBest(kNearMissesMax, found.near_misses);
  found.forms = finder->Forms();
  return found;
}

}  // namespace lynceus::screening
