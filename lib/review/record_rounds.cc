#include "lib/review/record_rounds.h"

#include <algorithm>
#include <set>
#include <utility>

#include "lib/base/random.h"
#include "lib/base/status.h"

namespace lynceus::review {
namespace {

constexpr std::size_t kRecordsPerRound = 2'048;

// The records at positions [first, end) of `indexes`.
absl::StatusOr<std::vector<LogRecord>> ReadRound(const RecordReader& records,
                                                 const std::vector<std::uint64_t>& indexes,
                                                 std::size_t first, std::size_t end) {
  std::vector<LogRecord> round;
  const bool dense = indexes[end - 1] - indexes[first] == end - 1 - first;
  if (!dense) {
    for (std::size_t i = first; i < end; ++i) {
      LYNCEUS_ASSIGN_OR_RETURN(round.emplace_back(), records.Read(indexes[i]));
    }
    return round;
  }
  LYNCEUS_RETURN_IF_ERROR(records.ForEach(
      indexes[first], indexes[end - 1] + 1,
      [](std::uint64_t /*index*/, const Leaf& leaf) { return leaf.kind == RecordKind::kScreen; },
      [&](LogRecord record) {
        round.push_back(std::move(record));
        return absl::OkStatus();
      }));
  return round;
}

}  // namespace

std::vector<std::uint64_t> SelectRecords(const RecordSelection& selection, std::uint64_t size) {
  const std::uint64_t end = std::min(selection.end, size);
  const std::uint64_t first = std::min(selection.first, end);
  std::vector<std::uint64_t> indexes;
  if (selection.sample == 0 || selection.sample >= end - first) {
    for (std::uint64_t index = first; index < end; ++index) indexes.push_back(index);
    return indexes;
  }
  SeededRandom random(selection.seed);
  std::set<std::uint64_t> drawn;
  while (drawn.size() < selection.sample) drawn.insert(first + random.Below(end - first));
  return {drawn.begin(), drawn.end()};
}

absl::Status ForEachRound(const RecordReader& records, const std::vector<std::uint64_t>& indexes,
                          const std::function<absl::Status(const std::vector<LogRecord>&)>& work) {
  for (std::size_t first = 0; first < indexes.size(); first += kRecordsPerRound) {
    const std::size_t end = std::min(first + kRecordsPerRound, indexes.size());
    LYNCEUS_ASSIGN_OR_RETURN(const auto round, ReadRound(records, indexes, first, end));
    LYNCEUS_RETURN_IF_ERROR(work(round));
  }
  return absl::OkStatus();
}

}  // namespace lynceus::review
