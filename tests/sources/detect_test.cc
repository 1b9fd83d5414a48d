// What a file is taken for, and what is said of those that are nothing.

#include "lib/sources/detect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "lib/base/status.h"
#include "tests/sources/sample_lists.h"

namespace lynceus::sources {
namespace {

using ::testing::ElementsAre;

std::string Detected(const std::string& content, bool is_whole = true) {
  const auto parts = TakeApart("f", content, is_whole);
  if (!parts.ok()) return ErrorText(parts.status());
  const auto kind = DetectKind(*parts);
  return kind.ok() ? *kind : ErrorText(kind.status());
}

TEST(DetectTest, KnowsTheFormats) {
  const struct {
    std::string content;
    const char* kind;
  } table[] = {
      {OfacLines(kSdnRows), "ofac-sdn-csv"},
      {OfacLines(kAltRows), "ofac-alt-csv"},
      {OfacLines(kAddRows), "ofac-add-csv"},
      {"17014,\"r 1027700342890 (Russia).\"\r\n\x1A", "ofac-comments-csv"},
      {std::string(kSdnXml), "ofac-sdn-xml"},
      {"\xEF\xBB\xBF" + std::string(kSdnXml), "ofac-sdn-xml"},
      {std::string(kUnXml), "un-xml"},
      {R"({"id":"a","caption":"A","schema":"Person","properties":{"name":["A"]}})", "ftm-json"},
      {R"( [{"statementId":"s","recordType":"entity","recordDetails":{"schema":1}}])", "bods-json"},
      {R"({"recordId":"x","declarationSubject":"y","statementId":"s"})", "bods-json"},
      {"owner_id,subject_id,kind,share\na,b,shares,50\n", "interests-csv"},
      {"Subject,Owner,Share\na,b,50\n", "interests-csv"},
  };
  for (const auto& row : table) {
    EXPECT_EQ(Detected(row.content), row.kind);
    EXPECT_EQ(Detected(row.content, false), row.kind);
  }
}

TEST(DetectTest, SaysWhatOtherFilesLookLike) {
  const struct {
    const char* why;
    std::string content;
    const char* error;
  } table[] = {
      {"empty", "", "INVALID_ARGUMENT f: the file is empty. Do: get it again"},
      {"blank", " \r\n", "INVALID_ARGUMENT f: the file holds only white space. Do: get it again"},
      {"ZIP", std::string("PK\x03\x04\0\0", 6),
       "INVALID_ARGUMENT f: it is a ZIP archive (or a spreadsheet). Do: unpack it and give the "
       "file "
       "inside"},
      {"gzip", "\x1F\x8B\x08",
       "INVALID_ARGUMENT f: it is gzip-compressed. Do: unpack it and give the file inside"},
      {"zstd", "\x28\xB5\x2F\xFD",
       "INVALID_ARGUMENT f: it is zstd-compressed. Do: unpack it and give the file inside"},
      {"PDF", "%PDF-1.7",
       "INVALID_ARGUMENT f: it is a PDF document. Do: give the publisher's XML or CSV form"},
      {"UTF-16", std::string("\xFF\xFE<\0", 4),
       "INVALID_ARGUMENT f: it is UTF-16 text. Do: save it as UTF-8"},
      {"HTML", "<!DOCTYPE html>\n<html>",
       "INVALID_ARGUMENT f: it is an HTML page, perhaps an error page saved under the list's name. "
       "Do: download the file again and look at it"},
      {"XHTML", "<?xml version='1.0'?><!-- x --><HTML lang='en'>",
       "INVALID_ARGUMENT f: it is an HTML page, perhaps an error page saved under the list's name. "
       "Do: download the file again and look at it"},
      {"other XML", "<note>",
       "INVALID_ARGUMENT f: it is XML with the root <note>, which is no known format. Do: give a "
       "list or registry in a known format, or force its kind with KIND:FILE"},
      {"XML without a root", "<?xml version='1.0'?>",
       "INVALID_ARGUMENT f: it begins like XML, but has no root element. Do: give a list or "
       "registry "
       "in a known format, or force its kind with KIND:FILE"},
      {"other JSON", R"({"a":{"schema":1},"b":[{"id":2}]})",
       "INVALID_ARGUMENT f: it is JSON whose first object has the keys a, b: no known format. Do: "
       "give a list or registry in a known format, or force its kind with KIND:FILE"},
      {"empty JSON list", "[]",
       "INVALID_ARGUMENT f: it is JSON that begins with no object that has keys. Do: give a list "
       "or "
       "registry in a known format, or force its kind with KIND:FILE"},
      {".PIP", "36|\"A\"|-0- |\"CUBA\"|-0- |-0- \r\n",
       "INVALID_ARGUMENT f: its first row (6 fields, first \"36\", separated by \"|\") is of no "
       "known format. Do: give a list or registry in a known format, or force its kind with "
       "KIND:FILE; bring a list of your own into the table of LISTS.md (id, name, authority, list "
       "...)"},
      {"an own table with semicolons", "id;name;authority;list;script\nb:1;A;B;C;\n",
       "INVALID_ARGUMENT f: its first row (5 fields, first \"id\", separated by \";\") is of no "
       "known format. Do: separate the columns of this table by commas"},
      {"a Japanese header", "番号,名称,別名\n1,テストフ,\n",
       "INVALID_ARGUMENT f: its first row (3 fields, first \"番号\") is of no known format. Do: "
       "give a list or registry in a known format, or force its kind with KIND:FILE; bring a list "
       "of your own into the table of LISTS.md (id, name, authority, list ...)"},
      {"a Japanese header in Shift_JIS", "\x94\xD4\x8D\x86,\x96\xBC\x8F\xCC\n1,A\n",
       "INVALID_ARGUMENT f, line 1: a field is neither UTF-8 nor Windows-1252. Do: save the file "
       "as "
       "UTF-8: in Excel as \"CSV UTF-8\", else convert it from the encoding it is in (for "
       "Japanese: "
       "iconv -f CP932 -t UTF-8)"},
      {"other CSV", "name,country\nA,ru\n",
       "INVALID_ARGUMENT f: its first row (2 fields, first \"name\") is of no known format. Do: "
       "give "
       "a list or registry in a known format, or force its kind with KIND:FILE; bring a list of "
       "your own into the table of LISTS.md (id, name, authority, list ...)"},
      {"prose", "Dear Sir,\n",
       "INVALID_ARGUMENT f: its first row (2 fields, first \"Dear Sir\") is of no known format. "
       "Do: "
       "give a list or registry in a known format, or force its kind with KIND:FILE; bring a list "
       "of your own into the table of LISTS.md (id, name, authority, list ...)"},
      {"binary",
       std::string("\x7F"
                   "ELF\x02\x01\x01\0",
                   8),
       "INVALID_ARGUMENT f, line 1: it holds a NUL byte: it is not text, or it is UTF-16 or "
       "damaged. "
       "Do: give the file as its publisher sent it, as UTF-8 text"},
      {"control bytes", "\x01\x02\x03\n",
       "INVALID_ARGUMENT f, line 1: it holds the control character 0x01, which is no text. Do: the "
       "file is damaged; get it again"},
  };
  for (const auto& row : table) EXPECT_EQ(Detected(row.content), row.error) << row.why;
}

TEST(FirstObjectKeysTest, AreThoseOfTheFirstObject) {
  EXPECT_THAT(FirstObjectKeys(R"({"a":1,"b":{"c":2},"d":["e",{"f":3}],"g\"h":":"} {"x":1})"),
              ElementsAre("a", "b", "d", "g\\\"h"));
  EXPECT_THAT(FirstObjectKeys(R"([ [{"a":1}] ])"), ElementsAre("a"));
  EXPECT_THAT(FirstObjectKeys(R"({"a":1,"b)"), ElementsAre("a"));
  EXPECT_THAT(FirstObjectKeys(R"({"a\)"), ElementsAre());
  EXPECT_THAT(FirstObjectKeys(""), ElementsAre());
}

}  // namespace
}  // namespace lynceus::sources
