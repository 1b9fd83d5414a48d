// The words by which every enumeration of the model goes in output, files and protos; one table
// each.
#include <array>
#include <utility>

#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/model/decision.h"
#include "lib/model/entity.h"
#include "lib/model/findings.h"
#include "lib/model/rules.h"
#include "lib/model/verdict.h"

namespace lynceus {
namespace {

template <typename Enum, std::size_t N>
using WordTable = std::array<std::pair<Enum, std::string_view>, N>;

template <typename Enum, std::size_t N>
std::string_view WordOf(const WordTable<Enum, N>& table, Enum value) {
  for (const auto& [entry, word] : table) {
    if (entry == value) return word;
  }
  LYNCEUS_CHECK(false);
  return {};
}

template <typename Enum, std::size_t N>
std::optional<Enum> ValueOf(const WordTable<Enum, N>& table, std::string_view word) {
  const std::string lower = LowerAscii(word);
  for (const auto& [value, entry] : table) {
    if (LowerAscii(entry) == lower) return value;
  }
  return std::nullopt;
}

// The first row of a value is its name; further rows are other words that are read as it.
constexpr WordTable<Schema, 15> kSchemas = {{{Schema::kUnknown, "Thing"},
                                             {Schema::kPerson, "Person"},
                                             {Schema::kLegalEntity, "LegalEntity"},
                                             {Schema::kOrganization, "Organization"},
                                             {Schema::kCompany, "Company"},
                                             {Schema::kPublicBody, "PublicBody"},
                                             {Schema::kVessel, "Vessel"},
                                             {Schema::kAirplane, "Airplane"},
                                             {Schema::kSecurity, "Security"},
                                             {Schema::kCryptoWallet, "CryptoWallet"},
                                             {Schema::kAsset, "Asset"},
                                             {Schema::kUnknown, "Unknown"},
                                             {Schema::kAirplane, "Aircraft"},
                                             {Schema::kOrganization, "Organisation"},
                                             {Schema::kAsset, "Vehicle"}}};

constexpr WordTable<NameKind, 4> kNameKinds = {{{NameKind::kPrimary, "primary"},
                                                {NameKind::kAlias, "alias"},
                                                {NameKind::kFormer, "former"},
                                                {NameKind::kWeak, "weak"}}};

constexpr WordTable<IdentityChange::Kind, 3> kIdentityChanges = {
    {{IdentityChange::Kind::kMerged, "merged"},
     {IdentityChange::Kind::kSplit, "split"},
     {IdentityChange::Kind::kRemoved, "removed"}}};

constexpr WordTable<InterestKind, 17> kInterestKinds = {
    {{InterestKind::kShares, "shares"},
     {InterestKind::kVotes, "votes"},
     {InterestKind::kProfit, "profit"},
     {InterestKind::kOwnershipOther, "ownership"},
     {InterestKind::kBoard, "board"},
     {InterestKind::kInfluence, "influence"},
     {InterestKind::kControl, "control"},
     {InterestKind::kTrust, "trust"},
     {InterestKind::kNominee, "nominee"},
     {InterestKind::kDirector, "director"},
     {InterestKind::kLinked, "linked"},
     {InterestKind::kFamily, "family"},
     {InterestKind::kActsFor, "acts_for"},
     {InterestKind::kMember, "member"},
     {InterestKind::kSuccessor, "successor"},
     {InterestKind::kShares, "shareholding"},
     {InterestKind::kVotes, "voting_rights"}}};

constexpr WordTable<Answer, 4> kAnswers = {{{Answer::kNo, "NO"},
                                            {Answer::kYes, "YES"},
                                            {Answer::kUndetermined, "UNDETERMINED"},
                                            {Answer::kNotEvaluated, "NOT_EVALUATED"}}};

constexpr WordTable<Basis, 9> kBases = {{{Basis::kNone, "none"},
                                         {Basis::kListed, "listed"},
                                         {Basis::kOwned, "owned"},
                                         {Basis::kControlled, "controlled"},
                                         {Basis::kPresumed, "presumed"},
                                         {Basis::kNoList, "no_list"},
                                         {Basis::kNotInForce, "not_in_force"},
                                         {Basis::kReview, "review"},
                                         {Basis::kUnverified, "unverified"}}};

constexpr WordTable<EvidenceKind, 4> kEvidenceKinds = {{{EvidenceKind::kDesignation, "designation"},
                                                        {EvidenceKind::kInterest, "interest"},
                                                        {EvidenceKind::kIdentity, "identity"},
                                                        {EvidenceKind::kNote, "note"}}};

constexpr WordTable<Decision, 3> kDecisions = {
    {{Decision::kClear, "CLEAR"}, {Decision::kReview, "REVIEW"}, {Decision::kBlock, "BLOCK"}}};

constexpr WordTable<Priority, 5> kPriorities = {{{Priority::kNone, "none"},
                                                 {Priority::kLow, "low"},
                                                 {Priority::kNormal, "normal"},
                                                 {Priority::kHigh, "high"},
                                                 {Priority::kUrgent, "urgent"}}};

constexpr WordTable<Corroboration, 5> kCorroborations = {
    {{Corroboration::kNameOnly, "name_only"},
     {Corroboration::kCountry, "country"},
     {Corroboration::kContradicted, "contradicted"},
     {Corroboration::kDate, "date"},
     {Corroboration::kIdentifier, "identifier"}}};

constexpr WordTable<ListState, 4> kListStates = {{{ListState::kCurrent, "current"},
                                                  {ListState::kStale, "stale"},
                                                  {ListState::kMissing, "missing"},
                                                  {ListState::kPartial, "partial"}}};

constexpr WordTable<NameScorer, 2> kNameScorers = {
    {{NameScorer::kLynceus, "lynceus"}, {NameScorer::kOfacSearch, "ofac-search"}}};

constexpr WordTable<FactsUse, 3> kFactsUses = {{{FactsUse::kWeigh, "weigh"},
                                                {FactsUse::kNeverLower, "never-lower"},
                                                {FactsUse::kIdentifiersOnly, "identifiers-only"}}};

constexpr WordTable<Listing, 6> kListings = {{{Listing::kDesignated, "designated"},
                                              {Listing::kMayBe, "may_be_designated"},
                                              {Listing::kNotListed, "not_on_list"},
                                              {Listing::kListAbsent, "list_absent"},
                                              {Listing::kListPartial, "list_partial"},
                                              {Listing::kListStale, "list_stale"}}};

}  // namespace

std::string_view SchemaName(Schema schema) { return WordOf(kSchemas, schema); }
std::optional<Schema> ParseSchema(std::string_view word) { return ValueOf(kSchemas, word); }
std::string_view NameKindName(NameKind kind) { return WordOf(kNameKinds, kind); }
std::string_view IdentityChangeName(IdentityChange::Kind kind) {
  return WordOf(kIdentityChanges, kind);
}
std::string_view InterestKindName(InterestKind kind) { return WordOf(kInterestKinds, kind); }
std::optional<InterestKind> ParseInterestKind(std::string_view word) {
  return ValueOf(kInterestKinds, word);
}
std::string_view AnswerName(Answer answer) { return WordOf(kAnswers, answer); }
std::string_view BasisName(Basis basis) { return WordOf(kBases, basis); }
std::string_view EvidenceKindName(EvidenceKind kind) { return WordOf(kEvidenceKinds, kind); }
std::string_view DecisionName(Decision decision) { return WordOf(kDecisions, decision); }
std::string_view NameScorerName(NameScorer scorer) { return WordOf(kNameScorers, scorer); }
std::optional<NameScorer> ParseNameScorer(std::string_view word) {
  return ValueOf(kNameScorers, word);
}
std::string_view FactsUseName(FactsUse use) { return WordOf(kFactsUses, use); }
std::optional<FactsUse> ParseFactsUse(std::string_view word) { return ValueOf(kFactsUses, word); }
std::string_view ListingName(Listing listing) { return WordOf(kListings, listing); }
std::string_view PriorityName(Priority priority) { return WordOf(kPriorities, priority); }
std::optional<Priority> ParsePriority(std::string_view word) { return ValueOf(kPriorities, word); }
std::string_view CorroborationName(Corroboration corroboration) {
  return WordOf(kCorroborations, corroboration);
}
std::optional<Corroboration> ParseCorroboration(std::string_view word) {
  return ValueOf(kCorroborations, word);
}
std::string_view ListStateName(ListState state) { return WordOf(kListStates, state); }

}  // namespace lynceus
