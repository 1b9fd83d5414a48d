// First bytes for binary formats, the root element for XML, the keys of the first object for JSON,
// the first row for CSV. Nothing is guessed from a file's name.

#include "lib/sources/detect.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/csv_reader.h"
#include "lib/sources/xml_reader.h"

namespace lynceus::sources {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kForce =
    "give a list or registry in a known format, or force its kind with KIND:FILE";

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

// Roots of formats that are known by name but not read.
struct KnownRoot {
  std::string_view root;
  std::string_view what;
};

constexpr KnownRoot kOtherRoots[] = {
    {"Sanctions", "OFAC's SDN_ADVANCED.XML schema"},
    {"sanctionsData", "OFAC's SDN_ENHANCED.XML schema"},
    {"export", "the EU's FSF XML"},
    {"Designations", "the UK sanctions list's XML"},
    {"data-set", "Canada's consolidated list"},
    {"swiss-sanctions-list", "Switzerland's SECO list"},
    {"LEIData", "GLEIF's LEI-CDF"},
    {"RelationshipData", "GLEIF's RR-CDF"},
};

absl::StatusOr<std::string> DetectXml(const std::string& name, std::string_view head) {
  const std::string root = XmlRootName(head);
  if (root == "sdnList") return "ofac-sdn-xml";
  if (root == "CONSOLIDATED_LIST") return "un-xml";
  const auto known = std::ranges::find(kOtherRoots, root, &KnownRoot::root);
  if (known != std::end(kOtherRoots)) {
    return Refuse(name, absl::StrCat("it is ", ToAbsl(known->what), ", which is not read"),
                  "give the same list in one of the known formats");
  }
  if (root.empty()) return Refuse(name, "it begins like XML, but has no root element", kForce);
  return Refuse(
      name,
      absl::StrCat("it is XML with the root <", root.substr(0, 64), ">, which is no known format"),
      kForce);
}

bool Has(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

absl::StatusOr<std::string> DetectJson(const std::string& name, std::string_view head) {
  const std::vector<std::string> keys = FirstObjectKeys(head);
  if (keys.empty()) {
    return Refuse(name, "it is JSON that begins with no object that has keys", kForce);
  }
  if (Has(keys, "schema") && (Has(keys, "properties") || Has(keys, "id"))) return "ftm-json";
  for (const char* const key : {"statementId", "statementID", "statementType", "recordType"}) {
    if (Has(keys, key)) return "bods-json";
  }
  if (Has(keys, "op") && Has(keys, "entity")) {
    return Refuse(name, "it holds changes to FollowTheMoney entities (op, entity), not entities",
                  "give the full entities.ftm.json");
  }
  return Refuse(
      name,
      absl::StrCat("it is JSON whose first object has the keys ",
                   Join({keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(
                                                          std::min<std::size_t>(keys.size(), 6))},
                        ", "),
                   ": neither FollowTheMoney nor BODS"),
      kForce);
}

bool IsDigits(std::string_view text) {
  return !text.empty() && text.size() <= 12 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::string> DetectOfacRow(const std::vector<std::string>& row) {
  if (!IsDigits(row[0])) return std::nullopt;
  const auto third_is = [&row](std::initializer_list<std::string_view> words) {
    return row.size() > 2 && std::ranges::find(words, LowerAscii(row[2])) != words.end();
  };
  if (row.size() == 12 && third_is({"individual", "vessel", "aircraft", "entity", "-0-"})) {
    return "ofac-sdn-csv";
  }
  if (row.size() == 5 && IsDigits(row[1]) && third_is({"aka", "fka", "nka"})) return "ofac-alt-csv";
  if (row.size() == 6 && IsDigits(row[1])) return "ofac-add-csv";
  if (row.size() == 2) return "ofac-comments-csv";
  return std::nullopt;
}

bool IsInterestsHeader(const std::vector<std::string>& row) {
  const auto any = [&row](std::string_view word) {
    return std::ranges::any_of(
        row, [word](const std::string& field) { return LowerAscii(field).starts_with(word); });
  };
  return any("owner") && any("subject");
}

// The first separator outside of quotes, where it is another than the comma and parts the line into
// five fields or more; nothing else.
std::optional<char> OtherSeparator(std::string_view line) {
  static const RE2 kFirst(R"((?:"[^"]*"|[^,;|@\t"])*([,;|@\t]))");
  line = line.substr(0, line.find_first_of("\r\n"));
  re2::StringPiece rest(line.data(), line.size());
  std::string separator;
  if (!RE2::Consume(&rest, kFirst, &separator) || separator == ",") return std::nullopt;
  if (std::ranges::count(line, separator[0]) < 4) return std::nullopt;
  return separator[0];
}

absl::StatusOr<std::string> DetectCsv(const std::string& name, std::string_view head,
                                      bool is_whole) {
  if (const auto other = OtherSeparator(head)) {
    const std::string shown = *other == '\t' ? "tabs" : "\"" + std::string(1, *other) + "\"";
    return Refuse(name, absl::StrCat("its fields are separated by ", shown, ", not by commas"),
                  "give the publisher's comma-separated form");
  }
  // The first row decides; a row that the head cuts off is not looked at.
  if (!is_whole) head = head.substr(0, head.rfind('\n') + 1);
  const std::unique_ptr<ByteReader> input = MakeMemoryReader(name, std::string(head));
  CsvReader reader(*input, {.encoding = CsvOptions::Encoding::kUtf8OrWindows1252});
  LYNCEUS_ASSIGN_OR_RETURN(const CsvRow* const row, reader.Next());
  if (row == nullptr) return Refuse(name, "it holds no row and no record", kForce);
  for (std::string_view field : row->fields) {
    static const RE2 kControl(R"([\x01-\x08\x0E-\x1F])");
    if (RE2::PartialMatch(field, kControl)) {
      return Refuse(name, "it is not text; what it is cannot be told", kForce);
    }
  }
  if (auto kind = DetectOfacRow(row->fields)) return *std::move(kind);
  if (IsInterestsHeader(row->fields)) return "interests-csv";
  const std::string& first = row->fields[0];
  return Refuse(name,
                absl::StrCat("its first row (", row->fields.size(), " fields, first \"",
                             first.substr(0, 40), "\") is of no known format"),
                kForce);
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

absl::StatusOr<std::string> DetectKind(const std::string& name, std::string_view head,
                                       bool is_whole) {
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
  if (text.starts_with("<")) return DetectXml(name, text);
  if (text.starts_with("{") || text.starts_with("[")) return DetectJson(name, text);
  return DetectCsv(name, head, is_whole);
}

}  // namespace lynceus::sources
