// The local screener owns engine and log; the remote one is the client library behind the same
// face.
#include "client/screener.h"

#include <utility>

#include "client/command.h"
#include "client/default_log.h"
#include "client/remote_screener.h"
#include "lib/base/clock.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/review/engine_source.h"
#include "lib/review/follow_up.h"
#include "lib/review/record_log.h"
#include "lib/screening/evaluate.h"

namespace lynceus::client {
namespace {

class LocalScreener final : public Screener {
 public:
  LocalScreener(std::shared_ptr<const screening::Engine> engine, std::string preset,
                std::unique_ptr<review::RecordLog> log, AskingFor asking)
      : engine_(std::move(engine)),
        preset_(std::move(preset)),
        log_(std::move(log)),
        asking_(std::move(asking)) {}

  absl::StatusOr<Answered> Screen(const Counterparty& counterparty, Date as_of,
                                  const std::string& request_id) override {
    Answered answered;
    if (log_ != nullptr && asking_.follows) {
      LYNCEUS_RETURN_IF_ERROR(review::CheckFollowsUp(log_->log(), *asking_.follows));
    }
    LYNCEUS_ASSIGN_OR_RETURN(screening::Outcome outcome,
                             screening::Screen(counterparty, as_of, *engine_, preset_));
    if (log_ != nullptr) {
      LYNCEUS_ASSIGN_OR_RETURN(review::Recorded recorded,
                               log_->recorder().Record(counterparty, outcome,
                                                       {.request_id = request_id,
                                                        .name = "command-line",
                                                        .on_behalf_of = asking_.on_behalf_of,
                                                        .legal_entity = asking_.legal_entity,
                                                        .earlier = asking_.follows}));
      answered.record = std::move(recorded.at);
      answered.unrecorded = std::move(recorded.unrecorded);
    }
    answered.core = std::move(outcome.core);
    return answered;
  }

 private:
  const std::shared_ptr<const screening::Engine> engine_;
  const std::string preset_;                      // its key; empty: the policy's
  const std::unique_ptr<review::RecordLog> log_;  // null: nothing is recorded
  const AskingFor asking_;
};

absl::StatusOr<std::unique_ptr<Screener>> OpenLocal(const ScreenerOptions& options) {
  std::unique_ptr<review::RecordLog> log;
  std::string archive;
  if (!options.no_log) {
    LYNCEUS_ASSIGN_OR_RETURN(
        const review::LogPlace place,
        FindLog({options.log, options.master_key, options.archive}, options.config));
    LYNCEUS_ASSIGN_OR_RETURN(log, review::RecordLog::Open(place, SystemClock(), SystemRandom()));
    archive = place.archive;
  }
  LYNCEUS_ASSIGN_OR_RETURN(auto engine, screening::OpenEngine({.snapshot_directory = options.index,
                                                               .rules_directory = options.rules}));
  LYNCEUS_RETURN_IF_ERROR(
      AsPresetOption(screening::ChoosePreset(*engine, options.preset)).status());
  if (!archive.empty()) {
    LYNCEUS_RETURN_IF_ERROR(review::ArchiveEngine(
        archive, *engine, {.rules_directory = options.rules, .program = "/proc/self/exe"}));
  }
  return std::make_unique<LocalScreener>(std::move(engine), options.preset, std::move(log),
                                         options.asking);
}

}  // namespace

void AddScreenerOptions(CLI::App& command, ScreenerOptions& options) {
  command.add_option("--index", options.index, "snapshot directory");
  command.add_option("--server", options.server, "HOST:PORT of a running lynceusd");
  command.add_option("--rules", options.rules, "rule packs; default: the snapshot's own");
  AddPresetOption(command, options.preset);
  command.add_option("--business-line", options.business_line,
                     "of the bank that asks; chooses the policy's scope");
  command.add_option("--jurisdiction", options.jurisdiction,
                     "of the booking entity, ISO 3166-1 code; chooses the policy's scope");
  command.add_option("--log", options.log, "match log directory");
  command.add_option("--master-key", options.master_key,
                     "master key of the log's bodies; default: master.key in the log");
  command.add_option("--archive", options.archive,
                     "keep there what the records name, to replay them later");
  command.add_flag("--no-log", options.no_log, "record nothing; the answer says record: null");
  command.add_option("--config", options.config, "configuration that names the match log")
      ->capture_default_str();
  command.add_option("--ca", options.ca,
                     "PEM of the authority that signed the server's certificate");
  command.add_option("--on-behalf-of", options.asking.on_behalf_of,
                     "for whom this is asked; stands in the record");
  command.add_option("--legal-entity", options.asking.legal_entity,
                     "whose retention applies to the record: [a-z0-9-], at most 32");
  command.add_option("--as-of", options.as_of, "day of the question, YYYY-MM-DD; default: today");
}

absl::StatusOr<std::unique_ptr<Screener>> OpenScreener(const ScreenerOptions& options) {
  if (options.index.empty() == options.server.empty()) {
    return UsageError("--index, --server", "exactly one of the two is needed",
                      "give --index DIR or --server HOST:PORT");
  }
  if (!options.log.empty() && options.no_log) {
    return UsageError("--log, --no-log", "they exclude each other", "give one of them");
  }
  if (options.asking.follows && options.no_log) {
    return UsageError("--follows, --no-log", "only a record follows up another",
                      "leave one of them out");
  }
  if (options.server.empty()) return OpenLocal(options);
  if (!options.log.empty() || options.no_log || !options.rules.empty()) {
    return UsageError("--server", "--log, --no-log and --rules are the server's own business",
                      "leave them out");
  }
  return OpenRemoteScreener(options.server, options.ca, options.preset, options.asking);
}

void FillBooking(const ScreenerOptions& options, Counterparty& counterparty) {
  Booking& booking = counterparty.booking;
  if (booking.business_line.empty()) booking.business_line = options.business_line;
  if (booking.jurisdiction.empty()) booking.jurisdiction = options.jurisdiction;
}

absl::StatusOr<Date> AsOf(const std::string& option) {
  if (option.empty()) return Date::FromUnixMicros(SystemClock().NowUnixMicros());
  const auto date = Date::ParseIso(option);
  if (!date.ok()) {
    return UsageError("--as-of", DetailOf(date.status()).cause, "write it as YYYY-MM-DD");
  }
  return *date;
}

}  // namespace lynceus::client
