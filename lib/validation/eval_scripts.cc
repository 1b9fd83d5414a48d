#include "lib/validation/eval_scripts.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/matching/compare.h"
#include "lib/validation/script_of.h"

namespace lynceus::validation {
namespace {

using names::Script;

struct FormAt {
  std::uint32_t set = 0;
  std::uint32_t form = 0;
  friend bool operator==(const FormAt&, const FormAt&) = default;
};
struct PairAt {
  FormAt asked;
  FormAt listed;  // Latin
};

// What the file holds of each script.
struct Forms {
  std::map<Script, std::vector<PairAt>> pairs;
  std::map<Script, std::vector<FormAt>> forms;
  std::uint64_t not_compared = 0;
};

void AddSet(const std::vector<Script>& scripts, std::uint32_t set, Forms& all) {
  for (std::uint32_t a = 0; a < scripts.size(); ++a) {
    all.forms[scripts[a]].push_back({set, a});
    for (std::uint32_t b = 0; b < scripts.size(); ++b) {
      const bool latin = scripts[a] == Script::kLatin;
      if (a == b || ((latin || scripts[b] != Script::kLatin) && b < a)) continue;
      if (scripts[b] == Script::kLatin) {
        all.pairs[scripts[a]].push_back({{set, a}, {set, b}});
      } else if (!latin) {
        ++all.not_compared;
      }
    }
  }
}

Forms CollectForms(const std::vector<NameSet>& sets, ThreadPool& pool) {
  std::vector<std::vector<Script>> scripts(sets.size());
  pool.ForEach(sets.size(), [&](std::size_t i) {
    for (const std::string& form : sets[i].forms) scripts[i].push_back(ScriptOf(form));
  });
  Forms all;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    AddSet(scripts[i], static_cast<std::uint32_t>(i), all);
  }
  return all;
}

// A sample without repetition; all where `sample_max` is 0 or not fewer.
template <typename Element>
std::vector<Element> Sample(std::vector<Element> all, std::size_t sample_max,
                            SeededRandom& random) {
  if (sample_max == 0 || all.size() <= sample_max) return all;
  for (std::size_t i = 0; i < sample_max; ++i) {
    std::swap(all[i], all[i + random.Below(all.size() - i)]);
  }
  all.resize(sample_max);
  return all;
}

// The forms that have a Latin one beside them, each once. REQUIRES: `pairs` as collected.
std::vector<FormAt> AskedForms(const std::vector<PairAt>& pairs) {
  std::vector<FormAt> forms;
  for (const PairAt& pair : pairs) {
    if (forms.empty() || forms.back() != pair.asked) forms.push_back(pair.asked);
  }
  return forms;
}

bool ShareAForm(const NameSet& a, const NameSet& b) {
  return std::any_of(a.forms.begin(), a.forms.end(), [&b](const std::string& form) {
    return std::find(b.forms.begin(), b.forms.end(), form) != b.forms.end();
  });
}

// At most `count` pairs; fewer where the file has hardly any sets to draw from.
std::vector<PairAt> RandomPairs(const std::vector<NameSet>& sets, const std::vector<FormAt>& asked,
                                const std::vector<FormAt>& latin, std::size_t count,
                                SeededRandom& random) {
  std::vector<PairAt> pairs;
  if (asked.empty() || latin.empty()) return pairs;
  for (std::size_t tries = 0; pairs.size() < count && tries < 2 * count; ++tries) {
    const PairAt pair{asked[random.Below(asked.size())], latin[random.Below(latin.size())]};
    if (pair.asked.set == pair.listed.set) continue;
    if (!ShareAForm(sets[pair.asked.set], sets[pair.listed.set])) pairs.push_back(pair);
  }
  return pairs;
}

// Scores pairs of forms and counts them.
class FormScorer {
 public:
  FormScorer(const LabelledFile& file, const names::Analyzer& analyzer, const EvalOptions& options,
             ThreadPool& pool, std::vector<absl::Status>& errors)
      : file_(file), analyzer_(analyzer), options_(options), pool_(pool), errors_(errors) {}

