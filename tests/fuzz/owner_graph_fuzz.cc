// A damaged owner graph: opening and reading end, with DataLoss (or another version) or with edges
// that join parties of the graph.
#include <algorithm>

#include "lib/base/status.h"
#include "lib/ownership/memory_graph.h"
#include "lib/ownership/owner_graph.h"
#include "tests/fuzz/target.h"

namespace lynceus {
namespace {

using ownership::Edge;
using ownership::Node;

constexpr Node kNodesMax = 64;

// `nodes` parties, each held by some before it, the last by all of them.
std::string GraphOf(Node nodes) {
  ownership::OwnerGraphBuilder builder;
  for (Node node = 0; node < nodes; ++node) {
    ownership::NodeFacts facts{.id = "id:" + std::to_string(node), .name = "n"};
    if (node % 5 == 0) facts.designations = {{.authority = "A", .list = "L", .measures = {"m"}}};
    LYNCEUS_CHECK(builder.AddNode(std::move(facts)).ok());
  }
  for (Node node = 0; node < nodes; ++node) {
    for (Node owner = node % 3; owner < node; owner += node + 1 == nodes ? 1 : 4) {
      Edge edge{.owner = owner % 7 == 6 ? ownership::kUnknownHolder : owner, .subject = node};
      edge.interest.id = owner % 2 == 0 ? "i" + std::to_string(owner) : "text";
      edge.interest.share = Share::Exact(std::int64_t{owner} * 10'000);
      if (owner % 3 == 0) edge.interest.share = Share::Unknown();
      if (owner % 4 == 0) edge.interest.start = Date::FromDays(static_cast<std::int32_t>(node));
      if (owner % 4 == 1) edge.interest.joint_group = "joint";
      edge.interest.role = "role";
      LYNCEUS_CHECK(builder.AddEdge(std::move(edge)).ok());
    }
  }
  MemoryBlocks blocks;
  LYNCEUS_CHECK(builder.Finish(blocks).ok());
  return blocks.content();
}

void CheckStatus(const absl::Status& status) {
  LYNCEUS_CHECK(status.ok() || status.code() == absl::StatusCode::kDataLoss);
}

void Read(const ownership::InterestSource& graph, Node node) {
  std::vector<Edge> edges;
  CheckStatus(graph.OwnersOf(node, edges));
  CheckStatus(graph.HoldingsOf(node, edges));
  for (const Edge& edge : edges) {
    LYNCEUS_CHECK(edge.owner == ownership::kUnknownHolder || edge.owner < graph.nodes());
    LYNCEUS_CHECK(edge.subject < graph.nodes());
    LYNCEUS_CHECK(edge.owner == node || edge.subject == node);
  }
  std::vector<Designation> designations;
  CheckStatus(graph.DesignationsOf(node, designations));
  std::string id;
  std::string name;
  CheckStatus(graph.Describe(node, id, name));
}

}  // namespace

std::vector<std::string> fuzz::Seeds() { return {GraphOf(0), GraphOf(3), GraphOf(50)}; }

void fuzz::Check(std::string_view input) {
  MemoryBlocks blocks;
  LYNCEUS_CHECK(blocks.Append(input).ok());
  const auto graph = ownership::OpenOwnerGraph(blocks);
  if (!graph.ok()) {
    const absl::StatusCode code = graph.status().code();
    LYNCEUS_CHECK(code == absl::StatusCode::kDataLoss ||
                  code == absl::StatusCode::kFailedPrecondition);
    return;
  }
  for (Node node = 0; node < std::min((*graph)->nodes(), kNodesMax); ++node) Read(**graph, node);
}

}  // namespace lynceus
