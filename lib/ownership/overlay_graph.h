#pragma once
// What a counterparty declares, laid over the snapshot's graph without changing it.
//
// Facts can be added about added parties only. That declared facts never lower what a registry says
// of a party of the snapshot is thereby true by construction: no verdict on such a party can
// differ.

#include <map>
#include <string>
#include <vector>

#include "lib/ownership/interest_source.h"

namespace lynceus::ownership {

// `base` must outlive the overlay. Thread-compatible: add first, read later.
class OverlayGraph final : public InterestSource {
 public:
  explicit OverlayGraph(const InterestSource& base) : base_(base) {}

  // Returns the new party's number; the first is base.nodes().
  Node AddNode(std::string id, std::string name);
  // `owner` holds `interest` in the added party `subject`. Errors: InvalidArgument where `subject`
  // was not added here, or `owner` is neither a node nor kUnknownHolder.
  absl::Status AddEdge(Node owner, Node subject, Interest interest);
  // The added party `subject` is probably the party `same_as`. Errors: as AddEdge.
  absl::Status AddProbableIdentity(Node same_as, Node subject, std::string reason);

  Node nodes() const override;
  absl::Status OwnersOf(Node subject, std::vector<Edge>& out) const override;
  absl::Status HoldingsOf(Node owner, std::vector<Edge>& out) const override;
  absl::Status DesignationsOf(Node node, std::vector<Designation>& out) const override;
  absl::Status RebuttalsOf(Node node, std::vector<Rebuttal>& out) const override;
  absl::Status Describe(Node node, std::string& id, std::string& name) const override;

 private:
  struct Added {
    std::string id;
    std::string name;
  };
  absl::Status Add(Edge edge);
  bool IsAdded(Node node) const { return node >= base_.nodes() && node < nodes(); }

  const InterestSource& base_;
  std::vector<Added> added_;
  std::map<Node, std::vector<Edge>> into_;
  std::map<Node, std::vector<Edge>> out_of_;
};

}  // namespace lynceus::ownership
