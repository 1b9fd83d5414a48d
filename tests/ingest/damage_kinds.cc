// The kinds of damage that files of one shape share.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>

#include "tests/ingest/damage.h"
#include "tests/sources/xlsx_bytes.h"
#include "tests/sources/zip_bytes.h"

namespace lynceus::ingest {
namespace {

using std::string_literals::operator""s;

constexpr std::size_t kHuge = 5u << 20;      // more than the text of any element or attribute
constexpr std::size_t kHugeRow = 17u << 20;  // more than any record
constexpr std::size_t kBomb = 17u << 20;     // more than is unpacked without a look at the ratio
constexpr char kHtml[] = "<html><body><p>Service unavailable</p></body></html>\n";

std::string Repeated(std::string_view piece, std::size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

// Of characters of the basic plane, with a byte order mark.
std::string Utf16(std::string_view text) {
  std::string wide = "\xFF\xFE";
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::uint32_t code = static_cast<unsigned char>(text[i]);
    const int more = code < 0x80 ? 0 : code < 0xE0 ? 1 : 2;
    if (more > 0) code &= more == 1 ? 0x1Fu : 0x0Fu;
    for (int k = 0; k < more && i + 1 < text.size(); ++k) {
      code = code << 6 | (static_cast<unsigned char>(text[++i]) & 0x3Fu);
    }
    wide += static_cast<char>(code & 0xFF);
    wide += static_cast<char>(code >> 8);
  }
  return wide;
}

std::string WithLineEnds(const std::string& text, std::string_view line_end) {
  std::string changed;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') {
      changed += line_end;
    } else {
      changed += c;
    }
  }
  return changed;
}

std::string WithInName(const std::string& text, const Handles& handles, const std::string& bytes) {
  return Replaced(text, handles.name, handles.name.substr(0, 2) + bytes + handles.name.substr(2));
}

std::size_t LastLine(const std::string& text) {
  const std::size_t end = text.find_last_not_of("\r\n\x1A");
  return text.rfind('\n', end) + 1;
}

std::size_t EndOfFirstLine(const std::string& text) { return text.find('\n') + 1; }

// A table with one column more, whose titles stand at byte `titles`.
std::string WithColumn(const std::string& table, std::size_t titles, char separator) {
  std::string wide;
  for (std::size_t at = 0, end = 0; at < table.size(); at = end + 1) {
    end = std::min(table.find('\n', at), table.size());
    std::string line = table.substr(at, end - at);
    if (line.ends_with('\r')) line.pop_back();
    wide += line + separator + (at == titles ? "Mood" : at < titles ? "" : "bad") + "\n";
  }
  return wide;
}

// The bytes that no text file may hold, whatever its shape.
void AddBytes(const std::string& whole, const Handles& handles, std::vector<Damage>& list) {
  list.push_back({"no bytes at all", ""});
  list.push_back({"white space alone", " \n\n"});
  list.push_back({"zero bytes in place of the content", std::string(whole.size(), '\0')});
  list.push_back({"a page that says the service is down", kHtml});
  list.push_back({"cut in the middle", whole.substr(0, whole.size() / 2)});
  list.push_back({"cut in the middle of a name",
                  whole.substr(0, whole.find(handles.name) + handles.name.size() / 2)});
  list.push_back({"cut before its last 3 characters",
                  whole.substr(0, whole.find_last_not_of("\r\n\x1A") - 2)});
  list.push_back({"a byte order mark", "\xEF\xBB\xBF" + whole});
  list.push_back({"two byte order marks", "\xEF\xBB\xBF\xEF\xBB\xBF" + whole});
  list.push_back({"UTF-16", Utf16(whole)});
  list.push_back({"a NUL byte in a name", WithInName(whole, handles, "\0"s)});
  list.push_back({"a byte of no encoding in a name", WithInName(whole, handles, "\x81")});
  list.push_back({"a letter of Windows-1252 in a name", WithInName(whole, handles, "\xE9")});
  list.push_back({"a surrogate in UTF-8 in a name", WithInName(whole, handles, "\xED\xA0\x80")});
  list.push_back({"a control character in a name", WithInName(whole, handles, "\x07")});
  list.push_back({"an end mark (0x1A) in a name", WithInName(whole, handles, "\x1A")});
  list.push_back({"binary data behind its end", whole + "\x01\x02\xFF\xFE\x03"});
  list.push_back({"itself behind its end", whole + whole});
}

}  // namespace

