// Score every pair once, on the pool; everything else is counting. Trees are made again for the few
// errors that are shown.
#include "lib/validation/eval_pairs.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/matching/compare.h"
#include "lib/validation/script_of.h"

namespace lynceus::validation {
namespace {

constexpr std::string_view kStrong = "STRONG";

// The elements of `judged` by a word of their pair; pairs without one are in no part.
using WordOf = std::function<std::string(const LabelledPair& pair)>;
std::map<std::string, std::vector<std::size_t>> PartsBy(const LabelledFile& file,
                                                        const WordOf& word_of) {
  std::map<std::string, std::vector<std::size_t>> parts;
  for (std::size_t i = 0; i < file.pairs.size(); ++i) {
    std::string word = word_of(file.pairs[i]);
    if (!word.empty()) parts[std::move(word)].push_back(i);
  }
  return parts;
}

std::string GroupOf(const LabelledPair& pair) { return pair.group; }
std::string TierOf(const LabelledPair& pair) { return pair.tier; }
std::string SchemaOf(const LabelledPair& pair) { return std::string(SchemaName(pair.schema())); }

// "Latin", or "Arabic and Latin": of the first name of each side.
std::string ScriptsOf(const LabelledPair& pair) {
  if (pair.asked.names.empty() || pair.listed.names.empty()) return "no name";
  std::string asked(ScriptName(ScriptOf(pair.asked.names.front())));
  std::string listed(ScriptName(ScriptOf(pair.listed.names.front())));
  if (asked == listed) return asked;
  if (listed < asked) std::swap(asked, listed);
  return absl::StrCat(asked, " and ", listed);
}

std::vector<Judged> Pick(const std::vector<Judged>& judged, const std::vector<std::size_t>& which) {
  std::vector<Judged> picked;
  picked.reserve(which.size());
  for (const std::size_t i : which) picked.push_back(judged[i]);
  return picked;
}

// The figures of parts of one file.
class Slicer {
 public:
  Slicer(const LabelledFile& file, const std::vector<Judged>& judged, const EvalOptions& options)
      : file_(file),
        judged_(judged),
        options_(options),
        best_(BestThreshold(judged, options.preset.match_score_min)) {}

  Slice All() const {
    std::vector<std::size_t> which(judged_.size());
    for (std::size_t i = 0; i < which.size(); ++i) which[i] = i;
    return Make("all", which);
  }

  void AddBy(const char* what, const WordOf& word_of, std::vector<Slice>& slices) const {
    for (const auto& [word, which] : PartsBy(file_, word_of)) {
      slices.push_back(Make(absl::StrCat(what, " ", word), which));
    }
  }

 private:
  Slice Make(std::string title, const std::vector<std::size_t>& which) const {
    const std::vector<Judged> picked = Pick(judged_, which);
    return {.title = std::move(title),
            .at_default = FiguresAt(picked, options_.preset.match_score_min, options_.seed),
            .at_best = FiguresAt(picked, best_, options_.seed),
            .peer = Peer(which)};
  }

  std::optional<PeerFigures> Peer(const std::vector<std::size_t>& which) const {
    PeerFigures peer;
    std::vector<Judged> ours;
    for (const std::size_t i : which) {
      const auto& score = file_.pairs[i].peer_score;
      if (!score) continue;
      peer.peer.Count(judged_[i].match, *score >= kPeerThreshold);
      ours.push_back(judged_[i]);
    }
    if (ours.empty()) return std::nullopt;
    peer.ours = CountAt(ours, options_.preset.match_score_min);
    return peer;
  }

