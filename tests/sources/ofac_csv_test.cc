// OFAC's CSV group: the sample in full, joined remarks, rows that belong to nothing, and damage.

#include "lib/sources/ofac_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/base/status.h"
#include "tests/sources/entity_text.h"
#include "tests/sources/memory_sink.h"
#include "tests/sources/quick_write.h"
#include "tests/sources/sample_lists.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::sources {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Table {
  std::string kind;
  std::string name;
  std::string content;
};

struct Loaded {
  MemorySink sink;
  absl::StatusOr<LoadReport> report = absl::InternalError("not loaded");
};

// Loads tables, the main one first. Errors say "DIR/" for the temporary directory.
Loaded Load(const std::vector<Table>& tables) {
  const support::TempDir dir;
  FileGroup group{.kind = tables[0].kind};
  for (const Table& table : tables) {
    group.files.push_back({.path = QuickWrite(dir, table.name, table.content), .forced_kind = {}});
    group.kinds.push_back(table.kind);
  }
  Loaded loaded;
  loaded.report = LoadOfacCsv(group, loaded.sink);
  if (!loaded.report.ok()) {
    ErrorDetail detail = DetailOf(loaded.report.status());
    if (detail.subject.starts_with(dir.path())) {
      detail.subject = "DIR" + detail.subject.substr(dir.path().size());
    }
    loaded.report = MakeError(loaded.report.status().code(), detail);
  }
  return loaded;
}

std::vector<Table> Sample() {
  return {{"ofac-sdn-csv", "sdn.csv", OfacLines(kSdnRows)},
          {"ofac-alt-csv", "alt.csv", OfacLines(kAltRows)},
          {"ofac-add-csv", "add.csv", OfacLines(kAddRows)}};
}

TEST(OfacCsvTest, ReadsEveryField) {
  const Loaded loaded = Load(Sample());
  ASSERT_THAT(loaded.report, support::IsOk());
  ASSERT_EQ(loaded.sink.entities.size(), 4u);
  EXPECT_EQ(EntityText(loaded.sink.entities.at("ofac-sdn:101")),
            "Organization ofac-sdn:101\n"
            "name primary|EXAMPLE SHIPPING COMPANY LIMITED\n"
            "name alias|EXAMPLE LINES\n"
            "name former|OLD EXAMPLE LINES\n"
            "name weak|EXSHIP\n"
            "country cy\ncountry ir\n"
            "innCode 7707083893 (ru)\nogrnCode 1027700132195 (ru)\n"
            "address 12 Harbour Road, Limassol 3030, Cyprus (cy)\naddress Iran (ir)\n"
            "website=www.example-shipping.test\n");
  EXPECT_EQ(EntityText(loaded.sink.entities.at("ofac-sdn:102")),
            "Person ofac-sdn:102\n"
            "name primary|TESTOV, Ivan Petrovich\nname alias|TESTOFF, Ivan\n"
            "born 1965-04-15\nborn circa 1966\n"
            "country ru\nbirthCountry ru\nnationality ru\ncitizenship cy\n"
            "passportNumber 123456789 (ru)\npublicKey 1ExampleWa11etAddressForTests\n"
            "address Omsk, Russia (ru)\n"
            "position=Director\nbirthPlace=Omsk, Russia\ngender=Male\n"
            "notes=Passport 123456789 (Russia) issued 01 Feb 2015 expires 01 Feb 2025\n"
            "currency=XBT\nnotes=wears a green hat\n");
  EXPECT_EQ(EntityText(loaded.sink.entities.at("ofac-sdn:103")),
            "Vessel ofac-sdn:103\n"
            "name primary|SAMPLE STAR\nname former|OLD STAR\n"
            "flag ir\n"
            "callSign T2XX1\nimoNumber 9187629\nmmsi 572469210\n"
            "type=Crude Oil Tanker\ntonnage=99,144\ngrossRegisteredTonnage=56,068\n"
            "owner=Example Shipping\npastFlags=Malta\n");
  EXPECT_EQ(EntityText(loaded.sink.entities.at("ofac-sdn:104")),
            "Airplane ofac-sdn:104\n"
            "name primary|EP-TST\nfounded 1992\nserialNumber 8401\n"
            "model=IL-76TD\nlinkedTo=NOBODY OF THIS FILE\n");
}

