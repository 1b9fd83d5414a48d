#include "lib/screening/magnitsky.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/ownership/closure.h"
#include "lib/ownership/facts.h"
#include "lib/ownership/seeds.h"

namespace lynceus::screening {
namespace {

bool IsStep(const EvidenceItem& item) {
  return item.kind == EvidenceKind::kInterest || item.kind == EvidenceKind::kIdentity;
}

// The ids that steps lead to from `from` (or, where `up`, lead from to it), itself included.
std::set<std::string> Reached(const std::vector<EvidenceItem>& steps, const std::string& from,
                              bool up) {
  std::set<std::string> reached = {from};
  for (std::size_t before = 0; before != reached.size();) {
    before = reached.size();
    for (const EvidenceItem& item : steps) {
      if (!IsStep(item)) continue;
      const std::string& tail = up ? item.subject_id : item.owner_id;
      if (reached.contains(tail)) reached.insert(up ? item.owner_id : item.subject_id);
    }
  }
  return reached;
}

// The steps of a proof that lie on a way from `owner` down to `party`, in the proof's order.
std::vector<EvidenceItem> WayDown(const std::vector<EvidenceItem>& proof, const std::string& owner,
                                  const std::string& party) {
  const std::set<std::string> below = Reached(proof, owner, false);
  const std::set<std::string> above = Reached(proof, party, true);
  std::vector<EvidenceItem> way;
  for (const EvidenceItem& item : proof) {
    const bool on_way = IsStep(item) && below.contains(item.owner_id) &&
                        above.contains(item.owner_id) && above.contains(item.subject_id);
    if (on_way) way.push_back(item);
  }
  return way;
}

const Programme* MagnitskyProgramme(const Designation& designation, const RuleSet& rules) {
  const Programme* const programme = rules.ProgrammeOf(designation);
  return programme == nullptr || programme->magnitsky_class.empty() ? nullptr : programme;
}

std::string FindingText(const MagnitskyFinding& finding) {
  std::string said = finding.legal_basis;
  if (!finding.themes.empty()) {
    absl::StrAppend(&said, said.empty() ? "" : "; ", Join(finding.themes, ", "));
  }
  return absl::StrCat(finding.magnitsky_class, " ", finding.programme, said.empty() ? "" : " (",
                      said, said.empty() ? "" : ")", " of ", finding.jurisdiction,
                      finding.date ? " since " + finding.date->ToString() : ", date not stated",
                      finding.inherited_under.empty()
                          ? ""
                          : absl::StrCat(", inherited from ", finding.party_id, " under ",
                                         finding.inherited_under));
}

Flag FlagOf(const Designation& designation, const Programme& programme, const RuleSet& rules,
            const std::string& inherited_under) {
  const Authority* const authority = rules.FindAuthority(programme.authority);
  MagnitskyFinding finding{.magnitsky_class = programme.magnitsky_class,
                           .jurisdiction = authority == nullptr ? "" : authority->jurisdiction,
                           .authority = programme.authority,
                           .programme = programme.key,
                           .themes = programme.themes,
                           .legal_basis = programme.legal_basis,
                           .date = designation.date,
                           .party_id = designation.entity_id,
                           .inherited_under = inherited_under};
  std::string text = FindingText(finding);
  return {.type = "magnitsky_style",
          .text = std::move(text),
          .rests_on = {designation.entity_id},
          .magnitsky = std::move(finding)};
}

// What `owner`, whom the verdict's proof names as listed, hands down to the party.
absl::Status AddInherited(const OwnershipQuestion& question, const Verdict& verdict,
                          ownership::Node owner, const std::string& party,
                          std::vector<Flag>& flags) {
  const Regime* const regime = question.rules.FindRegime(verdict.regime);
  if (regime == nullptr) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Designation> designations,
                           DesignationsInForce(question, owner));
  for (const Designation& each : designations) {
    const Programme* const programme = MagnitskyProgramme(each, question.rules);
    const bool seeds = std::ranges::any_of(
        regime->seeds, [&](const SeedRule& rule) { return ownership::Seeds(rule, each); });
    if (programme == nullptr || !seeds) continue;
    LYNCEUS_ASSIGN_OR_RETURN(EvidenceItem listing,
                             ownership::DesignationFact(question.graph, owner, each));
    Flag flag = FlagOf(each, *programme, question.rules, regime->key);
    const std::string id = listing.owner_id;
    flag.evidence.push_back(std::move(listing));
    for (EvidenceItem& step : WayDown(verdict.evidence, id, party)) {
      flag.evidence.push_back(std::move(step));
    }
    flags.push_back(std::move(flag));
  }
  return absl::OkStatus();
}

bool ThroughOwners(const Verdict& verdict) {
  return verdict.answer == Answer::kYes && verdict.basis != Basis::kListed;
}

// The parties above the question's by their ids, itself not.
absl::StatusOr<std::map<std::string, ownership::Node>> OwnersById(
    const OwnershipQuestion& question) {
  LYNCEUS_ASSIGN_OR_RETURN(
      const ownership::Closure closure,
      ownership::CollectClosure(question.graph, question.as_of, question.party));
  std::map<std::string, ownership::Node> owners;
  for (ownership::Place place = 1; place < closure.size(); ++place) {
    if (closure.designations[place].empty()) continue;
    std::string id;
    std::string name;
    LYNCEUS_RETURN_IF_ERROR(question.graph.Describe(closure.nodes[place], id, name));
    owners.emplace(std::move(id), closure.nodes[place]);
  }
  return owners;
}

}  // namespace

absl::Status AddMagnitsky(const OwnershipQuestion& question,
                          const std::vector<Designation>& designations,
                          const std::vector<Verdict>& verdicts, std::vector<Flag>& flags) {
  for (const Designation& each : designations) {
    const Programme* const programme = MagnitskyProgramme(each, question.rules);
    if (programme == nullptr || !InForce(each, question.as_of)) continue;
    flags.push_back(FlagOf(each, *programme, question.rules, ""));
  }
  if (std::ranges::none_of(verdicts, ThroughOwners)) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(const auto owners, OwnersById(question));
  std::string party;
  std::string name;
  LYNCEUS_RETURN_IF_ERROR(question.graph.Describe(question.party, party, name));
  for (const Verdict& verdict : verdicts) {
    if (!ThroughOwners(verdict)) continue;
    std::set<std::string> listed;
    for (const EvidenceItem& item : verdict.evidence) {
      if (item.kind == EvidenceKind::kDesignation) listed.insert(item.owner_id);
    }
    for (const std::string& id : listed) {
      const auto owner = owners.find(id);
      if (owner == owners.end()) continue;
      LYNCEUS_RETURN_IF_ERROR(AddInherited(question, verdict, owner->second, party, flags));
    }
  }
  return absl::OkStatus();
}

}  // namespace lynceus::screening
