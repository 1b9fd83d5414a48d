#include "lib/ownership/memory_graph.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"

namespace lynceus::ownership {

absl::Status CheckNode(Node node, Node nodes) {
  if (node < nodes) return absl::OkStatus();
  return MakeError(absl::StatusCode::kOutOfRange,
                   {.subject = "owner graph",
                    .place = absl::StrCat("node ", node),
                    .cause = absl::StrCat("the graph has ", nodes, " nodes")});
}

Node MemoryGraph::AddNode(NodeFacts facts) {
  nodes_.push_back({std::move(facts), {}, {}});
  return static_cast<Node>(nodes_.size() - 1);
}

absl::Status MemoryGraph::AddEdge(Edge edge) {
  const bool known = edge.owner == kUnknownHolder || edge.owner < nodes();
  if (!known || edge.subject >= nodes()) {
    return InvalidError({.subject = "owner graph",
                         .place = edge.interest.id,
                         .cause = "an interest joins a party that is not in the graph",
                         .remedy = "add its parties first"});
  }
  edge.interest.owner_id.clear();
  edge.interest.subject_id.clear();
  nodes_[edge.subject].into.push_back(edges_.size());
  if (edge.owner != kUnknownHolder) nodes_[edge.owner].out_of.push_back(edges_.size());
  edges_.push_back(std::move(edge));
  return absl::OkStatus();
}

absl::Status MemoryGraph::OwnersOf(Node subject, std::vector<Edge>& out) const {
  LYNCEUS_RETURN_IF_ERROR(CheckNode(subject, nodes()));
  for (const std::size_t at : nodes_[subject].into) out.push_back(edges_[at]);
  return absl::OkStatus();
}

absl::Status MemoryGraph::HoldingsOf(Node owner, std::vector<Edge>& out) const {
  LYNCEUS_RETURN_IF_ERROR(CheckNode(owner, nodes()));
  for (const std::size_t at : nodes_[owner].out_of) out.push_back(edges_[at]);
  return absl::OkStatus();
}

absl::Status MemoryGraph::DesignationsOf(Node node, std::vector<Designation>& out) const {
  LYNCEUS_RETURN_IF_ERROR(CheckNode(node, nodes()));
  const std::vector<Designation>& own = nodes_[node].facts.designations;
  out.insert(out.end(), own.begin(), own.end());
  return absl::OkStatus();
}

absl::Status MemoryGraph::Describe(Node node, std::string& id, std::string& name) const {
  LYNCEUS_RETURN_IF_ERROR(CheckNode(node, nodes()));
  id = nodes_[node].facts.id;
  name = nodes_[node].facts.name;
  return absl::OkStatus();
}

}  // namespace lynceus::ownership
