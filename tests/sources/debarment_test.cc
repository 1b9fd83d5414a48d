// The development banks' lists: samples in full, and damage.
#include "lib/sources/debarment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "tests/sources/entity_text.h"
#include "tests/sources/loaded_list.h"
#include "tests/sources/xlsx_bytes.h"
#include "tests/support/status_matchers.h"

namespace lynceus::sources {
namespace {

using std::string_literals::operator""s;
using ::testing::HasSubstr;

using Rows = std::vector<std::vector<std::string>>;

// The party of that name, its designations behind it.
std::string PartyText(const LoadedList& loaded, const std::string& name) {
  for (const auto& [id, entity] : loaded.sink.entities) {
    if (entity.caption() != name) continue;
    std::string text = EntityText(entity);
    text = text.substr(text.find('\n') + 1);
    text = std::string(SchemaName(entity.schema)) + "\n" + text;
    for (const Designation& designation : loaded.sink.DesignationsOf(id)) {
      text += DesignationLine(designation) + "|" + designation.legal_basis + "\n";
    }
    return text;
  }
  return "no " + name;
}

std::string Said(const LoadedList& loaded) {
  if (!loaded.report.ok()) return loaded.error();
  std::string said;
  for (const std::string& warning : loaded.report->warnings) said += warning + "\n";
  for (const UnparsedFragment& fragment : loaded.sink.fragments) said += fragment.text + "\n";
  for (const SkippedRecord& record : loaded.report->skipped) {
    said += record.place + ": " + record.reason + "\n";
  }
  return said;
}

Rows WbRows() {
  return {
      {"Downloaded on: 07/01/2025 10:37"},
      {"Firm Name", "Additional Firm Info", "Address", "Country", "Ineligibility Period", "",
       "Grounds"},
      {"", "", "", "", "From Date", "To Date"},
      {"MR. IVAN TESTOV", "*677", "1 TEST STREET, BAKU", "Azerbaijan", "2024-12-10", "2027-08-09",
       "Obstructive Practices"},
      {"TEST WORKS LTD.", "(新疆测试有限公司)(91653100MA7971UG44)(formerly known as OLD WORKS) *12",
       "A STREET", "China", "2020-01-01", "2999-12-31", "Cross Debarment: ADB"},
      {"TEST WORKS LTD.", "", "B STREET", "China", "2020-01-01", "2999-12-31",
       "Cross Debarment: ADB"}};
}

TEST(WorldBankTest, ReadsEveryColumn) {
  const LoadedList loaded = LoadList("wb-xlsx", TableXlsx(WbRows()));
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(PartyText(loaded, "MR. IVAN TESTOV"),
            "Person\nname primary|MR. IVAN TESTOV\ncountry az\n"
            "address 1 TEST STREET, BAKU, Azerbaijan (az)\nnotes=footnote 677\n"
            "DEBARRED|Ineligible Firms and Individuals|2024-12-10..2027-08-10|debarment|"
            "Obstructive Practices\n");
  EXPECT_EQ(PartyText(loaded, "TEST WORKS LTD."),
            "LegalEntity\nname primary|TEST WORKS LTD.\n"
            "name alias Hani|新疆测试有限公司\nname former|OLD WORKS\ncountry cn\n"
            "registrationNumber 91653100MA7971UG44\n"
            "address A STREET, China (cn)\naddress B STREET, China (cn)\nnotes=footnote 12\n"
            "DEBARRED|Ineligible Firms and Individuals|2020-01-01..-|debarment|"
            "Cross Debarment: ADB\n")
      << "one party, and its designation once";
  EXPECT_EQ(loaded.report->records_read, 3);
  EXPECT_EQ(loaded.report->entities, 2);
  EXPECT_EQ(loaded.report->source.list_date, Date::FromCivil(2025, 1, 7)) << "the day first";
}

TEST(WorldBankTest, AdditionalFirmInfo) {
  const struct {
    const char* info;
    const char* facts;
  } kCases[] = {
      {"(Reg. No: 0101397873)*617", "registrationNumber 0101397873\n"},
      {"*90     Registration #00124199", "registrationNumber #00124199\n"},
      {"(TIN No. 304332224) *489", "taxNumber 304332224\n"},
      {"(Tax ID: 91110108801144696L) *536", "taxNumber 91110108801144696L\n"},
      {"(ID No. 001-030765-0048T) *388", "idNumber 001-030765-0048T\n"},
      {"河北建设集团有限公司", "name alias Hani|河北建设集团有限公司\n"},
      {"(滕王阁有限公司) (d/b/a Tengwangge Co.) *507",
       "name alias Hani|滕王阁有限公司\nname alias|Tengwangge Co.\n"},
      {"(MUE Group) (Reg. No. 1163) *662", "name alias|MUE Group\nregistrationNumber 1163\n"},
      {"*526   Currently doing business as Group LLC", "name alias|Group LLC\n"},
      {", also MR. PEDRO LAZO", "name alias|MR. PEDRO LAZO\n"},
      {"(Also doing business under A Construction or B Construction)",
       "name alias|A Construction\nname alias|B Construction\n"},
      {"(河南(集团)有限公司)*632", "name alias Hani|河南(集团)有限公司\n"},
  };
  for (const auto& [info, facts] : kCases) {
    Rows rows = WbRows();
    rows.resize(4);
    rows[3][1] = info;
    const LoadedList loaded = LoadList("wb-xlsx", TableXlsx(rows));
    ASSERT_THAT(loaded.report, support::IsOk()) << info;
    std::string text = PartyText(loaded, "MR. IVAN TESTOV");
    std::string found;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at) + 1;
      const std::string line = text.substr(at, end - at);
      if (line.starts_with("name alias") || line.find("Number ") != std::string::npos)
        found += line;
      at = end;
    }
    EXPECT_EQ(found, facts) << info;
    EXPECT_EQ(loaded.report->fragments_unparsed, 0) << info;
  }
}

