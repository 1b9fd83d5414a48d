#pragma once
// Ownership of Danish companies as data sets carry it out of the central business register (CVR): a
// JSON array of relations {"source", "source_name", "target", "target_name", "share", "active"}.

#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/model/share.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Loads a file of kind "dk-owners-json". A party is "dk-cvr:" and its number: eight digits are a
// company's registration number, ten the register's number of a participant, of whom it is not said
// whether it is a person. `share` is one of the register's bands (DanishBand). A relation that is
// no longer active has no date: it is kept as kLinked with the share in its role, since as a
// holding it would stand beside the one that followed it. Depths and computed shares are not read.
// Errors: those of JsonReader; InvalidArgument with the line for a relation without both numbers.
absl::StatusOr<LoadReport> LoadDkOwners(const FileGroup& group, RecordSink& sink);

// The register's bands: "33-50%" is a third to less than a half ([33.33..50)), "67-90%" is
// [66.66..90), "<5%" is [0..5), "100%" is exact; a third and two thirds are widened to the next
// hundredth on either side. Nothing where the text is no band. Source: the executive order on
// registering owners, whose bands are 5, 10, 15, 20, 25, 33.34, 50, 66.67, 90 and 100 percent.
// Pure.
std::optional<Share> DanishBand(std::string_view text);

}  // namespace lynceus::sources
