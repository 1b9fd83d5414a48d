#pragma once
// What a bank has decided by hand: which records are one party, and which are not (IDENTITIES.md).

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "lib/model/date.h"
#include "lib/model/entity.h"
#include "lib/resolve/clusters.h"

namespace lynceus::resolve {

struct Decision {
  enum class Kind : std::uint8_t { kForce = 0, kForbid = 1 };
  Kind kind = Kind::kForce;
  std::string a;  // ids of records
  std::string b;
  std::string author;
  std::string reason;
  Date date;
  std::string place;  // where it was read: "identities.csv, line 3"
};

// What came of them.
struct DecisionsApplied {
  std::vector<IdentityLink> merges;  // of forced pairs
  std::vector<IdentityLink> apart;   // of forbidden pairs whose records are both there
  std::vector<std::string> notes;    // decisions without effect, each with its place
};

// Joins the forced pairs and forbids the others. A decision about a record that is not there has no
// effect and is noted: records come and go. Errors: InvalidArgument naming both places where a pair
// is forced and forbidden, directly or through other forced pairs, and where a decision names one
// record twice.
absl::StatusOr<DecisionsApplied> Apply(const std::vector<Decision>& decisions,
                                       const RecordFacts& facts, Clusters& clusters);

}  // namespace lynceus::resolve
