// `lynceus batch`: a file of counterparties in, one answer a line out, in input order.
#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/command.h"
#include "client/output_file.h"
#include "client/row_reader.h"
#include "client/screener.h"
#include "lib/base/file.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/base/thread_pool.h"
#include "lib/review/answer_json.h"
#include "lib/review/answer_text.h"

namespace lynceus::client {
namespace {

// Rows in flight at once: enough for every job and for the log to sync many records in one group.
constexpr std::size_t kRowsPerRound = 512;
constexpr int kJobsMax = 1'024;
constexpr std::uint64_t kProgressEveryRows = 10'000;

struct Options {
  ScreenerOptions screener;
  std::string in;
  std::string out;
  std::vector<std::string> map;
  std::size_t jobs = 0;
  bool table = false;
  bool coverage = false;
};

struct Totals {
  std::array<std::uint64_t, 3> decisions{};  // by Decision
  std::uint64_t errors = 0;
  std::uint64_t unrecorded = 0;  // answers that a record was wanted of (mode best_effort)
  std::uint64_t rows = 0;
};

std::string ErrorLine(const Row& row, const absl::Status& status) {
  JsonWriter json;
  json.BeginObject().Member("id", row.id);
  json.Key("line").Int(static_cast<std::int64_t>(row.line));
  json.Key("error").Raw(ErrorJson(status)).EndObject();
  return json.Take();
}

// One row's line of output.
struct Line {
  std::string text;
  std::optional<Decision> decision;  // none: an error line
  std::string summary;
  bool unrecorded = false;
};

Line ErrorOf(const Row& row, const absl::Status& status) {
  return {ErrorLine(row, status), std::nullopt, row.id + " ERROR " + ErrorText(status)};
}

Line AnswerLine(const Row& row, Date as_of, Screener& screener) {
  if (!row.counterparty.ok()) return ErrorOf(row, row.counterparty.status());
  const auto answered = screener.Screen(*row.counterparty, as_of, absl::StrCat("line-", row.line));
  if (!answered.ok()) return ErrorOf(row, answered.status());
  const std::vector<std::string>& names = row.counterparty->names;
  return {
      review::AnswerJson(
          answered->core,
          {.record = answered->record, .unrecorded = answered->unrecorded, .line_number = row.line},
          JsonWriter::Style::kCompact),
      answered->core.decision,
      review::SummaryLine(answered->core, names.empty() ? row.id : names.front()),
      !answered->unrecorded.empty()};
}

void Count(const std::vector<Line>& lines, Totals& totals) {
  for (const Line& line : lines) {
    if (line.decision) {
      ++totals.decisions[static_cast<std::size_t>(*line.decision)];
    } else {
      ++totals.errors;
    }
    totals.unrecorded += line.unrecorded ? 1 : 0;
    if (++totals.rows % kProgressEveryRows == 0) {
      std::fprintf(stderr, "lynceus: %llu rows\n", static_cast<unsigned long long>(totals.rows));
    }
  }
}

absl::Status WriteLines(std::ofstream& out, const std::string& path,
                        const std::vector<Line>& lines) {
  for (const Line& line : lines) out << line.text << '\n';
  if (out.good()) return absl::OkStatus();
  return UnavailableError(
      {.subject = path, .cause = "the output cannot be written", .remedy = "look for a full disk"});
}

// Fills `round`; false at the end. On an error `round` holds the rows before it, which are to be
// answered all the same.
absl::StatusOr<bool> ReadRound(RowReader& rows, const ScreenerOptions& options,
                               std::vector<Row>& round) {
  while (round.size() < kRowsPerRound) {
    Row row;
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, rows.Next(row));
    if (!more) return false;
    if (row.counterparty.ok()) FillBooking(options, *row.counterparty);
    round.push_back(std::move(row));
  }
  return true;
}

absl::StatusOr<Totals> ScreenRows(RowReader& rows, Date as_of, Screener& screener, ThreadPool& pool,
                                  const Options& options) {
  const std::string& path = options.out;
  LYNCEUS_ASSIGN_OR_RETURN(std::ofstream out, OpenOutput(path, options.in));
  Totals totals;
  absl::StatusOr<bool> more = true;
  while (more.ok() && *more) {
    std::vector<Row> round;
    more = ReadRound(rows, options.screener, round);
    for (Row& row : round) {
      if (row.counterparty.ok()) row.counterparty->coverage = options.coverage;
    }
    std::vector<Line> lines(round.size());
    pool.ForEach(round.size(),
                 [&](std::size_t i) { lines[i] = AnswerLine(round[i], as_of, screener); });
    Count(lines, totals);
    LYNCEUS_RETURN_IF_ERROR(WriteLines(out, path, lines));
    if (!options.table) continue;
    for (const Line& line : lines) std::puts(line.summary.c_str());
  }
  out.flush();
  LYNCEUS_RETURN_IF_ERROR(WriteLines(out, path, {}));
  LYNCEUS_RETURN_IF_ERROR(more.status());
  return totals;
}

absl::Status RunBatch(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const Date as_of, AsOf(options.screener.as_of));
  LYNCEUS_ASSIGN_OR_RETURN(const ColumnMap map, ParseColumnMap(options.map));
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<RowReader> rows, OpenRows(options.in, map));
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<Screener> screener,
                           OpenScreener(options.screener));
  const std::size_t cores = std::max<std::size_t>(1, std::thread::hardware_concurrency());
  ThreadPool pool(options.jobs == 0 ? cores : options.jobs);
  if (options.table) std::puts(review::SummaryHeader().c_str());
  const auto totals = ScreenRows(*rows, as_of, *screener, pool, options);
  if (!totals.ok()) {
    return Annotate(totals.status(),
                    {.remedy = absl::StrCat(options.out, " holds the rows before it")});
  }
  std::fprintf(stderr, "lynceus: %llu rows: %llu CLEAR, %llu REVIEW, %llu BLOCK, %llu errors\n",
               static_cast<unsigned long long>(totals->rows),
               static_cast<unsigned long long>(totals->decisions[0]),
               static_cast<unsigned long long>(totals->decisions[1]),
               static_cast<unsigned long long>(totals->decisions[2]),
               static_cast<unsigned long long>(totals->errors));
  if (totals->unrecorded > 0) {
    std::fprintf(stderr, "lynceus: %llu of them are NOT RECORDED; their lines say why\n",
                 static_cast<unsigned long long>(totals->unrecorded));
  }
  return totals->errors == 0 ? absl::OkStatus() : FailedQuietly();
}

}  // namespace

void AddBatchCommand(CLI::App& app, Body& body) {
  CLI::App* command = app.add_subcommand("batch", "screen a file of counterparties");
  auto options = std::make_shared<Options>();
  AddScreenerOptions(*command, options->screener);
  command->add_option("--in", options->in, "CSV with a header, or JSON lines")->required();
  command->add_option("--out", options->out, "answers, one JSON object a line")->required();
  command->add_option("--map", options->map, "COLUMN=PROPERTY; COLUMN= leaves a column out")
      ->allow_extra_args(false);
  command->add_flag("--table", options->table, "also print one line an answer, as a table");
  command->add_flag("--coverage", options->coverage,
                    "each answer says who designates its counterparty");
  command->add_option("--jobs", options->jobs, "threads; default: one a core")
      ->check(CLI::Range(1, kJobsMax));
  command->callback([&body, options] { body = [options] { return RunBatch(*options); }; });
}

}  // namespace lynceus::client
