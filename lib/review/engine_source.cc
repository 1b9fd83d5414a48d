#include "lib/review/engine_source.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "lib/base/clock.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/store/manifest.h"

namespace lynceus::review {
namespace {

constexpr std::size_t kOpenMax = 4;

}  // namespace

absl::Status ArchiveEngine(const std::string& archive, const screening::Engine& engine,
                           const EngineParts& parts) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto kept, Archive::Open(archive, SystemClock()));
  const store::Snapshot& snapshot = *engine.snapshot;
  if (!kept->Has(ArchiveKind::kSnapshot, snapshot.manifest().content_digest)) {
    LYNCEUS_RETURN_IF_ERROR(kept->AddSnapshot(snapshot.directory()).status());
  }
  if (!kept->Has(ArchiveKind::kRules, engine.rules->digest)) {
    const std::string directory = parts.rules_directory.empty()
                                      ? JoinPath(snapshot.directory(), store::kRulesName)
                                      : parts.rules_directory;
    LYNCEUS_RETURN_IF_ERROR(kept->AddRules(directory, engine.rules->digest).status());
  }
  const std::string build = screening::EngineBuild();
  if (parts.program.empty() || kept->Has(ArchiveKind::kEngine, build)) return absl::OkStatus();
  return kept->AddEngine(parts.program, build).status();
}

std::vector<std::string> ListsNotKept(const Archive& archive, const store::Manifest& manifest) {
  std::vector<std::string> missing;
  for (const LoadReport& report : manifest.sources) {
    for (const std::string& digest : report.source.digests) {
      if (archive.Has(ArchiveKind::kList, digest)) continue;
      missing.push_back(absl::StrCat(report.source.key, " sha256 ", digest));
    }
  }
  return missing;
}

absl::StatusOr<EngineSource::Open*> EngineSource::Find(const std::string& snapshot,
                                                       const std::string& rules) {
  const auto same = [&](const Open& open) {
    return (open.snapshot == snapshot || !places_.snapshot.empty()) &&
           (open.rules == rules || !places_.rules.empty());
  };
  const auto found = std::find_if(open_.begin(), open_.end(), same);
  if (found != open_.end()) {
    std::rotate(open_.begin(), found, found + 1);
    return &open_.front();
  }
  auto files = std::make_shared<EngineFiles>();
  files->snapshot = places_.snapshot;
  files->rules = places_.rules;
  if (files->snapshot.empty()) {
    if (places_.archive == nullptr) {
      return InvalidError({.subject = "snapshot " + snapshot,
                           .cause = "there is neither an archive nor a directory to read it from",
                           .remedy = "name one"});
    }
    LYNCEUS_ASSIGN_OR_RETURN(files->snapshot_tree,
                             places_.archive->Extract(ArchiveKind::kSnapshot, snapshot));
    files->snapshot = files->snapshot_tree->path();
  }
  if (files->rules.empty() && places_.archive != nullptr) {
    LYNCEUS_ASSIGN_OR_RETURN(files->rules_tree,
                             places_.archive->Extract(ArchiveKind::kRules, rules));
    files->rules = files->rules_tree->path();
  }
  if (open_.size() == kOpenMax) open_.pop_back();
  open_.push_front(
      {.snapshot = snapshot, .rules = rules, .files = std::move(files), .engine = nullptr});
  return &open_.front();
}

absl::StatusOr<std::shared_ptr<const screening::Engine>> EngineSource::EngineOf(
    const std::string& snapshot, const std::string& rules) {
  LYNCEUS_ASSIGN_OR_RETURN(Open* const open, Find(snapshot, rules));
  if (open->engine == nullptr) {
    LYNCEUS_ASSIGN_OR_RETURN(auto engine,
                             screening::OpenEngine({.snapshot_directory = open->files->snapshot,
                                                    .rules_directory = open->files->rules}));
    // The files go when the engine does.
    struct Held {
      std::shared_ptr<const EngineFiles> files;
      std::shared_ptr<const screening::Engine> engine;
    };
    auto held = std::make_shared<const Held>(Held{open->files, std::move(engine)});
    open->engine = std::shared_ptr<const screening::Engine>(held, held->engine.get());
  }
  return open->engine;
}

absl::StatusOr<std::shared_ptr<const EngineFiles>> EngineSource::FilesOf(
    const std::string& snapshot, const std::string& rules) {
  LYNCEUS_ASSIGN_OR_RETURN(Open* const open, Find(snapshot, rules));
  return open->files;
}

}  // namespace lynceus::review
