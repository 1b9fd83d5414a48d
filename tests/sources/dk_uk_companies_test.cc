// Danish owners and the table of British companies.

#include <gtest/gtest.h>

#include <string>

#include "lib/base/file.h"
#include "lib/sources/dk_owners.h"
#include "tests/sources/registry_text.h"
#include "tests/support/test_data.h"

namespace lynceus::sources {
namespace {

std::string Relation(const std::string& source, const std::string& target, const std::string& share,
                     const std::string& active = "true") {
  return R"({"id":"x","source":)" + source + R"(,"source_name":"Kaj ApS","target":)" + target +
         R"(,"target_name":"Havn A/S","share":")" + share + R"(","active":)" + active + "}";
}

TEST(DkOwnersTest, ReadsARelation) {
  const Loaded loaded("[" + Relation("4000669260", "21188840", "33-50%") + "]");
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.kind, "dk-owners-json");
  EXPECT_EQ(loaded.Entities(),
            "Company dk-cvr:21188840\nname primary|Havn A/S\njurisdiction dk\n"
            "registrationNumber 21188840 (dk)\n"
            "LegalEntity dk-cvr:4000669260\nname primary|Kaj ApS\n");
  EXPECT_EQ(loaded.Interests(),
            "dk-cvr:4000669260/owner-of/21188840: dk-cvr:4000669260 -shares [33.33..50)-> "
            "dk-cvr:21188840 role=owner, 33-50% (line 1)\n");
  EXPECT_EQ(loaded.Problems(), "");
}

// Read as 33 to 50 with both ends, the band would reach a half, which the register excludes.
TEST(DkOwnersTest, TheBandBelowAHalfExcludesTheHalf) {
  EXPECT_EQ(DanishBand("33-50%")->ToCanonical(), "[33.33..50)");
  EXPECT_EQ(DanishBand("50-67%")->ToCanonical(), "[50..66.67)");
  EXPECT_EQ(DanishBand("67-90%")->ToCanonical(), "[66.66..90)");
  EXPECT_EQ(DanishBand("<5%")->ToCanonical(), "[0..5)");
  EXPECT_EQ(DanishBand("100 %")->ToCanonical(), "100");
  EXPECT_EQ(DanishBand("33-51%"), std::nullopt);
  EXPECT_EQ(DanishBand(""), std::nullopt);
}

TEST(DkOwnersTest, AFormerOwnerHoldsNothingAndIsTied) {
  const Loaded loaded("[" + Relation("1", "21188840", "100%", "false") + "," +
                      Relation("2", "21188840", "a lot") + "]");
  EXPECT_EQ(loaded.Interests(),
            "dk-cvr:1/owner-of/21188840: dk-cvr:1 -linked unknown-> dk-cvr:21188840 "
            "role=former owner, 100% (line 1)\n"
            "dk-cvr:2/owner-of/21188840: dk-cvr:2 -shares unknown-> dk-cvr:21188840 "
            "role=owner, a lot (line 1)\n");
  EXPECT_EQ(loaded.Problems(),
            "line 1: the share \"a lot\" is no band of the register; it is unknown\n");
}

TEST(DkOwnersTest, DamagedFiles) {
  const std::string good = "[" + Relation("1", "2", "100%") + "]";
  ExpectDamage("dk-owners-json",
               {{"no source", R"([{"target":2,"share":"100%"}])", "no number as its source"},
                {"no target", R"([{"source":2,"share":"100%"}])", "no number as its target"},
                {"a number in words", "[" + Relation("\"one\"", "2", "100%") + "]",
                 "no number as its source"},
                {"a fraction", "[" + Relation("1.5", "2", "100%") + "]", "no number as its source"},
                {"cut off", good.substr(0, good.size() - 9), "line 1"}});
  const Loaded self("[" + Relation("7", "7", "100%") + "]", "file", "dk-owners-json");
  EXPECT_EQ(self.Problems(), "line 1: the company holds itself\n");
}

TEST(DkOwnersTest, TheRealGroupsAreWhole) {
  LYNCEUS_REQUIRE_TEST_DATA();
  // Counted by a JSON reader of another language: relations, parties, relations that are over.
  struct Group {
    std::string name;
    std::size_t relations;
    std::size_t parties;
    std::size_t former;
  };
  for (const auto& [name, relations, parties, former] :
       {Group{"CasaAS.json", 70, 68, 4}, Group{"ResightsApS.json", 8, 9, 0}}) {
    const auto content = ReadFile(
        JoinPath(*support::TestDataDir(), "registries/intervals/resights-denmark/" + name));
    ASSERT_TRUE(content.ok()) << name;
    const Loaded loaded(*content);
    ASSERT_EQ(loaded.error, "") << name;
    EXPECT_EQ(loaded.Problems(), "") << name;
    EXPECT_EQ(loaded.sink.interests.size(), relations) << name;
    EXPECT_EQ(loaded.sink.entities.size(), parties) << name;
    std::size_t linked = 0;
    for (const Interest& one : loaded.sink.interests) {
      if (one.kind == InterestKind::kLinked) ++linked;
    }
    EXPECT_EQ(linked, former) << name;
  }
}

// --- Companies House -----------------------------------------------------------------------------

constexpr char kHeader[] =
    "CompanyName, CompanyNumber,RegAddress.CareOf,RegAddress.POBox,RegAddress.AddressLine1, "
    "RegAddress.AddressLine2,RegAddress.PostTown,RegAddress.County,RegAddress.Country,"
    "RegAddress.PostCode,CompanyCategory,CompanyStatus,CountryOfOrigin,DissolutionDate,"
    "IncorporationDate,Mortgages.NumMortCharges,SICCode.SicText_1,URI,PreviousName_1.CONDATE, "
    "PreviousName_1.CompanyName\n";

std::string Row(const std::string& name, const std::string& number,
                const std::string& country = "United Kingdom",
                const std::string& founded = "11/09/2012") {
  return "\"" + name + "\",\"" + number +
         "\",\"\",\"\",\"9 QUAY SQUARE\",\"\",\"HARROGATE\",\"\",\"ENGLAND\",\"HG1\",\"Private "
         "Limited Company\",\"Active\",\"" +
         country + "\",\"\",\"" + founded +
         "\",\"0\",\"99999 - Dormant\",\"http://x\",\"01/02/2015\",\"OLD QUAY LTD\"\n";
}

TEST(UkCompaniesTest, ReadsACompany) {
  const Loaded loaded(kHeader + Row("QUAY LTD", "8209948") + Row("KAI SA", "FC012345", "FRANCE"));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.kind, "uk-companies-csv");
  const std::string address = "address 9 QUAY SQUARE, HARROGATE, HG1, ENGLAND (gb)\n";
  const std::string properties =
      "legalForm=Private Limited Company\nstatus=Active\nsector=99999 - Dormant\n";
  EXPECT_EQ(loaded.Entities(),
            "Company gb-coh:08209948\nname primary|QUAY LTD\nname former|OLD QUAY LTD\n"
            "founded 2012-09-11\njurisdiction gb\ncountry gb\n"
            "registrationNumber 08209948 (gb)\n" +
                address + properties +
                "Company gb-coh:FC012345\nname primary|KAI SA\nname former|OLD QUAY LTD\n"
                "founded 2012-09-11\njurisdiction gb\ncountry gb\ncountry fr\n"
                "registrationNumber FC012345 (gb)\n" +
                address + properties);
  EXPECT_EQ(loaded.Problems(), "");
}

