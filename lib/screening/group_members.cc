#include "lib/screening/group_members.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/ownership/closure.h"
#include "lib/ownership/facts.h"
#include "lib/ownership/judge.h"

namespace lynceus::screening {
namespace {

using ownership::Edge;
using ownership::Node;

constexpr char kAuthority[] = "group";  // of the roots' designations; no list has it

Regime RegimeOf(const Group& group) {
  RegimePeriod period{.threshold_ppm = group.ownership_from_ppm,
                      .counts = {InterestKind::kShares, InterestKind::kVotes, InterestKind::kProfit,
                                 InterestKind::kOwnershipOther},
                      .controls = group.controls};
  return {.key = group.key,
          .title = group.title,
          .seeds = {{.authority = kAuthority, .lists = {group.key}}},
          .measure = kAuthority,
          .periods = {std::move(period)}};
}

bool Has(const std::vector<InterestKind>& kinds, InterestKind kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// A root is no listed party by this: its fact says what it is.
EvidenceItem WithoutDesignation(EvidenceItem item, const Group& group) {
  if (item.kind != EvidenceKind::kDesignation) return item;
  item.kind = EvidenceKind::kNote;
  item.text = absl::StrCat(item.owner_name.empty() ? item.owner_id : item.owner_name, " (",
                           item.owner_id, ") is the root of the group ", group.title);
  item.provenance = {"groups", group.key};
  return item;
}

Flag NotLookedAt() {
  return {.type = "affiliate",
          .text = absl::StrCat("not looked at: it has more than ", limits::kCommonTiesMax,
                               " ties, and a group may be at the end of one"),
          .detail = "not_looked_at",
          .found = "link",
          .sure = kPossible};
}

}  // namespace

std::string GroupText(const Group& group, const std::string& shows) {
  std::string text = absl::StrCat("of the group ", group.title, ": ", shows);
  for (const auto& [key, how] : group.related) absl::StrAppend(&text, "; ", how);
  return text;
}

absl::StatusOr<std::unique_ptr<const GroupMembers>> GroupMembers::Make(
    const std::vector<Group>& groups, const ownership::InterestSource& graph,
    const std::vector<GroupRoot>& roots) {
  std::unique_ptr<GroupMembers> members(new GroupMembers(groups, graph));
  members->by_name_.resize(groups.size());
  for (const Group& group : groups) members->regimes_.push_back(RegimeOf(group));
  for (const GroupRoot& root : roots) {
    const std::string& key = groups[root.group].key;
    LYNCEUS_RETURN_IF_ERROR(members->graph_.AddDesignation(
        root.node, {.authority = kAuthority, .list = key, .programme = key}));
    members->groups_of_root_.emplace(root.node, root.group);
    if (root.by_name) members->by_name_[root.group] = true;
  }
  return members;
}

absl::StatusOr<std::vector<std::size_t>> GroupMembers::GroupsAbove(Node party, Date as_of) const {
  if (groups_of_root_.empty()) return std::vector<std::size_t>();
  LYNCEUS_ASSIGN_OR_RETURN(const ownership::Closure closure,
                           ownership::CollectClosure(graph_, as_of, party));
  std::set<std::size_t> groups;
  for (const Node node : closure.nodes) {
    const auto [begin, end] = groups_of_root_.equal_range(node);
    for (auto root = begin; root != end; ++root) groups.insert(root->second);
  }
  return std::vector<std::size_t>(groups.begin(), groups.end());
}

absl::StatusOr<Verdict> GroupMembers::JudgeOf(std::size_t group, Node party, Date as_of) const {
  const ownership::LoadedLists lists{.authority_and_list = {{kAuthority, groups_[group].key}}};
  return ownership::Judge(graph_, regimes_[group], lists, as_of, party);
}

Flag GroupMembers::FlagOf(std::size_t number, const Verdict& verdict) const {
  const Group& group = groups_[number];
  Flag flag{.type = "affiliate",
            .detail = "group",
            .rule = group.key,
            .found = "ownership",
            .sure = kPossible};
  std::string shows = absl::StrCat("it may hold ", verdict.blocked.ToString(), " of it");
  if (verdict.answer == Answer::kYes) {
    const bool controlled = verdict.basis == Basis::kControlled;
    flag.sure = controlled || by_name_[number] ? kProbable : kCertain;
    shows = absl::StrCat("it holds ", verdict.blocked.ToString(), " of it");
    if (controlled) {
      flag.found = "control";
      shows = "it is stated to control it";
    } else if (verdict.basis == Basis::kListed) {
      flag.found = "root";
      shows = "it is its root";
    }
  }
  flag.text = GroupText(group, shows);
  for (const EvidenceItem& item : verdict.evidence) {
    if (item.kind == EvidenceKind::kDesignation) flag.rests_on.push_back(item.owner_id);
    flag.evidence.push_back(WithoutDesignation(item, group));
  }
  return flag;
}

absl::StatusOr<std::vector<Flag>> GroupMembers::FlagsOf(Node party, Date as_of) const {
  std::map<std::size_t, Flag> flags;
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<std::size_t> above, GroupsAbove(party, as_of));
  for (const std::size_t group : above) {
    LYNCEUS_ASSIGN_OR_RETURN(const Verdict verdict, JudgeOf(group, party, as_of));
    if (verdict.answer == Answer::kNo) continue;
    flags.emplace(group, FlagOf(group, verdict));
  }
  LYNCEUS_RETURN_IF_ERROR(AddLinks(party, as_of, flags));
  std::vector<Flag> sorted;
  sorted.reserve(flags.size());
  for (auto& [group, flag] : flags) sorted.push_back(std::move(flag));
  return sorted;
}

absl::Status GroupMembers::AddLinks(Node party, Date as_of,
                                    std::map<std::size_t, Flag>& flags) const {
  if (groups_of_root_.empty()) return absl::OkStatus();
  std::vector<Edge> edges;
  LYNCEUS_RETURN_IF_ERROR(graph_.OwnersOf(party, edges));
  LYNCEUS_RETURN_IF_ERROR(graph_.HoldingsOf(party, edges));
  std::erase_if(edges, [&](const Edge& edge) {
    return edge.edge_kind != ownership::EdgeKind::kInterest || edge.owner == edge.subject ||
           edge.owner == ownership::kUnknownHolder || !Counts(edge.interest.kind) ||
           !ownership::Holds(edge.interest.start, edge.interest.end, as_of);
  });
  for (std::size_t i = 0; i < std::min(edges.size(), limits::kCommonTiesMax); ++i) {
    const Edge& edge = edges[i];
    const Node other = edge.owner == party ? edge.subject : edge.owner;
    LYNCEUS_RETURN_IF_ERROR(AddLink(edge, other, as_of, flags));
  }
  if (edges.size() > limits::kCommonTiesMax) flags.emplace(groups_.size(), NotLookedAt());
  return absl::OkStatus();
}

bool GroupMembers::Counts(InterestKind kind) const {
  return std::ranges::any_of(groups_, [&](const Group& group) { return Has(group.links, kind); });
}

// What ownership shows stays: it says more than a link.
absl::Status GroupMembers::AddLink(const Edge& edge, Node other, Date as_of,
                                   std::map<std::size_t, Flag>& flags) const {
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<std::size_t> above, GroupsAbove(other, as_of));
  for (const std::size_t number : above) {
    const Group& group = groups_[number];
    if (!Has(group.links, edge.interest.kind) || flags.contains(number)) continue;
    LYNCEUS_ASSIGN_OR_RETURN(const Verdict verdict, JudgeOf(number, other, as_of));
    if (verdict.answer == Answer::kNo) continue;
    Flag flag = FlagOf(number, verdict);
    LYNCEUS_ASSIGN_OR_RETURN(const std::string name, ownership::PartyWords(graph_, other));
    const std::string& role = edge.interest.role;
    flag.text = GroupText(
        group,
        absl::StrCat("tied to ", name, ": ",
                     role.empty() ? std::string(InterestKindName(edge.interest.kind)) : role));
    flag.found = "link";
    flag.sure = verdict.answer == Answer::kYes ? kProbable : kPossible;
    LYNCEUS_ASSIGN_OR_RETURN(EvidenceItem fact, ownership::InterestFact(graph_, edge));
    flag.evidence.push_back(std::move(fact));
    flags.emplace(number, std::move(flag));
  }
  return absl::OkStatus();
}

}  // namespace lynceus::screening