  const LabelledFile& file_;
  const std::vector<Judged>& judged_;
  const EvalOptions& options_;
  const std::int32_t best_;
};

std::vector<ReliabilityTable> Reliability(const LabelledFile& file,
                                          const std::vector<Judged>& judged) {
  std::vector<ReliabilityTable> tables{{.title = "all", .bands = ReliabilityOf(judged)}};
  for (const auto& [what, word_of] :
       {std::pair<const char*, WordOf>{"schema", SchemaOf}, {"script", ScriptsOf}}) {
    for (const auto& [word, which] : PartsBy(file, word_of)) {
      tables.push_back(
          {.title = absl::StrCat(what, " ", word), .bands = ReliabilityOf(Pick(judged, which))});
    }
  }
  return tables;
}

bool IsShown(std::size_t fold, const EvalOptions& options) {
  return options.folds_shown.empty() ||
         std::find(options.folds_shown.begin(), options.folds_shown.end(), fold) !=
             options.folds_shown.end();
}

void AddMistakes(const LabelledFile& file, const std::vector<Judged>& judged,
                 const std::vector<std::size_t>& folds, const names::Analyzer& analyzer,
                 const EvalOptions& options, PairFigures& figures) {
  for (std::size_t i = 0; i < judged.size(); ++i) {
    const bool hit = judged[i].score >= options.preset.match_score_min;
    if (judged[i].failed || hit == judged[i].match) continue;
    ++figures.mistakes_total;
    const Mistake mistake{.pair = file.pairs[i], .score = judged[i].score, .fold = folds[i]};
    if (mistake.pair.tier == kStrong) figures.strong.push_back(mistake);
    if (IsShown(folds[i], options)) figures.worst.push_back(mistake);
  }
  std::stable_sort(figures.worst.begin(), figures.worst.end(),
                   [&options](const Mistake& a, const Mistake& b) {
                     return std::abs(a.score - options.preset.match_score_min) >
                            std::abs(b.score - options.preset.match_score_min);
                   });
  if (figures.worst.size() > options.errors_max) figures.worst.resize(options.errors_max);
  for (Mistake& mistake : figures.worst) {
    auto scored =
        matching::CompareParties(analyzer, options.preset, mistake.pair.asked, mistake.pair.listed);
    if (scored.ok()) mistake.tree = std::move(scored->tree);
  }
}

std::vector<std::size_t> FoldsByGroup(const LabelledFile& file) {
  std::vector<std::string> units;
  for (const LabelledPair& pair : file.pairs) units.push_back(pair.group);
  return AssignFolds(units);
}

std::int32_t PointsOff(const SearchDeviation& deviation) {
  const std::int32_t shown = deviation.pair.search_score.value_or(kNotShown);
  const std::int32_t wanted = shown == kNotShown ? kSearchPointsMin : shown;
  return std::abs(deviation.score - wanted * kScorePerPoint);
}

bool IsWithin(std::int32_t score, std::int32_t shown) {
  if (shown == kNotShown) return score < kSearchPointsMin * kScorePerPoint;
  return std::abs(score - shown * kScorePerPoint) <= kSearchPointsOff * kScorePerPoint;
}

}  // namespace

std::vector<Judged> JudgePairs(const LabelledFile& file, const names::Analyzer& analyzer,
                               const Preset& preset, ThreadPool& pool,
                               std::vector<absl::Status>& errors) {
  std::vector<Judged> judged(file.pairs.size());
  std::vector<absl::Status> failures(file.pairs.size());
  pool.ForEach(file.pairs.size(), [&](std::size_t i) {
    const LabelledPair& pair = file.pairs[i];
    judged[i].match = pair.match;
    const auto scored = matching::CompareParties(analyzer, preset, pair.asked, pair.listed);
    judged[i].failed = !scored.ok();
    if (scored.ok()) {
      judged[i].score = scored->score;
    } else {
      failures[i] = RowError(scored.status(), file.path, pair.place);
    }
  });
  for (const absl::Status& failure : failures) {
    if (!failure.ok()) errors.push_back(failure);
  }
  return judged;
}

PairFigures EvaluatePairs(const LabelledFile& file, const names::Analyzer& analyzer,
                          const EvalOptions& options, ThreadPool& pool,
                          std::vector<absl::Status>& errors) {
  const std::vector<Judged> judged = JudgePairs(file, analyzer, options.preset, pool, errors);
  const std::vector<std::size_t> folds = AssignFolds(UnitsByName(file.pairs));
  PairFigures figures;
  const Slicer slicer(file, judged, options);
  figures.slices.push_back(slicer.All());
  slicer.AddBy("group", GroupOf, figures.slices);
  slicer.AddBy("tier", TierOf, figures.slices);
  slicer.AddBy("schema", SchemaOf, figures.slices);
  const bool has_groups = std::any_of(file.pairs.begin(), file.pairs.end(),
                                      [](const LabelledPair& pair) { return !pair.group.empty(); });
  if (has_groups) {
    figures.by_group =
        CrossValidate(judged, FoldsByGroup(file), options.preset.match_score_min, options.seed);
  }
  figures.by_name = CrossValidate(judged, folds, options.preset.match_score_min, options.seed);
  figures.reliability = Reliability(file, judged);
  AddMistakes(file, judged, folds, analyzer, options, figures);
  return figures;
}

SearchFigures EvaluateSearchScores(const LabelledFile& file, const names::Analyzer& analyzer,
                                   const EvalOptions& options, ThreadPool& pool,
                                   std::vector<absl::Status>& errors) {
  const std::vector<Judged> judged = JudgePairs(file, analyzer, options.preset, pool, errors);
  SearchFigures figures;
  for (std::size_t i = 0; i < judged.size(); ++i) {
    const std::int32_t shown = file.pairs[i].search_score.value_or(kNotShown);
    const bool within = !judged[i].failed && IsWithin(judged[i].score, shown);
    figures.within.Count(within);
    (shown == kNotShown ? figures.hidden : figures.shown).Count(within);
    if (!within) figures.off.push_back({.pair = file.pairs[i], .score = judged[i].score});
  }
  std::stable_sort(figures.off.begin(), figures.off.end(),
                   [](const SearchDeviation& a, const SearchDeviation& b) {
                     return PointsOff(a) > PointsOff(b);
                   });
  return figures;
}

}  // namespace lynceus::validation
