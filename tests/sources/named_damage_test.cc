// What a loader reads on past is named: each row changes one thing of a format's sample, and says
// which words of the load report name it. Everything else of the sample's report stays.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/samples/samples.h"
#include "tests/sources/damage.h"

namespace lynceus::sources {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const samples::Sample& SampleOf(const std::string& kind) {
  static const auto& all = *new std::vector<samples::Sample>(samples::AllSamples());
  const auto found = std::ranges::find_if(
      all, [&kind](const samples::Sample& sample) { return sample.file.kind == kind; });
  LYNCEUS_CHECK(found != all.end());
  return *found;
}

std::string BytesOf(const std::string& kind, const std::string& text) {
  return FindFormat(kind)->shape == Shape::kWorkbook ? samples::WorkbookOf(text) : text;
}

struct Row {
  const char* kind;
  const char* why;
  const char* from;
  const char* to;
  const char* named;
};

constexpr Row kRows[] = {
    // Words that the publisher's form has not.
    {"bods-json", "a member", "{\"statementId\":\"s-1\"", "{\"zz\":1,\"statementId\":\"s-1\"",
     "line 1: the member \"zz\" of a statement is not of BODS 0.4 and was not read"},
    {"bods-json", "a member of an interest", "\"type\":\"shareholding\"",
     "\"zz\":1,\"type\":\"shareholding\"",
     "line 3: the member \"zz\" of an interest is not of BODS 0.4 and was not read"},
    {"bods-json", "a number as a name", "\"Quay Example Ltd\"", "17", "its name is a number"},
    {"bods-json", "no name", "\"Quay Example Ltd\"", "null", "one of its names is none"},
    {"bods-json", "no statement id", "\"statementId\":\"s-2\",", "",
     "line 2: the statement has no statementId"},
    {"bods-json", "a statement id twice", "\"s-2\"", "\"s-1\"",
     "line 2: the statementId s-1 was there before"},
    {"dk-owners-json", "a member", "{\"id\":\"b\"", "{\"zz\":1,\"id\":\"b\"",
     "line 2: the member \"zz\" is not known and was not read"},
    {"dk-owners-json", "a number as a name", "\"Ana Testova\"", "17",
     "line 1: source_name is no text; the party has no name here"},
    {"dk-owners-json", "a holding that neither is nor was", "\"active\":true}]",
     "\"active\":\"yes\"}]",
     "line 2: \"active\" is neither true nor false; the company is taken as held"},
    {"ftm-json", "a property", "\"topics\"", "\"mood\"",
     "the property \"mood\" (values: 1, the first on line 2) is not of FollowTheMoney"},
    {"ftm-json", "a number as a name", "\"Testimir Obraztsov\"", "17",
     "its name is a number, not a text"},
    {"gleif-rr-xml", "a status", "<rr:RelationshipStatus>ACTIVE<", "<rr:RelationshipStatus>ASLEEP<",
     "the RelationshipStatus \"ASLEEP\" is not known"},
    {"gleif-rr-xml", "a type of node", "<rr:NodeIDType>LEI<", "<rr:NodeIDType>ISIN<",
     "the StartNode/NodeIDType \"ISIN\" is not known; its NodeID is read as an LEI"},
    {"gleif-rr-xml", "an attribute", "<rr:RelationshipRecord>",
     "<rr:RelationshipRecord mood=\"bad\">", "the attribute <RelationshipRecord mood>"},
    {"gleif-repex-xml", "a category", "DIRECT_ACCOUNTING", "GHOST_ACCOUNTING",
     "the ExceptionCategory \"GHOST_ACCOUNTING_CONSOLIDATION_PARENT\" is not known"},
    {"un-xml", "an attribute", "<INDIVIDUAL>", "<INDIVIDUAL mood=\"bad\">",
     "the attribute <INDIVIDUAL mood>"},
    {"un-xml", "a strength", "<QUALITY>Low<", "<QUALITY>Limp<",
     "fragment: quality of an alias: Limp"},
    {"uk-xml", "an attribute", "<Designation>", "<Designation mood=\"bad\">",
     "the attribute <Designation mood>"},
    {"uk-xml", "a kind of name", "<NameType>Alias<", "<NameType>Spirit<",
     "fragment: name type: Spirit"},
    {"uk-xml", "a strength", "Low quality a.k.a", "limp", "fragment: strength of a name: limp"},
    {"uk-xml", "an IMO number", "IMO9562233", "IMO95", "fragment: IMO number: IMO95"},
    {"uk-csv", "a kind of name", "Vanya,,,Alias", "Vanya,,,Spirit", "fragment: name type: Spirit"},
    {"uk-csv", "a strength", "Low quality a.k.a", "limp", "fragment: strength of a name: limp"},
    {"uk-conlist-csv", "a kind of alias", "Individual,AKA", "Individual,ZKA",
     "fragment: name type: ZKA"},
    {"uk-conlist-csv", "a strength", "AKA,Low", "AKA,Limp", "fragment: strength of a name: Limp"},
    {"uk-conlist-csv", "a group of two kinds", "Individual,AKA", "Entity,AKA",
     "fragment: type of party, of another row: "},
    {"eu-xml", "a strength", "strong=\"false\"", "strong=\"maybe\"",
     "fragment: nameAlias@strong: maybe"},
    {"eu-xml", "no reference number", "euReferenceNumber=\"EU.901.1\"", "euReferenceNumber=\"\"",
     ": eu:logical-901 has no euReferenceNumber; its logicalId stands for it"},
    {"eu-xml", "no type of party", "<subjectType code=\"person\" classificationCode=\"P\"/>", "",
     "has no subjectType; what it is is not known"},
    {"ch-xml", "a relation to nobody", "target-id=\"200\"", "target-id=\"888\"",
     "fragment: relation: target 888 is not in the file"},
    {"ch-xml", "a day", "2014-12-20", "2014-13-20", "2014-13-20"},
    {"ch-xml", "a kind of object", "object-type=\"vessel\"", "object-type=\"ghost\"",
     "fragment: object-type: ghost"},
    {"ca-xml", "no name but aliases",
     "<EntityOrShip>Test Institute/Institut de test</EntityOrShip>", "", "has no primary name"},
    {"ca-xml", "an element twice", "<Item>8</Item>", "<Item>8</Item><Item>9</Item>",
     "fragment: Item: 9"},
    {"ofac-sdn-xml", "a kind of party", "<sdnType>Individual<", "<sdnType>Ghost<",
     "fragment: sdnType: Ghost"},
    {"ofac-sdn-xml", "a kind of alias", "<type>f.k.a.<", "<type>z.z.a.<",
     "fragment: aka type: z.z.a."},
    {"ofac-sdn-xml", "a strength", "<category>weak<", "<category>limp<",
     "fragment: aka category: limp"},
    {"ofac-enhanced-xml", "a script", "<script refId=\"20105\">Chinese Simplified<",
     "<script refId=\"77\">Rongorongo<", "fragment: script: Rongorongo"},
    {"ofac-enhanced-xml", "a day of listing", "datePublished=\"2014-07-16\"",
     "datePublished=\"2014-17-16\"", "fragment: datePublished: 2014-17-16"},
    {"ofac-enhanced-xml", "a day of birth", "<fromDateBegin>1962-01-01",
     "<fromDateBegin>1962-13-01", "fragment: fromDateBegin: 1962-13-01"},
    {"ofac-advanced-xml", "a script", "NamePartGroupID=\"21\" ScriptID=\"215\"",
     "NamePartGroupID=\"21\" ScriptID=\"777\"", "do not explain Script 777"},
    {"ofac-advanced-xml", "a type of alias", "AliasTypeID=\"1403\"", "AliasTypeID=\"777\"",
     "do not explain AliasType 777"},
    {"uk-companies-csv", "a day", "01/02/2015", "soon", "fragment: PreviousName_1.CONDATE: soon"},
    {"uk-psc-json", "no address of its own",
     "\"links\":{\"self\":\"/company/01234567/persons-with-significant-control/individual/A1\"}",
     "\"links\":{}", "it has no links.self; its etag"},
    {"us-csl-csv", "a number", "Department\",\"21944\"", "Department\",\"\"",
     "the entity_number \"\" is no number of OFAC"},
    {"us-bis-dpl-tsv", "an end before the start", "07/20/2043", "07/20/2003",
     "fragment: from 2013-07-20 to 2003-07-20"},
    {"iadb-xlsx", "a sanction", "Debarment\t", "Stern look\t",
     "fragment: IDB Sanction Type: Stern look"},
    {"wb-xlsx", "a day of download", "07/01/2025 10:37", "lately",
     "no line says when the list was downloaded"},
    // Of the table itself.
    {"eu-csv", "a blank line", "\n", "\n\n", "list, line 2: blank between rows"},
    {"ebrd-csv", "a blank line", "\n", "\n\n", "blank lines stand before the row"},
    {"us-bis-dpl-tsv", "a letter of Windows-1252", "EXAMPLE WORKS", "EXAMPLE W\xD6RKS",
     "not UTF-8; the file is read as Windows-1252"},
};

TEST(NamedDamageTest, WhatIsReadOnPastIsNamed) {
  for (const Row& row : kRows) {
    const std::string& whole = SampleOf(row.kind).file.content;
    const std::string before = OutcomeOf(row.kind, BytesOf(row.kind, whole));
    EXPECT_THAT(before, Not(HasSubstr(row.named))) << row.kind << ": " << row.why;
    EXPECT_THAT(OutcomeOf(row.kind, BytesOf(row.kind, WithReplaced(whole, row.from, row.to))),
                HasSubstr(row.named))
        << row.kind << ": " << row.why;
  }
}

TEST(NamedDamageTest, LineEndsOfOldMacintoshesAreNamedOnce) {
  std::string text = SampleOf("eu-csv").file.content;
  std::erase(text, '\r');
  std::ranges::replace(text, '\n', '\r');
  EXPECT_THAT(OutcomeOf("eu-csv", text), HasSubstr("a row ends in CR alone"));
}

TEST(NamedDamageTest, AHeaderThatStandsAgainIsAnError) {
  for (const char* const kind :
       {"eu-csv", "eu-journal-csv", "ebrd-csv", "us-csl-csv", "au-xlsx", "iadb-xlsx", "wb-xlsx"}) {
    const std::string& whole = SampleOf(kind).file.content;
    EXPECT_THAT(OutcomeOf(kind, BytesOf(kind, whole + whole)), HasSubstr("files were joined"))
        << kind;
  }
}

TEST(NamedDamageTest, AListWithoutARecordIsAnError) {
  const support::TempDir dir;
  for (const char* const content : {"", "[]\n"}) {
    const std::string kind = "dk-owners-json";
    MemorySink sink;
    const auto report =
        LoadGroup({.kind = kind,
                   .files = {{.path = QuickWrite(dir, "list", content), .forced_kind = {}}},
                   .kinds = {kind}},
                  sink);
    EXPECT_THAT(ErrorText(report.status()), HasSubstr("it holds no record")) << content;
  }
}

TEST(NamedDamageTest, TwoByteOrderMarksAreAnError) {
  for (const char* const kind : {"eu-csv", "uk-csv", "ebrd-csv", "us-csl-csv", "lynceus-csv"}) {
    EXPECT_THAT(OutcomeOf(kind, "\xEF\xBB\xBF\xEF\xBB\xBF" + SampleOf(kind).file.content),
                HasSubstr("the file begins with two byte order marks"))
        << kind;
  }
}

// An error takes the place of what was to stand in the cell, so it is no name.
TEST(NamedDamageTest, ACellThatHoldsAnErrorIsNamedAndIsNoText) {
  const std::string sheet = SheetRows(samples::TableOf(SampleOf("wb-xlsx").file.content));
  const std::string broken =
      WithReplaced(sheet, "<c t=\"inlineStr\"><is><t>MR. IVAN TESTOV</t></is></c>",
                   "<c t=\"e\"><v>#REF!</v></c>");
  const std::string said = OutcomeOf("wb-xlsx", XlsxBytes({.sheet = broken}));
  EXPECT_THAT(said, HasSubstr("column 1: #REF!: an error stands in place of the cell's value"));
  EXPECT_THAT(said, HasSubstr("loads 1 entities"));
}

}  // namespace
}  // namespace lynceus::sources
