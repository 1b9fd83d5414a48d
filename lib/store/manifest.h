#pragma once
// manifest.json: text to Manifest and back. The text is canonical (one text for one manifest) and
// ends with its own digest, so that a change of any byte of it is found when it is read.

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/base/digest.h"
#include "lib/store/snapshot.h"
#include "lib/store/tables.h"

namespace lynceus::store {

inline constexpr std::string_view kManifestName = "manifest.json";
inline constexpr std::string_view kSignatureName = "manifest.sig";
inline constexpr std::string_view kStoreName = "store";
inline constexpr std::string_view kCandidatesName = "candidates.idx";
inline constexpr std::string_view kOwnersName = "owners.idx";
inline constexpr std::string_view kUniverseName = "universe.idx";
inline constexpr std::string_view kRulesName = "rules";

// Of the flat files, hex.
struct FlatSeals {
  std::string candidates;
  std::string owners;
  std::string universe;
};

// Returns the text and sets `manifest.package_digest`: SHA-256 over the text in which that digest
// is 64 zeros. Since the text holds every file's digest, it covers the whole package.
std::string WriteManifest(Manifest& manifest);

// Errors: DataLoss where the text is not exactly what WriteManifest gives; FailedPrecondition where
// it states another format version. `path` is what errors name.
absl::StatusOr<Manifest> ReadManifest(const std::string& text, const std::string& path);

// The digest that names a snapshot: over engine, ICU, packs, sources (by the digests of their
// files, not their names), the tables' contents and the flat files' seals. Hex.
std::string ContentDigest(const Manifest& manifest, const TableDigests& tables,
                          const FlatSeals& seals);

}  // namespace lynceus::store
