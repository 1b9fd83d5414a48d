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
      part_(graph.part()),
      period_(period),
      chain_(ChainTest(period)),
      options_(options),
      sums_hold_(CountsShares(period)),
      tallies_(part_.size()) {}

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

void WholeSpread::Forget() {
  for (const Member member : touched_) tallies_[member] = {};
  touched_.clear();
  reached_.clear();
  blocked_.clear();
}

// What base's blocked parties hold counts here from the first touch on.
WholeSpread::Tally& WholeSpread::TallyOf(Member member) {
  Tally& tally = tallies_[member];
  if (tally.touched) return tally;
  if (options_.base != nullptr) {
    tally = options_.base->tallies_[member];
    tally.due = false;
  }
  tally.touched = true;
  touched_.push_back(member);
  return tally;
}

void WholeSpread::Reach(Member member) {
  if (tallies_[member].reached) return;
  tallies_[member].reached = true;
  reached_.push_back(member);
}

// REQUIRES: `member` was touched.
void WholeSpread::Join(Member member) {
  Reach(member);
  if (tallies_[member].blocked) return;
  tallies_[member].blocked = true;
  blocked_.push_back(member);
  constexpr std::size_t kAhead = 8;
  const std::span<const MemberHolding> holdings = part_.HoldingsOf(member);
  for (std::size_t i = 0; i < holdings.size(); ++i) {
    if (i + kAhead < holdings.size()) Prefetch(holdings[i + kAhead].subject);
    Touch(holdings[i]);
  }
}

void WholeSpread::Touch(const MemberHolding& holding) {
  const Member subject = holding.subject;
  if (IsRebutted(subject)) return;
  Tally& tally = TallyOf(subject);
  if (tally.blocked) return;
  tally.lo = Plus(tally.lo, holding.lo);
  tally.hi = Plus(tally.hi, holding.hi);
  if (CouldReach(tally)) SetDue(subject);
  if (IsDirect()) SetBranchesDue(subject);
}

void WholeSpread::SetDue(Member member) {
  if (tallies_[member].due) return;
  tallies_[member].due = true;
  (MeasuredBySums(member) ? due_by_sums_ : due_by_rules_).push_back(member);
}

// Where direct holdings alone count, what is held of a head office counts as held of its branches.
void WholeSpread::SetBranchesDue(Member head_office) {
  for (const MemberHolding& holding : part_.HoldingsOf(head_office)) {
    const Member branch = holding.subject;
    if (!part_[branch].is_branch || IsRebutted(branch)) continue;
    const Tally& tally = TallyOf(branch);
    if (tally.due || tally.blocked) continue;
    SetDue(branch);
    SetBranchesDue(branch);
  }
}

bool WholeSpread::CouldReach(const Tally& tally) const {
  if (!sums_hold_) return true;
  if (!options_.may) {
    const ShareBound lo = tally.lo.bound();
    return LowerReaches(lo, period_) || LowerReaches(lo, chain_);
  }
  // Where a single end is open and others are not, the sum is, and so below what it may be.
  const ShareBound hi{tally.hi.bound().ppm, false};
  return UpperReaches(hi, period_) || UpperReaches(hi, chain_);
}

// What named parties that are not blocked hold at least.
ShareBound WholeSpread::OthersBySums(Member member) const {
  ShareBound others;
  for (const DayHolder& holder : graph_.HoldersOf(part_[member].node)) {
    if (holder.owner == kUnknownHolder) continue;
    const Member owner = part_.MemberOf(holder.owner);
    if (owner == kNoMember || !Has(owner)) others = Plus(others, holder.share.lo());
  }
  return others;
}

// What blocked parties hold at most: their upper ends, and no more than the others leave. Whether
// one of the others' ends is open matters at a threshold alone, and is looked up only there.
ShareBound WholeSpread::HighestBySums(Member member) const {
  const Tally& tally = tallies_[member];
  const ShareBound hi = tally.hi.bound();
  const std::int64_t others_ppm = part_[member].named_lo_ppm - tally.lo.bound().ppm;
  const ShareBound rest = RestOf({others_ppm, false});
  const bool at_threshold = rest.ppm == period_.threshold_ppm || rest.ppm == chain_.threshold_ppm;
  return LowerUpper(hi, at_threshold ? RestOf(OthersBySums(member)) : rest);
}

WholeSpread::Outcome WholeSpread::BySums(Member member) const {
  const ShareBound hi = options_.may ? HighestBySums(member) : ShareBound{};
  const ShareBound lo = tallies_[member].lo.bound();
  const auto meets = [&](const RegimePeriod& test) {
    return options_.may ? UpperReaches(hi, test) : LowerReaches(lo, test);
  };
  return {.reached = meets(period_), .blocked = !IsDirect() && meets(chain_)};
}

WholeSpread::Outcome WholeSpread::ByRules(Member member) const {
  const Closure closure = graph_.HoldersAlone(part_[member].node);
  Ranks ranks(closure.nodes.size(), kNever);
  Problem::Exceptions exceptions;
  for (Place place = 0; place < closure.size(); ++place) {
    const Member holder = part_.MemberOf(closure.nodes[place]);
    if (holder != kNoMember && Has(holder)) ranks[place] = 0;
    const bool extends =
        options_.all_extend ||
        (options_.extending != nullptr && holder != kNoMember && options_.extending->Has(holder));
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

void WholeSpread::Measure(Member member) {
  tallies_[member].due = false;
  if (tallies_[member].blocked) return;
  const Outcome outcome = MeasuredBySums(member) ? BySums(member) : ByRules(member);
  if (outcome.reached) Reach(member);
  if (outcome.blocked) Join(member);
}

void WholeSpread::Run(std::span<const Member> seeds, std::span<const Member> with_unknown) {
  Forget();
  for (const Member seed : seeds) {
    TallyOf(seed);
    Join(seed);
  }
  for (const Member member : with_unknown) {
    Touch({.subject = member, .hi = part_[member].unknown_hi});
  }
  // Measuring by rules costs more, so it comes when nothing else is left to do.
  std::vector<Member> now;
  while (!due_by_sums_.empty() || !due_by_rules_.empty()) {
    now.clear();
    now.swap(due_by_sums_.empty() ? due_by_rules_ : due_by_sums_);
    for (std::size_t i = 0; i < now.size(); ++i) {
      part_.Prefetch(std::span(now).subspan(i));
      Measure(now[i]);
    }
  }
}

}  // namespace lynceus::ownership
