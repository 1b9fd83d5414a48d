#pragma once
// A party of the United Kingdom's lists (the UK Sanctions List in XML and CSV, OFSI's consolidated
// list) while it is read: the same words are read the same way in all three.

#include <string>
#include <string_view>
#include <vector>

#include "lib/model/entity.h"
#include "lib/sources/list_record.h"

namespace lynceus::sources {

// Another party that a record names in words.
struct UkRelation {
  enum class Kind : std::uint8_t { kParent, kSubsidiary, kOwnerOperator, kPastOwnerOperator };
  Kind kind = Kind::kParent;
  std::string name;
};

struct UkParty {
  ListRecord record;
  std::vector<UkRelation> relations;
  std::vector<std::string> un_mentions;  // "TAi.162" in its texts, its own left out
};

// "Individual", "Entity", "Ship"; anything else is a fragment and says nothing of the schema, and
// so is a second word that says another, which counts.
void AddUkSchema(std::string_view word, UkParty& party);

// The six parts as one name, the family name or whole name (the sixth) last. `type`: "Primary Name"
// and "Prime Alias" are primary; "FKA" former; variations and "AKA" aliases, weak where `quality`
// says low. A type that is not known is an alias and a fragment, a quality that is not known a
// fragment.
void AddUkName(const std::vector<std::string>& parts, std::string_view type,
               std::string_view quality, UkParty& party);
// A name in its own script, an alias; `type` is the publisher's word for the script.
void AddUkScriptName(std::string_view text, std::string_view type, UkParty& party);

// Several dates may stand in one field. One that cannot be read is a fragment.
void AddUkBirthDates(std::string_view text, UkParty& party);
void AddUkCountries(std::string_view property, std::string_view text, UkParty& party);
void AddUkBirthPlace(std::string_view town, std::string_view country, UkParty& party);
// `parts` are the lines and the postal code.
void AddUkAddress(const std::vector<std::string>& parts, std::string_view country, UkParty& party);
void AddUkGender(std::string_view text, UkParty& party);
// "IMO9562233" or "9562233". An organisation with one may be a ship: it then has no schema.
void AddUkImo(std::string_view text, UkParty& party);
// A company's number, with or without words around it ("UK Company no. 06527449").
void AddUkBusinessNumber(std::string_view text, UkParty& party);
void AddUkYearBuilt(std::string_view text, UkParty& party);
void AddUkFlags(std::string_view text, UkParty& party);
// Names behind a relation; several may stand in one field, numbered or separated by semicolons.
void AddUkRelations(UkRelation::Kind kind, std::string_view text, UkParty& party);

// Texts are kept as properties; what they label is an identifier (labelled_numbers.h), and other
// parties' UN reference numbers are mentions.
void AddUkText(std::string_view property, std::string_view text, UkParty& party);
// "QDi.123": a referent where its letter fits the schema (i a person, e an entity, v a ship), since
// lists print a wrong one at times and a referent makes two records one party; else a fragment.
void AddUkUnReference(std::string_view reference, UkParty& party);

// Adds the measures of a field ("Asset freeze|Travel Ban") that the designation has not.
void AddUkMeasures(std::string_view text, Designation& designation);
// A date as a property in ISO form; a fragment where it is none.
void AddUkDayProperty(std::string_view property, std::string_view text, UkParty& party);

}  // namespace lynceus::sources
