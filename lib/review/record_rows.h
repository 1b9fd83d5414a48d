#pragma once
// Records as rows: what a leaf says, and whether the body was erased (the record's state; one that
// is not known to be erased is taken as not erased), for people (text, CSV) and programs (JSON
// Lines). No personal data: bodies stay closed.

#include <string>

#include "lib/review/record_reader.h"

namespace lynceus::review {

// "2026-11-01T12:00:00.000000Z".
std::string MomentText(std::int64_t unix_micros);

// One line each, without its end.
std::string RecordTextHeader();
std::string RecordText(const LogRecord& record);
// Cells are safe to open in a spreadsheet (CsvCell).
std::string RecordCsvHeader();
std::string RecordCsv(const LogRecord& record);
std::string RecordJson(const LogRecord& record);

}  // namespace lynceus::review
