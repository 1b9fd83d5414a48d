#pragma once
// How long records are kept: classes of records, each with several duties at once. The longest duty
// holds; "then delete" of one comes true only when no other duty and no legal hold stands.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/date.h"
#include "lib/review/leaf.h"
#include "lib/review/record_log.h"

namespace lynceus::review {

// From when a period runs.
enum class StartEvent : std::uint8_t {
  kDecision,         // the day of the record, in UTC
  kRelationshipEnd,  // the day on which the relationship with the counterparty ended, or the day of
                     // the record where that is later; it has not come while no day is known
};

struct Duty {
  std::string key;    // "ofac-501.601"
  std::string basis;  // "31 CFR 501.601"
  StartEvent start = StartEvent::kDecision;
  int years = 0;             // 1 to 100
  bool then_delete = false;  // the law asks for the end; else the record may be kept
};

struct RetentionClass {
  std::string key;
  std::vector<RecordKind> kinds;
  std::vector<std::string> legal_entities;  // empty: all; "default" is that of records without one
  std::vector<Duty> duties;
};

// The first class that names a record's kind and legal entity is its class. Records of no class are
// never erased.
struct RetentionPolicy {
  std::vector<RetentionClass> classes;
  const RetentionClass* ClassOf(const Leaf& leaf) const;
};

// Reads a file like deploy/retention.yaml. Errors: NotFound; InvalidArgument with all that is
// wrong.
absl::StatusOr<RetentionPolicy> ReadRetentionPolicy(const std::string& path);

// The day on which the relationship with each counterparty ended, by the bank's own id.
using RelationshipEnds = std::map<std::string, Date>;
// Reads lines "counterparty_id,ended_on" under that heading. Errors: NotFound; InvalidArgument with
// the line, also for an id that comes twice.
absl::StatusOr<RelationshipEnds> ReadRelationshipEnds(const std::string& path);

// The last day of a period of years that an event of the day `start` begins: the same date in its
// last year, or the last day of that month where it has no such date (Regulation (EEC, Euratom)
// 1182/71 Art. 3(2)(c)).
Date LastDayOfPeriod(Date start, int years);

// What the duties of a class ask of one record.
struct Keeping {
  std::optional<Date> until;  // the last day of the longest duty; none while an event has not come
  const Duty* deletes = nullptr;  // the duty by which it is then erased; null: it may be kept
};
Keeping KeepingOf(const RetentionClass& of, Date recorded, const std::optional<Date>& ended);

// Where the records of a log stand on one day.
struct RetentionReport {
  // By class and last day: records that a duty keeps. No day: an event has not come.
  std::map<std::pair<std::string, std::optional<Date>>, std::uint64_t> kept;
  std::map<std::string, std::uint64_t> may_stay;          // by class: no duty keeps or erases them
  std::map<std::string, std::vector<std::uint64_t>> due;  // by class: indexes to be erased
  std::map<std::string, std::uint64_t> held;              // by hold: due, and kept by it
  std::map<std::string, std::uint64_t> no_class;          // by kind
  std::uint64_t erased = 0;                               // before
};

// Looks at every record. Errors: DataLoss where a record or body cannot be read: nothing is decided
// of a log that is damaged; those of StandingHolds.
absl::StatusOr<RetentionReport> PlanRetention(const LogPlace& place, const RetentionPolicy& policy,
                                              const RelationshipEnds& ends, Date today);

// Erases what is due, each class for its own legal basis. Returns how many. Errors: those of
// EraseRecords.
absl::StatusOr<std::uint64_t> ApplyRetention(RecordLog& log, const RetentionPolicy& policy,
                                             const RetentionReport& report, const std::string& by);

std::string RetentionText(const RetentionReport& report, Date today);

}  // namespace lynceus::review
