// Judge's answer for every party, from a few spreads.
//
// Must: a party is in it where seeds below which it stands block it; parties elsewhere in the graph
// change nothing, so one spread over the whole graph gives each party the answer of its own
// closure. May: the same, with unknown holders blocked; these count only where a listed party
// stands in the closure. So what they do without any seed is spread once (`base`), and of it only
// who is downstream of a seed counts.
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

class Finder {
 public:
  Finder(const DayGraph& graph, const Regime& regime, const LoadedLists& lists)
      : graph_(graph),
        part_(graph.part()),
        regime_(regime),
        period_(regime.PeriodOn(graph.day())),
        listed_(part_.size()),
        rebutted_(part_.size()),
        must_(part_.size()),
        may_(part_.size()) {
    for (const auto& [node, designations] : graph.designated()) {
      const Seed seed = SeedOf(regime, designations);
      if (seed.position == Seed::kNone) continue;
      const Member member = part_.MemberOf(node);
      seeds_.push_back(member);
      listed_[member] = true;
      if (seed.controlling) controlling_.push_back(member);
    }
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
    const std::vector<std::vector<Member>> blocked = FindMust();
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
      const Member member = part_.MemberOf(node);
      if (rebutted && member != kNoMember && !listed_[member]) rebutted_[member] = true;
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
  std::vector<std::vector<Member>> Groups() const {
    if (period_->aggregation == Aggregation::kAll) return {seeds_};
    std::map<Node, std::vector<Member>> classes;
    for (const Member seed : seeds_) {
      classes[graph_.IdentityClass(part_[seed].node)].push_back(seed);
    }
    std::vector<std::vector<Member>> groups;
    groups.reserve(classes.size());
    for (auto& [first, members] : classes) groups.push_back(std::move(members));
    return groups;
  }

  // Gives back who is blocked for certain, by group: may goes on from there.
  std::vector<std::vector<Member>> FindMust() {
    WholeSpread spread(graph_, *period_, OptionsFor(/*may=*/false));
    std::vector<std::vector<Member>> blocked;
    const auto spread_from = [&](std::span<const Member> seeds) {
      spread.Run(seeds, {});
      for (const Member member : spread.reached()) must_[member] = true;
      blocked.back().insert(blocked.back().end(), spread.blocked().begin(), spread.blocked().end());
    };
    for (const std::vector<Member>& group : Groups()) {
      blocked.emplace_back();
      if (period_->aggregation == Aggregation::kAll) {
        spread_from(group);
        continue;
      }
      for (const Member& seed : group) spread_from(std::span(&seed, 1));
    }
    return blocked;
  }

  void FindMay(const std::vector<std::vector<Member>>& blocked_by_group) {
    WholeSpread::Options options = OptionsFor(/*may=*/true);
    WholeSpread base(graph_, *period_, options);
    base.Run({}, WithUnknown());
    const std::vector<bool> downstream = Downstream();
    for (const Member member : base.reached()) {
      if (downstream[member]) may_[member] = true;
    }
    options.base = &base;
    WholeSpread spread(graph_, *period_, options);
    for (const std::vector<Member>& blocked : blocked_by_group) {
      spread.Run(blocked, {});
      for (const Member member : spread.reached()) may_[member] = true;
    }
  }

  // Who has a seed in its closure.
  std::vector<bool> Downstream() const {
    std::vector<bool> met(listed_);
    std::vector<Member> open(seeds_);
    for (std::size_t at = 0; at < open.size(); ++at) {
      part_.Prefetch(std::span(open).subspan(at));
      for (const MemberHolding& holding : part_.HoldingsOf(open[at])) {
        if (met[holding.subject]) continue;
        met[holding.subject] = true;
        open.push_back(holding.subject);
      }
    }
    return met;
  }

  std::vector<Member> WithUnknown() const {
    std::vector<Member> found;
    for (Member member = 0; member < part_.size(); ++member) {
      if (part_[member].has_unknown) found.push_back(member);
    }
    return found;
  }

  void Collect() {
    // A test that is met, of a regime that gives it no certain meaning, is no YES.
    const bool certain = period_ != nullptr && period_->when_reached == WhenReached::kYes;
    for (Member member = 0; member < part_.size(); ++member) {
      if (!listed_[member] && !must_[member] && !may_[member]) continue;  // may_ holds all of must_
      const bool yes = listed_[member] || (must_[member] && certain);
      reach_.parties.push_back({part_[member].node, yes ? Answer::kYes : Answer::kUndetermined,
                                static_cast<bool>(listed_[member])});
    }
  }

  const DayGraph& graph_;
  const DayPart& part_;
  const Regime& regime_;
  const RegimePeriod* const period_;
  std::vector<std::string> missing_;
  std::vector<Member> seeds_;
  std::vector<Member> controlling_;
  // By member:
  std::vector<bool> listed_;
  std::vector<bool> rebutted_;
  std::vector<bool> must_;
  std::vector<bool> may_;
  std::optional<WholeSpread> extending_must_;
  std::optional<WholeSpread> extending_may_;
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
