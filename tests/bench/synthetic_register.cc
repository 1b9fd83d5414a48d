#include "tests/bench/synthetic_register.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/ownership/owner_graph.h"

namespace lynceus::ownership {
namespace {

class Register {
 public:
  Register(const RegisterPlan& plan, const RuleSet& rules)
      : plan_(plan), companies_(static_cast<Node>(plan.interests / 215 * 100)) {
    for (const Regime& regime : rules.regimes) {
      for (const SeedRule& rule : regime.seeds) {
        lists_.emplace(rule.authority, rule.lists.empty() ? "LIST" : rule.lists.front());
      }
    }
  }

  std::uint64_t Write(BlockSink& sink) {
    ChooseListed();
    for (Node node = 0; node < 2 * companies_; ++node) AddNode(node);
    for (Node company = 0; company < companies_; ++company) AddOwners(company);
    LYNCEUS_CHECK(builder_.Finish(sink).ok());
    return interests_;
  }

 private:
  bool OneIn(std::uint64_t n) { return random_.Below(n) == 0; }
  // By numbers of its own, so that what is there is the same with and without.
  bool IsAbsent() {
    return plan_.absent_one_in > 0 && random_absent_.Below(plan_.absent_one_in) == 0;
  }
  std::uint64_t Percent() { return random_.Below(100); }

  // Below `bound`, small numbers more often: with a weight of n^(-2/3).
  Node Skewed(Node bound) {
    const std::uint64_t u = random_.Below(1'000'000);
    const std::uint64_t cube = u * u / 1'000'000 * u / 1'000'000;
    return static_cast<Node>(cube * bound / 1'000'000 + random_.Below(bound / 1'000'000 + 1)) %
           bound;
  }

  void ChooseListed() {
    while (listed_.size() < plan_.seeds) {
      const auto even = static_cast<Node>(random_.Below(2 * std::uint64_t{companies_}));
      listed_.insert(OneIn(10) ? Skewed(companies_) : even);
    }
  }

  void AddNode(Node node) {
    NodeFacts facts{.id = "registry:" + std::to_string(10'000'000 + node),
                    .name = "Party number " + std::to_string(node)};
    if (listed_.contains(node) && !IsAbsent()) {
      for (const auto& [authority, list] : lists_) {
        facts.designations.push_back(
            {.entity_id = facts.id, .authority = authority, .list = list, .programme = "CASES"});
      }
    }
    LYNCEUS_CHECK(builder_.AddNode(std::move(facts)).ok());
  }

  std::uint64_t OwnersOfOne() {
    const std::uint64_t percent = Percent();
    if (percent < 48) return 1;
    if (percent < 75) return 2;
    return percent < 88 ? 3 : 4 + random_.Below(5);
  }

  Node Owner(Node company) {
    if (Percent() < 75 || company == 0) {
      return companies_ + static_cast<Node>(random_.Below(companies_));
    }
    return OneIn(1'000) ? static_cast<Node>(random_.Below(companies_)) : Skewed(company);
  }

  // `ppm`, as exactly as its source says it.
  Share Stated(std::int64_t ppm) {
    const std::uint64_t percent = Percent();
    if (percent < 80) return Share::Exact(ppm);
    if (percent >= 95) return Share::Unknown();
    constexpr std::array<std::int64_t, 4> kBands = {250'000, 500'000, 750'000, 1'000'000};
    std::int64_t lo = 0;
    for (const std::int64_t hi : kBands) {
      if (ppm <= hi) return Share::Between({lo, lo > 0}, {hi, false}).value_or(Share::Unknown());
      lo = hi;
    }
    return Share::Unknown();
  }

  InterestKind Kind() {
    const std::uint64_t percent = Percent();
    if (percent < 2) return InterestKind::kVotes;
    return percent == 2 ? InterestKind::kInfluence : InterestKind::kShares;
  }

  void AddOwners(Node company) {
    const std::uint64_t owners = OwnersOfOne();
    std::vector<std::int64_t> cuts = {0, kWholePpm};
    for (std::uint64_t i = 1; i < owners; ++i) {
      cuts.push_back(static_cast<std::int64_t>(random_.Below(kWholePpm)));
    }
    std::sort(cuts.begin(), cuts.end());
    for (std::uint64_t i = 0; i < owners; ++i) {
      Edge edge{.owner = OneIn(100) ? kUnknownHolder : Owner(company), .subject = company};
      edge.interest.kind = Kind();
      edge.interest.share = Stated(cuts[i + 1] - cuts[i]);
      AddEdge(edge);
      if (OneIn(200)) AddEdge(edge);
    }
  }

  void AddEdge(Edge edge) {
    ++interests_;
    if (IsAbsent()) return;
    edge.interest.id = "registry:i" + std::to_string(interests_);
    edge.interest.role = "shareholding";
    edge.interest.provenance = {"registry", "line " + std::to_string(interests_)};
    LYNCEUS_CHECK(builder_.AddEdge(std::move(edge)).ok());
  }

  const RegisterPlan plan_;
  const Node companies_;
  std::set<std::pair<std::string, std::string>> lists_;
  std::set<Node> listed_;
  SeededRandom random_{1};
  SeededRandom random_absent_{2};
  OwnerGraphBuilder builder_;
  std::uint64_t interests_ = 0;
};

}  // namespace

std::uint64_t WriteRegister(const RegisterPlan& plan, const RuleSet& rules, BlockSink& sink) {
  return Register(plan, rules).Write(sink);
}

}  // namespace lynceus::ownership
