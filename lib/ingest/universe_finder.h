#pragma once
// Whom a build indexes because of who is designated: the risk universe, brought up to date from the
// snapshot before or searched anew, and who stands above or beside a designated party.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/base/block.h"
#include "lib/model/entity.h"
#include "lib/ownership/interest_source.h"
#include "lib/ownership/universe_update.h"
#include "lib/store/snapshot.h"

namespace lynceus::ingest {

// How a build came to its universe.
struct FoundUniverse {
  std::uint64_t parties = 0;
  // Why the whole graph was searched, and the counts are zero. Empty: the universe of the snapshot
  // before was brought up to date.
  std::string searched_because;
  std::uint64_t compared = 0;          // of the universe before, those still there
  std::uint64_t gone = 0;              // of the universe before, ids that no party has now
  std::uint64_t changed = 0;           // compared and found changed: looked at again
  std::uint64_t newly_designated = 0;  // designated, and not in the universe before
};

// One thread.
class UniverseFinder {
 public:
  // `previous` may be null, and must live until Find otherwise. One of another engine is not
  // followed, since its universe may mean something else. Errors: DataLoss where the previous
  // universe is damaged.
  static absl::StatusOr<std::unique_ptr<UniverseFinder>> Create(const store::Snapshot* previous,
                                                                const std::string& engine);

  // The parties in the order of their numbers. Errors: those of UniverseUpdater.
  absl::Status AddParty(const Party& party);

  // Returns who stands in the universe, and writes its file. REQUIRES: called once, after the last
  // party; `graph` has these parties. Errors: those of `graph`, `sink` and the previous universe.
  absl::StatusOr<std::vector<bool>> Find(const ownership::InterestSource& graph, BlockSink& sink);
  const FoundUniverse& found() const { return found_; }

 private:
  absl::StatusOr<ownership::UniverseUpdate> FindIn(const ownership::InterestSource& graph);

  std::unique_ptr<ownership::UniverseUpdater> updater_;  // null: searched anew
  FoundUniverse found_;
};

// Listing does not flow up, so the universe leaves out who owns or directs a designated party, and
// who has such a party, or a company, in common with one. Those are indexed all the same: screening
// flags them (upstream, affiliate) and says what that means. Whatever the kind and share of a tie,
// since the flags' rules reload hot. Cost: one pass over all designations. Errors: those of
// `graph`. REQUIRES: `indexed` has a value for each node of `graph`.
absl::Status AddHoldersOfDesignated(const ownership::InterestSource& graph,
                                    std::vector<bool>& indexed);

}  // namespace lynceus::ingest
