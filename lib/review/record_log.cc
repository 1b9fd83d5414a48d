#include "lib/review/record_log.h"

#include <utility>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/review/erasure.h"
#include "lib/review/rotation.h"

namespace lynceus::review {

std::string MasterKeyOf(const LogPlace& place) {
  return place.master_key.empty() ? audit::MasterKeyPath(place.directory) : place.master_key;
}

absl::StatusOr<std::unique_ptr<audit::BodyOpener>> OpenKeys(const LogPlace& place) {
  return audit::BodyOpener::Open(place.directory, MasterKeyOf(place));
}

absl::StatusOr<std::string> InitRecordLog(const audit::LogInit& init, const std::string& master_key,
                                          RandomSource& random) {
  LYNCEUS_ASSIGN_OR_RETURN(std::string verifier_key, audit::InitLog(init, random));
  if (!master_key.empty() && PathExists(master_key)) {
    LYNCEUS_RETURN_IF_ERROR(audit::ReadMasterKey(master_key).status());
    return verifier_key;
  }
  LYNCEUS_RETURN_IF_ERROR(
      audit::CreateMasterKey(MasterKeyOf({init.directory, master_key}), random));
  return verifier_key;
}

absl::StatusOr<std::unique_ptr<RecordLog>> RecordLog::Open(const LogPlace& place,
                                                           const Clock& clock,
                                                           RandomSource& random) {
  LYNCEUS_ASSIGN_OR_RETURN(auto log, audit::MatchLog::Open(place.directory, place.options));
  LYNCEUS_ASSIGN_OR_RETURN(auto sealer,
                           audit::BodySealer::Open(place.directory, MasterKeyOf(place), random));
  std::unique_ptr<RecordLog> opened(
      new RecordLog(place, std::move(log), std::move(sealer), clock, random));
  LYNCEUS_RETURN_IF_ERROR(FinishErasure(*opened));
  LYNCEUS_ASSIGN_OR_RETURN(const bool keys_changed, FinishRotation(*opened));
  if (!keys_changed) return opened;
  opened.reset();  // the keys in force are read when a log is opened
  return Open(place, clock, random);
}

absl::StatusOr<std::vector<Hold>> RecordLog::StandingHolds() {
  LYNCEUS_ASSIGN_OR_RETURN(const auto keys, OpenKeys(place_));
  return holds_.Standing(place_.directory, *keys);
}

}  // namespace lynceus::review
