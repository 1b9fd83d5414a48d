#include "tests/reference/ownership_reference.h"

#include <algorithm>
#include <map>
#include <optional>

namespace lynceus::reference {
namespace {

constexpr Amount kAll{kWholePpm, 0};

Amount Low(const Share& share) { return {share.lo().ppm, share.lo().open ? 1 : 0}; }
Amount High(const Share& share) { return {share.hi().ppm, share.hi().open ? -1 : 0}; }

bool In(const std::vector<InterestKind>& kinds, InterestKind kind) {
  return std::count(kinds.begin(), kinds.end(), kind) > 0;
}

InterestKind Plain(InterestKind kind) {
  return kind == InterestKind::kOwnershipOther ? InterestKind::kShares : kind;
}

bool Counts(InterestKind kind, const RegimePeriod& period) {
  return std::any_of(period.counts.begin(), period.counts.end(),
                     [&](InterestKind counted) { return Plain(counted) == kind; });
}

bool IsAnyControl(InterestKind kind) {
  return kind == InterestKind::kBoard || kind == InterestKind::kInfluence ||
         kind == InterestKind::kControl;
}

bool OnDay(const Interest& interest, Date day) {
  if (interest.summary || IsAffiliation(interest.kind)) return false;
  if (interest.start && interest.end && *interest.end <= *interest.start) return true;
  return !(interest.start && *interest.start > day) && !(interest.end && *interest.end <= day);
}

bool IsNominator(const Interest& interest) {
  return interest.kind == InterestKind::kNominee && interest.role == "nominator";
}

// The kind under which a direct statement is a stake; nothing where it is none.
std::optional<InterestKind> StakeKind(const Interest& interest, const RegimePeriod& period) {
  if (In(period.controls, Plain(interest.kind)) || interest.indirect) return std::nullopt;
  if (IsNominator(interest)) return InterestKind::kShares;
  if (!IsOwnership(interest.kind)) return std::nullopt;
  return Plain(interest.kind);
}

std::vector<const Statement*> Into(const Graph& graph, int subject, Date day) {
  std::vector<const Statement*> found;
  for (const Statement& statement : graph.statements) {
    if (statement.subject == subject && OnDay(statement.interest, day)) found.push_back(&statement);
  }
  return found;
}

// One stake of what one holder's statements say.
Stake OneOf(const std::vector<const Statement*>& said) {
  Amount max_lo{-1, 0};
  Amount min_lo = kAll + kAll;
  Amount max_hi{-1, 0};
  Amount min_hi = kAll + kAll;
  Stake stake{.holder = said.front()->owner};
  for (const Statement* statement : said) {
    const Share& share = statement->interest.share;
    max_lo = std::max(max_lo, Low(share));
    min_lo = std::min(min_lo, Low(share));
    max_hi = std::max(max_hi, High(share));
    min_hi = std::min(min_hi, High(share));
    if (!statement->interest.joint_group.empty()) {
      stake.groups.insert(statement->interest.joint_group);
    }
  }
  const bool together = max_lo <= min_hi;
  stake.lo = together ? max_lo : min_lo;
  stake.hi = together ? min_hi : max_hi;
  stake.certain = stake.lo;
  return stake;
}

std::vector<Stake> StatedStakes(const Graph& graph, int subject, InterestKind kind,
                                const RegimePeriod& period, Date day) {
  std::map<int, std::vector<const Statement*>> by_holder;
  std::vector<Stake> stakes;
  for (const Statement* statement : Into(graph, subject, day)) {
    if (StakeKind(statement->interest, period) != kind) continue;
    if (statement->owner == kNobody) {
      stakes.push_back(OneOf({statement}));
      stakes.back().certain = {};
    } else {
      by_holder[statement->owner].push_back(statement);
    }
  }
  for (const auto& [holder, said] : by_holder) {
    stakes.push_back(OneOf(said));
    if (holder == subject) stakes.back().certain = {};
  }
  return stakes;
}

bool Holds(const std::vector<Stake>& stakes, int holder) {
  return std::any_of(stakes.begin(), stakes.end(),
                     [&](const Stake& stake) { return stake.holder == holder; });
}

std::vector<Stake> WithFollowers(std::vector<Stake> votes, const std::vector<Stake>& shares) {
  const std::vector<Stake> stated = votes;
  for (Stake follower : shares) {
    if (Holds(stated, follower.holder)) continue;
    follower.follows = true;
    votes.push_back(follower);
  }
  return votes;
}

// Holdings of unknown size, which go to the first counted kind.
void AddUnsized(const Graph& graph, int subject, const RegimePeriod& period, Date day,
                const std::vector<Stake>& all_counted, std::vector<Stake>& stakes) {
  std::map<int, Amount> unsized;
  for (const Statement* statement : Into(graph, subject, day)) {
    const Interest& interest = statement->interest;
    const InterestKind kind = Plain(interest.kind);
    const bool says_something = kind == InterestKind::kVotes || kind == InterestKind::kProfit ||
                                kind == InterestKind::kControl || kind == InterestKind::kTrust ||
                                kind == InterestKind::kShares;
    if (!says_something || In(period.controls, kind) || interest.indirect) continue;
    if (Counts(kind, period) || interest.share.hi().ppm == 0) continue;
    if (kind == InterestKind::kShares && Counts(InterestKind::kVotes, period)) continue;
    if (statement->owner != kNobody && Holds(all_counted, statement->owner)) continue;
    const Amount hi = kind == InterestKind::kControl ? High(interest.share) : kAll;
    if (statement->owner == kNobody) {
      stakes.push_back({.hi = hi});
      continue;
    }
    const auto [found, added] = unsized.try_emplace(statement->owner, hi);
    if (!added) found->second = std::max(found->second, hi);
  }
  for (const auto& [holder, hi] : unsized) stakes.push_back({.holder = holder, .hi = hi});
}

void AddNominees(const Graph& graph, int subject, const RegimePeriod& period, Date day,
                 std::vector<Stake>& stakes) {
  std::map<int, std::vector<const Statement*>> nominees;
  std::map<int, std::vector<const Statement*>> nominators;
  for (const Statement* statement : Into(graph, subject, day)) {
    const Interest& interest = statement->interest;
    if (interest.kind != InterestKind::kNominee || interest.indirect) continue;
    if (In(period.controls, interest.kind)) continue;
    (IsNominator(interest) ? nominators : nominees)[statement->owner].push_back(statement);
  }
  std::int64_t beyond_ppm = 0;
  for (const auto& [holder, said] : nominees) beyond_ppm += OneOf(said).hi.ppm;
  if (nominees.empty()) return;
  if (Counts(InterestKind::kShares, period) || Counts(InterestKind::kVotes, period)) {
    for (const auto& [holder, said] : nominators) beyond_ppm -= OneOf(said).lo.ppm;
  }
  if (beyond_ppm > 0) stakes.push_back({.hi = {std::min(beyond_ppm, kWholePpm), 0}});
}

// All that is asked about one party, worked out once.
struct Party {
  std::vector<std::vector<Stake>> instruments;
  std::vector<int> controllers;
  std::vector<int> uncounted;  // who controls it in a way that the period does not count
  std::vector<int> doubts;
};

Party Study(const Graph& graph, int subject, const RegimePeriod& period, Date day) {
  Party party;
  std::vector<InterestKind> kinds;
  for (const InterestKind kind : period.counts) {
    if (!In(kinds, Plain(kind))) kinds.push_back(Plain(kind));
  }
  for (const InterestKind kind : kinds) {
    party.instruments.push_back(StakesIn(graph, subject, kind, period, day));
  }
  for (const Statement* statement : Into(graph, subject, day)) {
    const Interest& interest = statement->interest;
    const InterestKind kind = Plain(interest.kind);
    if (In(period.controls, kind)) {
      party.controllers.push_back(statement->owner);
      continue;
    }
    if (IsAnyControl(kind)) party.uncounted.push_back(statement->owner);
    if (interest.indirect && kind != InterestKind::kBoard && kind != InterestKind::kInfluence &&
        interest.share.hi().ppm > 0 && period.depth != Depth::kDirect) {
      party.doubts.push_back(statement->owner);
    }
  }
  for (const auto& [a, b] : graph.probable) {
    if (b == subject) party.doubts.push_back(a);
  }
  return party;
}

struct Sums {
  Amount lo;
  Amount hi;
  Amount room;
};

class World {
 public:
  World(const Graph& graph, const RegimePeriod& period, Date day)
      : graph_(graph), period_(period), groups_(IdentityGroups(graph)) {
    for (int party = 0; party < graph.parties; ++party) {
      parties_.push_back(Study(graph, party, period, day));
    }
    if (graph.controlling.empty()) return;
    for (const bool may : {false, true}) {
      std::set<int> everybody;
      for (int party = 0; party < graph.parties; ++party) everybody.insert(party);
      extending_[may] = everybody;
      extending_[may] = Reach(graph.controlling, may, kNobody);
    }
  }

