#include "server/config.h"

#include "absl/strings/str_cat.h"
#include "lib/audit/checkpoint_copy.h"
#include "lib/base/file.h"
#include "lib/base/json.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "server/strict_yaml.h"

namespace lynceus::server {
namespace {

constexpr int kJobsMax = 1'024;
constexpr int kDrainSecondsMax = 3'600;

Setter Mode(review::RecordMode& to) {
  return [&to](const YAML::Node& node) {
    if (!node.IsScalar()) return false;
    const auto mode = review::ParseRecordMode(node.Scalar());
    if (mode) to = *mode;
    return mode.has_value();
  };
}

absl::StatusOr<Config> ReadConfig(const std::string& path, const std::string& text) {
  Config config;
  absl::Status nested;
  const auto map = [&](const std::string& name, const Setters& setters) {
    return [&path, &nested, name, setters](const YAML::Node& node) {
      nested.Update(ReadMap(path, node, name, setters));
      return true;
    };
  };
  const Setters setters = {
      {"listen", Text(config.listen)},
      {"plaintext", Flag(config.plaintext)},
      {"tls", map("tls", {{"certificate", Text(config.tls_certificate)},
                          {"key", Text(config.tls_key)},
                          {"client_ca", Text(config.tls_client_ca)},
                          {"officers", Texts(config.tls_officers)}})},
      {"snapshot", Text(config.snapshot)},
      {"snapshot_root", Text(config.snapshot_root)},
      {"snapshot_key", Text(config.snapshot_key)},
      {"rules", Text(config.rules)},
      {"log", map("log", {{"directory", Text(config.log_directory)},
                          {"master_key", Text(config.log_master_key)},
                          {"archive", Text(config.log_archive)},
                          {"copies", Texts(config.log_copies)},
                          {"copies_required", Flag(config.log_copies_required)},
                          {"mode", Mode(config.log_mode)},
                          {"engine", Text(config.log_engine)}})},
      {"metrics", map("metrics", {{"listen", Text(config.metrics_listen)}})},
      {"jobs", Number(config.jobs, kJobsMax)},
      {"drain_seconds", Number(config.drain_seconds, kDrainSecondsMax)}};
  LYNCEUS_RETURN_IF_ERROR(ReadYaml(path, text, setters));
  LYNCEUS_RETURN_IF_ERROR(nested);
  return config;
}

absl::Status Missing(const std::string& path, const std::string& key, const std::string& remedy) {
  return InvalidError(
      {.subject = path, .cause = absl::StrCat(key, " is missing"), .remedy = remedy});
}

}  // namespace

absl::StatusOr<Config> LoadConfig(const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string text, ReadFile(path, limits::kRuleFileBytesMax));
  return ReadConfig(path, text);
}

absl::Status CheckForService(const Config& config, const std::string& path) {
  if (config.listen.empty()) return Missing(path, "listen", "write listen: 127.0.0.1:8443");
  if (config.snapshot.empty()) return Missing(path, "snapshot", "write snapshot: DIR");
  if (config.log_directory.empty()) {
    return Missing(path, "log.directory", "make one with lynceus log init DIR and name it");
  }
  if (absl::Status status = LogOptionsOf(config).status(); !status.ok()) {
    return Annotate(status, {.place = path});
  }
  const bool tls = !config.tls_certificate.empty() && !config.tls_key.empty();
  if (config.plaintext && !IsLoopback(config.listen)) {
    return InvalidError(
        {.subject = path,
         .cause = absl::StrCat("plaintext on ", config.listen, ", which is no loopback address"),
         .remedy = "give tls.certificate and tls.key, or listen on 127.0.0.1"});
  }
  if (!config.plaintext && !tls) {
    return Missing(path, "tls.certificate or tls.key",
                   "give both, or plaintext: true on a loopback address");
  }
  return absl::OkStatus();
}

namespace {

// Without what a place may hold of passwords and tokens: the record of it is shown and exported.
std::string ShownPlace(const std::string& text) {
  const auto place = audit::ParseCopyPlace(text);
  if (!place.ok()) return "";
  return (place->optional ? "optional " : "") + audit::MakeCheckpointCopy(place->place, "")->name();
}

}  // namespace

std::string ConfigJson(const Config& config) {
  JsonWriter json;
  json.BeginObject().Member("listen", config.listen).Key("plaintext").Bool(config.plaintext);
  json.Key("tls").BeginObject();
  json.Member("certificate", config.tls_certificate).Member("key", config.tls_key);
  json.Member("client_ca", config.tls_client_ca).Key("officers").BeginArray();
  for (const std::string& name : config.tls_officers) json.String(name);
  json.EndArray().EndObject();
  json.Member("snapshot", config.snapshot).Member("snapshot_root", config.snapshot_root);
  json.Member("rules", config.rules).Member("snapshot_key", config.snapshot_key);
  json.Key("log").BeginObject();
  json.Member("directory", config.log_directory).Member("master_key", config.log_master_key);
  json.Member("archive", config.log_archive).Key("copies").BeginArray();
  for (const std::string& place : config.log_copies) json.String(ShownPlace(place));
  json.EndArray().Key("copies_required").Bool(config.log_copies_required);
  json.Member("mode", review::RecordModeName(config.log_mode));
  json.Member("engine", config.log_engine).EndObject();
  json.Key("metrics").BeginObject().Member("listen", config.metrics_listen).EndObject();
  json.Key("jobs").Int(config.jobs).Key("drain_seconds").Int(config.drain_seconds).EndObject();
  return json.Take();
}

absl::StatusOr<audit::LogOptions> LogOptionsOf(const Config& config) {
  audit::LogOptions options{.copies = {.required = config.log_copies_required}};
  for (const std::string& text : config.log_copies) {
    auto place = audit::ParseCopyPlace(text);
    if (!place.ok()) {
      ErrorDetail detail = DetailOf(place.status());
      detail.subject = "log.copies";
      return MakeError(place.status().code(), detail);
    }
    options.copies.places.push_back(*std::move(place));
  }
  return options;
}

bool IsLoopback(const std::string& address) {
  // "127.example.com:1" is a name, which may lead anywhere.
  const bool number = address.find_first_not_of("0123456789.:") == std::string::npos;
  return (number && address.starts_with("127.")) || address.starts_with("localhost:") ||
         address.starts_with("[::1]:") || address.starts_with("unix:");
}

}  // namespace lynceus::server
