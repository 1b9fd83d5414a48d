#include "lib/sources/ofac_dates.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string>

#include "lib/base/strings.h"

namespace lynceus::sources {
namespace {

std::optional<int> Month(std::string_view word) {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  std::string lower = LowerAscii(word);
  if (lower.ends_with(".")) lower.pop_back();
  if (lower == "sept") lower = "sep";
  if (lower.size() < 3) return std::nullopt;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (lower == kMonths[i] || lower == kMonths[i].substr(0, 3)) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

// One date without range and circa.
std::optional<PartialDate> ParseOne(std::string_view text) {
  static const RE2 kDay(R"((\d{1,2}) ([A-Za-z]+\.?) (\d{4}))");
  static const RE2 kMonth(R"(([A-Za-z]+\.?),? (\d{4}))");
  static const RE2 kYear(R"((\d{4}))");
  int day = 0;
  int year = 0;
  std::string word;
  if (RE2::FullMatch(text, kDay, &day, &word, &year)) {
    const auto month = Month(word);
    if (!month) return std::nullopt;
    const auto date = Date::FromCivil(year, *month, day);
    if (!date) return std::nullopt;
    return PartialDate::OfDay(*date);
  }
  if (RE2::FullMatch(text, kMonth, &word, &year)) {
    const auto month = Month(word);
    return month ? PartialDate::OfMonth(year, *month) : std::nullopt;
  }
  if (RE2::FullMatch(text, kYear, &year)) return PartialDate::OfYear(year);
  if (const auto date = PartialDate::ParseIso(text); date.ok()) return *date;
  return std::nullopt;
}

// A range that is exactly one day, month or year is that.
std::optional<PartialDate> Between(const PartialDate& from, const PartialDate& to) {
  if (from.first > to.last) return std::nullopt;
  PartialDate range{from.first, to.last, DatePrecision::kRange, false};
  if (range.first == range.last) return PartialDate::OfDay(range.first);
  const auto month = PartialDate::OfMonth(range.first.year(), range.first.month());
  if (month && month->first == range.first && month->last == range.last) return month;
  const auto year = PartialDate::OfYear(range.first.year());
  if (year && year->first == range.first && year->last == range.last) return year;
  return range;
}

}  // namespace

std::optional<PartialDate> ParseListDate(std::string_view text) {
  static const RE2 kCirca(R"((?i)(circa|approximately|about|c\.)\s*(.+))");
  static const RE2 kRange(R"((?i)(?:between )?(.+?) (?:to|and|-) (.+))");
  static const RE2 kYears(R"((\d{4})\s*[-/]\s*(\d{4}))");
  text = TrimAscii(text);
  std::string circa;
  std::string rest(text);
  if (!RE2::FullMatch(text, kCirca, &circa, &rest)) rest = std::string(text);
  std::string from;
  std::string to;
  std::optional<PartialDate> date;
  if (RE2::FullMatch(rest, kYears, &from, &to) || RE2::FullMatch(rest, kRange, &from, &to)) {
    const auto first = ParseOne(from);
    const auto last = ParseOne(to);
    if (first && last) date = Between(*first, *last);
  } else {
    date = ParseOne(rest);
  }
  if (date && !circa.empty()) date->circa = true;
  return date;
}

std::optional<Date> ParseUsDate(std::string_view text) {
  static const RE2 kDate(R"((\d{1,2})/(\d{1,2})/(\d{4}))");
  int month = 0;
  int day = 0;
  int year = 0;
  if (!RE2::FullMatch(TrimAscii(text), kDate, &month, &day, &year)) return std::nullopt;
  return Date::FromCivil(year, month, day);
}

}  // namespace lynceus::sources
