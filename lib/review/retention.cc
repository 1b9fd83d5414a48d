#include "lib/review/retention.h"

#include <algorithm>
#include <set>
#include <span>

#include "absl/strings/str_cat.h"
#include "lib/audit/journal.h"
#include "lib/audit/log_files.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/review/erasure.h"
#include "lib/review/holds.h"
#include "lib/review/json_value.h"
#include "lib/review/show_record.h"
#include "lib/rules/problems.h"
#include "lib/rules/yaml_file.h"

namespace lynceus::review {
namespace {

constexpr char kCode[] = "retention";
// So that a legal hold waits a second or two for a run that erases for hours.
constexpr std::size_t kRecordsPerOrder = 500;
constexpr int kYearsMax = 100;
constexpr int kFebruary = 2;
constexpr int kFebruaryDays = 28;

std::vector<RecordKind> ReadKinds(rules::YamlMap& map) {
  std::vector<RecordKind> kinds;
  for (const std::string& name : map.Texts("kinds")) {
    bool known = false;
    for (int kind = 1; kind <= static_cast<int>(kLastRecordKind); ++kind) {
      const auto each = static_cast<RecordKind>(kind);
      if (RecordKindName(each) != name) continue;
      known = true;
      kinds.push_back(each);
    }
    if (!known) {
      map.Problem("kinds", absl::StrCat("there is no kind of record \"", name, "\""),
                  "see lib/review/FORMAT.md");
    }
  }
  if (kinds.empty()) map.Problem("kinds", "the class has no records", "name their kinds");
  return kinds;
}

Duty ReadDuty(rules::YamlMap& map) {
  Duty duty{.key = map.Text("duty", true), .basis = map.Text("basis", true)};
  const std::string start = map.Text("start", true);
  if (start == "relationship_end") {
    duty.start = StartEvent::kRelationshipEnd;
  } else if (start != "decision") {
    map.Problem("start", "there is no such event", "write decision or relationship_end");
  }
  duty.years = map.Number("years", 0, kYearsMax);
  if (duty.years == 0) map.Problem("years", "a duty has years", "write 1 to 100");
  const std::string then = map.Text("then", true);
  duty.then_delete = then == "delete";
  if (!duty.then_delete && then != "keep") {
    map.Problem("then", "it is neither", "write delete or keep");
  }
  map.Finish();
  return duty;
}

RetentionClass ReadClass(rules::YamlMap& map) {
  RetentionClass of{.key = map.Text("class", true),
                    .kinds = ReadKinds(map),
                    .legal_entities = map.Texts("legal_entities")};
  for (rules::YamlMap& duty : map.Maps("duties")) of.duties.push_back(ReadDuty(duty));
  if (of.duties.empty()) map.Problem("duties", "the class has none", "state one at least");
  map.Finish();
  return of;
}

absl::Status NoCounterparty() {
  return DataLossError({.subject = "record body",
                        .cause = "it does not say who was asked about",
                        .remedy = "verify the log"});
}

// Whom the record is about, by the bank's own id: of a screening as it was asked, of a judgement as
// the alert was. Nothing of other kinds, or where the alert was erased before it was judged.
absl::StatusOr<std::optional<std::string>> CounterpartyIdOf(RecordKind kind, const Body& body) {
  const bool screening = kind == RecordKind::kScreen;
  const bool judged = kind == RecordKind::kDisposition || kind == RecordKind::kSecondReview;
  if (!screening && !judged) return std::nullopt;
  LYNCEUS_ASSIGN_OR_RETURN(const JsonValue json,
                           ParseJson(screening ? body.input_json : body.answer_json));
  const JsonValue* const id = json.Find(screening ? "id" : "counterparty");
  if (id == nullptr) return NoCounterparty();
  if (id->kind == JsonValue::Kind::kNull && judged) return std::nullopt;
  if (id->kind != JsonValue::Kind::kString) return NoCounterparty();
  return id->text;
}

bool AsksForRelationship(const RetentionClass& of) {
  return std::any_of(of.duties.begin(), of.duties.end(),
                     [](const Duty& duty) { return duty.start == StartEvent::kRelationshipEnd; });
}

// Of no class in any policy, and no reason to keep a bucket: it says what happened to others.
bool IsAboutOtherRecords(RecordKind kind) {
  return kind == RecordKind::kErasure || kind == RecordKind::kLegalHold;
}

// One pass over a log, record by record.
class Planner {
 public:
  Planner(const audit::BodyOpener& keys, const RetentionPolicy& policy,
          const RelationshipEnds& ends, std::vector<Hold> holds, Date today)
      : keys_(keys), policy_(policy), ends_(ends), holds_(std::move(holds)), today_(today) {
    plan_.report.day = today;
  }

