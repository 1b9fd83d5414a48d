// Records as trees; and every damage an XML file can have, with its message.

#include "lib/sources/xml_reader.h"

#include <gtest/gtest.h>

#include <string>

#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "tests/support/status_matchers.h"

namespace lynceus::sources {
namespace {

const XmlShape kShape{.root = "list", .containers = {"people"}, .records = {"info", "person"}};

std::string Print(const XmlElement& element) {
  std::string text = element.name;
  for (const auto& [name, value] : element.attributes) text += " " + name + "=" + value;
  text += "[" + element.text;
  for (const XmlElement& child : element.children) text += "<" + Print(child) + ">";
  return text + "]";
}

struct Outcome {
  std::string records;  // one a line, with the line it begins on
  std::string error;
};

Outcome ReadAll(const std::string& content) {
  const auto input = MakeMemoryReader("t.xml", content);
  Outcome outcome;
  const std::function<absl::Status(const XmlElement&)> on_root = [&](const XmlElement& root) {
    outcome.records += "root " + Print(root) + "\n";
    return absl::OkStatus();
  };
  const std::function<absl::Status(XmlElement)> on_record = [&](const XmlElement& record) {
    outcome.records += std::to_string(record.line) + " " + Print(record) + "\n";
    return absl::OkStatus();
  };
  const absl::Status status = ReadXml(*input, kShape, on_root, on_record);
  if (!status.ok()) outcome.error = ErrorText(status);
  return outcome;
}

TEST(XmlReaderTest, GivesRecords) {
  const Outcome outcome = ReadAll(
      "<?xml version='1.0'?>\n<n:list xmlns:n='urn:x' n:date='today'>\n<info/>\n<people>\n"
      "<person id='7'> A &amp; d&#233; </person><person>\n <b>c</b> "
      "</person></people><person><![CDATA[<x>]]></person>\n"
      "<!-- bye --></n:list>");
  EXPECT_EQ(outcome.error, "");
  EXPECT_EQ(outcome.records,
            "root list date=today[]\n3 info[]\n5 person id=7[A & dé]\n5 person[<b[c]>]\n"
            "6 person[<x>]\n");
}

TEST(XmlReaderTest, ReadsEncodings) {
  const struct {
    const char* why;
    std::string content;
  } table[] = {
      {"UTF-8", "<list><person>Jos\xC3\xA9</person></list>"},
      {"UTF-8 with a mark", "\xEF\xBB\xBF<list><person>Jos\xC3\xA9</person></list>"},
      {"Latin-1",
       "<?xml version='1.0' encoding='ISO-8859-1'?><list><person>Jos\xE9</person></list>"},
      {"Windows-1252",
       "<?xml version='1.0' encoding='windows-1252'?><list><person>Jos\xE9</person></list>"},
  };
  for (const auto& row : table) {
    EXPECT_EQ(ReadAll(row.content).records, "root list[]\n1 person[José]\n") << row.why;
  }
}

TEST(XmlReaderTest, RefusesDamageByPlace) {
  std::string deep = "<list><person>";
  for (int i = 0; i < 70; ++i) deep += "<a>";
  const std::string megabytes(limits::kXmlTextBytesMax + 1, 'x');
  std::string large = "<list><person>";
  for (int i = 0; i < 5; ++i) large += "<a>" + megabytes.substr(1) + "</a>";
  const struct {
    const char* why;
    std::string content;
    const char* error;
  } table[] = {
      {"empty", "",
       "INVALID_ARGUMENT t.xml, line 1, byte 0: the file holds no element: it is empty or cut off. "
       "Do: get the file again"},
      {"cut before the root", "<?xml version='1.0'?>\n",
       "INVALID_ARGUMENT t.xml, line 2, byte 22: the file holds no element: it is empty or cut "
       "off. "
       "Do: get the file again"},
      {"cut inside the declaration", "<?xml vers", ""},
      {"cut in the root", "<list>\n",
       "INVALID_ARGUMENT t.xml, line 2, byte 7: the file is cut off: <list> of line 1 is not "
       "closed. "
       "Do: get the file again"},
      {"cut between records", "<list>\n<person/>\n",
       "INVALID_ARGUMENT t.xml, line 3, byte 17: the file is cut off: <list> of line 1 is not "
       "closed. Do: get the file again"},
      {"cut in a record", "<list>\n<person><a>b",
       "INVALID_ARGUMENT t.xml, line 2, byte 19: the file is cut off: <a> of line 2 is not closed. "
       "Do: get the file again"},
      {"cut in a tag", "<list>\n<person><a>b</",
       "INVALID_ARGUMENT t.xml, line 2, byte 19: the file is cut off: <a> of line 2 is not closed. "
       "Do: get the file again"},
      {"cut in a letter", "<list><person>\xD0",
       "INVALID_ARGUMENT t.xml, line 1, byte 14: the file is cut off: <person> of line 1 is not "
       "closed. Do: get the file again"},
      {"cut in CDATA", "<list><person><![CDATA[x",
       "INVALID_ARGUMENT t.xml, line 1, byte 24: the file is cut off: <person> of line 1 is not "
       "closed. Do: get the file again"},
      {"document type", "<!DOCTYPE list [<!ENTITY a 'b'>]>\n<list/>",
       "INVALID_ARGUMENT t.xml, line 1, byte 15: it declares a document type (DOCTYPE), which no "
       "list "
       "has. Do: get the file from its publisher again"},
      {"another root", "<other/>",
       "INVALID_ARGUMENT t.xml, line 1, byte 0: the root element is <other>, not <list>. Do: this "
       "is another format or a web page; get the file from its publisher again"},
      {"unknown element under the root", "<list><dog/></list>",
       "INVALID_ARGUMENT t.xml, line 1, byte 6: an element <dog> stands where none is known. Do: "
       "this is another format, or a newer form of it; --allow layout loads it without that part"},
      {"unknown element in a container", "<list><people><dog/></people></list>",
       "INVALID_ARGUMENT t.xml, line 1, byte 14: an element <dog> stands where none is known. Do: "
       "this is another format, or a newer form of it; --allow layout loads it without that part"},
      {"container in a container", "<list><people><people/></people></list>",
       "INVALID_ARGUMENT t.xml, line 1, byte 14: an element <people> stands where none is known. "
       "Do: "
       "this is another format, or a newer form of it; --allow layout loads it without that part"},
      {"text outside of records", "<list>hello</list>",
       "INVALID_ARGUMENT t.xml, line 1, byte 6: text stands outside of any record. Do: the file is "
       "damaged; get it again"},
      {"wrong closing tag", "<list><person></list>",
       "INVALID_ARGUMENT t.xml, line 1, byte 16: it is not well-formed XML: mismatched tag. Do: "
       "get "
       "the file again"},
      {"two roots", "<list/><list/>",
       "INVALID_ARGUMENT t.xml, line 1, byte 7: it is not well-formed XML: junk after document "
       "element. Do: get the file again"},
      {"unknown entity", "<list><person>&eacute;</person></list>",
       "INVALID_ARGUMENT t.xml, line 1, byte 14: it is not well-formed XML: undefined entity. Do: "
       "get the file again"},
      {"bad UTF-8", "<list><person>Jos\xE9</person></list>",
       "INVALID_ARGUMENT t.xml, line 1, byte 17: it is not well-formed XML: a character "
       "that may not stand here. Do: get the file again"},
      {"unknown encoding", "<?xml version='1.0' encoding='klingon'?><list/>",
       "INVALID_ARGUMENT t.xml, line 1, byte 30: it is not well-formed XML: unknown encoding. Do: "
       "get the file again"},
      {"NUL", std::string("<list><person>a\0b</person></list>", 33),
       "INVALID_ARGUMENT t.xml, line 1, byte 15: it is not well-formed XML: a character "
       "that may not stand here. Do: get the file again"},
      {"too deep", deep,
       "RESOURCE_EXHAUSTED t.xml, line 1, byte 200: elements nest too deeply (limit: 64 levels). "
       "Do: no list comes near it; get the file from its publisher again"},
      {"text between elements", "<list><person>A<b>c</b></person></list>",
       "INVALID_ARGUMENT t.xml, line 1, byte 23: text stands between the elements of <person> of "
       "line 1. Do: the file is damaged; get it again"},
      {"long text", "<list><person>" + megabytes + "</person></list>",
       "RESOURCE_EXHAUSTED t.xml, line 1, byte 4194304: the text of one element is too long "
       "(limit: 4 MiB). Do: no list comes near it; get the file from its publisher again"},
      {"long attribute", "<list><person a='" + megabytes + "'/></list>",
       "RESOURCE_EXHAUSTED t.xml, line 1, byte 6: an attribute is too long (limit: 4 MiB). Do: "
       "no list comes near it; get the file from its publisher again"},
      {"large record", large, ""},
  };
  for (const auto& row : table) {
    const std::string error = ReadAll(row.content).error;
    EXPECT_NE(error, "") << row.why;
    if (*row.error != '\0') {
      EXPECT_EQ(error, row.error) << row.why;
    }
  }
  EXPECT_THAT(ReadAll(large).error,
              ::testing::HasSubstr("one record is too large (limit: 16 MiB)"));
}

TEST(XmlReaderTest, ReturnsTheErrorOfTheReceiver) {
  const auto input = MakeMemoryReader("t.xml", "<list>\n<person/><person/></list>");
  int records = 0;
  const std::function<absl::Status(const XmlElement&)> on_root = [](const XmlElement&) {
    return absl::OkStatus();
  };
  const std::function<absl::Status(XmlElement)> on_record = [&records](const XmlElement&) {
    ++records;
    return InvalidError({.cause = "not this one"});
  };
  EXPECT_EQ(ErrorText(ReadXml(*input, kShape, on_root, on_record)),
            "INVALID_ARGUMENT t.xml, line 2: not this one");
  EXPECT_EQ(records, 1);
}

TEST(XmlRootNameTest, TellsTheRoot) {
  const struct {
    const char* head;
    const char* root;
  } table[] = {
      {"<a>", "a"},
      {"\xEF\xBB\xBF <?xml version='1.0'?>\n<!-- <b> -->\n<n:a x='1'>", "a"},
      {"<!DOCTYPE a><a/>", "a"},
      {"<a", ""},
      {"<!-- never closed <a>", ""},
      {"<?xml ", ""},
      {"text", ""},
      {"", ""},
  };
  for (const auto& row : table) EXPECT_EQ(XmlRootName(row.head), row.root) << row.head;
}

}  // namespace
}  // namespace lynceus::sources
