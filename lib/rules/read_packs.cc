#include "lib/rules/read_packs.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/strings.h"
#include "lib/rules/load.h"
#include "lib/rules/pack_dates.h"
#include "lib/rules/pack_kinds.h"
#include "lib/rules/read_coverage.h"
#include "lib/rules/read_entries.h"
#include "lib/rules/read_export.h"
#include "lib/rules/read_policy.h"
#include "lib/rules/read_policy_cases.h"
#include "lib/rules/read_programmes.h"

namespace lynceus::rules {
namespace {

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

Authority OneAuthority(YamlMap& map) {
  Authority authority{.key = map.Text("key", true),
                      .title = map.Text("title", true),
                      .jurisdiction = ReadJurisdictionWord(map),
                      .aliases = map.Texts("aliases"),
                      .lists = map.Texts("lists"),
                      .list_flags = {}};
  ReadListFlags(map, authority);
  return authority;
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

Regime OneRegime(YamlMap& map) {
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

// --- rebuttals ---

// Who decided, why and since when are asked of each: they stand in every verdict that rests on it.
PartyRebuttal OneRebuttal(YamlMap& map) {
  PartyRebuttal rebuttal{.party_id = map.Text("party", true),
                         .rebuttal = {.regime = map.Text("regime", true),
                                      .author = map.Text("author", true),
                                      .reason = map.Text("reason", true)}};
  if (!map.Text("date", true).empty()) rebuttal.rebuttal.date = map.Day("date");
  rebuttal.rebuttal.until = map.Day("until");
  const Rebuttal& said = rebuttal.rebuttal;
  if (said.date && said.until && *said.until <= *said.date) {
    map.Problem("until", "the rebuttal ends before it begins", "write the first day no longer");
  }
  return rebuttal;
}

}  // namespace

void ReadAuthority(YamlMap& map, PackItems& items) {
  items.authorities.push_back(map.place());
  items.rules.authorities.push_back(OneAuthority(map));
}

void ReadProgramme(YamlMap& map, PackItems& items) {
  items.programmes.push_back(map.place());
  items.rules.programmes.push_back(ReadProgramme(map, items.unverified));
}

void ReadCoverage(YamlMap& map, PackItems& items) {
  items.jurisdictions.push_back(map.place());
  items.rules.jurisdictions.push_back(ReadJurisdiction(map));
}

void ReadExportControl(YamlMap& map, PackItems& items) {
  items.export_control = map.place();
  items.rules.export_control = ReadExportRules(map, items.unverified);
}

void ReadRegime(YamlMap& map, PackItems& items) {
  Regime regime = OneRegime(map);
  const bool sanctions = regime.kind == RegimeKind::kSanctions;
  (sanctions ? items.regimes : items.beneficial).push_back(map.place());
  (sanctions ? items.rules.regimes : items.rules.beneficial).push_back(std::move(regime));
}

void ReadPreset(YamlMap& map, PackItems& items) {
  items.presets.push_back(map.place());
  items.rules.presets.push_back(ReadPreset(map));
}

void ReadPolicy(YamlMap& map, PackItems& items) { items.policy = ReadPolicy(map); }

void ReadExamplePolicy(YamlMap& map, PackItems& items) {
  items.policy_examples.push_back(ReadPolicy(map));
}

void ReadGoodGuy(YamlMap& map, PackItems& items) {
  items.good_guys.push_back(map.place());
  items.rules.good_guys.push_back(ReadGoodGuy(map));
}

void ReadBlockEntry(YamlMap& map, PackItems& items) {
  items.block_entries.push_back(map.place());
  items.rules.block_entries.push_back(ReadBlockEntry(map));
}

void ReadRebuttal(YamlMap& map, PackItems& items) {
  items.rebuttals.push_back(map.place());
  items.rules.rebuttals.push_back(OneRebuttal(map));
}

// --- golden cases ---

void ReadAuthorityCase(YamlMap& map, PackItems& items) {
  items.authority_cases.push_back({.word = map.Text("word", true),
                                   .authority = map.Text("authority", true),
                                   .place = map.place()});
}

void ReadProgrammeCase(YamlMap& map, PackItems& items) {
  items.programme_cases.push_back({.authority = map.Text("authority", true),
                                   .code = map.Text("code", true),
                                   .legal_basis = map.Text("legal_basis", false),
                                   .programme = map.Text("programme", true),
                                   .magnitsky_class = map.Text("class", true),
                                   .place = map.place()});
}

void ReadPolicyCase(YamlMap& map, PackItems& items) {
  items.policy_cases.push_back(ReadPolicyCase(map));
}

void ReadExportWordsCase(YamlMap& map, PackItems& items) {
  items.export_cases.push_back(ReadExportCase(map));
}

// --- files ---

void ReadItems(YamlMap& map, std::string_view list, Problems& problems,
               const std::function<void(YamlMap&)>& read) {
  const std::size_t before = problems.found().size();
  std::vector<YamlMap> items = map.Maps(list);
  if (items.empty() && problems.found().size() == before) {
    map.Problem(list, "the list is missing or empty", "fill it, or remove the file");
  }
  for (YamlMap& item : items) {
    read(item);
    item.Finish();
  }
}

std::vector<ParsedFile> ParseFiles(const std::string& directory, const RuleFiles& files,
                                   Problems& problems) {
  std::vector<ParsedFile> parsed;
  for (const auto& [path, content] : files.content) {
    const PackKind* const kind = KindOf(path);
    if (kind->schema.empty()) continue;  // no YAML
    const std::string file = JoinPath(directory, path);
    auto node = ReadYaml(file, content, problems);
    if (!node || kind->read == nullptr) continue;
    parsed.push_back({.kind = kind, .path = path, .file = file, .node = *std::move(node)});
  }
  return parsed;
}

PackItems ReadPacks(const std::vector<ParsedFile>& files, const std::set<std::string>& paths,
                    Problems& problems) {
  PackItems items;
  for (const ParsedFile& file : files) {
    if (!paths.contains(file.path)) continue;
    const PackKind& kind = *file.kind;
    YamlMap map(file.file, file.node, problems, absl::StrCat(ToAbsl(kind.schema), ":"));
    ReadHeader(file.path, map);
    if (kind.list.empty()) {
      kind.read(map, items);
    } else {
      ReadItems(map, kind.list, problems, [&](YamlMap& item) { kind.read(item, items); });
    }
    map.Finish();
  }
  return items;
}

}  // namespace lynceus::rules
