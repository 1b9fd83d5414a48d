// Ownership: one verdict with its evidence on a typical closure, and making and opening graphs.

#include <benchmark/benchmark.h>

#include <string>

#include "lib/base/block.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/ownership/judge.h"
#include "lib/ownership/owner_graph.h"
#include "lib/ownership/risk_universe.h"

namespace lynceus::ownership {
namespace {

Date Today() { return Date::FromCivil(2026, 3, 1).value_or(Date()); }

Regime Rule(Aggregation aggregation) {
  return {.key = "rule",
          .seeds = {{.authority = "US-OFAC", .lists = {"SDN"}}},
          .measure = "asset_freeze",
          .periods = {{.aggregation = aggregation, .counts = {InterestKind::kShares}}}};
}

Edge MakeEdge(Node owner, Node subject, std::int64_t ppm) {
  return {.owner = owner,
          .subject = subject,
          .interest = {.id = "registry:" + std::to_string(owner) + ":" + std::to_string(subject),
                       .share = Share::Exact(ppm),
                       .role = "shareholding",
                       .provenance = {"registry", "line " + std::to_string(subject)}}};
}

NodeFacts MakeNode(Node number, bool listed) {
  NodeFacts facts{.id = "registry:" + std::to_string(number),
                  .name = "Company number " + std::to_string(number)};
  if (listed) {
    facts.designations.push_back({.entity_id = facts.id,
                                  .authority = "US-OFAC",
                                  .list = "SDN",
                                  .programme = "RUSSIA-EO14024"});
  }
  return facts;
}

// A tree of owners three deep and three wide above node 0, one of the 40 listed and holding half
// of each company below it.
MemoryBlocks TypicalClosure() {
  OwnerGraphBuilder builder;
  constexpr Node kNodes = 40;
  for (Node node = 0; node < kNodes; ++node) {
    LYNCEUS_CHECK(builder.AddNode(MakeNode(node, node == kNodes - 1)).ok());
  }
  for (Node node = 1; node < kNodes; ++node) {
    const Node subject = (node - 1) / 3;
    const std::int64_t ppm = node % 3 == 0 ? 500'000 : 250'000;
    LYNCEUS_CHECK(builder.AddEdge(MakeEdge(node, subject, ppm)).ok());
  }
  MemoryBlocks blocks;
  LYNCEUS_CHECK(builder.Finish(blocks).ok());
  return blocks;
}

void BM_Verdict(benchmark::State& state) {
  const MemoryBlocks blocks = TypicalClosure();
  const auto graph = OpenOwnerGraph(blocks);
  LYNCEUS_CHECK(graph.ok());
  const Regime regime = Rule(static_cast<Aggregation>(state.range(0)));
  const LoadedLists lists{.authority_and_list = {{"US-OFAC", "SDN"}}};
  std::size_t facts = 0;
  for (auto _ : state) {
    const auto verdict = Judge(**graph, regime, lists, Today(), 0);
    LYNCEUS_CHECK(verdict.ok() && verdict->answer == Answer::kYes);
    facts = verdict->evidence.size();
  }
  state.counters["parties"] = 40;
  state.counters["facts"] = static_cast<double>(facts);
}
BENCHMARK(BM_Verdict)->Arg(0)->Arg(2)->Unit(benchmark::kMicrosecond);

// Edges between random parties; one in a thousand parties is listed.
void FillRandomly(std::int64_t edges, OwnerGraphBuilder& builder) {
  SeededRandom random(1);
  const auto nodes = static_cast<Node>(edges);
  for (Node node = 0; node < nodes; ++node) {
    LYNCEUS_CHECK(builder.AddNode(MakeNode(node, node % 1'000 == 0)).ok());
  }
  for (std::int64_t i = 0; i < edges; ++i) {
    const auto owner = static_cast<Node>(random.Below(nodes));
    const auto subject = static_cast<Node>(random.Below(nodes));
    const auto ppm = static_cast<std::int64_t>(random.Below(1'000'001));
    LYNCEUS_CHECK(builder.AddEdge(MakeEdge(owner, subject, ppm)).ok());
  }
}

void BM_Build(benchmark::State& state) {
  std::uint64_t bytes = 0;
  for (auto _ : state) {
    OwnerGraphBuilder builder;
    FillRandomly(state.range(0), builder);
    MemoryBlocks blocks;
    LYNCEUS_CHECK(builder.Finish(blocks).ok());
    bytes = blocks.size();
  }
  state.counters["bytes_per_interest"] =
      static_cast<double>(bytes) / static_cast<double>(state.range(0));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_Build)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

// Opening, and one verdict on each of a thousand random parties.
void BM_OpenAndJudge(benchmark::State& state) {
  OwnerGraphBuilder builder;
  FillRandomly(1'000'000, builder);
  MemoryBlocks blocks;
  LYNCEUS_CHECK(builder.Finish(blocks).ok());
  const Regime regime = Rule(Aggregation::kAll);
  const LoadedLists lists{.authority_and_list = {{"US-OFAC", "SDN"}}};
  SeededRandom random(2);
  std::int64_t errors = 0;
  for (auto _ : state) {
    const auto graph = OpenOwnerGraph(blocks);
    LYNCEUS_CHECK(graph.ok());
    for (int i = 0; i < 1'000; ++i) {
      const auto subject = static_cast<Node>(random.Below((*graph)->nodes()));
      errors += Judge(**graph, regime, lists, Today(), subject).ok() ? 0 : 1;
    }
  }
  state.counters["errors"] = static_cast<double>(errors);
  state.SetItemsProcessed(state.iterations() * 1'000);
}
BENCHMARK(BM_OpenAndJudge)->Unit(benchmark::kMillisecond);

void BM_RiskUniverse(benchmark::State& state) {
  OwnerGraphBuilder builder;
  FillRandomly(1'000'000, builder);
  MemoryBlocks blocks;
  LYNCEUS_CHECK(builder.Finish(blocks).ok());
  const auto graph = OpenOwnerGraph(blocks);
  LYNCEUS_CHECK(graph.ok());
  for (auto _ : state) LYNCEUS_CHECK(RiskUniverse(**graph).ok());
  state.SetItemsProcessed(state.iterations() * 1'000'000);
}
BENCHMARK(BM_RiskUniverse)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace lynceus::ownership
