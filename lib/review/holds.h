#pragma once
// Legal holds: while one stands, what it covers is not erased, whatever retention says. Holds are
// placed and released by records of the log and are known from these alone.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/audit/seal.h"
#include "lib/model/date.h"
#include "lib/review/leaf.h"

namespace lynceus::review {

class RecordLog;

// What a hold covers: all conditions that are given must hold; one without any covers the log.
struct HoldScope {
  std::optional<std::string> legal_entity;
  std::optional<Date> from;  // by the time of the record, both days included
  std::optional<Date> to;
  std::vector<std::uint64_t> indexes;  // ascending; empty: any
};

struct Hold {
  std::string name;  // [A-Za-z0-9._-]{1,48}: a case's number
  HoldScope scope;
  std::string reason;
  std::string by;
  std::uint64_t record = 0;  // that placed it
};

bool Covers(const HoldScope& scope, std::uint64_t index, const Leaf& leaf);

// Errors: InvalidArgument for a name that is none or a reason without its parts; AlreadyExists
// where a hold of that name stands; Unavailable.
absl::Status PlaceHold(RecordLog& log, const Hold& hold);
// Errors: NotFound where no hold of that name stands; as PlaceHold.
absl::Status ReleaseHold(RecordLog& log, const std::string& name, const std::string& reason,
                         const std::string& by);

// The holds that stand after all records of the log, in the order of their placing. Reads the whole
// journal. Errors: DataLoss; NotFound where a hold's record was erased: it is then not known what
// it covers, and nothing may be erased.
absl::StatusOr<std::vector<Hold>> StandingHolds(const std::string& directory,
                                                const audit::BodyOpener& keys);

}  // namespace lynceus::review
