#pragma once
// The report of `lynceus tune`, for people and for programs.

#include <string>

#include "lib/validation/tune.h"

namespace lynceus::validation {

std::string TuneText(const TuneReport& report);
// Every alerting row stands in it once, best first: the rows that a step from one threshold to the
// next removes are those with a score between the two.
std::string TuneJson(const TuneReport& report);

}  // namespace lynceus::validation
