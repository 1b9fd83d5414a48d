// A workbook is a ZIP of XML parts: workbook.xml names the sheets, its .rels file says which part
// is which, styles.xml says which cells are dates, sharedStrings.xml holds the text. Part and
// section numbers below are of ECMA-376, part 1.

#include "lib/sources/xlsx_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/model/date.h"
#include "lib/sources/report.h"
#include "lib/sources/text_decoding.h"
#include "lib/sources/xml_reader.h"
#include "lib/sources/zip_archive.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kWorkbookPart = "xl/workbook.xml";
constexpr std::string_view kWorkbookRelations = "xl/_rels/workbook.xml.rels";
constexpr std::string_view kPropertiesPart = "docProps/core.xml";
constexpr std::uint64_t kLastColumn = 16'384;        // XFD
constexpr std::int64_t kLastSerial1900 = 2'958'465;  // 9999-12-31
constexpr std::int32_t kDayBefore1900 = -25'568;     // 1899-12-31 in days since 1970-01-01
constexpr std::int64_t kDaysBetweenSystems = 1'462;
constexpr std::int64_t kSecondsPerDay = 86'400;

absl::Status IgnoreRoot(const XmlElement&) { return absl::OkStatus(); }

// All elements that may stand under the roots (18.2.27, 18.3.1.99, 18.4.9, 18.8.39), and those of
// Microsoft's extensions (MS-XLSX 2.3, markup compatibility). Only some are read.
const XmlShape& WorkbookShape() {
  static const auto& shape = *new XmlShape{.root = "workbook",
                                           .containers = {},
                                           .records = {"fileVersion",
                                                       "fileSharing",
                                                       "workbookPr",
                                                       "revisionPtr",
                                                       "workbookProtection",
                                                       "bookViews",
                                                       "sheets",
                                                       "functionGroups",
                                                       "externalReferences",
                                                       "definedNames",
                                                       "calcPr",
                                                       "oleSize",
                                                       "customWorkbookViews",
                                                       "pivotCaches",
                                                       "smartTagPr",
                                                       "smartTagTypes",
                                                       "webPublishing",
                                                       "fileRecoveryPr",
                                                       "webPublishObjects",
                                                       "extLst",
                                                       "AlternateContent"}};
  return shape;
}

const XmlShape& SheetShape() {
  static const auto& shape = *new XmlShape{.root = "worksheet",
                                           .containers = {"sheetData"},
                                           .records = {"row",
                                                       "sheetPr",
                                                       "dimension",
                                                       "sheetViews",
                                                       "sheetFormatPr",
                                                       "cols",
                                                       "sheetCalcPr",
                                                       "sheetProtection",
                                                       "protectedRanges",
                                                       "scenarios",
                                                       "autoFilter",
                                                       "sortState",
                                                       "dataConsolidate",
                                                       "customSheetViews",
                                                       "mergeCells",
                                                       "phoneticPr",
                                                       "conditionalFormatting",
                                                       "dataValidations",
                                                       "hyperlinks",
                                                       "printOptions",
                                                       "pageMargins",
                                                       "pageSetup",
                                                       "headerFooter",
                                                       "rowBreaks",
                                                       "colBreaks",
                                                       "customProperties",
                                                       "cellWatches",
                                                       "ignoredErrors",
                                                       "smartTags",
                                                       "drawing",
                                                       "drawingHF",
                                                       "legacyDrawing",
                                                       "legacyDrawingHF",
                                                       "picture",
                                                       "oleObjects",
                                                       "controls",
                                                       "webPublishItems",
                                                       "tableParts",
                                                       "extLst",
                                                       "AlternateContent"},
                                           .verbatim = {"t", "v"}};
  return shape;
}

const XmlShape& StringsShape() {
  static const auto& shape = *new XmlShape{
      .root = "sst", .containers = {}, .records = {"si", "extLst"}, .verbatim = {"t"}};
  return shape;
}

const XmlShape& StylesShape() {
  static const auto& shape = *new XmlShape{
      .root = "styleSheet",
      .containers = {},
      .records = {"numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles",
                  "dxfs", "tableStyles", "colors", "extLst", "AlternateContent"}};
  return shape;
}

const XmlShape& RelationsShape() {
  static const auto& shape =
      *new XmlShape{.root = "Relationships", .containers = {}, .records = {"Relationship"}};
  return shape;
}

const XmlShape& PropertiesShape() {
  static const auto& shape = *new XmlShape{
      .root = "coreProperties",
      .containers = {},
      .records = {"category", "contentStatus", "created", "creator", "description", "identifier",
                  "keywords", "language", "lastModifiedBy", "lastPrinted", "modified", "revision",
                  "subject", "title", "version", "contentType"}};
  return shape;
}

