#pragma once
// Scores one asked party against listed names: pure functions, integers only, no I/O.
//
// The scorer defines the truth; retrieval only saves work. What is scored here is points, which
// calibration.h makes scores of; the tree sums to them. Names decide; birth date, country, gender,
// identifiers and schema are evidence that moves the score and the order, and never hide an exact
// name: an exact full name alone is a match.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/matching/asked_name.h"
#include "lib/model/entity.h"
#include "lib/model/policy.h"
#include "lib/model/score_node.h"
#include "lib/names/analyzed_name.h"

namespace lynceus::matching {

inline constexpr std::int32_t kDefaultThreshold = 7'000;
// The most that agreeing facts add to a name score (equal strong identifiers apart, which make a
// match by themselves): a name below threshold - kFactsGainMax cannot become a match by facts.
inline constexpr std::int32_t kFactsGainMax = 1'000;

// What is compared beside names. Both sides of a comparison.
struct Facts {
  Schema schema = Schema::kUnknown;
  std::vector<PartialDate> birth_dates;  // or founding dates of an organisation
  std::vector<std::string> countries;
  std::string gender;
  std::vector<Identifier> identifiers;  // values normalised (names::NormalizeIdentifier)
  friend bool operator==(const Facts&, const Facts&) = default;
};

// The most that facts can add to a name's score, asked with these. A party whose names score less
// than a threshold by more than this is below it, with every fact in its favour.
std::int32_t FactsGainMax(const Facts& asked);

// One listed name as the index holds it.
struct ListedName {
  names::AnalyzedName name;
  NameKind kind = NameKind::kPrimary;
};

struct Scored {
  std::int32_t score = 0;  // 0..kScoreMax
  ScoreNode tree;          // filled by Explain only
};

// A query prepared once and compared with many listed names. Thread-compatible (const calls may run
// concurrently; the memory of a comparison belongs to its thread).
class PreparedName {
 public:
  PreparedName(names::AnalyzedName name, Schema schema);
  const names::AnalyzedName& name() const { return asked_.name(); }
  const AskedName& asked() const { return asked_; }

  // Score of the names alone. Returns 0 as soon as it cannot reach `score_min`.
  // Cost: about a microsecond; no allocation after the first calls of a thread.
  std::int32_t Score(const ListedName& listed, std::int32_t score_min) const;
  // The same score with its tree.
  Scored Explain(const ListedName& listed) const;

 private:
  AskedName asked_;
};

// What of the facts agrees, the strongest: an equal identifier; a date of birth or founding that
// agrees as far as it is known, whatever else contradicts (lists are poor in countries); any
// contradiction; a country; nothing.
Corroboration CorroborationOf(const Facts& asked, const Facts& listed);

// Adds the secondary facts to a name score: the whole score of a pair, with one tree.
// An exact name (score kScoreMax of the names alone) stays at or above kDefaultThreshold whatever
// the facts say. Equal strong identifiers make a match without names.
Scored Combine(const Scored& names, const Facts& asked, const Facts& listed);

}  // namespace lynceus::matching
