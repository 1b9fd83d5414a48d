#include "lib/resolve/record_facts.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <numeric>
#include <set>
#include <tuple>

#include "lib/base/status.h"
#include "lib/resolve/compared_names.h"

namespace lynceus::resolve {
namespace {

constexpr std::size_t kArenaBlockBytes = 1u << 20;
constexpr std::int32_t kCircaDays = 5 * 366;

// How ids of registries begin.
constexpr std::array<std::string_view, 6> kRegistryIds = {
    "bods:", "ftm:", "gb-coh:", "interests:", "lei:", "psc-holder:"};
constexpr std::array<std::string_view, 2> kGathering = {"lynceus-csv", "us-csl"};
constexpr std::array<std::string_view, 3> kRepeating = {"bods", "interests", "uk-psc"};

// Ids that are a register's number, also of parties that no source describes.
struct NumberedId {
  std::string_view prefix;
  std::string_view type;
  std::string_view country;
};
constexpr std::array kNumberedIds = {NumberedId{"lei:", "leiCode", ""},
                                     NumberedId{"gb-coh:", "registrationNumber", "gb"}};

template <std::size_t kSize>
bool BeginsWithOne(const std::array<std::string_view, kSize>& prefixes, std::string_view word) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return word.starts_with(prefix); });
}

CountrySense SenseOf(std::string_view property) {
  if (property == "nationality" || property == "citizenship") return CountrySense::kNationality;
  if (property == "jurisdiction" || property == "country" || property == "mainCountry") {
    return CountrySense::kSeat;
  }
  return CountrySense::kOther;
}

// Whose record it is: its source; of a file that gathers several lists, the list that its id names,
// since that list's publisher keeps its records apart there too.
std::string_view ListOf(const Entity& record) {
  const std::string_view source = record.provenance.source;
  if (HabitOf(source) != SourceHabit::kGathers) return source;
  const std::string_view id = record.id;
  const std::size_t colon = id.find(':');
  return colon == std::string_view::npos ? source : id.substr(0, colon);
}

// The jurisdiction of a party that states exactly one.
std::string_view JurisdictionOf(const Entity& record) {
  std::string_view found;
  for (const CountryFact& country : record.countries) {
    if (country.property != "jurisdiction" || country.code == found) continue;
    if (!found.empty()) return {};
    found = country.code;
  }
  return found;
}

bool FamiliesContradict(const Record& x, const Record& y) {
  const bool families =
      x.family != y.family && x.family != Family::kAny && y.family != Family::kAny;
  return families ||
         (x.family == Family::kThing && y.family == Family::kThing && x.schema != y.schema);
}

template <typename Value>
Range RangeFrom(std::size_t begin, const std::vector<Value>& values) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(values.size() - begin)};
}

template <typename Value>
std::span<const Value> Part(const std::vector<Value>& values, Range range) {
  return std::span<const Value>(values).subspan(range.begin, range.count);
}

}  // namespace

Family FamilyOf(Schema schema) {
  switch (schema) {
    case Schema::kUnknown:
    case Schema::kLegalEntity:
    case Schema::kAsset:
      return Family::kAny;
    case Schema::kPerson:
      return Family::kPerson;
    case Schema::kOrganization:
    case Schema::kCompany:
    case Schema::kPublicBody:
      return Family::kOrganization;
    case Schema::kVessel:
    case Schema::kAirplane:
    case Schema::kSecurity:
    case Schema::kCryptoWallet:
      return Family::kThing;
  }
  return Family::kAny;
}

bool IsRegistryId(std::string_view id) { return BeginsWithOne(kRegistryIds, id); }

SourceHabit HabitOf(std::string_view source) {
  if (BeginsWithOne(kGathering, source)) return SourceHabit::kGathers;
  return BeginsWithOne(kRepeating, source) ? SourceHabit::kRepeats : SourceHabit::kOneEach;
}

std::string_view TextArena::Keep(std::string_view text) {
  if (text.empty()) return {};
  if (text.size() > left_) {
    left_ = std::max(kArenaBlockBytes, text.size());
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(left_));
    used_ = 0;
  }
  char* const at = blocks_.back().get() + used_;
  std::memcpy(at, text.data(), text.size());
  used_ += text.size();
  left_ -= text.size();
  return {at, text.size()};
}

WordNumbers::WordNumbers() { Of(""); }

std::uint32_t WordNumbers::Of(std::string_view word) {
  const auto [at, fresh] =
      numbers_.try_emplace(std::string(word), static_cast<std::uint32_t>(words_.size()));
  if (fresh) words_.push_back(&at->first);
  return at->second;
}

