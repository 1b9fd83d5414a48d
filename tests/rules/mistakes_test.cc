// Every kind of mistake in a rule file, with the exact words that are said of it. `%` stands for
// the rule directory.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/base/limits.h"
#include "tests/rules/small_rules.h"

namespace lynceus::rules {
namespace {

struct Mistake {
  const char* file;
  const char* from;  // replaced once; "": the whole file is replaced
  const char* to;
  const char* message;
};

const std::vector<Mistake>& Mistakes() {
  static const auto& mistakes = *new std::vector<Mistake>{
      // --- form ---
      {"policy/default.yaml", "key: small\n", "key: small\nkey: big\n",
       "INVALID_ARGUMENT %/policy/default.yaml, line 2: key: the key is given twice. "
       "Do: keep one of them"},
      {"policy/default.yaml", "block_score_min", "block_score_mim",
       "INVALID_ARGUMENT %/policy/default.yaml, line 3: block_score_mim: there is no such key. "
       "Do: did you mean block_score_min? Else remove it"},
      {"policy/default.yaml", "key: small", "key: &anchor small",
       "INVALID_ARGUMENT %/policy/default.yaml, line 1: anchors are not allowed. "
       "Do: write the value out where it is used"},
      {"regimes/a.yaml", "until: 2020-01-01", "until: !!str 2020-01-01",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 7: the tag tag:yaml.org,2002:str is not allowed. "
       "Do: write the value without it"},
      {"policy/default.yaml", "suppress_flags: [pep]\n", "<<: {on_yes: BLOCK}\n",
       "INVALID_ARGUMENT %/policy/default.yaml, line 9: merge keys are not allowed. "
       "Do: write the values out"},
      {"policy/default.yaml", "suppress_flags: [pep]\n", "---\nkey: second\n",
       "INVALID_ARGUMENT %/policy/default.yaml, line 9: a second document begins. "
       "Do: keep one document in a file"},
      {"policy/default.yaml", "key: small", "key:",
       "INVALID_ARGUMENT %/policy/default.yaml, line 1: key: the key has no value. "
       "Do: give one or remove the key"},
      {"policy/default.yaml", "key: small", "key: \"sm\xFF\"",
       "INVALID_ARGUMENT %/policy/default.yaml, line 1: the line is not UTF-8. "
       "Do: save the file as UTF-8"},
      {"policy/default.yaml", "on_flag:", "\x04on_flag:",
       "INVALID_ARGUMENT %/policy/default.yaml, line 6: the line holds a control character. "
       "Do: remove it"},
      {"policy/default.yaml", "suppress_flags: [pep]", "suppress_flags: [pep",
       "INVALID_ARGUMENT %/policy/default.yaml, line 10: not YAML: end of sequence flow not found. "
       "Do: mend the syntax"},
      {"regimes/a.yaml", "key: a-rule\n", "[a]: b\nkey: a-rule\n",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 1: a key is no plain word. "
       "Do: write key: value"},
      {"programmes/a.yaml", "", "# nothing\n",
       "INVALID_ARGUMENT %/programmes/a.yaml: the file is empty. Do: fill it or remove it"},
      {"programmes/a.yaml", "", "programmes: []\n",
       "INVALID_ARGUMENT %/programmes/a.yaml, line 1: programmes: the list is missing or empty. "
       "Do: fill it, or remove the file"},
      {"regimes/a.yaml", "", "- key: a-rule\n",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 1: a map of keys is expected here. "
       "Do: write key: value"},
      // --- sources and programmes ---
      {"sources/authorities.yaml", "    title: Authority A\n", "",
       "INVALID_ARGUMENT %/sources/authorities.yaml, line 2: title: the key is missing. "
       "Do: add it"},
      {"sources/authorities.yaml", "    lists: [L1, L2]\n",
       "    lists: [L1, L2]\n    list_flags: {L3: sectoral}\n",
       "INVALID_ARGUMENT %/sources/authorities.yaml, line 7: list_flags: L3 is none of the "
       "authority's lists. Do: mend its spelling, or add it to lists"},
      {"sources/authorities.yaml", "    lists: [L1, L2]\n",
       "    lists: [L1, L2]\n    list_flags: {L1: harmless}\n",
       "INVALID_ARGUMENT %/sources/authorities.yaml, line 7: list_flags: L1: harmless is no flag "
       "of "
       "a list. Do: use sectoral, export_control, debarment or watchlist; a list that is not named "
       "raises designated"},
      {"sources/authorities.yaml", "{key: BB,", "{key: AA,",
       "INVALID_ARGUMENT %/sources/authorities.yaml, line 7: the key AA stands at "
       "%/sources/authorities.yaml line 2 too. Do: rename or remove one of them"},
      {"sources/authorities.yaml", "B, lists", "B, aliases: [ALPHA], lists",
       "INVALID_ARGUMENT %/sources/authorities.yaml, line 7: the alias ALPHA means AA already. "
       "Do: keep it in one of them"},
      {"programmes/a.yaml", "authority: AA", "authority: AB",
       "INVALID_ARGUMENT %/programmes/a.yaml, line 2: there is no authority AB. "
       "Do: mend its spelling, or add it to sources/authorities.yaml"},
      {"programmes/a.yaml", "authority: BB", "authority: AA",
       "INVALID_ARGUMENT %/programmes/a.yaml, line 10: the alias ONE means AA-ONE already. "
       "Do: keep it in one of them, or name the regulations that tell them apart"},
      {"programmes/a.yaml", "NAMED_MAGNITSKY", "MAGNITSKY",
       "INVALID_ARGUMENT %/programmes/a.yaml, line 6: magnitsky_class: there is no class "
       "MAGNITSKY. Do: use GLOBAL_HUMAN_RIGHTS, GLOBAL_CORRUPTION, NAMED_MAGNITSKY, "
       "COUNTRY_HUMAN_RIGHTS or VISA_ONLY"},
      {"programmes/a.yaml", "[ONE, one-old]", "[ONE, ONE]",
       "INVALID_ARGUMENT %/programmes/a.yaml, line 5: aliases: ONE is given twice. "
       "Do: keep one of them"},
      {"programmes/a.yaml", "themes: [human_rights]", "themes: human_rights",
       "INVALID_ARGUMENT %/programmes/a.yaml, line 8: themes: a list of texts is expected. "
       "Do: write [a, b]"},
      {"programmes/a.yaml", "legal_basis: Act 1", "status: doubtful",
       "INVALID_ARGUMENT %/programmes/a.yaml, line 7: status: there is no status doubtful. "
       "Do: write unverified or remove the key"},
      // --- flags ---
      {"flags/minority.yaml", "key: minority", "key: minor",
       "INVALID_ARGUMENT %/flags/minority.yaml, line 1: key: minor is no flag with a rule. "
       "Do: use affiliate, circular, diluted_after_listing, just_under, minority, opaque, "
       "upstream"},
      {"flags/minority.yaml", "key: minority", "key: just_under",
       "INVALID_ARGUMENT %/flags/minority.yaml, line 1: key: the rule just_under stands in "
       "%/flags/just_under.yaml too. Do: keep one of them"},
      {"flags/minority.yaml", "{verdict}", "{verdicts}",
       "INVALID_ARGUMENT %/flags/minority.yaml, line 3: text: nothing fills in verdicts. "
       "Do: use {regime}, {verdict}"},
      {"flags/minority.yaml", "{verdict}", "{verdict",
       "INVALID_ARGUMENT %/flags/minority.yaml, line 3: text: nothing fills in {verdict. "
       "Do: use {regime}, {verdict}"},
      {"flags/minority.yaml", "from_percent: 10", "from_percent: 0",
       "INVALID_ARGUMENT %/flags/minority.yaml, line 4: from_percent: it is no percent above 0 and "
       "up to 100. Do: write 50"},
      {"flags/minority.yaml", "sources: [Text 1]\n", "",
       "INVALID_ARGUMENT %/flags/minority.yaml, line 1: sources: there is no source. "
       "Do: name the text the parameters were read from"},
      {"flags/minority.yaml", "from_percent: 10\n", "from_percent: 10\nto_percent: 45\n",
       "INVALID_ARGUMENT %/flags/minority.yaml, line 5: to_percent: there is no such key. "
       "Do: did you mean from_percent? Else remove it"},
      {"flags/diluted.yaml", "before_days: 90\n", "",
       "INVALID_ARGUMENT %/flags/diluted.yaml, line 1: before_days: the key is missing. Do: add "
       "it"},
      {"flags/diluted.yaml", "[family]", "[shares]",
       "INVALID_ARGUMENT %/flags/diluted.yaml, line 10: relatives: shares is no kind of tie. "
       "Do: use director, linked, family, acts_for, member or successor"},
      {"flags/circular.yaml", "only_below_designated: false\n", "",
       "INVALID_ARGUMENT %/flags/circular.yaml, line 1: only_below_designated: the key is missing. "
       "Do: add it"},
      {"flags/affiliate.yaml", "ties: [director]\n", "",
       "INVALID_ARGUMENT %/flags/affiliate.yaml, line 1: ties: no kind is named. "
       "Do: name at least one"},
      {"flags/opaque.yaml", "other_holder: not named\n", "",
       "INVALID_ARGUMENT %/flags/opaque.yaml, line 1: other_holder: the key is missing. Do: add "
       "it"},
      {"flags/cases.yaml", "",
       "cases:\n  - {name: a, about: x, as_of: 2026-01-01, parties: [], facts: [], flags: "
       "[owned]}\n",
       "INVALID_ARGUMENT %/flags/cases.yaml, line 2: flags: owned is no flag with a rule. "
       "Do: use affiliate, circular, diluted_after_listing, just_under, minority, opaque, "
       "upstream"},
      {"flags/cases.yaml", "",
       "cases:\n  - name: a\n    about: x\n    as_of: 2026-01-01\n    parties: []\n    facts:\n"
       "      - {owner: y, subject: x, kind: shares, share: \"120\"}\n    flags: []\n",
       "INVALID_ARGUMENT %/flags/cases.yaml, line 7: share: it is no share. "
       "Do: write it as \"49\", \"20..50\" or \"(25..50]\""},
      // --- rebuttals ---
      {"policy/rebuttals.yaml", "",
       "rebuttals:\n  - {party: x, regime: a-rule, author: A, date: 2026-01-01}\n",
       "INVALID_ARGUMENT %/policy/rebuttals.yaml, line 2: reason: the key is missing. Do: add it"},
      {"policy/rebuttals.yaml", "",
       "rebuttals:\n  - {party: x, regime: a-rule, author: A, reason: b}\n",
       "INVALID_ARGUMENT %/policy/rebuttals.yaml, line 2: date: the key is missing. Do: add it"},
      {"policy/rebuttals.yaml", "",
       "rebuttals:\n  - {party: x, regime: a-rule, author: A, reason: b, date: 2026-01-02, "
       "until: 2026-01-01}\n",
       "INVALID_ARGUMENT %/policy/rebuttals.yaml, line 2: until: the rebuttal ends before it "
       "begins. Do: write the first day no longer"},
      {"policy/rebuttals.yaml", "",
       "rebuttals:\n  - {party: x, regime: b-rule, author: A, reason: b, date: 2026-01-01}\n",
       "INVALID_ARGUMENT %/policy/rebuttals.yaml, line 2: there is no regime b-rule. "
       "Do: mend its spelling"},
      // --- regimes ---
      {"regimes/a.yaml", "authority: AA", "authority: AB",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 1: there is no authority AB. "
       "Do: mend its spelling, or add it to sources/authorities.yaml"},
      {"regimes/a.yaml", "lists: [L1]", "lists: [L9]",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 1: AA has no list L9. "
       "Do: mend its spelling, or add it to the authority's lists"},
      {"regimes/a.yaml", "except_programmes: [ONE]", "except_programmes: [TWO]",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 1: AA has no programme TWO. "
       "Do: mend its spelling, or add it to programmes/"},
      {"regimes/a.yaml", "until: 2020-01-01", "until: 2020-02-30",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 7: until: it is no day of the calendar. "
       "Do: write YYYY-MM-DD"},
      {"regimes/a.yaml", "  - until: 2020-01-01", "  - from: 2020-01-01\n    until: 2020-01-01",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 8: until: it is not after from. "
       "Do: mend the dates"},
      {"regimes/a.yaml", "until: 2020-01-01", "until: 2020-01-02",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 6: periods: period 2 overlaps the one before it. "
       "Do: order them by date and close each before the next begins"},
      {"regimes/a.yaml", "threshold_percent: 50", "threshold_percent: 0",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 8: threshold_percent: it is no percent above 0 and "
       "up to 100. Do: write 50"},
      {"regimes/a.yaml", "threshold_percent: 50", "threshold_percent: 100.01",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 8: threshold_percent: it is no percent above 0 and "
       "up to 100. Do: write 50"},
      {"regimes/a.yaml", "threshold_percent: 50", "threshold_percent: 33.33333333",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 8: threshold_percent: it is no percent above 0 and "
       "up to 100. Do: write 50"},
      {"regimes/a.yaml", "    at_threshold: false\n", "",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 7: at_threshold: the key is missing. Do: add it"},
      {"regimes/a.yaml", "at_threshold: false", "at_threshold: no",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 9: at_threshold: there is no word no. "
       "Do: use one of true, false, unverified"},
      {"regimes/a.yaml", "aggregation: none", "aggregation: some",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 10: aggregation: there is no way some. "
       "Do: use all, joint or none"},
      {"regimes/a.yaml", "counts: [shares]", "counts: [board]",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 11: counts: board is no kind of ownership. "
       "Do: use shares, votes, profit or ownership"},
      {"regimes/a.yaml", "controls: [board]", "controls: [director]",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 19: controls: director is no kind of control. "
       "Do: use board, influence, control, trust or nominee"},
      {"regimes/a.yaml", "depth: direct", "depth: deep",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 13: depth: there is no word deep. "
       "Do: use one of cascade, majority_chain, direct, look_through"},
      {"regimes/a.yaml", "depth: direct", "depth: look_through",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 6: periods: depth: sanctions do not multiply "
       "shares. Do: use cascade"},
      {"regimes/a.yaml", "depth: direct", "depth: direct\n    when_reached: perhaps",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 14: when_reached: there is no word perhaps. "
       "Do: use one of yes, review, unverified"},
      {"regimes/a.yaml", "kind: sanctions", "kind: beneficial",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 4: seeds: beneficial owners are seeded by no list. "
       "Do: remove the key"},
      {"regimes/a.yaml", "kind: sanctions\n", "",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 1: kind: the key is missing. Do: add it"},
      {"regimes/a.yaml", "    depth: cascade\n", "    depth: cascade\n    suspended: false\n",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 22: suspended: it is not true. "
       "Do: write true, or remove the key"},
      {"regimes/a.yaml", "except_programmes: [ONE]", "control_blocks_for: [TWO]",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 1: AA has no programme TWO. "
       "Do: mend its spelling, or add it to programmes/"},
      {"regimes/a.yaml", "sources: [\"Act 1, section 2\"]", "sources: []",
       "INVALID_ARGUMENT %/regimes/a.yaml, line 23: sources: there is no source. "
       "Do: name the text the parameters were read from"},
      // --- policy ---
      {"policy/default.yaml", "0.7001", "0.70005",
       "INVALID_ARGUMENT %/policy/default.yaml, line 2: match_score_min: it is no decimal from "
       "0.5000 to 1 with at most four digits behind the point. Do: write 0.70"},
      {"policy/default.yaml", "0.7001", "0.5",
       "INVALID_ARGUMENT %/policy/default.yaml, line 1: match_score_min: it is below 0.6000, where "
       "two names need share nothing that the index finds them by. Do: raise it"},
      {"policy/default.yaml", "match_score_min: 0.7001\nblock_score_min: 0.95",
       "match_score_min: 1",
       "INVALID_ARGUMENT %/policy/default.yaml, line 1: match_score_min: it is above the "
       "block_score_min of the preset default. Do: give block_score_min beside it"},
      {"policy/default.yaml", "match_score_min: 0.7001", "preset: pag",
       "INVALID_ARGUMENT %/policy/default.yaml, line 1: there is no preset pag. "
       "Do: use default, page, or add it to policy/presets.yaml"},
      // --- presets ---
      {"policy/presets.yaml", "key: page", "key: default",
       "INVALID_ARGUMENT %/policy/presets.yaml, line 8: the key default stands at "
       "%/policy/presets.yaml line 2 too. Do: rename or remove one of them"},
      {"policy/presets.yaml", "scorer: lynceus", "scorer: linseus",
       "INVALID_ARGUMENT %/policy/presets.yaml, line 4: scorer: there is no linseus. "
       "Do: use lynceus or ofac-search"},
      {"policy/presets.yaml", "facts: weigh", "facts: ignore",
       "INVALID_ARGUMENT %/policy/presets.yaml, line 7: facts: there is no ignore. "
       "Do: use weigh, never-lower or identifiers-only"},
      {"policy/presets.yaml", "0.70", "0.59",
       "INVALID_ARGUMENT %/policy/presets.yaml, line 5: match_score_min: it is no decimal from "
       "0.6000 to 1 with at most four digits behind the point. Do: write 0.70"},
      {"policy/presets.yaml", "block_score_min: 0.90", "block_score_min: 0.65",
       "INVALID_ARGUMENT %/policy/presets.yaml, line 6: block_score_min: it is below "
       "match_score_min. Do: raise it"},
      {"policy/presets.yaml", "    facts: weigh\n", "",
       "INVALID_ARGUMENT %/policy/presets.yaml, line 2: facts: the key is missing. "
       "Do: add it"},
      {"policy/default.yaml", "0.95", "0.7",
       "INVALID_ARGUMENT %/policy/default.yaml, line 3: block_score_min: it is below "
       "match_score_min. Do: raise it"},
      {"policy/default.yaml", "age_days_max: 3", "age_days_max: -1",
       "INVALID_ARGUMENT %/policy/default.yaml, line 5: age_days_max: it is no whole number from 0 "
       "to 3650. Do: write one"},
      {"policy/default.yaml", "list: L1", "list: L3",
       "INVALID_ARGUMENT %/policy/default.yaml, line 1: AA has no list L3. "
       "Do: mend its spelling, or add it to the authority's lists"},
      {"policy/default.yaml", "required_lists:\n  - {authority: AA, list: L1, age_days_max: 3}",
       "required_lists: []",
       "INVALID_ARGUMENT %/policy/default.yaml, line 4: required_lists: no list is required: a "
       "CLEAR would rest on nothing. Do: name the lists a CLEAR must rest on"},
      {"policy/default.yaml", "  pep: CLEAR", "  politician: CLEAR",
       "INVALID_ARGUMENT %/policy/default.yaml, line 6: on_flag: politician is no type of flag. "
       "Do: mend its spelling, or remove it"},
      {"policy/default.yaml", "designated: BLOCK", "designated: STOP",
       "INVALID_ARGUMENT %/policy/default.yaml, line 6: on_flag: designated: STOP is no decision. "
       "Do: use CLEAR, REVIEW or BLOCK"},
      {"policy/default.yaml", "designated: BLOCK", "designated: CLEAR",
       "INVALID_ARGUMENT %/policy/default.yaml, line 6: on_flag: designated may not be CLEAR. "
       "Do: use REVIEW or BLOCK"},
      {"policy/default.yaml", "suppress_flags: [pep]", "suppress_flags: [pep, owned]",
       "INVALID_ARGUMENT %/policy/default.yaml, line 9: suppress_flags: owned may not be "
       "suppressed. Do: remove it"},
      {"policy/default.yaml", "suppress_flags: [pep]", "on_undetermined: CLEAR",
       "INVALID_ARGUMENT %/policy/default.yaml, line 9: on_undetermined: it may not be CLEAR: what "
       "is proven, undecided or not covered is not clear. Do: use REVIEW or BLOCK"},
      {"policy/default.yaml", "suppress_flags: [pep]", "on_missing_list: CLEAR",
       "INVALID_ARGUMENT %/policy/default.yaml, line 9: on_missing_list: it may not be CLEAR: what "
       "is proven, undecided or not covered is not clear. Do: use REVIEW or BLOCK"},
      // --- groups ---
      {"groups/a.yaml", "    root_ids: [\"aa:1\"]\n    root_identifiers: [innCode:123]\n", "",
       "INVALID_ARGUMENT %/groups/a.yaml, line 2: root_ids: the group has no root. "
       "Do: name an id, an identifier or a name"},
      {"groups/a.yaml", "innCode:123", "innCode",
       "INVALID_ARGUMENT %/groups/a.yaml, line 5: root_identifiers: innCode is no identifier. "
       "Do: write innCode:4401116480"},
      {"groups/a.yaml", "[board]", "[shares]",
       "INVALID_ARGUMENT %/groups/a.yaml, line 7: controls: shares is no such kind. "
       "Do: use board, influence, control, trust or nominee"},
      {"groups/a.yaml", "[linked]", "[board]",
       "INVALID_ARGUMENT %/groups/a.yaml, line 8: links: board is no such kind. "
       "Do: use director, linked, family, acts_for, member or successor"},
      {"groups/a.yaml", "[ru]", "[RUS]",
       "INVALID_ARGUMENT %/groups/a.yaml, line 9: countries: RUS is no code of a country. "
       "Do: write the ISO 3166-1 code of two small letters"},
      {"groups/a.yaml", "    sources: [Text 1]\n", "    related: {beta: none}\n    sources: [T]\n",
       "INVALID_ARGUMENT %/groups/a.yaml, line 2: related: there is no group beta. "
       "Do: mend its spelling"},
      {"groups/a.yaml", "    sources: [Text 1]\n", "",
       "INVALID_ARGUMENT %/groups/a.yaml, line 2: sources: there is no source. "
       "Do: name one, or write status: unverified"},
      {"groups/cases.yaml", "", "cases:\n  - {name: A, groups: [alpha sure]}\n",
       "INVALID_ARGUMENT %/groups/cases.yaml, line 2: groups: alpha sure is no finding. "
       "Do: write KEY, then root, ownership, control, link or name_family, then certain, probable "
       "or possible"},
      // --- patterns ---
      {"patterns/a.yaml", "imo (", "imo ((",
       "INVALID_ARGUMENT %/patterns/a.yaml, line 11: regex: RE2 does not read it: missing ): "
       "imo ((\\d{7}). Do: mend the regular expression"},
      {"patterns/a.yaml", "[atlantis road]", "['atlantis [road']",
       "INVALID_ARGUMENT %/patterns/a.yaml, line 6: unless: RE2 does not read it: missing ]: "
       "[road. Do: mend the regular expression"},
      {"patterns/a.yaml", "imo (", "(imo) (",
       "INVALID_ARGUMENT %/patterns/a.yaml, line 11: regex: it has more than one group. "
       "Do: write (?:...)"},
      {"patterns/a.yaml", "    words: [Atlantis]\n", "",
       "INVALID_ARGUMENT %/patterns/a.yaml, line 2: words: the pattern finds nothing. "
       "Do: give words or a regex"},
      {"patterns/a.yaml", "flag: sanctioned_place", "flag: place",
       "INVALID_ARGUMENT %/patterns/a.yaml, line 4: flag: place is no type of flag. "
       "Do: mend its spelling"},
      {"patterns/a.yaml", "check: imo", "check: luhn",
       "INVALID_ARGUMENT %/patterns/a.yaml, line 12: check: there is no check luhn. "
       "Do: use imo, base58 or bech32"},
      {"patterns/a.yaml", "    unless: [atlantis road]\n", "    report: listed\n",
       "INVALID_ARGUMENT %/patterns/a.yaml, line 6: report: nothing is looked up. "
       "Do: name the type of identifier"},
      {"patterns/a.yaml", "key: number", "key: place",
       "INVALID_ARGUMENT %/patterns/a.yaml, line 8: the key place stands at %/patterns/a.yaml line "
       "2 too. Do: rename or remove one of them"},
      {"patterns/cases.yaml", "", "cases:\n  - {text: A, found: [nowhere]}\n",
       "INVALID_ARGUMENT %/patterns/cases.yaml line 2: found: there is no pattern nowhere. "
       "Do: mend its spelling"},
  };
  return mistakes;
}

std::string Without(std::string text, const std::string& directory) {
  for (auto at = text.find(directory); at != std::string::npos; at = text.find(directory)) {
    text.replace(at, directory.size(), "%");
  }
  return text;
}

std::vector<std::string> ProblemsOf(const FileTexts& files) {
  const support::TempDir dir;
  WriteRules(dir, files);
  const auto check = CheckRules(dir.path());
  EXPECT_TRUE(check.ok());
  std::vector<std::string> texts;
  for (const absl::Status& problem : check->problems) {
    texts.push_back(Without(ErrorText(problem), dir.path()));
  }
  EXPECT_EQ(LoadRules(dir.path()).ok(), texts.empty());
  return texts;
}

TEST(MistakesTest, AreEachNamedWithFileLineCauseAndRemedy) {
  for (const Mistake& mistake : Mistakes()) {
    FileTexts files = SmallRules();
    std::string& text = files[mistake.file];  // some are not in the smallest set
    const std::string from = mistake.from;
    if (from.empty()) {
      text = mistake.to;
    } else {
      ASSERT_NE(text.find(from), std::string::npos) << mistake.message;
      text.replace(text.find(from), from.size(), mistake.to);
    }
    EXPECT_THAT(ProblemsOf(files), testing::Contains(std::string(mistake.message)))
        << mistake.file << ": " << from << " -> " << mistake.to;
  }
}

TEST(MistakesTest, AreAllFoundNotOnlyTheFirst) {
  FileTexts files = SmallRules();
  files["policy/default.yaml"] += "on_yes: CLEAR\nunknown: 1\n";
  files["regimes/a.yaml"] += "unknown: 2\n";
  const std::vector<std::string> problems = ProblemsOf(files);
  EXPECT_THAT(problems,
              testing::ElementsAre(testing::HasSubstr("policy/default.yaml, line 10: on_yes"),
                                   testing::HasSubstr("policy/default.yaml, line 11: unknown"),
                                   testing::HasSubstr("regimes/a.yaml, line 25: unknown")));
}

// A rule that is written and not in force is how a hit is missed.
TEST(MistakesTest, FilesThatNothingReadsAreNamed) {
  for (const char* path : {"regimes/b.yml", "policy/strict.yaml", "regime/a.yaml",
                           "sources/list.csv", "names/list.txt"}) {
    FileTexts files = SmallRules();
    files[path] = "key: b\n";
    EXPECT_THAT(ProblemsOf(files),
                testing::ElementsAre(testing::HasSubstr(": nothing reads this file. Do: mend its "
                                                        "name or place")))
        << path;
  }
}

TEST(MistakesTest, EveryPackIsNeeded) {
  for (const char* path :
       {"sources/authorities.yaml", "programmes/a.yaml", "regimes/a.yaml", "policy/default.yaml",
        "policy/presets.yaml", "groups/a.yaml", "patterns/a.yaml"}) {
    FileTexts files = SmallRules();
    files.erase(path);
    EXPECT_THAT(ProblemsOf(files), testing::Contains(testing::HasSubstr("%: there is no ")))
        << path;
  }
}

TEST(MistakesTest, CasesThatDoNotHoldAreNamed) {
  FileTexts files = SmallRules();
  files["sources/cases.yaml"] =
      "cases:\n  - {word: alpha, authority: AA}\n  - {word: beta, authority: BB}\n";
  files["programmes/cases.yaml"] =
      "cases:\n"
      "  - {authority: AA, code: one, programme: AA-ONE, class: NAMED_MAGNITSKY}\n"
      "  - {authority: BB, code: one, programme: BB-ONE, class: NAMED_MAGNITSKY}\n";
  EXPECT_THAT(
      ProblemsOf(files),
      testing::ElementsAre(
          "INVALID_ARGUMENT %/sources/cases.yaml, line 3: the case does not hold: beta leads to "
          "none. Do: mend the pack, or the case, which expects BB",
          "INVALID_ARGUMENT %/programmes/cases.yaml, line 3: the case does not hold: BB one leads "
          "to BB-ONE (none). Do: mend the pack, or the case, which expects BB-ONE "
          "(NAMED_MAGNITSKY)"));
}

TEST(MistakesTest, AFileOverTheLimitIsRefused) {
  FileTexts files = SmallRules();
  files["regimes/a.yaml"] += std::string(limits::kRuleFileBytesMax, '#') + "\n";
  EXPECT_THAT(ProblemsOf(files),
              testing::Contains(testing::HasSubstr("RESOURCE_EXHAUSTED %/regimes/a.yaml")));
}

TEST(MistakesTest, AMissingDirectoryIsNotFound) {
  EXPECT_EQ(LoadRules("/no/such/rules").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(CheckRules("/no/such/rules").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace lynceus::rules
