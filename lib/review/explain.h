#pragma once
// "Why not X?": at which step of a screening a given party fell, found by asking again.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/decision.h"
#include "lib/model/score_node.h"
#include "lib/screening/engine.h"

namespace lynceus::review {

enum class FellAt : std::uint8_t {
  kHit = 0,             // it did not fall: it is a hit
  kSuppressed = 1,      // it matched, and a rule suppressed it
  kCut = 2,             // it matched, and better ones filled the places
  kUnderThreshold = 3,  // its names were compared and are not alike enough
  kByFacts = 4,         // its name would reach the threshold; dates, countries or the like took it
                        // down
  kNoSharedKey = 5,     // no name of it shares a key with an asked one: it was not compared
  kNotInSnapshot = 6,   // no party of the snapshot answers to the id
};
std::string_view FellAtName(FellAt step);  // "hit", "suppressed", "cut", "under_threshold", ...

// A party that came near.
struct NearParty {
  std::string entity_id;
  std::int32_t score = 0;
  ScoreNode tree;
};

struct WhyNot {
  FellAt at = FellAt::kNotInSnapshot;
  std::string entity_id;        // canonical, where the snapshot has the party
  std::string name;             // its primary name
  std::string asked_name;       // the best pair that was compared
  std::string matched_name;     //
  std::int32_t score = 0;       // where it was compared
  std::int32_t score_min = 0;   // the threshold in force
  ScoreNode tree;               // likewise
  std::string suppressed_by;    // of kSuppressed
  std::string text;             // one sentence
  std::vector<NearParty> near;  // others below the threshold, best first, at most 5
};

// Asks `counterparty` and its declared owners again and follows the party that answers to
// `entity_id`. Errors: those of Evaluate.
absl::StatusOr<WhyNot> ExplainAgainst(const Counterparty& counterparty, Date as_of,
                                      const std::string& preset, const screening::Engine& engine,
                                      const std::string& entity_id);

// For people: the step, the numbers, the tree.
std::string WhyNotText(const WhyNot& why);
std::string WhyNotJson(const WhyNot& why);

}  // namespace lynceus::review
