// interests.csv: what a row becomes, and that nothing in it is passed over.

#include "lib/sources/interests_csv.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/sources/registry_text.h"

namespace lynceus::sources {
namespace {

constexpr char kHeader[] =
    "owner_id,owner_name,owner_schema,subject_id,subject_name,subject_schema,kind,share,"
    "joint_group,unknown_holder,start_date,end_date,role,source\n";

std::string File(const std::string& rows) { return kHeader + rows; }

TEST(InterestsCsvTest, ReadsRows) {
  const Loaded loaded(
      File("ofac-sdn:1,,,x:2,Harbour Holding,Company,shares,49.5,,,2022-03-01,2024-01-15,holder,"
           "annual report 2023\n"
           ",Harbour  HOLDING,Company,x:3,\"Quay, Ltd\",,votes,(25..50],pact,,2022-03,2023,,\n"
           ",,,x:3,,,ownership,,,nominees,,,,\n"
           "x:2,,,x:3,,,director,,,,,,chair,\n"),
      "facts.csv");
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.kind, "interests-csv");
  const std::string by_name = InterestPartyId("harbour holding");
  EXPECT_EQ(loaded.Interests(),
            "interests:facts:2: ofac-sdn:1 -shares 49.5-> x:2 [2022-03-01..2024-01-15) role=holder "
            "(line 2: annual report 2023)\n"
            "interests:facts:3: " +
                by_name +
                " -votes (25..50]-> x:3 [2022-03-01..2023-12-31) joint=pact (line 3)\n"
                "interests:facts:4: ?nominees -ownership unknown-> x:3 (line 4)\n"
                "interests:facts:5: x:2 -director unknown-> x:3 role=chair (line 5)\n");
  EXPECT_EQ(loaded.Entities(), "Company " + by_name +
                                   "\nname primary|Harbour  HOLDING\n"
                                   "Company x:2\nname primary|Harbour Holding\n"
                                   "Thing x:3\nname primary|Quay, Ltd\n");
  EXPECT_EQ(loaded.report.records_read, 4u);
  EXPECT_EQ(loaded.report.interests, 4u);
  EXPECT_EQ(loaded.report.entities, 3u);
  EXPECT_EQ(loaded.report.source.key, "interests");
}

TEST(InterestsCsvTest, ReadsCountriesAndIdentifiersInAnyColumnOrder) {
  const Loaded loaded(
      "subject_identifier,kind,owner_id,subject_name,subject_country\n"
      "innCode:7704237230; leiCode:5493001KJTIIGC8Y1R12,shares,x:1,Quay Ltd,Russia\n");
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.Entities(), "Thing " + InterestPartyId("Quay Ltd") +
                                   "\nname primary|Quay Ltd\ncountry ru\ninnCode 7704237230\n"
                                   "leiCode 5493001KJTIIGC8Y1R12\n");
}

TEST(InterestsCsvTest, GivesEqualStatementsOfAPartyOnce) {
  const Loaded loaded(
      "owner_name,subject_name,kind\nAlpha,Beta,shares\nalpha,Beta,votes\nAlpha,Beta,board\n");
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.report.entities, 2u);
  EXPECT_EQ(loaded.report.names, 3u) << "Alpha, alpha and Beta";
  EXPECT_EQ(loaded.report.interests, 3u);
}

TEST(InterestsCsvTest, IdsOfNamesAreStable) {
  EXPECT_EQ(InterestPartyId("Harbour Holding"), InterestPartyId(" HARBOUR   holding "));
  EXPECT_NE(InterestPartyId("Harbour Holding"), InterestPartyId("HarbourHolding"));
  // SHA-256 of "abc"; an id that changed would part a party from its earlier records.
  EXPECT_EQ(InterestPartyId("ABC"), "interests:ba7816bf8f01cfea");
}

