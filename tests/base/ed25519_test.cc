// Ed25519 against the vectors of RFC 8032, and what damaged keys and signatures give.

#include "lib/base/ed25519.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "lib/base/digest.h"
#include "tests/support/status_matchers.h"

namespace lynceus {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::IsOkAndHolds;
using ::lynceus::support::StatusIs;
using ::testing::HasSubstr;

std::string FromHex(std::string_view hex) {
  const auto value = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>(value(hex[i]) * 16 + value(hex[i + 1])));
  }
  return bytes;
}

// Gives the bytes it was made with: the vectors' secret keys.
class GivenBytes final : public RandomSource {
 public:
  explicit GivenBytes(std::string bytes) : bytes_(std::move(bytes)) {}
  absl::Status Fill(std::span<std::uint8_t> bytes) override {
    EXPECT_EQ(bytes.size(), bytes_.size());
    std::copy_n(bytes_.begin(), bytes.size(), bytes.begin());
    return absl::OkStatus();
  }

 private:
  const std::string bytes_;
};

class NoRandomness final : public RandomSource {
 public:
  absl::Status Fill(std::span<std::uint8_t>) override {
    return InternalError({.subject = "a test", .cause = "no randomness"});
  }
};

std::unique_ptr<Ed25519Signer> SignerOf(std::string_view secret_hex) {
  GivenBytes secret(FromHex(secret_hex));
  auto signer = Ed25519Signer::Generate(secret);
  LYNCEUS_CHECK(signer.ok());
  return *std::move(signer);
}

constexpr std::string_view kSecret =
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";

std::string SignatureOf(const Ed25519Signer& signer, std::string_view message) {
  const auto signature = signer.Sign(message);
  LYNCEUS_CHECK(signature.ok());
  return {signature->begin(), signature->end()};
}

TEST(Ed25519Test, Rfc8032Section71) {
  const struct {
    std::string_view secret, public_key, message, signature;
  } rows[] = {
      {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
       "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
       "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf"
       "9"
       "b46bd25bf5f0595bbe24655141438e7a100b"},
      {kSecret, "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
       "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f"
       "1"
       "1d8c387b2eaeb4302aeeb00d291612bb0c00"},
  };
  for (const auto& row : rows) {
    const auto signer = SignerOf(row.secret);
    EXPECT_EQ(ToHex(signer->public_key()), row.public_key);
    const std::string message = FromHex(row.message);
    EXPECT_EQ(SignatureOf(*signer, message), FromHex(row.signature));
    EXPECT_TRUE(Ed25519Verify(signer->public_key(), message, FromHex(row.signature)));
  }
}

TEST(Ed25519Test, AnyChangedBitIsRefused) {
  const auto signer = SignerOf(kSecret);
  const std::string message = "checkpoint";
  const std::string signature = SignatureOf(*signer, message);
  for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
    std::string damaged = signature;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(Ed25519Verify(signer->public_key(), message, damaged)) << bit;
  }
  EXPECT_FALSE(Ed25519Verify(signer->public_key(), "checkpoinT", signature));
  EXPECT_FALSE(Ed25519Verify(signer->public_key(), message, signature.substr(0, 63)));
  EXPECT_FALSE(Ed25519Verify(signer->public_key(), message, signature + "x"));
  EXPECT_FALSE(Ed25519Verify(signer->public_key(), message, ""));
}

TEST(Ed25519Test, AKeyComesBackFromPem) {
  const auto signer = SignerOf(kSecret);
  const auto pem = signer->ToPem();
  ASSERT_THAT(pem, IsOk());
  const auto back = Ed25519Signer::FromPem(*pem);
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ((*back)->public_key(), signer->public_key());
  EXPECT_EQ(SignatureOf(**back, "x"), SignatureOf(*signer, "x"));
}

TEST(Ed25519Test, ThePublicPemIsThatOfOpenSsl) {
  // SubjectPublicKeyInfo is a fixed prefix (RFC 8410, section 4) and the key.
  const auto signer = SignerOf(kSecret);
  std::string der = FromHex("302a300506032b6570032100");
  der.append(signer->public_key().begin(), signer->public_key().end());
  const std::string pem = "-----BEGIN PUBLIC KEY-----\n" +
                          Base64({reinterpret_cast<const std::uint8_t*>(der.data()), der.size()}) +
                          "\n-----END PUBLIC KEY-----\n";
  EXPECT_THAT(Ed25519PublicKeyFromPem(pem), IsOkAndHolds(signer->public_key()));
}

TEST(Ed25519Test, WhatIsNoKeyIsAnErrorThatSaysHowToMakeOne) {
  const std::string pem = SignerOf(kSecret)->ToPem().value();
  for (const std::string& text : {std::string(), std::string("not PEM"),
                                  pem.substr(0, pem.size() / 2), std::string(70'000, 'x')}) {
    EXPECT_THAT(Ed25519Signer::FromPem(text),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("openssl genpkey")));
    EXPECT_THAT(Ed25519PublicKeyFromPem(text), StatusIs(absl::StatusCode::kInvalidArgument));
  }
  EXPECT_THAT(Ed25519PublicKeyFromPem(pem), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(Ed25519Test, WithoutRandomnessThereIsNoKey) {
  NoRandomness none;
  EXPECT_THAT(Ed25519Signer::Generate(none), StatusIs(absl::StatusCode::kInternal));
}

}  // namespace
}  // namespace lynceus
