// Thin over OpenSSL's EVP; every handle is owned.
#include "lib/base/aes_gcm.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "lib/base/status.h"

namespace lynceus {
namespace {

constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;

struct Free {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, Free>;

// Fetched once: OpenSSL 3 would look it up by name in every call.
const EVP_CIPHER* Aes256Gcm() {
  static const EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  return cipher;
}

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

absl::Status Refused(std::string_view doing) {
  return InternalError({.subject = "AES-256-GCM", .cause = "OpenSSL cannot " + std::string(doing)});
}

absl::Status NotSealedSo() {
  return DataLossError({.subject = "AES-256-GCM",
                        .cause = "the bytes were changed, or sealed by another key",
                        .remedy = "give the key that belongs to them"});
}

bool FitsInt(std::size_t size) { return size <= (std::size_t{1} << 30); }

// `plain` has room for what is between nonce and tag.
absl::Status OpenInto(const SecretKey& key, std::string_view aad, std::string_view sealed,
                      unsigned char* plain) {
  std::string tag(sealed.substr(sealed.size() - kTagBytes));
  const std::string_view text = sealed.substr(kNonceBytes, sealed.size() - kNonceBytes - kTagBytes);
  const Context context(EVP_CIPHER_CTX_new());
  int length = 0;
  const bool opened =
      context != nullptr && FitsInt(aad.size()) && FitsInt(text.size()) &&
      EVP_DecryptInit_ex2(context.get(), Aes256Gcm(), key.bytes().data(), Bytes(sealed), nullptr) ==
          1 &&
      EVP_DecryptUpdate(context.get(), nullptr, &length, Bytes(aad),
                        static_cast<int>(aad.size())) == 1 &&
      EVP_DecryptUpdate(context.get(), plain, &length, Bytes(text),
                        static_cast<int>(text.size())) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) == 1 &&
      EVP_DecryptFinal_ex(context.get(), plain + length, &length) == 1;
  return opened ? absl::OkStatus() : NotSealedSo();
}

}  // namespace

SecretKey::~SecretKey() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }
SecretKey::SecretKey(SecretKey&& other) noexcept : bytes_(other.bytes_) {
  OPENSSL_cleanse(other.bytes_.data(), other.bytes_.size());
}
SecretKey& SecretKey::operator=(SecretKey&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  return *this;
}

absl::StatusOr<SecretKey> SecretKey::Random(RandomSource& random) {
  SecretKey key;
  LYNCEUS_RETURN_IF_ERROR(random.Fill(key.bytes_));
  return key;
}

void Cleanse(std::string& text) { OPENSSL_cleanse(text.data(), text.size()); }

absl::StatusOr<std::string> AesGcmSeal(const SecretKey& key, std::string_view aad,
                                       std::string_view plain, RandomSource& random) {
  std::array<std::uint8_t, kNonceBytes> nonce{};
  LYNCEUS_RETURN_IF_ERROR(random.Fill(nonce));
  std::string sealed(nonce.begin(), nonce.end());
  sealed.resize(kNonceBytes + plain.size() + kTagBytes);
  unsigned char* const text = Bytes(sealed) + kNonceBytes;
  const Context context(EVP_CIPHER_CTX_new());
  int length = 0;
  const bool done =
      context != nullptr && FitsInt(aad.size()) && FitsInt(plain.size()) &&
      EVP_EncryptInit_ex2(context.get(), Aes256Gcm(), key.bytes().data(), nonce.data(), nullptr) ==
          1 &&
      EVP_EncryptUpdate(context.get(), nullptr, &length, Bytes(aad),
                        static_cast<int>(aad.size())) == 1 &&
      EVP_EncryptUpdate(context.get(), text, &length, Bytes(plain),
                        static_cast<int>(plain.size())) == 1 &&
      EVP_EncryptFinal_ex(context.get(), text + length, &length) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, text + plain.size()) == 1;
  if (!done) return Refused("encrypt");
  return sealed;
}

absl::StatusOr<std::string> AesGcmOpen(const SecretKey& key, std::string_view aad,
                                       std::string_view sealed) {
  if (sealed.size() < kAesGcmExtraBytes) return NotSealedSo();
  std::string plain(sealed.size() - kAesGcmExtraBytes, '\0');
  LYNCEUS_RETURN_IF_ERROR(OpenInto(key, aad, sealed, Bytes(plain)));
  return plain;
}

absl::StatusOr<std::string> WrapKey(const SecretKey& wrapping, std::string_view aad,
                                    const SecretKey& key, RandomSource& random) {
  const auto bytes = key.bytes();
  return AesGcmSeal(wrapping, aad, {reinterpret_cast<const char*>(bytes.data()), bytes.size()},
                    random);
}

absl::StatusOr<SecretKey> UnwrapKey(const SecretKey& wrapping, std::string_view aad,
                                    std::string_view wrapped) {
  if (wrapped.size() != kSecretKeyBytes + kAesGcmExtraBytes) return NotSealedSo();
  SecretKey key;
  LYNCEUS_RETURN_IF_ERROR(OpenInto(wrapping, aad, wrapped, key.bytes().data()));
  return key;
}

}  // namespace lynceus
