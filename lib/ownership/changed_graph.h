#pragma once
// A graph as somebody says it is: facts added, replaced and taken away, over another graph that
// stays as it is. For what-if questions, for facts that a bank has established itself, and for
// rebuttals; each carries who said it, when and why, and stands so in the evidence.
//
// Unlike OverlayGraph, which holds what a counterparty declares, these may lower what a registry
// says: they are the bank's own. Of them screening uses the rebuttals of the rule set alone.

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "lib/ownership/interest_source.h"

namespace lynceus::ownership {

// `base` must outlive this. Thread-compatible: change first, read later.
class ChangedGraph final : public InterestSource {
 public:
  explicit ChangedGraph(const InterestSource& base) : base_(base) {}

  // Returns the new party's number; the first is base.nodes().
  Node AddParty(std::string id, std::string name);
  // Errors of all that follow: OutOfRange where there is no such node.
  absl::Status AddInterest(Node owner, Node subject, Interest interest);
  // Takes away every statement of this kind between the two, however often it is made. Errors:
  // NotFound where there is none: a change without effect would be a misunderstanding.
  absl::Status RemoveInterests(Node owner, Node subject, InterestKind kind);
  absl::Status AddDesignation(Node node, Designation designation);
  // Takes away the party's designations by `authority` on `list` (empty: on any). Errors: NotFound.
  absl::Status RemoveDesignations(Node node, std::string authority, std::string list);
  // Errors: InvalidArgument where it ends before it begins.
  absl::Status AddRebuttal(Node node, Rebuttal rebuttal);

  Node nodes() const override;
  absl::Status OwnersOf(Node subject, std::vector<Edge>& out) const override;
  absl::Status HoldingsOf(Node owner, std::vector<Edge>& out) const override;
  absl::Status DesignationsOf(Node node, std::vector<Designation>& out) const override;
  absl::Status RebuttalsOf(Node node, std::vector<Rebuttal>& out) const override;
  absl::Status Describe(Node node, std::string& id, std::string& name) const override;

 private:
  using Removed = std::tuple<Node, Node, InterestKind>;  // owner, subject, kind
  struct Party {
    std::string id;
    std::string name;
  };
  bool IsAdded(Node node) const { return node >= base_.nodes(); }
  void Filter(std::vector<Edge>& edges, std::size_t from) const;

  const InterestSource& base_;
  std::vector<Party> added_;
  std::set<Removed> removed_;
  std::map<Node, std::vector<Edge>> into_;
  std::map<Node, std::vector<Edge>> out_of_;
  std::map<Node, std::vector<Designation>> designations_;
  std::map<Node, std::set<std::pair<std::string, std::string>>> delisted_;
  std::map<Node, std::vector<Rebuttal>> rebuttals_;
};

}  // namespace lynceus::ownership
