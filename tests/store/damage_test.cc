// A snapshot with one changed byte, anywhere, is refused by verification; so is a missing, an extra
// or a truncated file, another format version, a removed or foreign signature.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <cstdio>
#include <memory>
#include <string>

#include "absl/strings/str_replace.h"
#include "lib/base/random.h"
#include "lib/store/manifest.h"
#include "lib/store/package.h"
#include "lib/store/snapshot.h"
#include "tests/store/overwrite.h"
#include "tests/store/sample.h"

namespace lynceus::store {
namespace {

using support::IsOk;
using support::StatusIs;
using ::testing::AnyOf;
using ::testing::HasSubstr;

constexpr std::uint64_t kSeed = 42;

struct KeyPair {
  std::string private_path;
  std::string public_pem;
};

std::string PemOf(EVP_PKEY* key, bool secret) {
  const std::unique_ptr<BIO, int (*)(BIO*)> bio(BIO_new(BIO_s_mem()), BIO_free);
  if (secret) {
    EXPECT_EQ(PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr), 1);
  } else {
    EXPECT_EQ(PEM_write_bio_PUBKEY(bio.get(), key), 1);
  }
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(length)};
}

KeyPair MakeKey(const support::TempDir& dir, const std::string& name, int type = EVP_PKEY_ED25519) {
  const std::unique_ptr<EVP_PKEY_CTX, void (*)(EVP_PKEY_CTX*)> context(
      EVP_PKEY_CTX_new_id(type, nullptr), EVP_PKEY_CTX_free);
  EVP_PKEY* raw = nullptr;
  EXPECT_EQ(EVP_PKEY_keygen_init(context.get()), 1);
  EXPECT_EQ(EVP_PKEY_keygen(context.get(), &raw), 1);
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(raw, EVP_PKEY_free);
  return {dir.Write(name, PemOf(key.get(), true)), PemOf(key.get(), false)};
}

class DamageTest : public ::testing::Test {
 protected:
  void SetUp() override {
    key_ = MakeKey(dir_, "key.pem");
    ASSERT_THAT(BuildSample(dir_, path_, {.sign_key_path = key_.private_path}), IsOk());
    ASSERT_THAT(VerifySnapshot(path_, ""), IsOk());
    ASSERT_THAT(VerifySnapshot(path_, key_.public_pem), IsOk());
  }
  std::string In(std::string_view file) const { return JoinPath(path_, file); }

  const support::TempDir dir_;
  const std::string path_ = dir_ / "snap";
  KeyPair key_;
};

// Each file: its first and last 100 bytes, and 100 in between.
TEST_F(DamageTest, AnyChangedByteIsRefused) {
  SeededRandom random(kSeed);
  const auto files = ListFiles(path_);
  ASSERT_THAT(files, IsOk());
  EXPECT_GE(files->size(), 15u);
  for (const std::string& file : *files) {
    const std::string good = *ReadFile(In(file));
    for (std::size_t i = 0; i < 300 && i < good.size(); ++i) {
      std::size_t at = random.Below(good.size());
      if (i < 100) at = i;
      if (i >= 200) at = good.size() - 1 - (i - 200) % good.size();
      std::string bad = good;
      bad[at] ^= static_cast<char>(1u << random.Below(8));
      Overwrite(In(file), bad);
      const absl::Status status = VerifySnapshot(path_, "");
      ASSERT_THAT(status, AnyOf(StatusIs(absl::StatusCode::kDataLoss),
                                StatusIs(absl::StatusCode::kFailedPrecondition)))
          << file << " byte " << at;
    }
    Overwrite(In(file), good);
  }
  EXPECT_THAT(VerifySnapshot(path_, key_.public_pem), IsOk());
}

TEST_F(DamageTest, ATruncatedOrMissingFileIsRefusedAlreadyWhenOpened) {
  const auto files = ListFiles(path_);
  ASSERT_THAT(files, IsOk());
  for (const std::string& file : *files) {
    const std::string good = *ReadFile(In(file));
    if (!good.empty()) {
      Overwrite(In(file), good.substr(0, good.size() - 1));
      EXPECT_FALSE(Snapshot::Open(path_, {}).ok()) << file;
    }
    ASSERT_EQ(std::remove(In(file).c_str()), 0);
    const absl::Status status = Snapshot::Open(path_, {}).status();
    EXPECT_THAT(status, StatusIs(file == kManifestName ? absl::StatusCode::kNotFound
                                                       : absl::StatusCode::kDataLoss))
        << file;
    Overwrite(In(file), good);
  }
  EXPECT_THAT(VerifySnapshot(path_, ""), IsOk());
}

