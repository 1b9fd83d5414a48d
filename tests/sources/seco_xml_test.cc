// Switzerland's list: a sample with its tables before and behind the targets, and damage.
#include "lib/sources/seco_xml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/sources/entity_text.h"
#include "tests/sources/loaded_list.h"
#include "tests/support/status_matchers.h"

namespace lynceus::sources {
namespace {

using std::string_literals::operator""s;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Two elements of one programme, each with one set, as the publisher prints them.
constexpr char kProgrammes[] =
    R"(
<sanctions-program ssid="1" version-date="2024-01-16"><program-key lang="ger">)"
    R"(TESTLAND-DE</program-key><program-key lang="eng">TESTLAND</program-key>)"
    R"(<program-name lang="eng">Ordinance on Testland</program-name>)"
    R"(<sanctions-set ssid="11" lang="ger">Finanzsanktionen</sanctions-set>)"
    R"(<sanctions-set ssid="11" lang="eng">Financial measures, annex 2</sanctions-set><origin>)"
    R"(EU</origin></sanctions-program>
<sanctions-program ssid="1" version-date="2024-01-16"><program-key lang="eng">)"
    R"(TESTLAND</program-key><program-name lang="eng">Ordinance on Testland</program-name>)"
    R"(<sanctions-set ssid="12" lang="eng">Travel ban, annex 1</sanctions-set><origin>EU</origin>)"
    R"(</sanctions-program>
<sanctions-program ssid="2" version-date="2024-01-16"><program-key lang="eng">OTHER</program-key>)"
    R"(<program-name lang="eng">Other Ordinance</program-name>)"
    R"(<sanctions-set ssid="21" lang="eng">Financial measures</sanctions-set></sanctions-program>)";

constexpr char kTargets[] =
    R"(
<target ssid="100"><sanctions-set-id>11</sanctions-set-id><sanctions-set-id>12</sanctions-set-id>)"
    R"(<sanctions-set-id>21</sanctions-set-id><foreign-identifier>QDi.001</foreign-identifier>)"
    R"(<individual sex="male"><identity ssid="101" main="true">)"
    R"(<name ssid="102" name-type="primary-name" quality="good" lang="eng">)"
    R"(<name-part order="2" name-part-type="given-name"><value>Ivan</value>)"
    R"(<spelling-variant lang="RUS" script="CYRL" spelling-variant-type="not-defined">)"
    R"(Иван</spelling-variant></name-part><name-part order="1" name-part-type="family-name">)"
    R"(<value>Testov</value><spelling-variant lang="RUS" script="CYRL">ТЕСТОВ</spelling-variant>)"
    R"(<spelling-variant lang="ENG" script="LATN">Testoff</spelling-variant>)"
    R"(<spelling-variant lang="ENG" script="LATN">Testow</spelling-variant></name-part>)"
    R"(<name-part order="3" name-part-type="title"><value>General</value></name-part></name>)"
    R"(<name ssid="103" name-type="alias" quality="low" lang="eng">)"
    R"(<name-part order="1" name-part-type="whole-name"><value>Vanya</value></name-part></name>)"
    R"(<name ssid="104" name-type="formerly-known-as" quality="good" lang="eng">)"
    R"(<name-part order="1" name-part-type="whole-name"><value>Ivan Stary</value></name-part>)"
    R"(</name><nationality ssid="105"><country iso-code="RU">Russian Federation</country>)"
    R"(</nationality><day-month-year ssid="106" day="23" month="3" year="1980" )"
    R"(calendar="Gregorian" quality="good"/>)"
    R"(<day-month-year ssid="107" year="1978" calendar="Gregorian" quality="low"/>)"
    R"(<place-of-birth ssid="108" place-id="900"/>)"
    R"(<address ssid="109" place-id="900" quality="good"><c-o>Test Club</c-o><address-details>)"
    R"(1 Test Street</address-details><zip-code>220029</zip-code></address>)"
    R"(<identification-document ssid="110" document-type="passport"><number>AB123</number>)"
    R"(<issuer code="RU">Russian Federation</issuer><date-of-issue>2010-01-01</date-of-issue>)"
    R"(</identification-document></identity><identity ssid="111" main="false">)"
    R"(<name ssid="112" name-type="primary-name" quality="good" lang="eng">)"
    R"(<name-part order="1" name-part-type="whole-name"><value>Second Identity</value>)"
    R"(</name-part></name></identity><justification ssid="113">Because.</justification>)"
    R"(<other-information ssid="114">Phone: +375 1</other-information>)"
    R"(<relation ssid="115" target-id="200" relation-type="related-to"/></individual>)"
    R"(<modification modification-type="amended" effective-date="2020-05-05"><removed>)"
    R"(<justification ssid="0">Old</justification></removed></modification>)"
    R"(<modification modification-type="listed" enactment-date="2014-12-18" )"
    R"(publication-date="2014-12-19" effective-date="2014-12-20"/></target>
