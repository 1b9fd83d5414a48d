#pragma once
// The smallest rule directory that loads, for tests to change, and the project's own.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/rules/load.h"
#include "tests/support/temp_dir.h"

namespace lynceus::rules {

using FileTexts = std::map<std::string, std::string>;

inline FileTexts SmallRules() {
  return {{"sources/authorities.yaml",
           "authorities:\n"
           "  - key: AA\n"
           "    title: Authority A\n"
           "    jurisdiction: AA\n"
           "    aliases: [Alpha, a_list]\n"
           "    lists: [L1, L2]\n"
           "  - {key: BB, title: Authority B, jurisdiction: BB, lists: [L1]}\n"},
          {"programmes/a.yaml",
           "programmes:\n"
           "  - key: AA-ONE\n"
           "    authority: AA\n"
           "    title: Programme one\n"
           "    aliases: [ONE, one-old]\n"
           "    magnitsky_class: NAMED_MAGNITSKY\n"
           "    legal_basis: Act 1\n"
           "    themes: [human_rights]\n"
           "    measures: [asset_freeze]\n"
           "  - {key: BB-ONE, authority: BB, title: Programme one of B, aliases: [ONE]}\n"},
          {"coverage/a.yaml",
           "jurisdictions:\n"
           "  - {key: AA, title: Land A, lists: [{authority: AA, list: L1}], note: Act 1 only}\n"},
          {"export/a.yaml",
           "footnotes:\n"
           "  - {number: \"1\", title: Products, phrases: [section 7]}\n"
           "reviews:\n"
           "  - {key: denial, title: Denied, phrases: [denial]}\n"
           "  - {key: by_case, title: By case, phrases: [by case]}\n"
           "all_items: [all items]\n"
           "limits: [except]\n"
           "sources: [Text 1]\n"},
          {"regimes/a.yaml",
           "key: a-rule\n"
           "title: The rule of A\n"
           "measure: asset_freeze\n"
           "seeds:\n"
           "  - {authority: AA, lists: [L1], except_programmes: [ONE]}\n"
           "periods:\n"
           "  - until: 2020-01-01\n"
           "    threshold_percent: 50\n"
           "    at_threshold: false\n"
           "    aggregation: none\n"
           "    counts: [shares]\n"
           "    rebuttable: false\n"
           "    depth: direct\n"
           "  - from: 2020-01-01\n"
           "    threshold_percent: 33.3333\n"
           "    at_threshold: true\n"
           "    aggregation: joint\n"
           "    counts: [shares, votes]\n"
           "    controls: [board]\n"
           "    rebuttable: true\n"
           "    depth: cascade\n"
           "    note: Since 2020\n"
           "sources: [\"Act 1, section 2\"]\n"
           "kind: sanctions\n"},
          {"flags/affiliate.yaml",
           "key: affiliate\n"
           "title: tied\n"
           "text: \"tied to {party}: {tie}\"\n"
           "ties: [director]\n"
           "managers: [director]\n"
           "fund_roles: [IS_FUND]\n"
           "parent_from_percent: 50\n"
           "joint_venture_from_percent: 10\n"
           "sources: [Text 1]\n"},
          {"flags/circular.yaml",
           "key: circular\n"
           "title: a ring\n"
           "text: \"ring {ring}\"\n"
           "only_below_designated: false\n"
           "sources: [Text 1]\n"},
          {"flags/diluted.yaml",
           "key: diluted_after_listing\n"
           "title: moved\n"
           "text: \"{what} {when} {party} {date}\"\n"
           "before_days: 90\n"
           "after_days: 91\n"
           "transfer_days: 31\n"
           "new_company_days: 365\n"
           "tiny_capital_max: 20000\n"
           "own_from_percent: 50\n"
           "relatives: [family]\n"
           "managers: [director]\n"
           "sources: [Text 1]\n"},
          {"flags/just_under.yaml",
           "key: just_under\n"
           "title: nearly\n"
           "text: \"{regime}: {verdict}\"\n"
           "from_percent: 45.5\n"
           "sources: [Text 1]\n"},
          {"flags/minority.yaml",
           "key: minority\n"
           "title: a part\n"
           "text: \"{regime}: {verdict}\"\n"
           "from_percent: 10\n"
           "sources: [Text 1]\n"},
          {"flags/opaque.yaml",
           "key: opaque\n"
           "title: unknown\n"
           "text: \"{what}\"\n"
           "holders: {secret-: kept secret}\n"
           "other_holder: not named\n"
           "sources: [Text 1]\n"},
          {"flags/upstream.yaml",
           "key: upstream\n"
           "title: above\n"
           "text: \"{kind} {share} {party}\"\n"
           "from_percent: 1\n"
           "sources: [Text 1]\n"},
          {"groups/a.yaml",
           "groups:\n"
           "  - key: alpha\n"
           "    title: Alpha\n"
           "    root_ids: [\"aa:1\"]\n"
           "    root_identifiers: [innCode:123]\n"
           "    ownership_from_percent: 50\n"
           "    controls: [board]\n"
           "    links: [linked]\n"
           "    countries: [ru]\n"
           "    family: [Alphabet Holding]\n"
           "    sources: [Text 1]\n"},
          {"patterns/a.yaml",
           "patterns:\n"
           "  - key: place\n"
           "    title: a place\n"
           "    flag: sanctioned_place\n"
           "    words: [Atlantis]\n"
           "    unless: [atlantis road]\n"
           "    sources: [Text 1]\n"
           "  - key: number\n"
           "    title: a number\n"
           "    flag: vessel_number\n"
           "    regex: 'imo (\\d{7})'\n"
           "    check: imo\n"
           "    identifier: imoNumber\n"
           "    sources: [Text 1]\n"},
          {"policy/presets.yaml",
           "presets:\n"
           "  - key: default\n"
           "    title: As usual\n"
           "    scorer: lynceus\n"
           "    match_score_min: 0.70\n"
           "    block_score_min: 0.90\n"
           "    facts: weigh\n"
           "  - key: page\n"
           "    title: As the page does\n"
           "    scorer: ofac-search\n"
           "    match_score_min: 0.55\n"
           "    block_score_min: never\n"
           "    facts: identifiers-only\n"},
          {"policy/default.yaml",
           "key: small\n"
           "match_score_min: 0.7001\n"
           "block_score_min: 0.95\n"
           "required_lists:\n"
           "  - {authority: AA, list: L1, age_days_max: 3}\n"
           "on_flag:\n"
           "  designated: BLOCK\n"
           "  pep: CLEAR\n"
           "suppress_flags: [pep]\n"},
          {"names/words.yaml", "version: 1\n"}};
}

// Not durably: nothing here survives its test.
inline void WriteRules(const support::TempDir& dir, const FileTexts& files) {
  for (const auto& [path, text] : files) {
    std::filesystem::create_directories(std::filesystem::path(dir / path).parent_path());
    std::ofstream(dir / path, std::ios::binary | std::ios::trunc) << text;
  }
}

// The project's own packs.
inline std::string ProjectRules() {
  const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
  return JoinPath(root == nullptr ? "." : root, "rules");
}

}  // namespace lynceus::rules
