#pragma once
// `lynceus eval`: one labelled file in, its figures out, and the two forms in which they are
// printed. EVAL.md says what each figure means.

#include <optional>
#include <string>
#include <vector>

#include "lib/base/json.h"
#include "lib/validation/eval_pairs.h"
#include "lib/validation/eval_scripts.h"
#include "lib/validation/labelled_file.h"

namespace lynceus::validation {

struct EvalReport {
  std::string path;
  LabelledKind kind = LabelledKind::kNamePairs;
  std::uint64_t rows = 0;  // pairs or sets that were read
  EvalOptions options;
  std::optional<PairFigures> pairs;  // by kind, one of the three
  std::optional<SearchFigures> search;
  std::optional<ScriptReport> scripts;
  std::vector<absl::Status> errors;  // rows that could not be read, then pairs not analysed
};

// Scores the file's pairs on `pool`. Deterministic: equal file, analyzer and options give an equal
// report, whatever the number of threads.
EvalReport EvaluateFile(const LabelledFile& file, const names::Analyzer& analyzer,
                        const EvalOptions& options, ThreadPool& pool);

std::string EvalText(const EvalReport& report);
void WriteEval(const EvalReport& report, JsonWriter& json);

}  // namespace lynceus::validation
