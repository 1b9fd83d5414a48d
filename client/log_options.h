#pragma once
// What the commands of an auditor over a log have in common: where log, key and archive are, and
// which records.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "absl/status/statusor.h"
#include "lib/review/archive.h"
#include "lib/review/record_reader.h"
#include "lib/review/record_rounds.h"

namespace lynceus::client {

// DIR and --master-key.
void AddLogOptions(CLI::App& command, review::LogPlace& place);

// review::OpenRecordReader; says on standard error how many durable records it leaves out.
absl::StatusOr<std::unique_ptr<review::RecordReader>> OpenRecords(const review::LogPlace& place);

// Who holds the log that a command writes to: this process, in its directory, or a server.
struct LogHolder {
  review::LogPlace log;  // the directory empty: at the server
  std::string server;
  std::string ca;  // PEM of the server's authority; without it plaintext, loopback only
};
// --master-key, --server, --ca.
void AddLogHolderOptions(CLI::App& command, LogHolder& holder);
// Takes DIR, the first of the words where there is no server, and returns the others. Errors: wrong
// usage where that leaves none.
absl::StatusOr<std::vector<std::string>> TakeDirectory(const std::vector<std::string>& words,
                                                       LogHolder& holder);
// Errors: wrong usage where neither or both of directory and server are given, or a master key for
// a server.
absl::Status CheckLogHolder(const LogHolder& holder);

// --from, --to as days; both inclusive.
struct PeriodOptions {
  std::string from;
  std::string to;
};
void AddPeriodOptions(CLI::App& command, PeriodOptions& options);
// The period in microseconds, the end exclusive; nothing where an end is not given.
struct Period {
  std::optional<std::int64_t> from_unix_micros;
  std::optional<std::int64_t> until_unix_micros;
};
absl::StatusOr<Period> ReadPeriod(const PeriodOptions& options);

// "CLEAR", "REVIEW", "BLOCK". Errors: usage errors naming `option`.
absl::StatusOr<Decision> ReadDecision(const char* option, const std::string& word);

// --index, --from, --to, --sample, --seed.
struct RecordOptions {
  std::optional<std::uint64_t> index;
  PeriodOptions period;
  std::uint64_t sample = 0;
  std::uint64_t seed = 1;
};
void AddRecordOptions(CLI::App& command, RecordOptions& options);
// The indexes of the screenings that are asked for, ascending: by time in one pass over the leaves.
absl::StatusOr<std::vector<std::uint64_t>> SelectedRecords(const review::RecordReader& records,
                                                           const RecordOptions& options);

// The archive at `directory`, or null where it is empty.
absl::StatusOr<std::unique_ptr<review::Archive>> OpenArchive(const std::string& directory);

}  // namespace lynceus::client
