#include "lib/rules/read_packs.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/strings.h"
#include "lib/rules/load.h"
#include "lib/rules/publishers.h"
#include "lib/rules/read_flags.h"
#include "lib/rules/read_groups.h"
#include "lib/rules/read_patterns.h"
#include "lib/rules/yaml_file.h"

namespace lynceus::rules {
namespace {

constexpr int kAgeDaysMax = 3'650;
// Of scorers that look at every name: below it two names have hardly more than letters in common.
constexpr std::int32_t kScannedScoreMin = 5'000;

// --- sources ---

// The flags that a listing may raise instead of "designated".
constexpr std::array<std::string_view, 4> kListFlags = {"sectoral", "export_control", "debarment",
                                                        "watchlist"};

void ReadListFlags(YamlMap& map, Authority& authority) {
  for (const auto& [list, flag] : map.Pairs("list_flags")) {
    if (std::ranges::find(authority.lists, list) == authority.lists.end()) {
      map.Problem("list_flags", absl::StrCat(list, " is none of the authority's lists"),
                  "mend its spelling, or add it to lists");
    }
    if (std::ranges::find(kListFlags, flag) == kListFlags.end()) {
      map.Problem("list_flags", absl::StrCat(list, ": ", flag, " is no flag of a list"),
                  "use sectoral, export_control, debarment or watchlist; a list that is not named "
                  "raises designated");
    }
    authority.list_flags[list] = flag;
  }
}

Authority ReadAuthority(YamlMap& map) {
  Authority authority{.key = map.Text("key", true),
                      .title = map.Text("title", true),
                      .aliases = map.Texts("aliases"),
                      .lists = map.Texts("lists"),
                      .list_flags = {}};
  ReadListFlags(map, authority);
  return authority;
}

// --- programmes ---

void CheckClass(YamlMap& map, const std::string& magnitsky_class) {
  static const std::set<std::string> kClasses = {"",
                                                 "GLOBAL_HUMAN_RIGHTS",
                                                 "GLOBAL_CORRUPTION",
                                                 "NAMED_MAGNITSKY",
                                                 "COUNTRY_HUMAN_RIGHTS",
                                                 "VISA_ONLY"};
  if (kClasses.contains(magnitsky_class)) return;
  map.Problem("magnitsky_class", absl::StrCat("there is no class ", magnitsky_class),
              "use GLOBAL_HUMAN_RIGHTS, GLOBAL_CORRUPTION, NAMED_MAGNITSKY, "
              "COUNTRY_HUMAN_RIGHTS or VISA_ONLY");
}

Programme ReadProgramme(YamlMap& map, std::vector<std::string>& unverified) {
  Programme programme{.key = map.Text("key", true),
                      .authority = map.Text("authority", true),
                      .title = map.Text("title", true),
                      .aliases = map.Texts("aliases"),
                      .magnitsky_class = map.Text("magnitsky_class", false),
                      .legal_basis = map.Text("legal_basis", false),
                      .themes = map.Texts("themes"),
                      .measures = map.Texts("measures")};
  CheckClass(map, programme.magnitsky_class);
  const std::string status = map.Text("status", false);
  if (status == "unverified") {
    unverified.push_back(programme.key);
  } else if (!status.empty()) {
    map.Problem("status", absl::StrCat("there is no status ", status),
                "write unverified or remove the key");
  }
  return programme;
}

// --- regimes ---

std::vector<InterestKind> ReadKinds(YamlMap& map, std::string_view key, bool ownership) {
  std::vector<InterestKind> kinds;
  for (const std::string& word : map.Texts(key)) {
    const auto kind = ParseInterestKind(word);
    if (kind && (ownership ? IsOwnership(*kind) : IsControl(*kind))) {
      kinds.push_back(*kind);
    } else if (ownership) {
      map.Problem(key, absl::StrCat(word, " is no kind of ownership"),
                  "use shares, votes, profit or ownership");
    } else {
      map.Problem(key, absl::StrCat(word, " is no kind of control"),
                  "use board, influence, control, trust or nominee");
    }
  }
  return kinds;
}

Aggregation ReadAggregation(YamlMap& map) {
  const std::string word = map.Text("aggregation", true);
  if (word == "joint") return Aggregation::kJoint;
  if (word == "none") return Aggregation::kNone;
  if (word != "all" && !word.empty()) {
    map.Problem("aggregation", absl::StrCat("there is no way ", word), "use all, joint or none");
  }
  return Aggregation::kAll;
}

// The value of `key` by its word in `words`; the first of them, and a problem, where it is none.
// A key that is not there is the first word too, unless it is required.
template <typename Value, std::size_t N>
Value OneOf(YamlMap& map, std::string_view key, bool required,
            const std::array<std::pair<std::string_view, Value>, N>& words) {
  const std::string word = map.Text(key, required);
  if (word.empty()) return words.front().second;
  std::vector<std::string> known;
  for (const auto& [each, value] : words) {
    if (each == word) return value;
    known.emplace_back(each);
  }
  map.Problem(key, absl::StrCat("there is no word ", word), "use one of " + Join(known, ", "));
  return words.front().second;
}

constexpr std::array<std::pair<std::string_view, AtThreshold>, 3> kAtThreshold = {
    {{"true", AtThreshold::kReached},
     {"false", AtThreshold::kNotReached},
     {"unverified", AtThreshold::kUnverified}}};
constexpr std::array<std::pair<std::string_view, Depth>, 4> kDepths = {
    {{"cascade", Depth::kCascade},
     {"majority_chain", Depth::kMajorityChain},
     {"direct", Depth::kDirect},
     {"look_through", Depth::kLookThrough}}};
constexpr std::array<std::pair<std::string_view, WhenReached>, 3> kWhenReached = {
    {{"yes", WhenReached::kYes},
     {"review", WhenReached::kReview},
     {"unverified", WhenReached::kUnverified}}};
constexpr std::array<std::pair<std::string_view, bool>, 2> kStatus = {
    {{"verified", false}, {"unverified", true}}};
constexpr std::array<std::pair<std::string_view, bool>, 2> kSwitch = {
    {{"false", false}, {"true", true}}};
constexpr std::array<std::pair<std::string_view, RegimeKind>, 2> kRegimeKinds = {
    {{"sanctions", RegimeKind::kSanctions}, {"beneficial", RegimeKind::kBeneficial}}};

void ReadTest(YamlMap& map, RegimePeriod& period) {
  period.threshold_ppm = map.PercentPpm("threshold_percent");
  period.at_threshold = OneOf(map, "at_threshold", true, kAtThreshold);
  period.aggregation = ReadAggregation(map);
  period.counts = ReadKinds(map, "counts", true);
  period.controls = ReadKinds(map, "controls", false);
  period.rebuttable = map.Flag("rebuttable");
  period.depth = OneOf(map, "depth", true, kDepths);
  period.when_reached = OneOf(map, "when_reached", false, kWhenReached);
  period.unverified = OneOf(map, "status", false, kStatus);
  if (period.counts.empty() && period.controls.empty()) {
    map.Problem("counts", "nothing is counted and nothing controls", "name shares at least");
  }
}

// A period in which the rule is suspended has dates and a note alone.
RegimePeriod ReadPeriod(YamlMap& map) {
  RegimePeriod period{.from = map.Day("from"), .until = map.Day("until")};
  const std::string suspended = map.Text("suspended", false);
  period.suspended = suspended == "true";
  if (!suspended.empty() && !period.suspended) {
    map.Problem("suspended", "it is not true", "write true, or remove the key");
  }
  if (!period.suspended) ReadTest(map, period);
  period.note = map.Text("note", false);
  if (period.from && period.until && *period.until <= *period.from) {
    map.Problem("until", "it is not after from", "mend the dates");
  }
  map.Finish();
  return period;
}

void CheckOrder(YamlMap& map, const std::vector<RegimePeriod>& periods) {
  for (std::size_t i = 1; i < periods.size(); ++i) {
    const auto& until = periods[i - 1].until;
    const auto& from = periods[i].from;
    if (!until || !from || *from < *until) {
      map.Problem("periods", absl::StrCat("period ", i + 1, " overlaps the one before it"),
                  "order them by date and close each before the next begins");
    }
  }
}

// Sanctions are seeded by lists and cascade; beneficial owners are nobody's list, each is measured
// by itself, and shares are multiplied or run along majorities.
void CheckKind(YamlMap& map, const Regime& regime) {
  const bool beneficial = regime.kind == RegimeKind::kBeneficial;
  if (beneficial != regime.seeds.empty()) {
    map.Problem("seeds",
                beneficial ? "beneficial owners are seeded by no list" : "nothing seeds the regime",
                beneficial ? "remove the key" : "name an authority");
  }
  for (const RegimePeriod& period : regime.periods) {
    if (period.suspended) continue;
    const bool looks_through = period.depth == Depth::kLookThrough;
    if (looks_through && !beneficial) {
      map.Problem("periods", "depth: sanctions do not multiply shares", "use cascade");
    }
    if (beneficial && !looks_through && period.depth != Depth::kMajorityChain) {
      map.Problem("periods", "depth: beneficial owners are found by another",
                  "use look_through or majority_chain");
    }
    if (beneficial && period.aggregation == Aggregation::kAll) {
      map.Problem("periods", "aggregation: each beneficial owner is measured by itself",
                  "use none or joint");
    }
  }
}

Regime ReadRegime(YamlMap& map) {
  Regime regime{.key = map.Text("key", true),
                .title = map.Text("title", true),
                .kind = OneOf(map, "kind", true, kRegimeKinds)};
  for (YamlMap& seed : map.Maps("seeds")) {
    regime.seeds.push_back({.authority = seed.Text("authority", true),
                            .lists = seed.Texts("lists"),
                            .programmes = seed.Texts("programmes"),
                            .except_programmes = seed.Texts("except_programmes"),
                            .control_blocks_for = seed.Texts("control_blocks_for")});
    seed.Finish();
  }
  regime.measure = map.Text("measure", true);
  regime.strictest_of_owners = OneOf(map, "strictest_of_owners", false, kSwitch);
  for (YamlMap& period : map.Maps("periods")) regime.periods.push_back(ReadPeriod(period));
  regime.sources = map.Texts("sources");
  CheckKind(map, regime);
  if (regime.periods.empty()) map.Problem("periods", "there is no period", "add one");
  if (regime.sources.empty()) {
    map.Problem("sources", "there is no source", "name the text the parameters were read from");
  }
  CheckOrder(map, regime.periods);
  return regime;
}

// --- presets ---

// The value of `key` by its word; `otherwise`, and a problem, where the word is not known.
template <typename Value, typename Parse>
Value WordOf(YamlMap& map, std::string_view key, const Parse& parse, Value otherwise,
             const char* remedy) {
  const std::string word = map.Text(key, true);
  const auto value = parse(word);
  if (!value && !word.empty()) map.Problem(key, absl::StrCat("there is no ", word), remedy);
  return value.value_or(otherwise);
}

Preset ReadPreset(YamlMap& map) {
  Preset preset{.key = map.Text("key", true), .title = map.Text("title", true)};
  preset.scorer =
      WordOf(map, "scorer", &ParseNameScorer, preset.scorer, "use lynceus or ofac-search");
  preset.facts = WordOf(map, "facts", &ParseFactsUse, preset.facts,
                        "use weigh, never-lower or identifiers-only");
  const bool anchored = preset.scorer == NameScorer::kLynceus;
  if (!map.Text("match_score_min", true).empty()) {
    preset.match_score_min = map.Score("match_score_min", preset.match_score_min,
                                       anchored ? kScoreFloor : kScannedScoreMin);
  }
  const std::string block = map.Text("block_score_min", true);
  if (block == "never") {
    preset.block_score_min = kBlocksNever;
  } else if (!block.empty()) {
    preset.block_score_min = map.Score("block_score_min", preset.block_score_min, kScannedScoreMin);
  }
  if (preset.block_score_min < preset.match_score_min) {
    map.Problem("block_score_min", "it is below match_score_min", "raise it");
  }
  return preset;
}

// --- policy ---

std::optional<Decision> DecisionOf(const std::string& word) {
  for (const Decision decision : {Decision::kClear, Decision::kReview, Decision::kBlock}) {
    if (word == DecisionName(decision)) return decision;
  }
  return std::nullopt;
}

// A decision on what is undecided, missing or proven: never CLEAR.
Decision ReadDecision(YamlMap& map, std::string_view key, Decision otherwise) {
  const std::string word = map.Text(key, false);
  if (word.empty()) return otherwise;
  const auto decision = DecisionOf(word);
  if (!decision) map.Problem(key, absl::StrCat(word, " is no decision"), "use REVIEW or BLOCK");
  if (decision == Decision::kClear) {
    map.Problem(key, "it may not be CLEAR: what is proven, undecided or not covered is not clear",
                "use REVIEW or BLOCK");
  }
  return std::max(decision.value_or(Decision::kReview), Decision::kReview);
}

bool IsFlagType(const std::string& type) {
  const auto& known = FlagTypes();
  return std::find(known.begin(), known.end(), type) != known.end();
}

// Flags that no policy may let pass: each is a hit or may be one.
bool IsNeverClear(const std::string& type) {
  return type == "designated" || type == "owned" || type == "controlled" ||
         type == "undetermined_ownership";
}

void ReadFlags(YamlMap& map, Policy& policy) {
  for (const auto& [type, word] : map.Pairs("on_flag")) {
    const auto decision = DecisionOf(word);
    if (!IsFlagType(type)) {
      map.Problem("on_flag", absl::StrCat(type, " is no type of flag"),
                  "mend its spelling, or remove it");
    } else if (!decision) {
      map.Problem("on_flag", absl::StrCat(type, ": ", word, " is no decision"),
                  "use CLEAR, REVIEW or BLOCK");
    } else if (*decision == Decision::kClear && IsNeverClear(type)) {
      map.Problem("on_flag", absl::StrCat(type, " may not be CLEAR"), "use REVIEW or BLOCK");
    }
    policy.on_flag[type] = decision.value_or(Decision::kReview);
  }
  policy.suppress_flags = map.Texts("suppress_flags");
  for (const std::string& type : policy.suppress_flags) {
    if (!IsFlagType(type)) {
      map.Problem("suppress_flags", absl::StrCat(type, " is no type of flag"),
                  "mend its spelling, or remove it");
    } else if (IsNeverClear(type)) {
      map.Problem("suppress_flags", absl::StrCat(type, " may not be suppressed"), "remove it");
    }
  }
}

// Which floor holds is the preset's to say: CheckSet looks again.
void ReadThresholds(YamlMap& map, Policy& policy) {
  constexpr std::int32_t kNone = 0;
  const std::int32_t match = map.Score("match_score_min", kNone, kScannedScoreMin);
  const std::int32_t block = map.Score("block_score_min", kNone, kScannedScoreMin);
  if (match != kNone) policy.match_score_min = match;
  if (block != kNone) policy.block_score_min = block;
  if (match != kNone && block != kNone && block < match) {
    map.Problem("block_score_min", "it is below match_score_min", "raise it");
  }
}

Policy ReadPolicy(YamlMap& map) {
  Policy policy;
  policy.key = map.Text("key", true);
  const std::string preset = map.Text("preset", false);
  if (!preset.empty()) policy.preset = preset;
  ReadThresholds(map, policy);
  for (YamlMap& list : map.Maps("required_lists")) {
    policy.required_lists.push_back({.authority = list.Text("authority", true),
                                     .list = list.Text("list", true),
                                     .age_days_max = list.Number("age_days_max", 0, kAgeDaysMax)});
    const std::string copies = list.Text("copies", false);
    policy.required_lists.back().copies_accepted = copies == "accepted";
    if (!copies.empty() && copies != "accepted") {
      list.Problem("copies", absl::StrCat("there is no word ", copies),
                   "write accepted, or remove it");
    }
    list.Finish();
  }
  if (policy.required_lists.empty()) {
    map.Problem("required_lists", "no list is required: a CLEAR would rest on nothing",
                "name the lists a CLEAR must rest on");
  }
  ReadFlags(map, policy);
  policy.on_yes = ReadDecision(map, "on_yes", policy.on_yes);
  policy.on_yes_other = ReadDecision(map, "on_yes_other", policy.on_yes_other);
  policy.on_undetermined = ReadDecision(map, "on_undetermined", policy.on_undetermined);
  policy.on_missing_list = ReadDecision(map, "on_missing_list", policy.on_missing_list);
  return policy;
}

// --- rebuttals ---

// Who decided, why and since when are asked of each: they stand in every verdict that rests on it.
PartyRebuttal ReadRebuttal(YamlMap& map) {
  PartyRebuttal rebuttal{.party_id = map.Text("party", true),
                         .rebuttal = {.regime = map.Text("regime", true),
                                      .author = map.Text("author", true),
                                      .reason = map.Text("reason", true)}};
  if (!map.Text("date", true).empty()) rebuttal.rebuttal.date = map.Day("date");
  return rebuttal;
}

// --- golden cases ---

AuthorityCase ReadAuthorityCase(YamlMap& map) {
  return {.word = map.Text("word", true),
          .authority = map.Text("authority", true),
          .place = map.place()};
}

ProgrammeCase ReadProgrammeCase(YamlMap& map) {
  return {.authority = map.Text("authority", true),
          .code = map.Text("code", true),
          .programme = map.Text("programme", true),
          .magnitsky_class = map.Text("class", true),
          .place = map.place()};
}

// Calls `read` with the map that a file is, or with every map in its list `key` where one is named.
template <typename Read>
void ReadFileMaps(const std::string& file, const std::string& content, std::string_view key,
                  Problems& problems, const Read& read) {
  const auto node = ReadYaml(file, content, problems);
  if (!node) return;
  YamlMap map(file, *node, problems);
  if (key.empty()) {
    read(map);
  } else {
    const std::size_t before = problems.found().size();
    std::vector<YamlMap> items = map.Maps(key);
    if (items.empty() && problems.found().size() == before) {
      map.Problem(key, "the list is missing or empty", "fill it, or remove the file");
    }
    for (YamlMap& item : items) {
      read(item);
      item.Finish();
    }
  }
  map.Finish();
}

}  // namespace

PackItems ReadPacks(const std::string& directory, const RuleFiles& files, Problems& problems) {
  PackItems items;
  RuleSet& rules = items.rules;
  for (const auto& [path, content] : files.content) {
    const std::string file = JoinPath(directory, path);
    if (path == "sources/cases.yaml") {
      ReadFileMaps(file, content, "cases", problems,
                   [&](YamlMap& map) { items.authority_cases.push_back(ReadAuthorityCase(map)); });
    } else if (path == "programmes/cases.yaml") {
      ReadFileMaps(file, content, "cases", problems,
                   [&](YamlMap& map) { items.programme_cases.push_back(ReadProgrammeCase(map)); });
    } else if (path == kPublishersFile) {
      ReadPublishers(file, content, problems);  // for its problems; LoadPublishers gives the lists
    } else if (path.starts_with("sources/")) {
      ReadFileMaps(file, content, "authorities", problems, [&](YamlMap& map) {
        items.authorities.push_back(map.place());
        rules.authorities.push_back(ReadAuthority(map));
      });
    } else if (path.starts_with("programmes/")) {
      ReadFileMaps(file, content, "programmes", problems, [&](YamlMap& map) {
        items.programmes.push_back(map.place());
        rules.programmes.push_back(ReadProgramme(map, items.unverified));
      });
    } else if (path.starts_with("regimes/")) {
      ReadFileMaps(file, content, "", problems, [&](YamlMap& map) {
        Regime regime = ReadRegime(map);
        const bool sanctions = regime.kind == RegimeKind::kSanctions;
        (sanctions ? items.regimes : items.beneficial).push_back(map.place());
        (sanctions ? rules.regimes : rules.beneficial).push_back(std::move(regime));
      });
    } else if (path == "flags/cases.yaml") {
      ReadFileMaps(file, content, "cases", problems,
                   [&](YamlMap& map) { items.flag_cases.push_back(ReadFlagCase(map)); });
    } else if (path.starts_with("flags/")) {
      ReadFileMaps(file, content, "", problems, [&](YamlMap& map) { ReadFlagRule(map, items); });
    } else if (path == "groups/cases.yaml") {
      ReadFileMaps(file, content, "cases", problems,
                   [&](YamlMap& map) { items.group_cases.push_back(ReadGroupCase(map)); });
    } else if (path.starts_with("groups/")) {
      ReadFileMaps(file, content, "groups", problems, [&](YamlMap& map) {
        items.groups.push_back(map.place());
        rules.groups.push_back(ReadGroup(map));
      });
    } else if (path == "patterns/cases.yaml") {
      ReadFileMaps(file, content, "cases", problems,
                   [&](YamlMap& map) { items.text_cases.push_back(ReadTextCase(map)); });
    } else if (path.starts_with("patterns/")) {
      ReadFileMaps(file, content, "patterns", problems, [&](YamlMap& map) {
        items.patterns.push_back(map.place());
        rules.patterns.push_back(ReadTextPattern(map));
      });
    } else if (path == "policy/presets.yaml") {
      ReadFileMaps(file, content, "presets", problems, [&](YamlMap& map) {
        items.presets.push_back(map.place());
        rules.presets.push_back(ReadPreset(map));
      });
    } else if (path == "policy/rebuttals.yaml") {
      ReadFileMaps(file, content, "rebuttals", problems, [&](YamlMap& map) {
        items.rebuttals.push_back(map.place());
        rules.rebuttals.push_back(ReadRebuttal(map));
      });
    } else if (path.starts_with("policy/")) {
      ReadFileMaps(file, content, "", problems, [&](YamlMap& map) {
        items.policy = map.place();
        rules.policy = ReadPolicy(map);
      });
    }
  }
  return items;
}

}  // namespace lynceus::rules
