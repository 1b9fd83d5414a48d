#pragma once
// The records of a match log as an auditor reads them: each leaf, and its body where it can be
// opened. Replay, index, report and all other readers go through this one face.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/review/body.h"
#include "lib/review/leaf.h"
#include "lib/review/record_log.h"

namespace lynceus::review {

enum class BodyState : std::uint8_t {
  kOpened = 0,
  kErased = 1,  // its key was destroyed
  kSealed = 2,  // no master key is at hand, or it was not asked for
};
std::string_view BodyStateName(BodyState state);  // "opened", "erased", "sealed"

struct LogRecord {
  std::uint64_t index = 0;
  Leaf leaf;
  BodyState state = BodyState::kSealed;
  Body body;  // of kOpened
};

// Thread-safe.
class RecordReader {
 public:
  virtual ~RecordReader() = default;
  // The log's name in its checkpoints.
  virtual const std::string& origin() const = 0;
  // How many records the newest checkpoint has.
  virtual std::uint64_t size() const = 0;
  // Records behind those that are durable and acknowledged, and wait for a checkpoint: for some
  // milliseconds where a writer is at work, after a crash until the next one is.
  virtual std::uint64_t pending() const { return 0; }
  // Errors: NotFound past the end; DataLoss where leaf, tree and body do not agree.
  virtual absl::StatusOr<LogRecord> Read(std::uint64_t index) const = 0;
  // Whose body ForEach looks for; of the others it says kSealed, whether erased or not.
  using WantsBody = std::function<bool(std::uint64_t index, const Leaf& leaf)>;
  using Visit = std::function<absl::Status(LogRecord)>;
  // Gives the records [first, end) in order; in one pass, where Read of each would seek. Errors:
  // as Read; the visitor's own.
  virtual absl::Status ForEach(std::uint64_t first, std::uint64_t end, const WantsBody& wants_body,
                               const Visit& visit) const = 0;
};

// The log at `place`. Where no master key is named and the log's own is not there, bodies stay
// sealed. Errors: NotFound; DataLoss; those of OpenKeys.
absl::StatusOr<std::unique_ptr<RecordReader>> OpenRecordReader(const LogPlace& place);

}  // namespace lynceus::review
