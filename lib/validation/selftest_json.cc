// A self-test's report as JSON.
#include <cmath>
#include <string_view>

#include "lib/base/json.h"
#include "lib/validation/selftest_report.h"

namespace lynceus::validation {
namespace {

std::int64_t Scaled(double part) { return std::llround(part * 1e4); }

void Number(JsonWriter& json, std::string_view key, std::uint64_t value) {
  json.Key(key).Int(static_cast<std::int64_t>(value));
}

void WriteRate(JsonWriter& json, std::string_view key, const Rate& rate) {
  const Interval interval = WilsonInterval(rate);
  json.Key(key).BeginObject();
  Number(json, "hits", rate.hits);
  Number(json, "trials", rate.trials);
  json.Key("rate").Fixed(Scaled(rate.value()), 4);
  json.Key("low").Fixed(Scaled(interval.low), 4);
  json.Key("high").Fixed(Scaled(interval.high), 4);
  json.EndObject();
}

bool IsControl(const KindFigures& kind) {
  return kind.section == Section::kEasy || kind.section == Section::kHard;
}

void WriteFigures(JsonWriter& json, const KindFigures& kind) {
  if (!IsControl(kind)) {
    WriteRate(json, "first", kind.first);
    WriteRate(json, "first_unshared", kind.first_unshared);
    WriteRate(json, "first_ten", kind.ten);
  }
  WriteRate(json, "at_threshold", kind.alert);
  Number(json, "shared", kind.shared);
  Number(json, "refused", kind.refused);
  Number(json, "alerts", kind.alerts);
}

void WriteKinds(JsonWriter& json, const SelftestReport& report) {
  json.Key("sections").BeginObject();
  for (const KindFigures& section : report.sections) {
    json.Key(section.key).BeginObject();
    WriteFigures(json, section);
    json.EndObject();
  }
  json.EndObject().Key("kinds").BeginArray();
  for (const KindFigures& kind : report.kinds) {
    json.BeginObject().Member("kind", kind.key).Member("doc", kind.doc).Member("group", kind.group);
    json.Member("section", SectionName(kind.section));
    if (!kind.apart_because.empty()) json.Member("apart_because", kind.apart_because);
    WriteFigures(json, kind);
    json.EndObject();
  }
  json.EndArray();
}

void WriteCurves(JsonWriter& json, const SelftestReport& report) {
  json.Key("curves").BeginObject();
  for (std::size_t section = 0; section < kSections; ++section) {
    const Curve& curve = report.curves[section];
    json.Key(SectionName(static_cast<Section>(section))).BeginObject();
    Number(json, "asked", curve.asked);
    json.Key("points").BeginArray();
    for (std::size_t point = 0; point < kCurvePoints; ++point) {
      json.BeginObject();
      json.Key("threshold").Fixed(kCurveStart + kCurveStep * static_cast<std::int64_t>(point), 4);
      Number(json, "found", curve.found[point]);
      Number(json, "alerting", curve.alerting[point]);
      Number(json, "alerts", curve.alerts[point]);
      json.EndObject();
    }
    json.EndArray().EndObject();
  }
  json.EndObject();
}

void WriteMisses(JsonWriter& json, const SelftestReport& report) {
  json.Key("misses").BeginArray();
  for (const Miss& miss : report.misses) {
    json.BeginObject().Member("kind", report.kinds[miss.kind].key);
    json.Member("entity_id", miss.entity_id).Member("listed", miss.listed);
    json.Member("asked", miss.asked).Member("reason", MissReasonName(miss.reason));
    json.Key("score").Fixed(miss.score, 4).Key("at_threshold").Bool(miss.alerted);
    json.Key("shared").Bool(miss.shared);
    if (!miss.refusal.empty()) json.Member("refusal", miss.refusal);
    if (!miss.other_id.empty()) {
      json.Member("other_id", miss.other_id).Member("other_name", miss.other_name);
      json.Key("other_score").Fixed(miss.other_score, 4);
    }
    json.EndObject();
  }
  json.EndArray().Key("false_alerts").BeginArray();
  for (const FalseAlert& alert : report.false_alerts) {
    json.BeginObject().Member("kind", report.kinds[alert.kind].key).Member("asked", alert.asked);
    json.Member("entity_id", alert.entity_id).Member("matched_name", alert.matched_name);
    json.Key("score").Fixed(alert.score, 4).EndObject();
  }
  json.EndArray();
}

}  // namespace

std::string SelftestJson(const SelftestReport& report) {
  JsonWriter json(JsonWriter::Style::kIndented);
  json.BeginObject().Member("engine", report.engine).Member("snapshot", report.snapshot);
  json.Member("rules", report.rules).Member("preset", report.preset).Key("sources").BeginArray();
  for (const std::string& source : report.sources) json.String(source);
  json.EndArray();
  Number(json, "seed", report.options.seed);
  Number(json, "names_per_kind", report.options.names_per_kind);
  json.Key("threshold").Fixed(report.score_min, 4);
  Number(json, "parties", report.parties);
  Number(json, "linked_parties", report.linked_parties);
  Number(json, "names", report.names);
  Number(json, "shared_names", report.shared_names);
  json.Key("every_listed_name_hits").Bool(report.EveryListedNameHits());
  WriteKinds(json, report);
  WriteCurves(json, report);
  WriteMisses(json, report);
  json.EndObject();
  return json.Take();
}

}  // namespace lynceus::validation
