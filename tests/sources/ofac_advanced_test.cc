// OFAC's ADVANCED form: a sample with everything in it, and damage.
#include "lib/sources/ofac_advanced.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
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

constexpr char kKind[] = "ofac-advanced-xml";

LoadedList Load(const std::string& text) { return LoadList(kKind, text); }

std::vector<std::string> DesignationsOf(const LoadedList& loaded, const std::string& id) {
  std::vector<std::string> texts;
  for (const Designation& each : loaded.sink.DesignationsOf(id)) {
    texts.push_back(DesignationLine(each) + "|" + each.legal_basis);
  }
  return texts;
}

std::vector<std::string> Relations(const LoadedList& loaded) {
  std::vector<std::string> texts;
  for (const Interest& each : loaded.sink.interests) {
    texts.push_back(each.id + ": " + each.owner_id + " " +
                    std::string(InterestKindName(each.kind)) + " " + each.share.ToString() + " " +
                    each.subject_id + (each.end ? " until " + each.end->ToString() : "") + " (" +
                    each.role + ")");
  }
  return texts;
}

TEST(OfacAdvancedTest, ReadsAPersonWhole) {
  const LoadedList loaded = Load(AdvancedXml());
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(EntityText(loaded.sink.entities.at("ofac-sdn:9001")),
            R"(Person ofac-sdn:9001
name primary Latn|TESTOV, Ivan Petrovich
name alias Cyrl|ТЕСТОВ, Иван
name weak Latn|Vanya
name former Latn|STAROV, Ivan
born circa 1962
born 1953 to 1958
birthCountry ru
nationality cy
country ru
publicKey 1ExampleWa11etAddressForTests
passportNumber P1234567 (ru)
idNumber L-77 (cy)
address 1 Test Street, Moscow, 101000, Russia (ru)
address ул. Тестовая, 1, Russia (ru)
phone=007 495 1
linkedTo=TEST WORKS
lastName=TESTOV
firstName=Ivan
fatherName=Petrovich
lastName=ТЕСТОВ
firstName=Иван
firstName=Vanya
lastName=STAROV
notes=DOB 1953 to 1958 (reliability: False)
birthPlace=Omsk, Russia
gender=Male
currency=XBT
notes=Favourite Colour: green
notes=Passport P1234567 (Russia) issued 09 Jul 2014
notes=Passport P1234567 (Russia) issued 09 Jul 2014 (fraudulent)
notes=Library Card L-77 (Cyprus)
)");
}

TEST(OfacAdvancedTest, ReadsOtherParties) {
  const LoadedList loaded = Load(AdvancedXml());
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(EntityText(loaded.sink.entities.at("ofac-sdn:9002")),
            R"(Organization ofac-sdn:9002
name primary Latn|TEST WORKS
swiftBic TESTRUMM
innCode 7707083893 (ru)
notes=SWIFT/BIC TESTRUMM: main office
also ofac-cons:9002
)");
  EXPECT_EQ(EntityText(loaded.sink.entities.at("ofac-sdn:9003")),
            R"(Vessel ofac-sdn:9003
name primary Latn|SAMPLE STAR
imoNumber 9187629
type=General Cargo
notes=Property in the interest of 9002: since the spring
)");
}

TEST(OfacAdvancedTest, EachListHasItsDateAndMeasures) {
  const LoadedList loaded = Load(AdvancedXml());
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_THAT(DesignationsOf(loaded, "ofac-sdn:9001"),
              ElementsAre("SDN|RUSSIA-EO14024|2022-02-25..-|Block|Executive Order 14024 (Russia)"));
  EXPECT_THAT(
      DesignationsOf(loaded, "ofac-sdn:9002"),
      ElementsAre(
          "SDN|UKRAINE-EO13662|2022-04-06..-|Block|Executive Order 13662 (Ukraine)",
          "SDN|RUSSIA-EO14024|2022-04-06..-|Block|Executive Order 14024 (Russia)",
          "SSI|UKRAINE-EO13662|2014-07-16..-|13662 Sectoral Directive 1|Executive Order 13662 "
          "(Ukraine)"));
  EXPECT_THAT(DesignationsOf(loaded, "ofac-sdn:9003"),
              ElementsAre("SDN|RUSSIA-EO14024|2023-01-02..-|"));
}

