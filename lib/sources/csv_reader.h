#pragma once
// Rows of a CSV file, one at a time, as UTF-8. The loaders of OFAC's lists and of interests.csv
// read through it, and so does the command line's batch input.
//
// The quoting is RFC 4180's, strictly (libcsv): a quote inside an unquoted field, or text behind a
// closing quote, is an error. CR, LF and CRLF end a row; a quoted field may hold them. White space
// around a field is dropped, blank lines are skipped. One 0x1A (the DOS end mark that OFAC writes)
// is taken at the end and nowhere else. NUL bytes and UTF-16 are refused by name. What is odd and
// read all the same is a warning of the report: blank lines between rows, line ends of old
// Macintoshes, Windows-1252.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/file.h"
#include "lib/model/load_report.h"

namespace lynceus::sources {

struct CsvOptions {
  enum class Encoding : std::uint8_t {
    kUtf8,               // anything else is an error; a byte order mark is taken
    kUtf8OrWindows1252,  // the file is the one or the other, told from its content
  };
  // Default: kUtf8, so that a mistaken encoding is not read as other letters.
  Encoding encoding = Encoding::kUtf8;
  // Default: the comma of RFC 4180.
  char delimiter = ',';
  // What is advised where the encoding is another. Lives as long as the reader.
  std::string_view utf8_remedy = "save the file as UTF-8";
  // Where what is odd is named, once the end is reached; lives as long as the reader. Default:
  // null, for those who read a file before its loader does.
  LoadReport* report = nullptr;
};

// The same to people who wrote the table themselves.
inline constexpr std::string_view kSaveOwnTable =
    "save the file as UTF-8: in Excel as \"CSV UTF-8\", else convert it from the encoding it is in "
    "(for Japanese: iconv -f CP932 -t UTF-8)";

struct CsvRow {
  std::vector<std::string> fields;  // at least one
  std::uint64_t line = 0;           // on which the row begins, from 1
  std::uint64_t number = 0;         // from 1, blank lines not counted
};

// One thread.
class CsvReader {
 public:
  // `input` must live as long as the reader.
  explicit CsvReader(ByteReader& input, CsvOptions options = {});
  ~CsvReader();
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  // Returns the next row; null at the end. The row lives until the next call.
  // Errors, with the input's name and the line: InvalidArgument for a quote that is never closed
  // (the line where its row began), stray quotes, NUL bytes, UTF-16, two byte order marks, bytes
  // that are not of the encoding, mixed encodings, bytes behind the end mark; ResourceExhausted for
  // limits::kRecordBytesMax and kCsvColumnsMax; the input's own. After an error or the end every
  // call returns the same again.
  // Memory: one row and a block of 64 KiB.
  absl::StatusOr<const CsvRow*> Next();

  // After the end: whether the file closed with 0x1A, and whether with a line end before it.
  bool has_end_mark() const;
  bool has_final_line_end() const;
  // True where fields so far were read as Windows-1252.
  bool is_windows_1252() const;

 private:
  class Impl;
  const std::unique_ptr<Impl> impl_;
};

}  // namespace lynceus::sources
