// The closure stands breadth first from the party, so that the first fact that leads to an owner is
// the last step of a shortest chain.
#include "lib/screening/listed_owners.h"

#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/ownership/facts.h"

namespace lynceus::screening {
namespace {

using ownership::Closure;
using ownership::Place;

// Ids of the parties whose listing some verdict shows.
absl::flat_hash_set<std::string> ShownBy(const std::vector<Verdict>& verdicts) {
  absl::flat_hash_set<std::string> ids;
  for (const Verdict& verdict : verdicts) {
    for (const EvidenceItem& item : verdict.evidence) {
      if (item.kind == EvidenceKind::kDesignation) ids.insert(item.owner_id);
    }
  }
  return ids;
}

// For each place the first fact of which it is the owner; null for the party itself.
std::vector<const Closure::Fact*> StepsDown(const Closure& closure) {
  std::vector<const Closure::Fact*> steps(closure.size());
  for (const Closure::Fact& fact : closure.facts) {
    if (fact.owner == ownership::kNoPlace || fact.owner == 0) continue;
    const Closure::Fact*& step = steps[fact.owner];
    if (step == nullptr) step = &fact;
  }
  return steps;
}

std::string StepWords(const EvidenceItem& item) {
  if (item.kind == EvidenceKind::kIdentity) return "is probably ";
  return absl::StrCat("has ", item.text, " of ");
}

absl::StatusOr<Flag> FlagOf(const OwnershipQuestion& question, const Closure& closure,
                            const std::vector<const Closure::Fact*>& steps, Place listed) {
  Flag flag{.type = "affiliate", .detail = "listed_owner"};
  LYNCEUS_ASSIGN_OR_RETURN(EvidenceItem listing,
                           ownership::DesignationFact(question.graph, closure.nodes[listed],
                                                      closure.designations[listed].front()));
  flag.rests_on.push_back(listing.owner_id);
  flag.evidence.push_back(std::move(listing));
  std::string tie;
  for (Place place = listed; place != 0; place = steps[place]->subject) {
    LYNCEUS_ASSIGN_OR_RETURN(EvidenceItem item,
                             ownership::InterestFact(question.graph, steps[place]->edge));
    absl::StrAppend(&tie, tie.empty() ? "it " : ", which ", StepWords(item), item.subject_name);
    if (flag.evidence.size() < limits::kEvidenceItemsMax) flag.evidence.push_back(std::move(item));
  }
  LYNCEUS_ASSIGN_OR_RETURN(const std::string name,
                           ownership::PartyWords(question.graph, closure.nodes[listed]));
  flag.text = FillIn(question.rules.flags.affiliate.words.text, {{"party", name}, {"tie", tie}});
  return flag;
}

}  // namespace

absl::Status AddListedOwners(const OwnershipQuestion& question, const Closure& closure,
                             const std::vector<Verdict>& verdicts, std::vector<Flag>& flags) {
  const absl::flat_hash_set<std::string> shown = ShownBy(verdicts);
  const std::vector<const Closure::Fact*> steps = StepsDown(closure);
  for (Place place = 1; place < closure.size(); ++place) {
    if (closure.designations[place].empty() || steps[place] == nullptr) continue;
    LYNCEUS_ASSIGN_OR_RETURN(Flag flag, FlagOf(question, closure, steps, place));
    if (!shown.contains(flag.rests_on.front())) flags.push_back(std::move(flag));
  }
  return absl::OkStatus();
}

}  // namespace lynceus::screening