std::string Replaced(const std::string& text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_FALSE(from.empty() || at == std::string::npos) << "not in the sample: " << from;
  std::string changed = text;
  return from.empty() || at == std::string::npos ? text : changed.replace(at, from.size(), to);
}

std::vector<Damage> XmlDamage(const std::string& whole, const Handles& handles) {
  std::vector<Damage> list;
  AddBytes(whole, handles, list);
  const std::size_t begin = whole.find('<', whole.find("?>"));
  const std::string root = whole.substr(begin + 1, whole.find_first_of(" >", begin) - begin - 1);
  const std::string root_end = "</" + root + ">";
  // With what follows its name: <LEIRecords> is no <LEIRecord>.
  std::string open = "<" + handles.record + ">";
  if (whole.find(open) == std::string::npos) open = "<" + handles.record + " ";
  const std::string other = "<mood" + open.substr(open.size() - 1);
  const std::string close = "</" + handles.record + ">";
  const auto before_root = [&](const std::string& text) {
    return Replaced(whole, "<" + root, text + "<" + root);
  };
  const auto inside = [&](const std::string& text) {
    return Replaced(whole, handles.inside, text + handles.inside);
  };
  const std::string empty_root =
      whole.substr(0, whole.find('>', begin) + 1) + root_end;  // its attributes stay
  list.push_back({"cut before the end of the root", whole.substr(0, whole.rfind(root_end))});
  list.push_back(
      {"cut behind its first record", whole.substr(0, whole.find(close) + close.size())});
  list.push_back({"no record", empty_root});
  list.push_back({"an end mark (0x1A) behind its end", whole + "\x1A"});
  list.push_back({"text behind its end", whole + "more"});
  list.push_back({"another root", "<?xml version=\"1.0\"?><other><a/></other>"});
  list.push_back({"its root called otherwise", Replaced(Replaced(whole, "<" + root, "<x" + root),
                                                        root_end, "</x" + root + ">")});
  list.push_back(
      {"a root around it", Replaced(before_root("<all>"), root_end, root_end + "</all>")});
  list.push_back({"DOCTYPE", before_root("<!DOCTYPE x>")});
  list.push_back({"a DOCTYPE of entities in entities",
                  Replaced(before_root("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b "
                                       "\"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>"),
                           handles.name, "&c;")});
  list.push_back({"a DOCTYPE of an outer entity",
                  Replaced(before_root("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"),
                           handles.name, "&a;")});
  list.push_back({"an entity that nothing declares", Replaced(whole, handles.name, "&nbsp;x")});
  list.push_back({"a character reference to no character", Replaced(whole, handles.name, "&#1;")});
  list.push_back(
      {"an encoding that nobody knows", Replaced(whole, whole.substr(0, whole.find("?>")),
                                                 "<?xml version=\"1.0\" encoding=\"x-none\"")});
  list.push_back(
      {"an encoding that it has not", Replaced(whole, whole.substr(0, whole.find("?>")),
                                               "<?xml version=\"1.0\" encoding=\"UTF-16\"")});
  list.push_back({"an end tag that is missing", Replaced(whole, close, "")});
  list.push_back({"tags that overlap", inside("<a><b></a></b>")});
  list.push_back({"an attribute without quotes", inside("<a b=c/>")});
  list.push_back({"an attribute twice", inside("<a b=\"1\" b=\"2\"/>")});
  list.push_back({"CDATA that is not closed", inside("<![CDATA[")});
  list.push_back({"a comment that is not closed", inside("<!-- ")});
  list.push_back({"a lone <", Replaced(whole, handles.name, "a < b")});
  list.push_back({"a comment in a record", inside("<!-- remark -->")});
  list.push_back({"10,000 elements in one another",
                  inside(Repeated("<a>", 10'000) + Repeated("</a>", 10'000))});
  list.push_back({"an attribute of 5 MiB", inside("<a b=\"" + std::string(kHuge, 'x') + "\"/>")});
  list.push_back({"a text of 5 MiB", Replaced(whole, handles.name, std::string(kHuge, 'x'))});
  list.push_back(
      {"a record of 17 MiB", inside(Repeated("<a>" + std::string(1u << 20, 'x') + "</a>", 17))});
  list.push_back({"an element that nobody knows in a record", inside("<mood>bad</mood>")});
  list.push_back({"an element that nobody knows beside the records",
                  Replaced(whole, root_end, "<mood><a>bad</a></mood>" + root_end)});
  list.push_back({"an attribute that nobody knows at a record",
                  Replaced(whole, open,
                           "<" + handles.record + " mood=\"bad\"" + open.substr(open.size() - 1))});
  list.push_back({"text between the elements of a record", inside("stray")});
  list.push_back({"text between the records", Replaced(whole, open, "stray" + open)});
  list.push_back(
      {"a record called otherwise", Replaced(Replaced(whole, open, other), close, "</mood>")});
  const std::size_t first = whole.find(open);
  const std::string record = whole.substr(first, whole.find(close) + close.size() - first);
  list.push_back({"its first record twice", Replaced(whole, record, record + record)});
  list.push_back({"a record without anything",
                  Replaced(whole, record, record + "<" + handles.record + ">" + close)});
  list.push_back({"its first record gone", Replaced(whole, record, "")});
  return list;
}

