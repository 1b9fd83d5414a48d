#pragma once
// The words and small structures of BODS 0.4 in our words. All functions are pure and thread-safe.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/entity.h"
#include "lib/sources/json_lines.h"

namespace lynceus::sources {

// The kind an interest type states; nothing where the word is none of BODS.
std::optional<InterestKind> BodsInterestKind(std::string_view type);

enum class BodsObject : std::uint8_t { kStatement, kRelationship, kInterest };
// True where BODS 0.4 has that member in objects of the kind. Parties are not asked: what of them
// has no place of its own is kept as properties.
bool IsBodsMember(BodsObject kind, std::string_view member);

// Text or number of a member, trimmed; empty where there is none. Views into `value`.
std::string_view BodsScalar(const JsonValue& value, std::string_view key);

// The personType, or the entityType's type, of recordDetails. Views into `details`.
std::string_view BodsType(const JsonValue& details);
// True for the types that say that the party is not named.
bool IsBodsUnnamedType(std::string_view type);
Schema BodsSchema(std::string_view record_type, std::string_view type);

// A country {"code", "name"} as CountryFact.code ("GB-SCT" is of gb); empty where none is said.
std::string BodsCountry(const JsonValue* value);
// The type and the issuing country are told from the scheme ("RU-INN", "GB-COH").
Identifier BodsIdentifier(std::string_view scheme, std::string_view id, bool is_person);

// The fullName, else the parts of the name that are there.
std::string BodsPersonName(const JsonValue& name);
NameKind BodsNameKind(std::string_view type);

// The share's text in the form of Share::Parse; empty where none is stated. `exact` goes before
// bounds.
std::string BodsShareText(const JsonValue& share);

}  // namespace lynceus::sources
