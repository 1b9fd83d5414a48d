// What an edge can add. Shares that a named holder holds directly add what they state. Votes and
// profit do so where a regime counts them, and are of unknown size where it does not. Everything
// else (control, trusts, nominees, joint arrangements, what is held through others, identity) may
// extend by itself, by more than it states, or make others count: it adds kMuch, so that its
// subject is measured by Judge's own rules when it is touched. So does every edge into a party of
// which more than the whole is stated.
#include "lib/ownership/day_graph.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/ownership/bounds.h"
#include "lib/ownership/spread.h"

namespace lynceus::ownership {
namespace {

constexpr ShareBound kMuch = PackedBound::kMuch;

bool IsShares(InterestKind kind) {
  return kind == InterestKind::kShares || kind == InterestKind::kOwnershipOther;
}

// Held directly, by one holder for itself.
bool IsPlain(const DayHolder& holder) {
  return holder.edge_kind == EdgeKind::kInterest && !holder.indirect && holder.joint_group == 0;
}

// True where more than the whole is stated, an open end at the very whole included.
bool IsOverStated(std::span<const DayHolder> holders) {
  ShareBound stated;
  for (const DayHolder& holder : holders) stated = Plus(stated, holder.share.lo());
  return LowerExceeds(stated, {kWholePpm, false});
}

// `much`: more than the whole is stated of the subject.
DayHolding HoldingOf(Node subject, const DayHolder& holder, bool much) {
  const bool ownership = IsOwnership(holder.kind) && IsPlain(holder);
  const bool shares = ownership && IsShares(holder.kind);
  return {.subject = subject,
          .lo = PackedBound(ownership ? holder.share.lo() : kMuch),
          .hi = PackedBound(shares && !much ? holder.share.hi() : kMuch)};
}

}  // namespace

class DayGraph::Loader {
 public:
  Loader(const InterestSource& source, Date day) : source_(source) {
    made_.day_ = day;
    WordNumber("");  // 0, as the absent word
  }

  absl::StatusOr<DayGraph> Load() {
    const Node nodes = source_.nodes();
    made_.holders_begin_.reserve(std::size_t{nodes} + 1);
    sums_decide_.reserve(nodes);
    made_.is_branch_.reserve(nodes);
    has_unknown_.reserve(nodes);
    for (Node node = 0; node < nodes; ++node) {
      LYNCEUS_RETURN_IF_ERROR(AddDesignations(node));
      LYNCEUS_RETURN_IF_ERROR(AddHolders(node));
    }
    made_.holders_begin_.push_back(Position());
    made_.holders_.shrink_to_fit();
    SortHoldings();
    LYNCEUS_RETURN_IF_ERROR(JoinIdentities());
    for (const auto& [node, first] : made_.identity_class_) MarkHoldings(node);
    FindBelowUnknown();
    MakePart();
    return std::move(made_);
  }

 private:
  std::uint32_t Position() const { return static_cast<std::uint32_t>(made_.holders_.size()); }

  std::uint32_t WordNumber(const std::string& word) {
    const auto [found, added] =
        word_numbers_.try_emplace(word, static_cast<std::uint32_t>(word_numbers_.size()));
    if (added) made_.words_.push_back(word);
    return found->second;
  }

  absl::Status AddHolders(Node node) {
    made_.holders_begin_.push_back(Position());
    edges_.clear();
    LYNCEUS_RETURN_IF_ERROR(source_.OwnersOf(node, edges_));
    bool unknown = false;
    bool branch = false;
    for (const Edge& edge : edges_) {
      if (!Bears(edge, made_.day_)) continue;
      const Interest& interest = edge.interest;
      if (edge.edge_kind == EdgeKind::kProbableIdentity) links_.emplace_back(edge.owner, node);
      unknown = unknown || edge.owner == kUnknownHolder || interest.kind == InterestKind::kNominee;
      branch = branch || (edge.owner != kUnknownHolder && interest.role == kBranchRole);
      made_.holders_.push_back({.owner = edge.owner,
                                .share = interest.share,
                                .role = WordNumber(interest.role),
                                .joint_group = WordNumber(interest.joint_group),
                                .kind = interest.kind,
                                .edge_kind = edge.edge_kind,
                                .indirect = interest.indirect});
    }
    const auto holders = std::span(made_.holders_).subspan(made_.holders_begin_.back());
    made_.is_branch_.push_back(branch);
    has_unknown_.push_back(unknown);
    sums_decide_.push_back(SumsDecide(node, holders));
    return absl::OkStatus();
  }

