#pragma once
// From asked names and identifiers to scored parties: retrieval, name scores, secondary facts.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/matching/matcher.h"
#include "lib/model/decision.h"
#include "lib/model/policy.h"
#include "lib/screening/engine.h"
#include "lib/screening/name_finder.h"
#include "lib/screening/searched.h"

namespace lynceus::screening {

// What is asked: names of one party and what else is known of it.
struct Question {
  std::vector<std::string> names;
  matching::Facts facts;  // identifier values as given; they are normalised here
};

// What is asked about `counterparty` itself; its declared owners are questions of their own.
Question QuestionOf(const Counterparty& counterparty);

// A party that scored at or above the threshold.
struct ScoredParty {
  std::uint32_t number = 0;
  Party party;
  std::string matched_name;
  NameKind matched_kind = NameKind::kPrimary;
  bool matched_by_identifier = false;
  std::string asked_name;
  Corroboration corroboration = Corroboration::kNameOnly;
  matching::Scored scored;
};

inline constexpr std::size_t kNearMissesMax = 5;

struct Found {
  std::vector<ScoredParty> parties;  // best first, ties by canonical id; at most `parties_max`
  std::uint64_t total = 0;           // before that cut
  // Parties below the threshold that the search scored in full all the same, best first, at most
  // kNearMissesMax. Not every party below it: the search scores in full only those whose best name
  // could have reached the threshold with every fact in its favour, or that an identifier found.
  std::vector<ScoredParty> near_misses;
  std::vector<AskedForm> forms;  // of the question's names, in its order
};

// Sorts as Found says and cuts what is more.
void KeepBest(std::size_t parties_max, std::vector<ScoredParty>& parties);

// How a question is asked.
struct Search {
  const Preset& preset;    // whose scorer compares names and which uses facts as it says
  std::int32_t score_min;  // most often the preset's own; may be lower to see what is below
  std::size_t parties_max;
  // Whose thresholds by schema and corroboration make a match below the preset's own threshold, or
  // none there. Default: `score_min` alone does.
  const Policy* policy = nullptr;
  // Default: that nothing is found for a name which is only a legal form is an error.
  bool must_say_a_name = true;
};

// Errors: InvalidArgument or ResourceExhausted where a name cannot be analysed (place: "name 2"),
// and InvalidArgument where nothing is found and a name is only a legal form; DataLoss from the
// snapshot.
absl::StatusOr<Found> FindMatches(const Question& question, const Search& search,
                                  const Searched& searched);
// Among the snapshot's parties.
absl::StatusOr<Found> FindMatches(const Question& question, const Search& search,
                                  const Engine& engine);

}  // namespace lynceus::screening
