// What people type into the cells of lists: every row is a trap of a real list, or guards one.
#include "lib/sources/free_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/sources/demonyms.h"
#include "lib/sources/free_dates.h"

namespace lynceus::sources {
namespace {

using ::testing::ElementsAre;

std::string Text(const std::vector<Name>& names) {
  std::string text;
  for (const Name& name : names) {
    text += text.empty() ? "" : "; ";
    text += std::string(NameKindName(name.kind)) + " " + name.text;
    if (!name.script.empty()) text += " " + name.script;
  }
  return text;
}

std::string Text(const FreeDates& found) {
  std::string text;
  for (const PartialDate& date : found.dates) text += date.ToString() + "; ";
  for (const std::string& rest : found.rest) text += "? " + rest + "; ";
  return text;
}

TEST(FreeTextTest, WhiteSpaceOfEveryKindIsOneSpace) {
  EXPECT_EQ(TidyText("\u00A0 Makhlouf\u00A0\t Ihab\r\n\u200B "), "Makhlouf Ihab");
  EXPECT_EQ(TidyText("a\u3000b\u202Fc"), "a b c");
  EXPECT_EQ(TidyText("\uFEFFFirm Name"), "Firm Name");
  EXPECT_EQ(TidyText("\u00A0"), "");
}

TEST(FreeTextTest, EnumerationsAreParted) {
  EXPECT_THAT(SplitEnumerated("a) 1966 b) 1960\nc) 1953"), ElementsAre("1966", "1960", "1953"));
  EXPECT_THAT(SplitEnumerated("a)1949 b)1946"), ElementsAre("1949", "1946"));
  EXPECT_THAT(SplitEnumerated("(a) Chad; (b) Mali"), ElementsAre("Chad", "Mali"));
  EXPECT_THAT(SplitEnumerated("Title: Mullah a) First b) Second"),
              ElementsAre("Title: Mullah", "First", "Second"));
  EXPECT_THAT(SplitEnumerated("a) 1966 b) 1964 c) 1969 c) 1971"),
              ElementsAre("1966", "1964", "1969", "1971"));
  EXPECT_THAT(SplitEnumerated("Marine Organization (MIO)"),
              ElementsAre("Marine Organization (MIO)"));
  EXPECT_THAT(SplitEnumerated("b) only"), ElementsAre("b) only"));
  EXPECT_TRUE(SplitEnumerated(" \n").empty());
}

TEST(FreeTextTest, NamesInOneField) {
  const struct {
    const char* text;
    const char* names;
  } kCases[] = {
      {"ZIMO LTD.", "primary ZIMO LTD."},
      {"Peter Lee (aka Li Yi)", "primary Peter Lee; alias Li Yi"},
      {"A. Gunathilake, a.k.a. B. Gunathilake", "primary A. Gunathilake; alias B. Gunathilake"},
      {"A.K.A. SUNAULA LTD", "alias SUNAULA LTD"},
      {"(FORMERLY KNOWN AS A2Z LTD.)", "former A2Z LTD."},
      {"f/k/a Henan Co.", "former Henan Co."},
      {"NJS Co., Ltd.  Formerly operating as NJS Consultants",
       "primary NJS Co., Ltd.; former NJS Consultants"},
      {"Pyramind Co. Ltd. Formerly PMA Co., Ltd.",
       "primary Pyramind Co. Ltd.; former PMA Co., Ltd."},
      {"DRC B.V. (also known as DRC b.v.; also d.b.a. DRC Medical)",
       "primary DRC B.V.; alias DRC b.v.; alias DRC Medical"},
      {"LTD Dagi Also doing business as Dagi LLC", "primary LTD Dagi; alias Dagi LLC"},
      {"Marine Industries Organization (MIO)",
       "primary Marine Industries Organization (MIO); alias Marine Industries Organization; "
       "weak MIO"},
      {"ENTREPRISE (“ECUR”)", "primary ENTREPRISE (“ECUR”); alias ENTREPRISE; weak ECUR"},
      {"Hebei Co. (河北公司)",
       "primary Hebei Co. (河北公司) Latn; alias Hebei Co.; weak 河北公司 Hani"},
      {"CONSTRUTORA OAS LLC (QATAR)", "primary CONSTRUTORA OAS LLC (QATAR)"},
      {"BURHANI ENGINEERS LTD, RWANDA (BRANCH)", "primary BURHANI ENGINEERS LTD, RWANDA (BRANCH)"},
      {"X Sanoat (TIN No. 303808059)", "primary X Sanoat (TIN No. 303808059)"},
      {"Bank Y (JSC)", "primary Bank Y (JSC)"},
      {"A (PVT) LTD.", "primary A (PVT) LTD."},
      {"KNOWLEDGE ENGINEERING", "primary KNOWLEDGE ENGINEERING"},
      {"Ivan Testov (previously listed as)", "former Ivan Testov"},
      {"Ivan Testov (Formerly listed as. In Arabic: إيفان)",
       "former Ivan Testov; former إيفان Arab"},
      {"Ivan Testov (birth name)", "primary Ivan Testov"},
      {"El Test (Call sign)", "primary El Test"},
      {"Jose Silva (Mr. Silva)",
       "primary Jose Silva (Mr. Silva); alias Jose Silva; "
       "weak Mr. Silva"},
  };
  for (const auto& [text, names] : kCases) {
    std::string expected = names;
    // A name of two scripts is tagged by the one that most of its letters are in.
    if (const auto at = expected.find(" Latn"); at != std::string::npos) expected.erase(at, 5);
    EXPECT_EQ(Text(NamesIn(text)), expected) << text;
  }
}

TEST(FreeTextTest, AWeakFieldHoldsWeakNamesOnly) {
  Entity entity;
  AddNamesIn(entity, "Short (aka Other Name)", NameKind::kWeak);
  for (const Name& name : entity.names) EXPECT_EQ(name.kind, NameKind::kWeak) << name.text;
  EXPECT_EQ(entity.names.size(), 2);
}

TEST(FreeTextTest, TitlesOfPersons) {
  for (const char* const name : {"MR. RUFAT M", "Mr Md. Alam", "Ms. X", "Dr. Hans S", "MRS. S"}) {
    EXPECT_TRUE(BeginsWithTitleOfPerson(name)) << name;
  }
  for (const char* const name : {"DRILLING CO", "DRC B.V.", "MRC Ltd", "Mr.", "MS"}) {
    EXPECT_FALSE(BeginsWithTitleOfPerson(name)) << name;
  }
}

TEST(FreeTextTest, CountriesAndNationalities) {
  EXPECT_THAT(CountriesIn("Syrian"), ElementsAre("sy"));
  EXPECT_THAT(CountriesIn("a) Russian Federation b) Georgia"), ElementsAre("ru", "ge"));
  EXPECT_THAT(CountriesIn("Russian and Ukrainian"), ElementsAre("ru", "ua"));
  EXPECT_THAT(CountriesIn("Moldovan, Russian and Ukrainian"), ElementsAre("md", "ru", "ua"));
  EXPECT_THAT(CountriesIn("Bosnia and Herzegovina"), ElementsAre("ba"));
  EXPECT_THAT(CountriesIn("Turkish/Jordanian"), ElementsAre("tr", "jo"));
  EXPECT_THAT(CountriesIn("Somalia;\nKenya"), ElementsAre("so", "ke"));
  EXPECT_THAT(CountriesIn("Congolese"), ElementsAre("cd", "cg")) << "of the one or the other";
  EXPECT_THAT(CountriesIn("Possibly Ethiopian"), ElementsAre("et"));
  EXPECT_THAT(CountriesIn("Ruritanian and Syrian"), ElementsAre("Ruritanian and Syrian"));
  EXPECT_TRUE(CountriesIn("na").empty());
  Entity entity;
  AddCountriesIn(entity, "nationality", "Indonesian (as at Dec. 2003)");
  ASSERT_EQ(entity.countries.size(), 1);
  EXPECT_EQ(entity.countries[0].code, "id");
  ASSERT_EQ(entity.properties.size(), 1);
  EXPECT_EQ(entity.properties[0].value, "nationality: Indonesian (as at Dec. 2003)");
  EXPECT_EQ(DemonymCountry("SAUDI ARABIAN "), "sa");
  EXPECT_EQ(DemonymCountry("Saudi"), "sa");
  EXPECT_EQ(DemonymCountry(""), "");
}

TEST(FreeDatesTest, FieldsOfDates) {
  const struct {
    const char* text;
    const char* dates;
  } kCases[] = {
      {"2 Mar. 1955", "1955-03-02; "},
      {"15\u00A0February 1951 ", "1951-02-15; "},
      {"1st January 1960", "1960-01-01; "},
      {"1973-01-22", "1973-01-22; "},
      {"1973-01-22 00:00:01", "? 1973-01-22 00:00:01; "},
      {"circa 1962", "circa 1962; "},
      {"c. 1970", "circa 1970; "},
      {"Approximately 1955- 1958", "circa 1955 to 1958; "},
      {"approximately 1952/1953", "circa 1952 to 1953; "},
      {"Between 1956 and 1958", "1956 to 1958; "},
      {"Between 1956 to 1958", "1956 to 1958; "},
      {"a) Approximately 1955- 1958 b) Approximately 1945-1950",
       "circa 1955 to 1958; circa 1945 to 1950; "},
      {"a) 12/05/1958; b) 13/05/1958", "1958-05-12; 1958-05-13; "},
      {"12/25/1958", "1958-12-25; "},
      {"09/11/ 1954", "1954-11-09; "},
      {"03/1965", "1965-03; "},
      {"1963 or 1964", "1963; 1964; "},
      {"1965-07-15 OR 1969-09-28", "1965-07-15; 1969-09-28; "},
      {"1965;1966;1965", "1965; 1966; "},
      {"12/05/1958; alt DOB: 1960", "1958-05-12; 1960; "},
      {"a) 1968, b) 1969, c) Between 1970 and 1972", "1968; 1969; 1970 to 1972; "},
      {"14 Jun 1968 >> 15 Jun 1969", "1968-06-14; 1969-06-15; "},
      {"born in the early 1970s", "circa 1970 to 1974; "},
      {"late 1950s", "circa 1955 to 1959; "},
      {"a) Between Aug. and Sep 1977 b) 1976", "1977-08-01 to 1977-09-30; 1976; "},
      {"15 Mar 1960 (as Ali)", "1960-03-15; ? (as Ali); "},
      {"a) 18 Apr. 1982 b) 24/06/1402 (Hijri Calendar)",
       "1982-04-18; ? 24/06/1402 (Hijri Calendar); "},
      {"Approximately (30-35 years old)", "? Approximately (30-35 years old); "},
      {"Sep-99", "? Sep-99; "},
      {"1/01/1968 b) 23-Apr-68", "? 1/01/1968 b); ? 23-Apr-68; "},
      {"31/02/1960", "? 31/02/1960; "},
      {"10/061962", "? 10/061962; "},
      {"na", ""},
      {"", ""},
  };
  for (const auto& [text, dates] : kCases) EXPECT_EQ(Text(ParseFreeDates(text)), dates) << text;
}

TEST(FreeDatesTest, Days) {
  const struct {
    const char* text;
    const char* day;
  } kCases[] = {
      {"25 January 2001", "2001-01-25"},      {"Jul 03, 2024", "2024-07-03"},
      {"2024-07-03T12:00:59Z", "2024-07-03"}, {"2024-01-31 13:30:00", "2024-01-31"},
      {"07/01/2025", "2025-01-07"},           {"13 Feb. 2012", "2012-02-13"},
      {"3rd September 2003", "2003-09-03"},
  };
  for (const auto& [text, day] : kCases) {
    const auto parsed = ParseFreeDay(text);
    EXPECT_EQ(parsed ? parsed->ToString() : "none", day) << text;
  }
  for (const char* const text :
       {"Ongoing", "2024", "Jul 2024", "circa 3 May 2024", "", "30/02/2024"}) {
    EXPECT_FALSE(ParseFreeDay(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace lynceus::sources