  const Party& party(int number) const { return parties_[static_cast<std::size_t>(number)]; }
  int GroupOf(int number) const { return groups_[static_cast<std::size_t>(number)]; }

  Sums Add(const std::vector<Stake>& stakes, const std::set<int>& blocked) const {
    std::set<std::string> arrangements;
    if (period_.aggregation == Aggregation::kJoint) {
      for (const Stake& stake : stakes) {
        if (blocked.contains(stake.holder)) {
          arrangements.insert(stake.groups.begin(), stake.groups.end());
        }
      }
    }
    Sums sums;
    Amount everything;
    Amount hi_stated;
    Amount hi_following;
    std::map<int, Amount> lows;
    std::map<int, Amount> others;
    std::map<int, Amount> others_stated;
    std::map<int, Amount> others_following;
    int nobody = -1;
    for (const Stake& stake : stakes) {
      everything = everything + stake.lo;
      const bool counts =
          blocked.contains(stake.holder) ||
          std::any_of(stake.groups.begin(), stake.groups.end(),
                      [&](const std::string& group) { return arrangements.contains(group); });
      const int group = stake.holder == kNobody ? nobody-- : GroupOf(stake.holder);
      if (counts) {
        lows[group] = std::max(lows[group], stake.lo);
        Amount& hi = stake.follows ? hi_following : hi_stated;
        hi = hi + stake.hi;
      } else {
        auto& taken = stake.follows ? others_following : others_stated;
        taken[group] = std::max(taken[group], stake.certain);
        others[group] = std::max(others[group], stake.certain);
      }
    }
    const auto total = [](const std::map<int, Amount>& amounts) {
      Amount sum;
      for (const auto& [group, amount] : amounts) sum = sum + amount;
      return sum;
    };
    sums.lo = total(lows);
    sums.hi = hi_stated + hi_following;
    sums.room = sums.hi;
    if (everything > kAll) {
      if (Contradictory(stakes) && sums.hi.ppm > 0) sums.hi = std::max(sums.hi, kAll);
      sums.room = sums.hi;
      return sums;
    }
    sums.hi = hi_stated + std::min(hi_following, kAll - total(others_following));
    sums.hi = std::min(sums.hi, kAll - total(others_stated));
    sums.room = kAll - total(others);
    return sums;
  }

