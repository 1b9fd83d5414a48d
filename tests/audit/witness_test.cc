// The witness: what it cosigns, what it refuses and how, after a restart and by two at once; and
// the published request scripts of another implementation.
#include "lib/audit/witness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "lib/audit/log_files.h"
#include "lib/audit/match_log.h"
#include "lib/audit/merkle.h"
#include "lib/base/digest.h"
#include "tests/audit/witness_script.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_data.h"

namespace lynceus::audit {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::lynceus::support::TempDir;
using ::testing::HasSubstr;

constexpr char kName[] = "example.com/witness";

const Clock& At2023() {
  static const FixedClock clock(1'700'000'000'000'000);
  return clock;
}

std::unique_ptr<Witness> OpenWitness(const std::string& directory, const WitnessedLogs& logs) {
  SeededRandom random(5);
  auto key = Ed25519Signer::Generate(random);
  EXPECT_THAT(key, IsOk());
  auto witness = Witness::Open(directory, logs, MakeCosigner(kName, *std::move(key), At2023()));
  EXPECT_THAT(witness, IsOk());
  return *std::move(witness);
}

VerifierKey WitnessKey() {
  SeededRandom random(5);
  const auto key = Ed25519Signer::Generate(random);
  return {.name = kName, .key = (*key)->public_key(), .algorithm = NoteAlgorithm::kCosignatureV1};
}

// A tree of leaves "0", "1", ... under a key of its own.
class SmallLog {
 public:
  explicit SmallLog(std::string word) : word_(std::move(word)) {
    SeededRandom random(6);
    auto key = *Ed25519Signer::Generate(random);
    key_ = {.name = "test/log", .key = key->public_key()};
    signer_ = MakeNoteSigner("test/log", std::move(key));
  }
  WitnessedLogs Known() const { return {{"test/log", {key_}}}; }

  std::string Note(std::uint64_t size) const {
    const Checkpoint checkpoint{
        .origin = "test/log", .size = size, .root = *TreeRoot(size, Subtrees())};
    return *SignNote(FormatCheckpoint(checkpoint), {signer_.get()});
  }
  std::string Request(std::uint64_t old_size, std::uint64_t size) const {
    std::string text = "old " + std::to_string(old_size) + "\n";
    if (old_size > 0) {
      const auto proof = ConsistencyProof(old_size, size, Subtrees());
      EXPECT_THAT(proof, IsOk());
      for (const Sha256& hash : *proof) text += Base64(hash) + "\n";
    }
    return text + "\n" + Note(size);
  }

 private:
  SubtreeHash Subtrees() const {
    return [this](int height, std::uint64_t index) { return Subtree(height, index); };
  }
  absl::StatusOr<Sha256> Subtree(int height, std::uint64_t index) const {
    if (height == 0) return LeafHash(word_ + std::to_string(index));
    return NodeHash(*Subtree(height - 1, 2 * index), *Subtree(height - 1, 2 * index + 1));
  }
  const std::string word_;
  VerifierKey key_;
  std::unique_ptr<NoteSigner> signer_;
};

TEST(WitnessTest, CosignsALogThatGoesOn) {
  const TempDir directory;
  const SmallLog log("leaf");
  std::uint64_t old_size = 0;
  for (const std::uint64_t size : {1u, 1u, 2u, 5u, 8u, 8u, 300u}) {
    // A restart each time: what was cosigned is known again.
    const auto witness = OpenWitness(directory.path(), log.Known());
    const WitnessAnswer answer = witness->AddCheckpoint(log.Request(old_size, size));
    ASSERT_EQ(answer.status, 200) << size << answer.body;
    EXPECT_THAT(OpenNote(log.Note(size) + answer.body, WitnessKey()), IsOk());
    old_size = size;
  }
}

TEST(WitnessTest, RefusesAsTheSpecificationSays) {
  const TempDir directory;
  const SmallLog log("leaf");
  const SmallLog other("other");  // of the same key: a fork
  const auto witness = OpenWitness(directory.path(), log.Known());
  ASSERT_EQ(witness->AddCheckpoint(log.Request(0, 5)).status, 200);
  const std::string good = log.Request(5, 9);
  std::string unsigned_note = good;
  unsigned_note[unsigned_note.rfind('\n') - 10] ^= 1;
  std::string wrong_proof = good;
  wrong_proof.replace(6, 4, wrong_proof[6] == 'A' ? "BBBB" : "AAAA");
  std::string unknown = good;
  unknown.replace(unknown.find("test/log"), 8, "test/dog");
  const struct {
    std::string request;
    int status;
    std::string body;
    const char* why;
  } rows[] = {
      {"", 400, "malformed", "nothing"},
      {"old 05\n" + good.substr(6), 400, "malformed", "a leading zero"},
      {"old -5\n" + good.substr(6), 400, "malformed", "a sign"},
      {"new 5\n" + good.substr(6), 400, "malformed", "another word"},
      {good.substr(0, good.size() - 1), 400, "malformed", "the note is cut"},
      {"old 5\nx\n" + good.substr(6), 400, "malformed", "no hash"},
      {"old 10\n\n" + log.Note(9), 400, "above", "backwards"},
      {unsigned_note, 403, "invalid signature", "a signature that does not hold"},
      {unknown, 404, "unknown log", "another origin"},
      {log.Request(4, 9), 409, "5\n", "not where it was"},
      {log.Request(0, 5), 409, "5\n", "from the beginning again"},
      {other.Request(5, 5), 409, "5\n", "one size, two roots"},
      {wrong_proof, 422, "consistency", "a changed proof"},
      {"old 5\n\n" + log.Note(9), 422, "consistency", "no proof"},
      {other.Request(5, 9), 422, "consistency", "a fork"},
  };
  for (const auto& row : rows) {
    const WitnessAnswer answer = witness->AddCheckpoint(row.request);
    EXPECT_EQ(answer.status, row.status) << row.why;
    EXPECT_THAT(answer.body, HasSubstr(row.body)) << row.why;
    EXPECT_EQ(answer.content_type == "text/x.tlog.size", row.status == 409) << row.why;
  }
  EXPECT_EQ(witness->AddCheckpoint(good).status, 200) << "no refusal changed anything";
}

TEST(WitnessTest, OfTwoForksAtOnceOneIsCosigned) {
  const SmallLog log("leaf");
  const SmallLog other("other");
  for (int round = 0; round < 20; ++round) {
    const TempDir directory;
    const auto witness = OpenWitness(directory.path(), log.Known());
    int first = 0;
    int second = 0;
    std::thread one([&] { first = witness->AddCheckpoint(log.Request(0, 5)).status; });
    std::thread two([&] { second = witness->AddCheckpoint(other.Request(0, 5)).status; });
    one.join();
    two.join();
    EXPECT_EQ(std::min(first, second), 200);
    EXPECT_EQ(std::max(first, second), 409);
  }
}

TEST(WitnessTest, KeepsItsStateBeforeItAnswers) {
  const TempDir directory;
  const SmallLog log("leaf");
  const auto witness = OpenWitness(directory / "state", log.Known());
  ASSERT_EQ(witness->AddCheckpoint(log.Request(0, 5)).status, 200);
  SeededRandom random(5);
  EXPECT_THAT(Witness::Open(directory / "state", log.Known(),
                            MakeCosigner(kName, *Ed25519Signer::Generate(random), At2023()))
                  .status(),
              StatusIs(absl::StatusCode::kUnavailable))
      << "two witnesses of one state would cosign two histories";
  // Where the state cannot be written nothing is cosigned.
  ASSERT_EQ(rename((directory / "state").c_str(), (directory / "gone").c_str()), 0);
  EXPECT_EQ(witness->AddCheckpoint(log.Request(0, 5)).status, 500);
}

TEST(WitnessTest, LogsAreReadByTheirLines) {
  const SmallLog log("leaf");
  const std::string key = FormatVerifierKey(log.Known().at("test/log")[0]);
  const auto logs = ParseWitnessedLogs("# ours\n\n" + key + "\n" + key + " go.sum database tree\n");
  ASSERT_THAT(logs, IsOk());
  EXPECT_EQ(logs->size(), 2u);
  EXPECT_TRUE(logs->contains("go.sum database tree"));
  EXPECT_THAT(ParseWitnessedLogs("\nnot a key\n").status(),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("line 2")));
  EXPECT_THAT(ParseWitnessedLogs(key + "\n" + key + "\n").status(),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("twice")));
  EXPECT_THAT(ParseWitnessedLogs(FormatVerifierKey(WitnessKey())).status(),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("witness's key")));
}

// --- the published scripts ---

void RunScript(const std::string& name, const WitnessedLogs& logs, std::size_t steps) {
  const TempDir directory;
  const auto witness = OpenWitness(directory.path(), logs);
  const std::vector<ScriptStep> script = ReadWitnessScript(name);
  ASSERT_EQ(script.size(), steps);
  for (const ScriptStep& step : script) {
    const WitnessAnswer answer = witness->AddCheckpoint(step.request);
    EXPECT_EQ(answer.status, step.status) << step.request;
    EXPECT_THAT(answer.body, HasSubstr(step.expected)) << step.request;
  }
}

TEST(WitnessScriptTest, OfASigsumLog) {
  LYNCEUS_REQUIRE_TEST_DATA();
  RunScript("litewitness.txt", *ParseWitnessedLogs(SigsumLogKey()), 9);
}

TEST(WitnessScriptTest, OfTheGoChecksumDatabase) {
  LYNCEUS_REQUIRE_TEST_DATA();
  RunScript("sumdb.txt", *ParseWitnessedLogs(kGoLogLine), 1);
}

}  // namespace
}  // namespace lynceus::audit
