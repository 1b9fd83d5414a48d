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
inline std::string LockPath(const std::string& log) { return JoinPath(log, "lock"); }

// Every name that a log's directory may hold; verification reports others.
inline constexpr std::array<std::string_view, 6> kLogFiles = {"checkpoint", "journal", "key.pem",
                                                              "key.vkey",   "lock",    "tile"};

// Writes a new file that only its owner may read. Errors: AlreadyExists.
absl::Status WriteSecretFile(const std::string& path, std::string_view content);

// Reads, opens by `keys` and parses the newest checkpoint. REQUIRES: there is a key. Errors:
// DataLoss.
absl::StatusOr<Checkpoint> ReadCheckpoint(const std::string& log,
                                          const std::vector<VerifierKey>& keys);

// Replaces a file by rename, without waiting for the disk: for what can be made again.
absl::Status ReplaceFile(const std::string& path, std::string_view content);

}  // namespace lynceus::audit
