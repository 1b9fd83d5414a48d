// Parties without an owner are taken away until none is left that has none: whoever stays has an
// owner that stays, so that a walk upwards must come back to where it was.
#include "lib/screening/rings.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/ownership/facts.h"

namespace lynceus::screening {
namespace {

using ownership::Closure;
using ownership::Place;

bool IsHolding(const Closure::Fact& fact) {
  return fact.owner != ownership::kNoPlace &&
         fact.edge.edge_kind == ownership::EdgeKind::kInterest &&
         IsOwnership(fact.edge.interest.kind) && fact.edge.interest.share.hi().ppm > 0;
}

// Whether each place stays.
std::vector<bool> Core(const Closure& closure) {
  std::vector<std::size_t> owners(closure.size());
  std::vector<std::vector<Place>> held(closure.size());
  for (const Closure::Fact& fact : closure.facts) {
    if (!IsHolding(fact)) continue;
    ++owners[fact.subject];
    held[fact.owner].push_back(fact.subject);
  }
  std::vector<bool> stays(closure.size(), true);
  std::vector<Place> open;
  for (Place place = 0; place < closure.size(); ++place) {
    if (owners[place] == 0) open.push_back(place);
  }
  while (!open.empty()) {
    const Place place = open.back();
    open.pop_back();
    stays[place] = false;
    for (const Place subject : held[place]) {
      if (--owners[subject] == 0) open.push_back(subject);
    }
  }
  return stays;
}

// The holdings of one ring, each by the subject of the one before; none where there is no ring.
std::vector<const Closure::Fact*> FindRing(const Closure& closure) {
  const std::vector<bool> stays = Core(closure);
  const auto first = std::find(stays.begin(), stays.end(), true);
  std::vector<const Closure::Fact*> walk;
  if (first == stays.end()) return walk;
  std::vector<std::size_t> seen_at(closure.size(), limits::kOwnerClosureNodesMax);
  Place place = static_cast<Place>(first - stays.begin());
  while (seen_at[place] == limits::kOwnerClosureNodesMax) {
    seen_at[place] = walk.size();
    for (const Closure::Fact& fact : closure.FactsInto(place)) {
      if (!IsHolding(fact) || !stays[fact.owner]) continue;
      walk.push_back(&fact);
      break;
    }
    place = walk.back()->owner;
  }
  walk.erase(walk.begin(), walk.begin() + static_cast<std::ptrdiff_t>(seen_at[place]));
  std::reverse(walk.begin(), walk.end());
  return walk;
}

bool HasDesignated(const Closure& closure) {
  return std::any_of(closure.designations.begin(), closure.designations.end(),
                     [](const auto& designations) { return !designations.empty(); });
}

}  // namespace

absl::Status AddRing(const OwnershipQuestion& question, const Closure& closure,
                     std::vector<Flag>& flags) {
  const CircularRule& rule = question.rules.flags.circular;
  if (rule.only_below_designated && !HasDesignated(closure)) return absl::OkStatus();
  const std::vector<const Closure::Fact*> ring = FindRing(closure);
  if (ring.empty()) return absl::OkStatus();
  Flag flag{.type = "circular"};
  std::string words;
  for (const Closure::Fact* const fact : ring) {
    LYNCEUS_ASSIGN_OR_RETURN(EvidenceItem item,
                             ownership::InterestFact(question.graph, fact->edge));
    absl::StrAppend(&words, item.owner_name, " holds ", item.share.ToString(), " of ");
    flag.rests_on.push_back(item.owner_id);
    if (flag.evidence.size() < limits::kEvidenceItemsMax) flag.evidence.push_back(std::move(item));
  }
  words += flag.evidence.front().owner_name;
  flag.text = FillIn(rule.words.text, {{"ring", words}});
  flags.push_back(std::move(flag));
  return absl::OkStatus();
}

}  // namespace lynceus::screening