bool Meet(const DateFact& a, const DateFact& b) {
  const std::int32_t slack = a.circa || b.circa ? kCircaDays : 0;
  return a.first - slack <= b.last && b.first - slack <= a.last;
}

absl::StatusOr<Position> RecordFacts::Add(const Entity& entity, bool at_risk) {
  const std::size_t most = std::max({names_.size(), births_.size(), countries_.size(),
                                     identifiers_.size(), referents_.size(), records_.size()});
  if (most + entity.names.size() + entity.identifiers.size() >
      std::numeric_limits<std::uint32_t>::max() / 2) {
    return LimitError({.subject = "resolve",
                       .cause = "there are too many records to tell which are one party",
                       .limit = "2^31 facts of a kind"});
  }
  const std::string_view list = ListOf(entity);
  Record record{.id = arena_.Keep(entity.id),
                .source = words_.Of(list),
                .schema = entity.schema,
                .family = FamilyOf(entity.schema),
                .at_risk = at_risk,
                .habit = HabitOf(list)};
  std::size_t begin = names_.size();
  for (const std::string& name : ComparedNames(entity)) names_.push_back(arena_.Keep(name));
  record.names = RangeFrom(begin, names_);
  begin = births_.size();
  for (const PartialDate& date : entity.birth_dates) {
    births_.push_back({date.first.days(), date.last.days(), date.circa});
  }
  record.births = RangeFrom(begin, births_);
  begin = countries_.size();
  AddCountries(entity);
  record.countries = RangeFrom(begin, countries_);
  begin = identifiers_.size();
  AddIdentifiers(entity);
  record.identifiers = RangeFrom(begin, identifiers_);
  begin = referents_.size();
  for (const std::string& id : entity.referents) {
    if (id != entity.id) referents_.push_back(arena_.Keep(id));
  }
  record.referents = RangeFrom(begin, referents_);
  records_.push_back(record);
  return static_cast<Position>(records_.size() - 1);
}

void RecordFacts::AddCountries(const Entity& record) {
  std::set<std::pair<CountrySense, std::string_view>> uses;
  for (const CountryFact& country : record.countries) {
    if (!country.code.empty()) uses.emplace(SenseOf(country.property), country.code);
  }
  for (const Address& address : record.addresses) {
    if (!address.country.empty()) uses.emplace(CountrySense::kOther, address.country);
  }
  for (const auto& [sense, code] : uses) {
    countries_.push_back({words_.Of(code), sense});
    // Publishers write either of Hong Kong's and Macao's parties.
    if (code == "hk" || code == "mo") countries_.push_back({words_.Of("cn"), sense});
  }
}

void RecordFacts::AddIdentifiers(const Entity& record) {
  const std::size_t begin = identifiers_.size();
  for (const Identifier& identifier : record.identifiers) AddIdentifier(record, identifier);
  for (const NumberedId& each : kNumberedIds) {
    if (!record.id.starts_with(each.prefix)) continue;
    AddIdentifier(record, {std::string(each.type), record.id.substr(each.prefix.size()),
                           std::string(each.country)});
  }
  const auto first = identifiers_.begin() + static_cast<std::ptrdiff_t>(begin);
  const auto key = [](const IdentifierFact& fact) {
    return std::tuple(fact.type, fact.country, fact.value);
  };
  std::sort(first, identifiers_.end(),
            [&](const IdentifierFact& a, const IdentifierFact& b) { return key(a) < key(b); });
  identifiers_.erase(std::unique(first, identifiers_.end(),
                                 [&](const IdentifierFact& a, const IdentifierFact& b) {
                                   return key(a) == key(b);
                                 }),
                     identifiers_.end());
}

void RecordFacts::AddIdentifier(const Entity& record, const Identifier& identifier) {
  const ReadIdentifier read = Read(identifier, record.schema, JurisdictionOf(record));
  if (read.use == IdentifierUse::kNone) return;
  identifiers_.push_back({.value = arena_.Keep(read.value),
                          .type = words_.Of(read.type),
                          .country = words_.Of(read.country),
                          .use = read.use});
}

absl::StatusOr<std::vector<Position>> RecordFacts::Finish() {
  std::vector<Position> order(records_.size());
  std::iota(order.begin(), order.end(), Position{0});
  std::sort(order.begin(), order.end(),
            [this](Position a, Position b) { return records_[a].id < records_[b].id; });
  std::vector<Record> sorted;
  sorted.reserve(records_.size());
  std::vector<Position> moved(records_.size());
  for (const Position old : order) {
    if (!sorted.empty() && sorted.back().id == records_[old].id) {
      return InternalError({.subject = std::string(records_[old].id),
                            .cause = "the record was given twice to be resolved"});
    }
    moved[old] = static_cast<Position>(sorted.size());
    sorted.push_back(records_[old]);
  }
  records_ = std::move(sorted);
  return moved;
}

