#pragma once
// The keys by which names bring records together.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/model/entity.h"
#include "lib/names/analyzed_name.h"

namespace lynceus::resolve {

// The key of a name's words in any order, titles left out; 0 where there are none.
std::uint64_t WordsKey(const names::AnalyzedName& name);

// Appends the keys of one name of `record`, with repetition: WordsKey, its main words by their
// sound in any order, and of a person with a full birth date the date with the sound of each main
// word.
void AppendNameKeys(const names::AnalyzedName& name, const Entity& record,
                    std::vector<std::uint64_t>& keys);

// Appends the keys by which a name meets one that has a main word more or less, or one of another
// sound, or words that are run together, with repetition: its main words by their sound, each once;
// the same without each one of them; and from kNearLettersMin letters on, its letters in any order.
// Words that are all frequent company words make no key, nor does one word alone; of a name of more
// than kNearWordsMax words only the letters do.
inline constexpr std::size_t kNearWordsMax = 14;
inline constexpr std::size_t kNearLettersMin = 12;
void AppendNearKeys(const names::AnalyzedName& name, std::vector<std::uint64_t>& keys);

}  // namespace lynceus::resolve
