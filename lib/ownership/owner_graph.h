#pragma once
// The owner graph of a snapshot as one flat, versioned, mapped file (FORMAT.md): compressed
// adjacency in both directions, designations, ids and captions; read in place.

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

// Holds what it was given until Finish: about 56 bytes and the text of its id and place per edge.
// One thread.
class OwnerGraphBuilder {
 public:
  OwnerGraphBuilder();
  ~OwnerGraphBuilder();
  // Errors: ResourceExhausted past 2^32 - 2 nodes.
  absl::Status AddNode(const NodeFacts& facts);
  // Edges in any order: equal sets give equal bytes. The ids of the interest's parties are left
  // out; `owner` and `subject` say them. Errors: ResourceExhausted past 2^32 - 2 edges.
  absl::Status AddEdge(const Edge& edge);
  // Writes the file; call once. Errors: InvalidArgument where an edge joins a node that was not
  // added; those of `sink`.
  absl::Status Finish(BlockSink& sink);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// `blocks` must outlive the graph. Reads the head and what edges have in common (some hundred forms
// of interest); every later read is in place and checked against its bounds. The graph is Immutable
// and Thread-safe. Cost: OwnersOf is linear in the interests in the party; HoldingsOf reads of each
// party held at most 64 interests more than are the owner's.
// Errors: FailedPrecondition for another version; DataLoss.
absl::StatusOr<std::unique_ptr<InterestSource>> OpenOwnerGraph(const BlockSource& blocks);

}  // namespace lynceus::ownership
