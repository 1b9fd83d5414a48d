#pragma once
// The words of the United Kingdom's register of people with significant control (PSC) and of its
// register of overseas entities (ROE). Source: Companies House, api-enumerations psc_descriptions;
// the shares are those of the statutory long descriptions ("more than 25% but not more than 50%").
// All functions are pure and thread-safe.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/model/entity.h"

namespace lynceus::sources {

// What one nature of control states.
struct PscNature {
  InterestKind kind = InterestKind::kOwnershipOther;
  Share share;
  // Held by trustees, by the members of a firm, or by those that are controlled through one: the
  // holder between is not named.
  bool through_others = false;
  // The company holds property (not itself) in the name of the holder.
  bool is_nominee_property = false;
};

// Nothing where the word is none of the enumeration's forms.
std::optional<PscNature> ParsePscNature(std::string_view slug);

// What a statement says of holders that the register does not show.
enum class PscStatement : std::uint8_t {
  kNoHolder,       // there is none, or nothing is said of one
  kUnknownHolder,  // there is or may be one
  kUnknownWord,
};
PscStatement ParsePscStatement(std::string_view slug);

// The eight characters of a company number: digits are filled up with zeros ("1234567" is
// "01234567", "SC1234" is "SC001234"); nothing where the text is no number of Companies House.
std::optional<std::string> CompanyNumber(std::string_view text);

// True for the words by which filings name the United Kingdom and its parts as a country of
// registration ("England & Wales", "UK").
bool IsUnitedKingdom(std::string_view word);

// The country of a nationality word ("British"), as ISO 3166-1 alpha-2; empty where it is none.
std::string_view NationalityCode(std::string_view word);

}  // namespace lynceus::sources
