#include "lib/screening/group_flags.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::screening {
namespace {

Flag FamilyFlag(const Group& group, const FamilyFinding& finding, std::string field) {
  const char* const country = finding.sure == kProbable ? ", and its country agrees" : "";
  return {.type = "affiliate",
          .text = GroupText(group, absl::StrCat("a name bears \"", finding.word, "\"", country)),
          .detail = "group",
          .rule = group.key,
          .found = "name_family",
          .sure = finding.sure,
          .field = std::move(field)};
}

// Parties of which a name is exactly `name`, by the names of the index.
absl::Status AddByName(const std::string& name, std::size_t group, const Engine& engine,
                       std::vector<GroupRoot>& roots) {
  const Preset exact{
      .key = "exact", .match_score_min = kScoreMax, .facts = FactsUse::kIdentifiersOnly};
  const Question question{.names = {name}, .facts = {.schema = Schema::kCompany}};
  LYNCEUS_ASSIGN_OR_RETURN(
      const Found found,
      FindMatches(question,
                  {.preset = exact, .score_min = kScoreMax, .parties_max = limits::kMatchesMax},
                  engine));
  for (const ScoredParty& party : found.parties) {
    if (party.party.entity.schema == Schema::kPerson) continue;
    roots.push_back({.node = party.number, .group = group, .by_name = true});
  }
  return absl::OkStatus();
}

absl::Status AddRoots(const Group& group, std::size_t number, const Engine& engine,
                      std::vector<GroupRoot>& roots) {
  const std::size_t before = roots.size();
  for (const std::string& id : group.root_ids) {
    const auto node = engine.snapshot->NumberOf(id);
    if (node.ok()) {
      roots.push_back({.node = *node, .group = number});
    } else if (!absl::IsNotFound(node.status())) {
      return node.status();
    }
  }
  for (const Identifier& identifier : group.root_identifiers) {
    const std::string value = names::NormalizeIdentifier(identifier.type, identifier.value);
    LYNCEUS_ASSIGN_OR_RETURN(const std::vector<std::uint32_t> parties,
                             engine.snapshot->PartiesByIdentifier(identifier.type, value));
    for (const std::uint32_t party : parties) roots.push_back({.node = party, .group = number});
  }
  if (roots.size() != before) return absl::OkStatus();
  for (const std::string& name : group.root_names) {
    LYNCEUS_RETURN_IF_ERROR(AddByName(name, number, engine, roots));
  }
  return absl::OkStatus();
}

// One party may be found by several of its ids.
void SortUnique(std::vector<GroupRoot>& roots) {
  const auto key = [](const GroupRoot& root) { return std::pair(root.group, root.node); };
  std::ranges::sort(roots, {}, key);
  const auto same = std::ranges::unique(roots, {}, key);
  roots.erase(same.begin(), same.end());
}

std::vector<std::string> CountriesOf(const Entity& entity) {
  std::vector<std::string> countries;
  countries.reserve(entity.countries.size() + entity.addresses.size());
  for (const CountryFact& country : entity.countries) countries.push_back(country.code);
  for (const Address& address : entity.addresses) countries.push_back(address.country);
  return countries;
}

bool Surer(const FamilyFinding& finding, const Flag& flag) {
  return finding.sure == kProbable && flag.sure != kProbable;
}

// The surest finding of each group over several names; of equals the first.
class ByGroup {
 public:
  explicit ByGroup(const Engine& engine) : engine_(engine) {}

  void Add(const names::AnalyzedName& name, const std::vector<std::string>& countries,
           const std::string& field) {
    for (const FamilyFinding& finding : engine_.group_words->Find(name, countries)) {
      const auto found = flags_.find(finding.group);
      if (found != flags_.end() && !Surer(finding, found->second)) continue;
      flags_.insert_or_assign(finding.group,
                              FamilyFlag(engine_.rules->groups[finding.group], finding, field));
    }
  }
  std::vector<Flag> Take() {
    std::vector<Flag> flags;
    flags.reserve(flags_.size());
    for (auto& [group, flag] : flags_) flags.push_back(std::move(flag));
    return flags;
  }

 private:
  const Engine& engine_;
  std::map<std::size_t, Flag> flags_;
};

}  // namespace

absl::StatusOr<std::vector<GroupRoot>> FindGroupRoots(const Engine& engine) {
  std::vector<GroupRoot> roots;
  const std::vector<Group>& groups = engine.rules->groups;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    LYNCEUS_RETURN_IF_ERROR(AddRoots(groups[i], i, engine, roots));
  }
  SortUnique(roots);
  return roots;
}

absl::StatusOr<std::vector<Flag>> GroupFlagsOf(const ScoredParty& match, Date as_of,
                                               const Engine& engine) {
  LYNCEUS_ASSIGN_OR_RETURN(std::vector<Flag> flags,
                           engine.group_members->FlagsOf(match.number, as_of));
  const Entity& entity = match.party.entity;
  if (entity.schema == Schema::kPerson) return flags;
  ByGroup by_group(engine);
  const std::vector<std::string> countries = CountriesOf(entity);
  for (const Name& name : entity.names) {
    const auto analyzed = engine.analyzer->Analyze(name.text, entity.schema);
    if (analyzed.ok()) by_group.Add(*analyzed, countries, "");
  }
  // What is stated says more than a name.
  for (Flag& flag : by_group.Take()) {
    const bool stated =
        std::ranges::any_of(flags, [&](const Flag& each) { return each.rule == flag.rule; });
    if (!stated) flags.push_back(std::move(flag));
  }
  return flags;
}

absl::StatusOr<std::vector<Flag>> GroupFlagsOf(const AskedNames& asked, const Engine& engine) {
  if (asked.schema == Schema::kPerson) return std::vector<Flag>();
  ByGroup by_group(engine);
  for (std::size_t i = 0; i < asked.names.size(); ++i) {
    const AskedForm& name = asked.names[i];
    const std::string place = absl::StrCat("value ", asked.first + i);
    names::AnalyzedName form = name.form;
    if (form.tokens.empty()) {
      auto analyzed = engine.analyzer->Analyze(name.asked, asked.schema);
      if (!analyzed.ok()) {
        return Annotate(analyzed.status(), {.subject = std::string(asked.field), .place = place});
      }
      form = *std::move(analyzed);
    }
    by_group.Add(form, asked.countries, absl::StrCat(ToAbsl(asked.field), ", ", place));
  }
  return by_group.Take();
}

}  // namespace lynceus::screening
