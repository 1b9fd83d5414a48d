#include "lib/review/retention.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "lib/audit/journal.h"
#include "lib/audit/log_files.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/review/erasure.h"
#include "lib/review/holds.h"
#include "lib/review/show_record.h"
#include "lib/rules/problems.h"
#include "lib/rules/yaml_file.h"

namespace lynceus::review {
namespace {

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

absl::StatusOr<std::string> CounterpartyIdOf(const Body& body) {
  rapidjson::Document json;
  json.Parse(body.input_json.data(), body.input_json.size());
  if (json.HasParseError() || !json.IsObject() || !json.HasMember("id") || !json["id"].IsString()) {
    return DataLossError({.subject = "record body",
                          .cause = "it does not say who was asked about",
                          .remedy = "verify the log"});
  }
  return std::string(json["id"].GetString(), json["id"].GetStringLength());
}

bool AsksForRelationship(const RetentionClass& of) {
  return std::any_of(of.duties.begin(), of.duties.end(),
                     [](const Duty& duty) { return duty.start == StartEvent::kRelationshipEnd; });
}

// One pass over a log, record by record.
class Planner {
 public:
  Planner(const audit::BodyOpener& keys, const RetentionPolicy& policy,
          const RelationshipEnds& ends, std::vector<Hold> holds, Date today)
      : keys_(keys), policy_(policy), ends_(ends), holds_(std::move(holds)), today_(today) {}

  absl::Status Look(const audit::JournalRecord& record) {
    LYNCEUS_ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(record.leaf));
    const auto body = OpenBody(leaf, record.body, keys_);
    if (absl::IsNotFound(body.status())) {
      ++report_.erased;
      return absl::OkStatus();
    }
    LYNCEUS_RETURN_IF_ERROR(body.status());
    const RetentionClass* const of = policy_.ClassOf(leaf);
    if (of == nullptr) {
      ++report_.no_class[std::string(RecordKindName(leaf.kind))];
      return absl::OkStatus();
    }
    std::optional<Date> ended;
    if (AsksForRelationship(*of) && leaf.kind == RecordKind::kScreen) {
      LYNCEUS_ASSIGN_OR_RETURN(const std::string id, CounterpartyIdOf(*body));
      const auto end = ends_.find(id);
      if (end != ends_.end()) ended = end->second;
    }
    Count(record.index, leaf, *of, KeepingOf(*of, Date::FromUnixMicros(leaf.unix_micros), ended));
    return absl::OkStatus();
  }

  RetentionReport Take() { return std::move(report_); }

 private:
  void Count(std::uint64_t index, const Leaf& leaf, const RetentionClass& of,
             const Keeping& keeping) {
    if (!keeping.until || today_ <= *keeping.until) {
      ++report_.kept[{of.key, keeping.until}];
      return;
    }
    if (keeping.deletes == nullptr) {
      ++report_.may_stay[of.key];
      return;
    }
    for (const Hold& hold : holds_) {
      if (!Covers(hold.scope, index, leaf)) continue;
      ++report_.held[hold.name];
      return;
    }
    report_.due[of.key].push_back(index);
  }

  const audit::BodyOpener& keys_;
  const RetentionPolicy& policy_;
  const RelationshipEnds& ends_;
  const std::vector<Hold> holds_;
  const Date today_;
  RetentionReport report_;
};

}  // namespace

const RetentionClass* RetentionPolicy::ClassOf(const Leaf& leaf) const {
  const std::string entity = leaf.legal_entity.empty() ? "default" : leaf.legal_entity;
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
  rules::Problems problems;
  RetentionPolicy policy;
  if (const auto root = rules::ReadYaml(path, text, problems)) {
    rules::YamlMap map(path, *root, problems);
    std::set<std::string> keys;
    for (rules::YamlMap& each : map.Maps("classes")) {
      policy.classes.push_back(ReadClass(each));
      const RetentionClass& of = policy.classes.back();
      if (!keys.insert(of.key).second) each.Problem("class", "it comes twice", "rename one");
      // An erasure or hold says what happened to other records; it ends with its bucket only.
      const bool own = std::any_of(of.kinds.begin(), of.kinds.end(), [](RecordKind kind) {
        return kind == RecordKind::kErasure || kind == RecordKind::kLegalHold;
      });
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

absl::StatusOr<RetentionReport> PlanRetention(const LogPlace& place, const RetentionPolicy& policy,
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

absl::StatusOr<std::uint64_t> ApplyRetention(RecordLog& log, const RetentionPolicy& policy,
                                             const RetentionReport& report, const std::string& by) {
  std::uint64_t erased = 0;
  for (const RetentionClass& of : policy.classes) {
    const auto due = report.due.find(of.key);
    if (due == report.due.end()) continue;
    const auto deletes = std::find_if(of.duties.begin(), of.duties.end(),
                                      [](const Duty& duty) { return duty.then_delete; });
    LYNCEUS_ASSIGN_OR_RETURN(
        const std::uint64_t count,
        EraseRecords(log, due->second,
                     {.code = "retention",
                      .basis = absl::StrCat(deletes->basis, " (", of.key, ", ", deletes->key, ")"),
                      .by = by}));
    erased += count;
  }
  return erased;
}

std::string RetentionText(const RetentionReport& report, Date today) {
  std::string text = absl::StrCat("on ", today.ToString(), "\n");
  for (const auto& [of, count] : report.kept) {
    const auto& [key, until] = of;
    absl::StrAppend(
        &text, "  ", key, ": ", count, " kept ",
        until ? absl::StrCat("until ", until->ToString()) : "while the relationship has not ended",
        "\n");
  }
  for (const auto& [key, count] : report.may_stay) {
    absl::StrAppend(&text, "  ", key, ": ", count, " past every duty, none of which erases\n");
  }
  for (const auto& [key, indexes] : report.due) {
    absl::StrAppend(&text, "  ", key, ": ", indexes.size(), " to be erased\n");
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
