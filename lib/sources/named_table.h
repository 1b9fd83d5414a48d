#pragma once
// Tables whose first row names their columns: the lists of the United Kingdom and the European
// Union come as such, with columns that change over the years. Columns are found by name in any
// order; one that nobody knows is told of, so that nothing a publisher adds is passed over.

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/base/file.h"
#include "lib/sources/csv_reader.h"

namespace lynceus::sources {

// What a table must and may hold. Names are compared by their letters and digits alone, without
// regard to case: "D.O.B", "DOB" and "dob" are one column.
struct TableShape {
  std::string_view title;                  // "the UK sanctions list", for errors
  std::vector<std::string_view> required;  // the first of them tells which row is the header
  std::vector<std::string_view> known;     // may be missing
  std::vector<std::string_view> repeated;  // may stand more than once; the first is read
  std::size_t rows_before_max = 0;         // rows that may stand before the header
  // True where the last column is one whose end a cut would hurt: a last row without a line end is
  // then an error.
  bool must_end_in_line_end = false;
  // True where a row with empty fields behind the last column is an error too: fields have moved.
  bool exact_width = false;
};

// One thread.
class NamedTable {
 public:
  // `input` and `shape` must live as long as the table.
  NamedTable(ByteReader& input, const TableShape& shape, CsvOptions options);

  // Reads up to the header, which must come before anything else is asked. Errors: InvalidArgument
  // where no header comes, a required column is missing or a column stands twice; those of
  // CsvReader.
  absl::Status ReadHeader();
  // The rows before the header.
  const std::vector<std::vector<std::string>>& rows_before() const { return rows_before_; }
  // Names of columns that are neither required nor known, as printed.
  std::vector<std::string> UnknownColumns() const;
  bool Has(std::string_view column) const;

  // Goes to the next row; false at the end. Errors: InvalidArgument for a row that is the header
  // again, and for one of another width (empty fields behind the last column are none), for a file
  // without rows, for a last row without a line end where the shape asks for one; those of
  // CsvReader.
  absl::StatusOr<bool> Next();
  // The current row's field; empty where the column is not there. Lives until the next row.
  std::string_view operator[](std::string_view column) const;
  // What stands in unknown columns of the current row, not empty: name and field.
  std::vector<std::pair<std::string_view, std::string_view>> UnknownFields() const;
  std::uint64_t line() const { return line_; }
  std::string place() const;
  std::uint64_t rows() const { return rows_; }
  // True where the file's last row had its line end. Known at the end.
  bool has_final_line_end() const { return reader_.has_final_line_end(); }

 private:
  absl::Status TakeHeader(const CsvRow& row);
  absl::Status CheckWidth(const CsvRow& row) const;
  absl::Status Bad(std::uint64_t line, std::string cause, std::string remedy) const;

  const std::string& file_;
  const TableShape& shape_;
  CsvReader reader_;
  std::map<std::string, std::size_t, std::less<>> columns_;  // normal name -> field
  std::vector<std::string> header_;
  std::vector<std::size_t> unknown_;
  std::vector<std::vector<std::string>> rows_before_;
  const CsvRow* row_ = nullptr;
  std::uint64_t line_ = 0;
  std::uint64_t rows_ = 0;
};

// The letters and digits of a column's name, in lower case: "Nationality(/ies)" is
// "nationalityies". Pure.
std::string NormalColumn(std::string_view name);

}  // namespace lynceus::sources
