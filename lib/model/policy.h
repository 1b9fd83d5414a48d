#pragma once
// What findings do, and by which way of matching they are found: the packs of rules/policy as model
// structs. Read by lib/rules; applied by lib/screening/decide.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lynceus {

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

}  // namespace lynceus
