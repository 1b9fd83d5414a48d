#include "lib/store/manifest.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include <rapidjson/document.h>

#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/model/score_node.h"

namespace lynceus::store {
namespace {

using Json = rapidjson::Value;

const std::string& ZeroDigest() {
  static const std::string zeros(64, '0');
  return zeros;
}

void WriteDate(JsonWriter& json, std::string_view key, const std::optional<Date>& date) {
  json.Key(key);
  if (date) {
    json.String(date->ToString());
  } else {
    json.Null();
  }
}

void WriteTallies(JsonWriter& json, std::string_view key, const std::vector<Tally>& tallies) {
  json.Key(key).BeginObject();
  for (const Tally& tally : tallies) {
    json.Key(tally.word).Int(static_cast<std::int64_t>(tally.count));
  }
  json.EndObject();
}

void WriteChange(JsonWriter& json, const SourceChange& change) {
  const auto count = [&](std::string_view key, std::uint64_t value) {
    json.Key(key).Int(static_cast<std::int64_t>(value));
  };
  json.Key("change");
  if (!change.compared) {
    json.Null();
    return;
  }
  json.BeginObject();
  WriteDate(json, "list_date_before", change.list_date_before);
  count("entities_before", change.entities_before);
  count("added", change.added);
  count("removed", change.removed);
  count("changed", change.changed);
  json.EndObject();
}

void WriteReport(JsonWriter& json, const LoadReport& report) {
  const auto count = [&](std::string_view key, std::uint64_t value) {
    json.Key(key).Int(static_cast<std::int64_t>(value));
  };
  const SourceInfo& source = report.source;
  json.BeginObject();
  json.Member("key", source.key).Member("format", source.format);
  json.Member("publisher", source.publisher).Member("authority", source.authority);
  json.Member("list", source.list);
  WriteDate(json, "list_date", source.list_date);
  json.Key("copies").Bool(source.copies);
  json.Key("files").BeginArray();
  for (const std::string& file : source.files) json.String(file);
  json.EndArray().Key("digests").BeginArray();
  for (const std::string& digest : source.digests) json.String(digest);
  json.EndArray();
  count("records_read", report.records_read);
  count("entities", report.entities);
  count("names", report.names);
  count("identifiers", report.identifiers);
  count("addresses", report.addresses);
  count("dates", report.dates);
  count("designations", report.designations);
  count("interests", report.interests);
  json.Key("lists").BeginArray();
  for (const ListCount& list : report.lists) {
    json.BeginObject().Member("authority", list.authority).Member("list", list.list);
    count("designations", list.designations);
    json.EndObject();
  }
  json.EndArray();
  WriteTallies(json, "names_by_kind", report.names_by_kind);
  WriteTallies(json, "names_by_script", report.names_by_script);
  WriteTallies(json, "programmes", report.programmes);
  WriteTallies(json, "interests_by_kind", report.interests_by_kind);
  WriteTallies(json, "unknown_words", report.unknown_words);
  WriteChange(json, report.change);
  json.Key("allowed").BeginArray();
  for (const std::string& allowed : report.allowed) json.String(allowed);
  json.EndArray();
  count("fragments_unparsed", report.fragments_unparsed);
  count("skipped_total", report.skipped_total);
  json.Key("warnings").BeginArray();
  for (const std::string& warning : report.warnings) json.String(warning);
  json.EndArray().EndObject();
}

void WriteFile(JsonWriter& json, const FileEntry& file) {
  json.BeginObject().Member("path", file.path);
  json.Key("bytes").Int(static_cast<std::int64_t>(file.bytes));
  json.Member("sha256", file.sha256);
  if (!file.seal.empty()) json.Member("seal", file.seal);
  json.EndObject();
}

std::string Text(const Manifest& manifest, std::string_view package_digest) {
  JsonWriter json(JsonWriter::Style::kIndented);
  const auto count = [&](std::string_view key, std::uint64_t value) {
    json.Key(key).Int(static_cast<std::int64_t>(value));
  };
  json.BeginObject();
  count("format_version", manifest.format_version);
  json.Member("engine", manifest.engine).Member("icu_version", manifest.icu_version);
  json.Member("names_digest", manifest.names_digest);
  json.Member("rules_digest", manifest.rules_digest);
  json.Key("packs").BeginObject();
  for (const PackDigest& pack : manifest.packs) json.Member(pack.pack, pack.digest);
  json.EndObject();
  json.Key("score_floor").Int(manifest.score_floor);
  WriteDate(json, "built_on", manifest.built_on);
  json.Member("previous", manifest.previous);
  json.Member("content_digest", manifest.content_digest);
  count("parties", manifest.parties);
  count("names", manifest.names);
  count("interests", manifest.interests);
  count("designations", manifest.designations);
  json.Key("sources").BeginArray();
  for (const LoadReport& report : manifest.sources) WriteReport(json, report);
  json.EndArray().Key("files").BeginArray();
  for (const FileEntry& file : manifest.files) WriteFile(json, file);
  json.EndArray().Member("signer", manifest.signer);
  json.Member("package_digest", package_digest).EndObject();
  return json.Take() + "\n";
}

// Reads members of objects and remembers the first that is missing or of another type. What it
// takes leniently (unknown or repeated members) is refused afterwards, when the text is written
// again.
class Members {
 public:
  std::string String(const Json& object, const char* key) {
    const Json* value = Find(object, key, &Json::IsString);
    if (value == nullptr) return std::string();
    return {value->GetString(), value->GetStringLength()};
  }

