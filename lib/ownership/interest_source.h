#pragma once
// The graph as the ownership engines see it: parties as dense numbers, interests by owner and by
// subject. The snapshot's mapped OwnerGraph implements it; overlays (declared owners, what-if) wrap
// one.

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "lib/model/entity.h"
#include "lib/model/regime.h"

namespace lynceus::ownership {

using Node = std::uint32_t;
inline constexpr Node kUnknownHolder = std::numeric_limits<Node>::max();

// Identity links travel as edges too: a probable "is the same party as" feeds may, never must. A
// link between two parties of the snapshot is two edges, one each way.
enum class EdgeKind : std::uint8_t { kInterest = 0, kProbableIdentity = 1 };

// One edge, owner -> subject. `interest.owner_id` and `interest.subject_id` are empty in every edge
// that a source returns: `owner` and `subject` say it, and Describe gives the ids.
struct Edge {
  Node owner = kUnknownHolder;
  Node subject = 0;
  EdgeKind edge_kind = EdgeKind::kInterest;
  Interest interest;  // the facts; for an identity link `role` says why it is probable
};

// Immutable; Thread-safe.
class InterestSource {
 public:
  virtual ~InterestSource() = default;
  virtual Node nodes() const = 0;
  // Append the edges into `subject` / out of `owner`, in a fixed order. Errors: OutOfRange where
  // there is no such node; DataLoss where the bytes behind it are damaged.
  virtual absl::Status OwnersOf(Node subject, std::vector<Edge>& out) const = 0;
  virtual absl::Status HoldingsOf(Node owner, std::vector<Edge>& out) const = 0;
  // Appends the designations of the party behind `node`.
  virtual absl::Status DesignationsOf(Node node, std::vector<Designation>& out) const = 0;
  // Appends the rebuttals for the party behind `node`. Lists and registries know none: a bank's own
  // facts do (changed_graph.h).
  virtual absl::Status RebuttalsOf(Node /*node*/, std::vector<Rebuttal>& /*out*/) const {
    return absl::OkStatus();
  }
  // The canonical id and a display name.
  virtual absl::Status Describe(Node node, std::string& id, std::string& name) const = 0;
};

}  // namespace lynceus::ownership
