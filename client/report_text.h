#pragma once
// What became of a list's file, as an analyst reads it after `index build` and in `index info`.

#include <optional>
#include <string>

#include "lib/model/date.h"
#include "lib/model/load_report.h"

namespace lynceus::client {

// Several lines, each with its line end. `today`: the list's age is told from it; nothing: it is
// not told.
std::string ReportText(const LoadReport& report, std::optional<Date> today);

}  // namespace lynceus::client
