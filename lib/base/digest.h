#pragma once
// SHA-256 (OpenSSL) and its hexadecimal form; digests name snapshots, files and rule packs.

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace lynceus {

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 Sha256Of(std::string_view bytes);

// Incremental form. Thread-compatible.
class Sha256Builder {
 public:
  Sha256Builder();
  ~Sha256Builder();
  Sha256Builder(const Sha256Builder&) = delete;
  Sha256Builder& operator=(const Sha256Builder&) = delete;
  void Add(std::string_view bytes);
  // Adds the length as 8 little-endian bytes, then the bytes: fields cannot run into each other.
  void AddField(std::string_view bytes);
  // REQUIRES: called once.
  Sha256 Finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

// Returns the digest of a file read in blocks.
absl::StatusOr<Sha256> Sha256OfFile(const std::string& path);

std::string ToHex(std::span<const std::uint8_t> bytes);
std::string Base64(std::span<const std::uint8_t> bytes);
// Errors: InvalidArgument where `text` is not canonical base64.
absl::StatusOr<std::string> FromBase64(std::string_view text);

}  // namespace lynceus
