#pragma once
// What differs between two rule directories: packs by their digests, files by their keys.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/rules.h"

namespace lynceus::rules {

// A pack whose digest differs; an empty digest: it is not there.
struct PackChange {
  std::string pack;
  PackTime time = PackTime::kHot;
  std::string before;
  std::string after;
};

// A value that differs. Items of a list are told apart by their `key`, where each has one, else by
// what they say.
struct KeyChange {
  std::string file;    // in the directory: "policy/default.yaml"
  std::string key;     // "on_flag.pep", "periods[2].depth", "presets[strict]"; "": the whole file
  std::string before;  // in one line, cut where it is long; "": it is not there
  std::string after;
};

struct RulesComparison {
  std::vector<PackChange> packs;  // by name
  std::vector<KeyChange> keys;    // by file, then in the order of its keys
};

// Files that belong to no pack (cases, the table of publishers) are passed over. Errors: NotFound
// where a directory is none; InvalidArgument where a file is no YAML.
absl::StatusOr<RulesComparison> CompareRules(const std::string& before, const std::string& after);

}  // namespace lynceus::rules