<target ssid="200"><sanctions-set-id>11</sanctions-set-id><entity>)"
    R"(<identity ssid="201" main="true">)"
    R"(<name ssid="202" name-type="primary-name" quality="good" lang="eng">)"
    R"(<name-part order="1" name-part-type="whole-name"><value>Test Works</value></name-part>)"
    R"(</name></identity><other-information ssid="203">)"
    R"(Registration number: 100534485</other-information>)"
    R"(<relation ssid="204" target-id="100" relation-type="owned-or-controlled-by"/>)"
    R"(<relation ssid="205" target-id="999" relation-type="related-to"/></entity>)"
    R"(<modification modification-type="de-listed" effective-date="2016-03-01"/>)"
    R"(<modification modification-type="listed"/></target>
<target ssid="300"><sanctions-set-id>77</sanctions-set-id><object object-type="vessel">)"
    R"(<identity ssid="301" main="true">)"
    R"(<name ssid="302" name-type="primary-name" quality="good" lang="eng">)"
    R"(<name-part order="1" name-part-type="whole-name"><value>TEST STAR</value></name-part>)"
    R"(</name></identity><other-information ssid="303">IMO number: 7406784</other-information>)"
    R"(</object></target>)";

constexpr char kPlaces[] = R"(
<place ssid="900"><location>Minsk</location><area>Minsk Region</area><country iso-code="BY">)"
                           R"(Belarus</country></place>)";

std::string List(const std::string& content) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
         "<swiss-sanctions-list list-type=\"whole-list\" date=\"2024-01-17\">" +
         content + "</swiss-sanctions-list>";
}

std::string Sample() { return List(std::string(kProgrammes) + kTargets + kPlaces); }

std::string AllText(const LoadedList& loaded) {
  std::string text;
  for (const auto& [id, entity] : loaded.sink.entities) text += EntityText(entity);
  for (const Designation& designation : loaded.sink.designations) {
    text += designation.entity_id + " " + DesignationLine(designation) + "|" +
            designation.legal_basis + "\n";
  }
  for (const Interest& interest : loaded.sink.interests) {
    text += interest.owner_id + " " + std::string(InterestKindName(interest.kind)) + " " +
            interest.subject_id + " (" + interest.role + ")\n";
  }
  return text;
}

TEST(SecoXmlTest, ReadsEveryElement) {
  const LoadedList loaded = LoadList("ch-xml", Sample());
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(AllText(loaded),
            "Person ch:100\n"
            "name primary|Testov, Ivan\n"
            "name alias|Testoff, Ivan\nname alias|Testow, Ivan\n"
            "name alias Cyrl|ТЕСТОВ, Иван\n"
            "name weak|Vanya\nname former|Ivan Stary\nname alias|Second Identity\n"
            "born 1980-03-23\nborn circa 1978\n"
            "nationality ru\nbirthCountry by\ncountry by\n"
            "passportNumber AB123 (ru)\n"
            "address c/o Test Club, 1 Test Street, 220029, Minsk, Minsk Region, by (by)\n"
            "gender=male\ntitle=General\nbirthPlace=Minsk, Minsk Region, by\n"
            "notes=passport AB123: date-of-issue: 2010-01-01\n"
            "notes=Because.\nphone=+375 1\n"
            "also un:QDi.001\n"
            "Organization ch:200\nname primary|Test Works\nregistrationNumber 100534485\n"
            "relatedTo=related-to ch:999\n"
            "notes=relation: target 999 is not in the file\n"
            "Vessel ch:300\nname primary|TEST STAR\nimoNumber 7406784\n"
            "ch:100 SECO|TESTLAND|2014-12-20..-|Financial measures, annex 2|Travel ban, annex 1|"
            "Ordinance on Testland; origin: EU\n"
            "ch:100 SECO|OTHER|2014-12-20..-|Financial measures|Other Ordinance\n"
            "ch:200 SECO|TESTLAND|-..2016-03-01|Financial measures, annex 2|"
            "Ordinance on Testland; origin: EU\n"
            "ch:300 SECO|sanctions-set 77|-..-|\n"
            "ch:200 linked ch:100 (related-to)\n"
            "ch:100 control ch:200 (owned-or-controlled-by)\n");
  EXPECT_EQ(loaded.report->fragments_unparsed, 1) << "a relation to a target that is not there";
  EXPECT_EQ(loaded.report->records_read, 3);
  EXPECT_EQ(loaded.report->source.list_date, Date::FromCivil(2024, 1, 17));
  EXPECT_TRUE(loaded.report->warnings.empty());
}

