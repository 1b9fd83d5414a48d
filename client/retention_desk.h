#pragma once
// Where records are erased, held and retained: over the directory of a log, or at the server that
// holds it. Both make the same records.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "client/log_options.h"
#include "lib/review/erasure.h"
#include "lib/review/holds.h"
#include "lib/review/retention.h"

namespace lynceus::client {

// What a run of retention is asked for.
struct RetentionRun {
  std::string policy_path;
  std::string policy;  // its text
  review::RelationshipEnds ends;
  std::string on;  // day of a plan; empty: today. REQUIRES: a day, or empty
};

struct RanRetention {
  review::RetentionReport planned;
  review::AppliedRetention applied;
};

// One thread.
class RetentionDesk {
 public:
  virtual ~RetentionDesk() = default;
  // Errors of all: those of lib/review's functions of these names.
  virtual absl::StatusOr<std::uint64_t> Erase(const std::vector<std::uint64_t>& indexes,
                                              const review::ErasureReason& reason) = 0;
  virtual absl::Status EndBucket(const std::string& bucket,
                                 const review::ErasureReason& reason) = 0;
  virtual absl::StatusOr<std::uint64_t> PlaceHold(const review::Hold& hold) = 0;
  virtual absl::StatusOr<std::uint64_t> ReleaseHold(const std::string& name,
                                                    const std::string& reason,
                                                    const std::string& by) = 0;
  virtual absl::StatusOr<std::vector<review::Hold>> Holds() = 0;
  virtual absl::StatusOr<review::RetentionReport> Plan(const RetentionRun& run) = 0;
  // Of today.
  virtual absl::StatusOr<RanRetention> Apply(const RetentionRun& run, const std::string& by) = 0;
};

// Errors: usage errors where neither or both of directory and server are given, or a master key for
// a server; those of connecting. A log is opened for writing when an order is given.
absl::StatusOr<std::unique_ptr<RetentionDesk>> OpenRetentionDesk(const LogHolder& holder);

}  // namespace lynceus::client