TEST(OfacAdvancedTest, RelationsHaveTheirDirection) {
  const LoadedList loaded = Load(AdvancedXml());
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_THAT(
      Relations(loaded),
      UnorderedElementsAre(
          "ofac-sdn:relation/1: ofac-sdn:9001 control unknown ofac-sdn:9002 (Owned or Controlled "
          "By)",
          "ofac-sdn:relation/2: ofac-sdn:9002 ownership unknown ofac-sdn:9003 (Property in "
          "the interest of)",
          "ofac-sdn:relation/3: ofac-sdn:9001 director unknown ofac-sdn:9002 until 2024-03-07 "
          "(Leader or official of (quality low) (former))",
          "ofac-sdn:relation/4: ofac-cons:7777 family unknown ofac-sdn:9001 (Family member of)",
          "ofac-sdn:relation/5: ofac-sdn:9003 linked unknown ofac-sdn:9001 (Neighbour of)"));
  EXPECT_THAT(loaded.report->warnings,
              ElementsAre("relations of the type \"Neighbour of\" are not known; they are links"));
}

TEST(OfacAdvancedTest, ReportsWhatItIs) {
  const LoadedList loaded = Load(AdvancedXml());
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(loaded.report->source.key, "ofac-sdn");
  EXPECT_EQ(loaded.report->source.list, "SDN");
  EXPECT_EQ(loaded.report->source.list_date, Date::FromCivil(2024, 3, 7));
  EXPECT_EQ(loaded.report->records_read, 3u);
  EXPECT_EQ(loaded.report->entities, 3u);
  EXPECT_EQ(loaded.report->designations, 5u);
  EXPECT_EQ(loaded.report->interests, 5u);
  EXPECT_THAT(loaded.report->lists_in_part, ElementsAre("SSI")) << "only who is on SDN too";
  std::vector<std::string> fragments;
  for (const UnparsedFragment& each : loaded.sink.fragments) fragments.push_back(each.text);
  EXPECT_THAT(fragments,
              UnorderedElementsAre("Favourite Colour: green", "Library Card L-77 (Cyprus)",
                                   "Property in the interest of 9002: since the spring"));
  EXPECT_EQ(loaded.report->fragments_unparsed, fragments.size());
}

// The other file of OFAC: more of its parties are on other lists than are on SDN.
TEST(OfacAdvancedTest, AConsFileIsToldByItsLists) {
  std::string text = AdvancedXml();
  text = WithReplaced(text, "ProfileID=\"9001\" ListID=\"1550\"",
                      "ProfileID=\"9001\" ListID=\"91512\"");
  text = WithReplaced(text, "ProfileID=\"9003\" ListID=\"1550\"",
                      "ProfileID=\"9003\" ListID=\"91512\"");
  const LoadedList loaded = Load(text);
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(loaded.report->source.key, "ofac-cons");
  EXPECT_EQ(loaded.report->source.list, "CONS");
  EXPECT_THAT(loaded.report->lists_in_part, ElementsAre("SDN"))
      << "who loads this file alone has not loaded SDN";
  EXPECT_THAT(loaded.sink.entities.at("ofac-cons:9001").referents, ElementsAre("ofac-sdn:9001"));
  EXPECT_EQ(loaded.sink.DesignationsOf("ofac-cons:9002")[0].list, "SDN");
  EXPECT_EQ(loaded.sink.interests[1].owner_id, "ofac-sdn:7777") << "not in this file: in the other";
}

