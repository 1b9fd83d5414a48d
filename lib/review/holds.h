#pragma once
// Legal holds: while one stands, what it covers is not erased, whatever retention says. Holds are
// placed and released by records of the log and are known from these alone.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/audit/journal.h"
#include "lib/audit/seal.h"
#include "lib/model/date.h"
#include "lib/review/leaf.h"
#include "lib/review/transmitter.h"

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

// Both return the record that was made, and take the log's ordering lock (record_log.h): a hold
// that was placed stands before every erasure that begins later, and one that is at work ends
// first. Errors: InvalidArgument for a name that is none, a reason without its parts or an index
// past the end; AlreadyExists where a hold of that name stands; Unavailable.
absl::StatusOr<std::uint64_t> PlaceHold(RecordLog& log, const Hold& hold, const Transmitter& from);
// Errors: NotFound where no hold of that name stands; as PlaceHold.
absl::StatusOr<std::uint64_t> ReleaseHold(RecordLog& log, const std::string& name,
                                          const std::string& reason, const std::string& by,
                                          const Transmitter& from);

// The holds that stand, followed record by record. One thread: RecordLog has one, for who holds its
// ordering lock.
class HoldTable {
 public:
  // In the order of their placing, after all records that are durable; of the log that was asked
  // about first. Cost: the first call reads the whole journal, each later one what came since.
  // Errors: DataLoss; NotFound where a hold's record was erased: it is then not known what it
  // covers, and nothing may be erased.
  absl::StatusOr<std::vector<Hold>> Standing(const std::string& directory,
                                             const audit::BodyOpener& keys);

 private:
  absl::Status Follow(audit::JournalRecord record);

  std::vector<audit::JournalRecord> placed_;
  audit::JournalPlace next_ = audit::kJournalStart;
};

// The same in one call, beside a writer: no lock is needed to read.
absl::StatusOr<std::vector<Hold>> StandingHolds(const std::string& directory,
                                                const audit::BodyOpener& keys);

}  // namespace lynceus::review
