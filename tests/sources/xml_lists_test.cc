// OFAC's SDN.XML schema and the UN's consolidated list: the samples in full, and damage.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "lib/base/status.h"
#include "lib/sources/ofac_sdn_xml.h"
#include "lib/sources/un_xml.h"
#include "tests/sources/entity_text.h"
#include "tests/sources/memory_sink.h"
#include "tests/sources/quick_write.h"
#include "tests/sources/sample_lists.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::sources {
namespace {

using ::testing::ElementsAre;

struct Loaded {
  MemorySink sink;
  absl::StatusOr<LoadReport> report = absl::InternalError("not loaded");
};

Loaded Load(const std::string& kind, const std::string& content) {
  const support::TempDir dir;
  const FileGroup group{
      .kind = kind,
      .files = {{.path = QuickWrite(dir, "list.xml", content), .forced_kind = {}}},
      .kinds = {kind}};
  Loaded loaded;
  loaded.report =
      kind == "un-xml" ? LoadUnXml(group, loaded.sink) : LoadOfacXml(group, loaded.sink);
  if (!loaded.report.ok()) {
    ErrorDetail detail = DetailOf(loaded.report.status());
    if (detail.subject.starts_with(dir.path())) detail.subject = "list.xml";
    loaded.report = MakeError(loaded.report.status().code(), detail);
  }
  return loaded;
}

std::string Replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string result(text);
  const std::size_t at = result.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? result : result.replace(at, from.size(), to);
}

TEST(OfacXmlTest, ReadsEveryField) {
  const Loaded loaded = Load("ofac-sdn-xml", std::string(kSdnXml));
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(EntityText(loaded.sink.entities.at("ofac-sdn:102")),
            "Person ofac-sdn:102\n"
            "name primary|TESTOV, Ivan Petrovich\n"
            "name alias|TESTOFF, Ivan\nname weak|VANYA\nname former|STARYI\n"
            "born 1965-04-15\nborn 1953 to 1958\n"
            "country ru\nnationality ru\ncitizenship cy\nbirthCountry kp\n"
            "passportNumber 123456789 (ru)\n"
            "address 1 Test Street, Omsk, 644000, Russia (ru)\n"
            "position=Director\n"
            "notes=Passport 123456789 (Russia) expires 01 Feb 2025\n"
            "gender=Male\nnotes=Shoe Size 44\n"
            "birthPlace=Pyongyang, Korea, North\nnotes=wears a green hat\n");
  EXPECT_EQ(EntityText(loaded.sink.entities.at("ofac-sdn:101")),
            "Organization ofac-sdn:101\n"
            "name primary|EXAMPLE SHIPPING COMPANY LIMITED\n"
            "flag ir\ncallSign T2XX1\n"
            "type=Tug\nowner=Somebody\ntonnage=10\ngrossRegisteredTonnage=9\n");
  EXPECT_EQ(loaded.sink.fragments.size(), 2u);
  ASSERT_EQ(loaded.sink.interests.size(), 1u);
  EXPECT_EQ(loaded.sink.interests[0].owner_id, "ofac-sdn:101");
  EXPECT_EQ(loaded.sink.interests[0].subject_id, "ofac-sdn:102");
  EXPECT_EQ(loaded.sink.DesignationsOf("ofac-sdn:102").size(), 2u);
  EXPECT_EQ(loaded.report->source.list_date, Date::FromCivil(2025, 3, 28));
  EXPECT_TRUE(loaded.report->warnings.empty());
}

TEST(OfacXmlTest, ChecksTheRecordCount) {
  const Loaded fewer =
      Load("ofac-sdn-xml", Replaced(kSdnXml, "<Record_Count>2<", "<Record_Count>3<"));
  EXPECT_EQ(ErrorText(fewer.report.status()),
            "INVALID_ARGUMENT list.xml: it holds 2 records but states Record_Count 3. Do: records "
            "are missing; get the file again");
  const Loaded more =
      Load("ofac-sdn-xml", Replaced(kSdnXml, "<Record_Count>2<", "<Record_Count>1<"));
  ASSERT_THAT(more.report, support::IsOk());
  EXPECT_THAT(more.report->warnings,
              ElementsAre("the file holds 2 records, more than its Record_Count 1; all were read"));
  const Loaded none = Load("ofac-sdn-xml", Replaced(kSdnXml, "<Record_Count>2</Record_Count>", ""));
  ASSERT_THAT(none.report, support::IsOk());
  EXPECT_THAT(none.report->warnings,
              ElementsAre("the file states no Record_Count; that it is whole cannot be checked"));
}

TEST(OfacXmlTest, KeepsWhatItDoesNotKnow) {
  const std::string text = Replaced(
      Replaced(kSdnXml, "<idList>", "<shoeList><shoe>44</shoe></shoeList><idList><hat>x</hat>"),
      "<callSign>", "<anchor>big</anchor><callSign>");
  const Loaded loaded = Load("ofac-sdn-xml", text);
  ASSERT_THAT(loaded.report, support::IsOk());
  std::vector<std::string> fragments;
  for (const UnparsedFragment& fragment : loaded.sink.fragments) fragments.push_back(fragment.text);
  EXPECT_THAT(fragments, ElementsAre("shoeList: ", "hat: x", "Shoe Size 44", "wears a green hat",
                                     "anchor: big"));
}

