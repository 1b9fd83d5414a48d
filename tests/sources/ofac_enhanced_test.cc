// OFAC's ENHANCED form: a sample with everything in it, and damage.
#include "lib/sources/ofac_enhanced.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/sources/entity_text.h"
#include "tests/sources/loaded_list.h"
#include "tests/sources/ofac_samples.h"
#include "tests/support/status_matchers.h"

namespace lynceus::sources {
namespace {

using std::string_literals::operator""s;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

constexpr char kKind[] = "ofac-enhanced-xml";

LoadedList Load(const std::string& text) { return LoadList(kKind, text); }

std::string Whole() { return std::string(kEnhancedXml); }

std::string With(const std::string& from, const std::string& to) {
  return WithReplaced(Whole(), from, to);
}

TEST(OfacEnhancedTest, ReadsAnEntityWhole) {
  const LoadedList loaded = Load(Whole());
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(EntityText(loaded.sink.entities.at("ofac-cons:9001")),
            R"(Person ofac-cons:9001
name primary Latn|TESTOV, Ivan Petrovich
name alias Hans|习近
name weak Latn|Vanya
born circa 1962
country ru
passportNumber P1234567 (ru)
address 1 Test Street, Moscow, Russia (ru)
address Москва, Russia (ru)
address Russia (ru)
lastName=Testov
firstName=Ivan
fatherName=Petrovich
lastName=习
firstName=近
website=www.example.test
notes=Website www.example.test: Russian version
notes=Website www.example.test (reliability: Reported)
notes=Favourite Colour: green
notes=Passport P1234567 (Russia) issued 09 Jul 2014 expires 09 Jul 2024
notes=Passport P1234567 (Russia) issued 09 Jul 2014 expires 09 Jul 2024 (fraudulent)
position=Director
political=HAMAS - Gaza
also ofac-sdn:9001
)");
}

TEST(OfacEnhancedTest, EachListHasItsDateProgrammesAndMeasures) {
  const LoadedList loaded = Load(Whole());
  ASSERT_THAT(loaded.report, support::IsOk());
  std::vector<std::string> texts;
  for (const Designation& each : loaded.sink.designations) {
    texts.push_back(each.entity_id + " " + DesignationLine(each) + "|" + each.legal_basis);
  }
  EXPECT_THAT(
      texts,
      ElementsAre("ofac-cons:9001 NS-PLC|NS-PLC|2006-04-12..-|Reject|General License 4 Under EO "
                  "13224 (Terrorism)",
                  "ofac-cons:9001 CONS|NS-PLC|2014-10-10..-|Reject|General License 4 Under EO "
                  "13224 (Terrorism)",
                  "ofac-cons:9001 SDN|SDGT|2016-09-16..-|Block|Executive Order 13224 (Terrorism)",
                  "ofac-cons:9002 SSI|UKRAINE-EO13662|2014-07-16..-|13662 Sectoral Directive "
                  "1|Executive Order 13662 (Ukraine)",
                  "ofac-cons:9002 CONS|UKRAINE-EO13662|2014-10-10..-|13662 Sectoral Directive "
                  "1|Executive Order 13662 (Ukraine)"));
}

TEST(OfacEnhancedTest, RelationsNameTheOtherFilesPartiesToo) {
  const LoadedList loaded = Load(Whole());
  ASSERT_THAT(loaded.report, support::IsOk());
  std::vector<std::string> texts;
  for (const Interest& each : loaded.sink.interests) {
    texts.push_back(each.owner_id + " " + std::string(InterestKindName(each.kind)) + " " +
                    each.subject_id + " (" + each.role + ")");
  }
  EXPECT_THAT(texts,
              ElementsAre("ofac-cons:9001 acts_for ofac-cons:9002 (Acting for or on behalf of)",
                          "ofac-sdn:4695 linked ofac-cons:9001 (Providing support to)",
                          "ofac-cons:9002 control ofac-cons:9001 (Owns, controls, or operates)"));
}

TEST(OfacEnhancedTest, TheFileSaysWhichListsItHas) {
  const LoadedList cons = Load(Whole());
  ASSERT_THAT(cons.report, support::IsOk());
  EXPECT_EQ(cons.report->source.key, "ofac-cons");
  EXPECT_EQ(cons.report->source.list, "CONS");
  EXPECT_EQ(cons.report->source.list_date, Date::FromCivil(2025, 1, 10));
  EXPECT_THAT(cons.report->lists_in_part, ElementsAre("SDN"));
  const std::string filter =
      "<sanctionsLists><sanctionsList refId=\"91512\">Consolidated List</sanctionsList>"
      "</sanctionsLists></filters>";
  const LoadedList sdn = Load(With(filter,
                                   "<sanctionsLists><sanctionsList>SDN List</sanctionsList>"
                                   "</sanctionsLists></filters>"));
  ASSERT_THAT(sdn.report, support::IsOk());
  EXPECT_EQ(sdn.report->source.key, "ofac-sdn");
  EXPECT_THAT(sdn.report->lists_in_part, ElementsAre("CONS", "NS-PLC", "SSI"));
  const LoadedList both = Load(With(filter,
                                    "<sanctionsLists><sanctionsList>SDN List</sanctionsList>"
                                    "<sanctionsList>Consolidated List</sanctionsList>"
                                    "</sanctionsLists></filters>"));
  ASSERT_THAT(both.report, support::IsOk());
  EXPECT_EQ(both.report->source.key, "ofac-sdn");
  EXPECT_TRUE(both.report->lists_in_part.empty());
  const LoadedList one = Load(With(filter,
                                   "<sanctionsLists><sanctionsList>CAPTA List</sanctionsList>"
                                   "</sanctionsLists></filters>"));
  ASSERT_THAT(one.report, support::IsOk());
  EXPECT_EQ(one.report->source.key, "ofac-cons");
  EXPECT_EQ(one.report->source.list, "CAPTA") << "the other lists are not loaded by it";
  const LoadedList silent = Load(With("<filters>" + filter, ""));
  ASSERT_THAT(silent.report, support::IsOk());
  EXPECT_EQ(silent.report->source.key, "ofac-cons") << "told by the entities";
}

TEST(OfacEnhancedTest, DamageIsNamed) {
  struct Case {
    const char* why;
    std::string text;
    const char* said;
  };
  const std::string whole = Whole();
  const Case cases[] = {
      {"cut off in an entity", whole.substr(0, whole.find("<identityDocuments>")), "entity"},
      {"cut off between entities", whole.substr(0, whole.find("<entity id=\"9002\">")), "entities"},
      {"no entities",
       With(whole.substr(whole.find("<entities>"),
                         whole.find("</sanctionsData>") - whole.find("<entities>")),
            ""),
       "no <entity>"},
      {"an entity without an id", With("<entity id=\"9002\">", "<entity>"), "no id of digits"},
      {"an id that is none", With("<entity id=\"9002\">", "<entity id=\"9002x\">"),
       "no id of digits"},
      {"an id too long", With("<entity id=\"9002\">", "<entity id=\"90020000000000000\">"),
       "no id of digits"},
      {"a filtered export", With("<filters>", "<filters><sanctionsPrograms/>"),
       "filter <sanctionsPrograms>; it is not the whole list"},
      {"another root", With("<sanctionsData xmlns", "<otherData xmlns"), "otherData"},
      {"an unknown section", With("<featureTypes>", "<newThings/><featureTypes>"),
       "<newThings> stands where none is known"},
      {"an unknown record", With("<entities>", "<entities><vesselEntity/>"),
       "<vesselEntity> stands where none is known"},
      {"text between records", With("<entities>", "<entities>oops"), "text"},
      {"a document type", With("<sanctionsData", "<!DOCTYPE a><sanctionsData"), "DOCTYPE"},
      {"an entity bomb's name", With("Ivan Petrovich", "&lol;"), "line"},
      {"not UTF-8", With("Ivan Petrovich", "Ivan\xFF"), "line"},
      {"a lone surrogate", With("Ivan Petrovich", "Ivan\xED\xA0\x80"), "line"},
      {"an overlong form", With("Ivan Petrovich", "Ivan\xC0\xAF"), "line"},
      {"NUL", With("Ivan Petrovich", "Ivan"s + '\0'), "line"},
      {"a reference to NUL", With("Ivan Petrovich", "&#0;"), "line"},
      {"an unknown encoding", With("encoding=\"utf-8\"", "encoding=\"x-lynceus\""), "encoding"},
      {"tags that do not match", With("</names>", "</Names>"), "line"},
      {"an attribute without quotes", With("<entity id=\"9002\">", "<entity id=9002>"), "line"},
      {"deep nesting",
       With("<remarks>",
            [] {
              std::string nest;
              for (int i = 0; i < 80; ++i) nest += "<a>";
              return nest;
            }()),
       "nest too deeply"},
      {"two roots", whole + "<sanctionsData/>", "line"},
      {"white space", "  \n", "line"},
      {"an error page", "<html><body>404</body></html>", "html"},
  };
  for (const Case& each : cases) {
    const LoadedList loaded = Load(each.text);
    EXPECT_FALSE(loaded.report.ok()) << each.why;
    EXPECT_THAT(loaded.error(), HasSubstr(each.said)) << each.why;
    EXPECT_THAT(loaded.error(), HasSubstr("list")) << each.why << ": the file is named";
  }
}

TEST(OfacEnhancedTest, SmallDamageIsReported) {
  struct Case {
    const char* why;
    std::string from;
    std::string to;
    const char* said;
  };
  const Case cases[] = {
      {"an unknown element of an entity", "<names>", "<oddity>seen</oddity><names>",
       "oddity: seen"},
      {"an unknown element of a list of things", "<features>", "<features><oddity>seen</oddity>",
       "oddity: seen"},
      {"an unknown element of a feature", "<versionId>1</versionId>", "<oddity>seen</oddity>",
       "oddity: seen"},
      {"an unknown element of a document", "<isValid>false</isValid>", "<oddity>seen</oddity>",
       "oddity: seen"},
      {"an unknown element of an address", "<country refId=\"11171\">",
       "<oddity>seen</oddity><country refId=\"11171\">", "oddity: seen"},
      {"an unknown element of a relation", "<type refId=\"15002\">",
       "<oddity>seen</oddity><type refId=\"15002\">", "oddity seen"},
      {"an unknown element of the general part", "<identityId>1</identityId>",
       "<oddity>seen</oddity>", "oddity: seen"},
      {"an unknown type", "Individual</entityType>", "Robot</entityType>",
       "of the unknown type \"Robot\""},
      {"no lists", "<sanctionsLists><sanctionsList refId=\"91507\"",
       "<sanctionsLists/><oldLists><sanctionsList refId=\"91507\"", ""},
      {"an unknown list", "Sectoral Sanctions Identifications List", "List of Tomorrow",
       "the list \"List of Tomorrow\" is not known"},
      {"no date of publication", "<dataAsOf>2025-01-10T00:00:00</dataAsOf>", "",
       "states no dataAsOf"},
      {"a date that is none", "<dataAsOf>2025-01-10T00:00:00</dataAsOf>",
       "<dataAsOf>2025-13-10</dataAsOf>", "states no dataAsOf"},
      {"an entity twice", "<entity id=\"9002\">", "<entity id=\"9001\">", "was there before"},
      {"a relation of nobody", "entityId=\"4695\"", "entityId=\"\"",
       "does not name the other party"},
      {"a relation with itself", "entityId=\"4695\"", "entityId=\"9001\"",
       "is of ofac-cons:9001 with itself"},
      {"a relation of an unknown type", "Providing support to", "Neighbour of",
       "\"Neighbour of\" are not known"},
      {"a birth date that is none",
       "<value>circa 1962</value><valueDate id=\"1\"><fromDateBegin>1962-01-01</fromDateBegin>"
       "<fromDateEnd>1962-01-01</fromDateEnd><toDateBegin>1962-12-31</toDateBegin>"
       "<toDateEnd>1962-12-31</toDateEnd><isApproximate>true</isApproximate>",
       "<value>the sixties</value><valueDate>", "Birthdate: the sixties"},
      {"an unknown document", "<type refId=\"1571\">Passport</type>",
       "<type refId=\"1\">Library Card</type>", "Library Card P1234567"},
      {"a document without a number", "<documentNumber>P1234567</documentNumber>", "", "Passport"},
      {"no name",
       "<formattedFullName>TEST WORKS</formattedFullName><nameParts><namePart id=\"7\"><type "
       "refId=\"1525\">Entity Name</type><value>Test Works</value></namePart></nameParts>",
       "", "ofac-cons:9002 has no name"},
      {"no programmes",
       "<sanctionsProgram refId=\"91502\" id=\"3\">UKRAINE-EO13662</sanctionsProgram>", "",
       "ofac-cons:9002 has no programme"},
  };
  for (const Case& each : cases) {
    std::string text = With(each.from, each.to);
    if (std::string(each.said).empty()) {
      // The second entity's lists under another name.
      text = WithReplaced(text,
                          "Consolidated List</sanctionsList></sanctionsLists>\n<sanctionsPrograms>"
                          "<sanctionsProgram refId=\"91502\"",
                          "Consolidated List</sanctionsList></oldLists>\n<sanctionsPrograms>"
                          "<sanctionsProgram refId=\"91502\"");
    }
    const LoadedList loaded = Load(text);
    ASSERT_THAT(loaded.report, support::IsOk()) << each.why;
    std::string said;
    for (const std::string& warning : loaded.report->warnings) said += warning + "\n";
    for (const SkippedRecord& record : loaded.report->skipped) {
      said += record.place + " " + record.reason + "\n";
    }
    for (const UnparsedFragment& fragment : loaded.sink.fragments) said += fragment.text + "\n";
    const std::string wanted =
        std::string(each.said).empty() ? "ofac-cons:9002 is said to be on no list" : each.said;
    EXPECT_THAT(said, HasSubstr(wanted)) << each.why;
    EXPECT_EQ(loaded.report->entities, loaded.sink.entities.size()) << each.why;
    EXPECT_EQ(loaded.report->designations, loaded.sink.designations.size()) << each.why;
    for (const auto& [id, entity] : loaded.sink.entities) {
      EXPECT_FALSE(loaded.sink.DesignationsOf(id).empty()) << each.why << ": " << id;
    }
  }
}

}  // namespace
}  // namespace lynceus::sources
