#include "lib/review/record_rows.h"

#include <functional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/csv.h"
#include "lib/base/json.h"
#include "lib/base/strings.h"
#include "lib/model/date.h"
#include "lib/review/answer_text.h"

namespace lynceus::review {
namespace {

constexpr std::int64_t kMicrosPerSecond = 1'000'000;
constexpr std::int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;

bool IsScreening(const LogRecord& record) { return record.leaf.kind == RecordKind::kScreen; }

std::string Day(std::int32_t days) { return Date::FromDays(days).ToString(); }

std::string Plain(std::string_view text) { return std::string(text); }

// One column of CSV and one member of JSON; what only a screening has is empty elsewhere.
struct Column {
  const char* name;
  std::function<std::string(const LogRecord&)> text;
  bool number = false;
};

const std::vector<Column>& Columns() {
  using R = const LogRecord&;
  const auto of_screening = [](auto read) {
    return [read](R record) { return IsScreening(record) ? read(record.leaf) : std::string(); };
  };
  using L = const Leaf&;
  static const auto& columns = *new std::vector<Column>{
      {"index", [](R r) { return absl::StrCat(r.index); }, true},
      {"time", [](R r) { return MomentText(r.leaf.unix_micros); }},
      {"kind", [](R r) { return Plain(RecordKindName(r.leaf.kind)); }},
      {"decision", of_screening([](L l) { return Plain(DecisionName(l.decision)); })},
      {"caller", [](R r) { return r.leaf.caller; }},
      {"on_behalf_of", [](R r) { return r.leaf.on_behalf_of; }},
      {"legal_entity", [](R r) { return r.leaf.legal_entity; }},
      {"request_id", [](R r) { return r.leaf.request_id; }},
      {"as_of", of_screening([](L l) { return Day(l.as_of_days); })},
      {"score_max", of_screening([](L l) { return ScoreText(l.score_max); }), true},
      {"score_min", of_screening([](L l) { return ScoreText(l.score_min); }), true},
      {"hits", of_screening([](L l) { return absl::StrCat(l.hits); }), true},
      {"suppressed", of_screening([](L l) { return absl::StrCat(l.suppressed); }), true},
      {"near_misses", of_screening([](L l) { return absl::StrCat(l.near_misses); }), true},
      {"truncated", of_screening([](L l) { return Plain(l.truncated ? "true" : "false"); })},
      {"preset", [](R r) { return r.leaf.preset; }},
      {"snapshot", [](R r) { return r.leaf.snapshot; }},
      {"rules", [](R r) { return r.leaf.rules; }},
      {"engine", [](R r) { return r.leaf.engine; }},
      {"earlier", [](R r) { return r.leaf.earlier ? absl::StrCat(*r.leaf.earlier) : ""; }, true},
      {"erased", [](R r) { return Plain(r.state == BodyState::kErased ? "true" : "false"); }}};
  return columns;
}

}  // namespace

std::string MomentText(std::int64_t unix_micros) {
  const std::int64_t in_day = (unix_micros % kMicrosPerDay + kMicrosPerDay) % kMicrosPerDay;
  const std::int64_t seconds = in_day / kMicrosPerSecond;
  return absl::StrFormat("%sT%02d:%02d:%02d.%06dZ", Date::FromUnixMicros(unix_micros).ToString(),
                         seconds / 3'600, seconds / 60 % 60, seconds % 60,
                         in_day % kMicrosPerSecond);
}

std::string RecordTextHeader() {
  return absl::StrFormat("%10s  %-27s  %-20s  %-8s  %5s  %5s  %-6s  %-16s  %-16s  %s", "index",
                         "time", "kind", "decision", "hits", "supp.", "best", "caller", "snapshot",
                         "body");
}

std::string RecordText(const LogRecord& record) {
  const Leaf& leaf = record.leaf;
  const bool screening = IsScreening(record);
  std::string row = absl::StrFormat(
      "%10u  %-27s  %-20s  %-8s  %5s  %5s  %-6s  %-16s  %-16s  %s", record.index,
      MomentText(leaf.unix_micros), Plain(RecordKindName(leaf.kind)),
      screening ? Plain(DecisionName(leaf.decision)) : "", screening ? absl::StrCat(leaf.hits) : "",
      screening ? absl::StrCat(leaf.suppressed) : "",
      screening && leaf.score_max > 0 ? ScoreText(leaf.score_max) : "", Printable(leaf.caller),
      leaf.snapshot.substr(0, 16), record.state == BodyState::kErased ? "erased" : "");
  row.erase(row.find_last_not_of(' ') + 1);
  return row;
}

std::string RecordCsvHeader() {
  std::vector<std::string> names;
  for (const Column& column : Columns()) names.emplace_back(column.name);
  return Join(names, ",");
}

std::string RecordCsv(const LogRecord& record) {
  std::vector<std::string> cells;
  for (const Column& column : Columns()) cells.push_back(CsvCell(column.text(record)));
  return Join(cells, ",");
}

std::string RecordJson(const LogRecord& record) {
  JsonWriter json;
  json.BeginObject();
  for (const Column& column : Columns()) {
    const std::string text = column.text(record);
    json.Key(column.name);
    if (text.empty() && column.number) {
      json.Null();
    } else if (column.number) {
      json.Raw(text);
    } else {
      json.String(text);
    }
  }
  json.EndObject();
  return json.Take();
}

}  // namespace lynceus::review
