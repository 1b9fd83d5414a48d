// Thin over OpenSSL's EVP; every handle is owned.
#include "lib/base/ed25519.h"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <utility>

#include "lib/base/status.h"

namespace lynceus {
namespace {

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(BIO* bio) const { BIO_free_all(bio); }
};
using PKey = std::unique_ptr<EVP_PKEY, Free>;
using Context = std::unique_ptr<EVP_MD_CTX, Free>;
using Bio = std::unique_ptr<BIO, Free>;

constexpr std::size_t kPemBytesMax = 65'536;

// OpenSSL would ask a terminal for the pass phrase of an encrypted key; an empty one refuses it.
int NoPassPhrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*context*/) { return 0; }

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Bio BioOf(std::string_view pem) {
  return Bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

bool IsEd25519(const PKey& key) {
  return key != nullptr && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_ED25519;
}

absl::StatusOr<Ed25519PublicKey> PublicOf(const PKey& key) {
  Ed25519PublicKey raw{};
  std::size_t length = raw.size();
  if (EVP_PKEY_get_raw_public_key(key.get(), raw.data(), &length) != 1 || length != raw.size()) {
    return InternalError({.subject = "Ed25519", .cause = "OpenSSL gives no public key"});
  }
  return raw;
}

}  // namespace

struct Ed25519Signer::Key {
  PKey key;
};

Ed25519Signer::Ed25519Signer(std::unique_ptr<Key> key, const Ed25519PublicKey& public_key)
    : key_(std::move(key)), public_key_(public_key) {}
Ed25519Signer::~Ed25519Signer() = default;

absl::StatusOr<std::unique_ptr<Ed25519Signer>> Ed25519Signer::Generate(RandomSource& random) {
  std::array<std::uint8_t, 32> seed{};
  LYNCEUS_RETURN_IF_ERROR(random.Fill(seed));
  PKey key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()));
  OPENSSL_cleanse(seed.data(), seed.size());
  if (!IsEd25519(key)) {
    return InternalError({.subject = "Ed25519", .cause = "OpenSSL makes no key"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(const Ed25519PublicKey public_key, PublicOf(key));
  return std::unique_ptr<Ed25519Signer>(
      new Ed25519Signer(std::make_unique<Key>(Key{std::move(key)}), public_key));
}

absl::StatusOr<std::unique_ptr<Ed25519Signer>> Ed25519Signer::FromPem(std::string_view pem) {
  PKey key;
  if (pem.size() <= kPemBytesMax) {
    key.reset(PEM_read_bio_PrivateKey(BioOf(pem).get(), nullptr, NoPassPhrase, nullptr));
  }
  if (!IsEd25519(key)) {
    return InvalidError({.subject = "private key",
                         .cause = "not an unencrypted Ed25519 private key in PEM",
                         .remedy = "make one: openssl genpkey -algorithm ed25519 -out KEY"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(const Ed25519PublicKey public_key, PublicOf(key));
  return std::unique_ptr<Ed25519Signer>(
      new Ed25519Signer(std::make_unique<Key>(Key{std::move(key)}), public_key));
}

absl::StatusOr<Ed25519Signature> Ed25519Signer::Sign(std::string_view message) const {
  Ed25519Signature signature{};
  std::size_t length = signature.size();
  const Context context(EVP_MD_CTX_new());
  const bool done =
      context != nullptr &&
      EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_->key.get()) == 1 &&
      EVP_DigestSign(context.get(), signature.data(), &length, Bytes(message), message.size()) == 1;
  if (!done) return InternalError({.subject = "Ed25519", .cause = "OpenSSL does not sign"});
  return signature;
}

absl::StatusOr<std::string> Ed25519Signer::ToPem() const {
  const Bio bio(BIO_new(BIO_s_mem()));
  char* text = nullptr;
  if (bio == nullptr || PEM_write_bio_PKCS8PrivateKey(bio.get(), key_->key.get(), nullptr, nullptr,
                                                      0, nullptr, nullptr) != 1) {
    return InternalError({.subject = "Ed25519", .cause = "OpenSSL does not write the key"});
  }
  const long length = BIO_get_mem_data(bio.get(), &text);
  return std::string(text, static_cast<std::size_t>(length));
}

absl::StatusOr<Ed25519PublicKey> Ed25519PublicKeyFromPem(std::string_view pem) {
  PKey key;
  if (pem.size() <= kPemBytesMax) {
    key.reset(PEM_read_bio_PUBKEY(BioOf(pem).get(), nullptr, NoPassPhrase, nullptr));
  }
  if (!IsEd25519(key)) {
    return InvalidError({.subject = "public key",
                         .cause = "not an Ed25519 public key in PEM",
                         .remedy = "give the output of: openssl pkey -in KEY -pubout"});
  }
  return PublicOf(key);
}

bool Ed25519Verify(const Ed25519PublicKey& key, std::string_view message,
                   std::string_view signature) {
  if (signature.size() != Ed25519Signature{}.size()) return false;
  const PKey handle(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()));
  const Context context(EVP_MD_CTX_new());
  return handle != nullptr && context != nullptr &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, handle.get()) == 1 &&
         EVP_DigestVerify(context.get(), Bytes(signature), signature.size(), Bytes(message),
                          message.size()) == 1;
}

}  // namespace lynceus
