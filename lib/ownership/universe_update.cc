// Only who was in the universe is compared, and who is designated now and was not in it: what
// UpdatedRiskUniverse must be told, no more. Whom else a change concerns has a member at the other
// end of the edge that changed, or comes in behind one.
#include "lib/ownership/universe_update.h"

#include "lib/base/status.h"
#include "lib/ownership/risk_universe.h"

namespace lynceus::ownership {

absl::StatusOr<std::unique_ptr<UniverseUpdater>> UniverseUpdater::Open(const BlockSource& earlier) {
  LYNCEUS_ASSIGN_OR_RETURN(const UniverseReader reader, UniverseReader::Open(earlier));
  std::unique_ptr<UniverseUpdater> updater(new UniverseUpdater(reader));
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
  UniverseChanges changes{.reached_otherwise = std::move(designated_), .reaching_others = {}};
  for (Fingerprinted& member : before_) {
    members[member.node] = true;
    LYNCEUS_ASSIGN_OR_RETURN(const UniverseFingerprint now, FingerprintOf(graph, member.node));
    if (now == member.fingerprint) continue;
    if (now.reached != member.fingerprint.reached) {
      changes.reached_otherwise.push_back(member.node);
    }
    if (now.reaches != member.fingerprint.reaches) changes.reaching_others.push_back(member.node);
    member.fingerprint = now;
    ++update.changed;
  }
  update.fingerprints = std::move(before_);
  LYNCEUS_ASSIGN_OR_RETURN(update.universe,
                           UpdatedRiskUniverse(graph, std::move(members), changes));
  return update;
}

}  // namespace lynceus::ownership
