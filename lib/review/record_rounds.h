#pragma once
// Screenings read in rounds, which replay and compare then work on in parallel; and which records.

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "lib/review/record_reader.h"

namespace lynceus::review {

// Which records: [first, end) of the log, or a sample of them.
struct RecordSelection {
  std::uint64_t first = 0;
  std::uint64_t end = ~std::uint64_t{0};  // cut at the size of the log
  std::uint64_t sample = 0;               // how many, drawn without repetition; 0: all
  std::uint64_t seed = 1;                 // of the sample: the same seed draws the same
};
// The indexes, ascending.
std::vector<std::uint64_t> SelectRecords(const RecordSelection& selection, std::uint64_t size);

// Gives the records of `indexes` (ascending) to `work`, some thousand a time, in order; the bodies
// of screenings opened where they can be. Errors: those of the reader and of `work`.
absl::Status ForEachRound(const RecordReader& records, const std::vector<std::uint64_t>& indexes,
                          const std::function<absl::Status(const std::vector<LogRecord>&)>& work);

}  // namespace lynceus::review
