#pragma once
// A graph in memory with the behaviour of the mapped one: for conformance cases, tests and small
// what-if questions.

#include <string>
#include <vector>

#include "lib/ownership/interest_source.h"
#include "lib/ownership/owner_graph.h"

namespace lynceus::ownership {

// Thread-compatible: add first, read later.
class MemoryGraph final : public InterestSource {
 public:
  // Returns the new node's number: 0, 1, 2 ...
  Node AddNode(NodeFacts facts);
  // Errors: InvalidArgument where the subject, or a holder that is not kUnknownHolder, is no node.
  absl::Status AddEdge(Edge edge);

  Node nodes() const override { return static_cast<Node>(nodes_.size()); }
  absl::Status OwnersOf(Node subject, std::vector<Edge>& out) const override;
  absl::Status HoldingsOf(Node owner, std::vector<Edge>& out) const override;
  absl::Status DesignationsOf(Node node, std::vector<Designation>& out) const override;
  absl::Status Describe(Node node, std::string& id, std::string& name) const override;

 private:
  struct Entry {
    NodeFacts facts;
    std::vector<std::size_t> into;  // positions in edges_
    std::vector<std::size_t> out_of;
  };
  std::vector<Entry> nodes_;
  std::vector<Edge> edges_;
};

// OutOfRange unless `node` is one of `nodes`.
absl::Status CheckNode(Node node, Node nodes);

}  // namespace lynceus::ownership
