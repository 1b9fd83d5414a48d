#include "lib/validation/tune_report.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/matching/matcher.h"
#include "lib/review/answer_text.h"
#include "lib/validation/report_json.h"

namespace lynceus::validation {
namespace {

constexpr std::size_t kErrorsPrinted = 20;

std::string ScoreOf(std::int32_t score) { return review::ScoreText(score); }

std::string RateText(const Rate& rate) {
  if (rate.trials == 0) return "-";
  const Interval interval = WilsonInterval(rate);
  return absl::StrFormat("%.3f [%.2f, %.2f]", rate.value(), interval.low, interval.high);
}

void AppendErrors(std::string_view what, const std::vector<absl::Status>& errors,
                  std::string& out) {
  if (errors.empty()) return;
  absl::StrAppend(&out, std::string(what), ": ", errors.size(), "\n");
  for (std::size_t i = 0; i < std::min(kErrorsPrinted, errors.size()); ++i) {
    absl::StrAppend(&out, "  ", ErrorText(errors[i]), "\n");
  }
}

std::string_view LabelText(const TunedRow& row) {
  switch (row.label) {
    case Label::kNone:
      return "";
    case Label::kParty:
      return row.right_score == row.score ? "  labelled: right" : "  labelled: another party";
    case Label::kNobody:
      return "  labelled: nobody";
    case Label::kUnknown:
      return "  label not in the snapshot";
  }
  return "";
}

void AppendRows(std::string_view title, const std::vector<TunedRow>& rows, std::size_t rows_max,
                std::string& out) {
  if (rows.empty()) return;
  absl::StrAppend(&out, std::string(title), "\n");
  for (std::size_t i = 0; i < std::min(rows_max, rows.size()); ++i) {
    const TunedRow& row = rows[i];
    absl::StrAppendFormat(&out, "  %s  line %d %s  %s | %s  %s%s\n", ScoreOf(row.score), row.line,
                          review::Printable(row.id), review::Printable(row.asked_name),
                          review::Printable(row.matched_name), row.entity_id, LabelText(row));
  }
  if (rows.size() > rows_max) {
    absl::StrAppend(&out, "  ", rows.size() - rows_max, " more: see --format json\n");
  }
}

void WriteErrors(const char* key, const std::vector<absl::Status>& errors, JsonWriter& json) {
  json.Key(key).BeginArray();
  for (const absl::Status& error : errors) json.Raw(ErrorJson(error));
  json.EndArray();
}

std::string_view LabelWord(Label label) {
  switch (label) {
    case Label::kNone:
      return "";
    case Label::kParty:
      return "party";
    case Label::kNobody:
      return kNobodyLabel;
    case Label::kUnknown:
      return "unknown";
  }
  return "";
}

void WriteRows(const char* key, const std::vector<TunedRow>& rows, JsonWriter& json) {
  json.Key(key).BeginArray();
  for (const TunedRow& row : rows) {
    json.BeginObject();
    WriteCount("line", row.line, json);
    json.Member("id", row.id).Member("asked_name", row.asked_name);
    json.Member("entity_id", row.entity_id).Member("matched_name", row.matched_name);
    json.Key("score").Fixed(row.score, 4);
    WriteCount("matches", row.scores.size(), json);
    if (row.label != Label::kNone) json.Member("label", LabelWord(row.label));
    if (row.label == Label::kParty) json.Key("right_score").Fixed(row.right_score, 4);
    json.EndObject();
  }
  json.EndArray();
}

void WriteSteps(const TuneReport& report, JsonWriter& json) {
  json.Key("steps").BeginArray();
  for (const TuneStep& step : report.steps) {
    json.BeginObject().Key("threshold").Fixed(step.threshold, 4);
    WriteCount("alerts", step.alerts, json);
    WriteCount("matches", step.matches, json);
    WriteCount("added", step.added, json);
    WriteCount("removed", step.removed, json);
    if (step.recall.trials > 0) WriteRate("recall", step.recall, json);
    if (step.precision.trials > 0) WriteRate("precision", step.precision, json);
    json.EndObject();
  }
  json.EndArray();
}

}  // namespace

std::string TuneText(const TuneReport& report) {
  std::string out =
      absl::StrCat(report.rows, " rows, ", report.labelled_party, " labelled with a party, ",
                   report.labelled_nobody, " with none; preset ", report.preset,
                   ", whose threshold is ", ScoreOf(report.policy_threshold), "\n");
  AppendErrors("not screened", report.errors, out);
  AppendErrors("labels that no party of the snapshot answers to, counted nowhere",
               report.unknown_labels, out);
  absl::StrAppendFormat(&out, "\n%-9s %8s %8s %8s %8s  %-20s  %s\n", "threshold", "alerts",
                        "matches", "added", "removed", "recall", "precision");
  for (const TuneStep& step : report.steps) {
    absl::StrAppendFormat(&out, "%-9s %8d %8d %8d %8d  %-20s  %s%s\n", ScoreOf(step.threshold),
                          step.alerts, step.matches, step.added, step.removed,
                          RateText(step.recall), RateText(step.precision),
                          step.threshold == report.policy_threshold ? "  <- preset" : "");
  }
  if (report.options.score_low < matching::kDefaultThreshold) {
    absl::StrAppend(&out, "below 0.7000 the index may lose a party that facts would raise\n");
  }
  absl::StrAppendFormat(&out, "\n%-12s %8s  %s\n", "best score", "rows",
                        "right party, of labelled");
  for (const TuneBand& band : report.bands) {
    absl::StrAppendFormat(&out, "from %s  %8d  %s\n", ScoreOf(band.score_min), band.rows,
                          RateText(band.right));
  }
  const std::size_t shown = report.options.samples_max;
  AppendRows("\nsample just above the preset's threshold", report.sample_above, shown, out);
  AppendRows("\nsample just below it", report.sample_below, shown, out);
  AppendRows("\nlabelled with a party that is no match at the preset's threshold", report.missed,
             shown, out);
  return out;
}

std::string TuneJson(const TuneReport& report) {
  JsonWriter json(JsonWriter::Style::kIndented);
  json.BeginObject();
  WriteCount("rows", report.rows, json);
  WriteCount("labelled_party", report.labelled_party, json);
  WriteCount("labelled_none", report.labelled_nobody, json);
  json.Member("preset", report.preset);
  json.Key("policy_threshold").Fixed(report.policy_threshold, 4);
  WriteCount("seed", report.options.seed, json);
  WriteErrors("errors", report.errors, json);
  WriteErrors("unknown_labels", report.unknown_labels, json);
  WriteSteps(report, json);
  json.Key("bands").BeginArray();
  for (const TuneBand& band : report.bands) {
    json.BeginObject().Key("from").Fixed(band.score_min, 4);
    WriteCount("rows", band.rows, json);
    if (band.right.trials > 0) WriteRate("right", band.right, json);
    json.EndObject();
  }
  json.EndArray();
  WriteRows("alerts", report.alerts, json);
  WriteRows("sample_above", report.sample_above, json);
  WriteRows("sample_below", report.sample_below, json);
  WriteRows("missed", report.missed, json);
  json.EndObject();
  return json.Take();
}

}  // namespace lynceus::validation
