#pragma once
// GLEIF's relationship records (RR-CDF 1.1 and 2.1, XML): who consolidates whom, whose branch,
// whose fund.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Loads a file of kind "gleif-rr-xml", full or delta. The StartNode of a record is the child: it is
// the subject of the interest, and the EndNode its owner. `role` is GLEIF's own word. Of the nodes
// only their LEIs are known here; the names are in the LEI-CDF file.
//
//   IS_DIRECTLY_CONSOLIDATED_BY    kControl of unknown share: accounting rules find control, not
//                                  a holding. RelationshipQuantifiers (PERCENTAGE 1.00 or 100.00,
//                                  both for the whole) measure what is consolidated, not what is
//                                  held; they stand in the place and are never a share
//   IS_ULTIMATELY_CONSOLIDATED_BY  the same, `indirect`. Never `summary`: the chain between may be
//                                  missing from the file or hold on other days, and control is
//                                  never added up
//   IS_INTERNATIONAL_BRANCH_OF     kOwnershipOther of exactly 100 %: a branch is no person of its
//                                  own, all it has is its head office's, so that it shares its
//                                  status under every regime
//   IS_FUND-MANAGED_BY, IS_SUBFUND_OF, IS_FEEDER_TO   kLinked: ties, neither ownership nor control
//   any other word                 kControl of unknown share and a warning
//
// First day and end are those of the RELATIONSHIP_PERIOD (accounting and filing periods say when a
// report was made); of several the longest time. A relationship that is INACTIVE or RETIRED and has
// no end ends with the day of its last update. LAPSED ones are evidence still. ANNULLED and
// CANCELLED ones, deleted ones and those of a party with itself are skipped and named.
// Errors: those of ReadGleifXml; InvalidArgument with the line where a node or its LEI is missing.
absl::StatusOr<LoadReport> LoadGleifRr(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
