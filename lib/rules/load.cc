// One reader a pack; then what only the whole set can show.
#include "lib/rules/load.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/digest.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/rules/yaml_file.h"

namespace lynceus::rules {
namespace {

constexpr int kAgeDaysMax = 3'650;

Authority ReadAuthority(YamlMap map) {
  Authority authority{.key = map.Text("key", true),
                      .title = map.Text("title", true),
                      .aliases = map.Texts("aliases"),
                      .lists = map.Texts("lists")};
  map.Finish();
  return authority;
}

Programme ReadProgramme(YamlMap map) {
  static const std::set<std::string> kClasses = {"",
                                                 "GLOBAL_HUMAN_RIGHTS",
                                                 "GLOBAL_CORRUPTION",
                                                 "NAMED_MAGNITSKY",
                                                 "COUNTRY_HUMAN_RIGHTS",
                                                 "VISA_ONLY"};
  Programme programme{.key = map.Text("key", true),
                      .authority = map.Text("authority", true),
                      .title = map.Text("title", true),
                      .aliases = map.Texts("aliases"),
                      .magnitsky_class = map.Text("magnitsky_class", false),
                      .legal_basis = map.Text("legal_basis", false),
                      .themes = map.Texts("themes"),
                      .measures = map.Texts("measures")};
  if (!kClasses.contains(programme.magnitsky_class)) {
    map.Problem("magnitsky_class", "there is no such class",
                "use GLOBAL_HUMAN_RIGHTS, GLOBAL_CORRUPTION, NAMED_MAGNITSKY, "
                "COUNTRY_HUMAN_RIGHTS or VISA_ONLY");
  }
  map.Finish();
  return programme;
}

std::vector<InterestKind> ReadKinds(YamlMap& map, const char* key) {
  std::vector<InterestKind> kinds;
  for (const std::string& word : map.Texts(key)) {
    const auto kind = ParseInterestKind(word);
    if (kind && !IsAffiliation(*kind)) {
      kinds.push_back(*kind);
    } else {
      map.Problem(
          key, absl::StrCat(word, " is no kind of ownership or control"),
          "use shares, votes, profit, ownership, board, influence, control, trust, nominee");
    }
  }
  return kinds;
}

Aggregation ReadAggregation(YamlMap& map) {
  const std::string word = map.Text("aggregation", true);
  if (word == "all") return Aggregation::kAll;
  if (word == "joint") return Aggregation::kJoint;
  if (word != "none") map.Problem("aggregation", "there is no such way", "use all, joint or none");
  return Aggregation::kNone;
}

RegimePeriod ReadPeriod(YamlMap map) {
  RegimePeriod period;
  period.from = map.Day("from");
  period.until = map.Day("until");
  period.threshold_ppm = map.PercentPpm("threshold_percent");
  period.at_threshold = map.Flag("at_threshold", true);
  period.aggregation = ReadAggregation(map);
  period.counts = ReadKinds(map, "counts");
  period.controls = ReadKinds(map, "controls");
  period.rebuttable = map.Flag("rebuttable", false);
  period.direct_only = map.Flag("direct_only", false);
  period.note = map.Text("note", false);
  if (period.counts.empty()) map.Problem("counts", "nothing is counted", "name shares at least");
  if (period.from && period.until && *period.until <= *period.from) {
    map.Problem("until", "it is not after from", "mend the dates");
  }
  map.Finish();
  return period;
}

SeedRule ReadSeed(YamlMap map) {
  SeedRule seed{.authority = map.Text("authority", true),
                .lists = map.Texts("lists"),
                .except_programmes = map.Texts("except_programmes")};
  map.Finish();
  return seed;
}

Regime ReadRegime(YamlMap map) {
  Regime regime{.key = map.Text("key", true), .title = map.Text("title", true)};
  for (YamlMap& seed : map.Maps("seeds")) regime.seeds.push_back(ReadSeed(std::move(seed)));
  regime.measure = map.Text("measure", true);
  for (YamlMap& period : map.Maps("periods")) {
    regime.periods.push_back(ReadPeriod(std::move(period)));
  }
  regime.sources = map.Texts("sources");
  if (regime.seeds.empty()) map.Problem("seeds", "nothing seeds the regime", "name an authority");
  if (regime.periods.empty()) map.Problem("periods", "there is no period", "add one");
  if (regime.sources.empty()) {
    map.Problem("sources", "there is no source", "name the text the parameters were read from");
  }
  for (std::size_t i = 1; i < regime.periods.size(); ++i) {
    const auto& before = regime.periods[i - 1];
    const auto& after = regime.periods[i];
    if (!before.until || !after.from || *after.from < *before.until) {
      map.Problem("periods", absl::StrCat("period ", i + 1, " overlaps the one before it"),
                  "order them and close each before the next begins");
    }
  }
  map.Finish();
  return regime;
}

std::optional<Decision> DecisionOf(const std::string& word) {
  for (const Decision decision : {Decision::kClear, Decision::kReview, Decision::kBlock}) {
    if (word == DecisionName(decision)) return decision;
  }
  return std::nullopt;
}

Decision ReadDecision(YamlMap& map, const char* key, Decision otherwise) {
  const std::string word = map.Text(key, false);
  if (word.empty()) return otherwise;
  const auto decision = DecisionOf(word);
  if (!decision) map.Problem(key, "it is no decision", "use CLEAR, REVIEW or BLOCK");
  return decision.value_or(Decision::kReview);
}

RequiredList ReadRequiredList(YamlMap map) {
  RequiredList list{.authority = map.Text("authority", true),
                    .list = map.Text("list", true),
                    .age_days_max = map.Number("age_days_max", 0, kAgeDaysMax)};
  map.Finish();
  return list;
}

void CheckFlagType(YamlMap& map, const char* key, const std::string& type) {
  const auto& known = FlagTypes();
  if (std::find(known.begin(), known.end(), type) == known.end()) {
    map.Problem(key, absl::StrCat(type, " is no type of flag"),
                "see the list in the documentation");
  }
}

Policy ReadPolicy(YamlMap map) {
  Policy policy;
  policy.key = map.Text("key", true);
  policy.match_score_min = map.Score("match_score_min", policy.match_score_min);
  policy.block_score_min = map.Score("block_score_min", policy.block_score_min);
  for (YamlMap& list : map.Maps("required_lists")) {
    policy.required_lists.push_back(ReadRequiredList(std::move(list)));
  }
  for (const auto& [type, word] : map.Pairs("on_flag")) {
    CheckFlagType(map, "on_flag", type);
    const auto decision = DecisionOf(word);
    if (!decision) {
      map.Problem("on_flag", absl::StrCat(word, " is no decision"), "use CLEAR, REVIEW or BLOCK");
    }
    policy.on_flag[type] = decision.value_or(Decision::kReview);
  }
  policy.on_yes = ReadDecision(map, "on_yes", policy.on_yes);
  policy.on_undetermined = ReadDecision(map, "on_undetermined", policy.on_undetermined);
  policy.on_missing_list = ReadDecision(map, "on_missing_list", policy.on_missing_list);
  policy.suppress_flags = map.Texts("suppress_flags");
  for (const std::string& type : policy.suppress_flags) CheckFlagType(map, "suppress_flags", type);
  for (const auto& [key, decision] :
       {std::pair{"on_undetermined", policy.on_undetermined},
        std::pair{"on_missing_list", policy.on_missing_list}, std::pair{"on_yes", policy.on_yes}}) {
    if (decision == Decision::kClear) {
      map.Problem(key, "it may not be CLEAR: what is undecided or not covered is not clear",
                  "use REVIEW or BLOCK");
    }
  }
  map.Finish();
  return policy;
}

// The YAML files directly in a pack's directory, sorted.
std::vector<std::string> PackFiles(const std::string& directory, const std::string& pack) {
  std::vector<std::string> files;
  const auto names = ListDirectory(JoinPath(directory, pack));
  if (!names.ok()) return files;
  for (const std::string& name : *names) {
    if (name.ends_with(".yaml") && name != "cases.yaml") files.push_back(JoinPath(pack, name));
  }
  return files;
}

// Calls `read` with every map in the list `key` of every file of a pack.
template <typename Read>
void ReadPack(const std::string& directory, const std::string& pack, const char* key,
              Problems& problems, std::vector<std::string>& files, const Read& read) {
  for (const std::string& file : PackFiles(directory, pack)) {
    files.push_back(file);
    const auto node = ReadYamlFile(JoinPath(directory, file), problems);
    if (!node) continue;
    YamlMap map(file, *node, problems);
    for (YamlMap& item : map.Maps(key)) read(std::move(item));
    map.Finish();
  }
}

// A file that is one map.
template <typename Read>
void ReadWholeFiles(const std::string& directory, const std::string& pack, Problems& problems,
                    std::vector<std::string>& files, const Read& read) {
  for (const std::string& file : PackFiles(directory, pack)) {
    files.push_back(file);
    const auto node = ReadYamlFile(JoinPath(directory, file), problems);
    if (node) read(YamlMap(file, *node, problems));
  }
}

template <typename Item>
void CheckUniqueKeys(const std::vector<Item>& items, const char* what, Problems& problems) {
  std::set<std::string> seen;
  for (const Item& item : items) {
    if (!seen.insert(item.key).second) {
      problems.Add(InvalidError({.subject = what,
                                 .place = item.key,
                                 .cause = "the key is used twice",
                                 .remedy = "rename one of them"}));
    }
  }
}

void CheckAuthority(const RuleSet& rules, const std::string& authority, const std::string& where,
                    Problems& problems) {
  const bool known = std::any_of(rules.authorities.begin(), rules.authorities.end(),
                                 [&](const Authority& each) { return each.key == authority; });
  if (known) return;
  problems.Add(InvalidError({.subject = where,
                             .cause = absl::StrCat("there is no authority ", authority),
                             .remedy = "add it to sources/authorities.yaml"}));
}

// One code of one authority may mean one programme only.
void CheckProgrammeAliases(const RuleSet& rules, Problems& problems) {
  std::map<std::pair<std::string, std::string>, std::string> owner;
  for (const Programme& programme : rules.programmes) {
    for (const std::string& alias : programme.aliases) {
      const auto [at, fresh] = owner.try_emplace({programme.authority, alias}, programme.key);
      if (!fresh && at->second != programme.key) {
        problems.Add(InvalidError(
            {.subject = programme.key,
             .cause = absl::StrCat("the alias ", alias, " belongs to ", at->second, " already"),
             .remedy = "keep it in one of them"}));
      }
    }
  }
}

void CheckWholeSet(const RuleSet& rules, Problems& problems) {
  CheckUniqueKeys(rules.authorities, "sources", problems);
  CheckUniqueKeys(rules.programmes, "programmes", problems);
  CheckUniqueKeys(rules.regimes, "regimes", problems);
  CheckProgrammeAliases(rules, problems);
  for (const Programme& programme : rules.programmes) {
    CheckAuthority(rules, programme.authority, "programme " + programme.key, problems);
  }
  for (const Regime& regime : rules.regimes) {
    for (const SeedRule& seed : regime.seeds) {
      CheckAuthority(rules, seed.authority, "regime " + regime.key, problems);
    }
  }
  for (const RequiredList& list : rules.policy.required_lists) {
    CheckAuthority(rules, list.authority, "policy " + rules.policy.key, problems);
  }
  if (rules.regimes.empty() || rules.policy.key.empty()) {
    problems.Add(InvalidError({.subject = "rules",
                               .cause = "there is no regime or no policy/default.yaml",
                               .remedy = "name a complete rule directory"}));
  }
}

// Digests over (path, content) of every regular file, sorted by path.
absl::Status SetDigests(const std::string& directory, RuleSet& rules) {
  std::vector<std::string> paths;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator at(directory, error), end; !error && at != end;
       at.increment(error)) {
    if (at->is_regular_file()) {
      paths.push_back(at->path().lexically_relative(directory).generic_string());
    }
  }
  if (error) return NotFoundError({.subject = directory, .cause = error.message()});
  std::sort(paths.begin(), paths.end());
  Sha256Builder all;
  Sha256Builder build;
  for (const std::string& path : paths) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string content,
                             ReadFile(JoinPath(directory, path), limits::kRuleFileBytesMax));
    all.AddField(path);
    all.AddField(content);
    if (path.starts_with("names/") || path.starts_with("programmes/") ||
        path.starts_with("sources/")) {
      build.AddField(path);
      build.AddField(content);
    }
  }
  rules.digest = ToHex(all.Finish());
  rules.build_digest = ToHex(build.Finish());
  return absl::OkStatus();
}

}  // namespace

