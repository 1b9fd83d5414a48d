#pragma once
// Where a screening happens: over a snapshot directory in this process, or at a server. Both give
// the same answer, recorded before it is given.

#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "absl/status/statusor.h"
#include "lib/model/decision.h"

namespace lynceus::client {

struct Answered {
  DecisionCore core;
  std::optional<RecordRef> record;
  std::string unrecorded;  // why there is none, where one was wanted (mode best_effort)
};

// Thread-safe.
class Screener {
 public:
  virtual ~Screener() = default;
  virtual absl::StatusOr<Answered> Screen(const Counterparty& counterparty, Date as_of,
                                          const std::string& request_id) = 0;
};

// For whom a question is asked; stands in its record.
struct AskingFor {
  std::string on_behalf_of;
  std::string legal_entity;              // empty: the default
  std::optional<std::uint64_t> follows;  // the record of the screening that this one follows up
};

// --index, --server, --rules, --preset, --business-line, --jurisdiction, --log, --no-log, --config,
// --as-of, --on-behalf-of, --legal-entity, --ca as `screen` and `batch` take them.
struct ScreenerOptions {
  std::string index;
  std::string server;
  std::string rules;
  std::string preset;  // empty: the policy's
  // Of questions that say none themselves; they choose the scope of the policy.
  std::string business_line;
  std::string jurisdiction;
  std::string log;
  std::string master_key;  // empty: the configuration's, else the one in the log's directory
  std::string archive;     // empty: the configuration's, else nothing is archived
  bool no_log = false;
  std::string config = "/etc/lynceus/lynceus.yaml";
  std::string ca;     // PEM of the server's authority; without it plaintext, loopback only
  std::string as_of;  // empty: today
  AskingFor asking;
};
void AddScreenerOptions(CLI::App& command, ScreenerOptions& options);

// Fills in what the counterparty does not say of its booking.
void FillBooking(const ScreenerOptions& options, Counterparty& counterparty);

// Errors: usage errors for options that exclude each other or are missing; those of opening.
absl::StatusOr<std::unique_ptr<Screener>> OpenScreener(const ScreenerOptions& options);

// The day asked for, else today by the system's clock.
absl::StatusOr<Date> AsOf(const std::string& option);

}  // namespace lynceus::client