  // Counts matches in `rate`; keeps the first pairs for which matching is not `wanted`.
  void Score(const std::vector<PairAt>& pairs, bool wanted, Rate& rate,
             std::vector<FormPair>& others) const {
    std::vector<absl::StatusOr<std::int32_t>> scores(pairs.size(), 0);
    pool_.ForEach(pairs.size(), [&](std::size_t i) { scores[i] = ScoreOf(pairs[i]); });
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      if (!scores[i].ok()) errors_.push_back(scores[i].status());
      const std::int32_t score = scores[i].value_or(0);
      const bool match = score >= options_.preset.match_score_min;
      rate.Count(match);
      if (match == wanted || others.size() >= options_.errors_max) continue;
      others.push_back({.id = SetOf(pairs[i].asked).id,
                        .other_id = SetOf(pairs[i].listed).id,
                        .asked = FormOf(pairs[i].asked),
                        .listed = FormOf(pairs[i].listed),
                        .score = score});
    }
  }

  // Counts the forms that match some Latin form of their set.
  Rate ScoreForms(const std::vector<FormAt>& forms) const {
    std::vector<std::uint8_t> found(forms.size(), 0);
    pool_.ForEach(forms.size(), [&](std::size_t i) { found[i] = IsFound(forms[i]) ? 1 : 0; });
    Rate rate;
    for (const std::uint8_t each : found) rate.Count(each != 0);
    return rate;
  }

 private:
  // A form that cannot be analysed is not found; its pairs name the error.
  bool IsFound(const FormAt& at) const {
    Counterparty listed{.schema = options_.schema};
    const std::vector<std::string>& forms = SetOf(at).forms;
    for (std::size_t i = 0; i < forms.size(); ++i) {
      if (i != at.form && ScriptOf(forms[i]) == Script::kLatin) listed.names.push_back(forms[i]);
    }
    const auto scored = matching::CompareParties(
        analyzer_, options_.preset, {.names = {FormOf(at)}, .schema = options_.schema}, listed);
    return scored.ok() && scored->score >= options_.preset.match_score_min;
  }

  const NameSet& SetOf(const FormAt& at) const { return file_.sets[at.set]; }
  const std::string& FormOf(const FormAt& at) const { return SetOf(at).forms[at.form]; }

  absl::StatusOr<std::int32_t> ScoreOf(const PairAt& pair) const {
    const auto scored = matching::CompareParties(
        analyzer_, options_.preset, {.names = {FormOf(pair.asked)}, .schema = options_.schema},
        {.names = {FormOf(pair.listed)}, .schema = options_.schema});
    if (scored.ok()) return scored->score;
    return RowError(scored.status(), file_.path, SetOf(pair.asked).id);
  }

  const LabelledFile& file_;
  const names::Analyzer& analyzer_;
  const EvalOptions& options_;
  ThreadPool& pool_;
  std::vector<absl::Status>& errors_;
};

void Add(const Rate& part, Rate& all) {
  all.hits += part.hits;
  all.trials += part.trials;
}

}  // namespace

ScriptReport EvaluateScripts(const LabelledFile& file, const names::Analyzer& analyzer,
                             const EvalOptions& options, ThreadPool& pool,
                             std::vector<absl::Status>& errors) {
  Forms all = CollectForms(file.sets, pool);
  const FormScorer scorer(file, analyzer, options, pool, errors);
  ScriptReport report{.not_compared = all.not_compared};
  for (auto& [script, pairs] : all.pairs) {
    // A generator for each script: its sample does not depend on what else the file holds.
    SeededRandom random(options.seed * 1'000 + static_cast<std::uint64_t>(script));
    ScriptFigures figures{.script = script, .pairs_total = pairs.size()};
    figures.found = scorer.ScoreForms(Sample(AskedForms(pairs), options.sample_max, random));
    const auto sample = Sample(std::move(pairs), options.sample_max, random);
    scorer.Score(sample, true, figures.matched, figures.missed);
    scorer.Score(
        RandomPairs(file.sets, all.forms[script], all.forms[Script::kLatin], sample.size(), random),
        false, figures.random, figures.wrong);
    Add(figures.matched, report.matched);
    Add(figures.random, report.random);
    Add(figures.found, report.found);
    report.scripts.push_back(std::move(figures));
  }
  return report;
}

}  // namespace lynceus::validation
