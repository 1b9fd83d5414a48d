#pragma once
// The published vectors of the match log's specifications, as the audit tests read them.

#include <rapidjson/document.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "lib/base/digest.h"
#include "lib/base/ed25519.h"
#include "lib/base/random.h"

namespace lynceus::audit {

// A path below the vectors' directory. REQUIRES: LYNCEUS_TEST_DATA is set.
std::string VectorPath(const std::string& name);
// Fails the test where the file is no JSON.
rapidjson::Document ReadJson(const std::string& path);

std::string FromHex(const std::string& hex);
// The hashes of a JSON array, in hexadecimal each.
std::vector<Sha256> HexHashes(const rapidjson::Value& array);
Sha256 HexHash(const rapidjson::Value& text);

// Gives these bytes, for keys whose seed is published.
class SeedSource final : public RandomSource {
 public:
  explicit SeedSource(std::string seed) : seed_(std::move(seed)) {}
  absl::Status Fill(std::span<std::uint8_t> out) override;

 private:
  const std::string seed_;
};
// The seed in "PRIVATE+KEY+name+id+base64(0x01 seed)", the form of the published test keys.
std::string SeedOf(const std::string& signer_key);
std::unique_ptr<Ed25519Signer> KeyOfSeed(const std::string& seed);

}  // namespace lynceus::audit
