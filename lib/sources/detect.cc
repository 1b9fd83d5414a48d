// The file is taken apart by its shape; each format's own function then says whether it is of it.
// Nothing is guessed from a file's name.

#include "lib/sources/detect.h"

#include <re2/re2.h>

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/csv_reader.h"
#include "lib/sources/format.h"
#include "lib/sources/xml_reader.h"

namespace lynceus::sources {
namespace {

using std::string_view_literals::operator""sv;

// Rows of a table that recognisers see.
constexpr std::size_t kRowsShown = 5;

constexpr std::string_view kForce =
    "give a list or registry in a known format, or force its kind with KIND:FILE";
constexpr std::string_view kBringYourOwn =
    "; bring a list of your own into the table of LISTS.md (id, name, authority, list ...)";

absl::Status Refuse(const std::string& name, std::string cause, std::string_view remedy) {
  return InvalidError({.subject = name, .cause = std::move(cause), .remedy = std::string(remedy)});
}

struct Magic {
  std::string_view bytes;
  std::string_view what;
  std::string_view remedy;
};

constexpr std::string_view kUnpack = "unpack it and give the file inside";

constexpr Magic kMagics[] = {
    {"PK\x03\x04"sv, "a ZIP archive (or a spreadsheet)", kUnpack},
    {"PK\x05\x06"sv, "an empty ZIP archive", kUnpack},
    {"\x1F\x8B"sv, "gzip-compressed", kUnpack},
    {"\x28\xB5\x2F\xFD"sv, "zstd-compressed", kUnpack},
    {"BZh"sv, "bzip2-compressed", kUnpack},
    {"\xFD"
     "7zXZ"sv,
     "xz-compressed", kUnpack},
    {"7z\xBC\xAF"sv, "a 7-Zip archive", kUnpack},
    {"%PDF"sv, "a PDF document", "give the publisher's XML or CSV form"},
    {"\xD0\xCF\x11\xE0"sv, "an old Office document", "give the publisher's XML or CSV form"},
    {"\xFF\xFE"sv, "UTF-16 text", "save it as UTF-8"},
    {"\xFE\xFF"sv, "UTF-16 text", "save it as UTF-8"},
};

std::string SeparatorWords(const FileHead& head) {
  return head.separator == '\t' ? "tabs" : absl::StrCat("\"", std::string(1, head.separator), "\"");
}

// The first of the separators outside of quotes, where it parts the line into five fields or more;
// else the comma.
char SeparatorOf(std::string_view line) {
  static const RE2 kFirst(R"((?:"[^"]*"|[^,;|@\t"])*([,;|@\t]))");
  line = line.substr(0, line.find_first_of("\r\n"));
  re2::StringPiece rest(line.data(), line.size());
  std::string separator;
  if (!RE2::Consume(&rest, kFirst, &separator)) return ',';
  return std::ranges::count(line, separator[0]) < 4 ? ',' : separator[0];
}

absl::Status CheckIsText(const std::string& name, const std::vector<std::string>& row) {
  static const RE2 kControl(R"([\x01-\x08\x0E-\x1F])");
  for (const std::string& field : row) {
    if (RE2::PartialMatch(field, kControl)) {
      return Refuse(name, "it is not text; what it is cannot be told", kForce);
    }
  }
  return absl::OkStatus();
}

// The first row decides; a row that the head cuts off is not looked at.
absl::Status TakeRows(FileHead& head) {
  std::string_view text = head.text;
  if (!head.is_whole) text = text.substr(0, text.rfind('\n') + 1);
  const std::unique_ptr<ByteReader> input = MakeMemoryReader(head.name, std::string(text));
  head.separator = SeparatorOf(text);
  CsvReader reader(*input, {.encoding = CsvOptions::Encoding::kUtf8OrWindows1252,
                            .delimiter = head.separator,
                            .utf8_remedy = kSaveOwnTable});
  while (head.rows.size() < kRowsShown) {
    const absl::StatusOr<const CsvRow*> row = reader.Next();
    if (!row.ok() && head.rows.empty()) return row.status();
    if (!row.ok() || *row == nullptr) break;  // a later row's fault is the loader's to name
    head.rows.push_back((*row)->fields);
  }
  if (head.rows.empty()) return Refuse(head.name, "it holds no row and no record", kForce);
  return CheckIsText(head.name, head.rows[0]);
}

// A table as LISTS.md has it, but separated otherwise.
bool IsOwnTable(const FileHead& head) {
  return std::ranges::all_of(std::initializer_list<const char*>{"id", "name", "authority", "list"},
                             [&head](const char* column) { return head.HasColumn(column); });
}

// What is said of a file that no format knows.
absl::Status RefuseUnknown(const FileHead& head) {
  std::string cause;
  std::string remedy(kForce);
  switch (head.shape) {
    case Shape::kXml:
      cause = absl::StrCat("it is XML with the root <", head.xml_root.substr(0, 64),
                           ">, which is no known format");
      break;
    case Shape::kJson: {
      std::vector<std::string> keys = head.json_keys;
      keys.resize(std::min<std::size_t>(keys.size(), 6));
      cause = absl::StrCat("it is JSON whose first object has the keys ", Join(keys, ", "),
                           ": no known format");
      break;
    }
    case Shape::kTable:
    case Shape::kWorkbook:
      cause = absl::StrCat(
          "its first row (", head.first_row().size(), " fields, first \"",
          ToAbsl(head.first_row().empty() ? std::string_view() : CutUtf8(head.first_row()[0], 40)),
          head.separator == ',' ? "\"" : absl::StrCat("\", separated by ", SeparatorWords(head)),
          ") is of no known format");
      remedy = IsOwnTable(head) ? std::string("separate the columns of this table by commas")
                                : absl::StrCat(ToAbsl(kForce), ToAbsl(kBringYourOwn));
      break;
  }
  return Refuse(head.name, std::move(cause), std::move(remedy));
}

}  // namespace

std::vector<std::string> FirstObjectKeys(std::string_view head) {
  std::vector<std::string> keys;
  int depth = 0;     // of objects and arrays, from the first object on
  std::string text;  // the string that is read or was read last
  bool in_string = false;
  bool begun = false;
  for (std::size_t at = 0; at < head.size(); ++at) {
    const char c = head[at];
    if (in_string) {
      if (c == '\\') {
        text += head.substr(at++, 2);
      } else if (c == '"') {
        in_string = false;
      } else {
        text += c;
      }
      continue;
    }
    if (c == '"') {
      in_string = true;
      text.clear();
    } else if (c == ':' && depth == 1) {
      keys.push_back(text);
    } else if (c == '{' || (c == '[' && begun)) {
      begun = true;
      ++depth;
    } else if ((c == '}' || c == ']') && begun && --depth == 0) {
      break;
    }
  }
  return keys;
}

absl::StatusOr<FileHead> TakeApart(const std::string& name, std::string_view head, bool is_whole) {
  if (head.empty()) return Refuse(name, "the file is empty", "get it again");
  for (const Magic& magic : kMagics) {
    if (head.starts_with(magic.bytes)) {
      return Refuse(name, absl::StrCat("it is ", ToAbsl(magic.what)), magic.remedy);
    }
  }
  std::string_view text = head;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text = TrimAscii(text);
  if (text.empty()) return Refuse(name, "the file holds only white space", "get it again");
  static const RE2 kHtml(
      R"((?is)(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b)");
  re2::StringPiece html(text.data(), std::min<std::size_t>(text.size(), 4'096));
  if (RE2::Consume(&html, kHtml)) {
    return Refuse(name, "it is an HTML page, perhaps an error page saved under the list's name",
                  "download the file again and look at it");
  }
  FileHead parts{.name = name, .text = std::string(head), .is_whole = is_whole};
  if (text.starts_with("<")) {
    parts.shape = Shape::kXml;
    parts.xml_root = XmlRootName(text);
    if (parts.xml_root.empty()) {
      return Refuse(name, "it begins like XML, but has no root element", kForce);
    }
  } else if (text.starts_with("{") || text.starts_with("[")) {
    parts.shape = Shape::kJson;
    parts.json_keys = FirstObjectKeys(text);
    if (parts.json_keys.empty()) {
      return Refuse(name, "it is JSON that begins with no object that has keys", kForce);
    }
  } else {
    parts.shape = Shape::kTable;
    LYNCEUS_RETURN_IF_ERROR(TakeRows(parts));
  }
  return parts;
}

absl::StatusOr<std::string> DetectKind(const FileHead& head) {
  std::vector<std::string> kinds;
  for (const Format& format : Formats()) {
    if (format.shape == head.shape && format.recognises != nullptr && format.recognises(head)) {
      kinds.emplace_back(format.kind);
    }
  }
  if (kinds.size() == 1) return kinds[0];
  if (kinds.empty()) return RefuseUnknown(head);
  return Refuse(head.name, "it looks like each of " + Join(kinds, ", "),
                "force its kind with KIND:FILE");
}

}  // namespace lynceus::sources
