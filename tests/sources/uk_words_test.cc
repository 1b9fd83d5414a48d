// The words of the United Kingdom's lists, documents in prose, and labelled numbers.

#include "lib/sources/uk_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/sources/labelled_numbers.h"
#include "lib/sources/uk_documents.h"
#include "lib/sources/unwrapped_reader.h"

namespace lynceus::sources {
namespace {

TEST(UkDateTest, ReadsWhatIsKnownOfIt) {
  const struct {
    const char* text;
    const char* date;
  } table[] = {{"12/05/1958", "1958-05-12"},
               {"dd/mm/1945", "1945"},
               {"00/00/1945", "1945"},
               {"dd/05/1945", "1945-05"},
               {"00/05/1945", "1945-05"},
               {"05/1945", "1945-05"},
               {"1946", "1946"},
               {"31/02/1948", "-"},
               {"12/mm/1945", "-"},
               {"12/13/1945", "-"},
               {"1/5/1958", "1958-05-01"},
               {"May 1958", "1958-05"},
               {"unknown", "-"},
               {"", "-"},
               {"12/05/58", "-"}};
  for (const auto& row : table) {
    const auto date = ParseUkDate(row.text);
    EXPECT_EQ(date ? date->ToString() : "-", row.date) << row.text;
  }
}

TEST(UkDateTest, ReadsOnlyWholeDaysAsDays) {
  EXPECT_EQ(ParseUkDay("12/05/1958"), Date::FromCivil(1958, 5, 12));
  EXPECT_EQ(ParseUkDay("23-Sep-2025"), Date::FromCivil(2025, 9, 23));
  EXPECT_EQ(ParseUkDay("2025-09-23"), Date::FromCivil(2025, 9, 23));
  EXPECT_EQ(ParseUkDay("00/05/1958"), std::nullopt);
  EXPECT_EQ(ParseUkDay("1958"), std::nullopt);
  EXPECT_EQ(ParseUkDay(""), std::nullopt);
}

TEST(SplitNumberedTest, SplitsOnlyWhatBeginsWithANumber) {
  const struct {
    const char* text;
    std::vector<std::string> parts;
  } table[] = {{"(1) Omsk (2) Tomsk", {"Omsk", "Tomsk"}},
               {"1) Omsk 2) Tomsk", {"Omsk", "Tomsk"}},
               {"a) Omsk, b) Tomsk", {"Omsk", "Tomsk"}},
               {"(1)-(3) Russia (4) Libya", {"Russia", "Libya"}},
               {"(1) Omsk (2)-(6) -", {"Omsk"}},
               {"(12) Omsk", {"(12) Omsk"}},
               {"Omsk (1) Tomsk", {"Omsk (1) Tomsk"}},
               {"(1) A (11) B(12)C", {"A", "B(12)C"}},
               {"Omsk", {"Omsk"}},
               {"", {}}};
  for (const auto& row : table) EXPECT_EQ(SplitNumbered(row.text), row.parts) << row.text;
}

TEST(UkCountriesTest, KnowsCountriesAndNationalities) {
  const struct {
    const char* text;
    std::vector<std::string> codes;
  } table[] = {{"Afghan", {"af"}},
               {"Iranian (Iranian citizenship)", {"ir"}},
               {"(1) German (2) Moroccan", {"de", "ma"}},
               {"DRC and Belgian nationalities", {"cd", "be"}},
               {"Possibly Ethiopian", {"et"}},
               {"Syrian Arab Republic as of September 2015", {"sy"}},
               {"In Syria as at June 2013", {"sy"}},
               {"Afghanistan (since 2009)", {"af"}},
               {"Democratic People’s Republic of Korea", {"kp"}},
               {"Sudanese by birth", {"sd"}},
               {"Crimea", {"Crimea"}},
               {"unknown", {}},
               {"", {}}};
  for (const auto& row : table) EXPECT_EQ(UkCountries(row.text), row.codes) << row.text;
}

std::vector<std::string> Documents(UkDocumentKind kind, const char* text) {
  UkParty party;
  AddUkDocuments(kind, text, party);
  std::vector<std::string> found;
  for (const Identifier& identifier : party.record.entity.identifiers) {
    found.push_back(identifier.value +
                    (identifier.country.empty() ? "" : " (" + identifier.country + ")"));
  }
  EXPECT_EQ(party.record.fragments.empty(), !found.empty()) << text;
  return found;
}

TEST(UkDocumentsTest, FindsNumbersInProse) {
  const struct {
    const char* text;
    std::vector<std::string> found;
  } table[] = {
      {"454224", {"454224"}},
      {"G827238 (Tunisian). Issued on 1 June 1996. Expired on 31 May 2001", {"G827238 (tn)"}},
      {"S335026 (False Indonesian)", {"S335026 (id)"}},
      {"284173, expires 21 Aug 2005 (Iraq)", {"284173 (iq)"}},
      {"Passport No: PS 472220097 (Date of Expiration: 4.7.2017).", {"PS 472220097"}},
      {"Libyan passport number 542858", {"542858 (ly)"}},
      {"Yemen 04796738", {"04796738 (ye)"}},
      {"1990/345751 (Libyan)", {"1990/345751 (ly)"}},
      {"TR-M842033 (Turkish). Issued in Mainz", {"TR-M842033 (tr)"}},
      {"(1) A-333602 (Indian) issued on 4 June 1985 (2) M110522", {"A-333602 (in)", "M110522"}},
      {"Passport No: (a) 05AT521433 (French passport number), (b) 050456101445 (French card)",
       {"05AT521433 (fr)", "050456101445 (fr)"}},
      {"Yemeni passport number 17979 issued under name A. Yemeni passport number 02117777 issued",
       {"17979 (ye)", "02117777 (ye)"}},
      {"Uganda Passport.", {}},
      {"not known", {}},
  };
  for (const auto& row : table) {
    EXPECT_EQ(Documents(UkDocumentKind::kPassport, row.text), row.found) << row.text;
  }
  EXPECT_EQ(Documents(UkDocumentKind::kNationalId, "Ration card no. 1729765"),
            std::vector<std::string>{"1729765"});
}

TEST(LabelledNumbersTest, TakesOnlyNumbersWithALabel) {
  const struct {
    const char* text;
    std::vector<std::string> found;
  } table[] = {
      {"INN: 7725056162.", {"innCode 7725056162"}},
      {"Tax Registration Number: 7725056162", {"taxNumber 7725056162"}},
      {"State Registration Number: 1037739044111 - Tax Registration Number: 7725056162.",
       {"ogrnCode 1037739044111", "innCode 7725056162"}},
      {"Registration Number: HRB 12", {}},
      {"registration no. 12-3456/A", {"registrationNumber 12-3456/A"}},
      {"IMO: 8937675. MMSI: 445539000.", {"imoNumber 8937675", "mmsi 445539000"}},
      {"IMO number: IMO9562233", {"imoNumber 9562233"}},
      {"SWIFT/BIC: SABRRUMM012", {"swiftBic SABRRUMM012"}},
      {"SWIFT: OWHBDEFF; LEI 253400V1H6ART1UQ0N98",
       {"swiftBic OWHBDEFF", "leiCode 253400V1H6ART1UQ0N98"}},
      {"KPP 772501001, OKPO: 00083262", {"kppCode 772501001", "okpoCode 00083262"}},
      {"Passport no. D00000898", {"passportNumber D00000898"}},
      {"national identity card number 12345678", {"idNumber 12345678"}},
      {"National identification number a) 04643632 issued on 18 Jun 1999", {"idNumber 04643632"}},
      {"National identity card number G-0343089", {"idNumber G-0343089"}},
      {"French passport number 05AT521433", {"passportNumber 05AT521433"}},
      {"ID Card No.: 1417576", {"idNumber 1417576"}},
      {"Company Identification No.: B127651", {"registrationNumber B127651"}},
      {"Employer ID no (USA) 363823186", {"taxNumber 363823186"}},
      {"Italian Fiscal Code: DAOMMD74T11Z352Z", {"taxNumber DAOMMD74T11Z352Z"}},
      {"founded in 1037739044111", {}},
      {"dinner 7725056162", {}},
      {"", {}},
  };
  for (const auto& row : table) {
    Entity entity;
    const int count = AddLabelledNumbers(row.text, entity);
    std::vector<std::string> found;
    for (const Identifier& identifier : entity.identifiers) {
      found.push_back(identifier.type + " " + identifier.value);
    }
    EXPECT_THAT(found, ::testing::UnorderedElementsAreArray(row.found)) << row.text;
    EXPECT_EQ(static_cast<std::size_t>(count), row.found.size()) << row.text;
  }
}

TEST(UnwrappedReaderTest, KnowsAWrappedLine) {
  EXPECT_TRUE(IsWrapped("\"a;b;c\t\t\"\nx", ';'));
  EXPECT_TRUE(IsWrapped("\"a;\"\"b;\"\"\"\r\n", ';'));
  EXPECT_TRUE(IsWrapped("\xEF\xBB\xBF\"a;b\"\n", ';'));
  EXPECT_FALSE(IsWrapped("a;b\n", ';'));
  EXPECT_FALSE(IsWrapped("\"a\";\"b\"\n", ';'));
  EXPECT_FALSE(IsWrapped("\"a,b\"\n", ';'));
  EXPECT_FALSE(IsWrapped("", ';'));
}

}  // namespace
}  // namespace lynceus::sources