  absl::Status Look(const audit::JournalRecord& record) {
    LYNCEUS_ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(record.leaf));
    Bucket& bucket = buckets_[BucketOf(leaf)];
    const auto body = OpenBody(leaf, record.body, keys_);
    if (absl::IsNotFound(body.status())) {
      ++plan_.report.erased;
      return absl::OkStatus();
    }
    LYNCEUS_RETURN_IF_ERROR(body.status());
    const RetentionClass* const of = policy_.ClassOf(leaf);
    if (of == nullptr) {
      ++plan_.report.no_class[std::string(RecordKindName(leaf.kind))];
      bucket.stays = bucket.stays || !IsAboutOtherRecords(leaf.kind) || PlacedAHold(record.index);
      return absl::OkStatus();
    }
    std::optional<Date> ended;
    if (AsksForRelationship(*of)) {
      LYNCEUS_ASSIGN_OR_RETURN(const auto id, CounterpartyIdOf(leaf.kind, *body));
      const auto end = id ? ends_.find(*id) : ends_.end();
      if (end != ends_.end()) ended = end->second;
    }
    const Keeping keeping = KeepingOf(*of, Date::FromUnixMicros(leaf.unix_micros), ended);
    if (IsDue(record.index, leaf, *of, keeping)) {
      auto& due = MayBeErasedAlone(leaf.kind) ? bucket.due : bucket.due_with_it;
      due[of->key].push_back(record.index);
    } else {
      bucket.stays = true;
    }
    return absl::OkStatus();
  }

  RetentionPlan Take() {
    for (auto& [name, bucket] : buckets_) {
      const bool whole = !bucket.stays && BucketYearEnded(name, today_);
      for (auto& [key, indexes] : bucket.due) {
        if (whole) {
          plan_.report.buckets[name] += indexes.size();
          plan_.buckets[name].insert(key);
        } else {
          plan_.report.due[key] += indexes.size();
          std::vector<std::uint64_t>& all = plan_.records[key];
          all.insert(all.end(), indexes.begin(), indexes.end());
        }
      }
      for (const auto& [key, indexes] : bucket.due_with_it) {
        (whole ? plan_.report.buckets[name] : plan_.report.waiting[key]) += indexes.size();
        if (whole) plan_.buckets[name].insert(key);
      }
    }
    return std::move(plan_);
  }

 private:
  struct Bucket {
    bool stays = false;                                             // a record in it is not due
    std::map<std::string, std::vector<std::uint64_t>> due;          // by class, likewise below
    std::map<std::string, std::vector<std::uint64_t>> due_with_it;  // that only end with the bucket
  };

  bool PlacedAHold(std::uint64_t index) const {
    return std::any_of(holds_.begin(), holds_.end(),
                       [&](const Hold& hold) { return hold.record == index; });
  }

  // Counts the record where it is not.
  bool IsDue(std::uint64_t index, const Leaf& leaf, const RetentionClass& of,
             const Keeping& keeping) {
    if (!keeping.until || today_ <= *keeping.until) {
      ++plan_.report.kept[{of.key, keeping.until}];
      return false;
    }
    if (keeping.deletes == nullptr) {
      ++plan_.report.may_stay[of.key];
      return false;
    }
    for (const Hold& hold : holds_) {
      if (!Covers(hold.scope, index, leaf)) continue;
      ++plan_.report.held[hold.name];
      return false;
    }
    return true;
  }

