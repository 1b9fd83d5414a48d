#include "lib/ownership/overlay_graph.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/ownership/memory_graph.h"

namespace lynceus::ownership {
namespace {

void AppendFrom(const std::map<Node, std::vector<Edge>>& edges, Node node, std::vector<Edge>& out) {
  const auto found = edges.find(node);
  if (found != edges.end()) out.insert(out.end(), found->second.begin(), found->second.end());
}

}  // namespace

Node OverlayGraph::nodes() const { return base_.nodes() + static_cast<Node>(added_.size()); }

Node OverlayGraph::AddNode(std::string id, std::string name) {
  LYNCEUS_CHECK(nodes() < kUnknownHolder);
  added_.push_back({std::move(id), std::move(name)});
  return nodes() - 1;
}

absl::Status OverlayGraph::Add(Edge edge) {
  const bool known = edge.owner == kUnknownHolder || edge.owner < nodes();
  if (!known || !IsAdded(edge.subject)) {
    return InvalidError({.subject = "declared ownership",
                         .place = absl::StrCat("node ", edge.subject),
                         .cause = "facts can be added about added parties only",
                         .remedy = "add the party first, and its owners"});
  }
  edge.interest.owner_id.clear();
  edge.interest.subject_id.clear();
  if (edge.owner != kUnknownHolder) out_of_[edge.owner].push_back(edge);
  into_[edge.subject].push_back(std::move(edge));
  return absl::OkStatus();
}

absl::Status OverlayGraph::AddEdge(Node owner, Node subject, Interest interest) {
  return Add({owner, subject, EdgeKind::kInterest, std::move(interest)});
}

absl::Status OverlayGraph::AddProbableIdentity(Node same_as, Node subject, std::string reason) {
  Interest interest;
  interest.role = std::move(reason);
  interest.provenance.source = "declared";
  return Add({same_as, subject, EdgeKind::kProbableIdentity, std::move(interest)});
}

absl::Status OverlayGraph::OwnersOf(Node subject, std::vector<Edge>& out) const {
  if (!IsAdded(subject)) return base_.OwnersOf(subject, out);
  AppendFrom(into_, subject, out);
  return absl::OkStatus();
}

absl::Status OverlayGraph::HoldingsOf(Node owner, std::vector<Edge>& out) const {
  if (!IsAdded(owner)) LYNCEUS_RETURN_IF_ERROR(base_.HoldingsOf(owner, out));
  AppendFrom(out_of_, owner, out);
  return absl::OkStatus();
}

absl::Status OverlayGraph::DesignationsOf(Node node, std::vector<Designation>& out) const {
  return IsAdded(node) ? absl::OkStatus() : base_.DesignationsOf(node, out);
}

absl::Status OverlayGraph::RebuttalsOf(Node node, std::vector<Rebuttal>& out) const {
  LYNCEUS_RETURN_IF_ERROR(CheckNode(node, nodes()));
  return IsAdded(node) ? absl::OkStatus() : base_.RebuttalsOf(node, out);
}

absl::Status OverlayGraph::Describe(Node node, std::string& id, std::string& name) const {
  if (!IsAdded(node)) return base_.Describe(node, id, name);
  const Added& added = added_[node - base_.nodes()];
  id = added.id;
  name = added.name;
  return absl::OkStatus();
}

}  // namespace lynceus::ownership