std::vector<Damage> TableDamage(const std::string& whole, const Handles& handles) {
  std::vector<Damage> list;
  AddBytes(whole, handles, list);
  const std::string separator(1, handles.separator);
  const std::size_t last = LastLine(whole);
  const std::string without_mark = whole.substr(0, whole.find_last_not_of('\x1A') + 1);
  const std::size_t last_end = without_mark.find_last_not_of("\r\n") + 1;
  list.push_back({"cut behind the line before the last", whole.substr(0, last)});
  list.push_back({"no line end at its end", without_mark.substr(0, last_end)});
  list.push_back({"an end mark (0x1A) at its end", without_mark + "\x1A"});
  list.push_back({"text behind the end mark (0x1A)", without_mark + "\x1A" + "more\r\n"});
  list.push_back({"line ends of DOS", WithLineEnds(whole, "\r\n")});
  list.push_back({"line ends of old Macintoshes", WithLineEnds(whole, "\r")});
  list.push_back({"blank lines at its end", without_mark + "\n\n"});
  list.push_back({"a blank line before the last",
                  without_mark.substr(0, last) + "\n" + without_mark.substr(last)});
  std::string other = whole;
  std::ranges::replace(other, handles.separator, '|');
  list.push_back({"another separator", other});
  list.push_back(
      {"a quote that is not closed", Replaced(whole, handles.name, "\"" + handles.name)});
  list.push_back({"a quote inside", WithInName(whole, handles, "\"")});
  list.push_back({"one field less in the last row",
                  whole.substr(0, last) + whole.substr(whole.find(handles.separator, last) + 1)});
  list.push_back(
      {"one field more in the last row", without_mark.substr(0, last_end) + separator + "more\n"});
  list.push_back({"2,000 fields in the last row",
                  without_mark.substr(0, last_end) + std::string(2'000, handles.separator) + "\n"});
  list.push_back({"a row of another table", without_mark + "a" + separator + "b\n"});
  list.push_back({"a field of 17 MiB", Replaced(whole, handles.name, std::string(kHugeRow, 'x'))});
  list.push_back(
      {"its last row twice", without_mark.substr(0, last_end) + "\n" + whole.substr(last)});
  if (!handles.has_header) return list;
  const std::size_t row = whole.rfind('\n', whole.find(handles.column)) + 1;  // of the titles
  const std::string title = whole.substr(row, whole.find('\n', row) + 1 - row);
  list.push_back({"a header alone", whole.substr(0, row + title.size())});
  list.push_back({"no header", Replaced(whole, title, "")});
  list.push_back({"its header twice", Replaced(whole, title, title + title)});
  list.push_back(
      {"a column that must be there called otherwise", Replaced(whole, handles.column, "Mood")});
  list.push_back({"another column called otherwise", Replaced(whole, handles.other, "Mood")});
  list.push_back({"a column twice", Replaced(whole, handles.other, handles.column)});
  list.push_back(
      {"two columns changed for one another",
       Replaced(Replaced(Replaced(whole, handles.column, "\x01"), handles.other, handles.column),
                "\x01", handles.other)});
  list.push_back({"a column that nobody knows", WithColumn(without_mark, row, handles.separator)});
  return list;
}

std::vector<Damage> JsonDamage(const std::string& whole, const Handles& handles) {
  std::vector<Damage> list;
  AddBytes(whole, handles, list);
  const std::size_t last = LastLine(whole);
  const auto member = [&](const std::string& text) {
    return Replaced(whole, "{", "{" + text + ",");
  };
  const auto name = [&](const std::string& text) { return Replaced(whole, handles.name, text); };
  list.push_back({"cut behind the line before the last", whole.substr(0, last)});
  list.push_back({"no line end at its end", whole.substr(0, whole.find_last_not_of('\n') + 1)});
  list.push_back({"line ends of DOS", WithLineEnds(whole, "\r\n")});
  list.push_back({"an end mark (0x1A) at its end", whole + "\x1A"});
  list.push_back({"a line that is no JSON", whole.substr(0, EndOfFirstLine(whole)) + "oops\n" +
                                                whole.substr(EndOfFirstLine(whole))});
  list.push_back({"a number in place of a record", whole + "17\n"});
  list.push_back({"an array of arrays", "[[1,2],[3]]\n"});
  list.push_back({"an object of nothing", "{}\n"});
  list.push_back({"a literal of Python", member("\"zz\":True")});
  list.push_back({"a literal that is cut", member("\"zz\":nul")});
  list.push_back({"NaN", member("\"zz\":NaN")});
  list.push_back({"a number with a leading zero", member("\"zz\":012")});
  list.push_back({"a number that is too large", member("\"zz\":1e999")});
  list.push_back({"a comma before the end", Replaced(whole, "}", ",}")});
  list.push_back({"a comment", member("/* remark */ \"zz\":1")});
  list.push_back({"single quotes", member("'zz':1")});
  list.push_back({"a key without quotes", member("zz:1")});
  list.push_back(
      {"a string that is not closed", Replaced(whole, handles.name + "\"", handles.name)});
  list.push_back({"a lone surrogate in a name", WithInName(whole, handles, "\\ud800")});
  list.push_back({"a lone surrogate in a member that nobody reads", member("\"zz\":\"\\ud800\"")});
  list.push_back({"a wrong escape", WithInName(whole, handles, "\\x")});
  list.push_back({"NUL written as \\u0000 in a name", WithInName(whole, handles, "\\u0000")});
  list.push_back(
      {"NUL written as \\u0000 in a member that nobody reads", member("\"zz\":\"\\u0000\"")});
  list.push_back(
      {"bytes that are no UTF-8 in a member that nobody reads", member("\"zz\":\"\xFF\xFE\"")});
  list.push_back({"bytes that are no UTF-8 in a key", member("\"z\xC3\":1")});
  list.push_back({"a line end within a string", WithInName(whole, handles, "\n")});
  const std::size_t key = whole.find('"', whole.find('{')) + 1;
  const std::string first_key = whole.substr(key, whole.find('"', key) - key);
  list.push_back({"a key twice", member("\"" + first_key + "\":\"other\"")});
  list.push_back({"a key twice in a member that nobody reads", member("\"zz\":{\"a\":1,\"a\":2}")});
  list.push_back({"100 arrays in one another",
                  member("\"zz\":" + std::string(100, '[') + std::string(100, ']'))});
  list.push_back({"100,000 arrays in one another",
                  member("\"zz\":" + std::string(100'000, '[') + std::string(100'000, ']'))});
  list.push_back({"a string of 17 MiB", name(std::string(kHugeRow, 'x'))});
  list.push_back({"a member that nobody knows", member("\"zz\":\"bad mood\"")});
  list.push_back(
      {"a number in place of a name", Replaced(whole, "\"" + handles.name + "\"", "17")});
  list.push_back({"null in place of a name", Replaced(whole, "\"" + handles.name + "\"", "null")});
  list.push_back(
      {"an object in place of a name", Replaced(whole, "\"" + handles.name + "\"", "{\"a\":1}")});
  return list;
}

std::vector<Damage> WorkbookDamage(const std::string& whole, const Handles& handles) {
  using sources::XlsxEntries;
  using sources::ZipBytes;
  std::vector<Damage> list;
  const auto table = [](const std::string& text) { return samples::WorkbookOf(text); };
  const std::string sheet = sources::SheetRows(samples::TableOf(whole));
  const std::string bytes = table(whole);
  const auto with_sheet = [](const std::string& text) {
    return sources::XlsxBytes({.sheet = text});
  };
  const auto entries = XlsxEntries({.sheet = sheet});
  list.push_back({"no bytes at all", ""});
  list.push_back({"a page that says the service is down", kHtml});
  list.push_back({"its table as text", whole});
  list.push_back({"cut in the middle", bytes.substr(0, bytes.size() / 2)});
  list.push_back({"cut before its last 3 bytes", bytes.substr(0, bytes.size() - 3)});
  list.push_back({"bytes behind its end", bytes + "more"});
  auto changed = entries;
  changed.push_back({.name = "../../evil.xml", .content = "x"});
  list.push_back({"a member that leaves the archive", ZipBytes(changed)});
  changed = entries;
  changed.push_back({.name = "notes.txt", .content = "x"});
  list.push_back({"a member more", ZipBytes(changed)});
  changed = entries;
  changed.push_back(entries[2]);
  list.push_back({"its sheet twice in the archive", ZipBytes(changed)});
  changed = entries;
  changed[2].checksum = 7;
  list.push_back({"a wrong checksum", ZipBytes(changed)});
  changed = entries;
  changed[2].size = 7;
  list.push_back({"a wrong size", ZipBytes(changed)});
  changed = entries;
  changed[2].encrypted = true;
  list.push_back({"a sheet that is encrypted", ZipBytes(changed)});
  changed = entries;
  changed.erase(changed.begin() + 2);
  list.push_back({"no sheet", ZipBytes(changed)});
  changed = entries;
  changed.erase(changed.begin() + 1);
  list.push_back({"no relations", ZipBytes(changed)});
  changed = entries;
  changed.erase(changed.begin());
  list.push_back({"no workbook within", ZipBytes(changed)});
  changed = entries;
  changed[2].content.resize(changed[2].content.size() / 2);
  list.push_back({"a sheet that is cut", ZipBytes(changed)});
  changed = entries;
  changed[2].content = Replaced(changed[2].content, "<worksheet", "<!DOCTYPE x><worksheet");
  list.push_back({"DOCTYPE", ZipBytes(changed)});
  list.push_back({"17 MiB of blanks in its sheet", with_sheet(sheet + std::string(kBomb, ' '))});
  list.push_back(
      {"a cell of 5 MiB", table(Replaced(whole, handles.name, std::string(kHuge, 'x')))});
  list.push_back({"10,000 elements in one another",
                  with_sheet(Repeated("<a>", 10'000) + Repeated("</a>", 10'000) + sheet)});
  list.push_back({"a byte of no encoding in a name", table(WithInName(whole, handles, "\x81"))});
  list.push_back(
      {"a shared string that is not there",
       with_sheet(Replaced(sheet, "<c t=\"inlineStr\"><is><t>" + handles.name + "</t></is></c>",
                           "<c t=\"s\"><v>7</v></c>"))});
  list.push_back(
      {"an error in a cell",
       with_sheet(Replaced(sheet, "<c t=\"inlineStr\"><is><t>" + handles.name + "</t></is></c>",
                           "<c t=\"e\"><v>#REF!</v></c>"))});
  list.push_back({"a cell type that nobody knows",
                  with_sheet(Replaced(sheet, "<c t=\"inlineStr\"><is><t>" + handles.name,
                                      "<c t=\"zz\"><is><t>" + handles.name))});
  list.push_back({"a cell that is out of order",
                  with_sheet(Replaced(sheet, "<c t=\"inlineStr\"><is><t>" + handles.name,
                                      "<c r=\"ZZZZ9\" t=\"inlineStr\"><is><t>" + handles.name))});
  const std::size_t row = whole.rfind('\n', whole.find(handles.column)) + 1;
  const std::string title = whole.substr(row, whole.find('\n', row) + 1 - row);
  list.push_back({"an empty sheet", with_sheet("")});
  list.push_back({"titles alone", table(whole.substr(0, row + title.size()))});
  list.push_back({"no titles", table(Replaced(whole, title, ""))});
  list.push_back({"its titles twice", table(Replaced(whole, title, title + title))});
  list.push_back({"a column that must be there called otherwise",
                  table(Replaced(whole, handles.column, "Mood"))});
  list.push_back(
      {"another column called otherwise", table(Replaced(whole, handles.other, "Mood"))});
  list.push_back({"a column twice", table(Replaced(whole, handles.other, handles.column))});
  list.push_back({"a column that nobody knows", table(WithColumn(whole, row, '\t'))});
  list.push_back({"a row of another table", table(whole + "a\tb\n")});
  list.push_back(
      {"a row too long", table(whole.substr(0, whole.size() - 1) + "\t\t\t\t\t\t\tmore\n")});
  list.push_back({"its last row gone", table(whole.substr(0, LastLine(whole)))});
  list.push_back({"its last row twice", table(whole + whole.substr(LastLine(whole)))});
  return list;
}

std::vector<Damage> PackedDamage(const std::string& whole, const Handles& handles) {
  using sources::GzipBytes;
  using sources::ZipBytes;
  std::vector<Damage> list;
  const std::string gzip = GzipBytes(whole);
  const sources::ZipEntry entry{.name = "list.txt", .content = whole};
  list.push_back({"gzip that is cut", gzip.substr(0, gzip.size() / 2)});
  std::string wrong = gzip;
  wrong[wrong.size() - 6] = static_cast<char>(wrong[wrong.size() - 6] ^ 1);
  list.push_back({"gzip with a wrong checksum", wrong});
  list.push_back({"gzip with bytes behind its end", gzip + "more"});
  static const std::string& bomb = *new std::string(GzipBytes(std::string(kBomb, ' ')));
  list.push_back({"gzip that grows a thousand times", bomb});
  list.push_back(
      {"ZIP of two data files", ZipBytes({entry, {.name = "other.txt", .content = "x"}})});
  list.push_back({"ZIP whose member leaves the archive",
                  ZipBytes({{.name = "../../list.txt", .content = whole}})});
  sources::ZipEntry bad = entry;
  bad.checksum = 7;
  list.push_back({"ZIP with a wrong checksum", ZipBytes({bad})});
  bad = entry;
  bad.encrypted = true;
  list.push_back({"ZIP that is encrypted", ZipBytes({bad})});
  list.push_back(
      {"ZIP within a ZIP", ZipBytes({{.name = "list.zip", .content = ZipBytes({entry})}})});
  list.push_back({"ZIP without a member", ZipBytes({})});
  const std::string zip = ZipBytes({entry});
  list.push_back({"ZIP that is cut", zip.substr(0, zip.size() / 2)});
  list.push_back({"ZIP with bytes behind its end", zip + "more"});
  static_cast<void>(handles);
  return list;
}

}  // namespace lynceus::ingest
