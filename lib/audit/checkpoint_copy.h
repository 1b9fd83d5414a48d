#pragma once
// Further places that hold a log's newest checkpoint. Whoever can change a log's directory can put
// an old state of it back, and nothing in it would say so; a copy that stands elsewhere does.

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/audit/merkle.h"

namespace lynceus::audit {

// One attempt to write or read a copy takes no longer.
inline constexpr int kCopySecondsMax = 10;

// A place. Called by one thread at a time.
class CheckpointCopy {
 public:
  virtual ~CheckpointCopy() = default;
  // What errors call it; without secrets.
  virtual const std::string& name() const = 0;
  // Replaces what is there. Errors: Unavailable.
  virtual absl::Status Put(const std::string& note) = 0;
  // What is there, unchecked. `tree` gives the subtrees of the log as it is opened, for a place
  // that asks for a proof. Errors: NotFound where nothing was ever put there; Unavailable; DataLoss
  // where the place itself shows that this log does not go on from what it holds.
  virtual absl::StatusOr<std::string> Get(const SubtreeHash& tree) = 0;
};

// A place as configurations name it:
//   file:PATH           a file, on another disk or machine; replaced durably
//   command:WORDS       a program and arguments, parted by spaces; it is run with one argument
//   more,
//                       "put" (the note is its standard input) or "get" (its output is the note;
//                       exit 3 says that it holds none)
//   https://HOST/PATH   HTTP PUT and GET (http:// on loopback addresses only)
//   witness:URL VKEY    a witness after C2SP tlog-witness: the checkpoint goes to
//   URL/add-checkpoint
//                       with its consistency proof; VKEY checks the cosignature, which is kept
//                       (witnessed.h)
// Behind "optional " such a place may be unreadable when a log is opened, and no required mode
// waits for it.
struct CopyPlace {
  std::string place;
  bool optional = false;
};
// Errors: InvalidArgument.
absl::StatusOr<CopyPlace> ParseCopyPlace(std::string_view text);

// For the log in `directory`. REQUIRES: ParseCopyPlace gave `place`.
std::unique_ptr<CheckpointCopy> MakeCheckpointCopy(const std::string& place,
                                                   const std::string& directory);

// http_copy.cc. REQUIRES: an address that ParseCopyPlace took.
std::unique_ptr<CheckpointCopy> MakeHttpCopy(const std::string& url);
// witness_copy.cc. REQUIRES: an address that ParseCopyPlace took; the text of a witness's key.
std::unique_ptr<CheckpointCopy> MakeWitnessCopy(const std::string& url, const std::string& key,
                                                const std::string& directory);

}  // namespace lynceus::audit
