// The United Kingdom's forms: small lists in full.

#include "tests/sources/uk_samples.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/sources/entity_text.h"
#include "tests/sources/list_texts.h"
#include "tests/sources/loaded_list.h"
#include "tests/support/status_matchers.h"

namespace lynceus::sources {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(UkXmlTest, ReadsEveryField) {
  const LoadedList loaded = LoadList("uk-xml", std::string(kUkXml));
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk:BEL9107")),
            "Organization uk:BEL9107\n"
            "name primary|Example Trading Ltd\n"
            "registrationNumber 06527449\n"
            "innCode 7725056162\n"
            "ogrnCode 1037739044111\n"
            "registrationNumber 123-45\n"
            "notes=UN reference number: QDi.903\n"
            "type=Oil trading company\n"
            "notes=business registration number: UK Company no. 06527449\n"
            "notes=business registration number: INN: 7725056162, OGRN 1037739044111\n"
            "notes=business registration number: not known\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "uk:BEL9107"),
              ElementsAre("UK UKSL The Republic of Belarus (Sanctions) (EU Exit) Regulations 2019 "
                          "[UK] 2021-06-21: Asset freeze"));
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk:BEL9108")),
            "Organization uk:BEL9108\n"
            "name primary|Example Holding\n"
            "notes=DateDesignated: next week\n"
            "notes=Led by (QDi.901).\n"
            "also un:QDe.902\n");
  EXPECT_THAT(
      DesignationTexts(loaded.sink, "uk:BEL9108"),
      ElementsAre("UK UKSL The Republic of Belarus (Sanctions) (EU Exit) Regulations 2019 [UK]"));
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk:DPR9075")),
            "Vessel uk:DPR9075\n"
            "name primary|Sample Star\n"
            "founded 1999\n"
            "flag km\n"
            "imoNumber 9562233\n"
            "hullIdentificationNumber H-77\n"
            "pastFlags=India\n"
            "type=Bulk Carrier\n"
            "tonnage=7078\n"
            "length=134.5\n"
            "also un:KPv.901\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "uk:DPR9075"),
              ElementsAre("UK UKSL The Democratic People's Republic of Korea (Sanctions) (EU Exit) "
                          "Regulations 2019 [UN] 2017-10-03: Prohibition of port entry"));
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk:RUS9001")),
            "Person uk:RUS9001\n"
            "name primary|Ivan Petrovich TESTOV\n"
            "name alias|Iwan Testow\n"
            "name weak|Vanya\n"
            "name alias|Ivan Probe\n"
            "name alias|Stage Name\n"
            "name alias Cyrl|Иван ТЕСТОВ\n"
            "born 1958-05-12\n"
            "born 1945\n"
            "born 1946-05\n"
            "born 1947\n"
            "country ru\n"
            "nationality ru\n"
            "nationality cy\n"
            "birthCountry ru\n"
            "innCode 772505616204\n"
            "passportNumber P04581926 (ru)\n"
            "idNumber 2132370\n"
            "address 1 Test Street, Omsk, 644000, Russia (ru)\n"
            "modifiedAt=2026-08-04\n"
            "notes=name type: Pseudonym\n"
            "notes=Name/Mood: bad\n"
            "title=Dr\n"
            "notes=SanctionsImposedIndicators/Deposits: perhaps\n"
            "notes=INN: 772505616204. Associated with another (QDi.902) and (QDi.999).\n"
            "reason=Leads Example Holding.\n"
            "phone=+7 1\n"
            "email=a@b.example\n"
            "website=http://b.example/\n"
            "notes=date of birth: 31/02/1948\n"
            "gender=male\n"
            "position=Director\n"
            "notes=passport: P04581926, Russian passport number P04581926 (expires 7 August 2034)\n"
            "notes=passport: Unknown\n"
            "birthPlace=Omsk, Russia\n"
            "notes=ShoeSize: 44\n"
            "notes=Hat: green\n"
            "also uk-ofsi:90001\n"
            "also un:QDi.901\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "uk:RUS9001"),
              ElementsAre("UK UKSL The Russia (Sanctions) (EU Exit) Regulations 2019 [UK, UN] "
                          "2022-06-29: Asset freeze, Travel Ban, Trust Services Sanctions"));
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk:named-396d9fdb81d5446a")),
            "LegalEntity uk:named-396d9fdb81d5446a\n"
            "name primary|Sample Shipping\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "uk:named-396d9fdb81d5446a"), IsEmpty());
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk:named-5c6faf5a53b68ec0")),
            "Organization uk:named-5c6faf5a53b68ec0\n"
            "name primary|Example (Deutschland) GmbH\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "uk:named-5c6faf5a53b68ec0"), IsEmpty());
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk:named-f020600b4700ad7c")),
            "Organization uk:named-f020600b4700ad7c\n"
            "name primary|Nobody Group\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "uk:named-f020600b4700ad7c"), IsEmpty());
  EXPECT_THAT(
      InterestTexts(loaded.sink),
      ElementsAre("uk:BEL9108 -control-> uk:BEL9107 (parent company)",
                  "uk:BEL9108 -ownership-> uk:BEL9107 (parent company)",
                  "uk:named-f020600b4700ad7c -control-> uk:BEL9107 (parent company)",
                  "uk:named-f020600b4700ad7c -ownership-> uk:BEL9107 (parent company)",
                  "uk:BEL9107 -control-> uk:named-5c6faf5a53b68ec0 (subsidiary)",
                  "uk:BEL9107 -ownership-> uk:named-5c6faf5a53b68ec0 (subsidiary)",
                  "uk:named-396d9fdb81d5446a -ownership-> uk:DPR9075 (current owner or operator)",
                  "uk:BEL9108 -linked-> uk:DPR9075 (previous owner or operator)",
                  "uk:RUS9001 -linked-> uk:BEL9108 (named by its UN reference number)"));
  EXPECT_THAT(FragmentTexts(loaded.sink),
              ElementsAre("uk:RUS9001 name type: Pseudonym", "uk:RUS9001 Name/Mood: bad",
                          "uk:RUS9001 SanctionsImposedIndicators/Deposits: perhaps",
                          "uk:RUS9001 date of birth: 31/02/1948", "uk:RUS9001 passport: Unknown",
                          "uk:RUS9001 ShoeSize: 44", "uk:RUS9001 Hat: green",
                          "uk:BEL9107 UN reference number: QDi.903",
                          "uk:BEL9107 business registration number: not known",
                          "uk:BEL9108 DateDesignated: next week"));
  EXPECT_TRUE(loaded.report->warnings.empty());
  EXPECT_EQ(loaded.report->source.list_date, Date::FromCivil(2026, 9, 10));
  EXPECT_EQ(loaded.report->entities, loaded.sink.entities.size());
}

