#pragma once
// One indexed name as bytes (FORMAT.md), the same on every machine.

#include <span>
#include <string>

#include "lib/retrieval/candidate_index.h"

namespace lynceus::retrieval {

void EncodeName(const IndexedName& name, std::string& out);
// Decodes into `name`, reusing its memory. False where the bytes are not one whole name.
bool DecodeName(std::span<const std::byte> bytes, IndexedName& name);

}  // namespace lynceus::retrieval
