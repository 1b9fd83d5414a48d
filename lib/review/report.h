#pragma once
// The report on a period of a match log: what was screened and how it was decided, by which lists,
// rules and thresholds, what people made of it, and whether the log holds. Counts only; no names.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/review/record_reader.h"

namespace lynceus::review {

// What verification found; the caller runs it (audit::VerifyLog).
struct IntegrityStatement {
  bool holds = false;
  std::string text;        // one sentence: what was verified with which key, or what failed
  std::uint64_t size = 0;  // of the newest checkpoint
  std::string root_hex;
};

struct ReportPeriod {
  std::optional<std::int64_t> from_unix_micros;   // none: since the log began
  std::optional<std::int64_t> until_unix_micros;  // first moment no longer; none: until its end
};

// One table; a row's cells are as many as the header's.
struct ReportTable {
  std::string key;    // its file's name without ".csv"
  std::string title;  // "Hits by list"
  std::string note;   // how it is counted, a sentence; may be empty
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

struct Report {
  std::string log;     // origin
  std::string period;  // "2026-11-01 to 2026-11-30"
  std::string made;    // when, UTC
  IntegrityStatement integrity;
  // What limits the report: bodies that are erased or sealed. Empty: nothing.
  std::vector<std::string> cautions;
  std::vector<ReportTable> tables;
};

// One pass over the log; bodies are opened where somebody matched, and once for each snapshot and
// day. Alerts count by what they are at the end of the log (alerts.h), also where they were judged
// behind the period. Errors: those of the reader and of AlertTable::Add.
absl::StatusOr<Report> MakeReport(const RecordReader& records, const ReportPeriod& period,
                                  const IntegrityStatement& integrity,
                                  std::int64_t now_unix_micros);

// One page that prints well, without scripts or anything from elsewhere.
std::string ReportHtml(const Report& report);
// RFC 4180 with a header; cells are safe to open in a spreadsheet (CsvCell).
std::string TableCsv(const ReportTable& table);

}  // namespace lynceus::review
