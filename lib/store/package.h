#pragma once
// The files of a snapshot directory: listed, hashed and compared with a manifest.

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/store/snapshot.h"

namespace lynceus::store {

// Returns the paths of all files below `directory`, relative to it, sorted. Errors: DataLoss where
// something is neither a regular file nor a directory (a link, a device) or lies too deep.
absl::StatusOr<std::vector<std::string>> ListFiles(const std::string& directory);

// Returns an entry with size and digest for each file but the manifest and its signature; flat
// files
// (*.idx) with their seal.
absl::StatusOr<std::vector<FileEntry>> DescribeFiles(const std::string& directory);

// Checks that every file of the manifest is there with its size, and the digests of files up to
// `hash_bytes_max`. Errors: DataLoss naming the first file that differs.
absl::Status CheckFiles(const std::string& directory, const Manifest& manifest,
                        std::uint64_t hash_bytes_max);

// Checks that the directory holds the manifest's files, the manifest, its signature where it is
// signed, and nothing else. Errors: DataLoss naming the first file that should not be there.
absl::Status CheckNothingElse(const std::string& directory, const Manifest& manifest);

// Reads manifest.json and checks its signature; `public_key` (PEM) may be empty.
// Errors: as Snapshot::Open.
absl::StatusOr<Manifest> LoadManifest(const std::string& directory, const std::string& public_key);

// Returns the manifest's entry for `path`, or DataLoss where it has none.
absl::StatusOr<FileEntry> EntryOf(const Manifest& manifest, std::string_view path);

}  // namespace lynceus::store
