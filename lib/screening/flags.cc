// One small function a flag; the caller sorts.
#include "lib/screening/flags.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/screening/group_flags.h"

namespace lynceus::screening {
namespace {

std::string DesignationText(const Designation& designation) {
  return absl::StrCat(designation.authority, " ", designation.list, " ", designation.programme,
                      designation.date ? " since " + designation.date->ToString() : "");
}

// What a listing means: on most lists that the party is blocked, on some a lesser measure. A list
// that the rules do not know counts as the stricter.
std::string ListFlag(const Designation& designation, const RuleSet& rules) {
  const Authority* const authority = rules.FindAuthority(designation.authority);
  if (authority == nullptr) return "designated";
  const auto flag = authority->list_flags.find(designation.list);
  return flag == authority->list_flags.end() ? "designated" : flag->second;
}

void AddDesignated(const std::vector<Designation>& designations, const RuleSet& rules, Date as_of,
                   std::vector<Flag>& flags) {
  for (const Designation& designation : designations) {
    const bool in_force = InForce(designation, as_of);
    flags.push_back({.type = in_force ? ListFlag(designation, rules) : "former_designation",
                     .text = DesignationText(designation),
                     .rests_on = {designation.entity_id}});
  }
}

void AddMagnitsky(const Designation& designation, const RuleSet& rules, const std::string& via,
                  std::vector<Flag>& flags) {
  const Programme* programme = rules.FindProgramme(designation.authority, designation.programme);
  if (programme == nullptr || programme->magnitsky_class.empty()) return;
  flags.push_back(
      {.type = "magnitsky_style",
       .text = absl::StrCat(
           programme->magnitsky_class, " ", programme->key,
           programme->legal_basis.empty() ? "" : absl::StrCat(" (", programme->legal_basis, ")"),
           via),
       .rests_on = {designation.entity_id}});
}

// A company of a Magnitsky-style designee carries the flag under the issuing authority's own regime
// only.
void AddInheritedMagnitsky(const std::vector<Verdict>& verdicts, Date as_of, const Engine& engine,
                           const ScoredParty& match, absl::Status& status,
                           std::vector<Flag>& flags) {
  for (const Verdict& verdict : verdicts) {
    if (verdict.answer != Answer::kYes || verdict.basis == Basis::kListed) continue;
    const Regime* regime = engine.rules->FindRegime(verdict.regime);
    if (regime == nullptr) continue;
    for (const EvidenceItem& item : verdict.evidence) {
      if (item.kind != EvidenceKind::kDesignation) continue;
      const auto owner = engine.snapshot->NumberOf(item.owner_id);
      if (!owner.ok() || *owner == match.number) continue;
      std::vector<Designation> designations;
      status.Update(engine.owners->DesignationsOf(*owner, designations));
      for (const Designation& designation : designations) {
        const bool own = std::any_of(
            regime->seeds.begin(), regime->seeds.end(),
            [&](const SeedRule& seed) { return seed.authority == designation.authority; });
        if (own && InForce(designation, as_of)) {
          AddMagnitsky(designation, *engine.rules,
                       absl::StrCat(", inherited from ", item.owner_id, " under ", verdict.regime),
                       flags);
        }
      }
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
             .rests_on = {entity.id}});
      }
    }
  }
}

void SortUnique(std::vector<Flag>& flags) {
  std::sort(flags.begin(), flags.end(), [](const Flag& a, const Flag& b) {
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
  LYNCEUS_ASSIGN_OR_RETURN(
      std::vector<Flag> flags,
      OwnershipFlags({.graph = *engine.owners,
                      .party = match.number,
                      .as_of = as_of,
                      .rules = *engine.rules,
                      .lists = engine.lists,
                      .entity_of = entity_of,
                      .owners_matter = !person && match.party.designations.empty()},
                     verdicts));
  AddDesignated(match.party.designations, *engine.rules, as_of, flags);
  for (const Designation& designation : match.party.designations) {
    if (InForce(designation, as_of)) AddMagnitsky(designation, *engine.rules, "", flags);
  }
  absl::Status status;
  AddInheritedMagnitsky(verdicts, as_of, engine, match, status, flags);
  LYNCEUS_RETURN_IF_ERROR(status);
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
