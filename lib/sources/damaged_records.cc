#include "lib/sources/damaged_records.h"

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/sources/report.h"

namespace lynceus::sources {

void DamagedRecords::Add(const absl::Status& error) {
  if (first_.ok()) first_ = error;
  ++count_;
  const ErrorDetail detail = DetailOf(error);
  Skip(report_, detail.place, "damaged: " + detail.cause);
}

absl::Status DamagedRecords::Check(std::uint64_t records) const {
  if (count_ * 1'000 <= records * limits::kDamagedRecordsPerThousandMax) return absl::OkStatus();
  ErrorDetail detail = DetailOf(first_);
  if (count_ > 1) {
    absl::StrAppend(&detail.cause, "; ", count_ - 1, " more of the file's ", records,
                    " records are damaged");
  }
  return MakeError(first_.code(), detail);
}

}  // namespace lynceus::sources
