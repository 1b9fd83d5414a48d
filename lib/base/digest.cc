// Digests and text forms of bytes, by OpenSSL.

#include "lib/base/digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <vector>

#include "lib/base/block.h"
#include "lib/base/file.h"
#include "lib/base/status.h"

namespace lynceus {
namespace {

constexpr std::size_t kReadBytes = 1u << 16;
// OpenSSL's base64 takes int lengths; whole groups of 3 bytes (4 characters) are independent.
constexpr std::size_t kGroupsPerCall = 1u << 20;

const unsigned char* Unsigned(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::span<const std::uint8_t> UnsignedSpan(const std::string& text) {
  return {Unsigned(text), text.size()};
}

absl::Status NotBase64() {
  return InvalidError(
      {.subject = "base64 text",
       .cause = "it is not canonical base64",
       .remedy = "use the alphabet A-Z a-z 0-9 + / with = as padding, without spaces"});
}

// Fetched once: OpenSSL 3.0 would look EVP_sha256() up by name, under a lock, in every call.
const EVP_MD* Sha256Algorithm() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

}  // namespace

struct Sha256Builder::Context {
  EVP_MD_CTX* evp = EVP_MD_CTX_new();
  Context() = default;
  ~Context() { EVP_MD_CTX_free(evp); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
};

Sha256Builder::Sha256Builder() : context_(std::make_unique<Context>()) {
  LYNCEUS_CHECK(EVP_DigestInit_ex2(context_->evp, Sha256Algorithm(), nullptr) == 1);
}
Sha256Builder::~Sha256Builder() = default;

void Sha256Builder::Add(std::string_view bytes) {
  LYNCEUS_CHECK(EVP_DigestUpdate(context_->evp, bytes.data(), bytes.size()) == 1);
}

void Sha256Builder::AddField(std::string_view bytes) {
  std::string length;
  AppendU64(length, bytes.size());
  Add(length);
  Add(bytes);
}

Sha256 Sha256Builder::Finish() {
  Sha256 digest;
  unsigned length = 0;
  LYNCEUS_CHECK(EVP_DigestFinal_ex(context_->evp, digest.data(), &length) == 1);
  LYNCEUS_CHECK(length == digest.size());
  return digest;
}

Sha256 Sha256Of(std::string_view bytes) {
  Sha256Builder builder;
  builder.Add(bytes);
  return builder.Finish();
}

absl::StatusOr<Sha256> Sha256OfFile(const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto reader, OpenByteReader(path));
  Sha256Builder builder;
  std::vector<char> buffer(kReadBytes);
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::size_t length, reader->Read(buffer));
    if (length == 0) return builder.Finish();
    builder.Add({buffer.data(), length});
  }
}

std::string ToHex(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    hex.push_back(kDigits[byte >> 4]);
    hex.push_back(kDigits[byte & 0xF]);
  }
  return hex;
}

std::string Base64(std::span<const std::uint8_t> bytes) {
  std::string text;
  std::vector<unsigned char> encoded(4 * std::min(kGroupsPerCall, bytes.size() / 3 + 1) + 1);
  while (!bytes.empty()) {
    const auto part = bytes.first(std::min(bytes.size(), 3 * kGroupsPerCall));
    const int length = EVP_EncodeBlock(encoded.data(), part.data(), static_cast<int>(part.size()));
    text.append(encoded.begin(), encoded.begin() + length);
    bytes = bytes.subspan(part.size());
  }
  return text;
}

absl::StatusOr<std::string> FromBase64(std::string_view text) {
  if (text.size() % 4 != 0) return NotBase64();
  const std::size_t padding =
      text.ends_with("==") ? 2u : static_cast<std::size_t>(text.ends_with("="));
  std::string bytes;
  std::vector<unsigned char> decoded(3 * std::min(kGroupsPerCall, text.size() / 4 + 1));
  for (std::string_view rest = text; !rest.empty();) {
    const auto part = rest.substr(0, 4 * kGroupsPerCall);
    const int length =
        EVP_DecodeBlock(decoded.data(), Unsigned(part), static_cast<int>(part.size()));
    if (length < 0) return NotBase64();
    bytes.append(decoded.begin(), decoded.begin() + length);
    rest.remove_prefix(part.size());
  }
  if (bytes.size() < padding) return NotBase64();
  bytes.resize(bytes.size() - padding);
  // OpenSSL skips white space and takes stray bits at the end; only the canonical text encodes
  // back.
  if (Base64(UnsignedSpan(bytes)) != text) return NotBase64();
  return bytes;
}

}  // namespace lynceus