TEST_F(DamageTest, AnExtraFileIsRefused) {
  Overwrite(In("store/more"), "x");
  EXPECT_THAT(Snapshot::Open(path_, {}),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("store/more")));
  ASSERT_EQ(std::remove(In("store/more").c_str()), 0);
  ASSERT_EQ(::symlink("/etc/hostname", In("rules/link").c_str()), 0);
  EXPECT_THAT(VerifySnapshot(path_, ""), StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(DamageTest, AnotherFormatVersionIsAPrecondition) {
  const std::string text = *ReadFile(In(kManifestName));
  Overwrite(In(kManifestName),
            absl::StrReplaceAll(text, {{"\"format_version\": 4,", "\"format_version\": 2,"}}));
  EXPECT_THAT(Snapshot::Open(path_, {}),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("format version 2")));
}

// Whoever can write the files can also write digests: only the signature tells.
TEST_F(DamageTest, AForgedManifestFailsItsSignature) {
  auto manifest = ReadManifest(*ReadFile(In(kManifestName)), "m");
  ASSERT_THAT(manifest, IsOk());
  manifest->sources[0].source.publisher = "Someone else";
  Overwrite(In(kManifestName), WriteManifest(*manifest));
  EXPECT_THAT(Snapshot::Open(path_, {}),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("signature does not hold")));
}

TEST_F(DamageTest, TheKeyGivenMustBeTheSigners) {
  const KeyPair other = MakeKey(dir_, "other.pem");
  EXPECT_THAT(Snapshot::Open(path_, {.public_key = other.public_pem}),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("another key")));
  EXPECT_THAT(Snapshot::Open(path_, {.public_key = "no key"}),
              StatusIs(absl::StatusCode::kInvalidArgument));
  ASSERT_THAT(BuildSample(dir_, dir_ / "unsigned"), IsOk());
  EXPECT_THAT(Snapshot::Open(dir_ / "unsigned", {.public_key = key_.public_pem}),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("not signed")));
}

TEST_F(DamageTest, OnlyEd25519KeysSign) {
  const KeyPair other = MakeKey(dir_, "x25519.pem", EVP_PKEY_X25519);
  EXPECT_THAT(BuildSample(dir_, dir_ / "s", {.sign_key_path = other.private_path}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("Ed25519")));
  EXPECT_THAT(BuildSample(dir_, dir_ / "s", {.sign_key_path = dir_ / "none"}),
              StatusIs(absl::StatusCode::kNotFound));
  EXPECT_FALSE(PathExists(dir_ / "s"));
}

// A manifest must be exactly what WriteManifest writes.
TEST(ManifestTest, OnlyTheCanonicalTextIsRead) {
  Manifest manifest;
  manifest.engine = "lynceus test";
  const std::string good = WriteManifest(manifest);
  ASSERT_THAT(ReadManifest(good, "m"), IsOk());
  const auto with_path = [&](const std::string& path) {
    Manifest other = manifest;
    other.files = {{.path = path}};
    return WriteManifest(other);
  };
  ASSERT_THAT(ReadManifest(with_path("a/b"), "m"), IsOk());
  struct Case {
    const char* why;
    std::string text;
  };
  const std::vector<Case> cases = {
      {"white space", good + " "},
      {"another member", absl::StrReplaceAll(good, {{"\"engine\"", "\"x\": 1, \"engine\""}})},
      {"a member twice",
       absl::StrReplaceAll(good, {{"\"parties\": 0", "\"parties\": 0, \"parties\": 0"}})},
      {"a missing member", absl::StrReplaceAll(good, {{"\"signer\"", "\"singer\""}})},
      {"a negative count", absl::StrReplaceAll(good, {{"\"names\": 0", "\"names\": -1"}})},
      {"a fraction", absl::StrReplaceAll(good, {{"\"names\": 0", "\"names\": 0.5"}})},
      {"a text for a count", absl::StrReplaceAll(good, {{"\"names\": 0", "\"names\": \"0\""}})},
      {"a path outside", with_path("../../etc/passwd")},
      {"an absolute path", with_path("/etc/passwd")},
      {"a path in disguise", with_path("a//b")},
      {"an array", "[]"},
      {"nothing", ""},
      {"deep nesting", std::string(200'000, '[')},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(ReadManifest(c.text, "m"), StatusIs(absl::StatusCode::kDataLoss)) << c.why;
  }
}

}  // namespace
}  // namespace lynceus::store
