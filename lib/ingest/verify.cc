#include "lib/ingest/verify.h"

#include "lib/base/status.h"
#include "lib/ownership/owner_graph.h"
#include "lib/ownership/universe_file.h"
#include "lib/store/snapshot.h"

namespace lynceus::ingest {

absl::Status VerifyBuild(const std::string& directory, const std::string& public_key) {
  LYNCEUS_RETURN_IF_ERROR(store::VerifySnapshot(directory, public_key));
  LYNCEUS_ASSIGN_OR_RETURN(const auto snapshot, store::Snapshot::Open(directory, {}));
  LYNCEUS_ASSIGN_OR_RETURN(const auto graph, ownership::OpenOwnerGraph(snapshot->owner_blocks()));
  return ownership::CheckUniverse(*graph, snapshot->universe_blocks());
}

}  // namespace lynceus::ingest
