#include "tests/ownership/random_graphs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "tests/ownership/regimes.h"

namespace lynceus::ownership {
namespace {

int Below(SeededRandom& random, std::uint64_t bound) {
  return static_cast<int>(random.Below(bound));
}
bool OneIn(SeededRandom& random, std::uint64_t n) { return random.Below(n) == 0; }

constexpr std::array<std::int64_t, 16> kPoints = {
    0,       50'000,  100'000, 200'000, 240'000, 250'000, 260'000, 300'000,
    400'000, 499'900, 500'000, 500'100, 510'000, 600'000, 750'000, 1'000'000};

Share RandomShare(SeededRandom& random) {
  const std::int64_t a = kPoints[random.Below(kPoints.size())];
  if (OneIn(random, 12)) return Share::Unknown();
  if (!OneIn(random, 3)) return Share::Exact(a);
  const std::int64_t b = kPoints[random.Below(kPoints.size())];
  const bool open_lo = OneIn(random, 2);
  const bool open_hi = OneIn(random, 2);
  const auto range = Share::Between({std::min(a, b), open_lo}, {std::max(a, b), open_hi});
  return range.value_or(Share::Exact(a));
}

InterestKind RandomKind(SeededRandom& random) {
  constexpr std::array<InterestKind, 12> kKinds = {
      InterestKind::kShares,    InterestKind::kShares,  InterestKind::kShares,
      InterestKind::kVotes,     InterestKind::kVotes,   InterestKind::kOwnershipOther,
      InterestKind::kProfit,    InterestKind::kBoard,   InterestKind::kControl,
      InterestKind::kInfluence, InterestKind::kNominee, InterestKind::kTrust};
  if (OneIn(random, 2)) return InterestKind::kShares;
  if (OneIn(random, 20)) return InterestKind::kDirector;
  return kKinds[random.Below(kKinds.size())];
}

Interest RandomInterest(SeededRandom& random) {
  Interest interest{.kind = RandomKind(random), .share = RandomShare(random)};
  if (OneIn(random, 6)) interest.joint_group = OneIn(random, 2) ? "g" : "h";
  if (OneIn(random, 15)) interest.indirect = true;
  if (OneIn(random, 25)) interest.summary = true;
  if (OneIn(random, 8)) interest.start = Day(2020, 1, 1 + Below(random, 20));
  if (OneIn(random, 8)) interest.end = Day(2020, 1, 5 + Below(random, 20));
  if (interest.kind == InterestKind::kNominee && OneIn(random, 2)) interest.role = "nominator";
  return interest;
}

AtThreshold RandomAt(SeededRandom& random) {
  if (OneIn(random, 8)) return AtThreshold::kUnverified;
  return OneIn(random, 2) ? AtThreshold::kReached : AtThreshold::kNotReached;
}

Depth RandomDepth(SeededRandom& random) {
  if (OneIn(random, 10)) return Depth::kDirect;
  return OneIn(random, 5) ? Depth::kMajorityChain : Depth::kCascade;
}

RegimePeriod RandomPeriod(SeededRandom& random) {
  constexpr std::array<std::int64_t, 4> kThresholds = {500'000, 500'000, 250'000, 600'000};
  RegimePeriod period{.threshold_ppm = kThresholds[random.Below(kThresholds.size())],
                      .at_threshold = RandomAt(random),
                      .aggregation = static_cast<Aggregation>(random.Below(3)),
                      .counts = {InterestKind::kShares},
                      .rebuttable = OneIn(random, 3),
                      .depth = RandomDepth(random)};
  if (OneIn(random, 2)) period.counts.push_back(InterestKind::kVotes);
  if (OneIn(random, 4)) period.counts.push_back(InterestKind::kProfit);
  if (OneIn(random, 8)) period.counts = {InterestKind::kVotes};
  for (const InterestKind kind :
       {InterestKind::kBoard, InterestKind::kInfluence, InterestKind::kControl}) {
    if (OneIn(random, 2)) period.controls.push_back(kind);
  }
  return period;
}

}  // namespace

RandomCase MakeRandomCase(SeededRandom& random, bool plain) {
  RandomCase made;
  reference::Graph& graph = made.graph;
  graph.parties = 2 + Below(random, 7);
  const auto party = [&] { return Below(random, static_cast<std::uint64_t>(graph.parties)); };
  for (int i = Below(random, 4); i > 0; --i) graph.listed.insert(party());
  for (const int listed : graph.listed) {
    if (!plain && OneIn(random, 8)) graph.controlling.insert(listed);
  }
  if (!plain && OneIn(random, 10)) graph.rebutted.insert(party());
  for (int i = 1 + Below(random, 16); i > 0; --i) {
    reference::Statement statement{.owner = party(), .subject = party()};
    statement.interest = RandomInterest(random);
    if (plain) statement.interest = {.share = statement.interest.share};
    if (OneIn(random, 10)) statement.owner = reference::kNobody;
    graph.statements.push_back(statement);
    if (!plain && OneIn(random, 5)) {  // the same stake again, said by another
      statement.interest.share = RandomShare(random);
      graph.statements.push_back(statement);
    }
  }
  for (int i = OneIn(random, 3) ? 1 + Below(random, 2) : 0; i > 0 && !plain; --i) {
    const int a = party();
    const int b = party();
    if (a == b) continue;
    graph.probable.insert({a, b});
    graph.probable.insert({b, a});
  }
  made.period = plain ? RegimePeriod{.at_threshold = OneIn(random, 2) ? AtThreshold::kReached
                                                                      : AtThreshold::kNotReached,
                                     .counts = {InterestKind::kShares}}
                      : RandomPeriod(random);
  if (!made.period.rebuttable) graph.rebutted.clear();
  for (const int listed : graph.listed) graph.rebutted.erase(listed);  // a listing stays
  made.subject = party();
  return made;
}

std::string IdOf(int party) { return "p:" + std::to_string(party); }

MemoryGraph GraphOf(const reference::Graph& plan,
                    const std::function<std::vector<Designation>(int party)>& designations) {
  MemoryGraph graph;
  for (int party = 0; party < plan.parties; ++party) {
    graph.AddNode({.id = IdOf(party), .name = IdOf(party), .designations = designations(party)});
  }
  int number = 0;
  for (const reference::Statement& statement : plan.statements) {
    Edge edge{.owner = statement.owner < 0 ? kUnknownHolder : static_cast<Node>(statement.owner),
              .subject = static_cast<Node>(statement.subject),
              .interest = statement.interest};
    edge.interest.id = std::to_string(++number);
    EXPECT_TRUE(graph.AddEdge(std::move(edge)).ok());
  }
  for (const auto& [a, b] : plan.probable) {
    EXPECT_TRUE(
        graph.AddEdge({static_cast<Node>(a), static_cast<Node>(b), EdgeKind::kProbableIdentity, {}})
            .ok());
  }
  return graph;
}

}  // namespace lynceus::ownership
