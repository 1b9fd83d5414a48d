#pragma once
// Which records of different sources are one party: an overlay; the records stay as they are.
//
// Certain links make clusters: a publisher's own cross-reference, or an equal strong identifier
// without contradiction. Probable links stay links, which ownership treats as "may": an equal name
// with an agreeing birth date or country, or where one of the two states neither (what is missing
// does not disagree), an equal BIC (head office and branches share it), or an equal strong
// identifier with a contradiction. Two records of one source are one party only where
// their publisher says so.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/entity.h"
#include "lib/names/analyzed_name.h"

namespace lynceus::resolve {

// Immutable once made.
struct Resolution {
  // Record id -> canonical id, for records that are not their own canonical one.
  std::map<std::string, std::string> canonical;
  std::vector<IdentityLink> links;   // probable, between canonical ids, a < b, sorted
  std::vector<IdentityLink> merges;  // certain: why each pair of records was joined, sorted

  // The canonical id of a record; its own where nothing joins it.
  std::string CanonicalOf(const std::string& id) const;
};

// True where the two say things that cannot both be of one party: a person and a vessel, birth
// dates without a common day, or two values of one kind of strong identifier with none in common.
bool Contradict(const Entity& a, const Entity& b);

// One thread. Memory: some hundred bytes a record.
class Resolver {
 public:
  explicit Resolver(const names::Analyzer& analyzer);
  ~Resolver();
  // One whole record (all its parts merged). A name that cannot be analysed gives no key.
  // Errors: Internal where the analyzer fails otherwise.
  absl::Status Add(const Entity& record);
  // The result does not depend on the order of records. The canonical id of a cluster is the
  // smallest of its lists' ids, else of its registries'. REQUIRES: called once.
  absl::StatusOr<Resolution> Resolve();

 private:
  struct Impl;
  const std::unique_ptr<Impl> impl_;
};

}  // namespace lynceus::resolve
