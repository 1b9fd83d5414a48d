#include "server/wire_retention.h"

#include <algorithm>
#include <map>
#include <utility>

#include "lib/base/status.h"
#include "server/wire_parts.h"

namespace lynceus::wire {
namespace {

using Counts = std::map<std::string, std::uint64_t>;

template <typename Repeated>
void SetCounts(const Counts& counts, Repeated* to) {
  for (const auto& [key, count] : counts) {
    v1::CountedRecords* const row = to->Add();
    row->set_key(key);
    row->set_records(count);
  }
}

template <typename Repeated>
Counts CountsOf(const Repeated& rows) {
  Counts counts;
  for (const v1::CountedRecords& row : rows) counts[row.key()] = row.records();
  return counts;
}

}  // namespace

review::ErasureReason FromWire(const v1::ErasureReason& message) {
  return {.code = message.code(), .basis = message.basis(), .by = message.by()};
}

v1::ErasureReason ToWire(const review::ErasureReason& reason) {
  v1::ErasureReason message;
  message.set_code(reason.code);
  message.set_basis(reason.basis);
  message.set_by(reason.by);
  return message;
}

absl::StatusOr<review::Hold> FromWire(const v1::Hold& message) {
  review::Hold hold{.name = message.name(),
                    .reason = message.reason(),
                    .by = message.by(),
                    .record = message.record()};
  const v1::HoldScope& scope = message.scope();
  if (scope.has_legal_entity()) hold.scope.legal_entity = scope.legal_entity();
  LYNCEUS_ASSIGN_OR_RETURN(hold.scope.from, DateOf(scope.from()));
  LYNCEUS_ASSIGN_OR_RETURN(hold.scope.to, DateOf(scope.to()));
  hold.scope.indexes.assign(scope.records().begin(), scope.records().end());
  return hold;
}

v1::Hold ToWire(const review::Hold& hold) {
  v1::Hold message;
  message.set_name(hold.name);
  message.set_reason(hold.reason);
  message.set_by(hold.by);
  message.set_record(hold.record);
  v1::HoldScope& scope = *message.mutable_scope();
  if (hold.scope.legal_entity) scope.set_legal_entity(*hold.scope.legal_entity);
  scope.set_from(DateText(hold.scope.from));
  scope.set_to(DateText(hold.scope.to));
  scope.mutable_records()->Assign(hold.scope.indexes.begin(), hold.scope.indexes.end());
  return message;
}

absl::Status AddEnds(const v1::RetentionRequest& message, review::RelationshipEnds& ends) {
  for (const v1::RelationshipEnd& end : message.ended()) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::optional<Date> day, DateOf(end.ended_on()));
    if (!day || end.counterparty_id().empty()) return BadField("ended", end.ended_on());
    if (!ends.emplace(end.counterparty_id(), *day).second) {
      return InvalidError({.subject = "ended",
                           .cause = "an id comes twice",
                           .remedy = "give the day on which each relationship ended once"});
    }
  }
  return absl::OkStatus();
}

v1::RetentionReport ToWire(const review::RetentionReport& report) {
  v1::RetentionReport message;
  message.set_on(report.day.ToString());
  for (const auto& [of, count] : report.kept) {
    v1::KeptRecords* const row = message.add_kept();
    row->set_retention_class(of.first);
    row->set_until(DateText(of.second));
    row->set_records(count);
  }
  SetCounts(report.may_stay, message.mutable_may_stay());
  SetCounts(report.due, message.mutable_due());
  SetCounts(report.buckets, message.mutable_buckets());
  SetCounts(report.held, message.mutable_held());
  SetCounts(report.no_class, message.mutable_no_class());
  SetCounts(report.waiting, message.mutable_waiting());
  message.set_erased(report.erased);
  return message;
}

absl::StatusOr<review::RetentionReport> FromWire(const v1::RetentionReport& message) {
  review::RetentionReport report{.may_stay = CountsOf(message.may_stay()),
                                 .due = CountsOf(message.due()),
                                 .waiting = CountsOf(message.waiting()),
                                 .buckets = CountsOf(message.buckets()),
                                 .held = CountsOf(message.held()),
                                 .no_class = CountsOf(message.no_class()),
                                 .erased = message.erased()};
  LYNCEUS_ASSIGN_OR_RETURN(report.day, Date::ParseIso(message.on()));
  for (const v1::KeptRecords& row : message.kept()) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::optional<Date> until, DateOf(row.until()));
    report.kept[{row.retention_class(), until}] = row.records();
  }
  return report;
}

}  // namespace lynceus::wire
