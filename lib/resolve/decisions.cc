#include "lib/resolve/decisions.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::resolve {
namespace {

using Forced = std::map<std::string, std::vector<const Decision*>>;  // by either id

auto OrderOf(const Decision& decision) {
  return std::tie(decision.kind, decision.a, decision.b, decision.date, decision.author,
                  decision.reason, decision.place);
}

std::string ReasonOf(const Decision& decision) {
  return absl::StrCat(decision.kind == Decision::Kind::kForce ? "forced" : "kept apart", " by ",
                      decision.author, " on ", decision.date.ToString(), ": ", decision.reason,
                      " (", decision.place, ")");
}

// The places of the forced pairs that lead from `from` to `to`; the fewest.
std::vector<std::string> ForcedWay(const Forced& forced, const std::string& from,
                                   const std::string& to) {
  std::map<std::string, const Decision*> came_by = {{from, nullptr}};
  std::deque<std::string> open = {from};
  while (!open.empty() && !came_by.contains(to)) {
    const std::string at = open.front();
    open.pop_front();
    const auto pairs = forced.find(at);
    if (pairs == forced.end()) continue;
    for (const Decision* const pair : pairs->second) {
      const std::string& next = pair->a == at ? pair->b : pair->a;
      if (came_by.emplace(next, pair).second) open.push_back(next);
    }
  }
  std::vector<std::string> places;
  for (std::string at = to; at != from;) {
    const auto step = came_by.find(at);
    if (step == came_by.end()) return {};
    places.push_back(step->second->place);
    at = step->second->a == at ? step->second->b : step->second->a;
  }
  std::sort(places.begin(), places.end());
  return places;
}

// Decided over all that is written, not only over the records that are there today: a file that
// contradicts itself is not to wait for the day on which its records meet.
absl::Status CheckAgainstEachOther(const std::vector<Decision>& decisions) {
  Forced forced;
  for (const Decision& each : decisions) {
    if (each.kind != Decision::Kind::kForce) continue;
    forced[each.a].push_back(&each);
    forced[each.b].push_back(&each);
  }
  for (const Decision& each : decisions) {
    if (each.a == each.b) {
      return InvalidError({.subject = each.place,
                           .cause = absl::StrCat("the decision names ", each.a, " twice"),
                           .remedy = "give the ids of two records"});
    }
    if (each.kind != Decision::Kind::kForbid) continue;
    const std::vector<std::string> way = ForcedWay(forced, each.a, each.b);
    if (way.empty()) continue;
    return InvalidError(
        {.subject = each.place,
         .cause = absl::StrCat(each.a, " and ", each.b,
                               " are kept apart here and forced to be one (", Join(way, "; "), ")"),
         .remedy = "take one of these decisions out"});
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<DecisionsApplied> Apply(const std::vector<Decision>& decisions,
                                       const RecordFacts& facts, Clusters& clusters) {
  LYNCEUS_RETURN_IF_ERROR(CheckAgainstEachOther(decisions));
  std::vector<const Decision*> sorted;
  for (const Decision& each : decisions) sorted.push_back(&each);
  std::sort(sorted.begin(), sorted.end(),
            [](const Decision* x, const Decision* y) { return OrderOf(*x) < OrderOf(*y); });
  DecisionsApplied applied;
  std::set<std::tuple<Decision::Kind, Position, Position>> seen;
  for (const Decision* const each : sorted) {
    const Position a = facts.Find(each->a);
    const Position b = facts.Find(each->b);
    if (a == facts.size() || b == facts.size()) {
      applied.notes.push_back(absl::StrCat(each->place, ": no effect, since no record has the id ",
                                           a == facts.size() ? each->a : each->b));
      continue;
    }
    if (!seen.emplace(each->kind, std::min(a, b), std::max(a, b)).second) {
      applied.notes.push_back(absl::StrCat(each->place, ": says again what was decided before"));
      continue;
    }
    IdentityLink link{std::string(facts[std::min(a, b)].id), std::string(facts[std::max(a, b)].id),
                      ReasonOf(*each)};
    if (each->kind == Decision::Kind::kForce) {
      clusters.Join(a, b);
      applied.merges.push_back(std::move(link));
    } else {
      clusters.Forbid(a, b);
      applied.apart.push_back(std::move(link));
    }
  }
  return applied;
}

}  // namespace lynceus::resolve
