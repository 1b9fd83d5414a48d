// `lynceus log report`: a page on a period for people, and the same tables as CSV.
#include <cstdio>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/command.h"
#include "client/log_options.h"
#include "client/output_file.h"
#include "lib/audit/match_log.h"
#include "lib/base/clock.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/review/report.h"
#include "lib/review/show_record.h"

namespace lynceus::client {
namespace {

struct Options {
  review::LogPlace log;
  PeriodOptions period;
  std::string out;
  std::string csv;
  std::string key;
};

// A log that does not hold is reported, and its report says so first.
review::IntegrityStatement Verify(const Options& options) {
  const auto report = audit::VerifyLog(options.log.directory, options.key, review::CheckRecord);
  if (!report.ok()) return {.holds = false, .text = ErrorText(report.status())};
  std::string text = absl::StrCat(
      "Signature, root, every tile, every leaf and the digest of every sealed body were "
      "recomputed, with ",
      options.key.empty() ? "the log's own verifier key" : "the verifier key given", ".");
  if (report->pending > 0) {
    absl::StrAppend(&text, " ", report->pending,
                    " further records are durable and in no checkpoint yet: they are NOT in this "
                    "report.");
  }
  return {
      .holds = true, .text = std::move(text), .size = report->size, .root_hex = report->root_hex};
}

absl::Status RunReport(const Options& options) {
  LYNCEUS_RETURN_IF_ERROR(CheckOutsideLogs(options.out));
  LYNCEUS_RETURN_IF_ERROR(CheckOutsideLogs(options.csv));
  LYNCEUS_ASSIGN_OR_RETURN(const Period period, ReadPeriod(options.period));
  const review::IntegrityStatement integrity = Verify(options);
  LYNCEUS_ASSIGN_OR_RETURN(const auto records, OpenRecords(options.log));
  LYNCEUS_ASSIGN_OR_RETURN(
      const review::Report report,
      review::MakeReport(*records, {period.from_unix_micros, period.until_unix_micros}, integrity,
                         SystemClock().NowUnixMicros()));
  LYNCEUS_RETURN_IF_ERROR(WriteFileDurably(options.out, review::ReportHtml(report)));
  if (!options.csv.empty()) {
    LYNCEUS_RETURN_IF_ERROR(MakeDirectories(options.csv));
    for (const review::ReportTable& table : report.tables) {
      LYNCEUS_RETURN_IF_ERROR(
          WriteFileDurably(JoinPath(options.csv, table.key + ".csv"), review::TableCsv(table)));
    }
  }
  for (const std::string& caution : report.cautions) {
    std::fprintf(stderr, "lynceus: %s\n", caution.c_str());
  }
  std::printf("%s: %s\n", options.out.c_str(), integrity.text.c_str());
  return integrity.holds ? absl::OkStatus() : FailedQuietly();
}

}  // namespace

void AddLogReportCommand(CLI::App& log, Body& body) {
  auto options = std::make_shared<Options>();
  CLI::App* report = log.add_subcommand("report", "a page on a period, to print");
  AddLogOptions(*report, options->log);
  AddPeriodOptions(*report, options->period);
  report->add_option("-o,--out", options->out, "the HTML file")->required();
  report->add_option("--csv", options->csv, "directory for the same tables as CSV");
  report->add_option("--key", options->key, "verifier key the auditor holds");
  report->callback([&body, options] { body = [options] { return RunReport(*options); }; });
}

}  // namespace lynceus::client
