// One page, light and plain: what was tested, the figures, the plots, the kinds, the misses.
#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/strings.h"
#include "lib/validation/selftest_report.h"
#include "lib/validation/svg.h"

namespace lynceus::validation {
namespace {

constexpr double kFairRate = 0.95;

constexpr std::string_view kStyle = R"(
body { font: 14px/1.45 system-ui, sans-serif; color: #222; background: #fff; margin: 2em auto;
  max-width: 62em; padding: 0 1em; }
h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin-top: 2em; }
table { border-collapse: collapse; margin: .6em 0; width: 100%; font-size: 13px; }
th, td { text-align: left; padding: .2em .6em .2em 0; border-bottom: 1px solid #e3e3e3;
  vertical-align: top; }
th { border-bottom: 2px solid #888; } td.n, th.n { text-align: right; white-space: nowrap; }
tr.low td { background: #fdf0ee; } small { color: #666; } .g td { font-weight: 600; }
svg { width: 100%; max-width: 760px; height: auto; display: block; margin: 1em 0; }
svg text { font: 11px system-ui, sans-serif; fill: currentColor; } svg text.t { font-weight: 600;
  font-size: 13px; }
.pass { color: #1b6e2d; } .fail { color: #b3261e; } summary { cursor: pointer; }
code { font-size: 12px; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } }
)";

const KindFigures& SectionOf(const SelftestReport& report, Section section) {
  return report.sections[static_cast<std::size_t>(section)];
}
const Curve& CurveOf(const SelftestReport& report, Section section) {
  return report.curves[static_cast<std::size_t>(section)];
}

bool IsControl(const KindFigures& kind) {
  return kind.section == Section::kEasy || kind.section == Section::kHard;
}

// "98.21 % 97.4 to 98.8": never a rate without its interval.
std::string RateCell(const Rate& rate) {
  if (rate.trials == 0) return "<td class=\"n\">-</td>";
  const Interval interval = WilsonInterval(rate);
  return absl::StrFormat("<td class=\"n\">%.2f&#160;%%<br/><small>%.1f to %.1f</small></td>",
                         100 * rate.value(), 100 * interval.low, 100 * interval.high);
}

std::string NumberCell(std::uint64_t number) {
  return absl::StrCat("<td class=\"n\">", number, "</td>");
}

std::string Cell(std::string_view text) {
  return absl::StrCat("<td>", EscapeMarkup(text), "</td>");
}

// True where the rate is surely below what a fair kind should reach.
bool IsLow(const Rate& rate) { return rate.trials > 0 && WilsonInterval(rate).high < kFairRate; }

void AppendHead(const SelftestReport& report, std::string& out) {
  absl::StrAppend(&out,
                  "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n"
                  "<head><meta charset=\"utf-8\"/><title>Lynceus self-test</title>\n<style>",
                  ToAbsl(kStyle), "</style></head>\n<body>\n<h1>Self-test of a snapshot</h1>\n");
  absl::StrAppend(&out, "<table>");
  const auto row = [&](std::string_view name, std::string_view value) {
    absl::StrAppend(&out, "<tr>", Cell(name), "<td><code>", EscapeMarkup(value),
                    "</code></td></tr>\n");
  };
  row("snapshot", report.snapshot);
  row("lists", Join(report.sources, "; "));
  row("rules", report.rules);
  row("preset", report.preset);
  row("engine", report.engine);
  row("seed, names a kind",
      absl::StrCat(report.options.seed, ", at most ", report.options.names_per_kind));
  row("threshold of an alert", absl::StrFormat("%.4f", report.score_min / 1e4));
  row("asked with", "name and schema alone; no date, country or number");
  row("designated parties, names and strong aliases",
      absl::StrCat(report.parties, ", ", report.names));
  row("parties that are probably one with another", absl::StrCat(report.linked_parties));
  row("names that several parties carry exactly", absl::StrCat(report.shared_names));
  absl::StrAppend(&out, "</table>\n");
}

void AppendVerdict(const SelftestReport& report, std::string& out) {
  const Rate& alert = SectionOf(report, Section::kListed).alert;
  if (report.EveryListedNameHits()) {
    absl::StrAppend(&out, "<p class=\"pass\"><b>Every name as listed hits its own party</b> (",
                    alert.hits, " of ", alert.trials, ").</p>\n");
  } else {
    absl::StrAppend(&out, "<p class=\"fail\"><b>", alert.trials - alert.hits, " of ", alert.trials,
                    " names as listed do not hit their own party.</b></p>\n");
  }
}

void AppendSummary(const SelftestReport& report, std::string& out) {
  absl::StrAppend(
      &out, "<h2>Effectiveness and efficiency</h2>\n<table><tr><th></th><th class=\"n\">asked</th>",
      "<th class=\"n\">own party first</th><th class=\"n\">first, of unshared</th>",
      "<th class=\"n\">in the first ten</th><th class=\"n\">at the threshold</th>",
      "<th class=\"n\">shared</th><th class=\"n\">alerts per true hit</th></tr>\n");
  for (const Section section : {Section::kListed, Section::kChanged}) {
    const KindFigures& all = SectionOf(report, section);
    const double per_hit =
        all.alert.hits == 0 ? 0
                            : static_cast<double>(all.alerts) / static_cast<double>(all.alert.hits);
    absl::StrAppend(&out, "<tr><td>",
                    section == Section::kListed ? "names as listed" : "changed names, fair kinds",
                    "</td>", NumberCell(all.first.trials), RateCell(all.first),
                    RateCell(all.first_unshared), RateCell(all.ten), RateCell(all.alert));
    absl::StrAppend(&out, NumberCell(all.shared),
                    absl::StrFormat("<td class=\"n\">%.2f</td></tr>\n", per_hit));
  }
  absl::StrAppend(&out, "</table>\n<table><tr><th>customers that must not alert</th>",
                  "<th class=\"n\">asked</th><th class=\"n\">alerting</th></tr>\n");
  for (const KindFigures& kind : report.kinds) {
    if (!IsControl(kind)) continue;
    absl::StrAppend(&out, "<tr><td>", EscapeMarkup(kind.key), "<br/><small>",
                    EscapeMarkup(kind.doc), "</small></td>", NumberCell(kind.alert.trials),
                    RateCell(kind.alert), "</tr>\n");
  }
  absl::StrAppend(&out, "</table>\n<p><small>Rates with their Wilson interval of 95 %. ",
                  "First: alone; a tie counts as not first. Shared: another listed party has the "
                  "text for a name, or comes to it by the same change; such a name cannot be first "
                  "alone, and counts in every rate but \"first, of unshared\".</small></p>\n");
}

std::vector<double> Percents(const std::array<std::uint64_t, kCurvePoints>& counts,
                             std::uint64_t asked) {
  std::vector<double> percents;
  for (const std::uint64_t count : counts) {
    percents.push_back(asked == 0 ? 0
                                  : 100 * static_cast<double>(count) / static_cast<double>(asked));
  }
  return percents;
}

void AppendCurves(const SelftestReport& report, std::string& out) {
  const auto line = [&](std::string_view label, std::string_view colour, Section section) {
    const Curve& curve = CurveOf(report, section);
    const bool control = section == Section::kEasy || section == Section::kHard;
    return PlotLine{.label = std::string(label),
                    .colour = std::string(colour),
                    .dashed = control,
                    .percents = Percents(control ? curve.alerting : curve.found, curve.asked)};
  };
  absl::StrAppend(&out, "<h2>At other thresholds</h2>\n",
                  LinePlot("Own party found, and controls that alert, by threshold",
                           kCurveStart / 1e4, 1.0, report.score_min / 1e4,
                           {line("listed, found", "#1b6e2d", Section::kListed),
                            line("changed, found", "#1f5fa8", Section::kChanged),
                            line("hard, alerting", "#b3261e", Section::kHard),
                            line("easy, alerting", "#8a5a00", Section::kEasy)}));
  absl::StrAppend(&out, "<table><tr><th>threshold</th><th class=\"n\">listed found</th>",
                  "<th class=\"n\">changed found</th><th class=\"n\">alerts a changed name</th>",
                  "<th class=\"n\">easy alerting</th><th class=\"n\">hard alerting</th></tr>\n");
  for (std::size_t point = 0; point < kCurvePoints; point += 5) {
    const auto part = [&](std::uint64_t count, Section section) {
      const std::uint64_t asked = CurveOf(report, section).asked;
      return asked == 0 ? 0.0 : static_cast<double>(count) / static_cast<double>(asked);
    };
    const Curve& changed = CurveOf(report, Section::kChanged);
    const auto alerting = [&](Section section) {
      return 100 * part(CurveOf(report, section).alerting[point], section);
    };
    absl::StrAppend(
        &out,
        absl::StrFormat(
            "<tr><td>%.2f</td><td class=\"n\">%.2f %%</td><td class=\"n\">%.2f %%</td>"
            "<td class=\"n\">%.2f</td><td class=\"n\">%.2f %%</td><td class=\"n\">%.2f %%</td>"
            "</tr>\n",
            (kCurveStart + kCurveStep * static_cast<int>(point)) / 1e4,
            100 * part(CurveOf(report, Section::kListed).found[point], Section::kListed),
            100 * part(changed.found[point], Section::kChanged),
            part(changed.alerts[point], Section::kChanged), alerting(Section::kEasy),
            alerting(Section::kHard)));
  }
  absl::StrAppend(&out, "</table>\n");
}

std::string KindPlot(const SelftestReport& report, std::string_view title,
                     Rate KindFigures::*rate) {
  std::vector<PlotRow> rows;
  for (const KindFigures& kind : report.kinds) {
    const Rate& of = kind.*rate;
    if (kind.section != Section::kChanged || of.trials == 0) continue;
    const Interval interval = WilsonInterval(of);
    rows.push_back({.label = kind.key,
                    .percent = 100 * of.value(),
                    .low = 100 * interval.low,
                    .high = 100 * interval.high,
                    .marked = IsLow(of)});
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const PlotRow& a, const PlotRow& b) { return a.percent < b.percent; });
  return IntervalPlot(title, 50, 100 * kFairRate, rows);
}

void AppendKinds(const SelftestReport& report, std::string& out) {
  absl::StrAppend(&out, "<h2>Kind by kind</h2>\n<table><tr><th>kind</th><th class=\"n\">asked</th>",
                  "<th class=\"n\">first</th><th class=\"n\">first, of unshared</th>",
                  "<th class=\"n\">first ten</th><th class=\"n\">at threshold</th>",
                  "<th class=\"n\">shared</th><th class=\"n\">refused</th></tr>\n");
  std::string_view group;
  for (const KindFigures& kind : report.kinds) {
    if (IsControl(kind)) continue;
    if (group != kind.group) {
      absl::StrAppend(&out, "<tr class=\"g\"><td colspan=\"8\">", EscapeMarkup(kind.group),
                      "</td></tr>\n");
      group = kind.group;
    }
    const bool fair = kind.section != Section::kApart;
    const bool low = fair && (IsLow(kind.first_unshared) || IsLow(kind.alert));
    absl::StrAppend(&out, low ? "<tr class=\"low\"><td>" : "<tr><td>", EscapeMarkup(kind.key),
                    "<br/><small>", EscapeMarkup(kind.doc));
    if (!fair) absl::StrAppend(&out, "; apart: ", EscapeMarkup(kind.apart_because));
    absl::StrAppend(&out, "</small></td>", NumberCell(kind.first.trials), RateCell(kind.first),
                    RateCell(kind.first_unshared), RateCell(kind.ten), RateCell(kind.alert));
    absl::StrAppend(&out, NumberCell(kind.shared), NumberCell(kind.refused), "</tr>\n");
  }
  absl::StrAppend(&out, "</table>\n");
}

std::string MissRow(const Miss& miss) {
  std::string reason = absl::StrCat(ToAbsl(MissReasonName(miss.reason)),
                                    absl::StrFormat(", %.4f", miss.score / 1e4));
  if (miss.reason == MissReason::kRefused) reason = "refused: " + miss.refusal;
  if (miss.shared) reason.append("; shared");
  std::string other;
  if (!miss.other_id.empty()) {
    other = absl::StrFormat("%s %s, %.4f", miss.other_id, miss.other_name, miss.other_score / 1e4);
  }
  return absl::StrCat("<tr>", Cell(miss.asked), Cell(miss.listed), Cell(miss.entity_id),
                      Cell(reason), Cell(other), "</tr>\n");
}

void AppendMisses(const SelftestReport& report, std::string& out) {
  absl::StrAppend(&out,
                  "<h2>Misses, and controls that alert</h2>\n<p><small>All of them; open a "
                  "kind to see its own.</small></p>\n");
  for (std::size_t at = 0; at < report.misses.size();) {
    std::size_t end = at;
    while (end < report.misses.size() && report.misses[end].kind == report.misses[at].kind) ++end;
    absl::StrAppend(&out, "<details><summary>",
                    EscapeMarkup(report.kinds[report.misses[at].kind].key), ": ", end - at,
                    "</summary><table><tr><th>asked</th><th>listed</th><th>party",
                    "</th><th>reason</th><th>other party</th></tr>\n");
    for (; at < end; ++at) absl::StrAppend(&out, MissRow(report.misses[at]));
    absl::StrAppend(&out, "</table></details>\n");
  }
  if (report.false_alerts.empty()) return;
  absl::StrAppend(&out, "<details><summary>controls that alert: ", report.false_alerts.size(),
                  "</summary><table><tr><th>kind</th><th>asked</th><th>party</th><th>its name</th>",
                  "<th>score</th></tr>\n");
  for (const FalseAlert& alert : report.false_alerts) {
    absl::StrAppend(&out, "<tr>", Cell(report.kinds[alert.kind].key), Cell(alert.asked),
                    Cell(alert.entity_id), Cell(alert.matched_name),
                    absl::StrFormat("<td>%.4f</td></tr>\n", alert.score / 1e4));
  }
  absl::StrAppend(&out, "</table></details>\n");
}

}  // namespace

std::string SelftestHtml(const SelftestReport& report) {
  std::string out;
  AppendHead(report, out);
  AppendVerdict(report, out);
  AppendSummary(report, out);
  AppendCurves(report, out);
  absl::StrAppend(&out, "<h2>Changed names, worst first</h2>\n",
                  KindPlot(report, "Own party first, of names that say one party",
                           &KindFigures::first_unshared),
                  KindPlot(report, "Own party at the threshold", &KindFigures::alert));
  AppendKinds(report, out);
  AppendMisses(report, out);
  return out + "</body>\n</html>\n";
}

}  // namespace lynceus::validation