template <typename T>
std::optional<T> Number(std::string_view text) {
  T value = {};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::uint32_t> HexNumber(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Text without the escapes "_x000D_" of characters that XML cannot hold (22.9.2.19). Halves of
// surrogate pairs stay as they are written.
std::string Unescape(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t at = text.find("_x");
    out += text.substr(0, at);
    if (at == std::string_view::npos) break;
    text.remove_prefix(at);
    const bool closed = text.size() >= 7 && text[6] == '_';
    const auto code = closed ? HexNumber(text.substr(2, 4)) : std::nullopt;
    if (code.has_value() && *code != 0 && (*code < 0xD800 || *code > 0xDFFF)) {
      AppendUtf8(out, *code);
      text.remove_prefix(7);
    } else {
      out += text[0];
      text.remove_prefix(1);
    }
  }
  return out;
}

// The text of <si> or <is>: its own <t>, or those of its runs <r>; not of <rPh>, which says how it
// is pronounced.
std::string RichText(const XmlElement& element) {
  std::string text;
  for (const XmlElement& child : element.children) {
    if (child.name == "t") text += child.text;
    if (child.name == "r") text += child.TextOf("t");
  }
  return Unescape(text);
}

// Number formats that need no entry in numFmts (18.8.30); 27 to 36 and 50 to 58 are dates in the
// East Asian forms of Excel and are not used elsewhere.
bool IsBuiltInDateFormat(std::uint32_t id) {
  return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
         (id >= 50 && id <= 54) || id == 57 || id == 58;
}

// 1 for A, 27 for AA; nothing where `reference` does not begin with one to three letters.
std::optional<std::uint64_t> ColumnOf(std::string_view reference) {
  std::uint64_t column = 0;
  std::size_t letters = 0;
  for (; letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z';
       ++letters) {
    if (letters == 3) return std::nullopt;
    column = column * 26 + static_cast<std::uint64_t>(reference[letters] - 'A' + 1);
  }
  if (column == 0 || column > kLastColumn) return std::nullopt;
  return column;
}

struct Sheet {
  std::string name;
  std::string relation;
  bool hidden = false;
};

struct Relation {
  std::string type;  // the last part of its address: "worksheet", "sharedStrings", "styles"
  std::string part;
};

class Reader {
 public:
  Reader(std::unique_ptr<ZipArchive> archive, std::string path)
      : archive_(std::move(archive)), path_(std::move(path)) {}

  absl::StatusOr<Workbook> Run(std::string_view wanted,
                               const std::function<absl::Status(const SheetRow&)>& on_row) {
    LYNCEUS_RETURN_IF_ERROR(ReadWorkbook());
    LYNCEUS_RETURN_IF_ERROR(ReadRelations());
    LYNCEUS_ASSIGN_OR_RETURN(const Sheet* const sheet, Choose(wanted));
    for (const auto& [id, relation] : relations_) {
      if (relation.type == "styles") LYNCEUS_RETURN_IF_ERROR(ReadStyles(relation.part));
      if (relation.type == "sharedStrings") LYNCEUS_RETURN_IF_ERROR(ReadStrings(relation.part));
    }
    Workbook workbook{.sheet = sheet->name};
    LYNCEUS_ASSIGN_OR_RETURN(workbook.modified, DayModified());
    for (const Sheet& other : sheets_) {
      if (&other == sheet || !IsWorksheet(other)) continue;
      LYNCEUS_ASSIGN_OR_RETURN(const bool has_cells, HasCells(other));
      if (has_cells) workbook.other_sheets.push_back(other.name);
    }
    errors_.clear();  // of the other sheets
    LYNCEUS_RETURN_IF_ERROR(ReadSheet(*sheet, on_row));
    workbook.errors = std::move(errors_);
    return workbook;
  }

 private:
  absl::Status Read(std::string_view part, const XmlShape& shape,
                    const std::function<absl::Status(XmlElement)>& on_record) {
    if (!archive_->Has(part)) {
      return InvalidError(
          {.subject = path_,
           .cause = absl::StrCat("the workbook has no member \"", ToAbsl(part), "\""),
           .remedy = "the file is damaged; get it again"});
    }
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input,
                             archive_->OpenMember(std::string(part)));
    return ReadXml(*input, shape, &IgnoreRoot, on_record);
  }

  absl::Status ReadWorkbook() {
    return Read(kWorkbookPart, WorkbookShape(), [this](const XmlElement& element) {
      if (element.name == "workbookPr") {
        const std::string_view value = element.Attribute("date1904");
        from_1904_ = value == "1" || value == "true";
      }
      if (element.name != "sheets") return absl::OkStatus();
      for (const XmlElement& sheet : element.children) {
        const std::string_view state = sheet.Attribute("state");
        sheets_.push_back({.name = std::string(sheet.Attribute("name")),
                           .relation = std::string(sheet.Attribute("id")),
                           .hidden = state == "hidden" || state == "veryHidden"});
      }
      return absl::OkStatus();
    });
  }

  absl::Status ReadRelations() {
    return Read(kWorkbookRelations, RelationsShape(), [this](const XmlElement& element) {
      const std::string_view type = element.Attribute("Type");
      const std::string_view target = element.Attribute("Target");
      if (element.Attribute("TargetMode") == "External") return absl::OkStatus();
      // Targets are relative to the workbook's directory, or begin at the archive's root (part 2,
      // 8.3).
      std::string part(target.starts_with('/') ? target.substr(1) : target);
      if (!target.starts_with('/')) part = absl::StrCat("xl/", part);
      relations_[std::string(element.Attribute("Id"))] = {
          .type = std::string(type.substr(type.rfind('/') + 1)), .part = std::move(part)};
      return absl::OkStatus();
    });
  }

  absl::StatusOr<std::optional<Date>> DayModified() {
    std::optional<Date> day;
    if (!archive_->Has(kPropertiesPart)) return day;
    LYNCEUS_RETURN_IF_ERROR(
        Read(kPropertiesPart, PropertiesShape(), [&day](const XmlElement& element) {
          const auto date = Date::ParseIso(element.text.substr(0, 10));
          if (element.name == "modified" && date.ok()) day = *date;
          return absl::OkStatus();
        }));
    return day;
  }

  absl::Status ReadStyles(const std::string& part) {
    std::map<std::uint32_t, bool> custom;
    return Read(part, StylesShape(), [this, &custom](const XmlElement& element) {
      if (element.name == "numFmts") {
        for (const XmlElement& format : element.children) {
          const auto id = Number<std::uint32_t>(format.Attribute("numFmtId"));
          if (id.has_value()) custom[*id] = IsDateFormat(format.Attribute("formatCode"));
        }
      }
      if (element.name != "cellXfs") return absl::OkStatus();
      for (const XmlElement& style : element.children) {
        const auto id = Number<std::uint32_t>(style.Attribute("numFmtId")).value_or(0);
        const auto found = custom.find(id);
        style_is_date_.push_back(found != custom.end() ? found->second : IsBuiltInDateFormat(id));
      }
      return absl::OkStatus();
    });
  }

  absl::Status ReadStrings(const std::string& part) {
    return Read(part, StringsShape(), [this](const XmlElement& element) {
      if (element.name != "si") return absl::OkStatus();
      strings_.push_back(RichText(element));
      strings_bytes_ += strings_.back().size() + sizeof(std::string);
      if (strings_bytes_ <= limits::kSharedStringsBytesMax) return absl::OkStatus();
      return LimitError({.cause = "the workbook's texts are too long",
                         .limit = absl::StrCat(limits::kSharedStringsBytesMax >> 20, " MiB"),
                         .remedy = "no list comes near it; get the file again"});
    });
  }

  const Relation* RelationOf(const Sheet& sheet) const {
    const auto found = relations_.find(sheet.relation);
    return found == relations_.end() ? nullptr : &found->second;
  }
  bool IsWorksheet(const Sheet& sheet) const {
    const Relation* const relation = RelationOf(sheet);
    return relation != nullptr && relation->type == "worksheet";
  }

  absl::StatusOr<const Sheet*> Choose(std::string_view wanted) const {
    const auto found = std::ranges::find_if(sheets_, [this, wanted](const Sheet& sheet) {
      return wanted.empty() ? !sheet.hidden && IsWorksheet(sheet) : sheet.name == wanted;
    });
    if (found != sheets_.end() && IsWorksheet(*found)) return &*found;
    std::vector<std::string> names;
    for (const Sheet& sheet : sheets_) names.push_back(sheet.name);
    return InvalidError({.subject = path_,
                         .cause = wanted.empty()
                                      ? std::string("the workbook has no sheet that is shown")
                                      : absl::StrCat("the workbook has no sheet \"", ToAbsl(wanted),
                                                     "\"; it has ", Join(names, ", ")),
                         .remedy = "get the file from its publisher again"});
  }

  absl::StatusOr<bool> HasCells(const Sheet& sheet) {
    bool found = false;
    const absl::Status status = ReadSheet(sheet, [&found](const SheetRow&) {
      found = true;
      return absl::CancelledError();
    });
    if (found || status.ok()) return found;
    return status;
  }

  absl::Status ReadSheet(const Sheet& sheet,
                         const std::function<absl::Status(const SheetRow&)>& on_row) {
    std::uint64_t row_number = 0;
    return Read(RelationOf(sheet)->part, SheetShape(),
                [&](const XmlElement& element) -> absl::Status {
                  if (element.name != "row") return absl::OkStatus();
                  LYNCEUS_ASSIGN_OR_RETURN(const SheetRow row, RowOf(element, row_number));
                  row_number = row.number;
                  return row.cells.empty() ? absl::OkStatus() : on_row(row);
                });
  }

  absl::StatusOr<SheetRow> RowOf(const XmlElement& element, std::uint64_t before) {
    SheetRow row{.cells = {}, .number = before + 1};
    const std::string_view number = element.Attribute("r");
    if (!number.empty()) row.number = Number<std::uint64_t>(number).value_or(0);
    if (row.number <= before) {
      return InvalidError({.cause = absl::StrCat("row \"", ToAbsl(number.substr(0, 32)),
                                                 "\" stands behind row ", before),
                           .remedy = "get the file again"});
    }
    if (row.number > limits::kSheetRowsMax) {
      return LimitError({.cause = "the sheet has too many rows",
                         .limit = absl::StrCat(limits::kSheetRowsMax, " rows"),
                         .remedy = "no list comes near it; get the file again"});
    }
    std::uint64_t column = 0;
    for (const XmlElement& cell : element.children) {
      if (cell.name != "c") continue;
      LYNCEUS_ASSIGN_OR_RETURN(column, NextColumn(cell, column));
      LYNCEUS_RETURN_IF_ERROR(AddCell(cell, column, row));
    }
    return row;
  }

  static absl::StatusOr<std::uint64_t> NextColumn(const XmlElement& cell, std::uint64_t before) {
    const std::string_view reference = cell.Attribute("r");
    const std::uint64_t column = reference.empty() ? before + 1 : ColumnOf(reference).value_or(0);
    if (column > before) return column;
    return InvalidError({.cause = absl::StrCat("cell \"", ToAbsl(reference.substr(0, 32)),
                                               "\" is out of order, or no cell's reference"),
                         .remedy = "get the file again"});
  }

  absl::Status AddCell(const XmlElement& cell, std::uint64_t column, SheetRow& row) {
    auto value = ValueOf(cell);
    if (!value.ok()) {
      return Annotate(value.status(),
                      {.place = absl::StrCat("row ", row.number, ", column ", column)});
    }
    if (value->empty()) return absl::OkStatus();
    if (cell.Attribute("t") == "e") {  // "#REF!": the publisher's value is lost
      if (errors_.size() < limits::kReportedProblemsMax) {
        errors_.push_back(absl::StrCat("row ", row.number, ", column ", column, ": ", *value));
      }
      return absl::OkStatus();
    }
    if (column > limits::kSheetColumnsMax) {
      return LimitError({.place = absl::StrCat("row ", row.number),
                         .cause = "the sheet has too many columns",
                         .limit = absl::StrCat(limits::kSheetColumnsMax, " columns"),
                         .remedy = "no list comes near it; get the file again"});
    }
    row.cells.resize(column - 1);
    row.cells.push_back(*std::move(value));
    return absl::OkStatus();
  }

  absl::StatusOr<std::string> ValueOf(const XmlElement& cell) const {
    const std::string_view type = cell.Attribute("t");
    const XmlElement* const stored = cell.Child("v");
    if (type == "inlineStr") {
      const XmlElement* const text = cell.Child("is");
      return text == nullptr ? std::string() : RichText(*text);
    }
    static constexpr std::string_view kTypes[] = {"", "n", "s", "b", "e", "d", "str"};
    if (std::ranges::find(kTypes, type) == std::end(kTypes)) {
      return InvalidError({.cause = absl::StrCat("a cell is of the unknown type \"",
                                                 ToAbsl(type.substr(0, 32)), "\""),
                           .remedy = "get the file again"});
    }
    if (stored == nullptr) return std::string();
    if (type == "str") return Unescape(stored->text);
    const std::string_view value = TrimAscii(stored->text);
    if (type == "s") return SharedString(value);
    if (type == "b") return std::string(value == "1" || value == "true" ? "TRUE" : "FALSE");
    if (type == "e" || type == "d") return std::string(value);
    std::string date = ShowsDate(cell) ? ExcelDate(value, from_1904_) : std::string();
    return date.empty() ? std::string(value) : std::move(date);
  }

  absl::StatusOr<std::string> SharedString(std::string_view text) const {
    const auto index = Number<std::size_t>(text);
    if (index.has_value() && *index < strings_.size()) return strings_[*index];
    return InvalidError({.cause = absl::StrCat("a cell names the text ", ToAbsl(text.substr(0, 32)),
                                               " and the workbook has ", strings_.size()),
                         .remedy = "the file is damaged; get it again"});
  }

  bool ShowsDate(const XmlElement& cell) const {
    const auto style = Number<std::size_t>(cell.Attribute("s")).value_or(0);
    return style < style_is_date_.size() && style_is_date_[style];
  }

  const std::unique_ptr<ZipArchive> archive_;
  const std::string path_;
  bool from_1904_ = false;
  std::vector<Sheet> sheets_;
  std::map<std::string, Relation, std::less<>> relations_;
  std::vector<bool> style_is_date_;  // of each style of cells
  std::vector<std::string> errors_;  // of cells
  std::vector<std::string> strings_;
  std::size_t strings_bytes_ = 0;
};

}  // namespace