  bool Bool(const Json& object, const char* key) {
    const Json* value = Find(object, key, &Json::IsBool);
    return value != nullptr && value->GetBool();
  }

  std::uint64_t Count(const Json& object, const char* key) {
    const Json* value = Find(object, key, &Json::IsUint64);
    return value == nullptr ? 0 : value->GetUint64();
  }

  // 0 to 1 in 1/10,000.
  std::int32_t Score(const Json& object, const char* key) {
    const std::uint64_t value = Count(object, key);
    if (value <= kScoreMax) return static_cast<std::int32_t>(value);
    Miss(key);
    return 0;
  }

  std::vector<std::string> Strings(const Json& object, const char* key) {
    std::vector<std::string> strings;
    for (const Json& item : Array(object, key)) {
      if (!item.IsString()) Miss(key);
      strings.push_back(item.IsString() ? std::string(item.GetString(), item.GetStringLength())
                                        : std::string());
    }
    return strings;
  }

  std::optional<Date> OptionalDate(const Json& object, const char* key) {
    if (object.IsObject() && object.HasMember(key) && object[key].IsNull()) return std::nullopt;
    const absl::StatusOr<Date> date = Date::ParseIso(String(object, key));
    if (date.ok()) return *date;
    Miss(key);
    return std::nullopt;
  }

  // An object of counts, in the file's order.
  std::vector<Tally> Tallies(const Json& object, const char* key) {
    std::vector<Tally> tallies;
    const Json* value = Find(object, key, &Json::IsObject);
    if (value == nullptr) return tallies;
    for (const auto& member : value->GetObject()) {
      if (!member.value.IsUint64()) Miss(key);
      tallies.push_back({std::string(member.name.GetString(), member.name.GetStringLength()),
                         member.value.IsUint64() ? member.value.GetUint64() : 0});
    }
    return tallies;
  }

  // An object of digests by pack, in the file's order.
  std::vector<PackDigest> Packs(const Json& object, const char* key) {
    std::vector<PackDigest> packs;
    const Json* value = Find(object, key, &Json::IsObject);
    if (value == nullptr) return packs;
    for (const auto& member : value->GetObject()) {
      if (!member.value.IsString()) Miss(key);
      packs.push_back({.pack = {member.name.GetString(), member.name.GetStringLength()},
                       .time = PackTime::kBuild,
                       .digest = member.value.IsString() ? member.value.GetString() : ""});
    }
    return packs;
  }