  absl::Status AddDesignations(Node node) {
    designations_.clear();
    LYNCEUS_RETURN_IF_ERROR(source_.DesignationsOf(node, designations_));
    std::erase_if(designations_,
                  [&](const Designation& d) { return !InForce(d.date, d.end_date, made_.day_); });
    std::sort(designations_.begin(), designations_.end());
    if (!designations_.empty()) made_.designated_.emplace_back(node, designations_);
    rebuttals_.clear();
    LYNCEUS_RETURN_IF_ERROR(source_.RebuttalsOf(node, rebuttals_));
    std::erase_if(rebuttals_,
                  [&](const Rebuttal& r) { return !InForce(r.date, r.until, made_.day_); });
    if (!rebuttals_.empty()) made_.rebutted_.emplace_back(node, rebuttals_);
    return absl::OkStatus();
  }

  bool SumsDecide(Node node, std::span<const DayHolder> holders) {
    owners_.clear();
    for (const DayHolder& holder : holders) {
      if (!IsPlain(holder) || !IsShares(holder.kind) || holder.owner == node) return false;
      // Two unnamed holders may be two parties.
      if (holder.owner != kUnknownHolder) owners_.push_back(holder.owner);
    }
    std::sort(owners_.begin(), owners_.end());
    return std::adjacent_find(owners_.begin(), owners_.end()) == owners_.end() &&
           !IsOverStated(holders);
  }

  void SortHoldings() {
    std::vector<std::uint32_t>& begin = holdings_begin_;
    begin.assign(std::size_t{made_.nodes()} + 1, 0);
    for (const DayHolder& holder : made_.holders_) {
      if (holder.owner != kUnknownHolder) ++begin[std::size_t{holder.owner} + 1];
    }
    for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
    holdings_.resize(begin.back());
    std::vector<std::uint32_t> next(begin);
    for (Node node = 0; node < made_.nodes(); ++node) {
      const auto holders = made_.HoldersOf(node);
      const bool much = IsOverStated(holders);
      for (const DayHolder& holder : holders) {
        if (holder.owner == kUnknownHolder) continue;
        holdings_[next[holder.owner]++] = HoldingOf(node, holder, much);
      }
    }
  }

  Node Root(Node node) {
    absl::flat_hash_map<Node, Node>& parent = made_.identity_class_;
    parent.try_emplace(node, node);
    while (parent[node] != node) node = parent[node] = parent[parent[node]];
    return node;
  }

  absl::Status JoinIdentities() {
    std::sort(links_.begin(), links_.end());
    for (const auto& [a, b] : links_) {
      if (!std::binary_search(links_.begin(), links_.end(), std::pair(b, a))) {
        return InvalidError({.subject = "owner graph",
                             .place = absl::StrCat("identity link ", a, " to ", b),
                             .cause = "it stands one way only"});
      }
      const Node root_a = Root(a);
      const Node root_b = Root(b);
      made_.identity_class_[std::max(root_a, root_b)] = std::min(root_a, root_b);
    }
    std::vector<Node> joined;
    for (const auto& [node, parent] : made_.identity_class_) joined.push_back(node);
    for (const Node node : joined) made_.identity_class_[node] = Root(node);
    return absl::OkStatus();
  }

  // Holders that may be one party may be stating one stake.
  void MarkHoldings(Node owner) {
    for (const DayHolding& holding : HoldingsOf(owner)) {
      sums_decide_[holding.subject] = false;
    }
  }

  void FindBelowUnknown() {
    std::vector<bool>& below = below_unknown_;
    below = has_unknown_;
    std::vector<Node> open;
    for (Node node = 0; node < made_.nodes(); ++node) {
      if (below[node]) open.push_back(node);
    }
    while (!open.empty()) {
      const Node node = open.back();
      open.pop_back();
      for (const DayHolding& holding : HoldingsOf(node)) {
        if (below[holding.subject]) continue;
        below[holding.subject] = true;
        open.push_back(holding.subject);
      }
    }
  }

  // Who is in the part (day_part.h).
  std::vector<bool> FindPart() const {
    std::vector<bool> in(made_.nodes());
    std::vector<Node> open;
    const auto meet = [&](Node node) {
      if (in[node]) return;
      in[node] = true;
      open.push_back(node);
    };
    for (const auto& [node, designations] : made_.designated_) meet(node);
    std::size_t at = 0;  // `open` grows on the way
    while (at < open.size()) {
      for (const DayHolding& holding : HoldingsOf(open[at++])) meet(holding.subject);
    }
    at = 0;
    while (at < open.size()) {
      const Node node = open[at++];
      if (!below_unknown_[node]) continue;
      for (const DayHolder& holder : made_.HoldersOf(node)) {
        const Node owner = holder.owner;
        if (owner != kUnknownHolder && below_unknown_[owner]) meet(owner);
      }
    }
    return in;
  }

  void MakePart() {
    const std::vector<bool> in = FindPart();
    made_.part_ = DayPart(in);
    for (Node node = 0; node < made_.nodes(); ++node) {
      if (in[node]) made_.part_.Add(PartyOf(node), HoldingsOf(node));
    }
    made_.part_.Finish();
  }

