// One small function a flag; the caller sorts.
#include "lib/screening/flags.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::screening {
namespace {

// "Just under" starts here: OFAC's FAQ 398 asks for caution with significant minority stakes, and
// stakes cut to 45 to 49.x around a designation are the commonest evasion.
constexpr std::int64_t kJustUnderFromPpm = 450'000;

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

// Affiliations in both directions, one step, to parties that are designated.
absl::Status AddNeighbours(const ScoredParty& match, Date as_of, const Engine& engine,
                           std::vector<Flag>& flags) {
  std::vector<ownership::Edge> owners;
  std::vector<ownership::Edge> holdings;
  LYNCEUS_RETURN_IF_ERROR(engine.owners->OwnersOf(match.number, owners));
  LYNCEUS_RETURN_IF_ERROR(engine.owners->HoldingsOf(match.number, holdings));
  const auto designated = [&](ownership::Node node) -> absl::StatusOr<bool> {
    if (node == ownership::kUnknownHolder || node == match.number) return false;
    std::vector<Designation> designations;
    LYNCEUS_RETURN_IF_ERROR(engine.owners->DesignationsOf(node, designations));
    return std::any_of(designations.begin(), designations.end(),
                       [&](const Designation& d) { return InForce(d, as_of); });
  };
  const auto add = [&](const ownership::Edge& edge, ownership::Node other,
                       bool other_owns) -> absl::Status {
    LYNCEUS_ASSIGN_OR_RETURN(const bool listed, designated(other));
    if (!listed || edge.edge_kind != ownership::EdgeKind::kInterest) return absl::OkStatus();
    const bool affiliation = IsAffiliation(edge.interest.kind);
    if (other_owns && !affiliation) return absl::OkStatus();  // the verdicts speak of ownership
    std::string id;
    std::string name;
    LYNCEUS_RETURN_IF_ERROR(engine.owners->Describe(other, id, name));
    const std::string word = edge.interest.role.empty()
                                 ? std::string(InterestKindName(edge.interest.kind))
                                 : edge.interest.role;
    if (affiliation) {
      flags.push_back({.type = "affiliate",
                       .text = absl::StrCat(word, other_owns ? ": " : " of: ", name, " (", id, ")"),
                       .rests_on = {id}});
    } else {
      flags.push_back({.type = "upstream",
                       .text = absl::StrCat("holds ", ToAbsl(InterestKindName(edge.interest.kind)),
                                            " ", edge.interest.share.ToString(), " of ", name, " (",
                                            id, "), which is designated; listing does not flow up"),
                       .rests_on = {id}});
    }
    return absl::OkStatus();
  };
  for (const ownership::Edge& edge : owners) {
    LYNCEUS_RETURN_IF_ERROR(add(edge, edge.owner, true));
  }
  for (const ownership::Edge& edge : holdings) {
    LYNCEUS_RETURN_IF_ERROR(add(edge, edge.subject, false));
  }
  return absl::OkStatus();
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

// A YES of a regime that freezes is owned or controlled; one of another measure restricts some
// dealings, as a listing of its kind does.
const char* FlagOfYes(const Verdict& verdict) {
  if (verdict.measure == "export_licence") return "export_control";
  if (verdict.measure != kAssetFreeze) return "sectoral";
  return verdict.basis == Basis::kControlled ? "controlled" : "owned";
}

void SortUnique(std::vector<Flag>& flags) {
  std::sort(flags.begin(), flags.end(), [](const Flag& a, const Flag& b) {
    return std::tie(a.type, a.text, a.rests_on) < std::tie(b.type, b.text, b.rests_on);
  });
  flags.erase(std::unique(flags.begin(), flags.end()), flags.end());
}

}  // namespace

bool InForce(const Designation& designation, Date as_of) {
  if (designation.date && as_of < *designation.date) return false;
  return !designation.end_date || as_of < *designation.end_date;
}

std::vector<Flag> OwnershipFlags(const std::vector<Verdict>& verdicts, const RuleSet& rules,
                                 Date as_of) {
  std::vector<Flag> flags;
  const auto add = [&](const char* type, const Verdict& verdict) {
    flags.push_back({.type = type,
                     .text = absl::StrCat(verdict.regime, ": ", verdict.text),
                     .rests_on = {verdict.regime}});
  };
  for (const Verdict& verdict : verdicts) {
    if (verdict.answer == Answer::kUndetermined) add("undetermined_ownership", verdict);
    if (verdict.answer == Answer::kYes && verdict.basis != Basis::kListed) {
      add(FlagOfYes(verdict), verdict);
    }
    for (const std::string& caution : verdict.cautions) {
      flags.push_back({.type = "caution",
                       .text = absl::StrCat(verdict.regime, ": ", caution),
                       .rests_on = {verdict.regime}});
    }
    if (verdict.answer != Answer::kNo) continue;
    const Regime* regime = rules.FindRegime(verdict.regime);
    const RegimePeriod* period = regime == nullptr ? nullptr : regime->PeriodOn(as_of);
    const std::int64_t held_ppm = verdict.blocked.hi().ppm;
    if (period != nullptr && held_ppm > 0) {
      const bool near = held_ppm >= kJustUnderFromPpm && held_ppm <= period->threshold_ppm;
      add(near ? "just_under" : "minority", verdict);
    }
    if (verdict.opaque) add("opaque", verdict);
  }
  return flags;
}

absl::StatusOr<std::vector<Flag>> FlagsOf(const ScoredParty& match,
                                          const std::vector<Verdict>& verdicts, Date as_of,
                                          const Engine& engine) {
  std::vector<Flag> flags = OwnershipFlags(verdicts, *engine.rules, as_of);
  // Nobody owns a person, and a listed party's own owners decide nothing.
  if (match.party.entity.schema == Schema::kPerson || !match.party.designations.empty()) {
    flags.erase(std::remove_if(flags.begin(), flags.end(),
                               [](const Flag& flag) { return flag.type == "opaque"; }),
                flags.end());
  }
  AddDesignated(match.party.designations, *engine.rules, as_of, flags);
  for (const Designation& designation : match.party.designations) {
    if (InForce(designation, as_of)) AddMagnitsky(designation, *engine.rules, "", flags);
  }
  absl::Status status;
  AddInheritedMagnitsky(verdicts, as_of, engine, match, status, flags);
  LYNCEUS_RETURN_IF_ERROR(status);
  LYNCEUS_RETURN_IF_ERROR(AddNeighbours(match, as_of, engine, flags));
  AddTopics(match.party.entity, flags);
  if (match.matched_kind == NameKind::kWeak && !match.matched_by_identifier) {
    flags.push_back({.type = "weak_alias",
                     .text = "matched by a name that its list calls weak",
                     .rests_on = {match.party.entity.id}});
  }
  SortUnique(flags);
  return flags;
}

}  // namespace lynceus::screening
