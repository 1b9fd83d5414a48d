#pragma once
// Recall across scripts: how many pairs of forms of one name score as a match, and how many pairs
// of forms of different names do.

#include <cstdint>
#include <string>
#include <vector>

#include "lib/names/words.h"
#include "lib/validation/eval_pairs.h"

namespace lynceus::validation {

// Two forms, scored: the one in the other script is asked, the Latin one listed.
struct FormPair {
  std::string id;        // of the asked form's set
  std::string other_id;  // of the listed form's; the same but for random pairs
  std::string asked;
  std::string listed;
  std::int32_t score = 0;
};

// One script against Latin. Of Latin itself: two spellings of one set.
struct ScriptFigures {
  names::Script script = names::Script::kLatin;
  std::uint64_t pairs_total = 0;  // in the file
  Rate matched;                   // of the pairs sampled
  Rate random;                    // of as many random pairs of different sets
  // Of forms sampled in the script, those that match some Latin form of their set: what a list that
  // carries all its spellings finds.
  Rate found;
  std::vector<FormPair> missed;  // the first `errors_max` of the sample
  std::vector<FormPair> wrong;   // random pairs that match, likewise
};

struct ScriptReport {
  std::vector<ScriptFigures> scripts;
  Rate matched;
  Rate random;
  Rate found;
  std::uint64_t not_compared = 0;  // pairs of two forms neither of which is Latin
};

// A pair that cannot be analysed counts as no match, and is named in `errors`. Random pairs share
// no form with each other's set, so that a match is wrong. Equal options give equal samples.
ScriptReport EvaluateScripts(const LabelledFile& file, const names::Analyzer& analyzer,
                             const EvalOptions& options, ThreadPool& pool,
                             std::vector<absl::Status>& errors);

}  // namespace lynceus::validation
