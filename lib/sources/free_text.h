#pragma once
// What people typed into the cells of a list: white space of every kind, enumerations, several
// names in one field, nationalities as adjectives. All functions are pure and thread-safe.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/entity.h"
#include "lib/sources/list_record.h"

namespace lynceus::sources {

// White space of any kind, also no-break and zero-width, as one space; none at the ends.
std::string TidyText(std::string_view text);

// "a) one b) two" as its parts, tidy and without the enumerators (also "(a)", "a." at the
// beginning); one part where the letters do not begin with a or do not follow each other.
std::vector<std::string> SplitEnumerated(std::string_view text);

// A name as listed, and the further names that the same text holds: behind "also known as",
// "formerly", "d/b/a" and their like, and in parentheses at its end. The first is the name itself
// (kind kPrimary), unless the text begins with such words. An abbreviation in parentheses is weak;
// a country, a legal form or a remark there is part of the name alone.
std::vector<Name> NamesIn(std::string_view text);

// Adds the names of NamesIn, the first with `kind`, the others as what they are but never primary;
// where `kind` is former or weak they are too. Names in another script than Latin get its tag.
void AddNamesIn(Entity& entity, std::string_view text, NameKind kind);

// True for "Mr. ...", "Ms ...", "Dr. ...": a person.
bool BeginsWithTitleOfPerson(std::string_view name);

// The words of a list's field of countries or nationalities: "a) Russian b) Georgia", "Syrian;
// French", "Russian and Ukrainian" as codes ("ru", "ge"); a word that is neither a country nor a
// known adjective as it stands. Empty for "na" and its like.
std::vector<std::string> CountriesIn(std::string_view text);
// Adds them. What stands in parentheses ("as at Dec. 2003") becomes a property "notes".
void AddCountriesIn(Entity& entity, std::string_view property, std::string_view text);

// True for "na", "n/a", "nil", "-", "unknown" and empty text.
bool SaysNothing(std::string_view text);

}  // namespace lynceus::sources
