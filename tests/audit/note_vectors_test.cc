// The published vectors of signed notes: what must open, by which keys; what must not; a
// cosignature; and verifier keys with every byte changed.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "lib/audit/note_signer.h"
#include "lib/base/file.h"
#include "tests/audit/vectors.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"

namespace lynceus::audit {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::IsOkAndHolds;

std::vector<VerifierKey> KeysOf(const rapidjson::Value& row) {
  std::vector<VerifierKey> keys;
  for (const auto& text : row["vkeys"].GetArray()) {
    const auto key = ParseVerifierKey(text.GetString());
    EXPECT_THAT(key, IsOk()) << text.GetString();
    if (key.ok()) keys.push_back(*key);
  }
  return keys;
}

// A refused note as its row tells it: whole, in hexadecimal, or a head and lines beyond counting.
std::string RefusedNote(const rapidjson::Value& row) {
  if (row.HasMember("note")) return row["note"].GetString();
  if (row.HasMember("note_hex")) return FromHex(row["note_hex"].GetString());
  const auto& parts = row["note_repeat"];
  std::string note = parts[0].GetString();
  for (int i = 0; i < parts[2].GetInt(); ++i) note += parts[1].GetString();
  return note;
}

class NoteVectorsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    LYNCEUS_REQUIRE_TEST_DATA();
    vectors_ = ReadJson(VectorPath("note/signed_note_vectors.json"));
  }
  rapidjson::Document vectors_;
};

TEST_F(NoteVectorsTest, Sign) {
  ASSERT_GE(vectors_["sign"].Size(), 1u);
  for (const auto& row : vectors_["sign"].GetArray()) {
    const std::string signer_key = row["skey"].GetString();
    const std::size_t name_at = std::string("PRIVATE+KEY+").size();
    const std::string name = signer_key.substr(name_at, signer_key.find('+', name_at) - name_at);
    const auto signer = MakeNoteSigner(name, KeyOfSeed(SeedOf(signer_key)));
    EXPECT_THAT(SignNote(row["text"].GetString(), {signer.get()}),
                IsOkAndHolds(std::string(row["note"].GetString())));
  }
}

TEST_F(NoteVectorsTest, Open) {
  ASSERT_EQ(vectors_["open_ok"].Size(), 4u);
  for (const auto& row : vectors_["open_ok"].GetArray()) {
    const std::string note = row["note"].GetString();
    const std::vector<VerifierKey> keys = KeysOf(row);
    EXPECT_THAT(OpenNote(note, keys), IsOkAndHolds(note.substr(0, note.rfind("\n\n") + 1)));
    for (const auto& name : row["verified"].GetArray()) {
      const auto key = std::find_if(keys.begin(), keys.end(), [&](const VerifierKey& each) {
        return each.name == name.GetString();
      });
      ASSERT_NE(key, keys.end());
      EXPECT_THAT(OpenNote(note, *key), IsOk()) << "each alone";
    }
    const auto parsed = ParseNote(note);
    ASSERT_THAT(parsed, IsOk());
    std::set<std::string> signers;
    for (const NoteSignature& signature : parsed->signatures) signers.insert(signature.name);
    for (const auto& name : row["unverified"].GetArray()) {
      EXPECT_TRUE(signers.contains(name.GetString()));
    }
  }
}

TEST_F(NoteVectorsTest, Refuse) {
  ASSERT_EQ(vectors_["open_reject"].Size(), 11u);
  for (const auto& row : vectors_["open_reject"].GetArray()) {
    EXPECT_FALSE(OpenNote(RefusedNote(row), KeysOf(row)).ok()) << row["why"].GetString();
  }
  ASSERT_EQ(vectors_["vkey_reject"].Size(), 2u);
  for (const auto& text : vectors_["vkey_reject"].GetArray()) {
    EXPECT_FALSE(ParseVerifierKey(text.GetString()).ok()) << text.GetString();
  }
}

// "every proper substring of a good vkey, and every single-byte increment, must be rejected".
TEST_F(NoteVectorsTest, MangledVerifierKeys) {
  for (const auto& row : vectors_["open_ok"].GetArray()) {
    const std::string good = row["vkeys"][0].GetString();
    for (std::size_t begin = 0; begin < good.size(); ++begin) {
      for (std::size_t length = 0; begin + length <= good.size(); ++length) {
        if (length == good.size()) continue;
        EXPECT_FALSE(ParseVerifierKey(good.substr(begin, length)).ok()) << begin << "+" << length;
      }
      std::string changed = good;
      changed[begin] = static_cast<char>(changed[begin] + 1);
      EXPECT_FALSE(ParseVerifierKey(changed).ok()) << changed;
    }
  }
}

TEST_F(NoteVectorsTest, ACheckpointGoesRound) {
  const std::string text = vectors_["roundtrip_text"].GetString();
  const auto checkpoint = ParseCheckpoint(text);
  ASSERT_THAT(checkpoint, IsOk());
  EXPECT_EQ(checkpoint->origin, "test");
  EXPECT_EQ(checkpoint->size, 123u);
  EXPECT_EQ(FormatCheckpoint(*checkpoint), text);
}

TEST(CosignatureVectorTest, IsMadeAndOpened) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const rapidjson::Document vector = ReadJson(VectorPath("note/cosignature_v1.json"));
  const std::string note =
      *ReadFile(JoinPath(VectorPath("note"), vector["checkpoint_file"].GetString()));
  const auto text = ParseNote(note);
  ASSERT_THAT(text, IsOk());
  const std::uint64_t seconds = vector["timestamp"].GetUint64();
  EXPECT_EQ(CosignedMessage(seconds, text->text), vector["signed_message"].GetString());

  auto key = KeyOfSeed(FromHex(vector["witness_seed"].GetString()));
  EXPECT_EQ(ToHex(key->public_key()), vector["witness_public"].GetString());
  const FixedClock clock(static_cast<std::int64_t>(seconds * 1'000'000 + 999'999));
  const auto witness = MakeCosigner(vector["name"].GetString(), std::move(key), clock);
  const std::string line = vector["signature_line"].GetString();
  EXPECT_THAT(SignatureLine(text->text, *witness), IsOkAndHolds(line));

  const auto verifier = ParseVerifierKey(vector["vkey"].GetString());
  ASSERT_THAT(verifier, IsOk());
  EXPECT_EQ(verifier->algorithm, NoteAlgorithm::kCosignatureV1);
  EXPECT_THAT(OpenNote(note + line, *verifier), IsOkAndHolds(text->text));
  EXPECT_FALSE(OpenNote(note, *verifier).ok()) << "without the witness's line";
}

}  // namespace
}  // namespace lynceus::audit
