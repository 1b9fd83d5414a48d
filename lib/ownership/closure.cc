#include "lib/ownership/closure.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/ownership/facts.h"

namespace lynceus::ownership {
namespace {

class Collector {
 public:
  Collector(const InterestSource& graph, Date day) : graph_(graph), day_(day) {}

  absl::StatusOr<Closure> Collect(Node subject) {
    LYNCEUS_RETURN_IF_ERROR(PlaceOf(subject).status());
    for (Place place = 0; place < closure_.size(); ++place) {
      LYNCEUS_RETURN_IF_ERROR(Visit(place));
    }
    closure_.facts_begin.push_back(closure_.facts.size());
    JoinIdentities();
    IndexFeeds(closure_);
    return std::move(closure_);
  }

 private:
  absl::StatusOr<Place> PlaceOf(Node node) {
    const auto [found, added] = places_.try_emplace(node, closure_.size());
    if (!added) return found->second;
    if (closure_.nodes.size() >= limits::kOwnerClosureNodesMax) {
      return LimitError({.subject = "owner closure",
                         .place = absl::StrCat("node ", closure_.nodes.front()),
                         .cause = "more parties than this stand above the judged party",
                         .limit = absl::StrCat(limits::kOwnerClosureNodesMax, " parties"),
                         .remedy = "review this party by hand; no verdict was made"});
    }
    closure_.nodes.push_back(node);
    return found->second;
  }

  absl::Status Visit(Place place) {
    const Node node = closure_.nodes[place];
    closure_.facts_begin.push_back(closure_.facts.size());
    edges_.clear();
    LYNCEUS_RETURN_IF_ERROR(graph_.OwnersOf(node, edges_));
    for (Edge& edge : edges_) {
      if (!Bears(edge, day_)) continue;
      Place owner = kNoPlace;
      if (edge.owner != kUnknownHolder) {
        LYNCEUS_ASSIGN_OR_RETURN(owner, PlaceOf(edge.owner));
      }
      closure_.facts.push_back({owner, place, std::move(edge)});
    }
    std::vector<Designation>& own = closure_.designations.emplace_back();
    LYNCEUS_RETURN_IF_ERROR(graph_.DesignationsOf(node, own));
    std::erase_if(own, [&](const Designation& d) { return !InForce(d.date, d.end_date, day_); });
    std::sort(own.begin(), own.end());
    std::vector<Rebuttal>& rebuttals = closure_.rebuttals.emplace_back();
    LYNCEUS_RETURN_IF_ERROR(graph_.RebuttalsOf(node, rebuttals));
    std::erase_if(rebuttals, [&](const Rebuttal& r) { return !InForce(r.date, r.until, day_); });
    return absl::OkStatus();
  }

  Place Root(Place place) {
    std::vector<Place>& parent = closure_.identity_class;
    while (parent[place] != place) place = parent[place] = parent[parent[place]];
    return place;
  }

  void JoinIdentities() {
    closure_.identity_class.resize(closure_.size());
    std::iota(closure_.identity_class.begin(), closure_.identity_class.end(), Place{0});
    for (const Closure::Fact& fact : closure_.facts) {
      if (fact.edge.edge_kind != EdgeKind::kProbableIdentity) continue;
      const Place a = Root(fact.owner);
      const Place b = Root(fact.subject);
      closure_.identity_class[std::max(a, b)] = std::min(a, b);
    }
    for (Place place = 0; place < closure_.size(); ++place) {
      closure_.identity_class[place] = Root(place);
    }
  }

  const InterestSource& graph_;
  const Date day_;
  Closure closure_;
  std::unordered_map<Node, Place> places_;
  std::vector<Edge> edges_;
};

}  // namespace

bool InForce(const std::optional<Date>& first, const std::optional<Date>& end, Date day) {
  if (first && end && *end <= *first) return true;
  return (!first || *first <= day) && (!end || day < *end);
}

bool Bears(const Edge& edge, Date day) {
  if (!InForce(edge.interest.start, edge.interest.end, day)) return false;
  if (edge.edge_kind == EdgeKind::kProbableIdentity) return edge.owner != kUnknownHolder;
  return !edge.interest.summary && !IsAffiliation(edge.interest.kind);
}

void IndexFeeds(Closure& closure) {
  closure.feeds_begin.assign(closure.nodes.size() + 1, 0);
  for (const Closure::Fact& fact : closure.facts) {
    if (fact.owner != kNoPlace) ++closure.feeds_begin[fact.owner + 1];
  }
  std::partial_sum(closure.feeds_begin.begin(), closure.feeds_begin.end(),
                   closure.feeds_begin.begin());
  closure.feeds.resize(closure.feeds_begin.back());
  std::vector<std::size_t> next(closure.feeds_begin);
  for (const Closure::Fact& fact : closure.facts) {
    if (fact.owner != kNoPlace) closure.feeds[next[fact.owner]++] = fact.subject;
  }
}

absl::StatusOr<Closure> CollectClosure(const InterestSource& graph, Date day, Node subject) {
  return Collector(graph, day).Collect(subject);
}

}  // namespace lynceus::ownership
