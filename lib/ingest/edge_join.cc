#include "lib/ingest/edge_join.h"

#include <memory>
#include <string>
#include <utility>

#include "lib/base/status.h"
#include "lib/store/tables.h"

namespace lynceus::ingest {
namespace {

// Finds numbers of ids that are asked for in ascending order.
class NumberFinder {
 public:
  explicit NumberFinder(store::SortedRecords& numbers) : numbers_(numbers) { numbers_.Rewind(); }

  absl::StatusOr<std::uint32_t> Find(std::string_view id) {
    while (!at_ || numbers_.key() < id) {
      LYNCEUS_ASSIGN_OR_RETURN(at_, numbers_.Next());
      if (!at_) break;
    }
    if (!at_ || numbers_.key() != id) {
      return InternalError({.subject = std::string(id), .cause = "an edge's end has no number"});
    }
    return store::NumberOfKey(numbers_.value());
  }

 private:
  store::SortedRecords& numbers_;
  bool at_ = false;  // numbers_ stands on a record
};

// The first join: subjects become numbers. Edges without an owner are done; the others go on by
// owner.
absl::Status JoinSubjects(store::SortedRecords& edges, store::SortedRecords& numbers,
                          store::ExternalSorter& by_owner, const TakeEdge& take) {
  NumberFinder finder(numbers);
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, edges.Next());
    if (!more) return absl::OkStatus();
    LYNCEUS_ASSIGN_OR_RETURN(const std::uint32_t subject, finder.Find(edges.key()));
    LYNCEUS_ASSIGN_OR_RETURN(const StagedEdge edge, DecodeStagedEdge(edges.value()));
    if (edge.interest.owner_id.empty()) {
      LYNCEUS_RETURN_IF_ERROR(take(std::nullopt, subject, edge));
      continue;
    }
    std::string value = store::NumberKey(subject);
    value += edges.value();
    LYNCEUS_RETURN_IF_ERROR(by_owner.Add(edge.interest.owner_id, value));
  }
}

}  // namespace

absl::Status JoinEdges(store::ExternalSorter& edges_by_subject, store::SortedRecords& numbers,
                       const store::SortOptions& sort, const TakeEdge& take) {
  LYNCEUS_ASSIGN_OR_RETURN(auto by_subject, edges_by_subject.Sort());
  store::ExternalSorter unsorted(sort);
  LYNCEUS_RETURN_IF_ERROR(JoinSubjects(*by_subject, numbers, unsorted, take));
  by_subject.reset();
  LYNCEUS_ASSIGN_OR_RETURN(const auto by_owner, unsorted.Sort());
  NumberFinder finder(numbers);
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, by_owner->Next());
    if (!more) return absl::OkStatus();
    LYNCEUS_ASSIGN_OR_RETURN(const std::uint32_t owner, finder.Find(by_owner->key()));
    const std::string_view value = by_owner->value();
    LYNCEUS_ASSIGN_OR_RETURN(const StagedEdge edge, DecodeStagedEdge(value.substr(4)));
    LYNCEUS_RETURN_IF_ERROR(take(owner, store::NumberOfKey(value.substr(0, 4)), edge));
  }
}

}  // namespace lynceus::ingest
