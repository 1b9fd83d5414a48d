// The small tables: countries, scripts, Windows-1252, list dates, OFAC's labels.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/country_words.h"
#include "lib/sources/ofac_dates.h"
#include "lib/sources/ofac_remarks.h"
#include "lib/sources/text_decoding.h"

namespace lynceus::sources {
namespace {

TEST(CountryTableTest, IsSortedAndInLowerCase) {
  const auto words = CountryWords();
  ASSERT_GT(words.size(), 700u);
  for (std::size_t i = 0; i < words.size(); ++i) {
    EXPECT_EQ(words[i].word, LowerAscii(words[i].word));
    EXPECT_EQ(words[i].code.size(), 2u) << words[i].word;
    EXPECT_EQ(CountryCode(words[i].code), words[i].code) << "a code is a word for itself";
    EXPECT_EQ(CountryCode(words[i].word), words[i].code) << words[i].word;
    if (i > 0) {
      EXPECT_LT(words[i - 1].word, words[i].word);
    }
  }
}

TEST(CountryTableTest, KnowsThePublishersWords) {
  const struct {
    const char* word;
    const char* code;
  } table[] = {
      {"Korea, North", "kp"},
      {"Democratic People's Republic of Korea", "kp"},
      {"Korea, South", "kr"},
      {"Iran (Islamic Republic of)", "ir"},
      {"  russian federation ", "ru"},
      {"RU", "ru"},
      {"RUS", "ru"},
      {"Burma", "mm"},
      {"Congo, Democratic Republic of the", "cd"},
      {"Congo, Republic of the", "cg"},
      {"Virgin Islands, British", "vg"},
      {"Region: Gaza", "ps"},
      {"possibly Palestinian", "ps"},
      {"Türkiye", "tr"},
      {"TÜRKIYE", "tr"},
      {"former Soviet Union", "su"},
      {"Kosovo", "xk"},
      {"Atlantis", ""},
      {"", ""},
  };
  for (const auto& row : table) EXPECT_EQ(CountryCode(row.word), row.code) << row.word;
  EXPECT_EQ(CountryCodeOrWord(" Atlantis "), "Atlantis");
  EXPECT_EQ(CountryCodeOrWord("Panama"), "pa");
  EXPECT_TRUE(IsNoCountry("None Identified"));
  EXPECT_TRUE(IsNoCountry(" undetermined "));
  EXPECT_FALSE(IsNoCountry("na"));
  EXPECT_FALSE(IsNoCountry("Panama"));
}

TEST(ScriptTest, IsThatOfMostLetters) {
  const struct {
    const char* text;
    const char* script;
  } table[] = {
      {"Ivan", "Latn"},  {"Ölçü", "Latn"},         {"Иван A", "Cyrl"}, {"صدام", "Arab"},
      {"北京", "Hani"},  {"トヨタ自動車", "Jpan"}, {"삼성", "Hang"},   {"ישראל", "Hebr"},
      {"Ελλάς", "Grek"}, {"123 - '", ""},          {"", ""},           {"\xFF\xFE", ""},
      {"မြန်မာ", "Mymr"}, {"ไทย", "Thai"},          {"Հայ", "Armn"},    {"ქართ", "Geor"},
  };
  for (const auto& row : table) EXPECT_EQ(ScriptOf(row.text), row.script) << row.text;
}

TEST(Windows1252Test, ReadsEveryByteOrNothing) {
  int unread = 0;
  for (int byte = 0; byte < 256; ++byte) {
    const auto text = FromWindows1252(std::string(1, static_cast<char>(byte)));
    if (!text) {
      ++unread;
      continue;
    }
    EXPECT_TRUE(IsValidUtf8(*text)) << byte;
    if (byte < 128) {
      EXPECT_EQ(text->size(), 1u);
    }
  }
  EXPECT_EQ(unread, 5);
  EXPECT_EQ(FromWindows1252("\x80\xE9\x9F"), "€éŸ");
}

TEST(ListDateTest, ReadsThePublishersForms) {
  const struct {
    const char* text;
    const char* date;  // PartialDate::ToString; empty where it is no date
    DatePrecision precision;
  } table[] = {
      {"10 Dec 1948", "1948-12-10", DatePrecision::kDay},
      {"9 September 1980", "1980-09-09", DatePrecision::kDay},
      {"16 Dec. 1948", "1948-12-16", DatePrecision::kDay},
      {"Mar 1945", "1945-03", DatePrecision::kMonth},
      {"August 1961", "1961-08", DatePrecision::kMonth},
      {"1962", "1962", DatePrecision::kYear},
      {"circa 1951", "circa 1951", DatePrecision::kYear},
      {"circa Mar 1951", "circa 1951-03", DatePrecision::kMonth},
      {"1953 to 1958", "1953 to 1958", DatePrecision::kRange},
      {"1969-1970", "1969 to 1970", DatePrecision::kRange},
      {"circa 1969-1970", "circa 1969 to 1970", DatePrecision::kRange},
      {"01 Jan 1953 to 31 Dec 1953", "1953", DatePrecision::kYear},
      {"01 Mar 1953 to 31 Mar 1953", "1953-03", DatePrecision::kMonth},
      {"02 Mar 1953 to 31 Mar 1953", "1953-03-02 to 1953-03-31", DatePrecision::kRange},
      {"Mar 1966 to Feb 1967", "1966-03-01 to 1967-02-28", DatePrecision::kRange},
      {"1948-12-10", "1948-12-10", DatePrecision::kDay},
      {"31 Feb 1950", "", DatePrecision::kDay},
      {"10 Foo 1950", "", DatePrecision::kDay},
      {"1958 to 1953", "", DatePrecision::kDay},
      {"24/06/1402", "", DatePrecision::kDay},
      {"unknown", "", DatePrecision::kDay},
      {"circa", "", DatePrecision::kDay},
      {"", "", DatePrecision::kDay},
  };
  for (const auto& row : table) {
    const auto date = ParseListDate(row.text);
    EXPECT_EQ(date ? date->ToString() : "", row.date) << row.text;
    if (date) {
      EXPECT_EQ(date->precision, row.precision) << row.text;
    }
  }
  EXPECT_EQ(ParseUsDate("03/28/2025"), Date::FromCivil(2025, 3, 28));
  EXPECT_EQ(ParseUsDate("28/03/2025"), std::nullopt);
  EXPECT_EQ(ParseUsDate("2025-03-28"), std::nullopt);
}

TEST(RemarkLabelsTest, AreSortedAndDistinct) {
  const auto labels = RemarkLabels();
  for (std::size_t i = 1; i < labels.size(); ++i) {
    EXPECT_LT(LowerAscii(labels[i - 1].label), LowerAscii(labels[i].label));
  }
  for (const RemarkLabel& label : labels) {
    EXPECT_FALSE(label.label.ends_with(':')) << label.label;
    if (!label.country.empty()) {
      EXPECT_EQ(CountryCode(label.country), label.country);
    }
  }
}

}  // namespace
}  // namespace lynceus::sources
