#pragma once
// The owner graph of a snapshot as one flat, versioned, mapped file (FORMAT.md): compressed adjacency in
// both directions, designations, ids and captions; read in place.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/block.h"
#include "lib/ownership/interest_source.h"

namespace lynceus::ownership {

// What one node carries besides edges. Nodes are added in number order 0, 1, 2 ...
struct NodeFacts {
  std::string id;
  std::string name;
  std::vector<Designation> designations;
};

// One thread.
class OwnerGraphBuilder {
 public:
  OwnerGraphBuilder();
  ~OwnerGraphBuilder();
  absl::Status AddNode(NodeFacts facts);
  // Edges in any order. REQUIRES: the nodes exist when Finish is called.
  absl::Status AddEdge(Edge edge);
  absl::Status Finish(BlockSink& sink);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// `blocks` must outlive the graph. Errors: FailedPrecondition for another version; DataLoss.
absl::StatusOr<std::unique_ptr<InterestSource>> OpenOwnerGraph(const BlockSource& blocks);

// Also for tests and conformance cases: a graph in memory with the same behaviour.
// Every node reachable forward from a designated one over any edge at any date: the risk universe.
absl::StatusOr<std::vector<bool>> RiskUniverse(const InterestSource& graph);

}  // namespace lynceus::ownership