TEST(InterestsCsvTest, EveryBadRowEndsTheLoad) {
  const auto row = [](const std::string& text) {
    return File("x:1,,,x:9,,,votes,,,,,,,\n" + text);
  };
  ExpectDamage(
      "interests-csv",
      {
          {"no rows", kHeader, "the file holds no row"},
          {"empty", "", "the file holds no row"},
          {"unknown column", "owner_id,subject_id,kind,shares\n", "unknown name \"shares\""},
          {"column twice", "owner_id,subject_id,kind,KIND\n", "the column kind is there twice"},
          {"no owner column", "subject_id,kind\n", "neither a column owner_id nor owner_name"},
          {"no subject column", "owner_id,kind\n", "neither a column subject_id"},
          {"no kind column", "owner_id,subject_id\n", "no column kind"},
          {"too few fields", row("x:1,,,x:2,,,shares,50,,,,,\n"), "line 3: the row has 13 fields"},
          {"too many fields", row("x:1,,,x:2,,,shares,33,3,,,,,,\n"), "line 3: the row has 15"},
          {"no owner", row(",,,x:2,,,shares,50,,,,,,\n"), "line 3, column owner_id"},
          {"owner and unknown", row("x:1,,,x:2,,,shares,50,,why,,,,\n"), "column unknown_holder"},
          {"no subject", row("x:1,,,,,,shares,50,,,,,,\n"), "line 3, column subject_id"},
          {"own owner", row("x:1,,,x:1,,,shares,50,,,,,,\n"), "the owner is the subject itself"},
          {"id without source", row("36197,,,x:2,,,shares,50,,,,,,\n"),
           "column owner_id: \"36197\""},
          {"id with a space", row("x:1 2,,,x:2,,,shares,50,,,,,,\n"), "is not an id of a source"},
          {"kind", row("x:1,,,x:2,,,stocks,50,,,,,,\n"), "line 3, column kind"},
          {"empty kind", row("x:1,,,x:2,,,,50,,,,,,\n"), "line 3, column kind"},
          {"share above 100", row("x:1,,,x:2,,,shares,101,,,,,,\n"), "line 3, column share"},
          {"share in words", row("x:1,,,x:2,,,shares,half,,,,,,\n"), "line 3, column share"},
          {"decimal comma", row("x:1,,,x:2,,,shares,\"49,5\",,,,,,\n"), "line 3, column share"},
          {"share of a director", row("x:1,,,x:2,,,director,50,,,,,,\n"), "an affiliation has no"},
          {"schema", row("x:1,A,Firm,x:2,,,shares,50,,,,,,\n"), "line 3, column owner_schema"},
          {"schema of nobody", row("x:1,,Person,x:2,,,shares,50,,,,,,\n"), "column owner_schema"},
          {"date", row("x:1,,,x:2,,,shares,50,,,01.02.2024,,,\n"), "line 3, column start_date"},
          {"no such day", row("x:1,,,x:2,,,shares,50,,,,2023-02-29,,\n"), "column end_date"},
          {"reversed", row("x:1,,,x:2,,,shares,50,,,2024-01-02,2024-01-02,,\n"), "column end_date"},
          {"country", "owner_id,subject_name,kind,subject_country\nx:1,A,shares,Atlantis\n",
           "line 2, column subject_country"},
          {"identifier", "owner_id,subject_name,kind,subject_identifier\nx:1,A,shares,12345\n",
           "line 2, column subject_identifier"},
          {"cut off", File("x:1,,,x:2,,,shares,4,,,,,,"), "the last row has no line end"},
          {"open quote", row("x:1,\"A,,x:2,,,shares,50,,,,,,\n"), "line 3"},
          {"line end in a field", row("x:1,\"A\nB\",,x:2,,,shares,50,,,,,,\n"), "holds a line end"},
          {"not UTF-8", row("x:1,A\xFF,,x:2,,,shares,50,,,,,,\n"), "line 3"},
          {"long field", row("x:1," + std::string(5'000, 'a') + ",,x:2,,,shares,50,,,,,,\n"),
           "the field has 5000 bytes"},
      });
}

}  // namespace
}  // namespace lynceus::sources
