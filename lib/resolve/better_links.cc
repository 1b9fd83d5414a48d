#include "lib/resolve/better_links.h"

#include <algorithm>

namespace lynceus::resolve {
namespace {

bool IsListed(const Record& record) {
  return record.at_risk && record.habit == SourceHabit::kOneEach;
}

bool IsEqualName(const NameLink& link) {
  return link.names.score >= NameScoreMin(Agreement::kNothing);
}

template <typename Value>
void SortUnique(std::vector<Value>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

BetterLinks::BetterLinks(const RecordFacts& facts, const std::vector<Position>& canonical,
                         const std::vector<NameLink>& links)
    : facts_(facts), canonical_(canonical) {
  for (Position at = 0; at < facts.size(); ++at) {
    if (IsListed(facts[at])) own_.emplace_back(canonical[at], facts[at].source);
  }
  SortUnique(own_);
  reached_ = own_;
  for (const NameLink& link : links) {
    if (!IsEqualName(link) || !IsListed(facts[link.a]) || !IsListed(facts[link.b])) continue;
    reached_.emplace_back(canonical[link.a], facts[link.b].source);
    reached_.emplace_back(canonical[link.b], facts[link.a].source);
  }
  SortUnique(reached_);
}

bool BetterLinks::Supersede(const NameLink& link) const {
  if (IsEqualName(link) || link.agreement == Agreement::kBirthDay) return false;
  if (!IsListed(facts_[link.a]) || !IsListed(facts_[link.b])) return false;
  const Position a = canonical_[link.a];
  const Position b = canonical_[link.b];
  if (BothIn(a, b)) return true;
  const auto reaches = [&](Position cluster, Position other) {
    return std::binary_search(reached_.begin(), reached_.end(),
                              Reached(cluster, facts_[other].source));
  };
  return reaches(a, link.b) && reaches(b, link.a);
}

bool BetterLinks::BothIn(Position a, Position b) const {
  const auto first = [&](Position cluster) {
    return std::lower_bound(own_.begin(), own_.end(), Reached(cluster, 0));
  };
  auto x = first(a);
  auto y = first(b);
  while (x != own_.end() && y != own_.end() && x->first == a && y->first == b) {
    if (x->second == y->second) return true;
    ++(x->second < y->second ? x : y);
  }
  return false;
}

}  // namespace lynceus::resolve
