#pragma once
// Ed25519 signatures of manifests (OpenSSL). Keys are PEM: PKCS#8 private, SubjectPublicKeyInfo
// public.

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace lynceus::store {

struct Signed {
  std::string signature;  // base64 of 64 bytes
  std::string signer;     // base64 of the 32-byte public key
};

// Errors: NotFound or InvalidArgument where the file is no unencrypted Ed25519 private key in PEM.
absl::StatusOr<Signed> SignWithKeyFile(const std::string& key_path, std::string_view message);

// The base64 form of the public key in `pem`. Errors: InvalidArgument.
absl::StatusOr<std::string> SignerOfPublicKey(std::string_view pem);

// Errors: DataLoss where the signature is not by `signer` over `message`.
absl::Status CheckSignature(std::string_view signer, std::string_view signature,
                            std::string_view message);

}  // namespace lynceus::store