  const audit::BodyOpener& keys_;
  const RetentionPolicy& policy_;
  const RelationshipEnds& ends_;
  const std::vector<Hold> holds_;
  const Date today_;
  std::map<std::string, Bucket> buckets_;
  RetentionPlan plan_;
};

// The legal basis of erasing what is due in a class.
std::string BasisOf(const RetentionClass& of) {
  const auto deletes = std::find_if(of.duties.begin(), of.duties.end(),
                                    [](const Duty& duty) { return duty.then_delete; });
  return absl::StrCat(deletes->basis, " (", of.key, ", ", deletes->key, ")");
}

}  // namespace

const RetentionClass* RetentionPolicy::ClassOf(const Leaf& leaf) const {
  const std::string entity(RetentionEntity(leaf.legal_entity));
  for (const RetentionClass& of : classes) {
    const auto& [key, kinds, entities, duties] = of;
    const bool kind = std::find(kinds.begin(), kinds.end(), leaf.kind) != kinds.end();
    const bool named =
        entities.empty() || std::find(entities.begin(), entities.end(), entity) != entities.end();
    if (kind && named) return &of;
  }
  return nullptr;
}

absl::StatusOr<RetentionPolicy> ReadRetentionPolicy(const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string text, ReadFile(path, limits::kRuleFileBytesMax));
  return ParseRetentionPolicy(path, text);
}

absl::StatusOr<RetentionPolicy> ParseRetentionPolicy(const std::string& name,
                                                     const std::string& text) {
  rules::Problems problems;
  RetentionPolicy policy;
  if (const auto root = rules::ReadYaml(name, text, problems)) {
    rules::YamlMap map(name, *root, problems);
    std::set<std::string> keys;
    for (rules::YamlMap& each : map.Maps("classes")) {
      policy.classes.push_back(ReadClass(each));
      const RetentionClass& of = policy.classes.back();
      if (!keys.insert(of.key).second) each.Problem("class", "it comes twice", "rename one");
      // An erasure or hold says what happened to other records; it ends with its bucket only.
      const bool own = std::any_of(of.kinds.begin(), of.kinds.end(), IsAboutOtherRecords);
      if (own) each.Problem("kinds", "erasures and holds are not erased", "leave them out");
    }
    if (policy.classes.empty()) map.Problem("classes", "there is none", "state one at least");
    map.Finish();
  }
  if (problems.found().empty()) return policy;
  ErrorDetail detail = DetailOf(problems.found().front());
  if (problems.found().size() > 1) {
    absl::StrAppend(&detail.cause, " (and ", problems.found().size() - 1, " more)");
  }
  return InvalidError(std::move(detail));
}

absl::StatusOr<RelationshipEnds> ReadRelationshipEnds(const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  const auto wrong = [&](std::size_t line, std::string cause) {
    return InvalidError({.subject = path,
                         .place = absl::StrCat("line ", line),
                         .cause = std::move(cause),
                         .remedy = "write counterparty_id,ended_on and lines like it, without "
                                   "quotes"});
  };
  RelationshipEnds ends;
  std::size_t line = 0;
  for (std::string_view left = text; !left.empty();) {
    const std::size_t end = left.find('\n');
    std::string_view row = left.substr(0, end);
    left.remove_prefix(end == std::string_view::npos ? left.size() : end + 1);
    if (row.ends_with('\r')) row.remove_suffix(1);
    if (++line == 1) {
      if (row != "counterparty_id,ended_on") return wrong(line, "the heading is another");
      continue;
    }
    const std::size_t comma = row.rfind(',');
    if (comma == std::string_view::npos || comma == 0 || row.front() == '"') {
      return wrong(line, "it is not an id, a comma and a day");
    }
    const auto day = Date::ParseIso(row.substr(comma + 1));
    if (!day.ok()) return wrong(line, "the day cannot be read");
    if (!ends.emplace(row.substr(0, comma), *day).second) return wrong(line, "the id comes twice");
  }
  if (line == 0) return wrong(1, "the file is empty");
  return ends;
}

Date LastDayOfPeriod(Date start, int years) {
  const auto same = Date::FromCivil(start.year() + years, start.month(), start.day());
  if (same) return *same;
  const auto february = Date::FromCivil(start.year() + years, kFebruary, kFebruaryDays);
  return february ? *february : *Date::FromCivil(9999, 12, 31);
}

