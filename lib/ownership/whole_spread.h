#pragma once
// One spread over the whole graph of a day: how being blocked goes from seeds outward over
// holdings, to the same least fixpoint as Problem::Must and Problem::May reach from below.
//
// Only parties that a blocked party holds something of are looked at. Bounds of what blocked
// parties can hold of each are added up as they join; a party is measured when the sums could reach
// the threshold: by the sums where these decide (DayPart::Party), else by Problem, over the
// party and its holders alone.

#include <span>
#include <vector>

#include "lib/model/regime.h"
#include "lib/ownership/day_graph.h"
#include "lib/ownership/spread.h"

namespace lynceus::ownership {

// Borrows everything that it is given. One thread.
class WholeSpread {
 public:
  struct Options {
    bool may = false;
    bool unknown = false;  // holders whom no source names are blocked, too
    // From whom control extends by the definition of a programme; null: from nobody.
    const WholeSpread* extending = nullptr;
    // Control extends from everybody: how `extending` itself is found.
    bool all_extend = false;
    const std::vector<bool>* rebutted = nullptr;  // by member: join as seeds alone
    // What is blocked without seeds, which this spread starts from; null: nothing.
    const WholeSpread* base = nullptr;
  };
  WholeSpread(const DayGraph& graph, const RegimePeriod& period, const Options& options);

  // Spreads from `seeds`, and from unknown holders of `with_unknown` (needs options.unknown).
  // Forgets what an earlier run found. Cost: linear in the holdings of who joins.
  void Run(std::span<const Member> seeds, std::span<const Member> with_unknown);

  // Who meets the regime's test, seeds included, without those of `base`; in no order.
  const std::vector<Member>& reached() const { return reached_; }
  // Who counts as blocked where others are measured, in the same way.
  const std::vector<Member>& blocked() const { return blocked_; }
  // Whether `member` counts as blocked where others are measured. Not all who are reached do: along
  // a majority chain, or where direct holdings alone count, the test on the way is another.
  bool Has(Member member) const {
    return tallies_[member].blocked || (options_.base != nullptr && options_.base->Has(member));
  }

  // Whether this class knows the rule. Not known: a chain of majorities whose own threshold asks
  // for more than a majority, control that extends by programme outside of a cascade, look-through.
  static bool Knows(const RegimePeriod& period, bool control_extends);

 private:
  struct Tally {
    PackedBound lo;
    PackedBound hi;
    bool touched = false;
    bool due = false;  // will be measured
    bool reached = false;
    bool blocked = false;
  };
  // Whether a party joins, and whether it then counts for what it holds.
  struct Outcome {
    bool reached = false;
    bool blocked = false;
  };

  void Forget();
  void Prefetch(Member member) const {
    __builtin_prefetch(&tallies_[member]);
    __builtin_prefetch(&part_[member]);
  }
  Tally& TallyOf(Member member);
  void Join(Member member);
  void Reach(Member member);
  void Touch(const MemberHolding& holding);
  void SetDue(Member member);
  void SetBranchesDue(Member head_office);
  bool MeasuredBySums(Member member) const {
    const DayPart::Party& party = part_[member];
    return sums_hold_ && party.sums_decide && !(IsDirect() && party.is_branch);
  }
  bool IsRebutted(Member member) const {
    return options_.rebutted != nullptr && (*options_.rebutted)[member];
  }
  bool IsDirect() const { return period_.depth == Depth::kDirect; }
  bool CouldReach(const Tally& tally) const;
  ShareBound OthersBySums(Member member) const;
  ShareBound HighestBySums(Member member) const;
  Outcome BySums(Member member) const;
  Outcome ByRules(Member member) const;
  bool ReachesDirectly(const Problem& problem, const Ranks& ranks) const;
  void Measure(Member member);

  const DayGraph& graph_;
  const DayPart& part_;
  const RegimePeriod& period_;
  const RegimePeriod chain_;  // the test on the way
  const Options options_;
  const bool sums_hold_;
  std::vector<Tally> tallies_;  // by member
  std::vector<Member> touched_;
  std::vector<Member> due_by_sums_;
  std::vector<Member> due_by_rules_;
  std::vector<Member> reached_;
  std::vector<Member> blocked_;
};

}  // namespace lynceus::ownership
