#pragma once
// Which records of different sources are one party: an overlay; the records stay as they are.
//
// Certain links make clusters, applied in this order: what a bank has forced; a publisher's own
// cross-reference (one record names the other, or both name an id that no record has), unless it is
// in doubt; an equal strong identifier (identifier_rules.h) without contradiction between any two
// records of the clusters. What a bank has forbidden is never one, by no link and over no third
// record. Two records of one source are one party only where their publisher says so, or where a
// registry that describes a holder anew for each holding gives both the same identifier; a file
// that gathers lists has the records of each as that list's.
//
// A cross-reference is in doubt where the names disagree and with them other facts, or one list
// gives it to several of its records; where another record of the list that it names bears the name
// word for word; and where it would make one party of two records that one list keeps apart and
// that contradict each other. An equal identifier of two lists is in doubt where the names disagree
// and one of the lists has another record of the other's name. Publishers mistype references and
// numbers and copy them from one entry to the next (tests/resolve/JUDGED.md has the cases).
//
// Probable links stay links, which ownership treats as "may": names that score high enough for what
// else agrees (name_comparer.h), an equal BIC and other identifiers that are strong but not
// certain, and an equal strong identifier with a contradiction. Similar names of two parties that
// both of two lists have say nothing (better_links.h).
//
// Everything is near-linear in the records: they are compared only where they share a key, and
// large groups are bounded (groups.h).

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/entity.h"
#include "lib/names/analyzed_name.h"
#include "lib/resolve/decisions.h"

namespace lynceus::resolve {

// Immutable once made.
struct Resolution {
  // Record id -> canonical id, for records that are not their own canonical one; sorted.
  std::vector<std::pair<std::string, std::string>> canonical;
  std::vector<IdentityLink> links;      // probable, between canonical ids, a < b, sorted
  std::vector<IdentityLink> merges;     // certain: why each pair of records was joined, sorted
  std::vector<IdentityLink> apart;      // pairs that a bank keeps apart, sorted
  std::vector<IdentityChange> changes;  // against the earlier snapshot, sorted
  // Decisions without effect, and what was bounded: for the load report.
  std::vector<std::string> notes;
  std::uint64_t records = 0;
  std::uint64_t parties = 0;
  std::uint64_t pairs_compared = 0;  // by their names

  // The canonical id of a record; its own where nothing joins it.
  const std::string& CanonicalOf(const std::string& id) const;
};

// True where the two say things that cannot both be of one party: a person and a vessel, birth
// dates without a common day, or two values of one kind of identifier of which a party has one.
bool Contradict(const Entity& a, const Entity& b);

// One thread. Memory: about 350 bytes a record, more while Resolve runs (measured: tests/resolve).
class Resolver {
 public:
  // `analyzer` must outlive it.
  explicit Resolver(const names::Analyzer& analyzer);
  ~Resolver();
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;

  // One whole record (all its parts merged). `at_risk`: a list designates it, or it is a risk by
  // itself. A name that cannot be analysed gives no key. Cost: one analysis a name. Errors:
  // Internal where the analyzer fails otherwise; ResourceExhausted.
  absl::Status Add(const Entity& record, bool at_risk);
  // What a bank has decided. A decision about a record that is never added has no effect and is
  // noted.
  void Decide(Decision decision);
  // A party of the snapshot before this one, so that canonical ids stay. `ids`: all that it answers
  // to.
  void AddEarlier(const std::string& canonical, const std::vector<std::string>& ids);

  // The result does not depend on the order of any of the above. The canonical id of a cluster is
  // one that was canonical before, the smallest where it was several, else the smallest of its
  // lists' ids, else of its registries'. Errors: InvalidArgument where decisions contradict each
  // other, ResourceExhausted where too many records share names. REQUIRES: called once, last.
  absl::StatusOr<Resolution> Resolve();

 private:
  struct Impl;
  const std::unique_ptr<Impl> impl_;
};

}  // namespace lynceus::resolve