const std::vector<std::string>& FlagTypes() {
  static const std::vector<std::string> types = {"affiliate",
                                                 "controlled",
                                                 "debarment",
                                                 "declared_owner",
                                                 "designated",
                                                 "export_control",
                                                 "former_designation",
                                                 "just_under",
                                                 "magnitsky_style",
                                                 "minority",
                                                 "opaque",
                                                 "owned",
                                                 "pep",
                                                 "undetermined_ownership",
                                                 "upstream",
                                                 "watchlist",
                                                 "weak_alias"};
  return types;
}

absl::StatusOr<RuleCheck> CheckRules(const std::string& directory) {
  if (!IsDirectory(directory)) {
    return NotFoundError({.subject = directory,
                          .cause = "there is no such directory",
                          .remedy = "name the directory that holds regimes/, programmes/, names/"});
  }
  RuleCheck check;
  Problems problems;
  RuleSet& rules = check.rules;
  ReadPack(directory, "sources", "authorities", problems, check.files,
           [&](YamlMap map) { rules.authorities.push_back(ReadAuthority(std::move(map))); });
  ReadPack(directory, "programmes", "programmes", problems, check.files,
           [&](YamlMap map) { rules.programmes.push_back(ReadProgramme(std::move(map))); });
  ReadWholeFiles(directory, "regimes", problems, check.files,
                 [&](YamlMap map) { rules.regimes.push_back(ReadRegime(std::move(map))); });
  ReadWholeFiles(directory, "policy", problems, check.files,
                 [&](YamlMap map) { rules.policy = ReadPolicy(std::move(map)); });
  std::sort(rules.regimes.begin(), rules.regimes.end(),
            [](const Regime& a, const Regime& b) { return a.key < b.key; });
  CheckWholeSet(rules, problems);
  const absl::Status digests = SetDigests(directory, rules);
  if (!digests.ok()) problems.Add(digests);
  check.problems = problems.found();
  return check;
}

absl::StatusOr<std::shared_ptr<const RuleSet>> LoadRules(const std::string& directory) {
  LYNCEUS_ASSIGN_OR_RETURN(RuleCheck check, CheckRules(directory));
  if (!check.problems.empty()) return check.problems.front();
  return std::make_shared<const RuleSet>(std::move(check.rules));
}

}  // namespace lynceus::rules
