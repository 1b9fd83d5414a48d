#pragma once
// One spread over the whole graph of a day: how being blocked goes from seeds outward over
// holdings, to the same least fixpoint as Problem::Must and Problem::May reach from below.
//
// Only parties that a blocked party holds something of are looked at. Bounds of what blocked
// parties can hold of each are added up as they join; a party is measured when the sums could reach
// the threshold: by the sums where these decide (DayGraph::SumsDecide), else by Problem, over the
// party and its holders alone.

#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
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
    const absl::flat_hash_set<Node>* rebutted = nullptr;  // join as seeds alone
    // What is blocked without seeds, which this spread starts from; null: nothing.
    const WholeSpread* base = nullptr;
  };
  WholeSpread(const DayGraph& graph, const RegimePeriod& period, const Options& options);

  // Spreads from `seeds`, and from unknown holders of `with_unknown` (needs options.unknown). Call
  // once. Cost: linear in the holdings of who joins.
  void Run(std::span<const Node> seeds, std::span<const Node> with_unknown);

  // Who meets the regime's test, seeds included, without those of `base`; in no order.
  const std::vector<Node>& reached() const { return reached_; }
  // Who counts as blocked where others are measured, in the same way.
  const std::vector<Node>& blocked() const { return blocked_; }
  // Whether `node` counts as blocked where others are measured. Not all who are reached do: along a
  // majority chain, or where direct holdings alone count, the test on the way is another.
  bool Has(Node node) const;

  // Whether this class knows the rule. Not known: a chain of majorities whose own threshold asks
  // for more than a majority, control that extends by programme outside of a cascade, look-through.
  static bool Knows(const RegimePeriod& period, bool control_extends);

 private:
  struct Tally {
    ShareBound lo;
    ShareBound hi;
    bool due = false;  // will be measured
    bool reached = false;
    bool blocked = false;
  };
  // Whether a party joins, and whether it then counts for what it holds.
  struct Outcome {
    bool reached = false;
    bool blocked = false;
  };

  Tally& TallyOf(Node node);
  void Join(Node node, Tally& tally);
  void Reach(Node node, Tally& tally);
  void Touch(const DayHolding& holding);
  void SetDue(Node node, Tally& tally);
  void SetBranchesDue(Node head_office);
  bool MeasuredBySums(Node node) const {
    return sums_hold_ && graph_.SumsDecide(node) && !(IsDirect() && graph_.IsBranch(node));
  }
  bool IsRebutted(Node node) const {
    return options_.rebutted != nullptr && options_.rebutted->contains(node);
  }
  bool IsDirect() const { return period_.depth == Depth::kDirect; }
  bool CouldReach(const Tally& tally) const;
  ShareBound HighestBySums(Node node, const Tally& tally) const;
  Outcome BySums(Node node, const Tally& tally) const;
  Outcome ByRules(Node node) const;
  bool ReachesDirectly(const Problem& problem, const Ranks& ranks) const;
  void Measure(Node node);

  const DayGraph& graph_;
  const RegimePeriod& period_;
  const RegimePeriod chain_;  // the test on the way
  const Options options_;
  const bool sums_hold_;
  absl::flat_hash_map<Node, Tally> tallies_;
  std::vector<Node> due_by_sums_;
  std::vector<Node> due_by_rules_;
  std::vector<Node> reached_;
  std::vector<Node> blocked_;
};

}  // namespace lynceus::ownership
