// Plain readers; what a vector means stands in the test that uses it.
#include "tests/audit/vectors.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "lib/base/file.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"

namespace lynceus::audit {

std::string VectorPath(const std::string& name) {
  return JoinPath(JoinPath(*support::TestDataDir(), "audit"), name);
}

rapidjson::Document ReadJson(const std::string& path) {
  rapidjson::Document document;
  const auto text = ReadFile(path);
  EXPECT_THAT(text, support::IsOk()) << path;
  document.Parse(text->c_str());
  EXPECT_FALSE(document.HasParseError()) << path;
  return document;
}

std::string FromHex(const std::string& hex) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    bytes.push_back(static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16)));
  }
  return bytes;
}

Sha256 HexHash(const rapidjson::Value& text) {
  const std::string bytes = FromHex(text.GetString());
  Sha256 hash{};
  EXPECT_EQ(bytes.size(), hash.size());
  std::copy_n(bytes.begin(), std::min(bytes.size(), hash.size()), hash.begin());
  return hash;
}

std::vector<Sha256> HexHashes(const rapidjson::Value& array) {
  std::vector<Sha256> hashes;
  for (const auto& text : array.GetArray()) hashes.push_back(HexHash(text));
  return hashes;
}

absl::Status SeedSource::Fill(std::span<std::uint8_t> out) {
  EXPECT_EQ(out.size(), seed_.size());
  std::copy_n(seed_.begin(), std::min(out.size(), seed_.size()), out.begin());
  return absl::OkStatus();
}

std::string SeedOf(const std::string& signer_key) {
  std::size_t at = 0;
  for (int field = 0; field < 4; ++field) at = signer_key.find('+', at) + 1;
  const auto bytes = FromBase64(signer_key.substr(at));
  EXPECT_THAT(bytes, support::IsOk());
  return bytes->substr(1);
}

std::unique_ptr<Ed25519Signer> KeyOfSeed(const std::string& seed) {
  SeedSource source(seed);
  return *Ed25519Signer::Generate(source);
}

}  // namespace lynceus::audit
