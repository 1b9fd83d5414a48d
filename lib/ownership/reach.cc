// Judge's answer for every party, from a few spreads.
//
// Must: a party is in it where seeds below which it stands block it; parties elsewhere in the graph
// change nothing, so one spread over the whole graph gives each party the answer of its own
// closure. May: the same, with unknown holders blocked; these count only where a listed party
// stands in the closure. So what they do without any seed is spread once (`base`), over the parties
// that can bear on who is downstream of a seed, and of it only who is downstream counts.
//
// May holds all of must, so it goes on from there. Where holdings are not added over all blocked
// parties, each seed spreads alone, on top of `base`.
#include "lib/ownership/reach.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/ownership/whole_spread.h"

namespace lynceus::ownership {
namespace {

using NodeSet = absl::flat_hash_set<Node>;

class Finder {
 public:
  Finder(const DayGraph& graph, const Regime& regime, const LoadedLists& lists)
      : graph_(graph), regime_(regime), period_(regime.PeriodOn(graph.day())) {
    for (const auto& [node, designations] : graph.designated()) {
      const Seed seed = SeedOf(regime, designations);
      if (seed.position == Seed::kNone) continue;
      seeds_.push_back(node);
      if (seed.controlling) controlling_.push_back(node);
    }
    listed_.insert(seeds_.begin(), seeds_.end());
    for (const SeedRule& rule : regime.seeds) {
      if (!lists.Has(rule)) missing_.push_back(rule.authority);
    }
  }

  absl::StatusOr<Reach> Find() {
    const bool in_force = period_ != nullptr && !period_->suspended;
    if (!in_force || missing_.size() == regime_.seeds.size()) {
      reach_.others = Answer::kNotEvaluated;
      reach_.why = in_force ? MissingText()
                            : absl::StrCat("the rule was ",
                                           period_ == nullptr ? "not in force" : "suspended",
                                           " on ", graph_.day().ToString());
    } else {
      LYNCEUS_RETURN_IF_ERROR(Spread());
    }
    Collect();
    return std::move(reach_);
  }

 private:
  std::string MissingText() const {
    return absl::StrCat("lists not loaded of: ", Join(missing_, ", "));
  }

  absl::Status Spread() {
    if (!WholeSpread::Knows(*period_, !controlling_.empty())) {
      return MakeError(absl::StatusCode::kUnimplemented,
                       {.subject = absl::StrCat("regime ", regime_.key),
                        .cause = "its rule cannot be followed over the whole graph",
                        .remedy = "ask for verdicts party by party"});
    }
    FindRebutted();
    FindExtending();
    const std::vector<std::vector<Node>> blocked = FindMust();
    if (missing_.empty()) {
      FindMay(blocked);
      return absl::OkStatus();
    }
    reach_.others = Answer::kNotEvaluated;
    reach_.why = MissingText();
    return absl::OkStatus();
  }

  void FindRebutted() {
    if (!period_->rebuttable) return;
    for (const auto& [node, rebuttals] : graph_.rebutted()) {
      const bool rebutted =
          std::any_of(rebuttals.begin(), rebuttals.end(),
                      [&](const Rebuttal& each) { return each.regime == regime_.key; });
      if (rebutted && !listed_.contains(node)) rebutted_.insert(node);
    }
  }

  WholeSpread::Options OptionsFor(bool may) const {
    const std::optional<WholeSpread>& extending = may ? extending_may_ : extending_must_;
    return {.may = may,
            .unknown = may,
            .extending = extending ? &*extending : nullptr,
            .rebutted = &rebutted_};
  }

  // From whom control extends by the definition of a programme.
  void FindExtending() {
    if (controlling_.empty()) return;
    for (const bool may : {false, true}) {
      WholeSpread& spread =
          (may ? extending_may_ : extending_must_)
              .emplace(
                  graph_, *period_,
                  WholeSpread::Options{.may = may, .all_extend = true, .rebutted = &rebutted_});
      spread.Run(controlling_, {});
    }
  }

  // Seeds that spread together. Where holdings are not added over all blocked parties, each seed is
  // alone, but for may: listed parties that may be one party are one seed.
  std::vector<std::vector<Node>> Groups() const {
    if (period_->aggregation == Aggregation::kAll) return {seeds_};
    std::map<Node, std::vector<Node>> classes;
    for (const Node seed : seeds_) classes[graph_.IdentityClass(seed)].push_back(seed);
    std::vector<std::vector<Node>> groups;
    groups.reserve(classes.size());
    for (auto& [first, members] : classes) groups.push_back(std::move(members));
    return groups;
  }

