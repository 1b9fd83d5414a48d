#include "lib/ingest/merge.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "lib/base/status.h"

namespace lynceus::ingest {
namespace {

template <typename T>
void Append(std::vector<T>& from, std::vector<T>& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

template <typename T>
void SortUnique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// How much a schema says; 0 where it is no kind of party.
int PartyRank(Schema schema) {
  switch (schema) {
    case Schema::kLegalEntity:
      return 1;
    case Schema::kOrganization:
      return 2;
    case Schema::kPerson:
    case Schema::kCompany:
    case Schema::kPublicBody:
      return 3;
    case Schema::kUnknown:
    case Schema::kVessel:
    case Schema::kAirplane:
    case Schema::kSecurity:
    case Schema::kCryptoWallet:
    case Schema::kAsset:
      return 0;
  }
  return 0;
}

// One entry a text, in the order first seen, with the strongest kind said of it.
void UniqueNames(std::vector<Name>& names) {
  std::map<std::string, std::size_t, std::less<>> at;
  std::vector<Name> kept;
  for (Name& name : names) {
    const auto [place, fresh] = at.try_emplace(name.text, kept.size());
    if (fresh) {
      kept.push_back(std::move(name));
      continue;
    }
    Name& known = kept[place->second];
    known.kind = std::min(known.kind, name.kind);
    if (known.script.empty()) known.script = std::move(name.script);
  }
  names = std::move(kept);
}

bool SameAct(const Designation& a, const Designation& b) {
  return std::tie(a.entity_id, a.authority, a.list, a.programme, a.legal_basis, a.date, a.end_date,
                  a.measures) == std::tie(b.entity_id, b.authority, b.list, b.programme,
                                          b.legal_basis, b.date, b.end_date, b.measures);
}

}  // namespace

Party MakeStub(const std::string& id, const std::string& source) {
  Party stub;
  stub.entity.id = id;
  stub.entity.names = {{id, NameKind::kPrimary, ""}};
  stub.entity.properties = {{std::string(kUndescribed), "true"}};
  stub.entity.provenance = {source, ""};
  stub.ids = {id};
  return stub;
}

bool IsStub(const Entity& entity) {
  return std::any_of(entity.properties.begin(), entity.properties.end(),
                     [](const Property& property) { return property.name == kUndescribed; });
}

Schema MoreSpecific(Schema a, Schema b) {
  if (a == Schema::kUnknown) return b;
  const int rank_a = PartyRank(a);
  const int rank_b = PartyRank(b);
  // A legal entity may be a person or a company; an organisation is never a person.
  if (a == Schema::kLegalEntity && rank_b > rank_a) return b;
  if (a == Schema::kOrganization && rank_b > rank_a && b != Schema::kPerson) return b;
  const bool asset_kind = b == Schema::kVessel || b == Schema::kAirplane ||
                          b == Schema::kSecurity || b == Schema::kCryptoWallet ||
                          b == Schema::kCompany;
  if (a == Schema::kAsset && asset_kind) return b;
  return a;
}

void MergeEntity(Entity part, Entity& entity) {
  entity.schema = MoreSpecific(entity.schema, part.schema);
  Append(part.names, entity.names);
  Append(part.birth_dates, entity.birth_dates);
  Append(part.founded_dates, entity.founded_dates);
  Append(part.countries, entity.countries);
  Append(part.identifiers, entity.identifiers);
  Append(part.addresses, entity.addresses);
  Append(part.properties, entity.properties);
  Append(part.referents, entity.referents);
  if (part.id != entity.id) entity.referents.push_back(std::move(part.id));
}

void Normalize(Party& party) {
  Entity& entity = party.entity;
  UniqueNames(entity.names);
  SortUnique(entity.birth_dates);
  SortUnique(entity.founded_dates);
  SortUnique(entity.countries);
  SortUnique(entity.identifiers);
  SortUnique(entity.addresses);
  SortUnique(entity.properties);
  SortUnique(party.ids);
  SortUnique(entity.referents);
  std::erase_if(entity.referents, [&](const std::string& id) {
    return std::binary_search(party.ids.begin(), party.ids.end(), id);
  });
  std::vector<Designation>& acts = party.designations;
  std::sort(acts.begin(), acts.end());
  acts.erase(std::unique(acts.begin(), acts.end(), SameAct), acts.end());
}

Party MergeRecords(std::vector<Party> records) {
  LYNCEUS_CHECK(!records.empty());
  std::string canonical = records.front().entity.id;
  const bool described = std::any_of(records.begin(), records.end(),
                                     [](const Party& record) { return !IsStub(record.entity); });
  Party party;
  bool first = true;
  for (Party& record : records) {
    Append(record.ids, party.ids);
    Append(record.designations, party.designations);
    if (described && IsStub(record.entity)) continue;
    if (std::exchange(first, false)) {
      party.entity = std::move(record.entity);
    } else {
      MergeEntity(std::move(record.entity), party.entity);
    }
  }
  party.entity.id = std::move(canonical);
  Normalize(party);
  return party;
}

}  // namespace lynceus::ingest
