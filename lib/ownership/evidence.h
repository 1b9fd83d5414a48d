#pragma once
// From the rounds of a spread back to the facts: a proof in which every fact cites only parties
// proven before it, reduced until no fact can be left out.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/verdict.h"
#include "lib/ownership/spread.h"

namespace lynceus::ownership {

// One spread from one set of seeds: who is blocked for certain, who may be.
struct Run {
  Ranks must;
  Ranks may;
};

// A fact chosen for a verdict's evidence.
struct Citation {
  EvidenceKind kind = EvidenceKind::kInterest;
  Place subject = 0;
  std::size_t fact = 0;          // in Closure::facts; not for designations
  std::size_t designation = 0;   // in Closure::designations[subject]
  std::size_t instrument = 0;    // in Holdings::instruments, where `stake` is set
  const Stake* stake = nullptr;  // none for control, indirect stakes, identity
  bool over_stated = false;      // its instrument's stakes add to more than the whole
  bool doubtful = false;         // what it leaves open keeps the verdict open
  friend bool operator==(const Citation&, const Citation&) = default;
};

// Which designation (position in Closure::designations) makes a seed of each place; kNever: none.
using SeedPositions = std::vector<std::uint32_t>;

// The proof that the judged party is blocked. REQUIRES: run.must has it.
std::vector<Citation> ProofOf(const Problem& problem, const Run& run, const SeedPositions& seeds);

// Why the judged party may be blocked. REQUIRES: run.may has it.
std::vector<Citation> DoubtOf(const Problem& problem, const Run& run, const SeedPositions& seeds);

// What blocked parties hold anywhere in the closure without reaching the threshold there.
std::vector<Citation> FoundIn(const Problem& problem, const Run& run, const SeedPositions& seeds);

// "US-OFAC SDN RUSSIA-EO14024".
std::string DesignationText(const Designation& designation);

// Turns citations into evidence, at most limits::kEvidenceItemsMax, the last then a note that says
// how many were left out.
absl::Status AppendEvidence(const InterestSource& graph, const Closure& closure,
                            const std::vector<Citation>& citations,
                            std::vector<EvidenceItem>& evidence);

// The interests above the judged party on `day`, nearest first, at most limits::kEvidenceItemsMax:
// what stands around a proof. Errors: as CollectClosure.
absl::StatusOr<std::vector<EvidenceItem>> InterestsAbove(const InterestSource& graph, Date day,
                                                         Node subject);

// The open questions among `citations`, one sentence each, without repetition.
absl::StatusOr<std::vector<std::string>> OpenQuestions(const InterestSource& graph,
                                                       const Closure& closure,
                                                       const std::vector<Citation>& citations);

}  // namespace lynceus::ownership
