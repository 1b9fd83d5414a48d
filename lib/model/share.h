#pragma once
// Ownership shares as exact intervals: integer parts per million with open or closed ends.
//
// exact is lo = hi; unknown is [0, 100 %]. Decimals finer than a millionth round outward to an
// interval, so that no rounding can turn an undecided verdict into a decided one. No floating
// point.

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace lynceus {

inline constexpr std::int64_t kWholePpm = 1'000'000;  // 100 %

// A point on the share axis, with whether the point itself is excluded. Sums of bounds may exceed
// 100 %.
struct ShareBound {
  std::int64_t ppm = 0;
  bool open = false;
  friend bool operator==(const ShareBound&, const ShareBound&) = default;
};

// Immutable value. Invariant: 0 <= lo <= hi <= 100 %, and lo == hi only where both ends are closed.
class Share {
 public:
  constexpr Share() = default;  // unknown
  // REQUIRES: 0 <= ppm <= kWholePpm.
  static Share Exact(std::int64_t ppm);
  static constexpr Share Unknown() { return Share(); }
  // Errors: InvalidArgument where the interval is empty or leaves [0, 100 %].
  static absl::StatusOr<Share> Between(ShareBound lo, ShareBound hi);
  // "49", "33.333333", "20..50", "(25..50]", "[25..50)", ">25", ">=50", "<50", "<=50", "25-50"
  // (closed), "unknown" or "?" or "" = unknown; "%" allowed after numbers; "," as decimal separator
  // is refused. Errors: InvalidArgument (negative, above 100, reversed, not a number).
  static absl::StatusOr<Share> Parse(std::string_view percent);

  ShareBound lo() const { return {lo_ppm_, lo_open_}; }
  ShareBound hi() const { return {hi_ppm_, hi_open_}; }
  bool exact() const { return lo_ppm_ == hi_ppm_; }
  bool unknown() const { return lo_ppm_ == 0 && hi_ppm_ == kWholePpm && !lo_open_ && !hi_open_; }
  // "49 %", "20 % to 50 %", "more than 25 % to 50 %", "unknown".
  std::string ToString() const;
  // The form Parse reads back to the same value: "49", "[20..50]", "(25..50]", "unknown".
  std::string ToCanonical() const;

  friend bool operator==(const Share&, const Share&) = default;

 private:
  std::int32_t lo_ppm_ = 0;
  std::int32_t hi_ppm_ = 1'000'000;
  bool lo_open_ = false;
  bool hi_open_ = false;
};

// "49.5 %": a bound's number, without float.
std::string PercentText(std::int64_t ppm);

}  // namespace lynceus
