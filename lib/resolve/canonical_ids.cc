#include "lib/resolve/canonical_ids.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace lynceus::resolve {

void EarlierParties::Add(std::string_view canonical, const std::vector<std::string>& ids) {
  const std::string_view kept = arena_.Keep(canonical);
  answers_.push_back({kept, kept});
  for (const std::string& id : ids) {
    if (id != canonical) answers_.push_back({kept, arena_.Keep(id)});
  }
}

void EarlierParties::Finish() {
  std::sort(answers_.begin(), answers_.end());
  answers_.erase(std::unique(answers_.begin(), answers_.end()), answers_.end());
}

bool EarlierParties::WasCanonical(std::string_view id) const {
  return std::binary_search(answers_.begin(), answers_.end(), Answer{id, id});
}

std::vector<Position> NameClusters(const RecordFacts& facts, const Clusters& clusters,
                                   const EarlierParties& earlier) {
  const auto rank = [&](Position at) {
    const std::string_view id = facts[at].id;
    return std::tuple(!earlier.WasCanonical(id), IsRegistryId(id), at);
  };
  std::vector<Position> best(facts.size());
  for (Position at = 0; at < facts.size(); ++at) best[at] = at;
  for (Position at = 0; at < facts.size(); ++at) {
    Position& of_root = best[clusters.Find(at)];
    if (rank(at) < rank(of_root)) of_root = at;
  }
  std::vector<Position> canonical(facts.size());
  for (Position at = 0; at < facts.size(); ++at) canonical[at] = best[clusters.Find(at)];
  return canonical;
}

std::vector<IdentityChange> ChangesSince(const EarlierParties& earlier, const RecordFacts& facts,
                                         const std::vector<Position>& canonical) {
  using Kind = IdentityChange::Kind;
  std::vector<IdentityChange> changes;
  const auto& answers = earlier.answers();
  for (std::size_t begin = 0; begin < answers.size();) {
    const std::string_view id = answers[begin].canonical;
    std::set<Position> now;
    std::size_t end = begin;
    for (; end < answers.size() && answers[end].canonical == id; ++end) {
      const Position at = facts.Find(answers[end].id);
      if (at < facts.size()) now.insert(canonical[at]);
    }
    begin = end;
    const Position own = facts.Find(id);
    std::vector<std::string> ids;
    for (const Position at : now) ids.emplace_back(facts[at].id);
    if (own == facts.size()) {
      changes.push_back({Kind::kRemoved, std::string(id), std::move(ids)});
      continue;
    }
    if (now.size() > 1) changes.push_back({Kind::kSplit, std::string(id), std::move(ids)});
    if (canonical[own] != own) {
      changes.push_back({Kind::kMerged, std::string(id), {std::string(facts[canonical[own]].id)}});
    }
  }
  std::sort(changes.begin(), changes.end());
  return changes;
}

}  // namespace lynceus::resolve