Position RecordFacts::Find(std::string_view id) const {
  const auto at =
      std::lower_bound(records_.begin(), records_.end(), id,
                       [](const Record& record, std::string_view key) { return record.id < key; });
  const bool found = at != records_.end() && at->id == id;
  return static_cast<Position>(found ? at - records_.begin() : std::ssize(records_));
}

std::span<const std::string_view> RecordFacts::NamesOf(const Record& record) const {
  return Part(names_, record.names);
}
std::span<const DateFact> RecordFacts::BirthsOf(const Record& record) const {
  return Part(births_, record.births);
}
std::span<const CountryUse> RecordFacts::CountriesOf(const Record& record) const {
  return Part(countries_, record.countries);
}
std::span<const IdentifierFact> RecordFacts::IdentifiersOf(const Record& record) const {
  return Part(identifiers_, record.identifiers);
}
std::span<const std::string_view> RecordFacts::ReferentsOf(const Record& record) const {
  return Part(referents_, record.referents);
}

bool RecordFacts::BirthsMeet(Position a, Position b) const {
  for (const DateFact& x : BirthsOf(records_[a])) {
    for (const DateFact& y : BirthsOf(records_[b])) {
      if (Meet(x, y)) return true;
    }
  }
  return false;
}

// Both carry an identifier of one kind of which a party has one, and no value is shared.
bool RecordFacts::WorldNumbersDiffer(const Record& a, const Record& b) const {
  const auto theirs = IdentifiersOf(b);
  const auto same_kind = [](const IdentifierFact& x, const IdentifierFact& y) {
    return y.use == IdentifierUse::kWorld && x.type == y.type;
  };
  for (const IdentifierFact& x : IdentifiersOf(a)) {
    if (x.use != IdentifierUse::kWorld) continue;
    const bool both = std::any_of(theirs.begin(), theirs.end(),
                                  [&](const IdentifierFact& y) { return same_kind(x, y); });
    if (both && !ShareWorldNumber(a, b, x.type)) return true;
  }
  return false;
}

bool RecordFacts::ShareWorldNumber(const Record& a, const Record& b, std::uint32_t type) const {
  for (const IdentifierFact& x : IdentifiersOf(a)) {
    if (x.type != type) continue;
    for (const IdentifierFact& y : IdentifiersOf(b)) {
      if (y.type == type && x.value == y.value) return true;
    }
  }
  return false;
}

bool RecordFacts::ShareWorldNumber(Position a, Position b) const {
  const auto ours = IdentifiersOf(records_[a]);
  return std::any_of(ours.begin(), ours.end(), [&](const IdentifierFact& x) {
    const auto theirs = IdentifiersOf(records_[b]);
    return x.use == IdentifierUse::kWorld &&
           std::any_of(theirs.begin(), theirs.end(), [&](const IdentifierFact& y) {
             return x.type == y.type && x.value == y.value;
           });
  });
}

bool RecordFacts::KindsContradict(Position a, Position b) const {
  return FamiliesContradict(records_[a], records_[b]) ||
         WorldNumbersDiffer(records_[a], records_[b]);
}

bool RecordFacts::KindsOrBirthsContradict(Position a, Position b) const {
  const bool both_born = records_[a].births.count > 0 && records_[b].births.count > 0;
  return FamiliesContradict(records_[a], records_[b]) || (both_born && !BirthsMeet(a, b));
}

bool RecordFacts::Contradict(Position a, Position b) const {
  return KindsOrBirthsContradict(a, b) || WorldNumbersDiffer(records_[a], records_[b]);
}

bool RecordFacts::SameForContradiction(Position a, Position b) const {
  const Record& x = records_[a];
  const Record& y = records_[b];
  const bool schemas = x.family == y.family && (x.family != Family::kThing || x.schema == y.schema);
  if (!schemas || !std::ranges::equal(BirthsOf(x), BirthsOf(y))) return false;
  std::vector<std::tuple<std::uint32_t, std::string_view>> worlds[2];
  for (const Record* each : {&x, &y}) {
    for (const IdentifierFact& fact : IdentifiersOf(*each)) {
      if (fact.use == IdentifierUse::kWorld) worlds[each == &y].emplace_back(fact.type, fact.value);
    }
  }
  return worlds[0] == worlds[1];
}

}  // namespace lynceus::resolve
