#pragma once
// Nationalities as adjectives ("Syrian"), which lists print beside countries' names.

#include <string_view>

namespace lynceus::sources {

// Returns the country's code in lower case ("sy"); empty where the word is no known adjective. Case
// does not matter; "possibly" in front, and a full stop behind, are taken away. Pure, thread-safe.
std::string_view DemonymCountry(std::string_view word);

}  // namespace lynceus::sources