TEST(UkCsvTest, JoinsTheRowsOfAParty) {
  const LoadedList loaded = LoadList("uk-csv", std::string(kUkCsv));
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk:BEL9107")),
            "Organization uk:BEL9107\n"
            "name primary|Example Trading Ltd\n"
            "registrationNumber 06527449\n"
            "modifiedAt=2024-01-02\n"
            "type=Oil trading company\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "uk:BEL9107"),
              ElementsAre("UK UKSL The Republic of Belarus (Sanctions) (EU Exit) Regulations 2019 "
                          "[UK] 2021-06-21: Asset freeze"));
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk:DPR9075")),
            "Vessel uk:DPR9075\n"
            "name primary|Sample Star\n"
            "founded 1999\n"
            "flag km\n"
            "imoNumber 9562233\n"
            "modifiedAt=2024-01-02\n"
            "also un:KPv.901\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "uk:DPR9075"),
              ElementsAre("UK UKSL The Democratic People's Republic of Korea (Sanctions) (EU Exit) "
                          "Regulations 2019 [UN] 2017-10-03: Prohibition of port entry"));
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk:RUS9001")),
            "Person uk:RUS9001\n"
            "name primary|Ivan Petrovich TESTOV\n"
            "name alias Cyrl|Иван ТЕСТОВ\n"
            "name weak|Vanya\n"
            "born 1958-05-12\n"
            "born 1959\n"
            "country ru\n"
            "birthCountry ru\n"
            "nationality ru\n"
            "passportNumber P04581926 (ru)\n"
            "idNumber 2132370\n"
            "innCode 772505616204\n"
            "address 1 Test Street, Omsk, 644000, Russia (ru)\n"
            "address 2 Test Street, Omsk, Russia (ru)\n"
            "birthPlace=Omsk, Russia\n"
            "notes=passport: P04581926, Russian passport\n"
            "modifiedAt=2025-08-04\n"
            "title=Dr\n"
            "notes=INN: 772505616204\n"
            "reason=Leads tests\n"
            "phone=+7 1\n"
            "position=Director\n"
            "gender=male\n"
            "notes=Shoe size: 44\n"
            "also uk-ofsi:90001\n"
            "also un:QDi.901\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "uk:RUS9001"),
              ElementsAre("UK UKSL The Russia (Sanctions) (EU Exit) Regulations 2019 [UK, UN] "
                          "2022-06-29: Asset freeze, Travel Ban"));
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk:named-214a05b51f1dfdc2")),
            "Organization uk:named-214a05b51f1dfdc2\n"
            "name primary|Example Holding\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "uk:named-214a05b51f1dfdc2"), IsEmpty());
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk:named-5c6faf5a53b68ec0")),
            "Organization uk:named-5c6faf5a53b68ec0\n"
            "name primary|Example (Deutschland) GmbH\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "uk:named-5c6faf5a53b68ec0"), IsEmpty());
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk:named-f020600b4700ad7c")),
            "Organization uk:named-f020600b4700ad7c\n"
            "name primary|Nobody Group\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "uk:named-f020600b4700ad7c"), IsEmpty());
  EXPECT_THAT(InterestTexts(loaded.sink),
              ElementsAre("uk:BEL9107 -control-> uk:named-5c6faf5a53b68ec0 (subsidiary)",
                          "uk:BEL9107 -ownership-> uk:named-5c6faf5a53b68ec0 (subsidiary)",
                          "uk:named-214a05b51f1dfdc2 -control-> uk:BEL9107 (parent company)",
                          "uk:named-214a05b51f1dfdc2 -ownership-> uk:BEL9107 (parent company)",
                          "uk:named-f020600b4700ad7c -control-> uk:BEL9107 (parent company)",
                          "uk:named-f020600b4700ad7c -ownership-> uk:BEL9107 (parent company)",
                          "uk:BEL9107 -ownership-> uk:DPR9075 (current owner or operator)"));
  EXPECT_THAT(FragmentTexts(loaded.sink), ElementsAre("uk:RUS9001 Shoe size: 44"));
  EXPECT_THAT(loaded.report->warnings,
              ElementsAre("the column \"Shoe size\" is not known; kept as fragments"));
  EXPECT_EQ(loaded.report->source.list_date, Date::FromCivil(2025, 9, 23));
  EXPECT_EQ(loaded.report->entities, loaded.sink.entities.size());
}

