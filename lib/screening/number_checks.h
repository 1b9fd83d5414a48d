#pragma once
// Check digits and checksums of the numbers that are found in free text. All are pure and
// thread-safe.

#include <string_view>

#include "lib/model/text_pattern.h"

namespace lynceus::screening {

// Whether `value` may be such a number. kImo: names::CheckDigitsOf; kBase58: Base58Check (version,
// payload, the first four bytes of a double SHA-256); kBech32: BIP 173 or BIP 350, in one case.
// kNone: any.
bool HoldsCheck(NumberCheck check, std::string_view value);

}  // namespace lynceus::screening
