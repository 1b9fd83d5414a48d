#pragma once
// The readers behind ReadLabelledFile, one a form. Each fills pairs, sets and row errors.

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "lib/validation/labelled_file.h"

namespace lynceus::validation {

absl::Status ReadNamePairs(std::string text, LabelledFile& file);
absl::Status ReadSearchScores(std::string text, LabelledFile& file);
absl::Status ReadScriptPairs(std::string text, LabelledFile& file);
void ReadEntityPairs(std::string_view text, LabelledFile& file);
void ReadJudgements(std::string_view text, LabelledFile& file);
void ReadNameSets(std::string_view text, LabelledFile& file);
void ReadWordPairs(std::string_view text, LabelledFile& file);

}  // namespace lynceus::validation