Keeping KeepingOf(const RetentionClass& of, Date recorded, const std::optional<Date>& ended) {
  Keeping keeping;
  bool open = false;
  for (const Duty& duty : of.duties) {
    if (duty.then_delete && keeping.deletes == nullptr) keeping.deletes = &duty;
    if (duty.start == StartEvent::kRelationshipEnd && !ended) {
      open = true;
      continue;
    }
    const Date start = duty.start == StartEvent::kDecision ? recorded : std::max(recorded, *ended);
    const Date last = LastDayOfPeriod(start, duty.years);
    if (!keeping.until || last > *keeping.until) keeping.until = last;
  }
  if (open) keeping.until.reset();
  return keeping;
}

absl::StatusOr<RetentionPlan> PlanRetention(const LogPlace& place, const RetentionPolicy& policy,
                                            const RelationshipEnds& ends, Date today) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto keys, OpenKeys(place));
  LYNCEUS_ASSIGN_OR_RETURN(std::vector<Hold> holds, StandingHolds(place.directory, *keys));
  Planner planner(*keys, policy, ends, std::move(holds), today);
  const auto scan =
      audit::ScanJournal(audit::JournalPath(place.directory),
                         [&](const audit::JournalRecord& record) { return planner.Look(record); });
  LYNCEUS_RETURN_IF_ERROR(scan.status());
  return planner.Take();
}

absl::StatusOr<AppliedRetention> ApplyRetention(RecordLog& log, const RetentionPolicy& policy,
                                                const RetentionPlan& plan, const std::string& by,
                                                const Transmitter& from) {
  AppliedRetention applied;
  for (const RetentionClass& of : policy.classes) {
    const auto due = plan.records.find(of.key);
    if (due == plan.records.end()) continue;
    const std::vector<std::uint64_t>& all = due->second;
    for (std::size_t at = 0; at < all.size(); at += kRecordsPerOrder) {
      const std::span<const std::uint64_t> part =
          std::span(all).subspan(at, std::min(kRecordsPerOrder, all.size() - at));
      LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t count,
                               EraseRecords(log, {part.begin(), part.end()},
                                            {.code = kCode, .basis = BasisOf(of), .by = by}, from));
      applied.records += count;
    }
  }
  for (const auto& [bucket, keys] : plan.buckets) {
    std::vector<std::string> bases;
    for (const RetentionClass& of : policy.classes) {
      if (keys.contains(of.key)) bases.push_back(BasisOf(of));
    }
    LYNCEUS_RETURN_IF_ERROR(
        EraseBucket(log, bucket, {.code = kCode, .basis = Join(bases, "; "), .by = by}, from));
    ++applied.buckets;
  }
  return applied;
}

std::string RetentionText(const RetentionReport& report) {
  std::string text = absl::StrCat("on ", report.day.ToString(), "\n");
  for (const auto& [of, count] : report.kept) {
    const auto& [key, until] = of;
    absl::StrAppend(
        &text, "  ", key, ": ", count,
        until ? absl::StrCat(" kept until ", until->ToString()) : " start event not known: kept",
        "\n");
  }
  for (const auto& [key, count] : report.may_stay) {
    absl::StrAppend(&text, "  ", key, ": ", count, " past every duty, none of which erases\n");
  }
  for (const auto& [key, count] : report.due) {
    absl::StrAppend(&text, "  ", key, ": ", count, " to be erased\n");
  }
  for (const auto& [key, count] : report.waiting) {
    absl::StrAppend(&text, "  ", key, ": ", count, " due, and only end with their bucket\n");
  }
  for (const auto& [bucket, count] : report.buckets) {
    absl::StrAppend(&text, "  bucket ", bucket, ": to be ended, all of its ", count,
                    " records are due\n");
  }
  for (const auto& [hold, count] : report.held) {
    absl::StrAppend(&text, "  ", count, " would be erased and are kept by the legal hold ", hold,
                    "\n");
  }
  for (const auto& [kind, count] : report.no_class) {
    absl::StrAppend(&text, "  ", count, " of kind ", kind, ", of no class: never erased\n");
  }
  absl::StrAppend(&text, "  ", report.erased, " erased before\n");
  return text;
}

}  // namespace lynceus::review
