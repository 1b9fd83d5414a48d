#pragma once
// The rules of identity written down a second time, slowly: every pair of records is looked at, in
// every step, with no keys, groups or compact facts. Names are equal where their words are.

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/entity.h"
#include "lib/resolve/decisions.h"

namespace lynceus::resolve {

struct World {
  std::vector<Entity> records;
  std::set<std::string> at_risk;
  std::vector<Decision> decisions;
  std::map<std::string, std::vector<std::string>> earlier;  // canonical id -> all ids
};

struct Outcome {
  std::map<std::string, std::string> canonical;         // of every record
  std::set<std::pair<std::string, std::string>> links;  // probable, between canonical ids, a < b
  std::vector<IdentityChange> changes;
};

// Errors: InvalidArgument where decisions contradict each other.
absl::StatusOr<Outcome> ResolveSlowly(const World& world);

bool ContradictSlowly(const Entity& a, const Entity& b);

}  // namespace lynceus::resolve
