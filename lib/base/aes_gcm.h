#pragma once
// AES-256-GCM (OpenSSL; NIST SP 800-38D) with secret keys that are cleansed from memory.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/base/random.h"

namespace lynceus {

inline constexpr std::size_t kSecretKeyBytes = 32;
inline constexpr std::size_t kAesGcmExtraBytes = 12 + 16;  // nonce in front, tag behind

// 32 secret bytes, overwritten when they end. Moves leave zeros behind. Thread-compatible.
class SecretKey {
 public:
  SecretKey() = default;
  ~SecretKey();
  SecretKey(SecretKey&& other) noexcept;
  SecretKey& operator=(SecretKey&& other) noexcept;
  SecretKey(const SecretKey&) = delete;
  SecretKey& operator=(const SecretKey&) = delete;

  static absl::StatusOr<SecretKey> Random(RandomSource& random);
  std::span<std::uint8_t, kSecretKeyBytes> bytes() { return bytes_; }
  std::span<const std::uint8_t, kSecretKeyBytes> bytes() const { return bytes_; }

 private:
  std::array<std::uint8_t, kSecretKeyBytes> bytes_{};
};

// Overwrites text that held a secret.
void Cleanse(std::string& text);

// Returns nonce (12 random bytes), ciphertext and tag (16). `aad` is authenticated and not stored.
// Errors: Internal where OpenSSL or `random` refuses. Thread-safe.
absl::StatusOr<std::string> AesGcmSeal(const SecretKey& key, std::string_view aad,
                                       std::string_view plain, RandomSource& random);
// Errors: DataLoss where key, aad or bytes are not those that were sealed.
absl::StatusOr<std::string> AesGcmOpen(const SecretKey& key, std::string_view aad,
                                       std::string_view sealed);

// The same for a key that another one wraps: its plain bytes stand in a SecretKey only.
absl::StatusOr<std::string> WrapKey(const SecretKey& wrapping, std::string_view aad,
                                    const SecretKey& key, RandomSource& random);
absl::StatusOr<SecretKey> UnwrapKey(const SecretKey& wrapping, std::string_view aad,
                                    std::string_view wrapped);

}  // namespace lynceus
