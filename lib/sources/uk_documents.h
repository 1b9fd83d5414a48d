#pragma once
// Passports and national identity numbers as the United Kingdom's lists print them: a number alone,
// or prose with numbers in it ("(1) A-333602 (Indian) issued on 4 June 1985 (2) M110522").

#include <string_view>

#include "lib/sources/uk_record.h"

namespace lynceus::sources {

enum class UkDocumentKind : std::uint8_t { kPassport, kNationalId };

// Adds every number of a field of free text, with its country where one is named beside it; the
// text is kept as a note where it says more than the number. A part in which no number is found
// becomes a fragment. A number that is said to be false or expired is added like any other.
void AddUkDocuments(UkDocumentKind kind, std::string_view text, UkParty& party);

// The same where number and words stand in fields of their own.
void AddUkDocument(UkDocumentKind kind, std::string_view number, std::string_view words,
                   UkParty& party);

}  // namespace lynceus::sources
