#include "server/witness/config.h"

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "server/config.h"
#include "server/strict_yaml.h"

namespace lynceus::witness {
namespace {

using server::Flag;
using server::Text;

absl::Status Unusable(const std::string& path, std::string cause, std::string remedy) {
  return InvalidError({.subject = path, .cause = std::move(cause), .remedy = std::move(remedy)});
}

absl::StatusOr<Config> ReadConfig(const std::string& path, const std::string& text) {
  Config config;
  absl::Status tls;
  const server::Setters tls_keys = {{"certificate", Text(config.tls_certificate)},
                                    {"key", Text(config.tls_key)},
                                    {"client_ca", Text(config.tls_client_ca)}};
  const server::Setters keys = {{"directory", Text(config.directory)},
                                {"key", Text(config.key)},
                                {"logs", Text(config.logs)},
                                {"listen", Text(config.listen)},
                                {"plaintext", Flag(config.plaintext)},
                                {"tls", [&](const YAML::Node& node) {
                                   tls = server::ReadMap(path, node, "tls", tls_keys);
                                   return true;
                                 }}};
  LYNCEUS_RETURN_IF_ERROR(server::ReadYaml(path, text, keys));
  LYNCEUS_RETURN_IF_ERROR(tls);
  return config;
}

absl::Status Check(const Config& config, const std::string& path) {
  if (config.directory.empty()) {
    return Unusable(path, "directory is missing",
                    "make one with lynceus-witness init --name NAME DIR and name it");
  }
  const bool loopback = server::IsLoopback(config.listen) && !config.listen.starts_with("unix:");
  if (config.plaintext && !loopback) {
    return Unusable(path,
                    absl::StrCat("plaintext on ", config.listen, ", which is no loopback address"),
                    "give tls.certificate and tls.key, or listen on 127.0.0.1");
  }
  const bool tls = !config.tls_certificate.empty() && !config.tls_key.empty();
  const bool some_tls =
      !config.tls_certificate.empty() || !config.tls_key.empty() || !config.tls_client_ca.empty();
  if (config.plaintext && some_tls) {
    return Unusable(path, "both plaintext and tls are given", "keep one of them");
  }
  if (config.plaintext || tls) return absl::OkStatus();
  return Unusable(path, "tls.certificate or tls.key is missing",
                  "give both, or plaintext: true on a loopback address");
}

}  // namespace

absl::StatusOr<Config> LoadConfig(const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string text, ReadFile(path, limits::kRuleFileBytesMax));
  LYNCEUS_ASSIGN_OR_RETURN(Config config, ReadConfig(path, text));
  LYNCEUS_RETURN_IF_ERROR(Check(config, path));
  if (config.key.empty()) config.key = JoinPath(config.directory, "key.pem");
  if (config.logs.empty()) config.logs = JoinPath(config.directory, "logs");
  return config;
}

}  // namespace lynceus::witness
