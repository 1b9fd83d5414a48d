#pragma once
// Records of decisions over the demonstration's snapshot, made as the recorder makes them, and kept
// in memory: what the tests of an auditor's readers work on.

#include <functional>
#include <string>
#include <vector>

#include "lib/base/random.h"
#include "lib/review/record_reader.h"
#include "lib/screening/engine.h"

namespace lynceus::review {

// A log in memory. A test may change `records` between reads.
class MemoryRecords final : public RecordReader {
 public:
  const std::string& origin() const override { return origin_; }
  std::uint64_t size() const override { return records.size(); }
  absl::StatusOr<LogRecord> Read(std::uint64_t index) const override;
  absl::Status ForEach(std::uint64_t first, std::uint64_t end, const WantsBody& wants_body,
                       const Visit& visit) const override;

  std::vector<LogRecord> records;

 private:
  std::string origin_ = "test/log";
};

// A question of any kind: listed names as they are and changed, with facts that agree and that do
// not, declared owners, and invented innocents.
Counterparty RandomQuestion(SeededRandom& random);

// The day of every recorded question.
Date RecordedDay();

// The answers of `engine` to `count` questions; a minute between each two. Questions that the
// engine refuses are drawn again. `caller` names who asked.
MemoryRecords RecordQuestions(const screening::Engine& engine, std::size_t count,
                              std::uint64_t seed);

// The record of one question.
absl::StatusOr<LogRecord> RecordOne(const screening::Engine& engine, const Counterparty& question,
                                    std::uint64_t index);

// How many records a test takes: `few`, or what the environment variable LYNCEUS_RECORDS says.
std::size_t RecordsOfTest(std::size_t few);

}  // namespace lynceus::review
