// One small function a flag; the caller sorts.
#include "lib/screening/flags.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/screening/export_control.h"
#include "lib/screening/group_flags.h"
#include "lib/screening/magnitsky.h"

namespace lynceus::screening {
namespace {

std::string DesignationText(const Designation& designation) {
  return absl::StrCat(designation.authority, " ", designation.list, " ", designation.programme,
                      designation.date ? " since " + designation.date->ToString() : "");
}

void AddDesignated(const std::vector<Designation>& designations, const RuleSet& rules, Date as_of,
                   std::vector<Flag>& flags) {
  for (const Designation& designation : designations) {
    std::string type = "former_designation";
    if (InForce(designation, as_of)) {
      type = rules.ListFlag(designation.authority, designation.list);
    }
    if (type == "export_control") {
      flags.push_back(ExportFlag(designation, rules));
    } else {
      flags.push_back({.type = std::move(type),
                       .text = DesignationText(designation),
                       .rests_on = {designation.entity_id}});
    }
  }
}

// FtM topics that a source gives a party, and the flag each makes. A topic `sanction` without a
// designation record is still a reason to look.
void AddTopics(const Entity& entity, std::vector<Flag>& flags) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kTopics = {
      {{"role.pep", "pep"},
       {"role.rca", "pep"},
       {"role.pol", "pep"},
       {"role.oligarch", "watchlist"},
       {"export.control", "export_control"},
       {"export.risk", "export_control"},
       {"debarment", "debarment"},
       {"sanction", "watchlist"},
       {"asset.frozen", "watchlist"},
       {"crime", "watchlist"},
       {"wanted", "watchlist"},
       {"poi", "watchlist"}}};
  for (const Property& property : entity.properties) {
    if (property.name != "topics") continue;
    for (const auto& [topic, type] : kTopics) {
      const bool same = property.value == topic ||
                        (property.value.starts_with(topic) && property.value[topic.size()] == '.');
      if (same) {
        flags.push_back(
            {.type = std::string(type),
             .text = absl::StrCat("topic ", property.value, " in ", entity.provenance.source),
             .detail = type == "pep" ? std::string(topic) : "",
             .rests_on = {entity.id}});
      }
    }
  }
}

void SortUnique(std::vector<Flag>& flags) {
  std::stable_sort(flags.begin(), flags.end(), [](const Flag& a, const Flag& b) {
    return std::tie(a.type, a.text, a.rests_on) < std::tie(b.type, b.text, b.rests_on);
  });
  flags.erase(std::unique(flags.begin(), flags.end()), flags.end());
}

}  // namespace

absl::StatusOr<std::vector<Flag>> FlagsOf(const ScoredParty& match,
                                          const std::vector<Verdict>& verdicts, Date as_of,
                                          const Engine& engine) {
  const EntityOf entity_of = EntitiesOf(*engine.snapshot);
  const bool person = match.party.entity.schema == Schema::kPerson;
  const OwnershipQuestion question{.graph = *engine.owners,
                                   .party = match.number,
                                   .as_of = as_of,
                                   .rules = *engine.rules,
                                   .lists = engine.lists,
                                   .entity_of = entity_of,
                                   .owners_matter = !person && match.party.designations.empty()};
  LYNCEUS_ASSIGN_OR_RETURN(std::vector<Flag> flags, OwnershipFlags(question, verdicts));
  LYNCEUS_RETURN_IF_ERROR(AddOwnersEntries(question, verdicts, flags));
  AddDesignated(match.party.designations, *engine.rules, as_of, flags);
  LYNCEUS_RETURN_IF_ERROR(AddMagnitsky(question, match.party.designations, verdicts, flags));
  const bool listed = std::ranges::any_of(match.party.designations,
                                          [&](const auto& each) { return InForce(each, as_of); });
  if (!listed) {
    LYNCEUS_ASSIGN_OR_RETURN(std::vector<Flag> groups, GroupFlagsOf(match, as_of, engine));
    std::ranges::move(groups, std::back_inserter(flags));
  }
  AddTopics(match.party.entity, flags);
  if (match.matched_kind == NameKind::kWeak && !match.matched_by_identifier) {
    flags.push_back({.type = "weak_alias",
                     .text = "matched by a name that its list calls weak",
                     .rests_on = {match.party.entity.id}});
  }
  SortUnique(flags);
  return flags;
}

EntityOf EntitiesOf(const store::Snapshot& snapshot) {
  return [&snapshot](ownership::Node node) -> absl::StatusOr<Entity> {
    LYNCEUS_ASSIGN_OR_RETURN(Party party, snapshot.PartyByNumber(node));
    return std::move(party.entity);
  };
}

}  // namespace lynceus::screening
