#pragma once
// The engines that recorded decisions were made with: from the archive by the digests that a record
// names, or from directories that are put in their place.

#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/review/archive.h"
#include "lib/screening/engine.h"
#include "lib/store/snapshot.h"

namespace lynceus::review {

struct EnginePlaces {
  // May be null where both directories are given; outlives the source.
  const Archive* archive = nullptr;
  std::string snapshot;  // a directory, for every record; empty: from the archive
  std::string rules;     // likewise; empty without an archive: the snapshot's own
};

// Keeps what decisions of an engine rest on, where the archive has not got it yet: the snapshot,
// the rules that were read from `rules_directory` (empty: the snapshot's own) and `program`, which
// answers for this build (`lynceus log answer`; empty: none is kept). Durable on return. To be
// called before the first record names them. Errors: those of Archive.
struct EngineParts {
  std::string rules_directory;
  std::string program;
};
absl::Status ArchiveEngine(const std::string& archive, const screening::Engine& engine,
                           const EngineParts& parts);

// The raw files of a snapshot's lists that the archive has not got: "KEY sha256 DIGEST" each.
std::vector<std::string> ListsNotKept(const Archive& archive, const store::Manifest& manifest);

// A snapshot and its rules as directories; laid out of the archive where they come from there.
struct EngineFiles {
  std::string snapshot;
  std::string rules;  // empty: the snapshot's own
  std::unique_ptr<ArchivedTree> snapshot_tree;
  std::unique_ptr<ArchivedTree> rules_tree;
};

// One thread; what it gives is Thread-safe and lives on by itself.
class EngineSource {
 public:
  explicit EngineSource(EnginePlaces places) : places_(std::move(places)) {}

  // Keeps the last few: a log goes from one pair to the next. Errors: NotFound where the archive
  // has not got what is named; those of OpenEngine.
  absl::StatusOr<std::shared_ptr<const screening::Engine>> EngineOf(const std::string& snapshot,
                                                                    const std::string& rules);
  absl::StatusOr<std::shared_ptr<const EngineFiles>> FilesOf(const std::string& snapshot,
                                                             const std::string& rules);

 private:
  // Files live as long as the engine over them.
  struct Open {
    std::string snapshot;
    std::string rules;
    std::shared_ptr<const EngineFiles> files;
    std::shared_ptr<const screening::Engine> engine;  // null until it is asked for
  };
  absl::StatusOr<Open*> Find(const std::string& snapshot, const std::string& rules);

  const EnginePlaces places_;
  std::deque<Open> open_;  // the last used in front
};

}  // namespace lynceus::review