TEST(ConListTest, ReadsTheColumnsOf2018) {
  const LoadedList loaded = LoadList("uk-conlist-csv", std::string(kConListOld));
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk-ofsi:13349")),
            "Person uk-ofsi:13349\n"
            "name alias|Anna PROBE\n"
            "name primary|Anna PROBE\n"
            "born 1980\n"
            "born 1981\n"
            "country af\n"
            "birthCountry ru\n"
            "nationality ru\n"
            "nationality sa\n"
            "passportNumber A-333602 (in)\n"
            "passportNumber 9632078\n"
            "idNumber 55252 (ly)\n"
            "address Afghanistan (since 2009) (af)\n"
            "birthPlace=(1) Omsk (2) Tomsk, (1)-(2) Russia\n"
            "notes=passport: A-333602 (Indian) issued on 4 June 1985 in Bombay\n"
            "notes=passport: Passport no. 9632078. Issued 17/08/2006\n"
            "title=Dr\n"
            "title=Prof\n"
            "notes=national identifier: Libyan national id no.55252\n"
            "position=Leader\n"
            "notes=UN Ref QDe.904. Leads tests.\n"
            "notes=UN reference number: QDe.904\n"
            "modifiedAt=2016-04-02\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "uk-ofsi:13349"),
              ElementsAre("UK CONLIST Afghanistan [] 2016-04-01"));
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk-ofsi:13556")),
            "Thing uk-ofsi:13556\n"
            "name primary|EXAMPLE SHIPPING\n"
            "name former|OLD SHIPPING\n"
            "country kp\n"
            "imoNumber 8937675\n"
            "ogrnCode 1037739044111\n"
            "innCode 7725056162\n"
            "address 12 Harbour Road, Pyongyang, DPRK (kp)\n"
            "notes=UN Ref.KPE.905. IMO: 8937675. State Registration Number: 1037739044111 - Tax "
            "Registration Number: 7725056162.\n"
            "modifiedAt=2017-06-27\n"
            "also un:KPe.905\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "uk-ofsi:13556"),
              ElementsAre("UK CONLIST Syria [] 2011-08-24",
                          "UK CONLIST Iran (nuclear proliferation) [] 2010-07-27"));
  EXPECT_TRUE(loaded.sink.interests.empty());
  EXPECT_THAT(FragmentTexts(loaded.sink),
              ElementsAre("uk-ofsi:13349 UN reference number: QDe.904"));
  EXPECT_TRUE(loaded.report->warnings.empty());
  EXPECT_EQ(loaded.report->source.list_date, Date::FromCivil(2018, 4, 13));
  EXPECT_EQ(loaded.report->entities, loaded.sink.entities.size());
}

