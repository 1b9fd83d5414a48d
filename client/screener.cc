// The local screener owns engine and log; the remote one is the client library behind the same
// face.
#include "client/screener.h"

#include <utility>

#include "client/command.h"
#include "client/default_log.h"
#include "client/remote_screener.h"
#include "lib/audit/match_log.h"
#include "lib/base/clock.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/review/recorder.h"
#include "lib/screening/evaluate.h"

namespace lynceus::client {
namespace {

class LocalScreener final : public Screener {
 public:
  LocalScreener(std::shared_ptr<const screening::Engine> engine, std::string preset,
                std::unique_ptr<audit::MatchLog> log)
      : engine_(std::move(engine)), preset_(std::move(preset)), log_(std::move(log)) {
    if (log_ != nullptr) recorder_.emplace(*log_, SystemClock(), SystemRandom());
  }

  absl::StatusOr<Answered> Screen(const Counterparty& counterparty, Date as_of,
                                  const std::string& request_id) override {
    Answered answered;
    LYNCEUS_ASSIGN_OR_RETURN(const Preset* const preset,
                             screening::ChoosePreset(engine_->On(as_of), preset_));
    LYNCEUS_ASSIGN_OR_RETURN(answered.core,
                             screening::Evaluate(counterparty, as_of, *engine_, preset->key));
    if (recorder_) {
      LYNCEUS_ASSIGN_OR_RETURN(
          answered.record, recorder_->Record(counterparty, answered.core, preset->match_score_min,
                                             {.request_id = request_id, .name = "command-line"}));
    }
    return answered;
  }

 private:
  const std::shared_ptr<const screening::Engine> engine_;
  const std::string preset_;  // its key; empty: the policy's
  const std::unique_ptr<audit::MatchLog> log_;
  std::optional<review::Recorder> recorder_;
};

absl::StatusOr<std::unique_ptr<Screener>> OpenLocal(const ScreenerOptions& options) {
  std::unique_ptr<audit::MatchLog> log;
  if (!options.no_log) {
    LYNCEUS_ASSIGN_OR_RETURN(log, OpenDefaultLog(options.log, options.config));
  }
  LYNCEUS_ASSIGN_OR_RETURN(auto engine, screening::OpenEngine({.snapshot_directory = options.index,
                                                               .rules_directory = options.rules}));
  LYNCEUS_RETURN_IF_ERROR(
      AsPresetOption(screening::ChoosePreset(*engine, options.preset)).status());
  return std::make_unique<LocalScreener>(std::move(engine), options.preset, std::move(log));
}

}  // namespace

void AddScreenerOptions(CLI::App& command, ScreenerOptions& options) {
  command.add_option("--index", options.index, "snapshot directory");
  command.add_option("--server", options.server, "HOST:PORT of a running lynceusd");
  command.add_option("--rules", options.rules, "rule packs; default: the snapshot's own");
  AddPresetOption(command, options.preset);
  command.add_option("--log", options.log, "match log directory");
  command.add_flag("--no-log", options.no_log, "record nothing; the answer says record: null");
  command.add_option("--config", options.config, "configuration that names the match log")
      ->capture_default_str();
  command.add_option("--ca", options.ca,
                     "PEM of the authority that signed the server's certificate");
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
  if (options.server.empty()) return OpenLocal(options);
  if (!options.log.empty() || options.no_log || !options.rules.empty()) {
    return UsageError("--server", "--log, --no-log and --rules are the server's own business",
                      "leave them out");
  }
  return OpenRemoteScreener(options.server, options.ca, options.preset);
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
