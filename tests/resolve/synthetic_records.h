#pragma once
// Records for measuring: registries with a few per cent of lists among them, whose names, dates,
// numbers and addresses repeat as in the real ones.
//
// Of 100 parties 55 are persons, 42 companies, 3 vessels; 60 have one record, 25 two, 10 three, the
// rest four to six, in different sources, with names turned round, misspelt, initialled, with and
// without birth date and number. Names follow 1 / (rank + shift): the commonest full name has about
// three persons in ten thousand. A third of the companies sits at one of 300 addresses. Some
// numbers are shared by many: placeholders, a holder described 2,000 times, a bank's BIC.

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "lib/model/entity.h"

namespace lynceus::resolve {

// Gives `count` records, the same for one seed, and whether a list designates each. Ends with the
// first error of `give`. All names are spelt from syllables: nobody's.
absl::Status MakeSyntheticRecords(
    std::uint64_t count, std::uint64_t seed,
    const std::function<absl::Status(const Entity& record, bool listed)>& give);

}  // namespace lynceus::resolve