TEST(OfacCsvTest, MakesOneDesignationAProgramme) {
  const Loaded loaded = Load(Sample());
  ASSERT_THAT(loaded.report, support::IsOk());
  std::vector<std::string> programmes;
  for (const Designation& designation : loaded.sink.DesignationsOf("ofac-sdn:101")) {
    EXPECT_EQ(designation.authority, "US-OFAC");
    EXPECT_EQ(designation.list, "SDN");
    EXPECT_EQ(designation.date, std::nullopt);
    EXPECT_EQ(designation.provenance, (Provenance{.source = "ofac-sdn", .place = "line 1"}));
    programmes.push_back(designation.programme);
  }
  EXPECT_THAT(programmes, ElementsAre("IRAN", "SDGT", "IFSR"));
}

TEST(OfacCsvTest, LinksNamedPartiesWithinTheFile) {
  const Loaded loaded = Load(Sample());
  ASSERT_THAT(loaded.report, support::IsOk());
  ASSERT_EQ(loaded.sink.interests.size(), 2u);
  const Interest& first = loaded.sink.interests[0];
  EXPECT_EQ(first.id, "ofac-sdn:101/linked-to/102");
  EXPECT_EQ(first.owner_id, "ofac-sdn:102") << "a later record, its name with the final stop";
  EXPECT_EQ(first.subject_id, "ofac-sdn:101");
  EXPECT_EQ(first.kind, InterestKind::kLinked);
  EXPECT_EQ(first.share, Share::Unknown());
  EXPECT_EQ(loaded.sink.interests[1].owner_id, "ofac-sdn:101");
  EXPECT_THAT(
      loaded.report->warnings,
      ElementsAre("line 4: ofac-sdn:104 is linked to \"NOBODY OF THIS FILE\", but no record "
                  "of the file has that name; kept as its property linkedTo"));
}