  // Gives back who is blocked for certain, by group: may goes on from there.
  std::vector<std::vector<Node>> FindMust() {
    const WholeSpread::Options options = OptionsFor(/*may=*/false);
    std::vector<std::vector<Node>> blocked;
    const auto spread_from = [&](std::span<const Node> seeds) {
      WholeSpread spread(graph_, *period_, options);
      spread.Run(seeds, {});
      must_.insert(spread.reached().begin(), spread.reached().end());
      blocked.back().insert(blocked.back().end(), spread.blocked().begin(), spread.blocked().end());
    };
    for (const std::vector<Node>& group : Groups()) {
      blocked.emplace_back();
      if (period_->aggregation == Aggregation::kAll) {
        spread_from(group);
        continue;
      }
      for (const Node& seed : group) spread_from(std::span(&seed, 1));
    }
    return blocked;
  }

  void FindMay(const std::vector<std::vector<Node>>& blocked_by_group) {
    WholeSpread::Options options = OptionsFor(/*may=*/true);
    WholeSpread base(graph_, *period_, options);
    const Downstream downstream = FindDownstream();
    base.Run({}, UnknownAbove(downstream.below_unknown));
    for (const Node node : base.reached()) {
      if (downstream.met[node]) may_.insert(node);
    }
    options.base = &base;
    for (const std::vector<Node>& blocked : blocked_by_group) {
      WholeSpread spread(graph_, *period_, options);
      spread.Run(blocked, {});
      may_.insert(spread.reached().begin(), spread.reached().end());
    }
  }

  // Who has a seed in its closure, and those of them that have an unknown holder in it.
  struct Downstream {
    std::vector<bool> met;
    std::vector<Node> below_unknown;
  };
  Downstream FindDownstream() const {
    Downstream found{.met = std::vector<bool>(graph_.nodes())};
    std::vector<Node> open;
    const auto meet = [&](Node node) {
      if (found.met[node]) return;
      found.met[node] = true;
      open.push_back(node);
      if (graph_.BelowUnknown(node)) found.below_unknown.push_back(node);
    };
    for (const Node seed : seeds_) meet(seed);
    for (std::size_t at = 0; at < open.size(); ++at) {
      graph_.Prefetch(std::span(open).subspan(at + 1));
      for (const DayHolding& holding : graph_.HoldingsOf(open[at])) meet(holding.subject);
    }
    return found;
  }

  // Parties with unknown holders that stand in the closure of one of `judged`.
  std::vector<Node> UnknownAbove(std::vector<Node> judged) const {
    std::vector<Node> above;
    std::vector<Node> open = std::move(judged);
    NodeSet met(open.begin(), open.end());
    while (!open.empty()) {
      const Node node = open.back();
      open.pop_back();
      if (graph_.HasUnknown(node)) above.push_back(node);
      for (const DayHolder& holder : graph_.HoldersOf(node)) {
        const Node owner = holder.owner;
        if (owner == kUnknownHolder || !graph_.BelowUnknown(owner)) continue;
        if (met.insert(owner).second) open.push_back(owner);
      }
    }
    return above;
  }

  void Collect() {
    // A test that is met, of a regime that gives it no certain meaning, is no YES.
    const bool certain = period_ != nullptr && period_->when_reached == WhenReached::kYes;
    for (const Node node : seeds_) reach_.parties.push_back({node, Answer::kYes, true});
    for (const Node node : must_) {
      if (listed_.contains(node)) continue;
      reach_.parties.push_back({node, certain ? Answer::kYes : Answer::kUndetermined, false});
    }
    for (const Node node : may_) {  // holds all of must_
      if (listed_.contains(node) || must_.contains(node)) continue;
      reach_.parties.push_back({node, Answer::kUndetermined, false});
    }
    std::sort(reach_.parties.begin(), reach_.parties.end(),
              [](const Reach::Party& a, const Reach::Party& b) { return a.node < b.node; });
  }

  const DayGraph& graph_;
  const Regime& regime_;
  const RegimePeriod* const period_;
  std::vector<std::string> missing_;
  std::vector<Node> seeds_;
  std::vector<Node> controlling_;
  NodeSet listed_;
  NodeSet rebutted_;
  std::optional<WholeSpread> extending_must_;
  std::optional<WholeSpread> extending_may_;
  NodeSet must_;
  NodeSet may_;
  Reach reach_;
};

}  // namespace

absl::StatusOr<Reach> ReachOf(const DayGraph& graph, const Regime& regime,
                              const LoadedLists& lists) {
  if (regime.kind == RegimeKind::kBeneficial) {
    return InvalidError({.subject = absl::StrCat("regime ", regime.key),
                         .cause = "it names beneficial owners; no designation seeds it",
                         .remedy = "choose a regime of sanctions"});
  }
  return Finder(graph, regime, lists).Find();
}

}  // namespace lynceus::ownership
