#pragma once
// One stated fact as evidence, outside of any proof: for flags.

#include "absl/status/statusor.h"
#include "lib/model/verdict.h"
#include "lib/ownership/interest_source.h"

namespace lynceus::ownership {

// True where `day` lies in [first, end). What ends before it begins was said wrongly: its time is
// not known, so it holds at all dates.
bool Holds(const std::optional<Date>& first, const std::optional<Date>& end, Date day);

// "NAME (ID)"; the id alone where there is no name. Errors of all here: those of `graph`.
absl::StatusOr<std::string> PartyWords(const InterestSource& graph, Node node);

// An interest with its parties, share, days and source; or a probable identity.
absl::StatusOr<EvidenceItem> InterestFact(const InterestSource& graph, const Edge& edge);

// A designation of the party behind `node`.
absl::StatusOr<EvidenceItem> DesignationFact(const InterestSource& graph, Node node,
                                             const Designation& designation);

}  // namespace lynceus::ownership
