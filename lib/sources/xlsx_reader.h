#pragma once
// Rows of a sheet of an Excel workbook (.xlsx, ECMA-376), one at a time, as UTF-8 text. Australia,
// the World Bank and the IDB publish their lists this way. The archive is read through ZipArchive
// and the XML through ReadXml, with their limits and refusals.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/model/date.h"
#include "lib/model/load_report.h"

namespace lynceus::sources {

struct SheetRow {
  // What stands in columns A, B, C ...; empty where a cell is empty or absent; the last is not
  // empty. Text is as stored, white space and line breaks included; runs of rich text are joined,
  // phonetic guides left out. A number is as stored ("123", "0.5", "1.2E+20"); where the cell's
  // style shows a date it is "2024-01-31", with a time of day "2024-01-31 13:30:00". A formula is
  // its stored result; booleans are TRUE and FALSE; a cell that holds an error is empty.
  std::vector<std::string> cells = {};
  std::uint64_t number = 0;  // as the sheet numbers it, from 1
};

struct Workbook {
  std::string sheet;                           // that was read
  std::optional<Date> modified = {};           // the day it was last changed, as its properties say
  std::vector<std::string> other_sheets = {};  // that have cells of their own, hidden ones included
  // Cells that hold an error in place of what was to stand there: "row 4, column 2: #REF!"; at most
  // limits::kReportedProblemsMax.
  std::vector<std::string> errors = {};
};

// Names in the report what of the workbook was not read: other sheets, and cells that hold errors.
void NameUnread(const Workbook& workbook, LoadReport& report);

// Calls `on_row` for each row that is not empty, in order; an error from it ends the reading and is
// returned. `sheet`: a sheet's name; empty: the first that is not hidden. Memory: the shared
// strings, at most limits::kSharedStringsBytesMax, and one row.
// Errors, naming the file, its member and the line or cell: those of ZipArchive and ReadXml;
// InvalidArgument for a workbook without that sheet or a part it names, for a cell of an unknown
// type or without its shared string, for cells or rows out of order; ResourceExhausted for
// limits::kSheetRowsMax, kSheetColumnsMax and kSharedStringsBytesMax.
absl::StatusOr<Workbook> ReadXlsx(const std::string& path, std::string_view sheet,
                                  const std::function<absl::Status(const SheetRow&)>& on_row);

// Returns the cells of at most `rows_max` first rows of the first sheet. Errors: as ReadXlsx, as
// far as it is read.
absl::StatusOr<std::vector<std::vector<std::string>>> ReadXlsxHead(const std::string& path,
                                                                   std::size_t rows_max);

// Returns the day that a serial number of Excel ("45321", "45321.5625") stands for, as the rows
// give it; empty where it stands for none (below 1, beyond the year 9999, no number). `from_1904`:
// the workbook counts from 1904, else from 1900 with the day 1900-02-29 that never was (serial 60).
std::string ExcelDate(std::string_view serial, bool from_1904);

// True where a number format ("d/mm/yyyy;@") shows a date; false for times of day alone.
bool IsDateFormat(std::string_view format);

}  // namespace lynceus::sources
