#pragma once
// What the resolver made of records, told for people: links by reason and sources, samples to be
// judged by hand, and what becomes of the links that publishers' cross-references make once those
// are hidden.

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/names/analyzed_name.h"
#include "lib/resolve/resolver.h"
#include "tests/resolve/loaded_records.h"

namespace lynceus::resolve {

// The part of an id before the first colon.
std::string SourceOf(std::string_view id);

// A reason without its values: "equal passportNumber, birth date".
std::string KindOfReason(std::string_view reason);

// Links by kind of reason, and by the two sources, one a line.
std::string CountsOf(std::string_view title, const std::vector<IdentityLink>& links);

// A choice of `count` links that has nothing to do with what is chosen, the same for one seed:
// those with the smallest digests of seed and ids.
std::vector<IdentityLink> SampleOf(std::vector<IdentityLink> links, std::size_t count,
                                   std::uint64_t seed);

// Pairs that a publisher's cross-reference ties directly, and that are one party: one names the
// other, or both name an id that no record has. Sorted, the smaller id first.
std::vector<std::pair<std::string, std::string>> ReferencedPairs(const LoadedRecords& records,
                                                                 const Resolution& resolution);

// What became of a referenced pair when all references were hidden.
struct HiddenPair {
  enum class Found { kCertain = 0, kProbable = 1, kNot = 2 };
  std::string a;
  std::string b;
  Found found = Found::kNot;
  std::string why;  // of kNot: what kept the two from being compared or linked
};
std::string_view FoundName(HiddenPair::Found found);

// Resolves twice, with and without the references. Errors: those of the resolver.
absl::StatusOr<std::vector<HiddenPair>> HideReferences(const LoadedRecords& records,
                                                       const names::Analyzer& analyzer);

// A record of one source that nothing links to a record of another, and the record there whose
// names come nearest, whatever else is said.
struct Unlinked {
  std::string id;
  std::string nearest;
  std::int32_t score = 0;  // of the names
  std::string why;         // the two are not linked
};
// Compares all with all: for lists. Sorted by score, best first; those below `score_min` are left
// out. Errors: those of the resolver.
absl::StatusOr<std::vector<Unlinked>> FindUnlinked(const LoadedRecords& records,
                                                   const names::Analyzer& analyzer,
                                                   std::string_view from, std::string_view to,
                                                   std::int32_t score_min);

}  // namespace lynceus::resolve
