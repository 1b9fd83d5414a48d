#include "lib/store/package.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/match.h"
#include "lib/base/digest.h"
#include "lib/base/ed25519.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/store/flat_file.h"
#include "lib/store/manifest.h"

namespace lynceus::store {
namespace {

constexpr std::size_t kManifestBytesMax = 256u << 20;
constexpr std::size_t kSignatureBytesMax = 4'096;
constexpr int kDepthMax = 16;

absl::Status Damaged(const std::string& path, std::string cause) {
  return DataLossError({.subject = path,
                        .cause = std::move(cause),
                        .remedy = "restore the snapshot from a good copy or build it anew"});
}

bool IsFlat(std::string_view path) { return absl::EndsWith(ToAbsl(path), ".idx"); }

// Appends the files below `directory` + `prefix`.
absl::Status List(const std::string& directory, const std::string& prefix, int depth,
                  std::vector<std::string>& files) {
  const std::string here = prefix.empty() ? directory : JoinPath(directory, prefix);
  if (depth > kDepthMax) return Damaged(here, "directories nest too deep");
  LYNCEUS_ASSIGN_OR_RETURN(const auto names, ListDirectory(here));
  for (const std::string& name : names) {
    const std::string relative = prefix.empty() ? name : JoinPath(prefix, name);
    const std::string path = JoinPath(directory, relative);
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0) return Damaged(path, std::strerror(errno));
    if (S_ISREG(info.st_mode)) {
      files.push_back(relative);
    } else if (S_ISDIR(info.st_mode)) {
      LYNCEUS_RETURN_IF_ERROR(List(directory, relative, depth + 1, files));
    } else {
      return Damaged(path, "neither a file nor a directory");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckFile(const std::string& directory, const FileEntry& entry, bool hash) {
  const std::string path = JoinPath(directory, entry.path);
  const absl::StatusOr<std::uint64_t> bytes = FileSize(path);
  if (absl::IsNotFound(bytes.status())) return Damaged(path, "the file is missing");
  LYNCEUS_RETURN_IF_ERROR(bytes.status());
  if (*bytes != entry.bytes) {
    return Damaged(path, "the file has " + std::to_string(*bytes) + " bytes; the manifest says " +
                             std::to_string(entry.bytes));
  }
  if (!hash) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(const Sha256 digest, Sha256OfFile(path));
  if (ToHex(digest) != entry.sha256) return Damaged(path, "the file's digest does not hold");
  return absl::OkStatus();
}

// Signed by whom the manifest says; and that must be the owner of `public_key` where one is given.
absl::Status CheckSigner(const std::string& directory, const Manifest& manifest,
                         const std::string& public_key) {
  if (public_key.empty()) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(const Ed25519PublicKey trusted, Ed25519PublicKeyFromPem(public_key));
  if (manifest.signer.empty()) {
    return PreconditionError({.subject = directory,
                              .cause = "the snapshot is not signed and a public key is given",
                              .remedy = "sign it when it is built, or open it without a key"});
  }
  if (manifest.signer == Base64(trusted)) return absl::OkStatus();
  return Damaged(directory, "the snapshot is signed by another key than the one given");
}

absl::Status CheckSignature(const std::string& directory, const Manifest& manifest,
                            const std::string& text) {
  if (manifest.signer.empty()) return absl::OkStatus();
  const std::string path = JoinPath(directory, kSignatureName);
  const absl::StatusOr<std::string> signature_text = ReadFile(path, kSignatureBytesMax);
  if (absl::IsNotFound(signature_text.status())) return Damaged(path, "the signature is missing");
  LYNCEUS_RETURN_IF_ERROR(signature_text.status());
  const absl::StatusOr<std::string> signature = FromBase64(*signature_text);
  const absl::StatusOr<std::string> signer = FromBase64(manifest.signer);
  Ed25519PublicKey key{};
  if (signature.ok() && signer.ok() && signer->size() == key.size()) {
    std::transform(signer->begin(), signer->end(), key.begin(),
                   [](char byte) { return static_cast<std::uint8_t>(byte); });
    if (Ed25519Verify(key, text, *signature)) return absl::OkStatus();
  }
  return Damaged(path, "the signature does not hold");
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ListFiles(const std::string& directory) {
  std::vector<std::string> files;
  LYNCEUS_RETURN_IF_ERROR(List(directory, "", 0, files));
  std::sort(files.begin(), files.end());
  return files;
}

absl::StatusOr<std::vector<FileEntry>> DescribeFiles(const std::string& directory) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto paths, ListFiles(directory));
  std::vector<FileEntry> entries;
  for (const std::string& relative : paths) {
    if (relative == kManifestName || relative == kSignatureName) continue;
    const std::string path = JoinPath(directory, relative);
    FileEntry entry{.path = relative};
    LYNCEUS_ASSIGN_OR_RETURN(entry.bytes, FileSize(path));
    LYNCEUS_ASSIGN_OR_RETURN(const Sha256 digest, Sha256OfFile(path));
    entry.sha256 = ToHex(digest);
    if (IsFlat(relative)) {
      LYNCEUS_ASSIGN_OR_RETURN(const auto flat, FlatFile::Open(path));
      entry.seal = ToHex(flat->seal());
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

absl::Status CheckFiles(const std::string& directory, const Manifest& manifest,
                        std::uint64_t hash_bytes_max) {
  for (const FileEntry& entry : manifest.files) {
    LYNCEUS_RETURN_IF_ERROR(CheckFile(directory, entry, entry.bytes <= hash_bytes_max));
  }
  return absl::OkStatus();
}

absl::Status CheckNothingElse(const std::string& directory, const Manifest& manifest) {
  std::vector<std::string> expected = {std::string(kManifestName)};
  if (!manifest.signer.empty()) expected.emplace_back(kSignatureName);
  for (const FileEntry& entry : manifest.files) expected.push_back(entry.path);
  std::sort(expected.begin(), expected.end());
  LYNCEUS_ASSIGN_OR_RETURN(const auto found, ListFiles(directory));
  for (const std::string& path : found) {
    if (!std::binary_search(expected.begin(), expected.end(), path)) {
      return Damaged(JoinPath(directory, path), "the manifest does not name this file");
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Manifest> LoadManifest(const std::string& directory, const std::string& public_key) {
  const std::string path = JoinPath(directory, kManifestName);
  const absl::StatusOr<std::string> text = ReadFile(path, kManifestBytesMax);
  if (absl::IsNotFound(text.status())) {
    return NotFoundError({.subject = directory,
                          .cause = "no snapshot is there (manifest.json is missing)",
                          .remedy = "give the directory that `lynceus index build` wrote"});
  }
  LYNCEUS_RETURN_IF_ERROR(text.status());
  LYNCEUS_ASSIGN_OR_RETURN(Manifest manifest, ReadManifest(*text, path));
  LYNCEUS_RETURN_IF_ERROR(CheckSigner(directory, manifest, public_key));
  LYNCEUS_RETURN_IF_ERROR(CheckSignature(directory, manifest, *text));
  return manifest;
}

absl::StatusOr<FileEntry> EntryOf(const Manifest& manifest, std::string_view path) {
  for (const FileEntry& entry : manifest.files) {
    if (entry.path == path) return entry;
  }
  return Damaged(std::string(path), "the manifest does not name this file");
}

}  // namespace lynceus::store
