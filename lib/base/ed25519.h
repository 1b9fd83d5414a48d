#pragma once
// Ed25519 keys and signatures (OpenSSL), raw and as PEM: for signed snapshots and log checkpoints.

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/base/random.h"

namespace lynceus {

using Ed25519PublicKey = std::array<std::uint8_t, 32>;
using Ed25519Signature = std::array<std::uint8_t, 64>;

// A private key. Immutable; Thread-safe.
class Ed25519Signer {
 public:
  // A new key from 32 bytes of `random`.
  static absl::StatusOr<std::unique_ptr<Ed25519Signer>> Generate(RandomSource& random);
  // An unencrypted PKCS#8 private key in PEM. Errors: InvalidArgument.
  static absl::StatusOr<std::unique_ptr<Ed25519Signer>> FromPem(std::string_view pem);
  ~Ed25519Signer();
  Ed25519Signer(const Ed25519Signer&) = delete;
  Ed25519Signer& operator=(const Ed25519Signer&) = delete;

  // Errors: Internal where OpenSSL refuses.
  absl::StatusOr<Ed25519Signature> Sign(std::string_view message) const;
  const Ed25519PublicKey& public_key() const { return public_key_; }
  // PKCS#8, unencrypted: for a file of mode 0400.
  absl::StatusOr<std::string> ToPem() const;

 private:
  struct Key;
  Ed25519Signer(std::unique_ptr<Key> key, const Ed25519PublicKey& public_key);
  const std::unique_ptr<Key> key_;
  const Ed25519PublicKey public_key_;
};

// Errors: InvalidArgument where the text is no SubjectPublicKeyInfo of Ed25519 in PEM.
absl::StatusOr<Ed25519PublicKey> Ed25519PublicKeyFromPem(std::string_view pem);

// True where `signature` (64 bytes) is by `key` over `message`.
bool Ed25519Verify(const Ed25519PublicKey& key, std::string_view message,
                   std::string_view signature);

}  // namespace lynceus
