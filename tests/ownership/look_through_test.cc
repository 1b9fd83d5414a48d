// Shares in the end: textbook cases, and random graphs with rings against exact fractions.
#include "lib/ownership/look_through.h"

#include "lib/base/random.h"
#include "tests/ownership/graph_text.h"
#include "tests/ownership/random_graphs.h"
#include "tests/reference/look_through_reference.h"
#include "tests/support/status_matchers.h"

namespace lynceus::ownership {
namespace {

using ::testing::ElementsAre;

RegimePeriod SharesPeriod() {
  return {.threshold_ppm = 250'000,
          .aggregation = Aggregation::kNone,
          .counts = {InterestKind::kShares},
          .depth = Depth::kLookThrough};
}

std::vector<std::string> SharesIn(const std::string& facts) {
  const GraphText text(facts);
  const auto closure = CollectClosure(text.graph(), Day(2026, 1, 1), text.At("A"));
  EXPECT_THAT(closure, support::IsOk());
  const RegimePeriod period = SharesPeriod();
  const Problem problem(*closure, period);
  std::vector<std::string> words;
  for (const auto& [owner, held] : LookThrough(problem, 0)) {
    std::string id = "t:?";
    std::string name;
    if (owner != kNoPlace) {
      EXPECT_THAT(text.graph().Describe(closure->nodes[owner], id, name), support::IsOk());
    }
    words.push_back(id.substr(2) + " " + ShareOf(held.lo, held.hi).ToCanonical());
  }
  std::sort(words.begin(), words.end());
  return words;
}

TEST(LookThroughTest, SharesAreMultipliedAndAdded) {
  const struct {
    const char* why;
    const char* facts;
    std::vector<std::string> shares;
  } rows[] = {
      {"one stake", "X -> A shares 30", {"X 30"}},
      {"a chain", "X -> B shares 50\nB -> A shares 50", {"X 25"}},
      {"two chains",
       "X -> B shares 50\nX -> C shares 60\nB -> A shares 30\nC -> A shares 40",
       {"X 39"}},
      {"chain and stake", "X -> B shares 50\nX -> A shares 10\nB -> A shares 40", {"X 30"}},
      {"four tiers of 51",
       "X -> B shares 51\nB -> C shares 51\nC -> D shares 51\nD -> A shares 51",
       {"X (6.7652..6.7653)"}},
      {"treasury shares", "X -> A shares 80\nA -> A shares 20", {"X 100"}},
      {"a self-holding below the top",
       "X -> B shares 80\nB -> B shares 20\nB -> A shares 50",
       {"X 50"}},
      {"the published ring",
       "X -> A shares 45\nY -> A shares 48\nA -> Y shares 100",
       {"X (86.5384..86.5385)"}},
      {"a ring that owns itself",
       "X -> B shares 0\nB -> C shares 100\nC -> B shares 100\n"
       "C -> A shares 100",
       {}},
      {"an owner's own shares give nobody more", "X -> X shares 30\nX -> A shares 40", {"X 40"}},
      {"a range", "X -> B shares (25..50]\nB -> A shares 100", {"X (25..50]"}},
      {"what the others surely hold caps it",
       "X -> A shares unknown\nB -> A shares 60\nY -> B shares 100",
       {"X [0..40]", "Y 60"}},
      {"an unnamed holder", "X -> A shares 30\n? -> A shares 40", {"? 40", "X 30"}},
      {"the part of a company whose owner is not stated",
       "X -> B shares 40\nB -> A shares 50",
       {"X 20"}},
      {"stated to more than the whole",
       "X -> A shares 60\nY -> A shares 60",
       {"X unknown", "Y unknown"}},
      {"one stake stated twice", "X -> A shares 30\nX -> A shares 30", {"X 30"}},
      {"indirect without its chain bounds from above alone",
       "X -> A shares 13 indirect\nY -> A shares 80",
       {"X [0..13]", "Y 80"}},
      {"two who may be one", "X ~ Y\nX -> A shares 30\nY -> A shares 30", {"X 30", "Y [0..30]"}},
  };
  for (const auto& row : rows) EXPECT_EQ(SharesIn(row.facts), row.shares) << row.why;
}

TEST(LookThroughTest, SmallSharesAddUpExactly) {
  std::string facts;
  for (int i = 0; i < 125; ++i) {
    const std::string name = "C" + std::to_string(i);
    facts.append("X -> ").append(name).append(" shares 50\n");
    facts.append(name).append(" -> A shares 0.4\n");
  }
  EXPECT_THAT(SharesIn(facts), ElementsAre("X 25"));
}

TEST(LookThroughTest, AWideCompanyIsMeasuredInTime) {
  constexpr int kHolders = 20'000;
  std::string facts = "B -> A shares 100\n";
  for (int i = 0; i < kHolders; ++i) {
    facts.append("X").append(std::to_string(i)).append(" -> B shares 0.005\n");
  }
  EXPECT_EQ(SharesIn(facts).size(), static_cast<std::size_t>(kHolders));
}

// --- random graphs -------------------------------------------------------------------------------

struct Drawn {
  reference::Holdings holdings;  // in twentieths, so that fractions stay small
  int parties = 0;
};

Drawn DrawHoldings(SeededRandom& random) {
  Drawn drawn;
  drawn.parties = 2 + static_cast<int>(random.Below(6));
  std::map<int, int> left;
  for (std::uint64_t i = 1 + random.Below(14); i > 0; --i) {
    const auto party = [&] {
      return static_cast<int>(random.Below(static_cast<std::uint64_t>(drawn.parties)));
    };
    const std::pair<int, int> ends{party(), party()};
    if (drawn.holdings.contains(ends)) continue;
    int& free = left.try_emplace(ends.second, 20).first->second;
    const int parts = 1 + static_cast<int>(random.Below(10));
    if (parts > free) continue;
    free -= parts;
    drawn.holdings[ends] = reference::Fraction(parts, 20);
  }
  return drawn;
}

MemoryGraph GraphOf(const Drawn& drawn, SeededRandom& random, bool ranges) {
  MemoryGraph graph;
  for (int i = 0; i < drawn.parties; ++i) graph.AddNode({.id = "p:" + std::to_string(i)});
  for (const auto& [ends, fraction] : drawn.holdings) {
    const auto ppm =
        static_cast<std::int64_t>(fraction.numerator() * kWholePpm / fraction.denominator());
    Share share = Share::Exact(ppm);
    if (ranges && random.Below(3) == 0) {
      const auto below = static_cast<std::int64_t>(random.Below(100'000));
      const auto above = static_cast<std::int64_t>(random.Below(100'000));
      const auto wide =
          Share::Between({std::max<std::int64_t>(0, ppm - below), ppm > below && below > 0},
                         {std::min(kWholePpm, ppm + above), above > 0 && ppm + above < kWholePpm});
      share = wide.value_or(share);
    }
    EXPECT_TRUE(graph
                    .AddEdge({.owner = static_cast<Node>(ends.first),
                              .subject = static_cast<Node>(ends.second),
                              .interest = {.share = share}})
                    .ok());
  }
  return graph;
}

// `exact` compared with an end of the engine, without rounding: -1, 0, 1.
int Compare(const reference::Fraction& exact, Portion end) {
  const reference::Fraction other(end.parts, kWholeParts);
  return exact == other ? 0 : (exact < other ? -1 : 1);
}

int RunGraphs(std::uint64_t seed, int graphs, bool ranges) {
  SeededRandom random(seed);
  int compared = 0;
  for (int i = 0; i < graphs; ++i) {
    const Drawn drawn = DrawHoldings(random);
    const MemoryGraph graph = GraphOf(drawn, random, ranges);
    const auto exact = reference::InTheEnd(drawn.holdings, drawn.parties, 0);
    if (!exact) continue;
    const auto closure = CollectClosure(graph, Day(2026, 1, 1), 0);
    EXPECT_THAT(closure, support::IsOk());
    const RegimePeriod period = SharesPeriod();
    const Problem problem(*closure, period);
    std::map<int, LookedThrough> found;
    for (const auto& [owner, held] : LookThrough(problem, 0)) {
      found[static_cast<int>(closure->nodes[owner])] = held;
    }
    for (const auto& [owner, share] : *exact) {
      const LookedThrough held = found[owner];
      EXPECT_GE(Compare(share, held.lo), held.lo.open ? 1 : 0)
          << "graph " << i << " owner " << owner;
      EXPECT_LE(Compare(share, held.hi), held.hi.open ? -1 : 0)
          << "graph " << i << " owner " << owner;
      // Exact statements leave nothing but the rounding of six eliminations.
      if (!ranges) {
        EXPECT_LT(static_cast<std::int64_t>(held.hi.parts - held.lo.parts), 1'000) << i;
      }
      compared += share == reference::Fraction() ? 0 : 1;
    }
  }
  return compared;
}

TEST(LookThroughTest, ExactSharesAreThoseOfExactFractions) {
  EXPECT_GT(RunGraphs(1, Graphs(100'000), /*ranges=*/false), Graphs(30'000));
}

TEST(LookThroughTest, RangesHoldTheSharesOfTheWorldTheyWereDrawnAround) {
  EXPECT_GT(RunGraphs(2, Graphs(50'000), /*ranges=*/true), Graphs(15'000));
}

}  // namespace
}  // namespace lynceus::ownership
