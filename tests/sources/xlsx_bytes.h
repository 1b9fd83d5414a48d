#pragma once
// Workbooks made for tests: a table of texts, or sheets written out in XML.

#include <string>
#include <vector>

#include "tests/sources/zip_bytes.h"

namespace lynceus::sources {

struct XlsxParts {
  std::string sheet;  // what stands in <sheetData>
  std::string strings = {};
  std::string styles = {};
  std::string workbook = "<sheets><sheet name=\"List\" sheetId=\"1\" r:id=\"rId1\"/></sheets>";
  std::string relations =
      "<Relationship Id=\"rId1\" Type=\"http://x/relationships/worksheet\" "
      "Target=\"worksheets/sheet1.xml\"/>"
      "<Relationship Id=\"rId2\" Type=\"http://x/relationships/sharedStrings\" "
      "Target=\"/xl/sharedStrings.xml\"/>"
      "<Relationship Id=\"rId3\" Type=\"http://x/relationships/styles\" Target=\"styles.xml\"/>";
  std::vector<ZipEntry> more = {};
};

inline std::vector<ZipEntry> XlsxEntries(const XlsxParts& parts) {
  const auto part = [](std::string name, const std::string& root, const std::string& content) {
    return ZipEntry{.name = std::move(name),
                    .content = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><" + root +
                               " xmlns=\"http://m\" xmlns:r=\"http://r\">" + content + "</" + root +
                               ">"};
  };
  std::vector<ZipEntry> entries = {
      part("xl/workbook.xml", "workbook", parts.workbook),
      part("xl/_rels/workbook.xml.rels", "Relationships", parts.relations),
      part("xl/worksheets/sheet1.xml", "worksheet",
           "<dimension ref=\"A1\"/><sheetData>" + parts.sheet + "</sheetData><pageMargins/>"),
      part("xl/sharedStrings.xml", "sst", parts.strings),
      part("xl/styles.xml", "styleSheet", parts.styles)};
  entries.insert(entries.end(), parts.more.begin(), parts.more.end());
  return entries;
}

inline std::string XlsxBytes(const XlsxParts& parts) { return ZipBytes(XlsxEntries(parts)); }

inline std::string XmlEscaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  return out;
}

// The rows of a sheet that holds these texts, as inline strings; empty ones as no cell's value.
inline std::string SheetRows(const std::vector<std::vector<std::string>>& rows) {
  std::string sheet;
  for (const std::vector<std::string>& row : rows) {
    sheet += "<row>";
    for (const std::string& cell : row) {
      sheet += cell.empty() ? std::string("<c/>")
                            : "<c t=\"inlineStr\"><is><t>" + XmlEscaped(cell) + "</t></is></c>";
    }
    sheet += "</row>";
  }
  return sheet;
}

// A workbook whose first sheet holds these texts.
inline std::string TableXlsx(const std::vector<std::vector<std::string>>& rows) {
  return XlsxBytes({.sheet = SheetRows(rows)});
}

}  // namespace lynceus::sources
