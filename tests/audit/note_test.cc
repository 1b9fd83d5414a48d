// Signed notes and checkpoints: the published vectors, the golden log, and every damaged byte.
#include "lib/audit/note.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <algorithm>

#include "lib/audit/tiles.h"
#include "lib/base/file.h"
#include "lib/base/random.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"

namespace lynceus::audit {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::TestDataDir;

std::unique_ptr<Ed25519Signer> SampleSigner() {
  SeededRandom random(3);
  return *Ed25519Signer::Generate(random);
}

TEST(NoteTest, EveryChangedByteIsRefused) {
  const auto signer = SampleSigner();
  const VerifierKey key{.name = "bank.example/log", .key = signer->public_key()};
  const std::string text = FormatCheckpoint({.origin = key.name, .size = 5, .root = EmptyRoot()});
  const auto note = SignNote(text, key.name, *signer);
  ASSERT_THAT(note, IsOk());
  ASSERT_THAT(OpenNote(*note, key), support::IsOkAndHolds(text));
  for (std::size_t at = 0; at < note->size(); ++at) {
    std::string damaged = *note;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    EXPECT_FALSE(OpenNote(damaged, key).ok()) << at;
    EXPECT_FALSE(OpenNote(note->substr(0, at), key).ok()) << at;
  }
}

TEST(NoteTest, OtherSignersArePassedOver) {
  const auto signer = SampleSigner();
  const VerifierKey key{.name = "a", .key = signer->public_key()};
  const auto note = SignNote("text\n", "a", *signer);
  ASSERT_THAT(note, IsOk());
  const std::string with_other = *note + "\xE2\x80\x94 other AAAAAAAAAAA=\n";
  EXPECT_THAT(OpenNote(with_other, key), IsOk());
  EXPECT_FALSE(OpenNote(*note, {.name = "b", .key = signer->public_key()}).ok());
}

TEST(VerifierKeyTest, ReadsBackAndRefusesLies) {
  const VerifierKey key{.name = "bank.example/log", .key = SampleSigner()->public_key()};
  const std::string text = FormatVerifierKey(key);
  const auto parsed = ParseVerifierKey(text);
  ASSERT_THAT(parsed, IsOk());
  EXPECT_EQ(parsed->name, key.name);
  EXPECT_EQ(parsed->key, key.key);
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string changed = text;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    const auto other = ParseVerifierKey(changed);
    EXPECT_FALSE(other.ok()) << changed;
  }
}

TEST(CheckpointTest, Refuses) {
  const std::string root = Base64(EmptyRoot());
  const struct {
    std::string text;
    const char* why;
  } kCases[] = {{"o\n05\n" + root + "\n", "leading zero"},
                {"o\n-1\n" + root + "\n", "sign"},
                {"o\n1\n" + root, "no line end"},
                {"\n1\n" + root + "\n", "no origin"},
                {"o\n1\nAAAA\n", "short root"},
                {"o\n18446744073709551616\n" + root + "\n", "too large"},
                {"o\n1\n", "no root"},
                {"", "empty"}};
  for (const auto& test : kCases) EXPECT_FALSE(ParseCheckpoint(test.text).ok()) << test.why;
  EXPECT_THAT(ParseCheckpoint("o\n0\n" + root + "\nextension\n"), IsOk());
}

rapidjson::Document ReadJson(const std::string& path) {
  rapidjson::Document document;
  const auto text = ReadFile(path);
  EXPECT_THAT(text, IsOk()) << path;
  document.Parse(text->c_str());
  return document;
}

// "PRIVATE+KEY+name+hash+base64(0x01 seed)": the form of the published test keys.
std::unique_ptr<Ed25519Signer> SignerOf(const std::string& skey) {
  std::size_t at = 0;
  for (int field = 0; field < 4; ++field) at = skey.find('+', at) + 1;
  const auto bytes = FromBase64(skey.substr(at));
  EXPECT_THAT(bytes, IsOk());
  class Seed final : public RandomSource {
   public:
    explicit Seed(std::string seed) : seed_(std::move(seed)) {}
    absl::Status Fill(std::span<std::uint8_t> out) override {
      std::copy_n(seed_.begin(), out.size(), out.begin());
      return absl::OkStatus();
    }

   private:
    const std::string seed_;
  } seed(bytes->substr(1));
  return *Ed25519Signer::Generate(seed);
}

TEST(NoteTest, ThePublishedVectors) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const rapidjson::Document vectors =
      ReadJson(*TestDataDir() + "/audit/note/signed_note_vectors.json");
  for (const auto& row : vectors["open_ok"].GetArray()) {
    for (const auto& vkey : row["vkeys"].GetArray()) {
      const auto key = ParseVerifierKey(vkey.GetString());
      ASSERT_THAT(key, IsOk());
      EXPECT_THAT(OpenNote(row["note"].GetString(), *key), IsOk());
    }
  }
  for (const auto& row : vectors["vkey_reject"].GetArray()) {
    const char* text = row.IsString() ? row.GetString() : row["vkey"].GetString();
    EXPECT_FALSE(ParseVerifierKey(text).ok()) << text;
  }
}

TEST(GoldenLogTest, ReproducedByteForByte) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const std::string directory = *TestDataDir() + "/audit/tessera-log/";
  const rapidjson::Document golden = ReadJson(directory + "golden_log.json");
  const auto signer = SignerOf(golden["signer_key"].GetString());
  const std::string origin = golden["origin"].GetString();
  TreeEdge edge;
  const auto expect_published = [&] {
    const std::string text =
        FormatCheckpoint({.origin = origin, .size = edge.size(), .root = edge.Root()});
    const auto note = SignNote(text, origin, *signer);
    ASSERT_THAT(note, IsOk());
    const std::string size = std::to_string(edge.size());
    EXPECT_THAT(ReadFile(directory + "log/checkpoint." + size), support::IsOkAndHolds(*note));
    for (const TreeEdge::File& file : edge.Partials()) {
      EXPECT_THAT(ReadFile(directory + "log/" + file.path), support::IsOkAndHolds(file.content))
          << file.path;
    }
  };
  expect_published();
  std::vector<TreeEdge::File> files;
  for (const auto& leaf : golden["leaves"].GetArray()) {
    edge.Add(leaf.GetString(), files);
    expect_published();
  }
  EXPECT_EQ(edge.size(), 15u);
}

}  // namespace
}  // namespace lynceus::audit
