// The report for programs: every figure with its counts, rates as decimals of four places.
#include <cmath>
#include <string>

#include "lib/base/status.h"
#include "lib/review/answer_json.h"
#include "lib/validation/eval.h"
#include "lib/validation/report_json.h"
#include "lib/validation/script_of.h"

namespace lynceus::validation {
namespace {

void WriteCounts(const Counts& counts, JsonWriter& json) {
  WriteCount("right_hits", counts.right_hits, json);
  WriteCount("wrong_hits", counts.wrong_hits, json);
  WriteCount("missed", counts.missed, json);
  WriteCount("right_rejections", counts.right_rejections, json);
}

void WriteFigures(const char* key, const Figures& figures, JsonWriter& json) {
  json.Key(key).BeginObject().Key("threshold").Fixed(figures.threshold, 4);
  WriteCounts(figures.counts, json);
  WriteRate("precision", figures.counts.precision(), json);
  WriteRate("recall", figures.counts.recall(), json);
  WriteValue("f1", figures.counts.f1(), figures.f1, json);
  json.EndObject();
}

void WriteSlice(const Slice& slice, JsonWriter& json) {
  json.BeginObject().Member("part", slice.title);
  WriteCount("pairs", slice.at_default.counts.pairs(), json);
  WriteFigures("at_policy", slice.at_default, json);
  WriteFigures("at_best", slice.at_best, json);
  if (slice.peer) {
    json.Key("peer").BeginObject();
    WriteCount("pairs", slice.peer->peer.pairs(), json);
    WriteDecimal("f1", slice.peer->peer.f1(), json);
    WriteDecimal("ours_f1", slice.peer->ours.f1(), json);
    json.EndObject();
  }
  json.EndObject();
}

void WriteFolds(const char* key, const CrossValidation& folds, JsonWriter& json) {
  json.Key(key).BeginObject();
  WriteValue("mean_f1", folds.mean_f1, folds.mean_interval, json);
  WriteValue("pooled_f1", folds.pooled.f1(), folds.pooled_f1, json);
  json.Key("folds").BeginArray();
  for (const FoldFigures& fold : folds.folds) {
    json.BeginObject();
    WriteCount("pairs", fold.pairs, json);
    json.Key("threshold").Fixed(fold.threshold, 4);
    WriteDecimal("f1", fold.counts.f1(), json);
    WriteDecimal("f1_at_policy", fold.at_default.f1(), json);
    json.EndObject();
  }
  json.EndArray().EndObject();
}

void WriteReliability(const PairFigures& figures, JsonWriter& json) {
  json.Key("reliability").BeginArray();
  for (const ReliabilityTable& table : figures.reliability) {
    json.BeginObject().Member("part", table.title);
    WriteDecimal("mean_distance",
                 CalibrationError(table.bands, figures.slices.front().at_default.threshold), json);
    json.Key("bands").BeginArray();
    for (const ReliabilityBand& band : table.bands) {
      if (band.matches.trials == 0) continue;
      json.BeginObject().Key("from").Fixed(band.score_min, 4);
      json.Key("mean_score")
          .Fixed(band.score_sum / static_cast<std::int64_t>(band.matches.trials), 4);
      WriteRate("true", band.matches, json);
      json.EndObject();
    }
    json.EndArray().EndObject();
  }
  json.EndArray();
}

void WriteNames(const char* key, const Counterparty& party, JsonWriter& json) {
  json.Key(key).BeginArray();
  for (const std::string& name : party.names) json.String(name);
  json.EndArray();
}

void WriteMistakes(const char* key, const std::vector<Mistake>& mistakes, JsonWriter& json) {
  json.Key(key).BeginArray();
  for (const Mistake& mistake : mistakes) {
    const LabelledPair& pair = mistake.pair;
    json.BeginObject().Member("place", pair.place).Member("schema", SchemaName(pair.schema()));
    json.Member("group", pair.group).Member("tier", pair.tier).Member("category", pair.category);
    WriteNames("asked", pair.asked, json);
    WriteNames("listed", pair.listed, json);
    json.Key("match").Bool(pair.match).Key("score").Fixed(mistake.score, 4);
    if (pair.peer_score) json.Key("peer_score").Fixed(*pair.peer_score, 4);
    WriteCount("fold", mistake.fold + 1, json);
    if (!mistake.tree.label.empty()) {
      json.Key("explanation");
      review::WriteScoreNode(mistake.tree, json);
    }
    json.EndObject();
  }
  json.EndArray();
}

void WritePairs(const PairFigures& figures, JsonWriter& json) {
  json.Key("parts").BeginArray();
  for (const Slice& slice : figures.slices) WriteSlice(slice, json);
  json.EndArray();
  if (figures.by_group) WriteFolds("folds_by_group", *figures.by_group, json);
  WriteFolds("folds_by_name", figures.by_name, json);
  WriteReliability(figures, json);
  WriteCount("mistakes_total", figures.mistakes_total, json);
  WriteMistakes("strong", figures.strong, json);
  WriteMistakes("worst", figures.worst, json);
}

void WriteSearch(const SearchFigures& figures, JsonWriter& json) {
  WriteRate("within", figures.within, json);
  WriteRate("shown", figures.shown, json);
  WriteRate("hidden", figures.hidden, json);
  json.Key("off").BeginArray();
  for (const SearchDeviation& off : figures.off) {
    json.BeginObject().Member("place", off.pair.place);
    WriteNames("asked", off.pair.asked, json);
    WriteNames("listed", off.pair.listed, json);
    json.Key("score").Fixed(off.score, 4);
    json.Key("recorded").Int(off.pair.search_score.value_or(kNotShown)).EndObject();
  }
  json.EndArray();
}

void WriteFormPairs(const char* key, const std::vector<FormPair>& pairs, JsonWriter& json) {
  json.Key(key).BeginArray();
  for (const FormPair& pair : pairs) {
    json.BeginObject().Member("asked", pair.asked).Member("listed", pair.listed);
    json.Member("asked_id", pair.id).Member("listed_id", pair.other_id);
    json.Key("score").Fixed(pair.score, 4).EndObject();
  }
  json.EndArray();
}

void WriteScripts(const ScriptReport& report, JsonWriter& json) {
  WriteRate("matched", report.matched, json);
  WriteRate("random", report.random, json);
  WriteRate("found", report.found, json);
  WriteCount("not_compared", report.not_compared, json);
  json.Key("scripts").BeginArray();
  for (const ScriptFigures& script : report.scripts) {
    json.BeginObject().Member("script", ScriptName(script.script));
    WriteCount("pairs", script.pairs_total, json);
    WriteRate("matched", script.matched, json);
    WriteRate("random", script.random, json);
    WriteRate("found", script.found, json);
    WriteFormPairs("missed", script.missed, json);
    WriteFormPairs("wrong", script.wrong, json);
    json.EndObject();
  }
  json.EndArray();
}

}  // namespace

void WriteEval(const EvalReport& report, JsonWriter& json) {
  json.BeginObject().Member("file", report.path).Member("kind", LabelledKindName(report.kind));
  WriteCount("rows", report.rows, json);
  json.Member("preset", report.options.preset.key);
  json.Key("threshold").Fixed(report.options.preset.match_score_min, 4);
  WriteCount("seed", report.options.seed, json);
  json.Key("errors").BeginArray();
  for (const absl::Status& error : report.errors) json.Raw(ErrorJson(error));
  json.EndArray();
  if (report.pairs) WritePairs(*report.pairs, json);
  if (report.search) WriteSearch(*report.search, json);
  if (report.scripts) WriteScripts(*report.scripts, json);
  json.EndObject();
}

}  // namespace lynceus::validation
