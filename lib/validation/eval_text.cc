// The report for people: tables of at most 100 columns, errors below them.
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/review/answer_text.h"
#include "lib/validation/eval.h"
#include "lib/validation/script_of.h"

namespace lynceus::validation {
namespace {

constexpr std::size_t kErrorsPrinted = 20;
constexpr std::size_t kNamesPrinted = 3;
constexpr std::uint64_t kTablePairsMin = 20;

std::string WithInterval(double value, const Interval& interval) {
  return absl::StrFormat("%.3f [%.2f, %.2f]", value, interval.low, interval.high);
}

std::string WithInterval(const Rate& rate) {
  if (rate.trials == 0) return "-";
  return WithInterval(rate.value(), WilsonInterval(rate));
}

std::string ScoreOf(std::int32_t score) { return review::ScoreText(score); }

std::string PeerText(const Slice& slice) {
  if (!slice.peer) return "";
  return absl::StrFormat("  %.3f (%.3f, %d)", slice.peer->peer.f1(), slice.peer->ours.f1(),
                         slice.peer->ours.pairs());
}

void AppendSlices(const PairFigures& figures, const Preset& preset, std::string& out) {
  const Slice& all = figures.slices.front();
  absl::StrAppend(&out, "  at ", ScoreOf(all.at_default.threshold), " (preset ", preset.key,
                  "); best F1 at ", ScoreOf(all.at_best.threshold), "\n");
  absl::StrAppendFormat(&out, "  %-28s %6s %6s  %-20s  %-20s  %-20s  %7s%s\n", "", "pairs", "true",
                        "precision", "recall", "F1", "F1 best",
                        all.peer ? "  peer's F1 at 0.70 (ours on its pairs, pairs)" : "");
  for (const Slice& slice : figures.slices) {
    const Figures& at = slice.at_default;
    absl::StrAppendFormat(&out, "  %-28s %6d %6d  %-20s  %-20s  %-20s  %7.3f%s\n", slice.title,
                          at.counts.pairs(), at.counts.right_hits + at.counts.missed,
                          WithInterval(at.counts.precision()), WithInterval(at.counts.recall()),
                          WithInterval(at.counts.f1(), at.f1), slice.at_best.counts.f1(),
                          PeerText(slice));
  }
}

void AppendFolds(std::string_view unit, const CrossValidation& folds, std::string& out) {
  absl::StrAppendFormat(&out,
                        "  folds by %s, each at the threshold that is best on the others: F1 mean "
                        "%s, pooled %s\n",
                        unit, WithInterval(folds.mean_f1, folds.mean_interval),
                        WithInterval(folds.pooled.f1(), folds.pooled_f1));
  for (std::size_t i = 0; i < folds.folds.size(); ++i) {
    const FoldFigures& fold = folds.folds[i];
    if (fold.pairs == 0) continue;
    absl::StrAppendFormat(&out, "    fold %d  %5d pairs  at %s F1 %.3f  at the policy's F1 %.3f\n",
                          i + 1, fold.pairs, ScoreOf(fold.threshold), fold.counts.f1(),
                          fold.at_default.f1());
  }
}

std::uint64_t PairsOf(const ReliabilityTable& table) {
  std::uint64_t pairs = 0;
  for (const ReliabilityBand& band : table.bands) pairs += band.matches.trials;
  return pairs;
}

void AppendReliability(const PairFigures& figures, std::string& out) {
  absl::StrAppend(&out,
                  "  reliability: share true of the pairs with a score in the band; parts of ",
                  kTablePairsMin, " pairs or more, the others: --format json\n");
  for (const ReliabilityTable& table : figures.reliability) {
    if (PairsOf(table) < kTablePairsMin) continue;
    absl::StrAppendFormat(
        &out, "    %s  (matches: mean distance %.3f)\n", table.title,
        CalibrationError(table.bands, figures.slices.front().at_default.threshold));
    for (const ReliabilityBand& band : table.bands) {
      if (band.matches.trials == 0) continue;
      absl::StrAppendFormat(&out, "      from %s  %5d pairs  mean score %.3f  true %s\n",
                            ScoreOf(band.score_min), band.matches.trials,
                            static_cast<double>(band.score_sum) / kScoreMax /
                                static_cast<double>(band.matches.trials),
                            WithInterval(band.matches));
    }
  }
}

std::string NamesText(const Counterparty& party) {
  std::vector<std::string> shown;
  for (const std::string& name : party.names) {
    if (shown.size() == kNamesPrinted) break;
    shown.push_back(review::Printable(name));
  }
  const std::size_t more = party.names.size() - shown.size();
  return absl::StrCat(Join(shown, "; "), more == 0 ? "" : absl::StrCat(" and ", more, " more"));
}

void AppendMistake(const Mistake& mistake, std::string& out) {
  const LabelledPair& pair = mistake.pair;
  absl::StrAppend(&out, "    ", pair.match ? "missed    " : "wrong hit ", ScoreOf(mistake.score),
                  "  ", std::string(SchemaName(pair.schema())), "  ", NamesText(pair.asked), " | ",
                  NamesText(pair.listed), "  (", pair.place);
  for (const std::string& word : {pair.group, pair.tier, pair.category}) {
    if (!word.empty()) absl::StrAppend(&out, ", ", review::Printable(word));
  }
  absl::StrAppend(&out, ", fold ", mistake.fold + 1);
  if (pair.peer_score) absl::StrAppend(&out, ", peer ", ScoreOf(*pair.peer_score));
  absl::StrAppend(&out, ")\n");
  if (!mistake.tree.label.empty()) out += review::ScoreTreeText(mistake.tree, 6);
}

void AppendPairs(const EvalReport& report, std::string& out) {
  const PairFigures& figures = *report.pairs;
  AppendSlices(figures, report.options.preset, out);
  if (figures.by_group) AppendFolds("case group", *figures.by_group, out);
  AppendFolds("shared name", figures.by_name, out);
  AppendReliability(figures, out);
  absl::StrAppend(&out, "  wrong decisions: ", figures.mistakes_total,
                  ", on STRONG pairs: ", figures.strong.size(), "\n");
  for (const Mistake& mistake : figures.strong) AppendMistake(mistake, out);
  if (figures.worst.empty()) return;
  absl::StrAppend(&out, "  worst ", figures.worst.size(), " of the folds shown\n");
  for (const Mistake& mistake : figures.worst) AppendMistake(mistake, out);
}

void AppendSearch(const EvalReport& report, std::string& out) {
  const SearchFigures& figures = *report.search;
  absl::StrAppend(&out, "  within ", kSearchPointsOff,
                  " points of the recorded score: ", WithInterval(figures.within), "\n",
                  "    rows with a score        ", WithInterval(figures.shown), "\n",
                  "    rows not shown, below 80 ", WithInterval(figures.hidden), "\n");
  for (std::size_t i = 0; i < std::min(figures.off.size(), report.options.errors_max); ++i) {
    const SearchDeviation& off = figures.off[i];
    absl::StrAppendFormat(&out, "    ours %s, recorded %d  %s | %s  (%s)\n", ScoreOf(off.score),
                          off.pair.search_score.value_or(kNotShown), NamesText(off.pair.asked),
                          NamesText(off.pair.listed), off.pair.place);
  }
}

void AppendFormPairs(std::string_view what, const std::vector<FormPair>& pairs, std::string& out) {
  for (const FormPair& pair : pairs) {
    absl::StrAppendFormat(
        &out, "    %s %s  %s | %s  (%s)\n", what, ScoreOf(pair.score),
        review::Printable(pair.asked), review::Printable(pair.listed),
        pair.id == pair.other_id ? pair.id : absl::StrCat(pair.id, ", ", pair.other_id));
  }
}

void AppendScriptRow(const std::string& title, const std::string& pairs, const Rate& matched,
                     const Rate& random, const Rate& found, std::string& out) {
  absl::StrAppendFormat(&out, "  %-20s %9s %7d  %-20s  %-20s  %s\n", title, pairs, matched.trials,
                        WithInterval(matched), WithInterval(random), WithInterval(found));
}

void AppendScripts(const EvalReport& report, std::string& out) {
  const ScriptReport& figures = *report.scripts;
  absl::StrAppend(&out, "  forms as ", std::string(SchemaName(report.options.schema)),
                  ", a match from ", ScoreOf(report.options.preset.match_score_min), " (preset ",
                  report.options.preset.key, ")\n");
  absl::StrAppendFormat(&out, "  %-20s %9s %7s  %-20s  %-20s  %s\n", "", "pairs", "scored",
                        "score as a match", "random pairs that do", "forms found in their set");
  for (const ScriptFigures& script : figures.scripts) {
    AppendScriptRow(absl::StrCat(std::string(ScriptName(script.script)), " to Latin"),
                    absl::StrCat(script.pairs_total), script.matched, script.random, script.found,
                    out);
  }
  AppendScriptRow("all of these", "", figures.matched, figures.random, figures.found, out);
  absl::StrAppend(&out, "  not scored: ", figures.not_compared,
                  " pairs of two forms neither of which is Latin\n");
  for (const ScriptFigures& script : figures.scripts) {
    AppendFormPairs("missed    ", script.missed, out);
    AppendFormPairs("wrong hit ", script.wrong, out);
  }
}

}  // namespace

std::string EvalText(const EvalReport& report) {
  std::string out = absl::StrCat(report.path, ": ", std::string(LabelledKindName(report.kind)),
                                 ", ", report.rows, " read, ", report.errors.size(), " errors\n");
  for (std::size_t i = 0; i < std::min(kErrorsPrinted, report.errors.size()); ++i) {
    absl::StrAppend(&out, "  error: ", ErrorText(report.errors[i]), "\n");
  }
  if (report.errors.size() > kErrorsPrinted) {
    absl::StrAppend(&out, "  ", report.errors.size() - kErrorsPrinted,
                    " further errors: see --format json\n");
  }
  if (report.pairs) AppendPairs(report, out);
  if (report.search) AppendSearch(report, out);
  if (report.scripts) AppendScripts(report, out);
  return out;
}

}  // namespace lynceus::validation
