// Two steps at most: the party's own ties, and those of the parties at their other ends.
#include "lib/screening/ties.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/ownership/facts.h"

namespace lynceus::screening {
namespace {

using ownership::Edge;
using ownership::Node;

// What two parties may have in common above them, by the tie that each has to it.
enum class Common { kNone, kParent, kManager, kFund };

// How two parties are tied: the kind that a policy may name, and words for a reader.
struct Tie {
  std::string kind;
  std::string words;
};

template <typename Value>
bool Has(const std::vector<Value>& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

class Ties {
 public:
  Ties(const OwnershipQuestion& question, std::vector<Flag>& flags)
      : question_(question),
        rule_(question.rules.flags.affiliate),
        graph_(question.graph),
        flags_(flags) {}

  absl::Status Add() {
    LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Edge> owners, EdgesInto(question_.party));
    LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Edge> holdings, EdgesOutOf(question_.party));
    for (const Edge& edge : owners) LYNCEUS_RETURN_IF_ERROR(AddOwner(edge));
    for (const Edge& edge : holdings) LYNCEUS_RETURN_IF_ERROR(AddHolding(edge));
    for (auto& [text, flag] : affiliates_) flags_.push_back(std::move(flag));
    return absl::OkStatus();
  }

 private:
  // Those that hold on the day and whose other end is another, named party.
  bool Counts(const Edge& edge) const {
    return edge.edge_kind == ownership::EdgeKind::kInterest && edge.owner != edge.subject &&
           edge.owner != ownership::kUnknownHolder &&
           ownership::Holds(edge.interest.start, edge.interest.end, question_.as_of);
  }
  absl::StatusOr<std::vector<Edge>> EdgesInto(Node node) const {
    std::vector<Edge> edges;
    LYNCEUS_RETURN_IF_ERROR(graph_.OwnersOf(node, edges));
    std::erase_if(edges, [&](const Edge& edge) { return !Counts(edge); });
    return edges;
  }
  absl::StatusOr<std::vector<Edge>> EdgesOutOf(Node node) const {
    std::vector<Edge> edges;
    LYNCEUS_RETURN_IF_ERROR(graph_.HoldingsOf(node, edges));
    std::erase_if(edges, [&](const Edge& edge) { return !Counts(edge); });
    return edges;
  }

  Common CommonBy(const Interest& interest) const {
    if (Has(rule_.fund_roles, interest.role)) return Common::kFund;
    if (Has(rule_.managers, interest.kind)) return Common::kManager;
    const bool holds = IsOwnership(interest.kind) || interest.kind == InterestKind::kControl;
    const bool parent = holds && interest.share.hi().ppm >= rule_.parent_from_ppm;
    return parent ? Common::kParent : Common::kNone;
  }

  absl::Status AddOwner(const Edge& edge) {
    LYNCEUS_ASSIGN_OR_RETURN(const auto listed, DesignationsInForce(question_, edge.owner));
    if (!listed.empty()) {
      // Of ownership and control by it the verdicts speak.
      if (!Has(rule_.ties, edge.interest.kind)) return absl::OkStatus();
      return AddAffiliate(edge.owner, listed, {Kind(edge), Word(edge.interest)}, {edge});
    }
    const Common common = CommonBy(edge.interest);
    if (common == Common::kNone) return absl::OkStatus();
    LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Edge> others, EdgesOutOf(edge.owner));
    if (others.size() > limits::kCommonTiesMax) return AddNotLookedAt(edge, edge.owner);
    for (const Edge& other : others) {
      if (other.subject == question_.party || CommonBy(other.interest) != common) continue;
      const bool certain = common != Common::kParent || (IsParent(edge) && IsParent(other));
      const Tie tie{KindOf(common), absl::StrCat(certain ? "" : "possible ", WordOf(common))};
      LYNCEUS_RETURN_IF_ERROR(AddCommon(other.subject, tie, edge.owner, {edge, other}));
    }
    return absl::OkStatus();
  }