std::string ExcelDate(std::string_view serial, bool from_1904) {
  const auto value = Number<double>(serial);
  if (!value.has_value() || !std::isfinite(*value) || *value < 0) return {};
  if (*value > static_cast<double>(kLastSerial1900 + 1)) return {};
  // Whole seconds: fractions of days are binary, and Excel shows no finer ones.
  const auto seconds = static_cast<std::int64_t>(std::llround(*value * kSecondsPerDay));
  std::int64_t days = seconds / kSecondsPerDay;
  const std::int64_t time = seconds % kSecondsPerDay;
  if (from_1904) days += kDaysBetweenSystems;
  if (days < 1 || days > kLastSerial1900) return {};
  std::string date;
  if (days == 60 && !from_1904) {
    date = "1900-02-29";
  } else {
    // Serial 1 is 1900-01-01; behind the day that never was, one less.
    const auto since_1900 = static_cast<std::int32_t>(days > 60 ? days - 1 : days);
    date = Date::FromDays(kDayBefore1900 + since_1900).ToString();
  }
  if (time == 0) return date;
  return absl::StrFormat("%s %02d:%02d:%02d", date, time / 3600, time / 60 % 60, time % 60);
}

bool IsDateFormat(std::string_view format) {
  // Only the letters count that are no literal: not what stands in quotes, behind a backslash,
  // underscore or asterisk, or in brackets (colours, conditions, locales).
  bool has_day_or_year = false;
  bool has_month_or_minute = false;
  bool has_time = false;
  for (std::size_t i = 0; i < format.size() && format[i] != ';'; ++i) {
    const char c = format[i];
    if (c == '"' || c == '[') {
      i = std::min(format.find(c == '"' ? '"' : ']', i + 1), format.size());
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (LowerAscii(format.substr(i, 7)) == "general") {
      i += 6;
    } else {
      has_day_or_year |= c == 'd' || c == 'D' || c == 'y' || c == 'Y';
      has_month_or_minute |= c == 'm' || c == 'M';
      has_time |= c == 'h' || c == 'H' || c == 's' || c == 'S';
    }
  }
  return has_day_or_year || (has_month_or_minute && !has_time);
}

absl::StatusOr<Workbook> ReadXlsx(const std::string& path, std::string_view sheet,
                                  const std::function<absl::Status(const SheetRow&)>& on_row) {
  LYNCEUS_ASSIGN_OR_RETURN(std::unique_ptr<ZipArchive> archive, ZipArchive::Open(path));
  return Reader(std::move(archive), path).Run(sheet, on_row);
}

void NameUnread(const Workbook& workbook, LoadReport& report) {
  for (const std::string& other : workbook.other_sheets) {
    AddWarning(report, absl::StrCat("the sheet \"", other, "\" was not read"));
  }
  for (const std::string& error : workbook.errors) {
    AddWarning(report, absl::StrCat(error, ": an error stands in place of the cell's value"));
  }
}

absl::StatusOr<std::vector<std::vector<std::string>>> ReadXlsxHead(const std::string& path,
                                                                   std::size_t rows_max) {
  std::vector<std::vector<std::string>> rows;
  const auto workbook = ReadXlsx(path, "", [&rows, rows_max](const SheetRow& row) {
    rows.push_back(row.cells);
    return rows.size() < rows_max ? absl::OkStatus() : absl::CancelledError();
  });
  if (!workbook.ok() && workbook.status().code() != absl::StatusCode::kCancelled) {
    return workbook.status();
  }
  return rows;
}

}  // namespace lynceus::sources
