#pragma once
// Everything that is data, not code: the rule packs as model structs. lib/rules parses and checks
// the files in rules/ into a RuleSet; a RuleSet is Immutable once loaded and shared by pointer.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/model/entity.h"
#include "lib/model/flag_rules.h"
#include "lib/model/group.h"
#include "lib/model/regime.h"
#include "lib/model/text_pattern.h"
#include "lib/model/verdict.h"

namespace lynceus {

// One sanctions programme of one authority, and every spelling of it in list files.
struct Programme {
  std::string key;        // "US-GLOMAG"
  std::string authority;  // "US-OFAC"
  std::string title;
  std::vector<std::string> aliases;   // as lists carry it: "GLOMAG"
  std::string magnitsky_class;        // "GLOBAL_HUMAN_RIGHTS", "NAMED_MAGNITSKY", ...; empty: none
  std::string legal_basis;            // "E.O. 13818"
  std::vector<std::string> themes;    // human_rights, corruption, russia, terrorism ...
  std::vector<std::string> measures;  // asset_freeze, travel_ban ...
};

// What publishers call an authority, and what its lists are called.
struct Authority {
  std::string key;    // "US-OFAC"
  std::string title;  // "US Treasury, Office of Foreign Assets Control"
  std::vector<std::string>
      aliases;  // "Office of Foreign Assets Control", dataset names ("us_ofac_sdn")
  std::vector<std::string> lists;  // "SDN", "CONS"
  // The flag that a listing on one of `lists` raises where it is not "designated": "sectoral" for
  // lists that restrict some dealings, "export_control", "debarment", "watchlist".
  std::map<std::string, std::string> list_flags;
};

// A list that a decision must rest on, and how old it may be.
struct RequiredList {
  std::string authority;
  std::string list;
  int age_days_max = 0;          // 0: any age
  bool copies_accepted = false;  // a list that only an aggregator's export carries counts as loaded
};

enum class Decision : std::uint8_t { kClear = 0, kReview = 1, kBlock = 2 };
std::string_view DecisionName(Decision decision);  // "CLEAR", "REVIEW", "BLOCK"

// Which score is made of two names.
enum class NameScorer : std::uint8_t {
  kLynceus = 0,  // this project's own (lib/matching/matcher.h); found by shared anchors
  kOfacSearch =
      1,  // that of OFAC's search page (lib/matching/ofac_search.h); every name is looked at
};
std::string_view NameScorerName(NameScorer scorer);  // "lynceus", "ofac-search"
std::optional<NameScorer> ParseNameScorer(std::string_view word);

// What birth dates, countries, gender, identifiers and the kind of party do to a name's score.
enum class FactsUse : std::uint8_t {
  kWeigh = 0,            // what agrees raises it, what contradicts lowers it
  kNeverLower = 1,       // weighed together, they raise it or do nothing
  kIdentifiersOnly = 2,  // equal identifiers raise it, nothing else does anything
};
std::string_view FactsUseName(FactsUse use);  // "weigh", "never-lower", "identifiers-only"
std::optional<FactsUse> ParseFactsUse(std::string_view word);

// Two names without a shared anchor score less, so that no lower threshold can be kept: what is
// scored by anchors would lose matches in silence. Snapshots carry the number of their build.
inline constexpr std::int32_t kScoreFloor = 6'000;
inline constexpr std::int32_t kBlocksNever = 10'001;  // above every score

// A way of matching by its name (rules/policy/presets.yaml).
struct Preset {
  std::string key;    // "default", "strict"
  std::string title;  // what it is for, a sentence
  NameScorer scorer = NameScorer::kLynceus;
  std::int32_t match_score_min = 7'000;  // a candidate at or above it is a match
  std::int32_t block_score_min = 9'000;  // below it a hit is REVIEW at most; may be kBlocksNever
  FactsUse facts = FactsUse::kWeigh;
};

// The default policy is rules/policy/default.yaml.
struct Policy {
  std::string key;                 // "default"
  std::string preset = "default";  // of the rule set's; what a question uses that names none
  // Put in the place of that preset's own, where given. Loading has done so: see RuleSet::presets.
  std::optional<std::int32_t> match_score_min;
  std::optional<std::int32_t> block_score_min;
  std::vector<RequiredList> required_lists;
  std::map<std::string, Decision> on_flag;       // flag type -> at least this decision
  Decision on_yes = Decision::kBlock;            // a regime that freezes says YES of a hit
  Decision on_yes_other = Decision::kReview;     // a regime of another measure does
  Decision on_undetermined = Decision::kReview;  // never kClear (rules check refuses it)
  Decision on_missing_list = Decision::kReview;
  // Matches whose flags all stand here are suppressed, by this rule's name.
  std::vector<std::string> suppress_flags;
};

// A rebuttal that a bank has decided on: screening honours it.
struct PartyRebuttal {
  std::string party_id;  // any id the party answers to
  Rebuttal rebuttal;
  friend bool operator==(const PartyRebuttal&, const PartyRebuttal&) = default;
};

struct RuleSet {
  std::vector<Authority> authorities;
  std::vector<Programme> programmes;
  std::vector<Regime> regimes;     // of sanctions, by key
  std::vector<Regime> beneficial;  // of beneficial owners, by key
  FlagRules flags;
  std::vector<Group> groups;          // by key
  std::vector<TextPattern> patterns;  // by key
  Policy policy;
  std::vector<PartyRebuttal> rebuttals;  // in the order of their file
  std::vector<Preset> presets;  // in the order of their file; the policy's with its thresholds
  std::string digest;           // hex SHA-256 over every file of the set
  std::string build_digest;  // the part that is pinned into a snapshot: names, programmes, sources

  const Regime* FindRegime(std::string_view key) const;
  const Regime* FindBeneficial(std::string_view key) const;
  // The preset `key`, or nothing. Exact: a name that is almost one is none.
  const Preset* FindPreset(std::string_view key) const;
  // The programme that `authority` lists under `code`, or nothing.
  const Programme* FindProgramme(std::string_view authority, std::string_view code) const;
  // Canonical authority key for a publisher's word, or nothing.
  const Authority* FindAuthority(std::string_view word) const;
};

}  // namespace lynceus
