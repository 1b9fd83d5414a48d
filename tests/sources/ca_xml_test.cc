// Canada's list: a sample in the element names of 2025 and of 2020, and damage.
#include "lib/sources/ca_xml.h"

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

constexpr char kSample[] =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<data-set>
<record><Country>Russia / Russie</Country><LastName>TESTOV</LastName><GivenName>)"
    R"(Ivan Petrovich</GivenName><DateOfBirthOrShipBuildDate>)"
    R"(1965-07-15 OR 1969-09-28</DateOfBirthOrShipBuildDate><Aliases>)"
    R"(Belarusian: Іван Цестаў, Russian: Иван Тестов; TESTOFF;)"
    R"( Vanya Testov and Ivan Testoff</Aliases><Schedule>1, Part 1</Schedule><Item>7</Item>)"
    R"(<DateOfListing>2022-02-24</DateOfListing></record>
<record><Country>Iran</Country><EntityOrShip>Test Institute/Institut de test</EntityOrShip>)"
    R"(<Aliases>HESA, Test Co., Ltd.</Aliases><Schedule>1,Part 3</Schedule><Item>8</Item>)"
    R"(<DateOfListing>2023-01-01</DateOfListing></record>
<record><Country>Russia / Russie</Country><EntityOrShip>Test Lumina</EntityOrShip><TitleOrShip>)"
    R"(Oil Tanker</TitleOrShip><DateOfBirthOrShipBuildDate>2006</DateOfBirthOrShipBuildDate>)"
    R"(<Schedule>1.1</Schedule><Item>43</Item><ShipIMONumber>9296391</ShipIMONumber>)"
    R"(<DateOfListing>2025-02-21</DateOfListing></record>
<record><Country>Justice for Victims of Corrupt Foreign Officials Regulations (JVCFOR) / )"
    R"(Règlement (RJVDEC)</Country><LastName>EXEMPLO</LastName><Item>9</Item><DateOfListing>)"
    R"(2017-11-03</DateOfListing></record>
<record><Country>Libya</Country><Entity>Old Form Ltd</Entity><Schedule/><Item>1</Item></record>
<record><Country>Libya</Country><LastName>OLDFORM</LastName><GivenName>Ali</GivenName><Title>)"
    R"(Colonel</Title><DateOfBirth>1960</DateOfBirth><Item>2</Item></record>
</data-set>)";

TEST(CaXmlTest, ReadsEveryElement) {
  const LoadedList loaded = LoadList("ca-xml", kSample);
  ASSERT_THAT(loaded.report, support::IsOk());
  std::string text;
  for (const auto& [id, entity] : loaded.sink.entities) text += EntityText(entity);
  EXPECT_EQ(text,
            "Organization ca:iran/1-part-3/8\n"
            "name primary|Test Institute\nname alias|Institut de test\n"
            "name weak|HESA\nname alias|Test Co., Ltd.\n"
            "Person ca:jvcfoa/-/9\nname primary|EXEMPLO\n"
            "Organization ca:libya/-/1\nname primary|Old Form Ltd\n"
            "Person ca:libya/-/2\nname primary|OLDFORM, Ali\nborn 1960\ntitle=Colonel\n"
            "Person ca:russia/1-part-1/7\n"
            "name primary|TESTOV, Ivan Petrovich\n"
            "name alias Cyrl|Іван Цестаў\nname alias Cyrl|Иван Тестов\n"
            "name alias|TESTOFF, Ivan Petrovich\n"
            "name alias|Vanya Testov\nname alias|Ivan Testoff\n"
            "born 1965-07-15\nborn 1969-09-28\n"
            "Vessel ca:russia/1.1/43\nname primary|Test Lumina\nfounded 2006\n"
            "imoNumber 9296391\ntype=Oil Tanker\n");
  std::vector<std::string> designations;
  for (const Designation& designation : loaded.sink.designations) {
    designations.push_back(DesignationLine(designation) + "|" + designation.legal_basis);
  }
  EXPECT_THAT(designations,
              ElementsAre("SEMA|Russia / Russie|2022-02-24..-|Schedule 1, Part 1, item 7",
                          "SEMA|Iran|2023-01-01..-|Schedule 1,Part 3, item 8",
                          "SEMA|Russia / Russie|2025-02-21..-|Schedule 1.1, item 43",
                          "JVCFOA|Justice for Victims of Corrupt Foreign Officials Regulations "
                          "(JVCFOR) / Règlement (RJVDEC)|2017-11-03..-|Item 9",
                          "SEMA|Libya|-..-|Item 1", "SEMA|Libya|-..-|Item 2"));
  EXPECT_EQ(loaded.report->records_read, 6);
  EXPECT_EQ(loaded.report->fragments_unparsed, 0);
  EXPECT_TRUE(loaded.report->warnings.empty());
}

