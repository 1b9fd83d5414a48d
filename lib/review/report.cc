// Counted in one pass (Counter), then laid out as tables.
#include "lib/review/report.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/csv.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/model/date.h"
#include "lib/review/alerts.h"
#include "lib/review/answer_reader.h"
#include "lib/review/answer_text.h"
#include "lib/review/record_rows.h"

namespace lynceus::review {
namespace {

using Counts = std::map<std::string, std::uint64_t>;
constexpr std::size_t kOldestAlertsMax = 50;
constexpr std::int64_t kMicrosPerDay = 86'400'000'000;

// First and last record of something that was in force.
struct Use {
  std::uint64_t records = 0;
  std::uint64_t first_record = 0;
  std::int64_t first_micros = 0;
  std::int64_t last_micros = 0;

  void Add(const LogRecord& record) {
    if (records++ == 0) {
      first_record = record.index;
      first_micros = record.leaf.unix_micros;
    }
    last_micros = record.leaf.unix_micros;
  }
};

struct Decided {
  std::uint64_t screenings = 0;
  std::uint64_t clear = 0;
  std::uint64_t review = 0;
  std::uint64_t block = 0;

  void Add(Decision decision) {
    ++screenings;
    ++(decision == Decision::kClear ? clear : decision == Decision::kReview ? review : block);
  }
};

struct ListUse {
  std::uint64_t answers = 0;  // in opened answers
  std::uint64_t not_current = 0;
  std::string newest;  // date, or "undated"
  std::optional<std::int32_t> age_days_max;
};

bool IsWithin(const ReportPeriod& period, std::int64_t unix_micros) {
  return (!period.from_unix_micros || unix_micros >= *period.from_unix_micros) &&
         (!period.until_unix_micros || unix_micros < *period.until_unix_micros);
}

bool MatchedSomebody(const Leaf& leaf) { return leaf.hits > 0 || leaf.suppressed > 0; }

std::string DayOf(std::int64_t unix_micros) { return Date::FromUnixMicros(unix_micros).ToString(); }

// "2026-11-01T12:00:00Z".
std::string SecondOf(std::int64_t unix_micros) {
  return MomentText(unix_micros).substr(0, std::string_view("2026-11-01T12:00:00").size()) + "Z";
}

// What an operator did, not one of the many decisions or erasures.
bool IsOperation(RecordKind kind) {
  switch (kind) {
    case RecordKind::kSnapshotActivation:
    case RecordKind::kRuleChange:
    case RecordKind::kListLoad:
    case RecordKind::kConfigurationChange:
    case RecordKind::kExport:
    case RecordKind::kKeyRotation:
    case RecordKind::kLegalHold:
      return true;
    case RecordKind::kScreen:
    case RecordKind::kDisposition:
    case RecordKind::kSecondReview:
    case RecordKind::kErasure:
      return false;
  }
  return true;
}

std::string Text(std::uint64_t value) { return absl::StrCat(value); }

// "1.25 %" of `part` in `whole`, half a hundredth rounded up.
std::string Rate(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "";
  const std::uint64_t hundredths = (part * 20'000 + whole) / (2 * whole);
  return absl::StrFormat("%d.%02d %%", hundredths / 100, hundredths % 100);
}

// Everything that is counted.
class Counter {
 public:
  explicit Counter(const ReportPeriod& period) : period_(period) {}

  bool Wants(const Leaf& leaf) const {
    return leaf.kind == RecordKind::kScreen && IsWithin(period_, leaf.unix_micros) &&
           (MatchedSomebody(leaf) || !lists_seen_.contains({leaf.snapshot, leaf.as_of_days}));
  }

  absl::Status Add(const LogRecord& record) {
    const Leaf& leaf = record.leaf;
    LYNCEUS_RETURN_IF_ERROR(table_.Add(record.index, leaf));
    if (!IsWithin(period_, leaf.unix_micros)) return absl::OkStatus();
    ++kinds_[std::string(RecordKindName(leaf.kind))];
    if (leaf.clock_source == ClockSource::kSystem) ++unsynchronised_;
    if (leaf.best_effort) ++best_effort_;
    if (leaf.kind == RecordKind::kDisposition) judged_.insert(record.index);
    if (IsOperation(leaf.kind)) operations_.push_back(record);
    return leaf.kind == RecordKind::kScreen ? AddScreening(record) : absl::OkStatus();
  }

  void Finish(std::int64_t now_unix_micros, Report& report) const {
    AddCautions(report);
    report.tables = {Volumes(),    Days(),       Callers(),    HitLists(),
                     HitRegimes(), Flags(),      Suppressed(), Reasons(),
                     Lists(),      Thresholds(), Snapshots(),  Operations(),
                     Judgements(), Verdicts(),   Overrides(),  Unresolved(now_unix_micros)};
  }

 private:
  absl::Status AddScreening(const LogRecord& record) {
    const Leaf& leaf = record.leaf;
    all_.Add(leaf.decision);
    days_[DayOf(leaf.unix_micros)].Add(leaf.decision);
    callers_[{leaf.caller, leaf.legal_entity}].Add(leaf.decision);
    thresholds_[{leaf.preset, leaf.score_min}].Add(record);
    snapshots_[{leaf.snapshot, leaf.rules, leaf.engine}].Add(record);
    if (leaf.truncated) ++truncated_;
    if (record.state == BodyState::kOpened) return AddAnswer(record);
    if (MatchedSomebody(leaf)) ++(record.state == BodyState::kErased ? erased_ : sealed_);
    return absl::OkStatus();
  }

  absl::Status AddAnswer(const LogRecord& record) {
    LYNCEUS_ASSIGN_OR_RETURN(const DecisionCore core, ReadDecisionCore(record.body.answer_json));
    const bool first = lists_seen_.insert({record.leaf.snapshot, record.leaf.as_of_days}).second;
    if (first) AddLists(core);
    if (MatchedSomebody(record.leaf)) ++opened_;
    // Once an answer, however many hits it has.
    std::set<std::string> lists;
    std::set<std::string> regimes;
    std::set<std::string> flags;
    for (const Match& match : core.hits) {
      for (const Designation& designation : match.designations) {
        lists.insert(designation.authority + " " + designation.list);
      }
      for (const Verdict& verdict : match.ownership) {
        if (verdict.answer != Answer::kYes && verdict.answer != Answer::kUndetermined) continue;
        regimes.insert(absl::StrCat(verdict.regime, " ", ToAbsl(AnswerName(verdict.answer)), " (",
                                    ToAbsl(BasisName(verdict.basis)), ")"));
      }
      for (const Flag& flag : match.flags) flags.insert(flag.type);
    }
    for (const std::string& list : lists) ++hit_lists_[list];
    for (const std::string& regime : regimes) ++hit_regimes_[regime];
    for (const std::string& flag : flags) ++flags_[flag];
    for (const Match& match : core.suppressed) ++suppressed_[match.suppressed_by];
    for (const std::string& reason : core.reasons) ++reasons_[reason];
    return absl::OkStatus();
  }

  void AddLists(const DecisionCore& core) {
    for (const ListRef& list : core.lists) {
      ListUse& use = lists_[list.authority + " " + list.name];
      ++use.answers;
      if (list.state != ListState::kCurrent) ++use.not_current;
      use.newest = std::max(use.newest, list.date ? list.date->ToString() : std::string());
      if (!list.date) continue;
      const std::int32_t age = core.as_of.days() - list.date->days();
      use.age_days_max = std::max(use.age_days_max.value_or(age), age);
    }
  }

  void AddCautions(Report& report) const {
    const auto say = [&](std::uint64_t count, const char* what) {
      if (count > 0) report.cautions.push_back(absl::StrCat(count, " ", what));
    };
    say(sealed_, "screenings with matches are sealed: hits by list, rule and flag lack them");
    say(erased_, "screenings with matches are erased: hits by list, rule and flag lack them");
    say(truncated_, "answers were truncated: not all matches are in them");
    say(best_effort_,
        "records were written in the best effort mode: answers may have left "
        "unrecorded beside them");
    say(unsynchronised_, "records carry a time by a clock not known to be synchronised");
  }

  ReportTable Volumes() const {
    ReportTable table{
        .key = "volumes", .title = "Records by kind", .note = "", .header = {"kind", "records"}};
    for (const auto& [kind, count] : kinds_) table.rows.push_back({kind, Text(count)});
    return table;
  }

  static std::vector<std::string> DecidedCells(const Decided& decided) {
    return {Text(decided.screenings), Text(decided.clear), Text(decided.review),
            Text(decided.block), Rate(decided.review + decided.block, decided.screenings)};
  }

  static std::vector<std::string> Row(std::vector<std::string> cells,
                                      const std::vector<std::string>& more) {
    cells.insert(cells.end(), more.begin(), more.end());
    return cells;
  }

  ReportTable Days() const {
    ReportTable table{.key = "days",
                      .title = "Screenings by day",
                      .note = "Days in UTC; the last row is the whole period.",
                      .header = {"day", "screenings", "clear", "review", "block", "alert rate"}};
    for (const auto& [day, decided] : days_)
      table.rows.push_back(Row({day}, DecidedCells(decided)));
    table.rows.push_back(Row({"all"}, DecidedCells(all_)));
    return table;
  }

  ReportTable Callers() const {
    ReportTable table{.key = "callers",
                      .title = "Screenings by caller",
                      .note = "",
                      .header = {"caller", "legal entity", "screenings", "clear", "review", "block",
                                 "alert rate"}};
    for (const auto& [who, decided] : callers_) {
      table.rows.push_back(
          Row({who.first, who.second.empty() ? "default" : who.second}, DecidedCells(decided)));
    }
    return table;
  }

  ReportTable Counted(std::string key, std::string title, std::string note, std::string of,
                      const Counts& counts) const {
    ReportTable table{.key = std::move(key),
                      .title = std::move(title),
                      .note = std::move(note),
                      .header = {std::move(of), "screenings", "rate"}};
    for (const auto& [what, count] : counts) {
      table.rows.push_back({what, Text(count), Rate(count, all_.screenings)});
    }
    return table;
  }

  ReportTable HitLists() const {
    return Counted("hits_by_list", "Hits by list",
                   "Screenings with a hit on a party that the list designates; a party on two "
                   "lists counts for both. The rate is of all screenings.",
                   "list", hit_lists_);
  }
  ReportTable HitRegimes() const {
    return Counted("hits_by_rule", "Hits by ownership rule",
                   "Screenings with a hit of which the rule says YES or UNDETERMINED.",
                   "rule, answer and basis", hit_regimes_);
  }
  ReportTable Flags() const {
    return Counted("flags", "Hits by flag", "Screenings with a hit that raises the flag.", "flag",
                   flags_);
  }
  ReportTable Reasons() const {
    return Counted("reasons", "Why screenings were not clear",
                   "Of opened answers; one may have several reasons.", "reason", reasons_);
  }
  ReportTable Suppressed() const {
    ReportTable table{.key = "suppressed",
                      .title = "Suppressed matches by rule",
                      .note = "Matches that a rule set aside; they stand in their answers.",
                      .header = {"rule", "matches"}};
    for (const auto& [rule, count] : suppressed_) table.rows.push_back({rule, Text(count)});
    return table;
  }

  ReportTable Lists() const {
    ReportTable table{.key = "lists",
                      .title = "Lists and their ages",
                      .note =
                          "By one answer for each snapshot and day of question. The age is from "
                          "the list's date to the day of the question.",
                      .header = {"list", "newest date", "greatest age in days", "snapshot days",
                                 "of these stale, partial or missing"}};
    for (const auto& [list, use] : lists_) {
      table.rows.push_back({list, use.newest.empty() ? "not stated" : use.newest,
                            use.age_days_max ? absl::StrCat(*use.age_days_max) : "not known",
                            Text(use.answers), Text(use.not_current)});
    }
    return table;
  }

  ReportTable Thresholds() const {
    ReportTable table{.key = "thresholds",
                      .title = "Thresholds in force",
                      .note = "",
                      .header = {"preset", "threshold", "screenings", "first used", "last used"}};
    for (const auto& [what, use] : thresholds_) {
      table.rows.push_back({what.first, ScoreText(what.second), Text(use.records),
                            SecondOf(use.first_micros), SecondOf(use.last_micros)});
    }
    return table;
  }

  ReportTable Snapshots() const {
    ReportTable table{.key = "snapshots",
                      .title = "Snapshots, rules and builds that decided",
                      .note = "",
                      .header = {"snapshot", "rules", "engine", "screenings", "first record",
                                 "first used", "last used"}};
    for (const auto& [what, use] : snapshots_) {
      const auto& [snapshot, rules, engine] = what;
      table.rows.push_back({snapshot.substr(0, 16), rules.substr(0, 16), engine, Text(use.records),
                            Text(use.first_record), SecondOf(use.first_micros),
                            SecondOf(use.last_micros)});
    }
    return table;
  }

  ReportTable Operations() const {
    ReportTable table{.key = "operations",
                      .title = "What was put in force, held, rotated and handed over",
                      .note = "",
                      .header = {"record", "time", "kind", "what", "by", "snapshot", "rules"}};
    for (const LogRecord& record : operations_) {
      const Leaf& leaf = record.leaf;
      table.rows.push_back({Text(record.index), SecondOf(leaf.unix_micros),
                            std::string(RecordKindName(leaf.kind)), leaf.request_id,
                            leaf.on_behalf_of.empty() ? leaf.caller : leaf.on_behalf_of,
                            leaf.snapshot.substr(0, 16), leaf.rules.substr(0, 16)});
    }
    return table;
  }

  // Of the period, oldest first.
  std::vector<const Alert*> AlertsOfPeriod() const {
    std::vector<const Alert*> alerts;
    for (const auto& [record, alert] : table_.alerts()) {
      if (IsWithin(period_, alert.unix_micros)) alerts.push_back(&alert);
    }
    return alerts;
  }

  ReportTable Judgements() const {
    const std::vector<const Alert*> alerts = AlertsOfPeriod();
    Counts states;
    std::uint64_t closed = 0;
    for (const Alert* const alert : alerts) {
      ++states[std::string(AlertStateName(alert->state))];
      if (IsClosed(alert->state)) ++closed;
    }
    ReportTable table{.key = "dispositions",
                      .title = "Alerts and what people made of them",
                      .note =
                          "An alert is a screening that was not clear. What it is counts at the "
                          "end of the log, also where it was judged behind the period.",
                      .header = {"what", "count"},
                      .rows = {{"alerts", Text(alerts.size())},
                               {"resolved", Text(closed)},
                               {"unresolved", Text(alerts.size() - closed)}}};
    for (int at = 0; at < kAlertStates; ++at) {
      const std::string state(AlertStateName(static_cast<AlertState>(at)));
      table.rows.push_back({absl::StrCat("of these ", state), Text(states[state])});
    }
    table.rows.push_back({"dispositions in the period", Text(CountOf(RecordKind::kDisposition))});
    table.rows.push_back(
        {"second reviews in the period", Text(CountOf(RecordKind::kSecondReview))});
    return table;
  }

  struct Ruled {
    std::uint64_t review = 0;
    std::uint64_t block = 0;
    std::uint64_t alone = 0;
    std::uint64_t agreed = 0;
    std::uint64_t disagreed = 0;
    std::uint64_t unanswered = 0;

    void Add(const Ruling& ruling, Decision decision) {
      ++(decision == Decision::kBlock ? block : review);
      ++(!ruling.id.proposed     ? alone
         : !ruling.second_record ? unanswered
         : ruling.second_agrees  ? agreed
                                 : disagreed);
    }
  };

  ReportTable Verdicts() const {
    std::map<std::string, Ruled> verdicts;
    for (const auto& [record, alert] : table_.alerts()) {
      for (const Ruling& ruling : alert.rulings) {
        if (!judged_.contains(ruling.record)) continue;
        verdicts[std::string(AlertVerdictName(ruling.id.verdict))].Add(ruling, alert.decision);
      }
    }
    ReportTable table{.key = "verdicts",
                      .title = "Dispositions by verdict",
                      .note = "Of the period, with the second person's word of any later time.",
                      .header = {"verdict", "of REVIEW", "of BLOCK", "by one person",
                                 "a second agreed", "a second disagreed", "withdrawn or waiting"}};
    for (const auto& [verdict, ruled] : verdicts) {
      table.rows.push_back({verdict, Text(ruled.review), Text(ruled.block), Text(ruled.alone),
                            Text(ruled.agreed), Text(ruled.disagreed), Text(ruled.unanswered)});
    }
    return table;
  }

  ReportTable Overrides() const {
    ReportTable table{.key = "overrides",
                      .title = "Overrides: what blocked and was judged a false positive",
                      .note = "Alerts of the period that are closed so at the end of the log.",
                      .header = {"alert", "time", "disposition", "second review"}};
    for (const Alert* const alert : AlertsOfPeriod()) {
      if (alert->decision != Decision::kBlock || alert->state != AlertState::kFalsePositive) {
        continue;
      }
      const Ruling& ruling = alert->rulings.back();
      table.rows.push_back({Text(alert->record), SecondOf(alert->unix_micros), Text(ruling.record),
                            ruling.second_record ? Text(*ruling.second_record) : "none"});
    }
    return table;
  }

  std::uint64_t CountOf(RecordKind kind) const {
    const auto found = kinds_.find(std::string(RecordKindName(kind)));
    return found == kinds_.end() ? 0 : found->second;
  }

  ReportTable Unresolved(std::int64_t now_unix_micros) const {
    ReportTable table{
        .key = "unresolved",
        .title = "Oldest unresolved alerts",
        .note = absl::StrCat("At most ", kOldestAlertsMax,
                             "; `lynceus log alerts` has them all. The age is in whole days."),
        .header = {"record", "time", "decision", "state", "age in days"}};
    for (const Alert* const alert : AlertsOfPeriod()) {
      if (IsClosed(alert->state)) continue;
      if (table.rows.size() == kOldestAlertsMax) break;
      const std::int64_t age = (now_unix_micros - alert->unix_micros) / kMicrosPerDay;
      table.rows.push_back({Text(alert->record), SecondOf(alert->unix_micros),
                            std::string(DecisionName(alert->decision)),
                            std::string(AlertStateName(alert->state)), absl::StrCat(age)});
    }
    return table;
  }

  const ReportPeriod period_;
  Counts kinds_;
  Decided all_;
  std::map<std::string, Decided> days_;
  std::map<std::pair<std::string, std::string>, Decided> callers_;
  Counts hit_lists_;
  Counts hit_regimes_;
  Counts flags_;
  Counts suppressed_;
  Counts reasons_;
  std::map<std::string, ListUse> lists_;
  std::set<std::pair<std::string, std::int32_t>> lists_seen_;
  std::map<std::pair<std::string, std::int32_t>, Use> thresholds_;
  std::map<std::tuple<std::string, std::string, std::string>, Use> snapshots_;
  std::vector<LogRecord> operations_;
  AlertTable table_;
  std::set<std::uint64_t> judged_;  // dispositions in the period
  std::uint64_t opened_ = 0;
  std::uint64_t erased_ = 0;
  std::uint64_t sealed_ = 0;
  std::uint64_t truncated_ = 0;
  std::uint64_t best_effort_ = 0;
  std::uint64_t unsynchronised_ = 0;
};

std::string PeriodText(const ReportPeriod& period) {
  return absl::StrCat(
      period.from_unix_micros ? DayOf(*period.from_unix_micros) : "the log's beginning", " to ",
      period.until_unix_micros ? DayOf(*period.until_unix_micros - 1) : "its newest checkpoint");
}

}  // namespace

absl::StatusOr<Report> MakeReport(const RecordReader& records, const ReportPeriod& period,
                                  const IntegrityStatement& integrity,
                                  std::int64_t now_unix_micros) {
  Counter counter(period);
  LYNCEUS_RETURN_IF_ERROR(records.ForEach(
      0, records.size(), [&](std::uint64_t, const Leaf& leaf) { return counter.Wants(leaf); },
      [&](const LogRecord& record) { return counter.Add(record); }));
  Report report{.log = records.origin(),
                .period = PeriodText(period),
                .made = SecondOf(now_unix_micros),
                .integrity = integrity};
  counter.Finish(now_unix_micros, report);
  return report;
}

std::string TableCsv(const ReportTable& table) {
  std::string out;
  const auto add = [&](const std::vector<std::string>& row) {
    std::vector<std::string> cells;
    cells.reserve(row.size());
    for (const std::string& cell : row) cells.push_back(CsvCell(cell));
    absl::StrAppend(&out, Join(cells, ","), "\r\n");
  };
  add(table.header);
  for (const auto& row : table.rows) add(row);
  return out;
}

}  // namespace lynceus::review
