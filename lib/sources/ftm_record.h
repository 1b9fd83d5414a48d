#pragma once
// One FollowTheMoney entity as read, and what its schema and properties mean in our words. All
// functions are pure and thread-safe.

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/entity.h"

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
// Properties that are identifiers (Identifier.type) and countries (CountryFact.property).
bool IsFtmIdentifier(std::string_view property);
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
// The list a Sanction stands on: that of the first data set that the table knows, else the first
// data set, else nothing.
std::string FtmListOf(const FtmRecord& record);

}  // namespace lynceus::sources
