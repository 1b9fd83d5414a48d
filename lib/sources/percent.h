#pragma once
// Shares in free text, as registers print them in FtM's `percentage`.

#include <optional>
#include <string_view>

#include "lib/model/share.h"

namespace lynceus::sources {

// Returns the share that `text` states in percent, exactly: "51", "51 %", "33,33", "25-50",
// "75–100%", ">= 25 %", "more than 25 but not more than 50 %", "at least 25", "up to 10", "50% or
// more", and all of Share::Parse. The ends of a range are included unless a word or sign excludes
// them. A comma followed by digits is a decimal point: no percentage has thousands. Nothing where
// the text is empty, states something else, or a number above 100. Pure, thread-safe.
std::optional<Share> ParsePercentText(std::string_view text);

}  // namespace lynceus::sources
