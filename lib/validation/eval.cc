#include "lib/validation/eval.h"

namespace lynceus::validation {

EvalReport EvaluateFile(const LabelledFile& file, const names::Analyzer& analyzer,
                        const EvalOptions& options, ThreadPool& pool) {
  EvalReport report{.path = file.path,
                    .kind = file.kind,
                    .rows = file.pairs.size() + file.sets.size(),
                    .options = options,
                    .errors = file.row_errors};
  if (file.has_sets()) {
    report.scripts = EvaluateScripts(file, analyzer, options, pool, report.errors);
  } else if (file.kind == LabelledKind::kSearchScores) {
    report.search = EvaluateSearchScores(file, analyzer, options, pool, report.errors);
  } else {
    report.pairs = EvaluatePairs(file, analyzer, options, pool, report.errors);
  }
  return report;
}

}  // namespace lynceus::validation
