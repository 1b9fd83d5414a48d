#include "lib/resolve/clusters.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace lynceus::resolve {

Clusters::Clusters(const RecordFacts& facts) : facts_(facts), parent_(facts.size()) {
  std::iota(parent_.begin(), parent_.end(), Position{0});
}

Position Clusters::Find(Position at) const {
  while (parent_[at] != at) at = parent_[at] = parent_[parent_[at]];
  return at;
}

const Clusters::Cluster& Clusters::Of(Position root, Cluster& alone) const {
  const auto found = clusters_.find(root);
  if (found != clusters_.end()) return found->second;
  alone = {.members = {root}, .witnesses = {root}, .decided = {}, .kept = {}};
  if (forbidden_.contains(root)) alone.decided.push_back(root);
  if (facts_[root].habit == SourceHabit::kOneEach) alone.kept.push_back(root);
  return alone;
}

Clusters::Cluster Clusters::Take(Position root) {
  auto node = clusters_.extract(root);
  if (!node.empty()) return std::move(node.mapped());
  Cluster alone;
  Of(root, alone);
  return alone;
}

std::vector<Position> Clusters::Members(Position at) const {
  Cluster alone;
  std::vector<Position> members = Of(Find(at), alone).members;
  std::sort(members.begin(), members.end());
  return members;
}

void Clusters::Forbid(Position a, Position b) {
  for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
    std::vector<Position>& others = forbidden_[from];
    const bool first = others.empty();
    others.push_back(to);
    const auto cluster = clusters_.find(Find(from));
    if (first && cluster != clusters_.end()) cluster->second.decided.push_back(from);
  }
}

bool Clusters::IsForbidden(Position a, Position b) const {
  if (forbidden_.empty()) return false;
  const Position other = Find(b);
  Cluster alone;
  const Cluster& cluster = Of(Find(a), alone);
  return std::any_of(cluster.decided.begin(), cluster.decided.end(), [&](Position member) {
    const std::vector<Position>& apart = forbidden_.at(member);
    return std::any_of(apart.begin(), apart.end(),
                       [&](Position each) { return Find(each) == other; });
  });
}

bool Clusters::Contradict(Position a, Position b) const {
  Cluster one;
  Cluster other;
  const std::vector<Position>& ours = Of(Find(a), one).witnesses;
  const std::vector<Position>& theirs = Of(Find(b), other).witnesses;
  return std::any_of(ours.begin(), ours.end(), [&](Position x) {
    return std::any_of(theirs.begin(), theirs.end(),
                       [&](Position y) { return facts_.Contradict(x, y); });
  });
}

bool Clusters::MixOneList(Position a, Position b) const {
  Cluster one;
  Cluster other;
  const std::vector<Position>& ours = Of(Find(a), one).kept;
  const std::vector<Position>& theirs = Of(Find(b), other).kept;
  if (ours.size() * theirs.size() > kKeptPairsMax) return true;
  return std::any_of(ours.begin(), ours.end(), [&](Position x) {
    return std::any_of(theirs.begin(), theirs.end(), [&](Position y) {
      const bool asked = (x == a && y == b) || (x == b && y == a);
      return !asked && facts_[x].source == facts_[y].source && facts_.Contradict(x, y);
    });
  });
}

void Clusters::Join(Position a, Position b) {
  a = Find(a);
  b = Find(b);
  if (a == b) return;
  Cluster into = Take(a);
  Cluster from = Take(b);
  if (into.members.size() < from.members.size()) {
    std::swap(a, b);
    std::swap(into, from);
  }
  into.members.insert(into.members.end(), from.members.begin(), from.members.end());
  into.decided.insert(into.decided.end(), from.decided.begin(), from.decided.end());
  into.kept.insert(into.kept.end(), from.kept.begin(), from.kept.end());
  for (const Position each : from.witnesses) {
    const bool known =
        std::any_of(into.witnesses.begin(), into.witnesses.end(),
                    [&](Position other) { return facts_.SameForContradiction(each, other); });
    if (!known) into.witnesses.push_back(each);
  }
  parent_[b] = a;
  clusters_.emplace(a, std::move(into));
}

}  // namespace lynceus::resolve
