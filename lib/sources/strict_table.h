#pragma once
// A table that a bank writes itself (interests.csv, a list of its own): comma-separated UTF-8 with
// a header, of which nothing is passed over. Whatever is not as documented is an error that names
// file, line and column; the author is at hand to mend it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/base/file.h"
#include "lib/model/date.h"
#include "lib/model/entity.h"
#include "lib/sources/csv_reader.h"

namespace lynceus::sources {

// One thread. Columns are numbered by their place in the span of names.
class StrictTable {
 public:
  // `input` and `columns` must live as long as the table. `row_word` is what a row is for: "each
  // interest". `report` as CsvOptions::report.
  StrictTable(ByteReader& input, std::span<const std::string_view> columns,
              std::string_view row_word, LoadReport& report);

  // Reads the header; names in any case of letters and any order. Errors: InvalidArgument for a
  // file without rows, an unknown or repeated column; those of CsvReader.
  absl::Status ReadHeader();
  bool Has(std::size_t column) const { return at_[column].has_value(); }

  // Goes to the next row; false at the end. Errors: InvalidArgument for a row with more or fewer
  // fields than the header, a row of empty fields, a field of more than limits::kFieldBytesMax
  // bytes or with a line end or another control character (as of ISO-2022-JP), a file without rows,
  // a last row without its line end (a number that was cut is another number); those of CsvReader.
  absl::StatusOr<bool> Next();
  // The current row's field, trimmed; empty where the column is not there. Lives until the next
  // row.
  std::string_view operator[](std::size_t column) const { return fields_[column]; }
  // The field's values, which ";" or its full-width form separates: trimmed, without empty ones.
  std::vector<std::string> Several(std::size_t column) const;
  // The same of names. Errors: InvalidArgument where a name has lost its letters (HasLostLetters),
  // or holds an ideographic comma, which separates nothing here.
  absl::StatusOr<std::vector<std::string>> ReadNames(std::size_t column) const;
  std::uint64_t line() const { return line_; }
  std::uint64_t rows() const { return rows_; }

  // Errors of the header and of a field of the current row.
  absl::Status BadHeader(std::string cause) const;
  absl::Status Bad(std::size_t column, std::string cause, std::string remedy) const;

  // The field as what it must be, its full-width letters and digits as ASCII; empty fields are
  // nothing. Errors: as Bad; of a date in another way of writing it the remedy is the right one.
  absl::StatusOr<std::optional<PartialDate>> ReadDate(std::size_t column) const;
  // One of several: YYYY-MM-DD, YYYY-MM, YYYY, "circa " in front where it is.
  absl::StatusOr<PartialDate> ReadDateText(std::size_t column, std::string_view text) const;
  absl::StatusOr<Schema> ReadSchema(std::size_t column) const;
  // ISO code of the country in `word`, of that column's field.
  absl::StatusOr<std::string> ReadCountry(std::size_t column, std::string_view word) const;
  // "innCode:7704237230; passportNumber/ru:123": types, and where it is said the issuing country.
  absl::StatusOr<std::vector<Identifier>> ReadIdentifiers(std::size_t column) const;

 private:
  absl::Status NoRows() const;
  absl::Status TakeFields(const CsvRow& row);
  absl::StatusOr<Identifier> ReadIdentifier(std::size_t column, std::string_view text) const;

  const std::string& file_;
  const std::span<const std::string_view> columns_;
  const std::string_view row_word_;
  CsvReader reader_;
  std::vector<std::optional<std::size_t>> at_;  // column -> field of the row
  std::vector<std::string_view> fields_;        // by column
  std::size_t width_ = 0;
  std::uint64_t line_ = 0;
  std::uint64_t rows_ = 0;
};

// True for "SOURCE:ID" without white space. Pure.
bool IsQualifiedId(std::string_view id);

}  // namespace lynceus::sources
