#pragma once
// OFAC's comma-separated form: SDN.CSV or CONS_PRIM.CSV with its ALT, ADD and COMMENTS files, which
// have no header, "-0-" for a value that is not there, and a 0x1A at the end. Columns as in OFAC's
// "DAT_SPEC" (dat_spec.txt of the download page).

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/file.h"
#include "lib/model/load_report.h"
#include "lib/sources/csv_reader.h"
#include "lib/sources/loader.h"
#include "lib/sources/ofac_record.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

enum class OfacTable : std::uint8_t { kMain, kAlt, kAdd, kComments };

// The table of a kind word ("ofac-alt-csv" ...); the main table for every other word.
OfacTable OfacTableOf(std::string_view kind);

// Rows of one OFAC file, checked: the right number of fields, an entity number in the first.
// One thread.
class OfacCsvReader {
 public:
  // `input` must live as long as the reader. `report` as CsvOptions::report.
  OfacCsvReader(ByteReader& input, OfacTable table, LoadReport* report = nullptr);
  // Returns the next row, "-0-" as empty text; null at the end. Errors: those of CsvReader;
  // InvalidArgument with the line for another number of fields, for an entity number that is none,
  // and for a last row that is cut off.
  absl::StatusOr<const CsvRow*> Next();
  // After the end: what makes it doubtful that the file is whole; empty where nothing does.
  std::string Doubt() const;

 private:
  absl::Status Check(const CsvRow& row) const;
  ByteReader& input_;
  const OfacTable table_;
  CsvReader reader_;
  CsvRow row_;
  std::string last_field_;
};

// Loads a group whose main file is an OFAC CSV file (kind "ofac-sdn-csv" or "ofac-cons-csv").
// Errors and memory as LoadGroup's.
absl::StatusOr<LoadReport> LoadOfacCsv(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
