// Dates: parsing, precision, calendar edges.
#include "lib/model/date.h"

#include <gtest/gtest.h>

namespace lynceus {
namespace {

TEST(DateTest, RoundTripsEveryDayOfFourCenturies) {
  const Date first = *Date::FromCivil(1800, 1, 1);
  const Date last = *Date::FromCivil(2200, 12, 31);
  for (std::int32_t days = first.days(); days <= last.days(); ++days) {
    const Date date = Date::FromDays(days);
    const auto parsed = Date::ParseIso(date.ToString());
    ASSERT_TRUE(parsed.ok()) << date.ToString();
    ASSERT_EQ(*parsed, date);
  }
}

TEST(DateTest, KnownDays) {
  EXPECT_EQ(Date::FromCivil(1970, 1, 1)->days(), 0);
  EXPECT_EQ(Date::FromCivil(2024, 2, 29)->days(), 19'782);
  EXPECT_EQ(Date::FromUnixMicros(-1).ToString(), "1969-12-31");
  EXPECT_EQ(Date::FromUnixMicros(86'400'000'000).ToString(), "1970-01-02");
}

TEST(DateTest, RefusesWhatIsNoDay) {
  for (const char* text : {"", "2023-02-29", "2024-13-01", "2024-00-10", "2024-1-1", "2024/01/01",
                           "2024-01-01 ", "0000-01-01", "20240101", "2024-01-0x"}) {
    EXPECT_FALSE(Date::ParseIso(text).ok()) << text;
  }
}

TEST(PartialDateTest, KeepsPrecision) {
  const struct {
    const char* text;
    const char* first;
    const char* last;
    DatePrecision precision;
    const char* why;
  } kCases[] = {
      {"2024-07-03", "2024-07-03", "2024-07-03", DatePrecision::kDay, "a day"},
      {"2024-07-03T10:00:00Z", "2024-07-03", "2024-07-03", DatePrecision::kDay, "time is cut"},
      {"2024-02", "2024-02-01", "2024-02-29", DatePrecision::kMonth, "leap month"},
      {"2023-12", "2023-12-01", "2023-12-31", DatePrecision::kMonth, "last month"},
      {"9999-12", "9999-12-01", "9999-12-31", DatePrecision::kMonth, "last month of the calendar"},
      {"1965", "1965-01-01", "1965-12-31", DatePrecision::kYear, "a year"},
  };
  for (const auto& test : kCases) {
    const auto date = PartialDate::ParseIso(test.text);
    ASSERT_TRUE(date.ok()) << test.why;
    EXPECT_EQ(date->first.ToString(), test.first) << test.why;
    EXPECT_EQ(date->last.ToString(), test.last) << test.why;
    EXPECT_EQ(date->precision, test.precision) << test.why;
  }
  EXPECT_FALSE(PartialDate::ParseIso("19").ok());
  EXPECT_EQ(PartialDate::OfYears(1953, 1958)->ToString(), "1953 to 1958");
  EXPECT_EQ(PartialDate::OfYears(1953, 1953)->ToString(), "1953");
  EXPECT_FALSE(PartialDate::OfYears(1958, 1953).has_value());
}

}  // namespace
}  // namespace lynceus