  // More than all is stated, even without assumed votes and counting a group of one once.
  bool Contradictory(const std::vector<Stake>& stakes) const {
    std::map<int, Amount> highest;
    int nobody = -1;
    for (const Stake& stake : stakes) {
      const int group = stake.holder == kNobody ? nobody-- : GroupOf(stake.holder);
      if (!stake.follows) highest[group] = std::max(highest[group], stake.lo);
    }
    Amount sum;
    for (const auto& [group, amount] : highest) sum = sum + amount;
    return sum > kAll;
  }

  bool Reached(Amount amount, bool may, bool is_judged) const {
    if (period_.depth == Depth::kMajorityChain && !is_judged) {
      return Reaches(amount, kWholePpm / 2, AtThreshold::kNotReached, may);
    }
    return Reaches(amount, period_.threshold_ppm, period_.at_threshold, may);
  }

  // Everyone reached from `seeds`, by going over all parties again and again.
  std::set<int> Reach(std::set<int> blocked, bool may, int judged) const {
    for (bool changed = true; changed;) {
      changed = false;
      for (int number = 0; number < graph_.parties; ++number) {
        if (blocked.contains(number) || !Joins(number, blocked, may, judged)) continue;
        blocked.insert(number);
        changed = true;
      }
    }
    return blocked;
  }

 private:
  bool Joins(int number, const std::set<int>& blocked, bool may, int judged) const {
    const Party& own = party(number);
    const auto tied = [&](int holder) { return blocked.contains(holder); };
    if (graph_.rebutted.contains(number)) return false;
    if (may && std::any_of(own.doubts.begin(), own.doubts.end(), tied)) return true;
    if (period_.depth == Depth::kDirect && number != judged) return false;
    if (std::any_of(own.controllers.begin(), own.controllers.end(), tied)) return true;
    const auto extends = [&](int owner) { return tied(owner) && extending_[may].contains(owner); };
    if (std::any_of(own.uncounted.begin(), own.uncounted.end(), extends)) return true;
    return std::any_of(own.instruments.begin(), own.instruments.end(), [&](const auto& stakes) {
      const Sums sums = Add(stakes, blocked);
      return Reached(may ? sums.hi : sums.lo, may, number == judged);
    });
  }

