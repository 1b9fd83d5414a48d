#pragma once
// How long records are kept: classes of records, each with several duties at once. The longest duty
// holds; "then delete" of one comes true only when no other duty and no legal hold stands.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/date.h"
#include "lib/review/leaf.h"
#include "lib/review/record_log.h"
#include "lib/review/transmitter.h"

namespace lynceus::review {

// From when a period runs.
enum class StartEvent : std::uint8_t {
  kDecision,         // the day of the record, in UTC
  kRelationshipEnd,  // the day on which the relationship with the counterparty ended, or the day of
                     // the record where that is later. Of a screening the counterparty is who was
                     // asked about, of a disposition or second review who the alert is about. While
                     // no day is known it has not come, and the record is kept
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
// The same of its text; `name` stands in errors. Errors: InvalidArgument.
absl::StatusOr<RetentionPolicy> ParseRetentionPolicy(const std::string& name,
                                                     const std::string& text);

// The day on which the relationship with each counterparty ended, by the bank's own id: what a core
// system exports. The log does not keep it: an end that turns out to be none is simply left out the
// next time.
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
  Date day = Date::FromDays(0);
  // By class and last day: records that a duty keeps. No day: an event has not come.
  std::map<std::pair<std::string, std::optional<Date>>, std::uint64_t> kept;
  std::map<std::string, std::uint64_t> may_stay;  // by class: no duty keeps or erases them
  std::map<std::string, std::uint64_t> due;       // by class: to be erased one by one
  std::map<std::string, std::uint64_t> waiting;   // by class: due, and only end with their bucket
  std::map<std::string, std::uint64_t> buckets;   // to be ended: how many records are due with it
  std::map<std::string, std::uint64_t> held;      // by hold: due, and kept by it
  std::map<std::string, std::uint64_t> no_class;  // by kind
  std::uint64_t erased = 0;                       // before
};

// What is to be erased. A bucket of keys is ended as a whole, by one record and one key, where its
// year has ended, every record in it is due and none is held; erasures and holds in it, which only
// end with their bucket, do not keep it, but a hold that stands does.
struct RetentionPlan {
  RetentionReport report;
  std::map<std::string, std::vector<std::uint64_t>> records;  // by class: one by one
  std::map<std::string, std::set<std::string>> buckets;       // with the classes that are in them
};

// Looks at every record; beside a writer, without its lock. Errors: DataLoss where a record or body
// cannot be read: nothing is decided of a log that is damaged; those of StandingHolds. Cost: opens
// every body.
absl::StatusOr<RetentionPlan> PlanRetention(const LogPlace& place, const RetentionPolicy& policy,
                                            const RelationshipEnds& ends, Date today);

struct AppliedRetention {
  std::uint64_t records = 0;  // one by one
  std::uint64_t buckets = 0;
};
// Erases what is due, each class for its own legal basis, in orders of 500 records, between which
// other orders are taken. A hold that was placed since the plan was made, or meanwhile, is found:
// then the run ends with that error, nothing of that order is erased, and what was erased before
// stays on record; a new run goes on without what is held. Errors: those of EraseRecords and
// EraseBucket.
absl::StatusOr<AppliedRetention> ApplyRetention(RecordLog& log, const RetentionPolicy& policy,
                                                const RetentionPlan& plan, const std::string& by,
                                                const Transmitter& from);

std::string RetentionText(const RetentionReport& report);

}  // namespace lynceus::review
