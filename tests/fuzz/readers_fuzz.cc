// The readers of CSV, XML and JSON by themselves: each ends; what it gives is UTF-8, in file order
// and within its limits; an error names its input and a cause and is given again when asked again.
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/csv_reader.h"
#include "lib/sources/json_lines.h"
#include "lib/sources/xml_reader.h"
#include "tests/fuzz/target.h"

namespace lynceus {
namespace {

void CheckError(const absl::Status& status) {
  const ErrorDetail detail = DetailOf(status);
  LYNCEUS_CHECK(detail.subject == "input" && !detail.cause.empty());
}

void CheckCsv(std::string_view input, const sources::CsvOptions& options) {
  const auto bytes = MakeMemoryReader("input", std::string(input));
  sources::CsvReader reader(*bytes, options);
  std::uint64_t line = 0;
  for (std::uint64_t number = 1;; ++number) {
    const auto row = reader.Next();
    if (!row.ok()) {
      CheckError(row.status());
      LYNCEUS_CHECK(reader.Next().status() == row.status());
      return;
    }
    if (*row == nullptr) break;
    LYNCEUS_CHECK((*row)->number == number && (*row)->line > line);
    line = (*row)->line;
    LYNCEUS_CHECK(!(*row)->fields.empty() && (*row)->fields.size() <= limits::kCsvColumnsMax);
    for (const std::string& field : (*row)->fields) {
      LYNCEUS_CHECK(IsValidUtf8(field) && field.find('\0') == std::string::npos);
    }
  }
  const auto again = reader.Next();
  LYNCEUS_CHECK(again.ok() && *again == nullptr);
}

void CheckElement(const sources::XmlElement& element, std::size_t depth) {
  LYNCEUS_CHECK(depth <= limits::kXmlDepthMax);
  LYNCEUS_CHECK(!element.name.empty() && element.line > 0 && IsValidUtf8(element.text));
  for (const auto& [name, value] : element.attributes) {
    LYNCEUS_CHECK(!name.empty() && IsValidUtf8(value));
  }
  for (const sources::XmlElement& child : element.children) CheckElement(child, depth + 1);
}

void CheckXml(std::string_view input) {
  const auto bytes = MakeMemoryReader("input", std::string(input));
  int roots = 0;
  const absl::Status status = sources::ReadXml(
      *bytes, {.root = "list", .containers = {"people"}, .records = {"person"}},
      [&](const sources::XmlElement& root) {
        LYNCEUS_CHECK(root.name == "list" && root.children.empty());
        ++roots;
        return absl::OkStatus();
      },
      [&](const sources::XmlElement& record) {
        LYNCEUS_CHECK(roots == 1 && record.name == "person");
        CheckElement(record, 2);
        return absl::OkStatus();
      });
  if (!status.ok()) CheckError(status);
  LYNCEUS_CHECK(!status.ok() || roots == 1);
}

void CheckValue(const sources::JsonValue& value, std::size_t depth) {
  LYNCEUS_CHECK(depth <= limits::kJsonDepthMax);
  LYNCEUS_CHECK(IsValidUtf8(value.text) && value.text.find('\0') == std::string::npos);
  for (const sources::JsonValue& item : value.items) CheckValue(item, depth + 1);
  for (const sources::JsonMember& member : value.members) {
    LYNCEUS_CHECK(value.Find(member.key) == &member.value);  // no key stands twice
    CheckValue(member.value, depth + 1);
  }
}

void CheckJson(std::string_view input) {
  const auto bytes = MakeMemoryReader("input", std::string(input));
  sources::JsonReader reader(*bytes);
  std::uint64_t line = 0;
  while (true) {
    const auto record = reader.Next();
    if (!record.ok()) {
      CheckError(record.status());
      LYNCEUS_CHECK(reader.Next().status() == record.status());
      return;
    }
    if (*record == nullptr) return;
    LYNCEUS_CHECK((*record)->value.is_object() && (*record)->line >= line);
    line = (*record)->line;
    CheckValue((*record)->value, 1);
  }
}

}  // namespace

std::vector<std::string> fuzz::Seeds() {
  return {"a,b,c\r\n\"x \"\"y\"\"\",,\"two\nlines\"\r\n1,2,3\r\n\x1A",
          "name;share\n\xC4lder;50\n",
          "\xEF\xBB\xBF\"\xC3\x84lder\",x\n",
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?><list date=\"1\"><people>"
          "<person id=\"1\"><name>A &amp; B</name><!-- c --><alias/></person></people>"
          "<person><![CDATA[<x>]]></person></list>",
          "<l:list xmlns:l=\"urn:x\"><l:person l:a=\"&#x416;\"/></l:list>",
          "{\"a\":[1.50,-2e9,true,null],\"b\":{\"c\":\"\\u0416\\n\"}}\n{\"a\":\"\"}\n",
          "[\n {\"a\": {}},\n {\"b\": [[], {}]}\n]\n"};
}

void fuzz::Check(std::string_view input) {
  CheckCsv(input, {});
  CheckCsv(input,
           {.encoding = sources::CsvOptions::Encoding::kUtf8OrWindows1252, .delimiter = ';'});
  CheckXml(input);
  CheckJson(input);
}

}  // namespace lynceus