TEST(OfacAdvancedTest, DamageIsNamed) {
  struct Case {
    const char* why;
    std::string text;
    const char* said;
  };
  const std::string whole = AdvancedXml();
  const auto with = [&whole](const std::string& from, const std::string& to) {
    return WithReplaced(whole, from, to);
  };
  const Case cases[] = {
      {"cut off in a party", whole.substr(0, whole.find("TEST WORKS</Name")),
       "<NamePartValue> of line 58 is not closed"},
      {"cut off between the sections", whole.substr(0, whole.find("<SanctionsEntries>")),
       "Sanctions"},
      {"no sanctions entries", with(std::string(kAdvancedEntries), ""), "no <SanctionsEntry>"},
      {"no parties", with(std::string(kAdvancedParties), ""), "no <DistinctParty>"},
      {"a party without a number", with("<DistinctParty FixedRef=\"9002\"", "<DistinctParty"),
       "no FixedRef of digits"},
      {"a number that is none", with("FixedRef=\"9002\"><Profile", "FixedRef=\"X\"><Profile"),
       "no FixedRef of digits"},
      {"a file of changes",
       with("<DistinctParty FixedRef=\"9002\"",
            "<DistinctParty DeltaAction=\"removed\" FixedRef=\"9002\""),
       "changes (DeltaAction), not the whole list"},
      {"another root", with("<Sanctions xmlns", "<Penalties xmlns"), "Penalties"},
      {"an unknown section", with("<SanctionsEntryLinks />", "<NewThings><NewThing/></NewThings>"),
       "<NewThings> stands where none is known"},
      {"an unknown record", with("</DistinctParties>", "<SplitParty/></DistinctParties>"),
       "<SplitParty> stands where none is known"},
      {"text between records", with("</DistinctParties>", "oops</DistinctParties>"), "text"},
      {"a document type",
       with("<Sanctions xmlns", "<!DOCTYPE a [<!ENTITY b 'c'>]><Sanctions xmlns"), "DOCTYPE"},
      {"an entity", with("TEST WORKS</Name", "&who;</Name"), "line"},
      {"not UTF-8", with("TEST WORKS</Name", "TEST\xFFWORKS</Name"), "line"},
      {"Latin-1 in a file that says UTF-8", with("TEST WORKS</Name", "CAF\xC9</Name"), "line"},
      {"NUL", with("TEST WORKS</Name", "TEST"s + '\0' + "WORKS</Name"), "line"},
      {"a control character", with("TEST WORKS</Name", "TEST\x01WORKS</Name"), "line"},
      {"an unknown encoding", with("encoding=\"utf-8\"", "encoding=\"x-lynceus\""), "encoding"},
      {"an attribute twice", with("FixedRef=\"9002\"", "FixedRef=\"9002\" FixedRef=\"9003\""),
       "line"},
      {"tags that do not match", with("</Profile>", "</profile>"), "line"},
      {"deep nesting",
       with(
           "<DistinctParties>", "<DistinctParties><DistinctParty FixedRef=\"1\">" +
                                    [] {
                                      std::string nest;
                                      for (int i = 0; i < 80; ++i) nest += "<a>";
                                      return nest;
                                    }()),
       "nest too deeply"},
      {"two roots", whole + "<Sanctions/>", "line"},
      {"nothing", "", "line"},
      {"an error page", "<html><body>404</body></html>", "html"},
      {"JSON", "{\"Sanctions\":[]}", "line"},
  };
  for (const Case& each : cases) {
    const LoadedList loaded = Load(each.text);
    EXPECT_FALSE(loaded.report.ok()) << each.why;
    EXPECT_THAT(loaded.error(), HasSubstr(each.said)) << each.why;
    EXPECT_THAT(loaded.error(), HasSubstr("list")) << each.why << ": the file is named";
  }
}

