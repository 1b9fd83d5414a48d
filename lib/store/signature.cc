#include "lib/store/signature.h"

#include <array>
#include <cstdint>
#include <memory>
#include <span>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "lib/base/digest.h"
#include "lib/base/file.h"
#include "lib/base/status.h"

namespace lynceus::store {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kSignatureBytes = 64;
constexpr std::size_t kPemBytesMax = 64 * 1024;

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(BIO* bio) const { BIO_free(bio); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Context = std::unique_ptr<EVP_MD_CTX, Free>;
using Bio = std::unique_ptr<BIO, Free>;

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// OpenSSL would ask a terminal for the pass phrase of an encrypted key; an empty one refuses it.
int NoPassPhrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*context*/) { return 0; }

Bio BioOf(std::string_view pem) {
  return Bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

absl::StatusOr<std::string> PublicBytes(const EVP_PKEY& key) {
  std::array<std::uint8_t, kKeyBytes> raw{};
  std::size_t length = raw.size();
  if (EVP_PKEY_get_raw_public_key(&key, raw.data(), &length) != 1 || length != raw.size()) {
    return InternalError({.cause = "OpenSSL gives no public key"});
  }
  return Base64(raw);
}

}  // namespace

absl::StatusOr<Signed> SignWithKeyFile(const std::string& key_path, std::string_view message) {
  LYNCEUS_ASSIGN_OR_RETURN(std::string pem, ReadFile(key_path, kPemBytesMax));
  const Key key(PEM_read_bio_PrivateKey(BioOf(pem).get(), nullptr, NoPassPhrase, nullptr));
  OPENSSL_cleanse(pem.data(), pem.size());
  if (key == nullptr || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519) {
    return InvalidError({.subject = key_path,
                         .cause = "not an unencrypted Ed25519 private key in PEM",
                         .remedy = "make one: openssl genpkey -algorithm ed25519 -out KEY"});
  }
  std::array<std::uint8_t, kSignatureBytes> raw{};
  std::size_t length = raw.size();
  const Context context(EVP_MD_CTX_new());
  if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), raw.data(), &length, Bytes(message), message.size()) != 1) {
    return InternalError({.subject = key_path, .cause = "OpenSSL does not sign"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(std::string signer, PublicBytes(*key));
  return Signed{Base64(raw), std::move(signer)};
}

absl::StatusOr<std::string> SignerOfPublicKey(std::string_view pem) {
  if (pem.size() <= kPemBytesMax) {
    const Key key(PEM_read_bio_PUBKEY(BioOf(pem).get(), nullptr, NoPassPhrase, nullptr));
    if (key != nullptr && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_ED25519) {
      return PublicBytes(*key);
    }
  }
  return InvalidError({.subject = "public key",
                       .cause = "not an Ed25519 public key in PEM",
                       .remedy = "give the output of: openssl pkey -in KEY -pubout"});
}

absl::Status CheckSignature(std::string_view signer, std::string_view signature,
                            std::string_view message) {
  const absl::StatusOr<std::string> raw_key = FromBase64(signer);
  const absl::StatusOr<std::string> raw_signature = FromBase64(signature);
  if (raw_key.ok() && raw_signature.ok() && raw_key->size() == kKeyBytes &&
      raw_signature->size() == kSignatureBytes) {
    const Key key(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, Bytes(*raw_key), raw_key->size()));
    const Context context(EVP_MD_CTX_new());
    if (key != nullptr &&
        EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
        EVP_DigestVerify(context.get(), Bytes(*raw_signature), raw_signature->size(),
                         Bytes(message), message.size()) == 1) {
      return absl::OkStatus();
    }
  }
  return DataLossError({.subject = "signature",
                        .cause = "the signature does not hold",
                        .remedy = "get the snapshot anew from whoever signed it"});
}

}  // namespace lynceus::store
