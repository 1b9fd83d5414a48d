#include "lib/rules/read_flags.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"

namespace lynceus::rules {
namespace {

constexpr int kDaysMax = 3'650;
constexpr int kCapitalMax = 1'000'000'000;

using Words = std::vector<std::string_view>;

// Every word in braces must be one that screening fills in: another would stand in the answer.
void CheckText(YamlMap& map, std::string_view text, const Words& known) {
  const std::string list = absl::StrCat("{", Join({known.begin(), known.end()}, "}, {"), "}");
  for (std::size_t at = text.find_first_of("{}"); at != std::string_view::npos;
       at = text.find_first_of("{}", at + 1)) {
    const std::size_t end = text[at] == '{' ? text.find('}', at) : std::string_view::npos;
    const std::string_view word =
        end == std::string_view::npos ? text.substr(at) : text.substr(at + 1, end - at - 1);
    if (end == std::string_view::npos || std::ranges::find(known, word) == known.end()) {
      map.Problem("text", absl::StrCat("nothing fills in ", ToAbsl(word)), "use " + list);
      return;
    }
    at = end;
  }
}

FlagWords ReadWords(YamlMap& map, const Words& known) {
  FlagWords words{.title = map.Text("title", true),
                  .text = map.Text("text", true),
                  .sources = map.Texts("sources")};
  CheckText(map, words.text, known);
  if (words.sources.empty()) {
    map.Problem("sources", "there is no source", "name the text the parameters were read from");
  }
  return words;
}

// A number that must be there.
int NeededNumber(YamlMap& map, std::string_view key, int value_max) {
  return map.Text(key, true).empty() ? 0 : map.Number(key, 0, value_max);
}

std::vector<InterestKind> ReadTies(YamlMap& map, std::string_view key) {
  std::vector<InterestKind> kinds;
  for (const std::string& word : map.Texts(key)) {
    const auto kind = ParseInterestKind(word);
    if (kind && IsAffiliation(*kind)) {
      kinds.push_back(*kind);
    } else {
      map.Problem(key, absl::StrCat(word, " is no kind of tie"),
                  "use director, linked, family, acts_for, member or successor");
    }
  }
  if (kinds.empty()) map.Problem(key, "no kind is named", "name at least one");
  return kinds;
}

void ReadAffiliate(YamlMap& map, AffiliateRule& rule) {
  rule = {.words = ReadWords(map, {"party", "tie"}),
          .ties = ReadTies(map, "ties"),
          .managers = ReadTies(map, "managers"),
          .fund_roles = map.Texts("fund_roles"),
          .parent_from_ppm = map.PercentPpm("parent_from_percent"),
          .joint_venture_from_ppm = map.PercentPpm("joint_venture_from_percent")};
}

void ReadDiluted(YamlMap& map, DilutedRule& rule) {
  rule = {.words = ReadWords(map, {"what", "when", "party", "date"}),
          .before_days = NeededNumber(map, "before_days", kDaysMax),
          .after_days = NeededNumber(map, "after_days", kDaysMax),
          .transfer_days = NeededNumber(map, "transfer_days", kDaysMax),
          .new_company_days = NeededNumber(map, "new_company_days", kDaysMax),
          .tiny_capital_max = NeededNumber(map, "tiny_capital_max", kCapitalMax),
          .own_from_ppm = map.PercentPpm("own_from_percent"),
          .relatives = ReadTies(map, "relatives"),
          .managers = ReadTies(map, "managers")};
}

void ReadOpaque(YamlMap& map, OpaqueRule& rule) {
  rule.words = ReadWords(map, {"what"});
  for (auto& [word, meaning] : map.Pairs("holders")) rule.holders[word] = meaning;
  rule.other_holder = map.Text("other_holder", true);
}

// A rule, its words in braces and what is left to read.
void ReadMinority(YamlMap& map, MinorityRule& rule) {
  rule = {ReadWords(map, {"regime", "verdict"}), map.PercentPpm("from_percent")};
}
void ReadJustUnder(YamlMap& map, JustUnderRule& rule) {
  rule = {ReadWords(map, {"regime", "verdict"}), map.PercentPpm("from_percent")};
}
void ReadCircular(YamlMap& map, CircularRule& rule) {
  rule = {ReadWords(map, {"ring"}), map.Flag("only_below_designated")};
}
void ReadUpstream(YamlMap& map, UpstreamRule& rule) {
  rule = {ReadWords(map, {"kind", "share", "party"}), map.PercentPpm("from_percent")};
}

std::optional<Share> ReadShare(YamlMap& map) {
  const auto share = Share::Parse(map.Text("share", false));
  if (share.ok()) return *share;
  map.Problem("share", "it is no share", "write it as \"49\", \"20..50\" or \"(25..50]\"");
  return std::nullopt;
}

Party ReadParty(YamlMap& map) {
  Party party;
  party.entity.id = map.Text("id", true);
  party.entity.schema = Schema::kCompany;
  if (const std::string word = map.Text("schema", false); !word.empty()) {
    const auto schema = ParseSchema(word);
    if (!schema) map.Problem("schema", absl::StrCat("there is no schema ", word), "use an FtM one");
    party.entity.schema = schema.value_or(Schema::kCompany);
  }
  if (const auto founded = map.Day("founded")) {
    party.entity.founded_dates.push_back(PartialDate::OfDay(*founded));
  }
  if (const std::string capital = map.Text("capital", false); !capital.empty()) {
    party.entity.properties.push_back({"capital", capital});
  }
  Designation listed{.entity_id = party.entity.id,
                     .authority = map.Text("authority", false),
                     .list = map.Text("list", false),
                     .programme = map.Text("programme", false),
                     .date = map.Day("listed_on"),
                     .provenance = {"case", absl::StrCat("line ", map.place().line)}};
  if (!listed.authority.empty()) party.designations.push_back(std::move(listed));
  map.Finish();
  return party;
}

}  // namespace

const std::vector<std::string>& RuledFlagTypes() {
  static const auto& types = *new std::vector<std::string>{
      "affiliate", "circular", "diluted_after_listing", "just_under", "minority",
      "opaque",    "upstream"};
  return types;
}

void ReadFlagRule(YamlMap& map, PackItems& items) {
  FlagRules& rules = items.rules.flags;
  const std::string key = map.Text("key", true);
  if (key == "affiliate") {
    ReadAffiliate(map, rules.affiliate);
  } else if (key == "minority") {
    ReadMinority(map, rules.minority);
  } else if (key == "just_under") {
    ReadJustUnder(map, rules.just_under);
  } else if (key == "diluted_after_listing") {
    ReadDiluted(map, rules.diluted);
  } else if (key == "circular") {
    ReadCircular(map, rules.circular);
  } else if (key == "opaque") {
    ReadOpaque(map, rules.opaque);
  } else if (key == "upstream") {
    ReadUpstream(map, rules.upstream);
  } else {
    map.Problem("key", absl::StrCat(key, " is no flag with a rule"),
                "use " + Join(RuledFlagTypes(), ", "));
    return;
  }
  const auto [first, fresh] = items.flags.try_emplace(key, map.place());
  if (fresh) return;
  map.Problem("key", absl::StrCat("the rule ", key, " stands in ", first->second.file, " too"),
              "keep one of them");
}

Interest ReadFact(YamlMap& map) {
  Interest fact{.owner_id = map.Text("owner", false), .subject_id = map.Text("subject", true)};
  const std::string word = map.Text("kind", true);
  const auto kind = ParseInterestKind(word);
  if (!kind && !word.empty()) {
    map.Problem("kind", absl::StrCat("there is no kind ", word), "mend its spelling");
  }
  fact.kind = kind.value_or(InterestKind::kShares);
  fact.share = ReadShare(map).value_or(Share::Unknown());
  fact.unknown_holder = map.Text("unknown_holder", false);
  fact.start = map.Day("from");
  fact.end = map.Day("until");
  fact.role = map.Text("role", false);
  fact.provenance = {"case", absl::StrCat("line ", map.place().line)};
  map.Finish();
  return fact;
}

void ReadFlagCase(YamlMap& map, PackItems& items) {
  FlagCase each{.name = map.Text("name", true),
                .place = absl::StrCat(map.place().file, " line ", map.place().line),
                .about = map.Text("about", true)};
  each.as_of = map.Day("as_of").value_or(Date());
  for (YamlMap& party : map.Maps("parties")) each.parties.push_back(ReadParty(party));
  for (YamlMap& fact : map.Maps("facts")) each.facts.push_back(ReadFact(fact));
  each.flags = map.Texts("flags");
  std::sort(each.flags.begin(), each.flags.end());
  for (const std::string& type : each.flags) {
    if (std::ranges::find(RuledFlagTypes(), type) != RuledFlagTypes().end()) continue;
    map.Problem("flags", absl::StrCat(type, " is no flag with a rule"),
                "use " + Join(RuledFlagTypes(), ", "));
  }
  items.flag_cases.push_back(std::move(each));
}

}  // namespace lynceus::rules