TEST(OfacXmlTest, RefusesDamageByPlace) {
  const std::string whole(kSdnXml);
  const struct {
    const char* why;
    std::string content;
    const char* error;
  } table[] = {
      {"no uid", Replaced(kSdnXml, "<uid>102</uid>", ""),
       "INVALID_ARGUMENT list.xml, line 7: an <sdnEntry> has no uid of digits. Do: get the file "
       "again"},
      {"uid of letters", Replaced(kSdnXml, "<uid>102</uid>", "<uid>x</uid>"),
       "INVALID_ARGUMENT list.xml, line 7: an <sdnEntry> has no uid of digits. Do: get the file "
       "again"},
      {"cut in an entry", whole.substr(0, whole.find("<akaList>")),
       "INVALID_ARGUMENT list.xml, line 20, byte 999: the file is cut off: <sdnEntry> of line 7 "
       "is "
       "not closed. Do: get the file again"},
      {"cut between entries", whole.substr(0, whole.rfind("  <sdnEntry>")),
       "INVALID_ARGUMENT list.xml, line 36, byte 2274: the file is cut off: <sdnList> of line 2 is "
       "not closed. Do: get the file again"},
      {"an entry in an unknown element",
       Replaced(kSdnXml, "<sdnEntry>\n    <uid>101", "<dog/><sdnEntry>\n    <uid>101"),
       "INVALID_ARGUMENT list.xml, line 36, byte 2276: an element <dog> stands where none is "
       "known. "
       "Do: this is another format, or a newer form of it; --allow layout loads it without that "
       "part"},
      {"DOCTYPE", Replaced(kSdnXml, "<sdnList ", "<!DOCTYPE sdnList>\n<sdnList "),
       "INVALID_ARGUMENT list.xml, line 2, byte 56: it declares a document type (DOCTYPE), which "
       "no "
       "list has. Do: get the file from its publisher again"},
  };
  for (const auto& row : table) {
    EXPECT_EQ(ErrorText(Load("ofac-sdn-xml", row.content).report.status()), row.error) << row.why;
  }
}

// An XML file cut at any byte before its last tag closes is an error.
TEST(OfacXmlTest, IsNeverSilentAboutACut) {
  const std::string whole(kSdnXml);
  for (std::size_t size = 0; size + 1 < whole.size(); size += 7) {
    EXPECT_FALSE(Load("ofac-sdn-xml", whole.substr(0, size)).report.ok()) << "cut at " << size;
  }
}

TEST(UnXmlTest, AnUnknownPartIsReadPastOnlyWhereAllowed) {
  const std::string xml =
      Replaced(kUnXml, "</CONSOLIDATED_LIST>",
               "<VESSELS><VESSEL><NAME>X</NAME></VESSEL></VESSELS></CONSOLIDATED_LIST>");
  EXPECT_FALSE(Load("un-xml", xml).report.ok());
  const support::TempDir dir;
  const FileGroup group{.kind = "un-xml",
                        .files = {{.path = QuickWrite(dir, "list.xml", xml), .forced_kind = {}}},
                        .kinds = {"un-xml"},
                        .allow_unknown_layout = true};
  MemorySink sink;
  const auto report = LoadUnXml(group, sink);
  ASSERT_THAT(report, support::IsOk());
  EXPECT_THAT(report->allowed, ElementsAre(::testing::HasSubstr("<VESSELS> is not known")));
  EXPECT_EQ(report->records_read, Load("un-xml", std::string(kUnXml)).report->records_read);
}

