#pragma once
// Records of a file that cannot be read while the rest of it can: each is named in the load report,
// and a file with more than a few of them is refused.

#include <cstdint>

#include "absl/status/status.h"
#include "lib/model/load_report.h"

namespace lynceus::sources {

// One thread.
class DamagedRecords {
 public:
  // `report` must outlive it.
  explicit DamagedRecords(LoadReport& report) : report_(report) {}

  // Names a damaged record as skipped: the error's place and cause. REQUIRES: `error` is none OK.
  void Add(const absl::Status& error);

  // The first damaged record's error, with the number of others, where more than
  // limits::kDamagedRecordsPerThousandMax of a thousand of the file's `records` (damaged ones
  // included) are damaged; so in a file of less than twenty records every one is an error.
  absl::Status Check(std::uint64_t records) const;

  std::uint64_t count() const { return count_; }

 private:
  LoadReport& report_;
  absl::Status first_;
  std::uint64_t count_ = 0;
};

}  // namespace lynceus::sources
