// What each form of remark becomes.

#include "lib/sources/ofac_remarks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/sources/entity_text.h"

namespace lynceus::sources {
namespace {

using ::testing::ElementsAre;

// Returns what a remark adds, without the entity's first line; links, measures and fragments at the
// end.
std::string Parsed(const std::string& remarks, const std::string& type = "entity",
                   const std::string& country = "", bool cut = false) {
  OfacRecord record{.number = "1", .type = type, .place = "line 1"};
  if (!country.empty()) AddCountry(record.entity, "country", country);
  const std::size_t before = EntityText(record.entity).find('\n') + 1;
  const std::string facts_before = EntityText(record.entity).substr(before);
  ParseRemarks(remarks, cut, record);
  std::string text = EntityText(record.entity);
  text = text.substr(text.find('\n') + 1);
  if (!facts_before.empty()) text.erase(text.find(facts_before), facts_before.size());
  for (const std::string& name : record.linked_to) text += "linked " + name + "\n";
  for (const std::string& measure : record.measures) text += "measure " + measure + "\n";
  for (const std::string& fragment : record.fragments) text += "fragment " + fragment + "\n";
  return text;
}

TEST(RemarksTest, BecomeFacts) {
  const struct {
    const char* remarks;
    const char* type;
    const char* facts;
  } table[] = {
      {"DOB 10 Dec 1948.", "individual", "born 1948-12-10\n"},
      {"DOB circa 1962; alt. DOB 1953 to 1958", "individual",
       "born circa 1962\nborn 1953 to 1958\n"},
      {"DOB 01 Jan 1953 to 31 Dec 1953", "individual", "born 1953\n"},
      {"POB Seoul, Korea, South", "individual",
       "birthCountry kr\nbirthPlace=Seoul, Korea, South\n"},
      {"POB Shati", "individual", "birthPlace=Shati\n"},
      {"nationality Iran; citizen Korea, North", "individual", "nationality ir\ncitizenship kp\n"},
      {"nationality possibly Palestinian", "individual", "nationality ps\n"},
      {"Gender Female.", "individual", "gender=Female\n"},
      {"Passport A123 (Iran)", "individual", "passportNumber A123 (ir)\n"},
      {"alt. Passport G 649385 issued 08 Sep 2006 expires 17 Jul 2011.", "individual",
       "passportNumber G 649385\nnotes=alt. Passport G 649385 issued 08 Sep 2006 expires 17 Jul "
       "2011\n"},
      {"Passport Booklet: A9999999 (Pakistan)", "individual", "passportNumber A9999999 (pk)\n"},
      {"National ID No. 216040 (Yemen)", "individual", "idNumber 216040 (ye)\n"},
      {"RSIN 858100034 (Netherlands)", "entity", "taxNumber 858100034 (nl)\n"},
      {"C.I.N. U63090UP2019PTC117063 (India)", "entity",
       "registrationNumber U63090UP2019PTC117063 (in)\n"},
      {"Tarjeta Profesional 186785 (Abogado) (Colombia)", "individual",
       "idNumber 186785 (Abogado) (co)\n"},
      {"Russian State Individual Business Registration Number Pattern (OGRNIP) 315183100004295 "
       "(Russia)",
       "individual", "ogrnCode 315183100004295 (ru)\n"},
      {"Passport T04338017, expired 08 May 2013, issued by the city of Mainz", "individual",
       "passportNumber T04338017\nnotes=Passport T04338017, expired 08 May 2013, issued by the "
       "city "
       "of Mainz\n"},
      {"Passport OR801168 (Iran) issued under the name Testov", "individual",
       "passportNumber OR801168 (ir)\nnotes=Passport OR801168 (Iran) issued under the name "
       "Testov\n"},
      {"Aircraft Tail Number EP-MMH", "aircraft", "registrationNumber EP-MMH\n"},
      {"Aircraft Tail Number unknown", "aircraft",
       "notes=Aircraft Tail Number unknown\nfragment Aircraft Tail Number unknown\n"},
      {"C.U.R.P. AIMM671125HCHRRG06 (Mexico) issued 1968", "individual",
       "idNumber AIMM671125HCHRRG06 (mx)\nnotes=C.U.R.P. AIMM671125HCHRRG06 (Mexico) issued "
       "1968\n"},
      {"SSN 523-33-0000", "individual", "socialSecurityNumber 523-33-0000 (us)\n"},
      {"Tax ID No. 7707083893 (Russia)", "entity", "innCode 7707083893 (ru)\n"},
      {"Tax ID No. 77070838 (Russia)", "entity", "taxNumber 77070838 (ru)\n"},
      {"Tax ID No. 7707083893", "entity", "taxNumber 7707083893\n"},
      {"Tax ID No. 1234567890 (Ukraine)", "entity", "taxNumber 1234567890 (ua)\n"},
      {"Registration ID 1027700132195 (Russia)", "entity", "ogrnCode 1027700132195 (ru)\n"},
      {"Registration Number 304500116000157 (Russia)", "individual",
       "ogrnCode 304500116000157 (ru)\n"},
      {"Registration Number HRA 738077 (Stuttgart) (Germany)", "entity",
       "registrationNumber HRA 738077 (Stuttgart) (de)\n"},
      {"Government Gazette Number 09804148 (Russia)", "entity", "okpoCode 09804148 (ru)\n"},
      {"Legal Entity Number 253400V1H6ART1UQ0N98", "entity", "leiCode 253400V1H6ART1UQ0N98\n"},
      {"Legal Entity Number 12", "entity", "registrationNumber 12\n"},
      {"Vessel Registration Identification IMO  7406784", "vessel", "imoNumber 7406784\n"},
      {"Identification Number IMO 5342883.", "entity", "imoNumber 5342883\n"},
      {"Identification Number 2.194.575 (Paraguay)", "individual", "idNumber 2.194.575 (py)\n"},
      {"MMSI 572469210", "vessel", "mmsi 572469210\n"},
      {"SWIFT/BIC HAVIGB2L", "entity", "swiftBic HAVIGB2L\n"},
      {"ISIN KYG7114V1023", "entity", "isin KYG7114V1023\n"},
      {"BIK (RU) 044030707", "entity", "bikCode 044030707 (ru)\n"},
      {"Unified Social Credit Code (USCC) 9113100033607322XK (China)", "entity",
       "uscCode 9113100033607322XK (cn)\n"},
      {"alt. Digital Currency Address - XBT 1ExampleWa11et", "entity",
       "publicKey 1ExampleWa11et\ncurrency=XBT\n"},
      {"Website www.example.test; Email Address a@example.test; Phone Number 123", "entity",
       "website=www.example.test\nemail=a@example.test\nphone=123\n"},
      {"http://example.test (website)", "entity", "website=http://example.test\n"},
      {"Organization Established Date 17 Oct 1990", "entity", "founded 1990-10-17\n"},
      {"Nationality of Registration Russia", "entity", "jurisdiction ru\n"},
      {"Former Vessel Flag None Identified", "vessel", "pastFlags=None Identified\n"},
      {"Secondary sanctions risk: section 1(b) of an order", "entity",
       "secondarySanctionsRisk=section 1(b) of an order\n"},
      {"a.k.a. 'BNC'.", "entity", "name weak|BNC\n"},
      {"a.k.a. 'AL-HAQQ, 'Abd''", "individual", "name weak|AL-HAQQ, 'Abd'\n"},
      {"f.k.a. 'SAND SWAN'; n.k.a. 'NEW'", "vessel", "name former|SAND SWAN\nname weak|NEW\n"},
      {"Issuer Name Example Group Co", "entity", "name alias|Example Group Co\n"},
      {"Linked To: EXAMPLE, INC.", "entity", "linked EXAMPLE, INC\n"},
      {"(Linked To: EXAMPLE LLC)", "entity", "linked EXAMPLE LLC\n"},
      {"Executive Order 13662 Directive Determination - Subject to Directive 1", "entity",
       "programmeInformation=Executive Order 13662 Directive Determination - Subject to Directive "
       "1\nmeasure Subject to Directive 1\n"},
      {"Listing Date (CMIC) 03 Jun 2021", "entity",
       "programmeInformation=Listing Date (CMIC) 03 Jun 2021\n"},
      {"Member of the State Duma of the Federal Assembly of the Russian Federation", "individual",
       "position=Member of the State Duma of the Federal Assembly of the Russian Federation\n"},
      {"wife of Somebody", "individual", "notes=wife of Somebody\n"},
      {"all offices worldwide", "entity", "notes=all offices worldwide\n"},
  };
  for (const auto& row : table) EXPECT_EQ(Parsed(row.remarks, row.type), row.facts) << row.remarks;
}

TEST(RemarksTest, ThatNobodyUnderstandsAreFragments) {
  const struct {
    const char* remark;
    const char* type;
  } table[] = {
      {"wears a green hat", "individual"},
      {"Member of a group", "entity"},  // an office is held by a person
      {"DOB the rainy season", "individual"},
      {"DOB 31 Feb 1950", "individual"},
      {"Digital Currency Address - XBT", "entity"},
      {"Passport", "individual"},
      {"a.k.a. BNC", "entity"},
      {"a.k.a. ''", "entity"},
      {"Passportal", "individual"},
      {"passport place of issue: Al-Anbar, Iraq", "individual"},
      {"U.S.A. Passport issued 21 Jun 1992 in Amman, Jordan", "individual"},
      {"Linked To:", "entity"},
  };
  for (const auto& row : table) {
    const std::string remark = row.remark;
    EXPECT_EQ(Parsed(remark, row.type), "notes=" + remark + "\nfragment " + remark + "\n");
  }
}

TEST(RemarksTest, TellRussianNumbersByTheirCheckDigits) {
  EXPECT_EQ(Parsed("Tax ID No. 7707083893", "entity", "Russia"), "innCode 7707083893 (ru)\n");
  EXPECT_EQ(Parsed("Tax ID No. 7707083894", "entity", "Russia"), "taxNumber 7707083894\n");
  EXPECT_EQ(Parsed("Tax ID No. 500100732259", "individual", "Russia"),
            "innCode 500100732259 (ru)\n");
  EXPECT_EQ(Parsed("Registration Number 1027700132195", "entity", "Russia"),
            "ogrnCode 1027700132195 (ru)\n");
  EXPECT_EQ(Parsed("Registration Number 1027700132196", "entity", "Russia"),
            "registrationNumber 1027700132196\n");
  EXPECT_EQ(Parsed("Registration Number 1027700132195", "entity", "Cyprus"),
            "registrationNumber 1027700132195\n");
}

TEST(RemarksTest, ThatAreCutDoNotEndInAFact) {
  EXPECT_EQ(Parsed("DOB 1962; Passport A12", "individual", "", true),
            "born 1962\nnotes=Passport A12\nfragment Passport A12\n");
  EXPECT_EQ(Parsed("DOB 1962; Passport A12;", "individual", "", true),
            "born 1962\npassportNumber A12\n")
      << "cut behind a fragment";
  EXPECT_EQ(Parsed("", "individual", "", true), "");
}

TEST(SplitRemarksTest, SplitsOutsideOfParentheses) {
  EXPECT_THAT(SplitRemarks("a; b (c; d); e."), ElementsAre("a", "b (c; d)", "e"));
  EXPECT_THAT(SplitRemarks("a (b; c"), ElementsAre("a (b", "c")) << "not balanced";
  EXPECT_THAT(SplitRemarks("a) b; c"), ElementsAre("a) b", "c")) << "not balanced";
  EXPECT_THAT(SplitRemarks(";; a ;;"), ElementsAre("a"));
  EXPECT_THAT(SplitRemarks("CO..;"), ElementsAre("CO.."));
  EXPECT_THAT(SplitRemarks("CO.."), ElementsAre("CO."));
  EXPECT_THAT(SplitRemarks(""), ElementsAre());
}

}  // namespace
}  // namespace lynceus::sources
