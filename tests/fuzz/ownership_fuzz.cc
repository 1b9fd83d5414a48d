// Changes and conformance cases as JSON: an error with its cause, or a graph on which every regime
// and every rule of beneficial owners has an answer (must within may, and every share an interval,
// are checked where they are made).
#include "lib/base/status.h"
#include "lib/ownership/beneficial.h"
#include "lib/ownership/changes.h"
#include "lib/ownership/history.h"
#include "lib/ownership/memory_graph.h"
#include "lib/ownership/vectors.h"
#include "tests/fuzz/target.h"

namespace lynceus {
namespace {

using ownership::Node;

constexpr std::size_t kNodesMax = 64;

Regime MakeRegime(RegimeKind kind, Depth depth) {
  Regime regime{.key = "us-ofac", .title = "a rule", .kind = kind, .measure = kAssetFreeze};
  if (kind == RegimeKind::kSanctions) regime.seeds = {{.authority = "US-OFAC"}};
  regime.periods = {
      {.aggregation = kind == RegimeKind::kSanctions ? Aggregation::kAll : Aggregation::kNone,
       .counts = {InterestKind::kShares, InterestKind::kVotes},
       .controls = {InterestKind::kBoard},
       .rebuttable = true,
       .depth = depth}};
  return regime;
}

void CheckGraph(const ownership::InterestSource& graph) {
  const ownership::LoadedLists lists{.authority_and_list = {{"US-OFAC", "SDN"}}};
  const Regime sanctions = MakeRegime(RegimeKind::kSanctions, Depth::kCascade);
  const Regime beneficial = MakeRegime(RegimeKind::kBeneficial, Depth::kLookThrough);
  const Date day = Date::FromDays(20'000);
  for (Node node = 0; node < graph.nodes() && node < kNodesMax; ++node) {
    LYNCEUS_CHECK(ownership::Judge(graph, sanctions, lists, day, node).ok());
    LYNCEUS_CHECK(ownership::FindBeneficialOwners(graph, beneficial, day, node).ok());
    const auto spans = ownership::HistoryOf(graph, sanctions, lists, node);
    LYNCEUS_CHECK(spans.ok() && !spans->empty() && !spans->front().from && !spans->back().until);
  }
}

}  // namespace

std::vector<std::string> fuzz::Seeds() {
  const std::string said = R"({"author":"a","reason":"r","change":)";
  return {R"({"changes":[)" + said + R"("add_party","id":"n","name":"N"},)" + said +
              R"("add_interest","owner":"n","subject":"1","kind":"shares","share":"50"},)" + said +
              R"("set_interest","owner":"0","subject":"1","kind":"shares","share":"25..50"},)" +
              said + R"("add_designation","party":"n","authority":"US-OFAC","list":"SDN"}]})",
          R"({"changes":[)" + said +
              R"("remove_interest","owner":"0","subject":"1","kind":"shares"},)" + said +
              R"("remove_designation","party":"0","authority":"US-OFAC"},)" + said +
              R"("rebut","party":"1","regime":"us-ofac","from":"2020-01-01"}]})",
          R"({"vectors":[{"id":"c","listed":["X"],"edges":[{"owner":"X","asset":"A",)"
          R"("share":[25,1,50,0]}],"joint_arrangements":[],"expected":{"OFAC":{"A":"NO"}}}]})"};
}

void fuzz::Check(std::string_view input) {
  const Regime sanctions = MakeRegime(RegimeKind::kSanctions, Depth::kCascade);
  const auto vectors = ownership::RunVectors(input, std::span(&sanctions, 1));
  if (!vectors.ok()) LYNCEUS_CHECK(!DetailOf(vectors.status()).cause.empty());

  ownership::MemoryGraph base;
  base.AddNode({.id = "0", .name = "0", .designations = {{.authority = "US-OFAC", .list = "SDN"}}});
  base.AddNode({.id = "1", .name = "1"});
  LYNCEUS_CHECK(
      base.AddEdge({.owner = 0, .subject = 1, .interest = {.share = Share::Exact(500'000)}}).ok());
  ownership::ChangedGraph graph(base);
  const auto read = ownership::ReadChanges(input);
  if (!read.ok()) {
    LYNCEUS_CHECK(!DetailOf(read.status()).cause.empty());
    return;
  }
  const absl::Status applied = ownership::ApplyChanges(
      *read,
      [](const std::string& id) -> absl::StatusOr<Node> {
        if (id == "0" || id == "1") return id == "0" ? 0 : 1;
        return NotFoundError({.cause = "there is no such party"});
      },
      graph);
  if (applied.ok()) {
    CheckGraph(graph);
  } else {
    LYNCEUS_CHECK(!DetailOf(applied).cause.empty());
  }
}

}  // namespace lynceus
