#pragma once
// A match log opened for writing with all that a record needs: log, sealer and recorder, in the
// order in which they depend on each other.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/audit/match_log.h"
#include "lib/audit/seal.h"
#include "lib/base/clock.h"
#include "lib/base/mutex.h"
#include "lib/base/random.h"
#include "lib/review/holds.h"
#include "lib/review/recorder.h"

namespace lynceus::review {

// Where a log and the master key of its bodies are.
struct LogPlace {
  std::string directory;
  std::string master_key;  // a file. Default: master.key in the directory
  std::string archive;     // where what records name is kept. Default: nowhere
  audit::LogOptions options = {};
  RecordMode mode = RecordMode::kRequired;
};
std::string MasterKeyOf(const LogPlace& place);

// Makes an empty log and the master key of its bodies; a master key outside the directory may be
// there already. Returns the verifier key. Errors: those of audit::InitLog and ReadMasterKey.
absl::StatusOr<std::string> InitRecordLog(const audit::LogInit& init, const std::string& master_key,
                                          RandomSource& random);

// Opens bodies without the writer's lock. Errors: those of audit::BodyOpener::Open.
absl::StatusOr<std::unique_ptr<audit::BodyOpener>> OpenKeys(const LogPlace& place);

// Thread-safe. Holds the log's lock until it ends.
class RecordLog {
 public:
  // Finishes an erasure or change of keys that was interrupted (erasure.h, rotation.h). `clock` and
  // `random` must outlive the object. Errors: those of MatchLog::Open, BodySealer::Open,
  // FinishErasure and FinishRotation.
  static absl::StatusOr<std::unique_ptr<RecordLog>> Open(const LogPlace& place, const Clock& clock,
                                                         RandomSource& random);
  audit::MatchLog& log() const { return *log_; }
  Recorder& recorder() { return recorder_; }
  const LogPlace& place() const { return place_; }
  const Clock& clock() const { return clock_; }

  // What is ordered about records that are there: erasures and legal holds. Held while one is
  // carried out (erasure.h, holds.h), so that of two at once the second sees the first. Nothing
  // else takes it: screening, judging and publishing go on meanwhile; what they append and what an
  // order appends meet in MatchLog alone. Taken before every other lock.
  Mutex& ordering() ABSL_LOCK_RETURNED(ordering_) { return ordering_; }
  // HoldTable::Standing of this log.
  absl::StatusOr<std::vector<Hold>> StandingHolds() ABSL_EXCLUSIVE_LOCKS_REQUIRED(ordering_);

 private:
  RecordLog(LogPlace place, std::unique_ptr<audit::MatchLog> log,
            std::unique_ptr<audit::BodySealer> sealer, const Clock& clock, RandomSource& random)
      : place_(std::move(place)),
        log_(std::move(log)),
        sealer_(std::move(sealer)),
        clock_(clock),
        recorder_(*log_, *sealer_, clock, random, place_.mode) {}

  const LogPlace place_;
  const std::unique_ptr<audit::MatchLog> log_;
  const std::unique_ptr<audit::BodySealer> sealer_;
  const Clock& clock_;
  Recorder recorder_;
  Mutex ordering_;
  HoldTable holds_ ABSL_GUARDED_BY(ordering_);
};

}  // namespace lynceus::review
