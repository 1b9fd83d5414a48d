// Australia's list: a sample in full, and damage.
#include "lib/sources/au_xlsx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "tests/sources/entity_text.h"
#include "tests/sources/loaded_list.h"
#include "tests/sources/xlsx_bytes.h"
#include "tests/support/status_matchers.h"

namespace lynceus::sources {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

using Rows = std::vector<std::vector<std::string>>;

const std::vector<std::string> kTitles = {"Reference",
                                          "Name of Individual or Entity",
                                          "Type",
                                          "Name Type",
                                          "Date of Birth",
                                          "Place of Birth",
                                          "Citizenship",
                                          "Address",
                                          "Additional Information",
                                          "Listing Information",
                                          "Committees",
                                          "Control Date"};

Rows Sample() {
  return {
      kTitles,
      {"101", "Ivan  TESTOV\u00A0", "Individual ", "Primary Name ",
       "a) 2 Mar. 1955 b) Approximately 1953", "a) Testgrad, Russia b) Moscow", "Russian; Georgian",
       "a) 1 Test Street, Moscow, Russia b) NA", "Passport No.: N002848852. Father of Petr.",
       "Designated under the Autonomous Sanctions Regulations 2011 on 2 March 2012. Relisted on 3 "
       "May 2015.",
       "Autonomous (Russia)", "2012-03-02"},
      {"101a", "Иван Тестов", "individual", "original Script",
       "a) 2 Mar. 1955 b) Approximately 1953", "", "Russian; Georgian", "", "",
       "Designated under the Autonomous Sanctions Regulations 2011 "
       "on 2 March 2012. Relisted on 3 May 2015.",
       "Autonomous (Russia)", "2012-03-02"},
      {"101b1", "I. Testoff", "Individual\n", "Aka ", "Sep-99", "", "", "", "",
       "Listed by UN 1267 Committee on 25 January 2001", "Autonomous (Russia)", "45000.x"},
      {"102", "Test Shipping Co (TSC)", "Entity", "Primary name", "", "", "Syria", "Damascus",
       "Vessel IMO: 7406784", "41340", "1970 (Libya) 1973 (Libya)", ""},
      {"102a", "Old Test Shipping", "Entity", "Formerly known as", "", "", "", "", "",
       "Listed on: 7 "
       "Jun. 2018 (amended on 17 Sep. 2018)",
       "1970 (Libya)", ""},
  };
}

LoadedList Load(const Rows& rows) { return LoadList("au-xlsx", TableXlsx(rows)); }

TEST(AuXlsxTest, ReadsEveryColumn) {
  const LoadedList loaded = Load(Sample());
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(EntityText(loaded.sink.entities.at("au:101")),
            "Person au:101\n"
            "name primary|Ivan TESTOV\nname alias Cyrl|Иван Тестов\nname alias|I. Testoff\n"
            "born 1955-03-02\nborn circa 1953\n"
            "nationality ru\nnationality ge\ncountry ru\n"
            "passportNumber N002848852\n"
            "address 1 Test Street, Moscow, Russia (ru)\n"
            "birthPlace=Testgrad, Russia\nbirthPlace=Moscow\n"
            "notes=Passport No.: N002848852. Father of Petr.\n"
            "modifiedAt=2012-03-02\n"
            "notes=Date of Birth: Sep-99\nnotes=Control Date: 45000.x\n"
            "notes=Listing Information: Listed by UN 1267 Committee on 25 January 2001\n");
  EXPECT_EQ(EntityText(loaded.sink.entities.at("au:102")),
            "Organization au:102\n"
            "name primary|Test Shipping Co (TSC)\nname alias|Test Shipping Co\nname weak|TSC\n"
            "name former|Old Test Shipping\n"
            "country sy\nimoNumber 7406784\naddress Damascus ()\n"
            "notes=Vessel IMO: 7406784\n"
            "notes=Listing Information: Listed on: 7 Jun. 2018 (amended on 17 Sep. 2018)\n");
  std::vector<std::string> designations;
  for (const Designation& designation : loaded.sink.designations) {
    EXPECT_EQ(designation.authority, "AU");
    designations.push_back(designation.entity_id + " " + DesignationLine(designation));
  }
  EXPECT_THAT(designations,
              ElementsAre("au:101 DFAT|Autonomous (Russia)|2012-03-02..-",
                          "au:102 DFAT|1970 (Libya)|-..-", "au:102 DFAT|1973 (Libya)|-..-"));
  EXPECT_EQ(loaded.report->records_read, 5);
  EXPECT_EQ(loaded.report->entities, 2);
  EXPECT_EQ(loaded.report->fragments_unparsed, 2);
  EXPECT_TRUE(loaded.report->warnings.empty());
}

TEST(AuXlsxTest, TheDayOfListing) {
  const struct {
    const char* listing;
    const char* day;
  } kCases[] = {
      {"Listed by UN 1267 Committee on 25 January 2001 (amended on 20 December 2005)",
       "2001-01-25"},
      {"Listed on 12 Apr. 2000 (amended on 3 Sep. 2003)", "2000-04-12"},
      {"Listed on: 7 Jun. 2018", "2018-06-07"},
      {"The Minister for Foreign Affairs listed this individual on 2 May 2019 under section 15(1)",
       "2019-05-02"},
      {"Formerly listed on the RBA Consolidated List as 2011SYR0030. Relisted on 12 January 2024",
       "-"},
      {"Instrument of first designation: Autonomous Sanctions (Amendment) No. 3 2022", "-"},
      {"2013-03-07", "2013-03-07"},
      {"", "-"},
  };
  for (const auto& [listing, day] : kCases) {
    Rows rows = Sample();
    rows.resize(2);
    rows[1][9] = listing;
    const LoadedList loaded = Load(rows);
    ASSERT_THAT(loaded.report, support::IsOk());
    const auto& date = loaded.sink.designations.at(0).date;
    EXPECT_EQ(date ? date->ToString() : "-", day) << listing;
  }
}

TEST(AuXlsxTest, RowsOfOnePartyThatStandApartAreOneParty) {
  Rows rows = Sample();
  rows.push_back(rows[3]);
  rows.back()[1] = "Another Testoff";
  const LoadedList loaded = Load(rows);
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(loaded.sink.entities.at("au:101").names.back().text, "Another Testoff");
  EXPECT_EQ(loaded.sink.DesignationsOf("au:101").size(), 1);
  EXPECT_EQ(loaded.report->entities, 2);
  ASSERT_EQ(loaded.report->warnings.size(), 1);
  EXPECT_THAT(loaded.report->warnings[0], HasSubstr("au:101 was there before (row 2)"));
}

struct Damage {
  const char* why;
  std::function<void(Rows&)> damage;
  const char* says;
};

TEST(AuXlsxTest, DamageOfTheLayoutIsAnError) {
  const Damage kCases[] = {
      {"no rows at all", [](Rows& rows) { rows.clear(); }, "sheet is empty"},
      {"no header", [](Rows& rows) { rows.erase(rows.begin()); },
       "the column \"reference\" is missing"},
      {"a title gone", [](Rows& rows) { rows[0][10] = "Committee"; },
       "the column \"committees\" is missing"},
      {"a title twice", [](Rows& rows) { rows[0].push_back("reference "); }, "stands twice"},
      {"the header of another list",
       [](Rows& rows) {
         rows[0] = {"Firm Name", "Country"};
       },
       "is missing"},
      {"the name's title gone", [](Rows& rows) { rows[0][1] = "Name"; }, "is missing"},
      {"the names' types gone", [](Rows& rows) { rows[0][3].clear(); }, "\"name type\" is missing"},
  };
  for (const Damage& damage : kCases) {
    Rows rows = Sample();
    damage.damage(rows);
    const LoadedList loaded = Load(rows);
    EXPECT_FALSE(loaded.report.ok()) << damage.why;
    EXPECT_THAT(loaded.error(), HasSubstr(damage.says)) << damage.why;
  }
}

// Content that is not as it should be is kept, and said.
TEST(AuXlsxTest, DamageOfTheContentIsNamed) {
  const Damage kCases[] = {
      {"no reference", [](Rows& rows) { rows[1][0].clear(); },
       "row 2: the reference \"\" is no number"},
      {"a reference of words", [](Rows& rows) { rows[1][0] = "see 7"; }, "reference \"see 7\""},
      {"an unknown type", [](Rows& rows) { rows[1][2] = "Fleet"; }, "Type: Fleet"},
      {"two types of one party", [](Rows& rows) { rows[2][2] = "Entity"; },
       "Type of another of its names: Entity"},
      {"an unknown kind of name", [](Rows& rows) { rows[2][3] = "Stage name"; },
       "Name Type: Stage name"},
      {"no kind of name", [](Rows& rows) { rows[2][3].clear(); }, "Name Type: "},
      {"a bad date", [](Rows& rows) { rows[1][4] = "31 Feb 1960"; }, "Date of Birth: 31 Feb 1960"},
      {"a date of another calendar", [](Rows& rows) { rows[1][4] = "1402 (Hijri)"; },
       "Date of Birth: 1402 (Hijri)"},
      {"a bad control date", [](Rows& rows) { rows[1][11] = "soon"; }, "Control Date: soon"},
      {"a column that is not known",
       [](Rows& rows) {
         rows[0].push_back("Wallet");
         rows[1].push_back("1BoatSLRHt");
       },
       "wallet: 1BoatSLRHt"},
      {"a cell beyond the titles", [](Rows& rows) { rows[1].push_back("more"); },
       "column 13: more"},
      {"a party without a name",
       [](Rows& rows) {
         rows.resize(2);
         rows[1][1].clear();
       },
       "au:101 has no name"},
  };
  for (const Damage& damage : kCases) {
    Rows rows = Sample();
    damage.damage(rows);
    const LoadedList loaded = Load(rows);
    ASSERT_THAT(loaded.report, support::IsOk()) << damage.why;
    std::string said;
    for (const std::string& warning : loaded.report->warnings) said += warning + "\n";
    for (const UnparsedFragment& fragment : loaded.sink.fragments) said += fragment.text + "\n";
    EXPECT_THAT(said, HasSubstr(damage.says)) << damage.why;
    EXPECT_GE(loaded.report->entities, 1) << damage.why;
  }
}

TEST(AuXlsxTest, NoDesignationIsLostWithItsProgramme) {
  Rows rows = Sample();
  rows.resize(2);
  rows[1][10].clear();
  const LoadedList loaded = Load(rows);
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(loaded.sink.designations.size(), 1) << "listed under no programme is listed";
}

}  // namespace
}  // namespace lynceus::sources