TEST(CaXmlTest, TheRegimeIsOneWordInBothLanguages) {
  for (const char* const word : {"Russia / Russie", "Russie / Russia", "Russia", "RUSSIE "}) {
    EXPECT_EQ(CanadianRegime(word), "russia") << word;
  }
  EXPECT_EQ(CanadianRegime("Myanmar (Burma) / Myanmar (Birmanie)"), "myanmar");
  EXPECT_EQ(CanadianRegime("Soudan du sud / South Sudan"), "south-sudan");
  EXPECT_EQ(CanadianRegime("JVCFOR"), "jvcfoa");
  EXPECT_EQ(CanadianRegime("Ruritania / Ruritanie"), "ruritania");
}

// Spellings of aliases that the real list has, for a person "TESTOV, Aleksey Mikhailovich" or an
// entity.
TEST(CaXmlTest, AliasesAreTakenApart) {
  const struct {
    bool person;
    const char* aliases;
    std::vector<std::string> names;
  } kCases[] = {
      {true,
       "Aleksei, Oleksii TESTAYEV, TESTAEV",
       {"TESTOV, Aleksei Mikhailovich", "Oleksii TESTAYEV", "TESTAEV, Aleksey Mikhailovich"}},
      {true, "А Б / В Г", {"А Б", "В Г"}},
      {true, "(Юрий Х / Юрiй Х", {"Юрий Х", "Юрiй Х"}},
      {true, "Hemedti, Mohamed Hamdan", {"Hemedti", "Mohamed Hamdan"}},
      {true, "Сергей Цивилев, or Цивилёв", {"Сергей Цивилев", "Цивилёв"}},
      {false, "АО Марс and АО \"НПП Марс\"", {"АО Марс", "АО \"НПП Марс\""}},
      {false, "АО, Воронежский завод", {"АО, Воронежский завод"}},
      {false,
       "Центральный институт (ЦНИИ, АО)",
       {"Центральный институт (ЦНИИ, АО)", "Центральный институт", "ЦНИИ, АО"}},
      {false,
       "Общество содействия армии, авиации и флоту",
       {"Общество содействия армии", "авиации и флоту"}},
      {false,
       "Sciences University/Université des sciences",
       {"Sciences University", "Université des sciences"}},
      {false, "Black and White Bank", {"Black and White Bank"}},
  };
  for (const auto& [person, aliases, names] : kCases) {
    const std::string record =
        "<data-set><record><Country>Iran</Country>"s +
        (person ? "<LastName>TESTOV</LastName><GivenName>Aleksey Mikhailovich</GivenName>"
                : "<EntityOrShip>Entity Name</EntityOrShip>") +
        "<Aliases>" + aliases + "</Aliases><Item>1</Item></record></data-set>";
    const LoadedList loaded = LoadList("ca-xml", record);
    ASSERT_THAT(loaded.report, support::IsOk()) << aliases;
    std::vector<std::string> found;
    for (const Name& name : loaded.sink.entities.begin()->second.names) {
      if (name.kind != NameKind::kPrimary) found.push_back(name.text);
    }
    EXPECT_EQ(found, names) << aliases;
  }
}

TEST(CaXmlTest, TwoRecordsOfOnePlace) {
  const std::string again =
      "<record><Country>Iran</Country><EntityOrShip>Another</EntityOrShip>"
      "<Schedule>1, Part 3</Schedule><Item>8</Item></record></data-set>";
  const LoadedList other = LoadList("ca-xml", WithReplaced(kSample, "</data-set>", again));
  ASSERT_THAT(other.report, support::IsOk());
  EXPECT_EQ(other.sink.entities.size(), 7) << "other names are other parties";
  ASSERT_EQ(other.report->warnings.size(), 1);
  EXPECT_THAT(other.report->warnings[0], HasSubstr("ca:iran/1-part-3/8 is the place of another"));

  const std::string same = WithReplaced(again, "Another", "Test Institute/Institut de test");
  const LoadedList merged = LoadList("ca-xml", WithReplaced(kSample, "</data-set>", same));
  ASSERT_THAT(merged.report, support::IsOk());
  EXPECT_EQ(merged.sink.entities.size(), 6);
  ASSERT_EQ(merged.report->warnings.size(), 1);
  EXPECT_THAT(merged.report->warnings[0], HasSubstr("ca:iran/1-part-3/8 was there before"));
}

