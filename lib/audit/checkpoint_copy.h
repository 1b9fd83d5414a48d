#pragma once
// Further places that hold a log's newest checkpoint. Whoever can change a log's directory can put
// an old state of it back, and nothing in it would say so; a copy that stands elsewhere does.

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

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
  // What is there, unchecked. Errors: NotFound where nothing was ever put there; Unavailable.
  virtual absl::StatusOr<std::string> Get() = 0;
};

// A place as configurations name it:
//   file:PATH           a file, on another disk or machine; replaced durably
//   command:WORDS       a program and arguments, parted by spaces; it is run with one argument
//   more,
//                       "put" (the note is its standard input) or "get" (its output is the note;
//                       exit 3 says that it holds none)
//   https://HOST/PATH   HTTP PUT and GET (http:// on loopback addresses only)
// Behind "optional " such a place may be unreadable when a log is opened, and no required mode
// waits for it.
struct CopyPlace {
  std::string place;
  bool optional = false;
};
// Errors: InvalidArgument.
absl::StatusOr<CopyPlace> ParseCopyPlace(std::string_view text);

// REQUIRES: ParseCopyPlace gave `place`.
std::unique_ptr<CheckpointCopy> MakeCheckpointCopy(const std::string& place);

// http_copy.cc. REQUIRES: an address that ParseCopyPlace took.
std::unique_ptr<CheckpointCopy> MakeHttpCopy(const std::string& url);

}  // namespace lynceus::audit