struct RowDamage {
  const char* why;
  std::function<void(Rows&)> damage;
  const char* says;
};

TEST(WorldBankTest, DamageIsNamed) {
  const RowDamage kCases[] = {
      {"no rows", [](Rows& rows) { rows.clear(); }, "no row with the columns Firm Name"},
      {"the head only", [](Rows& rows) { rows.resize(1); }, "no row with the columns Firm Name"},
      {"no header", [](Rows& rows) { rows.erase(rows.begin() + 1); }, "no row with the columns"},
      {"half a header", [](Rows& rows) { rows.erase(rows.begin() + 2); }, "is missing"},
      {"a title gone", [](Rows& rows) { rows[1][3] = "Land"; }, "\"country\" is missing"},
      {"a title twice", [](Rows& rows) { rows[1].push_back("grounds"); }, "stands twice"},
      {"the dates' titles gone", [](Rows& rows) { rows[2] = {"", "", "", "", "From", "To"}; },
       "\"from date\" is missing"},
      {"no name", [](Rows& rows) { rows[3][0].clear(); }, "row 4: the row has no name"},
      {"a name of blanks", [](Rows& rows) { rows[3][0] = "\u00A0 "; },
       "row 4: the row has no name"},
      {"a bad date", [](Rows& rows) { rows[3][4] = "2024-13-10"; }, "from: 2024-13-10"},
      {"a day that is none", [](Rows& rows) { rows[3][5] = "2027-02-30"; }, "to: 2027-02-30"},
      {"an end before the beginning", [](Rows& rows) { rows[3][5] = "2020-01-01"; },
       "from 2024-12-10 to 2020-01-01"},
      {"a column that is not known",
       [](Rows& rows) {
         rows[1].push_back("Wallet");
         rows[3].push_back("1Boat");
       },
       "wallet: 1Boat"},
      {"a cell beyond the titles", [](Rows& rows) { rows[3].push_back("more"); }, "column 8: more"},
      {"a limited debarment", [](Rows& rows) { rows[3][1] = "(BUT ONLY FOR ITS WATER BUSINESS)"; },
       "Additional Firm Info: BUT ONLY FOR"},
  };
  for (const RowDamage& damage : kCases) {
    Rows rows = WbRows();
    damage.damage(rows);
    EXPECT_THAT(Said(LoadList("wb-xlsx", TableXlsx(rows))), HasSubstr(damage.says)) << damage.why;
  }
}

Rows IadbRows() {
  return {{"Title", "Entity", "Nationality", "Country", "From", "To", "Grounds", "Source",
           "IDB Sanction Type", "IDB Sanction Source", "Other Name"},
          {"“Test” LLP (“Test”)", "Firm", "Kazakhstan", "Kyrgyzstan", "May 16, 2024",
           "Dec 15, 2026", " Fraud", "WBG cross debarment", "", "", "Тест"},
          {"Juan Exemplo", "Individual", "Bolivia", "Haiti", "Mar 23, 2007", "Ongoing", " Fraud",
           "IDB", "Letter of reprimand", "Sanctions Committee", "CNPJ: 20.182.043/0001-42"},
          {"Zastosowane filtry: \nFrom Date jest dnia marca 23, 2007 lub później"}};
}

