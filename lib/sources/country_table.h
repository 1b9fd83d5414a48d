#pragma once
// Publishers' words for countries, as ISO 3166-1 alpha-2 codes. The words are those that OFAC, the
// UN and the common registries print ("Korea, North", "Iran (Islamic Republic of)", "Burma"),
// beside the ISO short names and the codes themselves. All functions are pure and thread-safe.

#include <string>
#include <string_view>

namespace lynceus::sources {

// Returns the code in lower case ("ru"); empty where the word is none. Case, accents of the table's
// own spellings, white space at the ends and an OFAC "Region: " or "possibly " before the word do
// not matter. Codes that ISO does not hold but publishers need: "xk" Kosovo, "su" the Soviet Union,
// "yu" Yugoslavia, "an" the Netherlands Antilles.
std::string_view CountryCode(std::string_view word);

// Returns the code where the word is known, else the trimmed word itself: what CountryFact.code
// and Identifier.country hold.
std::string CountryCodeOrWord(std::string_view word);

// True for words that say that no country is known: "undetermined", "None Identified".
bool IsNoCountry(std::string_view word);

}  // namespace lynceus::sources