  const Graph& graph_;
  const RegimePeriod& period_;
  const std::vector<int> groups_;
  std::vector<Party> parties_;
  std::set<int> extending_[2];  // must, may: from whom all control extends
};

// The graph above `subject` alone.
Graph Upstream(const Graph& graph, Date day, int subject) {
  std::set<int> above = {subject};
  for (bool changed = true; changed;) {
    changed = false;
    for (const Statement& s : graph.statements) {
      if (s.owner != kNobody && above.contains(s.subject) && OnDay(s.interest, day)) {
        changed = above.insert(s.owner).second || changed;
      }
    }
    for (const auto& [a, b] : graph.probable) {
      if (above.contains(b)) changed = above.insert(a).second || changed;
    }
  }
  Graph upstream{.parties = graph.parties, .rebutted = graph.rebutted};
  for (const int party : graph.controlling) {
    if (above.contains(party)) upstream.controlling.insert(party);
  }
  for (const int party : graph.listed) {
    if (above.contains(party)) upstream.listed.insert(party);
  }
  for (const Statement& s : graph.statements) {
    if (above.contains(s.subject)) upstream.statements.push_back(s);
  }
  for (const auto& [a, b] : graph.probable) {
    if (above.contains(b)) upstream.probable.insert({a, b});
  }
  return upstream;
}

std::vector<std::set<int>> Seedings(const Graph& graph, const World& world, Aggregation aggregation,
                                    bool may) {
  if (aggregation == Aggregation::kAll) return {graph.listed};
  std::map<int, std::set<int>> groups;
  for (const int party : graph.listed) {
    groups[may ? world.GroupOf(party) : party].insert(party);
  }
  std::vector<std::set<int>> seedings;
  seedings.reserve(groups.size());
  for (const auto& [group, members] : groups) seedings.push_back(members);
  return seedings;
}

}  // namespace

bool Reaches(Amount amount, std::int64_t threshold_ppm, AtThreshold at, bool may) {
  const Amount threshold{threshold_ppm, 0};
  if (amount != threshold) return amount > threshold;
  return at == AtThreshold::kReached || (may && at == AtThreshold::kUnverified);
}

std::vector<Stake> StakesIn(const Graph& graph, int subject, InterestKind kind,
                            const RegimePeriod& period, Date day) {
  const auto of = [&](InterestKind counted) {
    std::vector<Stake> stakes = StatedStakes(graph, subject, counted, period, day);
    if (counted != InterestKind::kVotes) return stakes;
    return WithFollowers(std::move(stakes),
                         StatedStakes(graph, subject, InterestKind::kShares, period, day));
  };
  std::vector<Stake> stakes = of(kind);
  if (Plain(period.counts.front()) != kind) return stakes;
  std::vector<Stake> all;
  for (const InterestKind counted : period.counts) {
    const std::vector<Stake> more = of(Plain(counted));
    all.insert(all.end(), more.begin(), more.end());
  }
  AddUnsized(graph, subject, period, day, all, stakes);
  AddNominees(graph, subject, period, day, stakes);
  return stakes;
}

std::vector<int> IdentityGroups(const Graph& graph) {
  std::vector<int> groups(static_cast<std::size_t>(graph.parties));
  for (int i = 0; i < graph.parties; ++i) groups[static_cast<std::size_t>(i)] = i;
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& [a, b] : graph.probable) {
      int& x = groups[static_cast<std::size_t>(a)];
      int& y = groups[static_cast<std::size_t>(b)];
      if (x == y) continue;
      x = y = std::min(x, y);
      changed = true;
    }
  }
  return groups;
}

Result Judge(const Graph& whole, const RegimePeriod& period, Date day, int subject) {
  if (whole.listed.contains(subject)) return {.answer = Answer::kYes};
  const Graph graph = Upstream(whole, day, subject);
  const World world(graph, period, day);
  Result result;
  const std::vector<std::vector<Stake>>& instruments = world.party(subject).instruments;
  const std::vector<Stake>* primary = &instruments.front();
  for (const std::vector<Stake>& stakes : instruments) {
    if (primary->empty()) primary = &stakes;
  }
  if (primary->empty()) primary = &instruments.front();
  Amount stated;
  for (const Stake& stake : *primary) stated = stated + stake.lo;
  result.unstated_ppm = std::max<std::int64_t>(0, kWholePpm - stated.ppm);
  if (!graph.listed.empty()) {
    for (const std::set<int>& seeds : Seedings(graph, world, period.aggregation, false)) {
      if (world.Reach(seeds, false, subject).contains(subject)) {
        result.answer = Answer::kYes;
        return result;
      }
    }
  }
  std::vector<std::set<int>> seedings;
  if (graph.listed.empty()) {
    seedings = {{}};
  } else {
    seedings = Seedings(graph, world, period.aggregation, true);
  }
  for (std::set<int> seeds : seedings) {
    seeds.insert(kNobody);
    const std::set<int> may = world.Reach(seeds, true, subject);
    if (may.contains(subject) && !graph.listed.empty()) result.answer = Answer::kUndetermined;
    std::set<int> others = may;
    others.erase(subject);
    result.opaque = result.opaque || may.contains(subject) ||
                    world.Reached(world.Add(*primary, others).room, true, true);
  }
  if (result.answer != Answer::kNo) result.opaque = false;
  return result;
}

}  // namespace lynceus::reference