struct Damage {
  const char* why;
  std::string from;
  std::string to;
  const char* says;
};

TEST(CaXmlTest, DamageOfTheLayoutIsAnError) {
  const Damage kCases[] = {
      {"another root", "<data-set>", "<dataset>", "not <data-set>"},
      {"another element", "<record>", "<ship/><record>", "element <ship> stands where none"},
      {"no country", "<Country>Iran</Country>", "", "no <Country>"},
      {"an empty country", "<Country>Iran</Country>", "<Country> \u00A0</Country>", "no <Country>"},
      {"a document type", "<data-set>", "<!DOCTYPE data-set><data-set>", "DOCTYPE"},
      {"an entity that is not known", "Oil Tanker", "&oil;", "not well-formed"},
      {"text between records", "</record>", "</record>text", "text stands outside"},
      {"an element not closed", "</Country>", "", "not well-formed"},
      {"another encoding", "UTF-8", "EBCDIC-7", "not well-formed"},
      {"a byte of no encoding", "Oil Tanker", "Oil \xFF", "not well-formed"},
      {"a NUL", "Oil Tanker", "Oil\0Tanker"s, "not well-formed"},
      {"cut off in a record", "<Schedule>1.1", std::string("\x01", 1), "not well-formed"},
  };
  for (const Damage& damage : kCases) {
    const LoadedList loaded = LoadList("ca-xml", WithReplaced(kSample, damage.from, damage.to));
    EXPECT_FALSE(loaded.report.ok()) << damage.why;
    EXPECT_THAT(loaded.error(), HasSubstr(damage.says)) << damage.why;
    EXPECT_THAT(loaded.error(), HasSubstr("list, line")) << damage.why;
  }
  EXPECT_THAT(LoadList("ca-xml", "<data-set/>").error(), HasSubstr("the list has no record"));
  EXPECT_THAT(LoadList("ca-xml", std::string(kSample).substr(0, 900)).error(),
              HasSubstr("cut off"));
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<x>";
  EXPECT_THAT(LoadList("ca-xml", WithReplaced(kSample, "<Item>", deep)).error(),
              HasSubstr("nest too deeply"));
}

TEST(CaXmlTest, DamageOfTheContentIsNamed) {
  const Damage kCases[] = {
      {"an unknown element", "<Item>7</Item>", "<Item>7</Item><Wallet>1Boat</Wallet>",
       "Wallet: 1Boat"},
      {"a bad date of birth", "1965-07-15 OR 1969-09-28", "Sep-99", "date: Sep-99"},
      {"a day that is none", "1965-07-15 OR 1969-09-28", "1965-02-30", "date: 1965-02-30"},
      {"a bad date of listing", "2022-02-24", "tomorrow", "DateOfListing: tomorrow"},
      {"no item", "<Item>7</Item>", "", "line 3: there is no item"},
      {"no name", "<EntityOrShip>Test Lumina</EntityOrShip>", "", "ca:russia/1.1/43 has no name"},
      {"an alias that is a legal form", "TESTOFF", "JSC", "alias: JSC"},
  };
  for (const Damage& damage : kCases) {
    const LoadedList loaded = LoadList("ca-xml", WithReplaced(kSample, damage.from, damage.to));
    ASSERT_THAT(loaded.report, support::IsOk()) << damage.why;
    std::string said;
    for (const std::string& warning : loaded.report->warnings) said += warning + "\n";
    for (const auto& [id, entity] : loaded.sink.entities) said += EntityText(entity);
    EXPECT_THAT(said, HasSubstr(damage.says)) << damage.why;
    EXPECT_EQ(loaded.sink.entities.size(), 6) << damage.why;
  }
}

}  // namespace
}  // namespace lynceus::sources
