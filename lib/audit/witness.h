#pragma once
// A witness after C2SP tlog-witness: keeps the newest checkpoint of each log it knows and cosigns a
// further one only where that log goes on from it. The bank's internal audit runs it on a machine
// of its own: then nobody can show two histories of one log to two people.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/audit/note.h"
#include "lib/audit/note_signer.h"
#include "lib/base/file.h"
#include "lib/base/mutex.h"

namespace lynceus::audit {

// The logs that a witness knows: the keys of each origin. A line each, "VKEY" or "VKEY ORIGIN"
// where the origin is not the key's name; empty lines and lines that begin with # are passed over.
// One origin may have several keys: while a log's key is changed, and after.
using WitnessedLogs = std::map<std::string, std::vector<VerifierKey>>;
// Errors: InvalidArgument naming the line; also for a witness's key, or one that stands twice.
absl::StatusOr<WitnessedLogs> ParseWitnessedLogs(std::string_view text);

// The body of POST add-checkpoint: "old SIZE", the consistency proof in base64 a hash a line, an
// empty line, the checkpoint as a signed note.
struct AddCheckpointRequest {
  std::uint64_t old_size = 0;
  std::vector<Sha256> proof;
  std::string note;  // not looked at
};
std::string FormatAddCheckpoint(const AddCheckpointRequest& request);
// Reads what FormatAddCheckpoint writes, and nothing else. Errors: InvalidArgument.
absl::StatusOr<AddCheckpointRequest> ParseAddCheckpoint(std::string_view text);

// The answer to a request: HTTP's status, content type and body.
struct WitnessAnswer {
  int status = 0;
  std::string content_type;
  std::string body;
};

// Thread-safe; requests are taken one at a time.
class Witness {
 public:
  // `signer` cosigns (MakeCosigner). Makes the directory where it is absent. Errors: Unavailable
  // where another witness holds it.
  static absl::StatusOr<std::unique_ptr<Witness>> Open(const std::string& state_directory,
                                                       WitnessedLogs logs,
                                                       std::unique_ptr<NoteSigner> signer);

  // `request` is the body of POST add-checkpoint. Answers
  //   200  the cosignature line; the checkpoint was on the disk before
  //   400  the request is malformed (base64 that is not canonical included), or old is above the
  //        checkpoint's size
  //   403  no key of the log signed it, or a signature does not hold
  //   404  the origin is not known
  //   409  old is not the size last cosigned, which is the body; or that size has another root
  //   422  the consistency proof does not hold
  //   500  the state cannot be read or written: nothing is cosigned
  WitnessAnswer AddCheckpoint(std::string_view request);

 private:
  Witness(std::string state_directory, WitnessedLogs logs, std::unique_ptr<NoteSigner> signer)
      : state_directory_(std::move(state_directory)),
        logs_(std::move(logs)),
        signer_(std::move(signer)) {}
  std::string StatePath(const std::string& origin) const;
  // The checkpoint last cosigned; of size 0 where there is none.
  absl::StatusOr<Checkpoint> Last(const std::string& origin) const;

  const std::string state_directory_;
  const WitnessedLogs logs_;
  const std::unique_ptr<NoteSigner> signer_;
  std::unique_ptr<FileLock> lock_;
  Mutex mutex_;  // from reading a log's state to writing it
};

}  // namespace lynceus::audit
