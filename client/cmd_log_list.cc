// `lynceus log list`: the records that fit, by the record index.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>

#include "client/command.h"
#include "client/log_options.h"
#include "lib/base/status.h"
#include "lib/review/record_index.h"
#include "lib/review/record_rows.h"

namespace lynceus::client {
namespace {

struct Options {
  review::LogPlace log;
  PeriodOptions period;
  std::string index;
  std::string caller;
  std::string decision;
  std::string kind;
  std::string entity;
  std::string snapshot;
  std::string list_version;
  std::string legal_entity;
  std::optional<std::uint64_t> follows;
  bool erased = false;
  std::uint64_t limit = 100;
  std::string format = "text";
  bool rebuild = false;
};

absl::StatusOr<review::RecordKind> KindOf(const std::string& word) {
  std::string known;
  for (int at = 1; at <= static_cast<int>(review::kLastRecordKind); ++at) {
    const auto kind = static_cast<review::RecordKind>(at);
    const std::string name(review::RecordKindName(kind));
    if (name == word) return kind;
    known += (known.empty() ? "" : ", ") + name;
  }
  return UsageError("--kind", "there is no such kind of record", "one of: " + known);
}

absl::StatusOr<review::RecordFilter> FilterOf(const Options& options) {
  review::RecordFilter filter{
      .snapshot = options.snapshot, .list_version = options.list_version, .entity = options.entity};
  LYNCEUS_ASSIGN_OR_RETURN(const Period period, ReadPeriod(options.period));
  filter.from_unix_micros = period.from_unix_micros;
  filter.until_unix_micros = period.until_unix_micros;
  if (!options.kind.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(filter.kind, KindOf(options.kind));
  }
  if (!options.decision.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(filter.decision, ReadDecision("--decision", options.decision));
  }
  if (!options.caller.empty()) filter.caller = options.caller;
  if (!options.legal_entity.empty()) filter.legal_entity = options.legal_entity;
  filter.follows = options.follows;
  if (options.erased) filter.erased = true;
  return filter;
}

void PrintHeader(const std::string& format) {
  if (format == "text") std::puts(review::RecordTextHeader().c_str());
  if (format == "csv") std::puts(review::RecordCsvHeader().c_str());
}

void PrintRecord(const review::LogRecord& record, const std::string& format) {
  const std::string line = format == "text"  ? review::RecordText(record)
                           : format == "csv" ? review::RecordCsv(record)
                                             : review::RecordJson(record);
  std::puts(line.c_str());
}

absl::Status RunList(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const review::RecordFilter filter, FilterOf(options));
  LYNCEUS_ASSIGN_OR_RETURN(const auto records, OpenRecords(options.log));
  const std::string directory =
      options.index.empty() ? review::IndexDirectory(options.log.directory) : options.index;
  LYNCEUS_ASSIGN_OR_RETURN(const review::IndexUpdate update,
                           review::UpdateRecordIndex(*records, directory, options.rebuild));
  if (update.added > 0 || update.forgotten > 0) {
    std::fprintf(stderr, "lynceus: index: %llu records added, %llu erased ones forgotten\n",
                 static_cast<unsigned long long>(update.added),
                 static_cast<unsigned long long>(update.forgotten));
  }
  LYNCEUS_ASSIGN_OR_RETURN(const review::RecordIndex index, review::RecordIndex::Open(directory));
  const std::uint64_t limit = options.limit == 0 ? ~std::uint64_t{0} : options.limit;
  LYNCEUS_ASSIGN_OR_RETURN(const review::FoundRecords found, index.Find(filter, limit));
  PrintHeader(options.format);
  const auto closed = [](std::uint64_t, const review::Leaf&) { return false; };
  const auto print = [&](review::LogRecord record) {
    if (std::binary_search(found.erased.begin(), found.erased.end(), record.index)) {
      record.state = review::BodyState::kErased;
    }
    PrintRecord(record, options.format);
    return absl::OkStatus();
  };
  for (std::size_t i = 0; i < found.indexes.size();) {
    // Neighbours are read together.
    std::size_t end = i + 1;
    while (end < found.indexes.size() && found.indexes[end] == found.indexes[end - 1] + 1) ++end;
    LYNCEUS_RETURN_IF_ERROR(
        records->ForEach(found.indexes[i], found.indexes[end - 1] + 1, closed, print));
    i = end;
  }
  if (found.untold > 0) {
    std::fprintf(stderr,
                 "lynceus: %llu screenings that fit the rest are erased: whom they matched cannot "
                 "be told\n",
                 static_cast<unsigned long long>(found.untold));
  }
  std::fprintf(options.format == "text" ? stdout : stderr, "%llu of %llu records\n",
               static_cast<unsigned long long>(found.indexes.size()),
               static_cast<unsigned long long>(found.total));
  return absl::OkStatus();
}

}  // namespace

void AddLogListCommand(CLI::App& log, Body& body) {
  auto options = std::make_shared<Options>();
  CLI::App* list = log.add_subcommand("list", "the records that fit");
  AddLogOptions(*list, options->log);
  AddPeriodOptions(*list, options->period);
  list->add_option("--caller", options->caller, "as it was authenticated");
  list->add_option("--decision", options->decision, "CLEAR, REVIEW or BLOCK");
  list->add_option("--kind", options->kind, "of record: screen, erasure ...");
  list->add_option("--entity", options->entity, "id of a party that was matched");
  list->add_option("--snapshot", options->snapshot, "content digest, or its beginning");
  list->add_option("--list-version", options->list_version,
                   "AUTHORITY/LIST@DAY, or AUTHORITY/LIST of any day");
  list->add_option("--legal-entity", options->legal_entity, "whose retention holds");
  list->add_option("--follows", options->follows, "those that follow up this record");
  list->add_flag("--erased", options->erased, "those whose body was erased");
  list->add_option("--limit", options->limit, "at most so many; 0: all")->capture_default_str();
  list->add_option("--format", options->format, "text, csv or json (a line a record)")
      ->check(CLI::IsMember({"text", "csv", "json"}))
      ->capture_default_str();
  list->add_option("--index-dir", options->index, "of the index; default: DIR/index");
  list->add_flag("--rebuild", options->rebuild, "make the index again from the log");
  list->callback([&body, options] { body = [options] { return RunList(*options); }; });
}

}  // namespace lynceus::client
