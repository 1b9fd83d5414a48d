#pragma once
// What is in force, and its changes: a snapshot activated with rules, rules reloaded. Everything is
// read, checked, tried by its golden cases and recorded in the match log before it is swapped in;
// on any error what is in force stays, and the state, a metric and the log say so.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "lib/base/metrics.h"
#include "lib/base/mutex.h"
#include "lib/review/recorder.h"
#include "server/active_engine.h"
#include "server/config.h"

namespace lynceus::server {

// The last time that rules were asked to be reloaded.
struct LastReload {
  std::int64_t unix_micros = 0;  // 0: never
  std::string caller;
  std::string refused;  // why the rules in force stayed; empty: they were taken
};

// Thread-safe; one change at a time.
class Activation {
 public:
  // All must outlive it. `engine_program`: FindEngineProgram.
  Activation(const Config& config, ActiveEngine& engine, review::Recorder& recorder,
             Metrics& metrics, std::string engine_program)
      : config_(config),
        engine_(engine),
        recorder_(recorder),
        metrics_(metrics),
        engine_program_(std::move(engine_program)),
        rules_directory_(config.rules) {}

  struct Change {
    std::shared_ptr<const screening::Engine> before;
    std::shared_ptr<const screening::Engine> after;
  };

  // The engine of a configuration, verified whole.
  static absl::StatusOr<std::shared_ptr<const screening::Engine>> OpenConfigured(
      const Config& config);

  // Records what the service begins with: configuration, lists, snapshot with rules.
  absl::Status RecordStart();

  // `rules_directory` empty: the directory in force. Errors: PermissionDenied where the snapshot
  // lies outside the configured root; those of OpenEngine and Recorder.
  absl::StatusOr<Change> ActivateSnapshot(const std::string& directory,
                                          const std::string& rules_directory,
                                          const std::string& caller);

  // Reads the rule directory in force again; calls in flight end with the rules they began with.
  // The same digest changes nothing, and is no error. Errors: FailedPrecondition where the rules
  // are the snapshot's own, which do not change, or their pinned packs are not the snapshot's;
  // those of ReadRules, WithRules and Recorder.
  absl::StatusOr<Change> ReloadRules(const std::string& caller);

  LastReload last_reload() const;
  std::string rules_directory() const;  // "": the snapshot's own

 private:
  absl::StatusOr<Change> Reload(const std::string& caller) ABSL_EXCLUSIVE_LOCKS_REQUIRED(changing_);
  // Archives, then records: of an activation the lists too, then the pair. `rules_directory`: where
  // the engine's rules were read; empty: the snapshot's own.
  absl::Status Record(review::RecordKind kind, const screening::Engine& engine,
                      const std::string& rules_directory, const std::string& caller);
  void Count(std::string_view outcome);

  const Config& config_;
  ActiveEngine& engine_;
  review::Recorder& recorder_;
  Metrics& metrics_;
  const std::string engine_program_;
  Mutex changing_;  // held while something is read and swapped
  mutable Mutex mutex_;
  std::string rules_directory_ ABSL_GUARDED_BY(mutex_);
  LastReload last_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lynceus::server
