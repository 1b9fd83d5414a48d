// One file of a rule set, any bytes; the first byte says which. The set either has problems, each
// with the file and a cause, or every regime in it has a key, seeds and periods.
#include <array>

#include "lib/base/status.h"
#include "lib/rules/check_set.h"
#include "lib/rules/pack_dates.h"
#include "lib/rules/read_packs.h"
#include "lib/rules/yaml_file.h"
#include "tests/fuzz/target.h"

namespace lynceus {
namespace {

struct RuleFile {
  const char* path;
  const char* text;
};

constexpr std::array<RuleFile, 7> kFiles = {{
    {"groups/a.yaml",
     "groups:\n  - key: a\n    title: A\n    root_ids: [\"x:1\"]\n    ownership_from_percent: 50\n"
     "    controls: [board]\n    countries: [ru]\n    family: [Alpha Beta]\n    sources: [T]\n"},
    {"patterns/a.yaml",
     "patterns:\n  - key: p\n    title: P\n    flag: wallet\n    regex: '[a-z]{3}(\\d+)'\n"
     "    unless: ['x y']\n    identifier: publicKey\n    sources: [T]\n"},
    {"policy/default.yaml",
     "key: small\nvalid_from: 2026-01-01\nmatch_score_min: 0.7001\nblock_score_min: "
     "0.95\nrequired_lists:\n"
     "  - {authority: AA, list: L1, age_days_max: 3}\non_flag:\n  designated: BLOCK\n"},
    {"policy/presets.yaml",
     "presets:\n  - key: default\n    title: As usual\n    scorer: lynceus\n"
     "    match_score_min: 0.70\n    block_score_min: never\n    facts: weigh\n"},
    {"programmes/a.yaml",
     "programmes:\n  - key: AA-ONE\n    authority: AA\n    title: Programme one\n"
     "    aliases: [ONE]\n    legal_basis: Act 1\n    measures: [asset_freeze]\n"},
    {"regimes/a.yaml",
     "key: a-rule\ntitle: The rule of A\nkind: sanctions\nmeasure: asset_freeze\nseeds:\n"
     "  - {authority: AA, lists: [L1], except_programmes: [ONE]}\nperiods:\n"
     "  - until: 2020-01-01\n    threshold_percent: 50\n    at_threshold: false\n"
     "    aggregation: none\n    counts: [shares]\n    rebuttable: false\n    depth: direct\n"
     "sources: [\"Act 1, section 2\"]\n"},
    {"sources/authorities.yaml",
     "authorities:\n  - key: AA\n    title: Authority A\n    aliases: [Alpha]\n    lists: [L1]\n"},
}};

void CheckSetWith(std::size_t changed, std::string_view text) {
  rules::RuleFiles files;
  for (const RuleFile& file : kFiles) files.content[file.path] = file.text;
  files.content[kFiles[changed].path] = std::string(text);
  rules::Problems problems;
  const auto parsed = rules::ParseFiles("rules", files, problems);
  const bool all_read = problems.found().empty();
  const auto editions = rules::EditionsOf(rules::ReadHeaders(parsed), problems);
  LYNCEUS_CHECK(!editions.empty() && !editions.front().from);
  rules::PackItems items;
  for (const rules::Edition& edition : editions) {
    items = rules::ReadPacks(parsed, edition.paths, problems);
    rules::CheckSet("rules", all_read, items, problems);
  }
  for (const absl::Status& problem : problems.found()) {
    LYNCEUS_CHECK(!problem.ok() && !DetailOf(problem).subject.empty());
    LYNCEUS_CHECK(!DetailOf(problem).cause.empty());
  }
  if (!problems.found().empty()) return;
  for (const Regime& regime : items.rules.regimes) {
    LYNCEUS_CHECK(!regime.key.empty() && !regime.seeds.empty() && !regime.periods.empty());
  }
}

void CheckYaml(std::string_view text) {
  rules::Problems problems;
  const auto root = rules::ReadYaml("file", std::string(text), problems);
  LYNCEUS_CHECK(root.has_value() == problems.found().empty());
}

}  // namespace

std::vector<std::string> fuzz::Seeds() {
  std::vector<std::string> seeds;
  for (std::size_t i = 0; i < kFiles.size(); ++i) {
    seeds.push_back(std::string(1, static_cast<char>(i)) + kFiles[i].text);
  }
  return seeds;
}

void fuzz::Check(std::string_view input) {
  if (input.empty()) return;
  const std::string_view text = input.substr(1);
  CheckYaml(text);
  CheckSetWith(static_cast<unsigned char>(input[0]) % kFiles.size(), text);
}

}  // namespace lynceus