  // Null where the member is null.
  const Json* OptionalObject(const Json& object, const char* key) {
    if (object.IsObject() && object.HasMember(key) && object[key].IsNull()) return nullptr;
    return Find(object, key, &Json::IsObject);
  }

  Json::ConstArray Array(const Json& object, const char* key) {
    static const Json empty(rapidjson::kArrayType);
    const Json* value = Find(object, key, &Json::IsArray);
    return value == nullptr ? empty.GetArray() : value->GetArray();
  }

  void Miss(const char* key) {
    if (missing_.empty()) missing_ = key;
  }
  const std::string& missing() const { return missing_; }

 private:
  const Json* Find(const Json& object, const char* key, bool (Json::*is_type)() const) {
    if (object.IsObject()) {
      const auto member = object.FindMember(key);
      if (member != object.MemberEnd() && (member->value.*is_type)()) return &member->value;
    }
    Miss(key);
    return nullptr;
  }

  std::string missing_;
};

SourceChange ReadChange(Members& members, const Json& report) {
  SourceChange change;
  const Json* json = members.OptionalObject(report, "change");
  if (json == nullptr) return change;
  change = {.compared = true,
            .list_date_before = members.OptionalDate(*json, "list_date_before"),
            .entities_before = members.Count(*json, "entities_before"),
            .added = members.Count(*json, "added"),
            .removed = members.Count(*json, "removed"),
            .changed = members.Count(*json, "changed")};
  return change;
}

LoadReport ReadReport(Members& members, const Json& json) {
  LoadReport report;
  report.source = {.key = members.String(json, "key"),
                   .format = members.String(json, "format"),
                   .publisher = members.String(json, "publisher"),
                   .authority = members.String(json, "authority"),
                   .list = members.String(json, "list"),
                   .list_date = members.OptionalDate(json, "list_date"),
                   .copies = members.Bool(json, "copies"),
                   .files = members.Strings(json, "files"),
                   .digests = members.Strings(json, "digests")};
  report.records_read = members.Count(json, "records_read");
  report.entities = members.Count(json, "entities");
  report.names = members.Count(json, "names");
  report.identifiers = members.Count(json, "identifiers");
  report.addresses = members.Count(json, "addresses");
  report.dates = members.Count(json, "dates");
  report.designations = members.Count(json, "designations");
  report.interests = members.Count(json, "interests");
  for (const Json& list : members.Array(json, "lists")) {
    report.lists.push_back({members.String(list, "authority"), members.String(list, "list"),
                            members.Count(list, "designations")});
  }
  report.names_by_kind = members.Tallies(json, "names_by_kind");
  report.names_by_script = members.Tallies(json, "names_by_script");
  report.programmes = members.Tallies(json, "programmes");
  report.interests_by_kind = members.Tallies(json, "interests_by_kind");
  report.unknown_words = members.Tallies(json, "unknown_words");
  report.change = ReadChange(members, json);
  report.allowed = members.Strings(json, "allowed");
  report.fragments_unparsed = members.Count(json, "fragments_unparsed");
  report.skipped_total = members.Count(json, "skipped_total");
  report.warnings = members.Strings(json, "warnings");
  return report;
}

// A relative path that stays below its directory.
bool IsInside(std::string_view path) {
  if (path.empty() || path.front() == '/') return false;
  while (!path.empty()) {
    const std::string_view part = path.substr(0, path.find('/'));
    if (part.empty() || part == "." || part == "..") return false;
    path.remove_prefix(std::min(path.size(), part.size() + 1));
  }
  return true;
}

Manifest ReadBody(Members& members, const Json& json) {
  Manifest manifest;
  manifest.engine = members.String(json, "engine");
  manifest.icu_version = members.String(json, "icu_version");
  manifest.names_digest = members.String(json, "names_digest");
  manifest.rules_digest = members.String(json, "rules_digest");
  manifest.packs = members.Packs(json, "packs");
  manifest.score_floor = members.Score(json, "score_floor");
  manifest.built_on = members.OptionalDate(json, "built_on");
  manifest.previous = members.String(json, "previous");
  manifest.content_digest = members.String(json, "content_digest");
  manifest.parties = members.Count(json, "parties");
  manifest.names = members.Count(json, "names");
  manifest.interests = members.Count(json, "interests");
  manifest.designations = members.Count(json, "designations");
  for (const Json& report : members.Array(json, "sources")) {
    manifest.sources.push_back(ReadReport(members, report));
  }
  for (const Json& file : members.Array(json, "files")) {
    FileEntry entry{.path = members.String(file, "path"),
                    .bytes = members.Count(file, "bytes"),
                    .sha256 = members.String(file, "sha256")};
    if (file.IsObject() && file.HasMember("seal")) entry.seal = members.String(file, "seal");
    manifest.files.push_back(std::move(entry));
  }
  for (const FileEntry& file : manifest.files) {
    if (!IsInside(file.path)) members.Miss("files");
  }
  manifest.signer = members.String(json, "signer");
  manifest.package_digest = members.String(json, "package_digest");
  return manifest;
}

absl::Status Damaged(const std::string& path, std::string place, std::string cause) {
  return DataLossError({.subject = path,
                        .place = std::move(place),
                        .cause = std::move(cause),
                        .remedy = "restore the snapshot from a good copy or build it anew"});
}

}  // namespace

std::string WriteManifest(Manifest& manifest) {
  manifest.package_digest = ToHex(Sha256Of(Text(manifest, ZeroDigest())));
  return Text(manifest, manifest.package_digest);
}

absl::StatusOr<Manifest> ReadManifest(const std::string& text, const std::string& path) {
  rapidjson::Document json;
  // Iterative parsing: depth costs heap, not stack.
  json.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(text.data(),
                                                                                     text.size());
  if (json.HasParseError() || !json.IsObject()) {
    return Damaged(path, "byte " + std::to_string(json.GetErrorOffset()), "not a JSON object");
  }
  Members members;
  const std::uint64_t version = members.Count(json, "format_version");
  if (members.missing().empty() && version != kSnapshotFormatVersion) {
    return PreconditionError(
        {.subject = path,
         .cause = "snapshot format version " + std::to_string(version) + "; this build reads " +
                  std::to_string(kSnapshotFormatVersion),
         .remedy = "build the snapshot anew with this version, or use the version that built it"});
  }
  Manifest manifest = ReadBody(members, json);
  if (!members.missing().empty()) {
    return Damaged(path, members.missing(), "the member is missing or not as it should be");
  }
  const std::string stated = manifest.package_digest;
  if (WriteManifest(manifest) != text || manifest.package_digest != stated) {
    return Damaged(path, "package_digest",
                   "the manifest was changed: its own digest does not hold");
  }
  return manifest;
}

std::string ContentDigest(const Manifest& manifest, const TableDigests& tables,
                          const FlatSeals& seals) {
  Sha256Builder builder;
  const auto number = [&](std::uint64_t value) { builder.AddField(std::to_string(value)); };
  builder.AddField("lynceus snapshot content");
  number(manifest.format_version);
  builder.AddField(manifest.engine);
  builder.AddField(manifest.icu_version);
  builder.AddField(manifest.names_digest);
  builder.AddField(manifest.rules_digest);
  number(static_cast<std::uint64_t>(manifest.score_floor));
  number(manifest.sources.size());
  for (const LoadReport& report : manifest.sources) {
    builder.AddField(report.source.key);
    builder.AddField(report.source.format);
    builder.AddField(report.source.authority);
    builder.AddField(report.source.list);
    builder.AddField(report.source.list_date ? report.source.list_date->ToString() : "");
    number(report.source.digests.size());
    for (const std::string& digest : report.source.digests) builder.AddField(digest);
  }
  for (std::size_t table = 0; table < kTables; ++table) {
    builder.AddField(TableName(static_cast<Table>(table)));
    builder.AddField(ToHex(tables[table]));
  }
  builder.AddField(seals.candidates);
  builder.AddField(seals.owners);
  builder.AddField(seals.universe);
  return ToHex(builder.Finish());
}

}  // namespace lynceus::store
