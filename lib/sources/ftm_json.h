#pragma once
// FollowTheMoney entities as JSON: one a line (entities.ftm.json), neighbours nested in one another
// (targets.nested.json), and OpenSanctions' deltas on top of either.

#include <cstddef>

#include "absl/status/statusor.h"
#include "lib/base/limits.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Loads a file of kind "ftm-json" and the deltas of its group. Ids are "ftm:ID" (an id that holds a
// colon is taken as qualified); what OpenSanctions makes of a publisher's number ("gb-hmt-13190",
// as id or referent) is a referent in that list's own ids too.
//
// Every record becomes a party, an interest (Ownership, Directorship ...), a designation
// (Sanction), or a part of a party (Address, Identification, Passport, Risk, Occupancy), in any
// order in the file. `target: true` and unknown properties are kept as properties. What states
// neither party nor interest (Payment, Position, Document ...) is counted by schema in the
// warnings. A record nested in several others is one. Deltas: an entity that one of them adds or
// modifies is loaded from there as a whole, one that it deletes is not loaded; see FtmDeltas.
// Several values of one date or share are alternatives: earliest start, latest end, hull of shares.
//
// Skipped, by name: an edge or Sanction that does not name its ends, and damaged records: such as
// cannot be read, or have no id, schema, properties or text where it is due (DamagedRecords; they
// must stand whole on their lines).
// Errors: InvalidArgument naming file and line where there are more than a few of these, in a delta
// for the first, and for a file without records; those of FtmDeltas, JsonReader and of the sink.
// Memory: 16 bytes a record, the deltas' ids, and `address_bytes_max` for addresses; a file of more
// addresses is read several times (FtmAddresses).
absl::StatusOr<LoadReport> LoadFtmJson(const FileGroup& group, RecordSink& sink);
absl::StatusOr<LoadReport> LoadFtmJsonWithin(std::size_t address_bytes_max, const FileGroup& group,
                                             RecordSink& sink);

}  // namespace lynceus::sources
