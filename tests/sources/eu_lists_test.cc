// The European Union's forms: small lists in full.

#include "tests/sources/eu_samples.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "tests/sources/entity_text.h"
#include "tests/sources/list_texts.h"
#include "tests/sources/loaded_list.h"
#include "tests/support/status_matchers.h"

namespace lynceus::sources {
namespace {

using ::testing::ElementsAre;

TEST(EuXmlTest, ReadsEveryField) {
  const LoadedList loaded = LoadList("eu-xml", std::string(kEuXml));
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(EntityText(loaded.sink.entities.at("eu:EU.901.1")),
            "Person eu:EU.901.1\n"
            "name primary|Ivan Petrovich TESTOV\n"
            "name weak|Vanya\n"
            "name alias Cyrl|Иван ТЕСТОВ\n"
            "name alias|Piotr Probe\n"
            "born 1965-04-15\n"
            "born circa 1966\n"
            "born 1967-05\n"
            "born circa 1953 to 1958\n"
            "citizenship ru\n"
            "birthCountry ru\n"
            "country ru\n"
            "ogrnCode 1037739044111\n"
            "innCode 7725056162\n"
            "passportNumber 75 1234567 (ru)\n"
            "idNumber А-12\n"
            "idNumber A-12\n"
            "innCode 7725056162 (ru)\n"
            "idNumber 44\n"
            "address 1 Test Street, PO Box 12, Omsk, 644000, RUSSIAN FEDERATION (ru)\n"
            "notes=seen in 2014\n"
            "notes=Tax Registration Number: 7725056162, OGRN: 1037739044111. Leads a company.\n"
            "sourceUrl=http://eur-lex.example/1\n"
            "gender=male\n"
            "position=Director\n"
            "title=Dr.\n"
            "notes=spelled so in 2014\n"
            "birthPlace=Omsk, RUSSIAN FEDERATION\n"
            "notes=date of birth, ISLAMIC calendar: monthOfYear 2, year 1384\n"
            "notes=date of birth: dayOfMonth 31, monthOfYear 2, year 1965\n"
            "notes=National passport 75 1234567: known false, diplomatic, in the name of Piotr "
            "Probe, issued by MID, shown in 2019\n"
            "notes=shown in 2019\n"
            "notes=identification type shoe (Shoe size): 44\n"
            "notes=document: Other driving licence, number not known\n"
            "notes=driving licence, number not known\n"
            "notes=address at the time of listing: 1 Test Street, PO Box 12, Omsk, 644000\n"
            "phone=+7 1\n"
            "email=a@b.example\n"
            "notes=contact TELEX: 7\n"
            "notes=sanctionEntity/hat: felt, colour green\n"
            "also eu-logical:901\n"
            "also un:QDi.901\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "eu:EU.901.1"),
              ElementsAre("EU FSF HR [2022/1274 (OJ L194)] 2014-03-17",
                          "EU FSF UKR [269/2014 (OJ L78); 2024/849 (OJ L)] 2014-03-17"));
  EXPECT_EQ(EntityText(loaded.sink.entities.at("eu:EU.902.2")),
            "Organization eu:EU.902.2\n"
            "name primary|Example Trading LLC\n"
            "imoNumber 9187629\n"
            "ogrnCode 1027700132195 (ru)\n"
            "notes=sanctionEntity@mood: bad\n"
            "also eu-logical:902\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "eu:EU.902.2"),
              ElementsAre("EU FSF IRQ [1210/2003 (OJ L169)] 2003-07-07"));
  EXPECT_EQ(EntityText(loaded.sink.entities.at("eu:logical-903")),
            "Organization eu:logical-903\n"
            "name weak|Example Front\n"
            "also eu-logical:903\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "eu:logical-903"),
              ElementsAre("EU FSF TERR [2025/206 (L 202500206)]"));
  EXPECT_TRUE(loaded.sink.interests.empty());
  EXPECT_THAT(FragmentTexts(loaded.sink),
              ElementsAre("eu:EU.901.1 date of birth, ISLAMIC calendar: monthOfYear 2, year 1384",
                          "eu:EU.901.1 date of birth: dayOfMonth 31, monthOfYear 2, year 1965",
                          "eu:EU.901.1 identification type shoe (Shoe size): 44",
                          "eu:EU.901.1 document: Other driving licence, number not known",
                          "eu:EU.901.1 contact TELEX: 7",
                          "eu:EU.901.1 sanctionEntity/hat: felt, colour green",
                          "eu:EU.902.2 sanctionEntity@mood: bad"));
  EXPECT_THAT(loaded.report->warnings,
              ElementsAre("line 35: eu:logical-903 has no euReferenceNumber; its logicalId stands "
                          "for it",
                          "line 35: eu:logical-903 has no primary name"));
  EXPECT_EQ(loaded.report->source.list_date, Date::FromCivil(2026, 8, 5));
  EXPECT_EQ(loaded.report->entities, loaded.sink.entities.size());
}

TEST(EuCsvTest, JoinsTheRowsOfAParty) {
  const LoadedList loaded = LoadList("eu-csv", EuCsv());
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(EntityText(loaded.sink.entities.at("eu:EU.911.1")),
            "Person eu:EU.911.1\n"
            "name primary|Anna Probe\n"
            "name alias|Anne Probe\n"
            "born 1954-02-21\n"
            "birthCountry zw\n"
            "citizenship zw\n"
            "passportNumber AD001095 (zw)\n"
            "notes=(Date of UN designation: 2002-02-21) (Date of designation referred to in "
            "Article 7 (2): 21.1.2002.)\n"
            "sourceUrl=http://eur-lex.example/3\n"
            "position=Former Minister, of Tests\n"
            "title=Dr\n"
            "gender=female\n"
            "sourceUrl=http://eur-lex.example/4\n"
            "position=Minister; of Tests\n"
            "birthPlace=Kutama, ZWE\n"
            "also eu-logical:911\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "eu:EU.911.1"),
              ElementsAre("EU FSF ZWE [1643/2002 (OJ L247); 2018/223 (OJ L43)] 2002-01-21"));
  EXPECT_EQ(EntityText(loaded.sink.entities.at("eu:EU.912.2")),
            "Organization eu:EU.912.2\n"
            "name primary|Example Foundation\n"
            "name alias|????µ??? Foundation\n"
            "country pk\n"
            "address 12, Clifton Road, Karachi, 75600, PAK (pk)\n"
            "sourceUrl=http://eur-lex.example/5\n"
            "phone=497 92 63\n"
            "fax=662 38 14\n"
            "notes=Addr_other: at night\n"
            "notes=name without its letters: ????????? ????\n"
            "also eu-logical:912\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "eu:EU.912.2"),
              ElementsAre("EU FSF TAQA [34/2012 (OJ L15)]"));
  EXPECT_TRUE(loaded.sink.interests.empty());
  EXPECT_THAT(FragmentTexts(loaded.sink),
              ElementsAre("eu:EU.912.2 Addr_other: at night",
                          "eu:EU.912.2 name without its letters: ????????? ????"));
  EXPECT_THAT(loaded.report->warnings,
              ElementsAre("2 names hold question marks where the file's encoding had no letter; "
                          "get the list in its XML form"));
  EXPECT_EQ(loaded.report->source.list_date, Date::FromCivil(2018, 7, 4));
  EXPECT_EQ(loaded.report->entities, loaded.sink.entities.size());
}

TEST(EuJournalTest, ReadsEveryField) {
  const LoadedList loaded = LoadList("eu-journal-csv", std::string(kEuJournal));
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(EntityText(loaded.sink.entities.at("eu-oj:32014R0269/12")),
            "Person eu-oj:32014R0269/12\n"
            "name primary|Ivan TESTOV\n"
            "name alias|Iwan Testow\n"
            "name alias Cyrl|Иван ТЕСТОВ\n"
            "name weak|Vanya\n"
            "name former|Ivan STARYI\n"
            "born 1965-04-15\n"
            "born circa 1966\n"
            "nationality ru\n"
            "passportNumber 75 1234567\n"
            "innCode 7725056162\n"
            "address 1 Test Street ()\n"
            "address Omsk ()\n"
            "birthPlace=Omsk, Russia\n"
            "position=Director\n"
            "position=Owner\n"
            "gender=male\n"
            "reason=Leads tests, and more.\n"
            "notes=INN: 7725056162\n"
            "notes=mood: calm\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "eu-oj:32014R0269/12"),
              ElementsAre("EU OJ EU-UKR [CELEX 32014R0269, annex I] 2022-09-15: Asset freeze"));
  EXPECT_EQ(EntityText(loaded.sink.entities.at("eu-oj:32014R0833/7")),
            "Vessel eu-oj:32014R0833/7\n"
            "name primary|Sample Star\n"
            "flag ga\n"
            "imoNumber 9187629\n"
            "notes=startDate: soon\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "eu-oj:32014R0833/7"),
              ElementsAre("EU OJ-SECTORAL EU-RUS [CELEX 32014R0833, annex XLII]: Port access ban"));
  EXPECT_TRUE(loaded.sink.interests.empty());
  EXPECT_THAT(FragmentTexts(loaded.sink),
              ElementsAre("eu-oj:32014R0269/12 mood: calm", "eu-oj:32014R0833/7 startDate: soon"));
  EXPECT_THAT(loaded.report->warnings,
              ElementsAre("the column \"mood\" is not known; kept as fragments"));
  EXPECT_EQ(loaded.report->entities, loaded.sink.entities.size());
}

// A spreadsheet's wrapping changes nothing but the warning of it.
TEST(EuCsvTest, ReadsWrappedLinesAlike) {
  const LoadedList plain = LoadList("eu-csv", EuCsv());
  const LoadedList wrapped = LoadList("eu-csv", Wrapped(EuCsv()));
  ASSERT_THAT(plain.report, support::IsOk());
  ASSERT_THAT(wrapped.report, support::IsOk());
  EXPECT_EQ(wrapped.sink.entities, plain.sink.entities);
  EXPECT_EQ(wrapped.sink.designations, plain.sink.designations);
  EXPECT_EQ(wrapped.report->records_read, plain.report->records_read);
  EXPECT_EQ(wrapped.report->warnings.size(), plain.report->warnings.size() + 1);
}

// An act that only amends does not tell when a party was listed.
TEST(EuXmlTest, TakesTheDateOfAnActOnlyWhereItIsTheFirst) {
  const struct {
    const char* why;
    const char* from;
    const char* to;
    std::optional<Date> date;
  } table[] = {
      {"an act of its own", "", "", Date::FromCivil(2003, 7, 7)},
      {"an amendment", "regulationType=\"regulation\" organisationType=\"commission\"",
       "regulationType=\"amendment\" organisationType=\"commission\"", std::nullopt},
      {"a name rests on an earlier act",
       "<nameAlias wholeName=\"Example  Trading LLC\" nameLanguage=\"FR\" strong=\"true\" "
       "logicalId=\"24\"/>",
       "<nameAlias wholeName=\"Example\" strong=\"true\"><regulationSummary "
       "publicationDate=\"2001-01-01\"/></nameAlias>",
       std::nullopt},
      {"a stated date",
       "designationDetails=\"\" unitedNationId=\"\" euReferenceNumber=\"EU.902.2\"",
       "designationDate=\"2001-10-06\" euReferenceNumber=\"EU.902.2\"",
       Date::FromCivil(2001, 10, 6)},
  };
  for (const auto& row : table) {
    const LoadedList loaded =
        LoadList("eu-xml", WithReplaced(std::string(kEuXml), row.from, row.to));
    ASSERT_THAT(loaded.report, support::IsOk()) << row.why;
    EXPECT_EQ(loaded.sink.DesignationsOf("eu:EU.902.2").at(0).date, row.date) << row.why;
  }
}

TEST(EuListsTest, AreToldByTheirContent) {
  EXPECT_EQ(KindOf(std::string(kEuXml)), "eu-xml");
  EXPECT_EQ(KindOf(EuCsv()), "eu-csv");
  EXPECT_EQ(KindOf(Wrapped(EuCsv())), "eu-csv");
  EXPECT_EQ(KindOf(std::string(kEuJournal)), "eu-journal-csv");
}

}  // namespace
}  // namespace lynceus::sources
