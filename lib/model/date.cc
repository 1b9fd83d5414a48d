// Civil-day arithmetic over <chrono>'s calendar types, which need no time zone data.
#include "lib/model/date.h"

#include <chrono>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"

namespace lynceus {
namespace {

constexpr int kYearMin = 1;
constexpr int kYearMax = 9999;

std::chrono::year_month_day Civil(Date date) {
  return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{date.days()}}};
}

// Reads exactly `width` digits at `at`; nothing where there are others.
std::optional<int> Digits(std::string_view text, std::size_t at, std::size_t width) {
  if (at + width > text.size()) return std::nullopt;
  int value = 0;
  for (std::size_t i = at; i < at + width; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

absl::Status NotADate(std::string_view text) {
  return InvalidError({.place = std::string(text.substr(0, 40)),
                       .cause = "this is not a date",
                       .remedy = "write it as YYYY-MM-DD"});
}

}  // namespace

std::optional<Date> Date::FromCivil(int year, int month, int day) {
  if (year < kYearMin || year > kYearMax || month < 1 || month > 12 || day < 1) return std::nullopt;
  const std::chrono::year_month_day civil{std::chrono::year{year},
                                          std::chrono::month{static_cast<unsigned>(month)},
                                          std::chrono::day{static_cast<unsigned>(day)}};
  if (!civil.ok()) return std::nullopt;
  return Date(static_cast<std::int32_t>(std::chrono::sys_days{civil}.time_since_epoch().count()));
}

absl::StatusOr<Date> Date::ParseIso(std::string_view text) {
  const auto year = Digits(text, 0, 4);
  const auto month = Digits(text, 5, 2);
  const auto day = Digits(text, 8, 2);
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !year || !month || !day) {
    return NotADate(text);
  }
  const auto date = FromCivil(*year, *month, *day);
  if (!date) return NotADate(text);
  return *date;
}

Date Date::FromUnixMicros(std::int64_t micros) {
  constexpr std::int64_t kMicrosPerDay = 86'400'000'000;
  std::int64_t days = micros / kMicrosPerDay;
  if (micros % kMicrosPerDay < 0) --days;
  return Date(static_cast<std::int32_t>(days));
}

int Date::year() const { return static_cast<int>(Civil(*this).year()); }
int Date::month() const { return static_cast<int>(static_cast<unsigned>(Civil(*this).month())); }
int Date::day() const { return static_cast<int>(static_cast<unsigned>(Civil(*this).day())); }

std::string Date::ToString() const {
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year(), month(), day());
  return text;
}

std::optional<PartialDate> PartialDate::OfMonth(int year, int month) {
  const auto first = Date::FromCivil(year, month, 1);
  if (!first) return std::nullopt;
  const bool last_month = month == 12;
  if (last_month && year == kYearMax) {
    return PartialDate{*first, *Date::FromCivil(year, 12, 31), DatePrecision::kMonth, false};
  }
  const auto next = Date::FromCivil(last_month ? year + 1 : year, last_month ? 1 : month + 1, 1);
  return PartialDate{*first, Date::FromDays(next->days() - 1), DatePrecision::kMonth, false};
}

std::optional<PartialDate> PartialDate::OfYear(int year) {
  const auto first = Date::FromCivil(year, 1, 1);
  if (!first) return std::nullopt;
  return PartialDate{*first, *Date::FromCivil(year, 12, 31), DatePrecision::kYear, false};
}

std::optional<PartialDate> PartialDate::OfYears(int first_year, int last_year) {
  const auto first = Date::FromCivil(first_year, 1, 1);
  const auto last = Date::FromCivil(last_year, 12, 31);
  if (!first || !last || first_year > last_year) return std::nullopt;
  if (first_year == last_year) return OfYear(first_year);
  return PartialDate{*first, *last, DatePrecision::kRange, false};
}

absl::StatusOr<PartialDate> PartialDate::ParseIso(std::string_view text) {
  text = text.substr(0, text.find('T'));
  if (text.size() == 10) {
    LYNCEUS_ASSIGN_OR_RETURN(const Date day, Date::ParseIso(text));
    return OfDay(day);
  }
  const auto year = Digits(text, 0, 4);
  if (year && text.size() == 4) {
    if (const auto date = OfYear(*year)) return *date;
  }
  const auto month = Digits(text, 5, 2);
  if (year && month && text.size() == 7 && text[4] == '-') {
    if (const auto date = OfMonth(*year, *month)) return *date;
  }
  return NotADate(text);
}

std::string PartialDate::ToString() const {
  const std::string prefix = circa ? "circa " : "";
  switch (precision) {
    case DatePrecision::kDay:
      return prefix + first.ToString();
    case DatePrecision::kMonth:
      return prefix + first.ToString().substr(0, 7);
    case DatePrecision::kYear:
      return prefix + first.ToString().substr(0, 4);
    case DatePrecision::kRange:
      break;
  }
  const bool whole_years =
      first.month() == 1 && first.day() == 1 && last.month() == 12 && last.day() == 31;
  if (whole_years) return absl::StrCat(prefix, first.year(), " to ", last.year());
  return absl::StrCat(prefix, first.ToString(), " to ", last.ToString());
}

}  // namespace lynceus
