#include "lib/ownership/changed_graph.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/ownership/memory_graph.h"

namespace lynceus::ownership {
namespace {

template <typename Value>
void AppendFrom(const std::map<Node, std::vector<Value>>& values, Node node,
                std::vector<Value>& out) {
  const auto found = values.find(node);
  if (found != values.end()) out.insert(out.end(), found->second.begin(), found->second.end());
}

// Removes what was there before from `out`, whose first `from` entries are the caller's.
template <typename Value, typename Gone>
void EraseFrom(std::vector<Value>& out, std::size_t from, const Gone& gone) {
  const auto begin = out.begin() + static_cast<std::ptrdiff_t>(from);
  out.erase(std::remove_if(begin, out.end(), gone), out.end());
}

}  // namespace

Node ChangedGraph::nodes() const { return base_.nodes() + static_cast<Node>(added_.size()); }

Node ChangedGraph::AddParty(std::string id, std::string name) {
  LYNCEUS_CHECK(nodes() < kUnknownHolder);
  added_.push_back({std::move(id), std::move(name)});
  return nodes() - 1;
}

absl::Status ChangedGraph::AddInterest(Node owner, Node subject, Interest interest) {
  LYNCEUS_RETURN_IF_ERROR(CheckNode(subject, nodes()));
  if (owner != kUnknownHolder) LYNCEUS_RETURN_IF_ERROR(CheckNode(owner, nodes()));
  interest.owner_id.clear();
  interest.subject_id.clear();
  Edge edge{owner, subject, EdgeKind::kInterest, std::move(interest)};
  if (owner != kUnknownHolder) out_of_[owner].push_back(edge);
  into_[subject].push_back(std::move(edge));
  return absl::OkStatus();
}

absl::Status ChangedGraph::RemoveInterests(Node owner, Node subject, InterestKind kind) {
  std::vector<Edge> edges;
  LYNCEUS_RETURN_IF_ERROR(OwnersOf(subject, edges));
  const auto same = [&](const Edge& edge) {
    return edge.edge_kind == EdgeKind::kInterest && edge.owner == owner &&
           edge.subject == subject && edge.interest.kind == kind;
  };
  if (std::none_of(edges.begin(), edges.end(), same)) {
    return NotFoundError(
        {.subject = "changes",
         .cause = absl::StrCat("no interest of the kind ", std::string(InterestKindName(kind)),
                               " is stated between these parties"),
         .remedy = "look at lynceus ownership owners"});
  }
  removed_.insert({owner, subject, kind});
  std::erase_if(into_[subject], same);
  if (owner != kUnknownHolder) std::erase_if(out_of_[owner], same);
  return absl::OkStatus();
}

absl::Status ChangedGraph::AddDesignation(Node node, Designation designation) {
  LYNCEUS_RETURN_IF_ERROR(CheckNode(node, nodes()));
  designations_[node].push_back(std::move(designation));
  return absl::OkStatus();
}

absl::Status ChangedGraph::RemoveDesignations(Node node, std::string authority, std::string list) {
  std::vector<Designation> before;
  LYNCEUS_RETURN_IF_ERROR(DesignationsOf(node, before));
  const auto same = [&](const Designation& each) {
    return each.authority == authority && (list.empty() || each.list == list);
  };
  if (std::none_of(before.begin(), before.end(), same)) {
    return NotFoundError({.subject = "changes",
                          .cause = absl::StrCat("the party is on no such list of ", authority),
                          .remedy = "look at lynceus entity"});
  }
  std::erase_if(designations_[node], same);
  delisted_[node].insert({std::move(authority), std::move(list)});
  return absl::OkStatus();
}

absl::Status ChangedGraph::AddRebuttal(Node node, Rebuttal rebuttal) {
  LYNCEUS_RETURN_IF_ERROR(CheckNode(node, nodes()));
  // Elsewhere such dates leave the time open, which would have the presumption rebutted for ever.
  if (rebuttal.date && rebuttal.until && *rebuttal.until <= *rebuttal.date) {
    return InvalidError({.subject = "until", .cause = "the rebuttal ends before it begins"});
  }
  rebuttals_[node].push_back(std::move(rebuttal));
  return absl::OkStatus();
}

void ChangedGraph::Filter(std::vector<Edge>& edges, std::size_t from) const {
  if (removed_.empty()) return;
  EraseFrom(edges, from, [&](const Edge& edge) {
    return edge.edge_kind == EdgeKind::kInterest &&
           removed_.contains({edge.owner, edge.subject, edge.interest.kind});
  });
}

absl::Status ChangedGraph::OwnersOf(Node subject, std::vector<Edge>& out) const {
  LYNCEUS_RETURN_IF_ERROR(CheckNode(subject, nodes()));
  const std::size_t from = out.size();
  if (!IsAdded(subject)) LYNCEUS_RETURN_IF_ERROR(base_.OwnersOf(subject, out));
  Filter(out, from);
  AppendFrom(into_, subject, out);
  return absl::OkStatus();
}

absl::Status ChangedGraph::HoldingsOf(Node owner, std::vector<Edge>& out) const {
  LYNCEUS_RETURN_IF_ERROR(CheckNode(owner, nodes()));
  const std::size_t from = out.size();
  if (!IsAdded(owner)) LYNCEUS_RETURN_IF_ERROR(base_.HoldingsOf(owner, out));
  Filter(out, from);
  AppendFrom(out_of_, owner, out);
  return absl::OkStatus();
}

absl::Status ChangedGraph::DesignationsOf(Node node, std::vector<Designation>& out) const {
  LYNCEUS_RETURN_IF_ERROR(CheckNode(node, nodes()));
  const std::size_t from = out.size();
  if (!IsAdded(node)) LYNCEUS_RETURN_IF_ERROR(base_.DesignationsOf(node, out));
  if (const auto gone = delisted_.find(node); gone != delisted_.end()) {
    EraseFrom(out, from, [&](const Designation& each) {
      return gone->second.contains({each.authority, each.list}) ||
             gone->second.contains({each.authority, ""});
    });
  }
  AppendFrom(designations_, node, out);
  return absl::OkStatus();
}

absl::Status ChangedGraph::RebuttalsOf(Node node, std::vector<Rebuttal>& out) const {
  LYNCEUS_RETURN_IF_ERROR(CheckNode(node, nodes()));
  if (!IsAdded(node)) LYNCEUS_RETURN_IF_ERROR(base_.RebuttalsOf(node, out));
  AppendFrom(rebuttals_, node, out);
  return absl::OkStatus();
}

absl::Status ChangedGraph::Describe(Node node, std::string& id, std::string& name) const {
  LYNCEUS_RETURN_IF_ERROR(CheckNode(node, nodes()));
  if (!IsAdded(node)) return base_.Describe(node, id, name);
  const Party& party = added_[node - base_.nodes()];
  id = party.id;
  name = party.name;
  return absl::OkStatus();
}

}  // namespace lynceus::ownership