TEST(ConListTest, ReadsLaterColumns) {
  const LoadedList loaded = LoadList("uk-conlist-csv", std::string(kConListLater));
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk-ofsi:90001")),
            "Person uk-ofsi:90001\n"
            "name primary|Ivan TESTOV\n"
            "name alias Cyrl|Иван ТЕСТОВ\n"
            "name weak|VANYA\n"
            "born 1958-05-12\n"
            "country ru\n"
            "birthCountry ru\n"
            "nationality ru\n"
            "passportNumber P04581926 (ru)\n"
            "idNumber 2132370\n"
            "address 1 Test Street, Omsk, 644000, Russia (ru)\n"
            "birthPlace=Omsk, Russia\n"
            "notes=passport: P04581926, Russian passport\n"
            "title=Dr\n"
            "position=Director\n"
            "notes=(UK Sanctions List Ref):RUS9001. (UN Ref):QDi.901. (UK Statement of "
            "Reasons):Leads tests. (Gender):Male. (Mood):Bad\n"
            "reason=Leads tests\n"
            "gender=male\n"
            "modifiedAt=2025-08-04\n"
            "also un:QDi.901\n"
            "also uk:RUS9001\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "uk-ofsi:90001"),
              ElementsAre("UK CONLIST Russia [] 2022-06-29: Asset freeze"));
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk-ofsi:90002")),
            "Organization uk-ofsi:90002\n"
            "name primary|EXAMPLE TRADING LTD\n"
            "registrationNumber 06527449\n"
            "notes=(UK Sanctions List Ref):BEL9107. (Parent company):Example Holding. "
            "(Subsidiaries):Example GmbH. (Business Reg No):06527449\n"
            "modifiedAt=2024-01-02\n"
            "also uk:BEL9107\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "uk-ofsi:90002"),
              ElementsAre("UK CONLIST Belarus [] 2021-06-21 to 2024-01-02"));
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk-ofsi:90003")),
            "Organization uk-ofsi:90003\n"
            "name primary|EXAMPLE BANK\n"
            "notes=Grp Status: Suspended\n"
            "modifiedAt=2024-01-02\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "uk-ofsi:90003"),
              ElementsAre("UK CONLIST Russia [] 2021-06-21"));
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk:named-201bb2b14cf99ea6")),
            "Organization uk:named-201bb2b14cf99ea6\n"
            "name primary|Example GmbH\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "uk:named-201bb2b14cf99ea6"), IsEmpty());
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk:named-214a05b51f1dfdc2")),
            "Organization uk:named-214a05b51f1dfdc2\n"
            "name primary|Example Holding\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "uk:named-214a05b51f1dfdc2"), IsEmpty());
  EXPECT_THAT(InterestTexts(loaded.sink),
              ElementsAre("uk:named-214a05b51f1dfdc2 -control-> uk-ofsi:90002 (parent company)",
                          "uk:named-214a05b51f1dfdc2 -ownership-> uk-ofsi:90002 (parent company)",
                          "uk-ofsi:90002 -control-> uk:named-201bb2b14cf99ea6 (subsidiary)",
                          "uk-ofsi:90002 -ownership-> uk:named-201bb2b14cf99ea6 (subsidiary)"));
  EXPECT_THAT(FragmentTexts(loaded.sink), ElementsAre("uk-ofsi:90003 Grp Status: Suspended"));
  EXPECT_TRUE(loaded.report->warnings.empty());
  EXPECT_EQ(loaded.report->source.list_date, Date::FromCivil(2025, 11, 5));
  EXPECT_EQ(loaded.report->entities, loaded.sink.entities.size());
}

