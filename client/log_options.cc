#include "client/log_options.h"

#include <algorithm>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "client/command.h"
#include "lib/base/clock.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/model/date.h"

namespace lynceus::client {
namespace {

constexpr std::int64_t kMicrosPerDay = 86'400'000'000;

// The first moment of a day, or of the day after.
absl::StatusOr<std::optional<std::int64_t>> MomentOf(const char* option, const std::string& text,
                                                     int days_later) {
  if (text.empty()) return std::optional<std::int64_t>();
  const auto date = Date::ParseIso(text);
  if (!date.ok()) {
    return UsageError(option, DetailOf(date.status()).cause, "write it as YYYY-MM-DD");
  }
  return std::optional(kMicrosPerDay * (date->days() + days_later));
}

bool IsWithin(const Period& period, std::int64_t unix_micros) {
  return (!period.from_unix_micros || unix_micros >= *period.from_unix_micros) &&
         (!period.until_unix_micros || unix_micros < *period.until_unix_micros);
}

}  // namespace

void AddLogOptions(CLI::App& command, review::LogPlace& place) {
  command.add_option("DIR", place.directory, "directory of the log")->required();
  command.add_option("--master-key", place.master_key,
                     "opens sealed bodies; default: the log's own, where it is there");
}

void AddLogHolderOptions(CLI::App& command, LogHolder& holder) {
  command.add_option("--master-key", holder.log.master_key,
                     "file of the master key of bodies; default: master.key in DIR");
  command.add_option("--server", holder.server,
                     "HOST:PORT of the lynceusd that holds the log; in the place of DIR");
  command.add_option("--ca", holder.ca,
                     "PEM of the authority that signed the server's certificate");
}

absl::StatusOr<std::vector<std::string>> TakeDirectory(const std::vector<std::string>& words,
                                                       LogHolder& holder) {
  const std::size_t taken = holder.server.empty() ? 1 : 0;
  if (words.size() <= taken) {
    return UsageError("PLACE", "something is missing", "see --help");
  }
  if (taken == 1) holder.log.directory = words.front();
  return std::vector<std::string>(words.begin() + static_cast<std::ptrdiff_t>(taken), words.end());
}

absl::Status CheckLogHolder(const LogHolder& holder) {
  if (holder.log.directory.empty() == holder.server.empty()) {
    return UsageError("DIR, --server", "exactly one of the two is needed",
                      "give the log's directory or --server HOST:PORT");
  }
  if (holder.server.empty() || holder.log.master_key.empty()) return absl::OkStatus();
  return UsageError("--server", "--master-key is the server's own business", "leave it out");
}

void AddPeriodOptions(CLI::App& command, PeriodOptions& options) {
  command.add_option("--from", options.from, "first day (UTC), YYYY-MM-DD");
  command.add_option("--to", options.to, "last day (UTC), YYYY-MM-DD");
}

absl::StatusOr<std::unique_ptr<review::RecordReader>> OpenRecords(const review::LogPlace& place) {
  LYNCEUS_ASSIGN_OR_RETURN(auto records, review::OpenRecordReader(place));
  if (records->pending() > 0) {
    std::fprintf(stderr,
                 "lynceus: %llu further records are durable, and left out here: no checkpoint "
                 "covers them until a writer opens the log (lynceus log verify counts them)\n",
                 static_cast<unsigned long long>(records->pending()));
  }
  return records;
}

absl::StatusOr<Period> ReadPeriod(const PeriodOptions& options) {
  Period period;
  LYNCEUS_ASSIGN_OR_RETURN(period.from_unix_micros, MomentOf("--from", options.from, 0));
  LYNCEUS_ASSIGN_OR_RETURN(period.until_unix_micros, MomentOf("--to", options.to, 1));
  if (period.from_unix_micros && period.until_unix_micros &&
      *period.from_unix_micros >= *period.until_unix_micros) {
    return UsageError("--from", "it comes behind --to", "give the days in their order");
  }
  return period;
}

absl::StatusOr<Decision> ReadDecision(const char* option, const std::string& word) {
  for (const Decision decision : {Decision::kClear, Decision::kReview, Decision::kBlock}) {
    if (DecisionName(decision) == word) return decision;
  }
  return UsageError(option, "there is no such decision", "one of: CLEAR, REVIEW, BLOCK");
}

void AddRecordOptions(CLI::App& command, RecordOptions& options) {
  command.add_option("--index", options.index, "this record alone");
  AddPeriodOptions(command, options.period);
  command.add_option("--sample", options.sample, "so many of them, drawn at random");
  command.add_option("--seed", options.seed, "of the sample: the same seed draws the same")
      ->capture_default_str();
}

absl::StatusOr<std::vector<std::uint64_t>> SelectedRecords(const review::RecordReader& records,
                                                           const RecordOptions& options) {
  if (options.index) {
    if (*options.index < records.size()) return std::vector{*options.index};
    return NotFoundError({.subject = absl::StrCat("record ", *options.index),
                          .cause = absl::StrCat("the log has ", records.size(), " records"),
                          .remedy = "give an index below that"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(const Period period, ReadPeriod(options.period));
  std::vector<std::uint64_t> indexes;
  LYNCEUS_RETURN_IF_ERROR(records.ForEach(
      0, records.size(), [](std::uint64_t, const review::Leaf&) { return false; },
      [&](const review::LogRecord& record) {
        if (record.leaf.kind == review::RecordKind::kScreen &&
            IsWithin(period, record.leaf.unix_micros)) {
          indexes.push_back(record.index);
        }
        return absl::OkStatus();
      }));
  std::vector<std::uint64_t> drawn;
  for (const std::uint64_t at :
       review::SelectRecords({.sample = options.sample, .seed = options.seed}, indexes.size())) {
    drawn.push_back(indexes[at]);
  }
  return drawn;
}

absl::StatusOr<std::unique_ptr<review::Archive>> OpenArchive(const std::string& directory) {
  if (directory.empty()) return std::unique_ptr<review::Archive>();
  if (!IsDirectory(directory)) {
    return NotFoundError({.subject = directory,
                          .cause = "there is no archive",
                          .remedy = "make one with `lynceus archive add`"});
  }
  return review::Archive::Open(directory, SystemClock());
}

}  // namespace lynceus::client
