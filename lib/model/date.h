#pragma once
// Calendar dates with the precision their publisher gave: a day, a month, a year, a range, "circa".
// Days only, proleptic Gregorian, no time zones. Everything here is a pure function.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace lynceus {

// One calendar day, 0001-01-01 to 9999-12-31. Ordered by time.
class Date {
 public:
  constexpr Date() = default;  // 1970-01-01
  static constexpr Date FromDays(std::int32_t days) { return Date(days); }
  // Returns the day, or nothing where the calendar has no such day.
  static std::optional<Date> FromCivil(int year, int month, int day);
  // "2024-07-03" and nothing else. Errors: InvalidArgument.
  static absl::StatusOr<Date> ParseIso(std::string_view text);
  // The day that holds this instant, in UTC.
  static Date FromUnixMicros(std::int64_t micros);

  constexpr std::int32_t days() const { return days_; }  // since 1970-01-01
  int year() const;
  int month() const;
  int day() const;
  std::string ToString() const;  // "2024-07-03"

  friend constexpr auto operator<=>(Date, Date) = default;

 private:
  explicit constexpr Date(std::int32_t days) : days_(days) {}
  std::int32_t days_ = 0;
};

enum class DatePrecision : std::uint8_t { kDay, kMonth, kYear, kRange };

// A date as published: every day it may be, and how it was said.
// Invariant: first <= last; kDay has first == last.
struct PartialDate {
  Date first;
  Date last;
  DatePrecision precision = DatePrecision::kDay;
  bool circa = false;

  static PartialDate OfDay(Date day) { return {day, day, DatePrecision::kDay, false}; }
  static std::optional<PartialDate> OfMonth(int year, int month);
  static std::optional<PartialDate> OfYear(int year);
  static std::optional<PartialDate> OfYears(int first_year, int last_year);
  // "2024-07-03", "2024-07", "2024" (also with a time behind "T", which is cut).
  static absl::StatusOr<PartialDate> ParseIso(std::string_view text);
  // "2024-07-03", "2024-07", "2024", "1953 to 1958", with "circa " in front where it is.
  std::string ToString() const;

  friend bool operator==(const PartialDate&, const PartialDate&) = default;
  friend auto operator<=>(const PartialDate&, const PartialDate&) = default;
};

}  // namespace lynceus