TEST(IadbTest, ReadsEveryColumn) {
  const LoadedList loaded = LoadList("iadb-xlsx", TableXlsx(IadbRows()));
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(PartyText(loaded, "“Test” LLP (“Test”)"),
            "Company\nname primary|“Test” LLP (“Test”)\nname alias|“Test” LLP\nname weak|Test\n"
            "name alias Cyrl|Тест\njurisdiction kz\nnotes=project country: Kyrgyzstan\n"
            "SANCTIONED|Sanctioned Firms and Individuals|2024-05-16..2026-12-16|debarment|"
            "Fraud; WBG cross debarment\n");
  EXPECT_EQ(PartyText(loaded, "Juan Exemplo"),
            "Person\nname primary|Juan Exemplo\nnationality bo\n"
            "taxNumber 20.182.043/0001-42\nnotes=project country: Haiti\n"
            "notes=sanction type: Letter of reprimand\n"
            "SANCTIONED|Sanctioned Firms and Individuals|2007-03-23..-|reprimand|"
            "Fraud; IDB; Sanctions Committee\n");
  EXPECT_EQ(loaded.report->records_read, 2);
  EXPECT_THAT(Said(loaded), HasSubstr("row 4: the workbook was made with filters"));
}

TEST(IadbTest, DamageIsNamed) {
  const RowDamage kCases[] = {
      {"no rows", [](Rows& rows) { rows.clear(); }, "sheet is empty"},
      {"no header", [](Rows& rows) { rows.erase(rows.begin()); }, "\"title\" is missing"},
      {"a title gone", [](Rows& rows) { rows[0][4] = "Since"; }, "\"from\" is missing"},
      {"a title twice", [](Rows& rows) { rows[0][3] = "To"; }, "stands twice"},
      {"no title", [](Rows& rows) { rows[1][0].clear(); }, "row 2: the row has no name"},
      {"an unknown kind of party", [](Rows& rows) { rows[1][1] = "Fund"; }, "Entity: fund"},
      {"a bad date", [](Rows& rows) { rows[1][4] = "Foo 16, 2024"; }, "from: Foo 16, 2024"},
      {"a day that is none", [](Rows& rows) { rows[1][5] = "Feb 30, 2026"; }, "to: Feb 30, 2026"},
      {"an end before the beginning", [](Rows& rows) { rows[1][5] = "May 01, 2020"; },
       "from 2024-05-16 to 2020-05-01"},
      {"a column that is not known",
       [](Rows& rows) {
         rows[0].push_back("Wallet");
         rows[1].push_back("1Boat");
       },
       "wallet: 1Boat"},
      {"a cell beyond the titles", [](Rows& rows) { rows[1].push_back("more"); },
       "column 12: more"},
      {"a filter in another language", [](Rows& rows) { rows[3][0] = "Applied filters: all"; },
       "made with filters: Applied filters"},
  };
  for (const RowDamage& damage : kCases) {
    Rows rows = IadbRows();
    damage.damage(rows);
    EXPECT_THAT(Said(LoadList("iadb-xlsx", TableXlsx(rows))), HasSubstr(damage.says)) << damage.why;
  }
}

TEST(IadbTest, ARowOfANameAloneIsAParty) {
  Rows rows = IadbRows();
  rows[3][0] = "A Name Alone";
  const LoadedList loaded = LoadList("iadb-xlsx", TableXlsx(rows));
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(loaded.sink.entities.size(), 3);
  EXPECT_EQ(loaded.sink.designations.size(), 3);
}

constexpr char kEbrd[] =
    "\xEF\xBB\xBF"
    "Firm Name,Address,Nationality,Ineligible From, Ineligible Until,Notice Effective At EBRD,"
    "Originating Institution,Prohibited Practice\n"
    "\" Test Works (formerly Old Works)\",\"1 A Street\",\"People's Republic of China\","
    "\"2024-07-01T12:00:59Z\",\"2025-05-31T12:00:59Z\",\"2024-07-02T12:00:59Z\",\"EBRD\","
    "\"Fraudulent Practice\"\n"
    "\"\"Supper Testa\" LLC\",\"B\nStreet\",\"Indonesia\n\nUkraine\",,Ongoing,"
    "\"2022-09-25T07:29:59Z\",\"World Bank Group\",\"Collusive Practice\"\r\n"
    "\"Mr. Ivan Testov\",\"C\",\"Russian Federation\",,Permanent,\"2022-09-25T07:29:59Z\","
    "\"EBRD\",\"Corrupt Practice\"";

