#include "lib/ownership/facts.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/ownership/evidence.h"

namespace lynceus::ownership {
namespace {

// "shares 49 %", "director, board member", "shares more than 25 % to 50 %, holder not stated: ...".
std::string WordsOf(const Interest& interest, bool named) {
  std::string text(InterestKindName(interest.kind));
  if (IsOwnership(interest.kind)) absl::StrAppend(&text, " ", interest.share.ToString());
  if (!interest.role.empty()) absl::StrAppend(&text, ", ", interest.role);
  if (!named) {
    absl::StrAppend(&text, ", holder not stated",
                    interest.unknown_holder.empty() ? "" : ": " + interest.unknown_holder);
  }
  return text;
}

absl::Status Describe(const InterestSource& graph, Node node, std::string& id, std::string& name) {
  LYNCEUS_RETURN_IF_ERROR(graph.Describe(node, id, name));
  if (name.empty()) name = id;
  return absl::OkStatus();
}

}  // namespace

bool Holds(const std::optional<Date>& first, const std::optional<Date>& end, Date day) {
  if (first && end && *end <= *first) return true;
  return (!first || *first <= day) && (!end || day < *end);
}

absl::StatusOr<std::string> PartyWords(const InterestSource& graph, Node node) {
  std::string id;
  std::string name;
  LYNCEUS_RETURN_IF_ERROR(graph.Describe(node, id, name));
  return name.empty() ? id : absl::StrCat(name, " (", id, ")");
}

absl::StatusOr<EvidenceItem> InterestFact(const InterestSource& graph, const Edge& edge) {
  const Interest& interest = edge.interest;
  const bool named = edge.owner != kUnknownHolder;
  EvidenceItem item{.kind = EvidenceKind::kInterest,
                    .text = WordsOf(interest, named),
                    .share = interest.share,
                    .interest_kind = interest.kind,
                    .start = interest.start,
                    .end = interest.end,
                    .provenance = interest.provenance};
  if (edge.edge_kind == EdgeKind::kProbableIdentity) {
    item.kind = EvidenceKind::kIdentity;
    item.text = absl::StrCat("probably the same party: ", interest.role);
  }
  item.owner_name = "an unknown holder";
  if (named) {
    LYNCEUS_RETURN_IF_ERROR(Describe(graph, edge.owner, item.owner_id, item.owner_name));
  }
  LYNCEUS_RETURN_IF_ERROR(Describe(graph, edge.subject, item.subject_id, item.subject_name));
  return item;
}

absl::StatusOr<EvidenceItem> DesignationFact(const InterestSource& graph, Node node,
                                             const Designation& designation) {
  EvidenceItem item{.kind = EvidenceKind::kDesignation,
                    .text = DesignationText(designation),
                    .start = designation.date,
                    .end = designation.end_date,
                    .provenance = designation.provenance};
  LYNCEUS_RETURN_IF_ERROR(Describe(graph, node, item.owner_id, item.owner_name));
  return item;
}

}  // namespace lynceus::ownership
