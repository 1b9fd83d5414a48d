#pragma once
// What findings do, and by which way of matching they are found: the packs of rules/policy as model
// structs. Read by lib/rules; applied by lib/screening/decide.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/entity.h"

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

// How soon a person must look at an answer. Of several the highest counts.
enum class Priority : std::uint8_t { kNone = 0, kLow = 1, kNormal = 2, kHigh = 3, kUrgent = 4 };
std::string_view PriorityName(Priority priority);  // "none", "low", "normal", "high", "urgent"
std::optional<Priority> ParsePriority(std::string_view word);

// What a decision's priority is where a policy says none: none, normal, high.
Priority UsualPriority(Decision decision);

// What a finding does.
struct Effect {
  Decision decision = Decision::kReview;
  Priority priority = Priority::kNormal;

  Effect() = default;
  Effect(Decision does, Priority soon) : decision(does), priority(soon) {}
  // A decision alone has its usual priority.
  explicit Effect(Decision does) : decision(does), priority(UsualPriority(does)) {}
  friend bool operator==(const Effect&, const Effect&) = default;
};

// What of a party agrees with what was asked, beside the name (lib/matching/matcher.h says when).
enum class Corroboration : std::uint8_t {
  kNameOnly = 0,      // nothing to compare
  kCountry = 1,       // a country agrees, nothing contradicts
  kContradicted = 2,  // something contradicts, and neither identifier nor date agrees
  kDate = 3,          // a date of birth or founding agrees, as far as it is known
  kIdentifier = 4,    // an identifier is equal
};
// "name_only", "country", "contradicted", "date", "identifier"
std::string_view CorroborationName(Corroboration corroboration);
std::optional<Corroboration> ParseCorroboration(std::string_view word);

// Thresholds of matches of some kinds of party, corroborated in some ways.
struct ThresholdRule {
  std::vector<Schema> schemas;                  // of the listed party; empty: any
  std::vector<Corroboration> corroborations;    // empty: any
  std::optional<std::int32_t> match_score_min;  // where not given, the preset's in force
  std::optional<std::int32_t> block_score_min;

  bool Covers(Schema schema, Corroboration corroboration) const;
  friend bool operator==(const ThresholdRule&, const ThresholdRule&) = default;
};

// The thresholds that hold for one match.
struct Thresholds {
  std::int32_t match_score_min = 0;
  std::int32_t block_score_min = 0;
  std::size_t rule = 0;  // which of Policy::thresholds says so, from 1; 0: none
};

// What blocked parties may hold, without a regime's threshold being reached, before it acts.
struct MinorityTreatment {
  std::int64_t act_from_ppm = 0;  // of the share that cannot be excluded
  Effect below{Decision::kClear};
};

// Which verdicts on alerts need a second person's word (lib/review/disposition.h): those on alerts of
// this decision or a higher one. Empty: none.
struct SecondPerson {
  std::optional<Decision> true_match;
  std::optional<Decision> false_positive;
  friend bool operator==(const SecondPerson&, const SecondPerson&) = default;
};

// What findings do in one scope of the bank. The default scope is rules/policy/default.yaml itself;
// its `scopes` are laid over it, and each is then whole.
struct Policy {
  std::string key;                 // "default"
  std::string scope = "default";   // "default", or the scope's own key
  std::string preset = "default";  // of the rule set's; what a question uses that names none
  // Put in the place of that preset's own, where given: see `in_force`.
  std::optional<std::int32_t> match_score_min;
  std::optional<std::int32_t> block_score_min;
  std::vector<ThresholdRule> thresholds;  // of matches by that preset; the first that covers counts
  std::vector<RequiredList> required_lists;
  // Flag type -> at least this; "magnitsky_style/VISA_ONLY" of one class goes before.
  std::map<std::string, Effect> on_flag;
  // By Flag::detail, in the place of on_flag's affiliate and pep.
  std::map<std::string, Effect> on_affiliate;
  std::map<std::string, Effect> on_pep;
  std::optional<MinorityTreatment> minority;
  Effect on_yes{Decision::kBlock};            // a regime that freezes says YES of a hit
  Effect on_yes_other{Decision::kReview};     // a regime of another measure does
  Effect on_undetermined{Decision::kReview};  // never kClear (rules check refuses it)
  Effect on_missing_list{Decision::kReview};
  // Matches whose flags all stand here are suppressed, by this rule's name.
  std::vector<std::string> suppress_flags;
  SecondPerson second_person;
  // Which questions it holds for; both empty in the default scope.
  std::vector<std::string> business_lines;
  std::vector<std::string> jurisdictions;
  Preset in_force;  // `preset` with the thresholds above; filled when the set is loaded

  // Of a question asked by `asked`; rules of thresholds are for the policy's own preset alone,
  // since scores of another mean something else.
  Thresholds ThresholdsOf(const Preset& asked, Schema schema, Corroboration corroboration) const;
  // The lowest score at which anything is a match.
  std::int32_t LowestMatchScore(const Preset& asked) const;
};

// Every scope beside the default one, and the words that a question may say.
struct PolicyScopes {
  std::vector<std::string> business_lines;  // lower case
  std::vector<std::string> jurisdictions;   // of booking entities, ISO 3166-1 alpha-2, lower case
  std::vector<Policy> policies;             // in the order of their file
};

}  // namespace lynceus
