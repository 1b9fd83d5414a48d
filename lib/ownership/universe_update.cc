// Why it is enough to compare who was in the universe, and to look at who is designated now and was
// not in it. Let R be the members that UpdatedRiskUniverse leaves in: unchanged, and downstream, in
// the new graph, of no changed one.
//
// Nobody stays who must not. A member of R was reached in the old graph over a chain of members
// from a designated one. If one of them is gone or changed, take the last such: who comes behind it
// is unchanged, so still has that edge, from a party of that id; hence the last one is not gone but
// changed, and what comes behind it lies downstream of it in the new graph and was taken out.
// Otherwise the whole chain still stands.
//
// Nobody is missed. Take a chain in the new graph from a designated party. The first of it is
// designated: a member before, and then it stays or is looked at again, or no member, and then it
// is among the newly designated. Behind one who comes back all followers come back. Behind one who
// stayed, p, stands one, q, whom p, unchanged, reached before as well: so q was a member, and it
// stays, or was taken out and comes back, since p holds it.
#include "lib/ownership/universe_update.h"

#include "lib/base/status.h"
#include "lib/ownership/risk_universe.h"

namespace lynceus::ownership {

absl::StatusOr<std::unique_ptr<UniverseUpdater>> UniverseUpdater::Open(const BlockSource& earlier) {
  LYNCEUS_ASSIGN_OR_RETURN(UniverseReader reader, UniverseReader::Open(earlier));
  std::unique_ptr<UniverseUpdater> updater(new UniverseUpdater(std::move(reader)));
  LYNCEUS_RETURN_IF_ERROR(updater->Advance());
  return updater;
}

absl::Status UniverseUpdater::Advance() {
  LYNCEUS_ASSIGN_OR_RETURN(at_member_, reader_.Next());
  return absl::OkStatus();
}

absl::Status UniverseUpdater::AddParty(std::string_view id, bool designated) {
  if (id <= last_id_) {
    return InternalError(
        {.subject = std::string(id), .cause = "parties are not added in the order of ids"});
  }
  last_id_ = id;
  const Node number = parties_++;
  while (at_member_ && reader_.member().id < id) {
    ++gone_;
    LYNCEUS_RETURN_IF_ERROR(Advance());
  }
  if (at_member_ && reader_.member().id == id) {
    before_.push_back({number, reader_.member().fingerprint});
    return Advance();
  }
  if (designated) designated_.push_back(number);
  return absl::OkStatus();
}

absl::StatusOr<UniverseUpdate> UniverseUpdater::Update(const InterestSource& graph) {
  LYNCEUS_CHECK(graph.nodes() == parties_);
  while (at_member_) {
    ++gone_;
    LYNCEUS_RETURN_IF_ERROR(Advance());
  }
  UniverseUpdate update{
      .compared = before_.size(), .gone = gone_, .newly_designated = designated_.size()};
  std::vector<bool> members(parties_);
  std::vector<Node> changed = std::move(designated_);
  for (Fingerprinted& member : before_) {
    members[member.node] = true;
    LYNCEUS_ASSIGN_OR_RETURN(const Sha256 now, UniverseFingerprint(graph, member.node));
    if (now == member.fingerprint) continue;
    changed.push_back(member.node);
    member.fingerprint = now;
    ++update.changed;
  }
  update.fingerprints = std::move(before_);
  LYNCEUS_ASSIGN_OR_RETURN(update.universe,
                           UpdatedRiskUniverse(graph, std::move(members), changed));
  return update;
}

}  // namespace lynceus::ownership
