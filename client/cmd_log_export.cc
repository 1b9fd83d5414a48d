// `lynceus log export`: records handed over, opened; which, why and by whom is a record itself.
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <utility>

#include "client/command.h"
#include "client/log_options.h"
#include "client/output_file.h"
#include "client/remote_screener.h"
#include "lib/base/clock.h"
#include "lib/base/file.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/review/export.h"
#include "lib/review/json_value.h"
#include "server/grpc_status.h"
#include "server/wire_review.h"

namespace lynceus::client {
namespace {

struct Options {
  review::LogPlace log;
  std::string server;
  std::string ca;
  PeriodOptions period;
  std::string decision;
  std::string legal_entity;
  review::ExportSelection selection;
  review::ExportReason reason;
  std::string out;
};

absl::StatusOr<review::ExportSelection> SelectionOf(const Options& options) {
  review::ExportSelection selection = options.selection;
  LYNCEUS_ASSIGN_OR_RETURN(const Period period, ReadPeriod(options.period));
  selection.from_unix_micros = period.from_unix_micros;
  selection.until_unix_micros = period.until_unix_micros;
  if (!options.decision.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(selection.decision, ReadDecision("--decision", options.decision));
  }
  if (!options.legal_entity.empty()) selection.legal_entity = options.legal_entity;
  return selection;
}

absl::Status ExportHere(const Options& options, const review::ExportSelection& selection,
                        const review::TakeLine& take) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto log,
                           review::RecordLog::Open(options.log, SystemClock(), SystemRandom()));
  return review::ExportRecords(*log, selection, options.reason, {.name = "command-line"}, take)
      .status();
}

absl::Status ExportThere(const Options& options, const review::ExportSelection& selection,
                         const review::TakeLine& take) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto client, ConnectTo(options.server, options.ca));
  grpc::ClientContext call;
  const auto stream = client->review().Export(&call, wire::ToWire(selection, options.reason));
  v1::ExportedLine line;
  absl::Status taken;
  while (taken.ok() && stream->Read(&line)) taken = take(line.json());
  if (!taken.ok()) call.TryCancel();
  const absl::Status finished = server::FromGrpc(stream->Finish());
  return taken.ok() ? finished : taken;
}

absl::Status CannotWrite(const std::string& path) {
  return UnavailableError({.subject = path,
                           .cause = "it cannot be written",
                           .remedy = "make room; the export is on record, run it again"});
}

// The lines as they came, in a file beside the wanted one.
struct Taken {
  std::string head;
  std::uint64_t records = 0;
};
absl::StatusOr<Taken> ExportTo(const std::string& path, const Options& options,
                               const review::ExportSelection& selection) {
  LYNCEUS_RETURN_IF_ERROR(CheckReplaceable(options.out));
  LYNCEUS_ASSIGN_OR_RETURN(std::ofstream out, OpenOutput(path, ""));
  Taken taken;
  const auto take = [&](const std::string& line) {
    if (taken.head.empty()) {
      taken.head = line;
    } else {
      ++taken.records;
    }
    return out << line << '\n' ? absl::OkStatus() : CannotWrite(path);
  };
  LYNCEUS_RETURN_IF_ERROR(options.server.empty() ? ExportHere(options, selection, take)
                                                 : ExportThere(options, selection, take));
  out.close();
  if (!out) return CannotWrite(path);
  return taken;
}

// A stream that was cut may end without an error.
absl::Status CheckWhole(const Taken& taken) {
  LYNCEUS_ASSIGN_OR_RETURN(const review::JsonValue head, review::ParseJson(taken.head));
  const review::JsonValue* const said = head.Find("export");
  const review::JsonValue* const records = said == nullptr ? nullptr : said->Find("records");
  if (records != nullptr && records->text == std::to_string(taken.records)) return absl::OkStatus();
  return DataLossError({.subject = "export",
                        .cause = "there came " + std::to_string(taken.records) +
                                 " records, and its first line says otherwise: " + taken.head,
                        .remedy = "it is on record; run it again"});
}

// A file of the wanted name is a whole export, or there is none.
absl::Status RunExport(const Options& options) {
  if (options.log.directory.empty() == options.server.empty()) {
    return UsageError("DIR, --server", "exactly one of the two is needed",
                      "give the log's directory or --server HOST:PORT");
  }
  LYNCEUS_ASSIGN_OR_RETURN(const review::ExportSelection selection, SelectionOf(options));
  umask(S_IRWXG | S_IRWXO);  // what is in it was sealed
  const std::string part = options.out + ".part";
  auto taken = ExportTo(part, options, selection);
  if (taken.ok()) {
    if (absl::Status whole = CheckWhole(*taken); !whole.ok()) taken = std::move(whole);
  }
  if (taken.ok() && std::rename(part.c_str(), options.out.c_str()) != 0) {
    taken = FileError(options.out, "cannot be given its name", errno);
  }
  if (!taken.ok()) {
    (void)std::remove(part.c_str());
    return taken.status();
  }
  std::printf("%llu records in %s\n%s\n", static_cast<unsigned long long>(taken->records),
              options.out.c_str(), taken->head.c_str());
  return absl::OkStatus();
}

}  // namespace

void AddLogExportCommand(CLI::App& log, Body& body) {
  auto options = std::make_shared<Options>();
  CLI::App* command = log.add_subcommand("export", "hand records over, opened; it is on record");
  command->add_option("DIR", options->log.directory, "directory of the log");
  command->add_option("--server", options->server,
                      "HOST:PORT of the lynceusd that holds the log; in the place of DIR");
  command->add_option("--ca", options->ca,
                      "PEM of the authority that signed the server's certificate");
  command->add_option("--master-key", options->log.master_key,
                      "file of the master key of bodies; default: master.key in DIR");
  command->add_option("-o,--out", options->out, "file of JSON Lines; only its owner may read it")
      ->required();
  command
      ->add_option("--record", options->selection.indexes,
                   "these records alone; ascending, may be given several times")
      ->allow_extra_args(false);
  AddPeriodOptions(*command, options->period);
  command->add_option("--decision", options->decision, "CLEAR, REVIEW or BLOCK: screenings only");
  command->add_option("--legal-entity", options->legal_entity, "whose retention holds");
  command->add_option("--reason", options->reason.code, "code, [a-z0-9_-]: regulator ...")
      ->required();
  command->add_option("--text", options->reason.text, "for whom, on which ground; nobody's name")
      ->required();
  command->add_option("--by", options->reason.by, "staff id of who hands over")->required();
  command->callback([&body, options] { body = [options] { return RunExport(*options); }; });
}

}  // namespace lynceus::client
