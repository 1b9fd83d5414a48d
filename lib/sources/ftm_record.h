#pragma once
// One FollowTheMoney entity as read, and what its schema and properties mean in our words. All
// functions are pure and thread-safe.

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/entity.h"
#include "lib/sources/opensanctions_lists.h"

namespace lynceus::sources {

inline constexpr std::string_view kFtmKey = "ftm";

// True where `words`, a range of texts, holds `word`.
template <typename Range>
bool HasWord(const Range& words, std::string_view word) {
  return std::ranges::find(words, word) != std::end(words);
}

// The id as it is where it holds a colon between texts, else "ftm:ID".
std::string FtmId(std::string_view id);

using FtmValues = std::vector<std::string>;

// One record with its values checked.
struct FtmRecord {
  std::string id;
  std::string schema;
  std::string caption;
  std::map<std::string, FtmValues, std::less<>> properties;
  FtmValues datasets;
  FtmValues referents;
  bool is_target = false;  // its publisher says that it is a risk by itself
  bool is_nested = false;  // it stood inside of another record
  // Properties of which values were records of their own, in place of which stand their ids.
  FtmValues nested;
  FtmValues numeric;             // properties of which values were numbers; they stand as written
  std::vector<Property> others;  // what stood beside the properties, or is no FollowTheMoney
  Provenance provenance;

  const FtmValues& Of(std::string_view property) const {
    static const auto& none = *new FtmValues();
    const auto found = properties.find(property);
    return found == properties.end() ? none : found->second;
  }
  std::string First(std::string_view property) const {
    const FtmValues& values = Of(property);
    return values.empty() ? std::string() : values.front();
  }
};

// Schemata that state neither a party nor an interest of our kinds: Payment, Occupancy, Document
// ...
bool IsFtmPassedOver(std::string_view schema);
// The properties of FollowTheMoney's schemata, also those that only say who names an entity.
bool IsFtmProperty(std::string_view property);
// Properties that are identifiers (Identifier.type) and countries (CountryFact.property).
bool IsFtmIdentifier(std::string_view property);
// The country that issued an identifier of `property`: what the kind itself says (innCode: ru), or,
// of numbers that every country issues, that of an organisation which states one jurisdiction or,
// without any, one country; else empty.
std::string FtmIssuer(const FtmRecord& record, std::string_view property);
bool IsFtmCountry(std::string_view property);

// The kind a Control states, by its controlType.
InterestKind FtmControlKind(const FtmValues& types);
// The kind an Ownership states: kOwnershipOther, unless it carries the UK register's words for
// votes, the board or influence.
InterestKind FtmOwnershipKind(const FtmRecord& record);
// "passportNumber", "socialSecurityNumber", "taxNumber" or "idNumber".
std::string FtmIdentificationType(const FtmRecord& record);
// The code of the record's country; empty where it has none or several.
std::string FtmCountry(const FtmRecord& record);
// `full`, else the parts that are there, joined; empty where there is none.
std::string FtmFullAddress(const FtmRecord& record);
// Ids in other sources' id spaces that `id`, of this source or one that it names, certainly is:
// "gb-hmt-13190" is uk-ofsi:13190. OpenSanctions makes its ids of the publishers' own numbers; an
// OFAC number is one number on both lists.
std::vector<std::string> FtmPublisherIds(std::string_view id);
// The share that the register words in these properties state ("voting-rights-25-to-50-percent",
// "Ownership of shares – 75% or more"); nothing where they state none.
std::optional<Share> FtmShareOfWords(const FtmRecord& record);
// Every property but `used` and the record's bookkeeping as "name: value; name: value".
std::string FtmDetails(const FtmRecord& record, std::span<const std::string_view> used);
// The list a Sanction stands on: that of the first of its data sets that is a sanctions list known
// here, else null.
const OpenSanctionsList* FtmListOf(const FtmRecord& record);

}  // namespace lynceus::sources
