#include "server/activation.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include <spdlog/spdlog.h>

#include "lib/base/clock.h"
#include "lib/base/status.h"
#include "lib/review/engine_source.h"
#include "lib/review/service_record.h"

namespace lynceus::server {
namespace {

// Snapshots are taken from below the configured root only, whatever links the path runs through.
absl::Status CheckBelowRoot(const std::string& directory, const std::string& snapshot_root) {
  std::error_code error;
  const std::filesystem::path root = std::filesystem::weakly_canonical(snapshot_root, error);
  const std::filesystem::path path = std::filesystem::weakly_canonical(directory, error);
  const auto [end, at] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
  if (!snapshot_root.empty() && !error && end == root.end()) return absl::OkStatus();
  return MakeError(absl::StatusCode::kPermissionDenied,
                   {.subject = "directory",
                    .cause = "it is not below snapshot_root of the configuration",
                    .remedy = "put the snapshot there, or change the configuration"});
}

absl::StatusOr<std::shared_ptr<const screening::Engine>> Open(const std::string& snapshot,
                                                              const std::string& rules,
                                                              const Config& config) {
  return screening::OpenEngine({.snapshot_directory = snapshot,
                                .rules_directory = rules,
                                .verify_all = true,
                                .public_key = config.snapshot_key,
                                .run_cases = true});
}

// Decisions can be asked again without the raw lists; that the lists were read right cannot.
absl::Status SayMissingLists(const std::string& archive, const store::Manifest& manifest) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto kept, review::Archive::Open(archive, SystemClock()));
  for (const std::string& list : review::ListsNotKept(*kept, manifest)) {
    spdlog::warn(
        "the archive has no raw list {}; do: lynceus index build --archive, or archive add", list);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::shared_ptr<const screening::Engine>> Activation::OpenConfigured(
    const Config& config) {
  return Open(config.snapshot, config.rules, config);
}

absl::Status Activation::Record(review::RecordKind kind, const screening::Engine& engine,
                                const std::string& rules_directory, const std::string& caller) {
  if (!config_.log_archive.empty()) {
    LYNCEUS_RETURN_IF_ERROR(
        review::ArchiveEngine(config_.log_archive, engine,
                              {.rules_directory = rules_directory, .program = engine_program_}));
    LYNCEUS_RETURN_IF_ERROR(SayMissingLists(config_.log_archive, engine.snapshot->manifest()));
  }
  const store::Manifest& manifest = engine.snapshot->manifest();
  const std::string build = screening::EngineBuild();
  const Date today = Date::FromUnixMicros(SystemClock().NowUnixMicros());
  if (kind == review::RecordKind::kSnapshotActivation) {
    LYNCEUS_RETURN_IF_ERROR(
        recorder_.Append(review::DraftListLoad(manifest, build, today), {.name = caller}).status());
  }
  return recorder_
      .Append(review::DraftActivation(kind, manifest.content_digest, *engine.rules, build, today),
              {.name = caller})
      .status();
}

absl::Status Activation::RecordStart() {
  LYNCEUS_RETURN_IF_ERROR(
      recorder_
          .Append(review::DraftConfiguration(ConfigJson(config_), screening::EngineBuild(),
                                             Date::FromUnixMicros(SystemClock().NowUnixMicros())),
                  {.name = "start"})
          .status());
  return Record(review::RecordKind::kSnapshotActivation, *engine_.Get(), config_.rules, "start");
}

absl::StatusOr<Activation::Change> Activation::ActivateSnapshot(const std::string& directory,
                                                                const std::string& rules_directory,
                                                                const std::string& caller) {
  LYNCEUS_RETURN_IF_ERROR(CheckBelowRoot(directory, config_.snapshot_root));
  MutexLock changing(changing_);
  const std::string rules = rules_directory.empty() ? this->rules_directory() : rules_directory;
  Change change;
  LYNCEUS_ASSIGN_OR_RETURN(change.after, Open(directory, rules, config_));
  LYNCEUS_RETURN_IF_ERROR(
      Record(review::RecordKind::kSnapshotActivation, *change.after, rules, caller));
  change.before = engine_.Swap(change.after);
  MutexLock lock(mutex_);
  rules_directory_ = rules;
  return change;
}

absl::StatusOr<Activation::Change> Activation::Reload(const std::string& caller) {
  const std::string directory = rules_directory();
  if (directory.empty()) {
    return PreconditionError({.subject = "rules",
                              .cause = "the rules in force are the snapshot's own, which do not "
                                       "change",
                              .remedy = "name a rule directory in the configuration (rules: DIR), "
                                        "or activate another snapshot"});
  }
  Change change{.before = engine_.Get(), .after = nullptr};
  LYNCEUS_ASSIGN_OR_RETURN(auto rules, screening::ReadRules(directory, true));
  if (rules->digest == change.before->rules->digest) {
    change.after = change.before;
    return change;
  }
  LYNCEUS_RETURN_IF_ERROR(screening::CheckPinned(*rules, *change.before->snapshot));
  LYNCEUS_ASSIGN_OR_RETURN(change.after, screening::WithRules(*change.before, std::move(rules)));
  LYNCEUS_RETURN_IF_ERROR(
      Record(review::RecordKind::kRuleChange, *change.after, directory, caller));
  engine_.Swap(change.after);
  return change;
}

absl::StatusOr<Activation::Change> Activation::ReloadRules(const std::string& caller) {
  MutexLock changing(changing_);
  auto change = Reload(caller);
  const std::string refused = change.ok() ? "" : ErrorText(change.status());
  const bool same = change.ok() && change->before == change->after;
  Count(!change.ok() ? "refused" : same ? "unchanged" : "reloaded");
  if (change.ok()) {
    spdlog::info("rules {} caller={} digest={}", same ? "unchanged" : "reloaded", caller,
                 change->after->rules->digest);
  } else {
    spdlog::error("rules refused, those in force stay caller={} digest={} cause={}", caller,
                  engine_.Get()->rules->digest, refused);
  }
  MutexLock lock(mutex_);
  last_ = {.unix_micros = SystemClock().NowUnixMicros(), .caller = caller, .refused = refused};
  return change;
}

void Activation::Count(std::string_view outcome) {
  metrics_.Count("lynceus_rules_reloads_total", outcome, 1);
  metrics_.Set("lynceus_rules_refused", "last", outcome == "refused" ? 1 : 0);
}

LastReload Activation::last_reload() const {
  MutexLock lock(mutex_);
  return last_;
}

std::string Activation::rules_directory() const {
  MutexLock lock(mutex_);
  return rules_directory_;
}

}  // namespace lynceus::server
