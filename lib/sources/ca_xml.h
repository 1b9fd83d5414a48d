#pragma once
// Canada's consolidated list of autonomous sanctions (Global Affairs Canada, sema-lmes.xml):
// persons, entities and ships listed under the Special Economic Measures Act (list SEMA) and the
// Justice for Victims of Corrupt Foreign Officials Act (list JVCFOA).

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Loads a file of kind "ca-xml", in the element names of 2020 (Entity, Title, DateOfBirth) or of
// 2025 (EntityOrShip, TitleOrShip, DateOfBirthOrShipBuildDate, ShipIMONumber, DateOfListing).
//
// The file has no ids. A record's id is its place in the law, "ca:russia/1-part-1/34": the
// regulation (CanadianRegime), the schedule and the item; items are struck out, not numbered anew.
// A second record of one place and another name gets an id with a digest of its name behind it; of
// the same name, both are one party; either is a warning. A record without an item has an id made
// of its name.
// The programme is the <Country> element as printed. Elements that are not known become fragments.
// Errors: those of ReadXml; InvalidArgument for a record without a country.
absl::StatusOr<LoadReport> LoadCaXml(const FileGroup& group, RecordSink& sink);

// "Russia / Russie", "Russie / Russia", "Russia" and "Russie" as "russia": the regulation that a
// <Country> element names, in one word whichever of the languages stands first or alone. Unknown
// ones are told by what stands before the slash. Pure, thread-safe.
std::string CanadianRegime(std::string_view country);

}  // namespace lynceus::sources