TEST(SecoXmlTest, TheTablesMayStandAnywhere) {
  const std::string before = AllText(LoadList("ch-xml", Sample()));
  EXPECT_EQ(AllText(LoadList("ch-xml", List(std::string(kTargets) + kPlaces + kProgrammes))),
            before);
  EXPECT_EQ(AllText(LoadList("ch-xml", List(std::string(kPlaces) + kProgrammes + kTargets))),
            before);
}

TEST(SecoXmlTest, ThePeriodOfListing) {
  const auto modification = [](const std::string& type, const std::string& day) {
    return "<modification modification-type=\"" + type + "\"" +
           (day.empty() ? "" : " effective-date=\"" + day + "\"") + "/>";
  };
  const struct {
    const char* why;
    std::string modifications;
    const char* period;
  } kCases[] = {
      {"none are said", "", "-..-"},
      {"listed", modification("listed", "2020-01-01"), "2020-01-01..-"},
      {"the original listing has no date", modification("listed", ""), "-..-"},
      {"ended", modification("de-listed", "2021-01-01") + modification("listed", "2020-01-01"),
       "2020-01-01..2021-01-01"},
      {"the oldest first",
       modification("listed", "2020-01-01") + modification("de-listed", "2021-01-01"),
       "2020-01-01..2021-01-01"},
      {"listed again",
       modification("listed", "2022-01-01") + modification("de-listed", "2021-01-01") +
           modification("listed", ""),
       "2022-01-01..-"},
      {"moved on one day",
       modification("de-listed", "2021-01-01") + modification("listed", "2021-01-01") +
           modification("listed", "2020-01-01"),
       "2021-01-01..-"},
      {"ended on a day that is not said",
       modification("de-listed", "") + modification("listed", "2020-01-01"), "2020-01-01..-"},
      {"published only",
       "<modification modification-type=\"listed\" "
       "publication-date=\"2019-02-03\"/>",
       "2019-02-03..-"},
  };
  for (const auto& [why, modifications, period] : kCases) {
    const LoadedList loaded = LoadList(
        "ch-xml", List("<target ssid=\"1\"><sanctions-set-id>4</sanctions-set-id><entity/>" +
                       modifications + "</target>"));
    ASSERT_THAT(loaded.report, support::IsOk()) << why;
    EXPECT_EQ(DesignationLine(loaded.sink.designations.at(0)),
              "SECO|sanctions-set 4|" + std::string(period))
        << why;
  }
}

struct Damage {
  const char* why;
  std::string from;
  std::string to;
  const char* says;
};