// Two parties of one name: which of them is meant is not known.
TEST(UkXmlTest, AnAmbiguousNameIsAPartyOfItsOwn) {
  const std::string text = WithReplaced(std::string(kUkXml), "<Name6>Sample Star</Name6>",
                                        "<Name6>Example Holding</Name6>");
  const LoadedList loaded = LoadList("uk-xml", text);
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(loaded.sink.entities.count("uk:named-214a05b51f1dfdc2"), 1u);
  EXPECT_TRUE(loaded.sink.DesignationsOf("uk:named-214a05b51f1dfdc2").empty());
}

// A wrong letter in a reference would make a person and an organisation one party.
TEST(ConListTest, ARefersToAUnRecordOnlyOfItsOwnKind) {
  const LoadedList loaded = LoadList(
      "uk-conlist-csv", WithReplaced(WithReplaced(std::string(kConListOld), "QDe.904", "QDi.904"),
                                     "UN Ref QDe.904", "UN Ref QDI.904"));
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_THAT(loaded.sink.entities.at("uk-ofsi:13349").referents, ElementsAre("un:QDi.904"));
}

TEST(UkListsTest, AreToldByTheirContent) {
  EXPECT_EQ(KindOf(std::string(kUkXml)), "uk-xml");
  EXPECT_EQ(KindOf(std::string(kUkCsv)), "uk-csv");
  EXPECT_EQ(KindOf(std::string(kUkCsv).substr(kUkCsv.find('\n') + 1)), "uk-csv");
  EXPECT_EQ(KindOf(std::string(kConListOld)), "uk-conlist-csv");
  EXPECT_EQ(KindOf(std::string(kConListLater)), "uk-conlist-csv");
}

// The order of the columns says nothing.
TEST(UkCsvTest, ReadsColumnsInAnyOrder) {
  const std::string header = "Regime Name,Name 6,Unique ID,Date Designated,Name type\n";
  const LoadedList loaded =
      LoadList("uk-csv", "Report Date: 2025-09-23\n" + header +
                             "Russia,Example Firm,RUS9001,21-Jun-2021,Primary Name\n");
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(EntityText(loaded.sink.entities.at("uk:RUS9001")),
            "Thing uk:RUS9001\nname primary|Example Firm\n");
  EXPECT_THAT(DesignationTexts(loaded.sink, "uk:RUS9001"),
              ElementsAre("UK UKSL Russia [] 2021-06-21"));
}

}  // namespace
}  // namespace lynceus::sources
