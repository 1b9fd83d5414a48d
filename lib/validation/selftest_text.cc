// A self-test's report as text: the figures in tables, the misses that matter most.
#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/strings.h"
#include "lib/validation/selftest_report.h"

namespace lynceus::validation {
namespace {

constexpr std::size_t kListedMissesShown = 50;
constexpr std::size_t kMissesShownPerKind = 3;
constexpr double kFairRate = 0.95;

std::string Percent(const Rate& rate) {
  if (rate.trials == 0) return "-";
  const Interval interval = WilsonInterval(rate);
  return absl::StrFormat("%6.2f [%5.1f, %5.1f]", 100 * rate.value(), 100 * interval.low,
                         100 * interval.high);
}

// True where a fair kind is surely below what it should reach.
bool IsLow(const KindFigures& kind) {
  return kind.section == Section::kChanged &&
         (WilsonInterval(kind.first_unshared).high < kFairRate ||
          WilsonInterval(kind.alert).high < kFairRate);
}

std::string KindLine(const KindFigures& kind) {
  return absl::StrFormat("%-32s %7d  %-21s  %-21s  %-21s  %6d%s\n", kind.key, kind.first.trials,
                         Percent(kind.first), Percent(kind.first_unshared), Percent(kind.alert),
                         kind.shared, IsLow(kind) ? "  low" : "");
}

void AppendSection(const SelftestReport& report, Section section, std::string_view title,
                   std::string& out) {
  absl::StrAppend(&out, "\n", ToAbsl(title), "\n",
                  absl::StrFormat("%-32s %7s  %-21s  %-21s  %-21s  %6s\n", "kind", "asked",
                                  "first, %", "first of unshared, %", "at threshold, %", "shared"));
  for (const KindFigures& kind : report.kinds) {
    if (kind.section != section) continue;
    absl::StrAppend(&out, KindLine(kind));
  }
  const KindFigures& all = report.sections[static_cast<std::size_t>(section)];
  if (section != Section::kApart) absl::StrAppend(&out, KindLine(all));
}

double AlertsPerHit(const KindFigures& figures) {
  return figures.alert.hits == 0
             ? 0
             : static_cast<double>(figures.alerts) / static_cast<double>(figures.alert.hits);
}

std::string MissLine(const Miss& miss, const SelftestReport& report) {
  std::string line = absl::StrCat("  ", report.kinds[miss.kind].key, ": \"", miss.asked, "\" for ",
                                  miss.entity_id, " \"", miss.listed, "\": ");
  switch (miss.reason) {
    case MissReason::kRefused:
      return absl::StrCat(line, "refused: ", miss.refusal, "\n");
    case MissReason::kNoAnchor:
      return line + absl::StrFormat("no shared anchor, would score %.4f\n", miss.score / 1e4);
    case MissReason::kBelow:
      return line + absl::StrFormat("score %.4f\n", miss.score / 1e4);
    case MissReason::kOutranked:
    case MissReason::kTied:
      break;
  }
  return line + absl::StrFormat("%.4f, %s %s \"%s\" with %.4f\n", miss.score / 1e4,
                                miss.reason == MissReason::kTied ? "tied with" : "outranked by",
                                miss.other_id, miss.other_name, miss.other_score / 1e4);
}

void AppendControls(const SelftestReport& report, std::string& out) {
  absl::StrAppend(&out, "\ncustomers that must not alert\n");
  for (const KindFigures& kind : report.kinds) {
    if (kind.section != Section::kEasy && kind.section != Section::kHard) continue;
    absl::StrAppend(&out, absl::StrFormat("%-32s %7d  alerting %% %s\n", kind.key,
                                          kind.alert.trials, Percent(kind.alert)));
  }
}

void AppendCurve(const SelftestReport& report, std::string& out) {
  absl::StrAppend(
      &out, "\nat other thresholds, %: own party found, and controls that alert\n",
      absl::StrFormat("%9s %9s %9s %9s %9s\n", "threshold", "listed", "changed", "easy", "hard"));
  const auto part = [](std::uint64_t count, const Curve& curve) {
    return curve.asked == 0 ? 0.0
                            : 100 * static_cast<double>(count) / static_cast<double>(curve.asked);
  };
  for (std::size_t point = 0; point < kCurvePoints; point += 5) {
    const auto curve = [&](Section section) -> const Curve& {
      return report.curves[static_cast<std::size_t>(section)];
    };
    absl::StrAppend(
        &out, absl::StrFormat("%9.2f %9.2f %9.2f %9.2f %9.2f\n",
                              (kCurveStart + kCurveStep * static_cast<int>(point)) / 1e4,
                              part(curve(Section::kListed).found[point], curve(Section::kListed)),
                              part(curve(Section::kChanged).found[point], curve(Section::kChanged)),
                              part(curve(Section::kEasy).alerting[point], curve(Section::kEasy)),
                              part(curve(Section::kHard).alerting[point], curve(Section::kHard))));
  }
}

// Misses of listed names; of changed ones the first few of the kinds that are surely below.
void AppendMisses(const SelftestReport& report, std::string& out) {
  std::vector<std::size_t> shown(report.kinds.size());
  std::string lines;
  for (const Miss& miss : report.misses) {
    const KindFigures& kind = report.kinds[miss.kind];
    const bool listed = kind.section == Section::kListed && !miss.alerted;
    const bool worst = IsLow(kind);
    if (!listed && !worst) continue;
    if (shown[miss.kind]++ >= (listed ? kListedMissesShown : kMissesShownPerKind)) continue;
    absl::StrAppend(&lines, MissLine(miss, report));
  }
  if (!lines.empty()) absl::StrAppend(&out, "\nmisses (all in --format json and --html)\n", lines);
}

}  // namespace

std::string SelftestText(const SelftestReport& report) {
  std::string out = absl::StrFormat(
      "self-test of snapshot %s, rules %s, preset %s, %s\nseed %d, at most %d names a kind, "
      "threshold %.4f\n"
      "%d designated parties, %d names and strong aliases, %d of them carried by several parties\n"
      "%d parties are probably one with another, which counts as the same\n",
      report.snapshot.substr(0, 16), report.rules.substr(0, 16), report.preset, report.engine,
      report.options.seed, report.options.names_per_kind, report.score_min / 1e4, report.parties,
      report.names, report.shared_names, report.linked_parties);
  AppendSection(report, Section::kListed, "names as listed, all of them", out);
  AppendSection(report, Section::kChanged, "changed names (low: a whole interval is below 95 %)",
                out);
  AppendSection(report, Section::kApart, "reported apart, by rule: not expected to be found", out);
  AppendControls(report, out);
  const KindFigures& listed = report.sections[static_cast<std::size_t>(Section::kListed)];
  const KindFigures& changed = report.sections[static_cast<std::size_t>(Section::kChanged)];
  absl::StrAppend(&out, absl::StrFormat("\nalerts per true hit: listed %.2f, changed %.2f\n",
                                        AlertsPerHit(listed), AlertsPerHit(changed)));
  AppendCurve(report, out);
  AppendMisses(report, out);
  absl::StrAppend(&out, report.EveryListedNameHits()
                            ? "\nevery name as listed hits its own party\n"
                            : "\nFAILED: a name as listed does not hit its own party\n");
  return out;
}

}  // namespace lynceus::validation