TEST(SecoXmlTest, DamageOfTheLayoutIsAnError) {
  const Damage kCases[] = {
      {"another root", "<swiss-sanctions-list ", "<swiss-list ", "not <swiss-sanctions-list>"},
      {"an unknown part", "<target ssid=\"300\">", "<wallets/><target ssid=\"300\">",
       "element <wallets> stands where none"},
      {"a target without ssid", "<target ssid=\"300\">", "<target>", "a <target> has no ssid"},
      {"an empty ssid", "<target ssid=\"300\">", "<target ssid=\"\">", "a <target> has no ssid"},
      {"a document type", "<swiss-sanctions-list ",
       "<!DOCTYPE swiss-sanctions-list><swiss-sanctions-list ", "DOCTYPE"},
      {"an element not closed", "</identity>", "", "not well-formed"},
      {"an entity that is not known", "TEST STAR", "&star;", "not well-formed"},
      {"another encoding", "UTF-8", "EBCDIC-7", "not well-formed"},
      {"a byte of no encoding", "TEST STAR", "TEST \xFF", "not well-formed"},
      {"a NUL", "TEST STAR", "TEST\0STAR"s, "not well-formed"},
      {"text between targets", "<target ssid=\"300\">", "x<target ssid=\"300\">",
       "text stands outside"},
      {"an attribute twice", "ssid=\"300\"", "ssid=\"300\" ssid=\"301\"", "not well-formed"},
  };
  for (const Damage& damage : kCases) {
    const LoadedList loaded = LoadList("ch-xml", WithReplaced(Sample(), damage.from, damage.to));
    EXPECT_FALSE(loaded.report.ok()) << damage.why;
    EXPECT_THAT(loaded.error(), HasSubstr(damage.says)) << damage.why;
  }
  EXPECT_THAT(LoadList("ch-xml", List("")).error(), HasSubstr("the list has no target"));
  EXPECT_THAT(LoadList("ch-xml", Sample().substr(0, 2'500)).error(), HasSubstr("cut off"));
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<x>";
  EXPECT_THAT(LoadList("ch-xml", WithReplaced(Sample(), "<justification", deep + "<j")).error(),
              HasSubstr("nest too deeply"));
}

TEST(SecoXmlTest, DamageOfTheContentIsNamed) {
  const Damage kCases[] = {
      {"a list of changes", "whole-list", "amendment", "does not hold the whole list"},
      {"no type of list", "list-type=\"whole-list\"", "", "does not hold the whole list"},
      {"a date that is none", "date=\"2024-01-17\"", "date=\"17.1.2024\"",
       "17.1.2024\" is no date"},
      {"one ssid twice", "<target ssid=\"300\">", "<target ssid=\"200\">",
       "ch:200 was there before"},
      {"a day that is none", "day=\"23\" month=\"3\"", "day=\"31\" month=\"2\"",
       "day-month-year ssid=106 day=31"},
      {"another calendar", "calendar=\"Gregorian\" quality=\"good\"/>",
       "calendar=\"Islamic\" quality=\"good\"/>", "calendar=Islamic"},
      {"a place that is not there", "place-id=\"900\"/>", "place-id=\"901\"/>",
       "place-of-birth: place 901 is not in the file"},
      {"an unknown element of a target", "<foreign-identifier>",
       "<wallet>1Boat</wallet>"
       "<foreign-identifier>",
       "wallet: 1Boat"},
      {"an unknown element of an identity", "<nationality ssid=\"105\">",
       "<wallet>1Boat</wallet><nationality ssid=\"105\">", "wallet: 1Boat"},
      {"an unknown element of a part of a name", "<value>Ivan</value>",
       "<value>Ivan</value><sound>ee-van</sound>", "name-part/sound: ee-van"},
      {"an unknown foreign identifier", "QDi.001", "XYZ-1", "foreign-identifier: XYZ-1"},
      {"an unknown modification", "modification-type=\"amended\"", "modification-type=\"frozen\"",
       "modification: frozen"},
      {"no set of sanctions", "<sanctions-set-id>77</sanctions-set-id>", "",
       "names no sanctions-set-id"},
      {"no name", "<value>TEST STAR</value>", "<value/>", "ch:300 has no name"},
      {"a document without a number", "<number>AB123</number>", "", "document-type=passport"},
  };
  for (const Damage& damage : kCases) {
    const LoadedList loaded = LoadList("ch-xml", WithReplaced(Sample(), damage.from, damage.to));
    ASSERT_THAT(loaded.report, support::IsOk()) << damage.why;
    std::string said;
    for (const std::string& warning : loaded.report->warnings) said += warning + "\n";
    for (const UnparsedFragment& fragment : loaded.sink.fragments) said += fragment.text + "\n";
    EXPECT_THAT(said, HasSubstr(damage.says)) << damage.why;
  }
}

}  // namespace
}  // namespace lynceus::sources
