#include "lib/ownership/whole_spread.h"

#include <algorithm>

#include "lib/ownership/bounds.h"

namespace lynceus::ownership {
namespace {

bool CountsShares(const RegimePeriod& period) {
  return std::any_of(period.counts.begin(), period.counts.end(), [](InterestKind kind) {
    return kind == InterestKind::kShares || kind == InterestKind::kOwnershipOther;
  });
}

bool AsksForMoreThanMajority(const RegimePeriod& period) {
  return period.threshold_ppm > kWholePpm / 2;
}

RegimePeriod ChainTest(RegimePeriod period) {
  if (period.depth != Depth::kMajorityChain) return period;
  period.depth = Depth::kCascade;
  period.threshold_ppm = kWholePpm / 2;
  period.at_threshold = AtThreshold::kNotReached;
  return period;
}

}  // namespace

WholeSpread::WholeSpread(const DayGraph& graph, const RegimePeriod& period, const Options& options)
    : graph_(graph),
      period_(period),
      chain_(ChainTest(period)),
      options_(options),
      sums_hold_(CountsShares(period)) {}

bool WholeSpread::Knows(const RegimePeriod& period, bool control_extends) {
  switch (period.depth) {
    case Depth::kCascade:
      return true;
    case Depth::kMajorityChain:
      return !control_extends && !AsksForMoreThanMajority(period);
    case Depth::kDirect:
      return !control_extends;
    case Depth::kLookThrough:
      break;
  }
  return false;
}

bool WholeSpread::Has(Node node) const {
  const auto found = tallies_.find(node);
  if (found != tallies_.end() && found->second.blocked) return true;
  return options_.base != nullptr && options_.base->Has(node);
}

// What base's blocked parties hold counts here from the first touch on.
WholeSpread::Tally& WholeSpread::TallyOf(Node node) {
  const auto [found, added] = tallies_.try_emplace(node);
  if (added && options_.base != nullptr) {
    const auto below = options_.base->tallies_.find(node);
    if (below != options_.base->tallies_.end()) {
      found->second = below->second;
      found->second.due = false;
    }
  }
  return found->second;
}

void WholeSpread::Reach(Node node, Tally& tally) {
  if (tally.reached) return;
  tally.reached = true;
  reached_.push_back(node);
}

// The tally is gone once others are touched: a map's values move.
void WholeSpread::Join(Node node, Tally& tally) {
  Reach(node, tally);
  if (tally.blocked) return;
  tally.blocked = true;
  blocked_.push_back(node);
  for (const DayHolding& holding : graph_.HoldingsOf(node)) Touch(holding);
}

void WholeSpread::Touch(const DayHolding& holding) {
  const Node subject = holding.subject;
  if (IsRebutted(subject)) return;
  Tally& tally = TallyOf(subject);
  if (tally.blocked) return;
  tally.lo = Plus(tally.lo, holding.lo.bound());
  tally.hi = Plus(tally.hi, holding.hi.bound());
  if (CouldReach(tally)) SetDue(subject, tally);
  if (IsDirect()) SetBranchesDue(subject);
}

void WholeSpread::SetDue(Node node, Tally& tally) {
  if (tally.due) return;
  tally.due = true;
  (MeasuredBySums(node) ? due_by_sums_ : due_by_rules_).push_back(node);
}

// Where direct holdings alone count, what is held of a head office counts as held of its branches.
void WholeSpread::SetBranchesDue(Node head_office) {
  for (const DayHolding& holding : graph_.HoldingsOf(head_office)) {
    const Node branch = holding.subject;
    if (!graph_.IsBranch(branch) || IsRebutted(branch)) continue;
    Tally& tally = TallyOf(branch);
    if (tally.due || tally.blocked) continue;
    SetDue(branch, tally);
    SetBranchesDue(branch);
  }
}

bool WholeSpread::CouldReach(const Tally& tally) const {
  if (!sums_hold_) return true;
  if (!options_.may) {
    return LowerReaches(tally.lo, period_) || LowerReaches(tally.lo, chain_);
  }
  // Where a single end is open and others are not, the sum is, and so below what it may be.
  const ShareBound hi{tally.hi.ppm, false};
  return UpperReaches(hi, period_) || UpperReaches(hi, chain_);
}

// What blocked parties hold at most: their upper ends, and no more than the others leave.
ShareBound WholeSpread::HighestBySums(Node node, const Tally& tally) const {
  ShareBound others;
  for (const DayHolder& holder : graph_.HoldersOf(node)) {
    if (!Has(holder.owner)) others = Plus(others, holder.share.lo());
  }
  return LowerUpper(tally.hi, RestOf(others));
}

WholeSpread::Outcome WholeSpread::BySums(Node node, const Tally& tally) const {
  const ShareBound hi = options_.may ? HighestBySums(node, tally) : ShareBound{};
  const auto meets = [&](const RegimePeriod& test) {
    return options_.may ? UpperReaches(hi, test) : LowerReaches(tally.lo, test);
  };
  return {.reached = meets(period_), .blocked = !IsDirect() && meets(chain_)};
}

WholeSpread::Outcome WholeSpread::ByRules(Node node) const {
  const Closure closure = graph_.HoldersAlone(node);
  Ranks ranks(closure.nodes.size(), kNever);
  Problem::Exceptions exceptions;
  for (Place place = 0; place < closure.size(); ++place) {
    if (Has(closure.nodes[place])) ranks[place] = 0;
    const bool extends = options_.all_extend || (options_.extending != nullptr &&
                                                 options_.extending->Has(closure.nodes[place]));
    if (extends) exceptions.controlling.push_back(place);
  }
  const Problem own(closure, period_, exceptions);
  const Blocked blocked{.ranks = ranks, .unknown = options_.unknown};
  if (options_.may && own.ByDoubt(0, blocked)) return {.reached = true, .blocked = true};
  if (IsDirect()) return {.reached = ReachesDirectly(own, ranks)};
  const auto meets = [&](const Problem& problem) {
    return problem.ByOwnership(0, blocked, options_.may) ||
           problem.ByControl(0, blocked, options_.may);
  };
  const bool reached = meets(own);
  if (period_.depth == Depth::kCascade) return {.reached = reached, .blocked = reached};
  return {.reached = reached, .blocked = meets(Problem(closure, chain_, exceptions))};
}

// Head offices above a branch are measured with it.
bool WholeSpread::ReachesDirectly(const Problem& problem, const Ranks& ranks) const {
  std::vector<Place> blocked;
  for (Place place = 0; place < ranks.size(); ++place) {
    if (ranks[place] != kNever) blocked.push_back(place);
  }
  return (options_.may ? problem.May(blocked) : problem.Must(blocked))[0] != kNever;
}

void WholeSpread::Measure(Node node) {
  Tally& tally = tallies_[node];
  tally.due = false;
  if (tally.blocked) return;
  const Outcome outcome = MeasuredBySums(node) ? BySums(node, tally) : ByRules(node);
  if (outcome.reached) Reach(node, tally);
  if (outcome.blocked) Join(node, tally);
}

void WholeSpread::Run(std::span<const Node> seeds, std::span<const Node> with_unknown) {
  for (const Node seed : seeds) Join(seed, TallyOf(seed));
  for (const Node node : with_unknown) {
    Touch({.subject = node, .hi = PackedBound(PackedBound::kMuch)});
  }
  // Measuring by rules costs more, so it comes when nothing else is left to do.
  std::vector<Node> now;
  while (!due_by_sums_.empty() || !due_by_rules_.empty()) {
    now.clear();
    now.swap(due_by_sums_.empty() ? due_by_rules_ : due_by_sums_);
    for (const Node node : now) Measure(node);
  }
}

}  // namespace lynceus::ownership