TEST(EbrdTest, ReadsEveryColumn) {
  const LoadedList loaded = LoadList("ebrd-csv", kEbrd);
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(PartyText(loaded, "Test Works"),
            "LegalEntity\nname primary|Test Works\nname former|Old Works\njurisdiction cn\n"
            "address 1 A Street ()\nnotes=notice effective at EBRD: 2024-07-02T12:00:59Z\n"
            "INELIGIBLE|Ineligible Entities|2024-07-01..2025-06-01|debarment|"
            "Fraudulent Practice; EBRD\n");
  EXPECT_EQ(PartyText(loaded, "\"Supper Testa\" LLC"),
            "LegalEntity\nname primary|\"Supper Testa\" LLC\njurisdiction id\njurisdiction ua\n"
            "address B Street ()\nnotes=notice effective at EBRD: 2022-09-25T07:29:59Z\n"
            "INELIGIBLE|Ineligible Entities|2022-09-25..-|debarment|"
            "Collusive Practice; World Bank Group\n");
  EXPECT_EQ(PartyText(loaded, "Mr. Ivan Testov").substr(0, 6), "Person");
  EXPECT_EQ(loaded.report->records_read, 3);
}

TEST(EbrdTest, QuotesThatAreDoubledAreReadToo) {
  const LoadedList loaded = LoadList(
      "ebrd-csv", WithReplaced(kEbrd, "\"\"Supper Testa\" LLC\"", "\"\"\"Supper Testa\"\" LLC\""));
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_THAT(PartyText(loaded, "\"Supper Testa\" LLC"), HasSubstr("LegalEntity"));
}

struct TextDamage {
  const char* why;
  std::string from;
  std::string to;
  const char* says;
};

TEST(EbrdTest, DamageIsNamed) {
  const TextDamage kCases[] = {
      {"a title gone", "Nationality", "Land", "the column \"nationality\" is missing"},
      {"a title twice", "Address", "Nationality", "stands twice"},
      {"one field more", "\"1 A Street\"", "\"1 A\",\"Street\"", "line 2: the row has 9 fields"},
      {"one field less", "\"1 A Street\",", "", "line 2: the row has 7 fields"},
      {"a quote not closed", "\"Corrupt Practice\"", "\"Corrupt Practice",
       "line 7: the quote that opens a field is never closed"},
      {"cut off in a row", ",\"EBRD\",\"Corrupt Practice\"", "", "line 7: the row has 6 fields"},
      {"a NUL", "1 A Street", "1 A\0Street"s, "NUL byte"},
      {"Latin-1", "1 A Street",
       "1 Stra\xDF"
       "e",
       "not UTF-8"},
      {"no name", "\"Mr. Ivan Testov\"", "\" \"", "line 7: the row has no name"},
      {"a bad date", "\"2024-07-01T12:00:59Z\"", "\"2024-07-41T12:00:59Z\"", "from: 2024-07-41"},
      {"a word for an end", "Ongoing", "Whenever", "to: Whenever"},
      {"an end before the beginning", "2025-05-31", "2015-05-31", "to 2015-05-31"},
  };
  for (const TextDamage& damage : kCases) {
    const LoadedList loaded = LoadList("ebrd-csv", WithReplaced(kEbrd, damage.from, damage.to));
    EXPECT_THAT(Said(loaded), HasSubstr(damage.says)) << damage.why;
  }
  EXPECT_THAT(LoadList("ebrd-csv", "").error(), HasSubstr("the file is empty"));
  EXPECT_THAT(LoadList("ebrd-csv", "\n\n").error(), HasSubstr("the file is empty"));
}

TEST(EbrdTest, AColumnThatIsNotKnownIsKept) {
  std::string text = WithReplaced(kEbrd, "Prohibited Practice", "Prohibited Practice,Wallet");
  text = WithReplaced(text, "\"Fraudulent Practice\"", "\"Fraudulent Practice\",1Boat");
  text = WithReplaced(text, "\"Collusive Practice\"", "\"Collusive Practice\",");
  text = WithReplaced(text, "\"Corrupt Practice\"", "\"Corrupt Practice\",");
  EXPECT_THAT(Said(LoadList("ebrd-csv", text)), HasSubstr("wallet: 1Boat"));
}

TEST(DebarmentTest, IdsDependOnNameAndCountryAlone) {
  Rows rows = WbRows();
  rows[3][0] = "Mr.  Ivan Testov";
  rows[3][2] = "elsewhere";
  rows[3][3] = "Republic of Azerbaijan";
  const LoadedList before = LoadList("wb-xlsx", TableXlsx(WbRows()));
  const LoadedList after = LoadList("wb-xlsx", TableXlsx(rows));
  ASSERT_EQ(before.sink.entities.size(), after.sink.entities.size());
  for (const auto& [id, entity] : before.sink.entities) {
    EXPECT_TRUE(after.sink.entities.contains(id)) << id;
  }
}

}  // namespace
}  // namespace lynceus::sources
