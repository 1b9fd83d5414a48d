#pragma once
// FollowTheMoney entities: entities.ftm.json (an object a line), an array of them, and nested forms
// in which neighbours stand inside of an entity's properties.
//
// Ids: an FtM id that holds a colon is taken as it is, any other becomes "ftm:ID", whatever data
// set it comes from: FtM ids are unique over data sets, so an owner in one file and its company in
// another meet. OFAC's numbers in OpenSanctions ids ("ofac-18715" from us_ofac_sdn) are also given
// as referents "ofac-sdn:18715", which is the same publisher's record.
//
// Names: name, alias, previousName (former), weakAlias and abbreviation (weak); without any, the
// caption. Dates, countries, identifiers and addresses by property; every other property, topics
// and data sets included, is kept as a Property in its own words. Of a Sanction these are kept:
// entity, authority, programId (else program), provisions (measures), reason (legal basis),
// listingDate (else startDate), endDate; its list is that of its data set ("us_ofac_sdn": SDN),
// else the data set's name.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Reads the group's one file. An end date is the last day: Interest.end and Designation.end_date
// are the day after it. A percentage that is not understood is an unknown share with a warning.
// Skipped, by name: an edge, Sanction, Risk or identification without one of its ends; an address
// that no party names; schemata that are neither party nor interest (Payment, Occupancy ...).
// Errors: InvalidArgument naming file and line for a record without id or schema, properties that
// are not lists of values, a file without records; those of JsonReader and of the sink.
// Memory: the ids of edges and the addresses of the file.
absl::StatusOr<LoadReport> LoadFtmJson(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