TEST(UkCompaniesTest, DamagedFiles) {
  const std::string good = kHeader + Row("QUAY LTD", "08209948");
  ExpectDamage("uk-companies-csv",
               {{"a header alone", kHeader, "holds no row"},
                {"no name", kHeader + Row("", "08209948"), "has no CompanyName"},
                {"no number", kHeader + Row("QUAY LTD", ""), "has no CompanyNumber"},
                {"cut off", good.substr(0, good.size() - 30), "line 2"},
                {"no line end", good.substr(0, good.size() - 1), "no line end"},
                {"an unknown column", "CompanyName,CompanyNumber,Colour\na,1,b\n", "Colour"}});
  const Loaded twice(kHeader + Row("QUAY LTD", "08209948") + Row("KAI LTD", "08209948") +
                     Row("PIER LTD", "no. 7", "United Kingdom", "soon"));
  EXPECT_EQ(twice.Problems(),
            "line 3: gb-coh:08209948 was there before; what both say is kept\n"
            "line 4: \"no. 7\" is no company number\n");
  EXPECT_EQ(twice.report.entities, 2u);
  ASSERT_EQ(twice.sink.fragments.size(), 1u);
  EXPECT_EQ(twice.sink.fragments[0].text, "IncorporationDate: soon");
}

}  // namespace
}  // namespace lynceus::sources