  DayPart::Party PartyOf(Node node) const {
    DayPart::Party party{.node = node,
                         .sums_decide = sums_decide_[node],
                         .is_branch = made_.is_branch_[node],
                         .has_unknown = has_unknown_[node]};
    if (!party.sums_decide) {
      party.unknown_hi = PackedBound(kMuch);
      return party;
    }
    for (const DayHolder& holder : made_.HoldersOf(node)) {
      if (holder.owner == kUnknownHolder) {
        party.unknown_hi = Plus(party.unknown_hi, PackedBound(holder.share.hi()));
      } else {
        party.named_lo_ppm += static_cast<std::int32_t>(holder.share.lo().ppm);
      }
    }
    return party;
  }

  std::span<const DayHolding> HoldingsOf(Node owner) const {
    return std::span(holdings_).subspan(holdings_begin_[owner],
                                        holdings_begin_[owner + 1] - holdings_begin_[owner]);
  }

  const InterestSource& source_;
  DayGraph made_;
  std::vector<DayHolding> holdings_;  // by owner
  std::vector<std::uint32_t> holdings_begin_;
  std::vector<bool> sums_decide_;
  std::vector<bool> has_unknown_;
  std::vector<bool> below_unknown_;  // such a holder stands anywhere above, or of the party itself
  absl::flat_hash_map<std::string, std::uint32_t> word_numbers_;
  std::vector<Edge> edges_;
  std::vector<Designation> designations_;
  std::vector<Rebuttal> rebuttals_;
  std::vector<Node> owners_;
  std::vector<std::pair<Node, Node>> links_;
};

Closure::Fact DayGraph::FactOf(const DayHolder& holder, Node subject) const {
  Closure::Fact fact;
  fact.edge = {.owner = holder.owner, .subject = subject, .edge_kind = holder.edge_kind};
  fact.edge.interest.kind = holder.kind;
  fact.edge.interest.share = holder.share;
  fact.edge.interest.indirect = holder.indirect;
  fact.edge.interest.role = words_[holder.role];
  fact.edge.interest.joint_group = words_[holder.joint_group];
  return fact;
}

std::vector<Node> DayGraph::WithHeadOffices(Node branch) const {
  std::vector<Node> found = {branch};
  for (std::size_t at = 0; at < found.size(); ++at) {
    if (!is_branch_[found[at]]) continue;
    for (const DayHolder& holder : HoldersOf(found[at])) {
      if (holder.owner == kUnknownHolder || words_[holder.role] != kBranchRole) continue;
      if (std::find(found.begin(), found.end(), holder.owner) == found.end()) {
        found.push_back(holder.owner);
      }
    }
  }
  return found;
}

// Parties that are one class share the first of their places, as where the links between them stand
// in the closure.
void DayGraph::SetIdentityClasses(Closure& closure) const {
  closure.identity_class.resize(closure.nodes.size());
  std::iota(closure.identity_class.begin(), closure.identity_class.end(), Place{0});
  if (identity_class_.empty()) return;
  absl::flat_hash_map<Node, Place> first;
  for (Place place = 0; place < closure.size(); ++place) {
    const Node identity_class = IdentityClass(closure.nodes[place]);
    closure.identity_class[place] = first.try_emplace(identity_class, place).first->second;
  }
}

Closure DayGraph::HoldersAlone(Node subject) const {
  Closure closure{.nodes = WithHeadOffices(subject)};
  const Place judged = closure.size();
  const std::size_t holders = HoldersOf(subject).size();
  closure.facts.reserve(holders);
  absl::flat_hash_map<Node, Place> places;
  places.reserve(judged + holders);
  for (Place place = 0; place < judged; ++place) places[closure.nodes[place]] = place;
  for (Place place = 0; place < judged; ++place) {
    closure.facts_begin.push_back(closure.facts.size());
    for (const DayHolder& holder : HoldersOf(closure.nodes[place])) {
      Closure::Fact& fact = closure.facts.emplace_back(FactOf(holder, closure.nodes[place]));
      fact.subject = place;
      if (holder.owner == kUnknownHolder) continue;
      const auto [found, added] = places.try_emplace(holder.owner, closure.size());
      if (added) closure.nodes.push_back(holder.owner);
      fact.owner = found->second;
    }
  }
  closure.facts_begin.resize(closure.nodes.size() + 1, closure.facts.size());
  closure.designations.resize(closure.nodes.size());
  closure.rebuttals.resize(closure.nodes.size());
  SetIdentityClasses(closure);
  IndexFeeds(closure);
  return closure;
}

absl::StatusOr<DayGraph> DayGraph::Load(const InterestSource& graph, Date day) {
  return Loader(graph, day).Load();
}

}  // namespace lynceus::ownership
