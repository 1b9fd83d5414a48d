#pragma once
// The table of packs: which files a rule directory may hold, who reads them, by which JSON Schema
// an editor checks them, and whether they are pinned into snapshots or reload hot. Everything that
// serves all packs alike (digests, validity, editors' schemas, mistakes, hot reload) asks here; a
// new pack is a row.

#include <span>
#include <string>
#include <string_view>

#include "lib/model/rules.h"
#include "lib/rules/read_packs.h"
#include "lib/rules/yaml_file.h"

namespace lynceus::rules {

// Files of one kind.
struct PackKind {
  std::string_view pattern;  // path in the directory; '*' stands for one file's name
  std::string_view pack;     // the pack they belong to; "": in no digest, no answer depends on them
  PackTime time;             // of that pack
  std::string_view schema;   // in rules/schemas; "": not YAML
  std::string_view list;     // the key under which items stand; "": the file is one item
  bool versions;             // may stand in several versions by date: NAME@WORD.yaml
  bool loosens;              // only lets parties pass: outside its days it is left out
  void (*read)(YamlMap&,
               PackItems&);  // one item; null: another module reads it, its form is checked
};

// First match counts.
std::span<const PackKind> PackKinds();

// The kind of the file at `path` (relative; of whatever version), or nothing: nothing reads it.
const PackKind* KindOf(std::string_view path);

// `path` without its version: "policy/default@2027.yaml" -> "policy/default.yaml".
std::string WithoutVersion(std::string_view path);

// What may stand in a rule directory, in words.
std::string KnownPlaces();

}  // namespace lynceus::rules
