#pragma once
// Numbers that stand in a publisher's prose behind a word that says what they are: "INN:
// 7725056162", "IMO: 8937675", "Registration Number 1037739044111", "Passport no. 553200432".

#include <string_view>

#include "lib/model/entity.h"

namespace lynceus::sources {

// Adds every number of `text` that is clearly labelled as an identifier of the entity: innCode,
// ogrnCode, kppCode, okpoCode, imoNumber, mmsi, callSign, swiftBic, leiCode, taxNumber,
// registrationNumber, passportNumber, idNumber. A registration number of 13 or 15 digits that
// begins like a Russian one (1, 3, 5) is an OGRN, and a tax number of 10 or 12 digits beside an
// OGRN an INN. One that the entity has already, from whatever country, is not added again. A number
// without a label adds nothing: the text itself is the caller's to keep.
// Returns how many were found. Thread-safe for distinct entities.
int AddLabelledNumbers(std::string_view text, Entity& entity);

}  // namespace lynceus::sources