TEST(OfacCsvTest, DoesNotGuessBetweenTwoOfOneName) {
  const Loaded loaded =
      Load({{"ofac-sdn-csv", "sdn.csv",
             OfacLines(R"(1,"TWIN",-0- ,"A",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- 
2,"TWIN",-0- ,"A",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- 
3,"OTHER",-0- ,"A",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Linked To: TWIN."
4,"SELF",-0- ,"A",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Linked To: SELF."
)")}});
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_TRUE(loaded.sink.interests.empty());
  EXPECT_THAT(
      loaded.report->warnings,
      ElementsAre("line 3: ofac-sdn:3 is linked to \"TWIN\", but 2 records of the file have "
                  "that name; kept as its property linkedTo",
                  "line 4: ofac-sdn:4 is linked to \"SELF\", but it names the record itself; "
                  "kept as its property linkedTo"));
}

TEST(OfacCsvTest, CountsWhatItReads) {
  const Loaded loaded = Load(Sample());
  ASSERT_THAT(loaded.report, support::IsOk());
  const LoadReport& report = *loaded.report;
  EXPECT_EQ(report.records_read, 4u);
  EXPECT_EQ(report.entities, 4u);
  EXPECT_EQ(report.names, 9u);
  EXPECT_EQ(report.addresses, 3u);
  EXPECT_EQ(report.identifiers, 8u);
  EXPECT_EQ(report.dates, 3u);
  EXPECT_EQ(report.designations, 6u);
  EXPECT_EQ(report.interests, 2u);
  EXPECT_EQ(report.fragments_unparsed, 1u);
  ASSERT_EQ(loaded.sink.fragments.size(), 1u);
  EXPECT_EQ(loaded.sink.fragments[0].text, "wears a green hat");
  EXPECT_EQ(loaded.sink.fragments[0].entity_id, "ofac-sdn:102");
  EXPECT_EQ(report.source.key, "ofac-sdn");
  EXPECT_EQ(report.source.list, "SDN");
  EXPECT_EQ(report.source.list_date, std::nullopt);
  EXPECT_THAT(report.source.files, ElementsAre("sdn.csv", "alt.csv", "add.csv"));
  EXPECT_EQ(report.source.digests.size(), 3u);
}

TEST(OfacCsvTest, ReadsTheOtherListWithItsMeasures) {
  const Loaded loaded = Load({{"ofac-cons-csv", "cons_prim.csv", OfacLines(kConsRows)}});
  ASSERT_THAT(loaded.report, support::IsOk());
  const auto designations = loaded.sink.DesignationsOf("ofac-cons:101");
  ASSERT_EQ(designations.size(), 2u);
  EXPECT_EQ(designations[0].list, "CONS");
  EXPECT_THAT(designations[0].measures, ElementsAre("Subject to Directive 1"));
  EXPECT_EQ(loaded.report->source.key, "ofac-cons");
  EXPECT_THAT(loaded.sink.entities.at("ofac-cons:101").referents, ElementsAre("ofac-sdn:101"))
      << "both lists number their parties in one series";
}

TEST(OfacCsvTest, NamesRowsThatBelongToNoRecord) {
  std::vector<Table> tables = Sample();
  tables[1].content = OfacLines("101,1,\"aka\",\"A\",-0- \n999,2,\"aka\",\"LOST\",-0- \n");
  const Loaded loaded = Load(tables);
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(loaded.report->skipped_total, 1u);
  ASSERT_EQ(loaded.report->skipped.size(), 1u);
  EXPECT_EQ(loaded.report->skipped[0].place, "alt.csv, line 2");
  EXPECT_EQ(loaded.report->skipped[0].reason,
            "it belongs to number 999, which sdn.csv does not have");
}

std::string RowWithRemarks(const std::string& remarks) {
  return "1,\"NAME\",-0- ,\"A\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"" + remarks + "\"\n";
}

TEST(OfacCsvTest, JoinsRemarksThatGoOnInComments) {
  std::string remarks = std::string(980, 'x') + "; Passport A12";
  remarks.insert(0, 1'000 - remarks.size(), 'x');
  const std::string row = RowWithRemarks(remarks);
  const Loaded joined = Load({{"ofac-sdn-csv", "sdn.csv", OfacLines(row)},
                              {"ofac-comments-csv", "c.csv", OfacLines("1,\"34 (Iran).\"\n")}});
  ASSERT_THAT(joined.report, support::IsOk());
  EXPECT_THAT(joined.sink.entities.at("ofac-sdn:1").identifiers,
              ElementsAre(Identifier{.type = "passportNumber", .value = "A1234", .country = "ir"}));
  EXPECT_TRUE(joined.report->warnings.empty());

  const Loaded cut = Load({{"ofac-sdn-csv", "sdn.csv", OfacLines(row)}});
  ASSERT_THAT(cut.report, support::IsOk());
  EXPECT_TRUE(cut.sink.entities.at("ofac-sdn:1").identifiers.empty()) << "A12 is not its number";
  EXPECT_EQ(cut.sink.fragments.back().text, "Passport A12");
  EXPECT_THAT(cut.report->warnings, ElementsAre(HasSubstr("cut at 1,000 characters")));

  const Loaded apart = Load({{"ofac-sdn-csv", "sdn.csv", OfacLines(RowWithRemarks("ISIN A1."))},
                             {"ofac-comments-csv", "c.csv", OfacLines("1,\"ISIN B2.\"\n")}});
  ASSERT_THAT(apart.report, support::IsOk());
  EXPECT_EQ(apart.sink.entities.at("ofac-sdn:1").identifiers.size(), 2u);
  EXPECT_THAT(apart.report->warnings, ElementsAre(HasSubstr("may be of another date")));
}

TEST(OfacCsvTest, KeepsBothOfTwoRecordsWithOneNumber) {
  const Loaded loaded =
      Load({{"ofac-sdn-csv", "sdn.csv",
             OfacLines("1,\"FIRST\",-0- ,\"A\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n"
                       "1,\"SECOND\",-0- ,\"B\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n")}});
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(loaded.report->records_read, 2u);
  EXPECT_EQ(loaded.report->entities, 1u);
  EXPECT_EQ(loaded.sink.entities.at("ofac-sdn:1").names.size(), 2u);
  EXPECT_THAT(loaded.report->warnings,
              ElementsAre("line 2: number 1 was there before (line 1); what both say is kept"));
}

TEST(OfacCsvTest, WarnsOfWhatIsDoubtful) {
  const struct {
    const char* why;
    std::string row;
    const char* warning;
  } table[] = {
      {"no name", "1,-0- ,-0- ,\"A\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1A",
       "line 1: ofac-sdn:1 has no name"},
      {"no programme", "1,\"N\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1A",
       "line 1: ofac-sdn:1 has no programme"},
      {"new type", "1,\"N\",\"robot\",\"A\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1A",
       "line 1: the type \"robot\" is not known; read as an organisation"},
      {"no end mark", "1,\"N\",-0- ,\"A\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n",
       "sdn.csv does not close with OFAC's end mark (byte 0x1A): rows may be missing behind line "
       "1"},
  };
  for (const auto& row : table) {
    const Loaded loaded = Load({{"ofac-sdn-csv", "sdn.csv", row.row}});
    ASSERT_THAT(loaded.report, support::IsOk()) << row.why;
    EXPECT_EQ(loaded.sink.entities.size(), 1u) << row.why;
    EXPECT_EQ(loaded.sink.designations.size(), 1u) << row.why;
    EXPECT_THAT(loaded.report->warnings, ElementsAre(row.warning)) << row.why;
  }
}

TEST(OfacCsvTest, NamesNumbersThatTwoRowsHaveAndEmptyComments) {
  const std::string main = "1,\"N\",-0- ,\"A\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1A";
  const Loaded loaded =
      Load({{"ofac-sdn-csv", "sdn.csv", main},
            {"ofac-alt-csv", "alt.csv", "1,7,\"aka\",\"M\",-0- \r\n1,7,\"aka\",\"O\",-0- \r\n\x1A"},
            {"ofac-comments-csv", "sdn_comments.csv", "1,-0- \r\n\x1A"}});
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(loaded.sink.entities.at("ofac-sdn:1").names.size(), 3u) << "both aliases are kept";
  EXPECT_THAT(
      loaded.report->warnings,
      ::testing::IsSupersetOf({"alt.csv, line 2: the number 7 was there before (line 1); what both "
                               "say is kept",
                               "sdn_comments.csv, line 1: the comment is empty"}));
}

TEST(OfacCsvTest, RefusesDamageByFileAndLine) {
  const std::string row = "1,\"N\",-0- ,\"A\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n";
  const struct {
    const char* why;
    std::size_t table;
    std::string content;
    const char* error;
  } table[] = {
      {"too few fields", 0, row + "2,\"N\",-0- ,\"A\"\r\n\x1A",
       "INVALID_ARGUMENT DIR/sdn.csv, line 2: the row has 4 fields; SDN.CSV or CONS_PRIM.CSV has "
       "12. "
       "Do: get the file again; it may be cut off or edited"},
      {"too many fields", 0, row.substr(0, row.size() - 2) + ",\r\n\x1A",
       "INVALID_ARGUMENT DIR/sdn.csv, line 1: the row has 13 fields; SDN.CSV or CONS_PRIM.CSV has "
       "12. Do: get the file again; it may be cut off or edited"},
      {"a header", 0, "ent_num,b,c,d,e,f,g,h,i,j,k,l\r\n" + row + "\x1A",
       "INVALID_ARGUMENT DIR/sdn.csv, line 1: \"ent_num\" is not an entity number (the first "
       "field). "
       "Do: get the file again; it may be cut off or edited"},
      {"negative number", 0, "-1" + row.substr(1) + "\x1A",
       "INVALID_ARGUMENT DIR/sdn.csv, line 1: \"-1\" is not an entity number (the first field). "
       "Do: "
       "get the file again; it may be cut off or edited"},
      {"endless number", 0, "1234567890123" + row.substr(1) + "\x1A",
       "INVALID_ARGUMENT DIR/sdn.csv, line 1: \"1234567890123\" is not an entity number (the first "
       "field). Do: get the file again; it may be cut off or edited"},
      {"cut in a quoted field", 0, row + "2,\"NAM",
       "INVALID_ARGUMENT DIR/sdn.csv, line 2: the row begins a quoted field that is never closed. "
       "Do: the file is cut off or a quote is missing; get it again"},
      {"cut behind a field", 0, row + "2,\"NAME\",-0- ",
       "INVALID_ARGUMENT DIR/sdn.csv, line 2: the row has 3 fields; SDN.CSV or CONS_PRIM.CSV has "
       "12. "
       "Do: get the file again; it may be cut off or edited"},
      {"cut in the last null", 0, row.substr(0, row.size() - 4),
       "INVALID_ARGUMENT DIR/sdn.csv, line 1: the file is cut off inside its last row. Do: get the "
       "file again"},
      {"NUL", 0, row + std::string("2,\0", 3),
       "INVALID_ARGUMENT DIR/sdn.csv, line 2: it holds a NUL byte: it is not text, or it is UTF-16 "
       "or damaged. Do: give the file as its publisher sent it, as UTF-8 text"},
      {"stray quote", 0, "1,N\"M" + row.substr(5) + "\x1A",
       "INVALID_ARGUMENT DIR/sdn.csv, line 1: a quote stands inside a field, or text behind a "
       "closing quote. Do: write the field in quotes and every quote in it twice"},
      {"byte of no encoding", 0, "1,\"N\x8D\"" + row.substr(5) + "\x1A",
       "INVALID_ARGUMENT DIR/sdn.csv, line 1: a field is neither UTF-8 nor Windows-1252. Do: save "
       "the file as UTF-8"},
      {"mixed encodings", 0, "1,\"é\"" + row.substr(5) + "2,\"\xE9\"" + row.substr(5) + "\x1A",
       "INVALID_ARGUMENT DIR/sdn.csv, line 2: the file mixes encodings: line 1 is UTF-8 and line 2 "
       "is not. Do: get the file again, or save it as UTF-8 throughout"},
      {"joined files", 0, row + "\x1A" + row + "\x1A",
       "INVALID_ARGUMENT DIR/sdn.csv, line 2: text stands behind the end mark (byte 0x1A). Do: if "
       "files were joined, give them one by one"},
      {"ALT with the columns of ADD", 1, OfacLines(kAddRows),
       "INVALID_ARGUMENT DIR/alt.csv, line 1: the row has 6 fields; ALT.CSV has 5. Do: get the "
       "file "
       "again; it may be cut off or edited"},
      {"ALT cut off", 1, "101,1,\"aka\",\"EX",
       "INVALID_ARGUMENT DIR/alt.csv, line 1: the row begins a quoted field that is never closed. "
       "Do: the file is cut off or a quote is missing; get it again"},
      {"ADD cut off", 2, "101,1,-0- ,\"X\",-0",
       "INVALID_ARGUMENT DIR/add.csv, line 1: the row has 5 fields; ADD.CSV has 6. Do: get the "
       "file "
       "again; it may be cut off or edited"},
      {"ADD with a word for its number", 2, "one,1,-0- ,-0- ,-0- ,-0- \r\n\x1A",
       "INVALID_ARGUMENT DIR/add.csv, line 1: \"one\" is not an entity number (the first field). "
       "Do: "
       "get the file again; it may be cut off or edited"},
  };
  for (const auto& damage : table) {
    std::vector<Table> tables = Sample();
    tables[damage.table].content = damage.content;
    const Loaded loaded = Load(tables);
    EXPECT_EQ(ErrorText(loaded.report.status()), damage.error) << damage.why;
  }
}

// Cut at every byte: an error, or the same records up to a row's end and a warning that says so.
TEST(OfacCsvTest, IsNeverSilentAboutACut) {
  const std::string whole = OfacLines(kSdnRows);
  for (std::size_t size = 1; size < whole.size(); ++size) {
    const Loaded loaded = Load({{"ofac-sdn-csv", "sdn.csv", whole.substr(0, size)}});
    if (!loaded.report.ok()) continue;
    EXPECT_THAT(loaded.report->warnings,
                ::testing::Contains(HasSubstr("does not close with OFAC's end mark")))
        << "cut at " << size;
  }
}

}  // namespace
}  // namespace lynceus::sources