TEST(UnXmlTest, ReadsEveryField) {
  const Loaded loaded = Load("un-xml", std::string(kUnXml));
  ASSERT_THAT(loaded.report, support::IsOk());
  EXPECT_EQ(EntityText(loaded.sink.entities.at("un:CDi.901")),
            "Person un:CDi.901\n"
            "name primary|ANNA SAMPLE TESTOVA\nname alias Arab|آنا نموذج\n"
            "name alias|Anna Muster\nname alias|Anna Mustermann\nname weak|Annie\n"
            "born 1958-02-22\nborn circa 1971\nborn 1970 to 1973\nborn 1961-08\n"
            "nationality cd\ncountry cd\nbirthCountry ug\n"
            "passportNumber 96/184442 (ly)\nidNumber 1-78-09-44621-80\n"
            "address Goma, Democratic Republic of the Congo (cd)\n"
            "gender=Female\nnotes=Leads the Example Front (CDe.902) and met CDi.999.\n"
            "title=Dr.\nposition=General\nposition=Treasurer\nmodifiedAt=2016-10-13\n"
            "notes=as of 2016\nnotes=date of birth: NOTE August 1961\n"
            "notes=date of birth: NOTE in the rainy season\nbirthPlace=Bunia, Uganda\n"
            "notes=FAVOURITE_COLOUR: green\n"
            "also un-dataid:1\n");
  EXPECT_EQ(EntityText(loaded.sink.entities.at("un:CDe.902")),
            "Organization un:CDe.902\nname primary|EXAMPLE FRONT\nname former|Old Front\n"
            "address Branch Office 16: Zabul, Iran ()\nalso un-dataid:2\n");
  const auto designations = loaded.sink.DesignationsOf("un:CDi.901");
  ASSERT_EQ(designations.size(), 1u);
  EXPECT_EQ(designations[0].authority, "UN-SC");
  EXPECT_EQ(designations[0].list, "UNSC");
  EXPECT_EQ(designations[0].programme, "DRC");
  EXPECT_EQ(designations[0].date, Date::FromCivil(2015, 7, 1));
  ASSERT_EQ(loaded.sink.interests.size(), 1u);
  EXPECT_EQ(loaded.sink.interests[0].id, "un:CDi.901/linked-to/CDe.902");
  EXPECT_EQ(loaded.sink.interests[0].owner_id, "un:CDe.902");
  EXPECT_EQ(loaded.sink.fragments.size(), 2u);
  EXPECT_EQ(loaded.report->source.list_date, Date::FromCivil(2026, 2, 27));
  EXPECT_THAT(
      loaded.report->warnings,
      ElementsAre("line 4: the comments of un:CDi.901 name CDi.999, which the file does not have"));
}

TEST(UnXmlTest, ReadsDocumentNumbersOutOfTheirWords) {
  const struct {
    const char* number;
    const char* type;
    const char* value;
    const char* country;
  } table[] = {
      {"CAR diplomatic passport no. D00000898", "passportNumber", "D00000898", "ly"},
      {"Libya 428720", "passportNumber", "428720", "ly"},
      {"R00012098, South Sudan", "passportNumber", "R00012098", "ly"},
      {"381110042 (Expired 25 Jan. 2016)", "passportNumber", "381110042", "ly"},
      {"96 03 464086", "passportNumber", "96 03 464086", "ly"},
      {"Afghan passport number SE 012820", "passportNumber", "SE 012820", "ly"},
  };
  for (const auto& row : table) {
    const Loaded loaded =
        Load("un-xml", Replaced(kUnXml, "Libyan Passport No. 96/184442", row.number));
    ASSERT_THAT(loaded.report, support::IsOk());
    const Identifier expected{.type = row.type, .value = row.value, .country = row.country};
    EXPECT_EQ(loaded.sink.entities.at("un:CDi.901").identifiers.at(0), expected) << row.number;
  }
}

TEST(UnXmlTest, RefusesDamageByPlace) {
  const std::string whole(kUnXml);
  const struct {
    const char* why;
    std::string content;
    const char* error;
  } table[] = {
      {"no reference number", Replaced(kUnXml, "<REFERENCE_NUMBER>CDe.902</REFERENCE_NUMBER>", ""),
       "INVALID_ARGUMENT list.xml, line 34: an <ENTITY> has no REFERENCE_NUMBER. Do: get the file "
       "again"},
      {"record under another record's container",
       Replaced(kUnXml, "<ENTITIES>", "<ENTITIES><THINGS/>"),
       "INVALID_ARGUMENT list.xml, line 33, byte 2608: an element <THINGS> stands where none is "
       "known. Do: this is another format, or a newer form of it; --allow layout loads it without "
       "that part"},
      {"cut behind the individuals", whole.substr(0, whole.find("<ENTITIES>")),
       "INVALID_ARGUMENT list.xml, line 33, byte 2598: the file is cut off: <CONSOLIDATED_LIST> of "
       "line 2 is not closed. Do: get the file again"},
      {"an entity without semicolon", Replaced(kUnXml, "ANNA", "A&NNA"),
       "INVALID_ARGUMENT list.xml, line 6, byte 278: it is not well-formed XML: a character that "
       "may not stand here. Do: get the file again"},
  };
  for (const auto& row : table) {
    EXPECT_EQ(ErrorText(Load("un-xml", row.content).report.status()), row.error) << row.why;
  }
  const Loaded undated =
      Load("un-xml", Replaced(kUnXml, " dateGenerated=\"2026", " dateGenerated=\"x026"));
  ASSERT_THAT(undated.report, support::IsOk());
  EXPECT_EQ(undated.report->warnings.front(),
            "dateGenerated \"x026-02-27T00:00:09.554Z\" is no date; the list's date is not known");
}

TEST(UnXmlTest, IsNeverSilentAboutACut) {
  const std::string whole(kUnXml);
  for (std::size_t size = 0; size + 1 < whole.size(); size += 7) {
    EXPECT_FALSE(Load("un-xml", whole.substr(0, size)).report.ok()) << "cut at " << size;
  }
}

}  // namespace
}  // namespace lynceus::sources
