#include "lib/review/service_record.h"

#include "lib/base/json.h"

namespace lynceus::review {
namespace {

void Count(JsonWriter& json, std::string_view key, std::uint64_t count) {
  json.Key(key).Int(static_cast<std::int64_t>(count));
}

void WriteDate(JsonWriter& json, std::string_view key, const std::optional<Date>& date) {
  json.Member(key, date ? date->ToString() : "");
}

void WriteFiles(JsonWriter& json, const SourceInfo& source) {
  json.Key("files").BeginArray();
  for (std::size_t i = 0; i < source.files.size(); ++i) {
    json.BeginObject().Member("file", source.files[i]);
    json.Member("sha256", i < source.digests.size() ? source.digests[i] : "").EndObject();
  }
  json.EndArray();
}

// Counts and file names only: the record names nobody.
void WriteList(JsonWriter& json, const LoadReport& report) {
  const SourceInfo& source = report.source;
  json.BeginObject().Member("key", source.key).Member("format", source.format);
  json.Member("publisher", source.publisher).Member("authority", source.authority);
  json.Member("list", source.list);
  WriteDate(json, "list_date", source.list_date);
  WriteFiles(json, source);
  Count(json, "records", report.records_read);
  Count(json, "entities", report.entities);
  Count(json, "names", report.names);
  Count(json, "designations", report.designations);
  Count(json, "interests", report.interests);
  Count(json, "skipped", report.skipped_total);
  Count(json, "warnings", report.warnings.size());
  if (report.change.compared) {
    json.Key("change").BeginObject();
    WriteDate(json, "list_date_before", report.change.list_date_before);
    Count(json, "added", report.change.added);
    Count(json, "removed", report.change.removed);
    Count(json, "changed", report.change.changed);
    json.EndObject();
  }
  json.Key("allowed").BeginArray();
  for (const std::string& word : report.allowed) json.String(word);
  json.EndArray().EndObject();
}

std::string ListsJson(const store::Manifest& manifest) {
  JsonWriter json;
  json.BeginObject().Member("snapshot", manifest.content_digest).Key("lists").BeginArray();
  for (const LoadReport& report : manifest.sources) WriteList(json, report);
  json.EndArray().EndObject();
  return json.Take();
}

std::string PacksJson(const RuleSet& rules) {
  JsonWriter json;
  json.BeginObject().Member("rules", rules.digest).Key("packs").BeginArray();
  for (const PackDigest& pack : rules.packs) {
    json.BeginObject().Member("pack", pack.pack).Member("time", PackTimeName(pack.time));
    json.Member("digest", pack.digest).EndObject();
  }
  json.EndArray().EndObject();
  return json.Take();
}

}  // namespace

Draft DraftConfiguration(const std::string& configuration, const std::string& engine, Date today) {
  JsonWriter json;
  json.BeginObject().Key("configuration").Raw(configuration).EndObject();
  return {.leaf = {.kind = RecordKind::kConfigurationChange,
                   .engine = engine,
                   .as_of_days = today.days()},
          .body = {.answer_json = json.Take()}};
}

Draft DraftListLoad(const store::Manifest& manifest, const std::string& engine, Date today) {
  return {.leaf = {.kind = RecordKind::kListLoad,
                   .snapshot = manifest.content_digest,
                   .engine = engine,
                   .as_of_days = today.days()},
          .body = {.answer_json = ListsJson(manifest)}};
}

Draft DraftActivation(RecordKind kind, const std::string& snapshot, const RuleSet& rules,
                      const std::string& engine, Date today) {
  return {.leaf = {.kind = kind,
                   .snapshot = snapshot,
                   .rules = rules.digest,
                   .engine = engine,
                   .as_of_days = today.days()},
          .body = {.answer_json = PacksJson(rules)}};
}

}  // namespace lynceus::review
