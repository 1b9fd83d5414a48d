#pragma once
// Strict YAML: what yaml-cpp lets pass and a rule must not (duplicate keys, anchors, aliases, merge
// keys, unknown keys), refused with file and line. Every problem is collected, not only the first.

#include <yaml-cpp/yaml.h>

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/model/date.h"

namespace lynceus::rules {

// Problems found so far, in the order found. One thread.
class Problems {
 public:
  void Add(absl::Status status) { found_.push_back(std::move(status)); }
  void Add(const std::string& file, const YAML::Mark& mark, std::string cause, std::string remedy);
  const std::vector<absl::Status>& found() const { return found_; }

 private:
  std::vector<absl::Status> found_;
};

// Reads one document. Nothing where it cannot be read; then `problems` says why.
std::optional<YAML::Node> ReadYamlFile(const std::string& path, Problems& problems);

// A map whose keys are asked for by name; Finish reports those that were not.
class YamlMap {
 public:
  YamlMap(std::string file, YAML::Node node, Problems& problems);

  // A missing key gives "" (and a problem where `required`).
  std::string Text(const char* key, bool required);
  std::vector<std::string> Texts(const char* key);
  bool Flag(const char* key, bool otherwise);
  // An integer in [0, value_max].
  int Number(const char* key, int otherwise, int value_max);
  std::optional<Date> Day(const char* key);
  // A decimal in [0, 1] with at most four digits, in 1/10,000.
  std::int32_t Score(const char* key, std::int32_t otherwise);
  // A percent in (0, 100], in parts per million.
  std::int64_t PercentPpm(const char* key);
  // The items of a list of maps.
  std::vector<YamlMap> Maps(const char* key);
  // The pairs of a map of texts, in file order.
  std::vector<std::pair<std::string, std::string>> Pairs(const char* key);

  bool Has(const char* key) const;
  // Reports a problem at `key` (or at the map where it is not there).
  void Problem(const char* key, std::string cause, std::string remedy);
  // Reports every key that was not asked for.
  void Finish();

 private:
  YAML::Node Take(const char* key);

  std::string file_;
  YAML::Node node_;
  Problems* problems_;
  std::set<std::string> asked_;
};

}  // namespace lynceus::rules
