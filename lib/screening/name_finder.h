#pragma once
// The names of one question looked for by a preset's scorer. One finder a scorer; whoever asks does
// not know which.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/matching/matcher.h"
#include "lib/model/entity.h"
#include "lib/model/rules.h"
#include "lib/names/analyzed_name.h"
#include "lib/retrieval/candidate_index.h"
#include "lib/screening/searched.h"

namespace lynceus::screening {

// The best name of a party for the question, explained.
struct NamedParty {
  matching::Scored scored = {.score = 0, .tree = {.label = "name", .detail = "no name matched"}};
  std::string asked_name;    // empty where no name matched
  std::string matched_name;  // likewise
  NameKind matched_kind = NameKind::kPrimary;
};

// An asked name as it was compared. A scorer that analyses no names (OFAC's) makes other forms of
// its own: then `form` has no tokens, and its `joined` is what was compared.
struct AskedForm {
  std::string asked;
  names::AnalyzedName form;
};

// One thread.
class NameFinder {
 public:
  virtual ~NameFinder() = default;
  // Appends the parties of which a name scores `name_score_min` (at least 1) or more, each once.
  // Errors: DataLoss.
  virtual absl::Status Find(std::int32_t name_score_min,
                            std::vector<retrieval::EntityNumber>& parties) = 0;
  // Of a party that Find gave: its best name; of another: none. Errors: DataLoss.
  virtual absl::StatusOr<NamedParty> Explain(retrieval::EntityNumber number,
                                             const Party& party) const = 0;
  // Asked where nothing was found: errors where the question says no name. "RT" is a listed party;
  // "GmbH" that finds none is a field cut off, and no reason for a "clear".
  virtual absl::Status CheckSaysAName() const = 0;
  // Of the question's names, in its order.
  virtual std::vector<AskedForm> Forms() const = 0;
};

// `names` and `searched` must outlive the finder. Errors: InvalidArgument or ResourceExhausted
// where a name cannot be compared (place: "name 2"); DataLoss.
absl::StatusOr<std::unique_ptr<NameFinder>> MakeNameFinder(const std::vector<std::string>& names,
                                                           Schema schema, const Preset& preset,
                                                           const Searched& searched);

}  // namespace lynceus::screening