  absl::Status AddHolding(const Edge& edge) {
    LYNCEUS_ASSIGN_OR_RETURN(const auto listed, DesignationsInForce(question_, edge.subject));
    if (!listed.empty()) {
      if (!IsAffiliation(edge.interest.kind)) return AddUpstream(edge, listed);
      if (!Has(rule_.ties, edge.interest.kind)) return absl::OkStatus();
      return AddAffiliate(edge.subject, listed, {Kind(edge), Word(edge.interest) + " of it"},
                          {edge});
    }
    if (!IsVenture(edge.interest)) return absl::OkStatus();
    LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Edge> others, EdgesInto(edge.subject));
    if (others.size() > limits::kCommonTiesMax) return AddNotLookedAt(edge, edge.subject);
    for (const Edge& other : others) {
      if (other.owner == question_.party || !IsVenture(other.interest)) continue;
      LYNCEUS_RETURN_IF_ERROR(
          AddCommon(other.owner, {"joint_venture", "joint venture"}, edge.subject, {edge, other}));
    }
    return absl::OkStatus();
  }

  // What a consolidated account states makes a parent without a share.
  bool IsParent(const Edge& edge) const {
    return edge.interest.kind == InterestKind::kControl ||
           edge.interest.share.lo().ppm >= rule_.parent_from_ppm;
  }

  bool IsVenture(const Interest& interest) const {
    return IsOwnership(interest.kind) && interest.share.hi().ppm >= rule_.joint_venture_from_ppm;
  }

  static std::string Kind(const Edge& edge) {
    return std::string(InterestKindName(edge.interest.kind));
  }
  static const char* KindOf(Common common) {
    if (common == Common::kFund) return "common_fund";
    return common == Common::kManager ? "common_manager" : "common_parent";
  }
  static std::string Word(const Interest& interest) {
    return interest.role.empty() ? std::string(InterestKindName(interest.kind)) : interest.role;
  }
  static const char* WordOf(Common common) {
    if (common == Common::kFund) return "fund or fund manager";
    return common == Common::kManager ? "manager" : "parent";
  }

  absl::Status AddCommon(Node other, const Tie& tie, Node through, const std::vector<Edge>& edges) {
    LYNCEUS_ASSIGN_OR_RETURN(const auto listed, DesignationsInForce(question_, other));
    if (listed.empty()) return absl::OkStatus();
    LYNCEUS_ASSIGN_OR_RETURN(const std::string name, ownership::PartyWords(graph_, through));
    return AddAffiliate(other, listed,
                        {tie.kind, absl::StrCat("both have the ", tie.words, " ", name)}, edges);
  }

  // Several statements of one tie are one flag.
  absl::Status AddAffiliate(Node party, const std::vector<Designation>& listed, const Tie& tie,
                            const std::vector<Edge>& edges) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string name, ownership::PartyWords(graph_, party));
    const std::string text = FillIn(rule_.words.text, {{"party", name}, {"tie", tie.words}});
    Flag& flag = affiliates_[text];
    if (flag.type.empty()) {
      flag = {.type = "affiliate", .text = text, .detail = tie.kind};
      LYNCEUS_RETURN_IF_ERROR(AddListing(party, listed, flag));
    }
    return AddFacts(edges, flag);
  }

  absl::Status AddUpstream(const Edge& edge, const std::vector<Designation>& listed) {
    const UpstreamRule& rule = question_.rules.flags.upstream;
    if (edge.interest.share.hi().ppm < rule.from_ppm) return absl::OkStatus();
    LYNCEUS_ASSIGN_OR_RETURN(const std::string name, ownership::PartyWords(graph_, edge.subject));
    Flag flag{.type = "upstream",
              .text = FillIn(rule.words.text,
                             {{"kind", std::string(InterestKindName(edge.interest.kind))},
                              {"share", edge.interest.share.ToString()},
                              {"party", name}})};
    LYNCEUS_RETURN_IF_ERROR(AddListing(edge.subject, listed, flag));
    LYNCEUS_RETURN_IF_ERROR(AddFacts({edge}, flag));
    flags_.push_back(std::move(flag));
    return absl::OkStatus();
  }

  absl::Status AddListing(Node party, const std::vector<Designation>& listed, Flag& flag) const {
    LYNCEUS_ASSIGN_OR_RETURN(EvidenceItem item,
                             ownership::DesignationFact(graph_, party, listed.front()));
    flag.rests_on.push_back(item.owner_id);
    flag.evidence.push_back(std::move(item));
    return absl::OkStatus();
  }

  absl::Status AddFacts(const std::vector<Edge>& edges, Flag& flag) const {
    for (const Edge& edge : edges) {
      LYNCEUS_ASSIGN_OR_RETURN(EvidenceItem item, ownership::InterestFact(graph_, edge));
      if (!Has(flag.evidence, item)) flag.evidence.push_back(std::move(item));
    }
    return absl::OkStatus();
  }

  absl::Status AddNotLookedAt(const Edge& edge, Node through) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string name, ownership::PartyWords(graph_, through));
    Flag flag{
        .type = "affiliate",
        .text = absl::StrCat("not looked at: ", name, " has more than ", limits::kCommonTiesMax,
                             " ties, and a designated party may be at the end of one"),
        .detail = "not_looked_at"};
    LYNCEUS_RETURN_IF_ERROR(AddFacts({edge}, flag));
    affiliates_.emplace(flag.text, std::move(flag));
    return absl::OkStatus();
  }

  const OwnershipQuestion& question_;
  const AffiliateRule& rule_;
  const ownership::InterestSource& graph_;
  std::vector<Flag>& flags_;
  std::map<std::string, Flag> affiliates_;  // by text
};

}  // namespace

absl::Status AddTies(const OwnershipQuestion& question, std::vector<Flag>& flags) {
  return Ties(question, flags).Add();
}

}  // namespace lynceus::screening
