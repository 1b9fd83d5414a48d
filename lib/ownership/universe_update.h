#pragma once
// The risk universe of a new graph from the stored one of the snapshot before it: equal to a full
// search, without one.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/ownership/universe_file.h"

namespace lynceus::ownership {

struct UniverseUpdate {
  std::vector<bool> universe;               // a value for each node of the new graph
  std::vector<Fingerprinted> fingerprints;  // taken on the way, by ascending node
  std::uint64_t compared = 0;               // parties of the universe before that are still there
  std::uint64_t gone = 0;              // parties of it that no party of the new graph has the id of
  std::uint64_t changed = 0;           // compared and found changed
  std::uint64_t newly_designated = 0;  // designated, and not in the universe before
};

// Takes the parties of the new graph as they are numbered, and finds the earlier universe's among
// them by id: one merge of two sorted streams. One thread.
class UniverseUpdater {
 public:
  // `earlier` is read to its end by Update and must live until then. Errors: those of
  // UniverseReader.
  static absl::StatusOr<std::unique_ptr<UniverseUpdater>> Open(const BlockSource& earlier);

  // The parties 0, 1, 2 ... of the new graph. Errors: Internal where ids do not ascend; DataLoss of
  // the earlier file.
  absl::Status AddParty(std::string_view id, bool designated);

  // REQUIRES: called once, after the last party; `graph` has these parties. Cost: the edges of who
  // was in the universe, and of who is downstream of a change; memory: 68 bytes for each who was.
  // Errors: those of `graph`; DataLoss of the earlier file.
  absl::StatusOr<UniverseUpdate> Update(const InterestSource& graph);

 private:
  explicit UniverseUpdater(const UniverseReader& reader) : reader_(reader) {}
  absl::Status Advance();

  UniverseReader reader_;
  bool at_member_ = false;  // reader_ stands at one that was not met yet
  Node parties_ = 0;
  std::string last_id_;
  std::vector<Fingerprinted> before_;  // members still there: new number, old fingerprint
  std::vector<Node> designated_;       // who is, and was no member
  std::uint64_t gone_ = 0;
};

}  // namespace lynceus::ownership