// Damage that costs no party is reported, and what it was said of is kept.
TEST(OfacAdvancedTest, SmallDamageIsReported) {
  struct Case {
    const char* why;
    std::string from;
    std::string to;
    const char* said;  // in warnings, skipped, fragments
  };
  const Case cases[] = {
      {"a date of no calendar", "<Year>1953</Year><Month>1</Month>",
       "<Year>1953</Year><Month>13</Month>", "Birthdate: 1953-13-1 to 1958-12-31"},
      {"a range that runs backwards", "<Year>1958</Year><Month>12</Month><Day>31</Day></To>",
       "<Year>1948</Year><Month>12</Month><Day>31</Day></To>", "Birthdate: 1953-1-1 to 1948-12-31"},
      {"a listing's date that is none", "<Year>2023</Year><Month>1</Month><Day>2</Day>",
       "<Year>2023</Year><Month>2</Month><Day>30</Day>", "2023-2-30 is no date"},
      {"no date of issue", "<Year>2024</Year><Month>3</Month><Day>7</Day>",
       "<Year>2024</Year><Month>x</Month><Day>7</Day>", "DateOfIssue 2024-x-7 is no date"},
      {"a location that is not there", "LocationID=\"501\"", "LocationID=\"599\"",
       "location 599 is not in the file"},
      {"an entry of nobody", "ProfileID=\"9003\" ListID", "ProfileID=\"9999\" ListID",
       "1 sanctions entries are of a party that the file lacks"},
      {"a party on no list", "ProfileID=\"9003\" ListID", "ProfileID=\"9999\" ListID",
       "ofac-sdn:9003 is said to be on no list"},
      {"an unknown list", "ProfileID=\"9003\" ListID=\"1550\"",
       "ProfileID=\"9003\" ListID=\"77777\"", "the list \"List of Tomorrow\" is not known"},
      {"a list without a name", "ProfileID=\"9003\" ListID=\"1550\"",
       "ProfileID=\"9003\" ListID=\"1\"", "the list \"List 1\" is not known"},
      {"no programme", "<Comment>RUSSIA-EO14024</Comment></SanctionsMeasure></SanctionsEntry>",
       "</SanctionsMeasure></SanctionsEntry>", "ofac-sdn:9003 has no programme"},
      {"a party twice", "<DistinctParty FixedRef=\"9003\">", "<DistinctParty FixedRef=\"9002\">",
       "ofac-sdn:9002 was there before"},
      {"a document of nobody", "IdentityID=\"3\"", "IdentityID=\"33\"",
       "1 identity documents are of identity 33"},
      {"a relation of nobody", "From-ProfileID=\"9003\"", "From-ProfileID=\"\"",
       "does not name both parties"},
      {"a relation with itself", "From-ProfileID=\"9003\"", "From-ProfileID=\"9002\"",
       "relation 2 is of ofac-sdn:9002 with itself"},
      {"a type that is not explained", "PartySubTypeID=\"1\"", "PartySubTypeID=\"17\"",
       "is of a type that the file does not explain (17)"},
      {"a feature of no type", "FeatureTypeID=\"13\"", "FeatureTypeID=\"1313\"",
       "FeatureType 1313: TESTRUMM"},
      {"an unknown element of a party", "<Profile ID=\"9002\"",
       "<Oddity>seen</Oddity><Profile ID=\"9002\"", "Oddity: seen"},
      {"an unknown element of a profile", "<Identity ID=\"2\"",
       "<Oddity>seen</Oddity><Identity ID=\"2\"", "Oddity: seen"},
      {"a party without names",
       "<DocumentedNamePart><NamePartValue NamePartGroupID=\"31\" ScriptID=\"215\">SAMPLE "
       "STAR</NamePartValue></DocumentedNamePart>",
       "", "ofac-sdn:9003 has no name"},
      {"an event that is no listing", "EntryEventTypeID=\"1\" LegalBasisID=\"1\"",
       "EntryEventTypeID=\"2\" LegalBasisID=\"1\"", "Amended 2023-01-02"},
      {"a measure's period", "<DatePeriod/></SanctionsMeasure>",
       "<DatePeriod><End><To><Year>2030</Year><Month>1</Month><Day>1</Day></To></End></DatePeriod>"
       "</SanctionsMeasure>",
       "Block : 01 Jan 2030"},
      {"a link of entries", "<SanctionsEntryLinks />",
       "<SanctionsEntryLinks><SanctionsEntryLink/></SanctionsEntryLinks>",
       "a <SanctionsEntryLink> says nothing of a party"},
  };
  for (const Case& each : cases) {
    const LoadedList loaded = Load(WithReplaced(AdvancedXml(), each.from, each.to));
    ASSERT_THAT(loaded.report, support::IsOk()) << each.why;
    std::string said;
    for (const std::string& warning : loaded.report->warnings) said += warning + "\n";
    for (const SkippedRecord& record : loaded.report->skipped) {
      said += record.place + " " + record.reason + "\n";
    }
    for (const UnparsedFragment& each_fragment : loaded.sink.fragments) {
      said += each_fragment.text + "\n";
    }
    EXPECT_THAT(said, HasSubstr(each.said)) << each.why;
    EXPECT_EQ(loaded.report->entities, loaded.sink.entities.size()) << each.why;
    EXPECT_EQ(loaded.report->designations, loaded.sink.designations.size()) << each.why;
    for (const auto& [id, entity] : loaded.sink.entities) {
      EXPECT_FALSE(loaded.sink.DesignationsOf(id).empty()) << each.why << ": " << id;
    }
  }
}

// What the layout flag allows is passed over once, and said.
TEST(OfacAdvancedTest, UnknownLayoutMayBeAllowed) {
  const support::TempDir dir;
  const std::string text =
      WithReplaced(AdvancedXml(), "<SanctionsEntryLinks />", "<NewThings><NewThing/></NewThings>");
  const FileGroup group{.kind = kKind,
                        .files = {{.path = QuickWrite(dir, "list.xml", text), .forced_kind = {}}},
                        .kinds = {kKind},
                        .allow_unknown_layout = true};
  MemorySink sink;
  const auto report = LoadOfacAdvanced(group, sink);
  ASSERT_THAT(report, support::IsOk());
  EXPECT_EQ(report->allowed.size(), 1u);
  EXPECT_EQ(sink.entities.size(), 3u);
}

}  // namespace
}  // namespace lynceus::sources
