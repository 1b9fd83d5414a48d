#pragma once
// The names of the files in a log's directory.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/audit/note.h"
#include "lib/base/file.h"

namespace lynceus::audit {

inline std::string JournalPath(const std::string& log) { return JoinPath(log, "journal"); }
inline std::string CheckpointPath(const std::string& log) { return JoinPath(log, "checkpoint"); }
inline std::string VerifierKeyPath(const std::string& log) { return JoinPath(log, "key.vkey"); }
inline std::string PrivateKeyPath(const std::string& log) { return JoinPath(log, "key.pem"); }
// The order of a change of keys that is under way, and the receipts of those that were made.
inline std::string RotatingPath(const std::string& log) { return JoinPath(log, "rotating"); }
inline std::string RotationsPath(const std::string& log) { return JoinPath(log, "rotations"); }
inline std::string OffsetsPath(const std::string& log) { return JoinPath(log, "offsets"); }
inline std::string SettledPath(const std::string& log) { return JoinPath(log, "settled"); }

// Every name that a log's directory may hold; verification reports others.
inline constexpr std::array<std::string_view, 18> kLogFiles = {
    "checkpoint",   "checkpoint.new", "index",   "journal",     "key.pem", "key.pem.new",
    "key.pem.old",  "key.vkey",       "keys",    "master.key",  "offsets", "rotating",
    "rotating.new", "rotations",      "settled", "settled.new", "tile",    "witnessed"};

// Writes a new file that only its owner may read. Errors: AlreadyExists.
absl::Status WriteSecretFile(const std::string& path, std::string_view content);
// Replaces such a file durably, and overwrites what it held before it removes it. A kill leaves the
// old content or the new one, and perhaps PATH.new or PATH.old, which ClearSecretFile removes. That
// overwriting reaches the old blocks is the file system's to keep (SEAL.md). Errors: Unavailable.
absl::Status ReplaceSecretFile(const std::string& path, std::string_view content);
// Overwrites and removes what a replacement that was killed left beside `path`. Errors:
// Unavailable.
absl::Status ClearSecretFile(const std::string& path);

// Reads, opens by `keys` and parses the newest checkpoint. REQUIRES: there is a key. Errors:
// DataLoss.
absl::StatusOr<Checkpoint> ReadCheckpoint(const std::string& log,
                                          const std::vector<VerifierKey>& keys);

// Replaces a file by rename, without waiting for the disk: for what can be made again. A power cut
// may leave blocks of zeroes in it, or end it early.
// What both leave where they fail or are killed is PATH.new, which the next call replaces. Errors:
// Unavailable.
absl::Status ReplaceFile(const std::string& path, std::string_view content);
// The same, on the disk before it has its name, and its name too on return.
absl::Status ReplaceFileDurably(const std::string& path, std::string_view content);

// Brings everything that was written to the file system of `directory` to the disk. Errors:
// Unavailable.
absl::Status SyncFileSystem(const std::string& directory);

// True where a power cut may have made `present` of `written`: each block of it is as it was
// written, or zeroes, and it may end early.
bool IsTorn(std::string_view present, std::string_view written);

}  // namespace lynceus::audit
