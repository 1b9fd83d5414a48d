#pragma once
// The keys by which names bring records together.

#include <cstdint>
#include <vector>

#include "lib/model/entity.h"
#include "lib/names/analyzed_name.h"

namespace lynceus::resolve {

// Appends the keys of one name of `record`, with repetition: its words in any order, its main words
// by their sound in any order, and of a person with a full birth date the date with the sound of
// each main word.
void AppendNameKeys(const names::AnalyzedName& name, const Entity& record,
                    std::vector<std::uint64_t>& keys);

}  // namespace lynceus::resolve
