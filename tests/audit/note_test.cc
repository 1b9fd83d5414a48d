// Signed notes, checkpoints and verifier keys: what is written reads back, and every lie is
// refused.
#include "lib/audit/note.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "lib/audit/merkle.h"
#include "lib/audit/note_signer.h"
#include "lib/base/random.h"
#include "tests/support/status_matchers.h"

namespace lynceus::audit {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::IsOkAndHolds;
using ::lynceus::support::StatusIs;

// A key and its public form.
struct Sample {
  VerifierKey key;
  std::unique_ptr<NoteSigner> signer;
};

Sample SampleOf(const std::string& name, std::uint64_t seed) {
  SeededRandom random(seed);
  auto key = Ed25519Signer::Generate(random);
  VerifierKey verifier{.name = name, .key = (*key)->public_key()};
  return {std::move(verifier), MakeNoteSigner(name, *std::move(key))};
}

std::string SampleText() {
  return FormatCheckpoint({.origin = "bank.example/log", .size = 5, .root = EmptyRoot()});
}

TEST(NoteTest, EveryChangedByteIsRefused) {
  const Sample log = SampleOf("bank.example/log", 3);
  const auto note = SignNote(SampleText(), {log.signer.get()});
  ASSERT_THAT(note, IsOk());
  ASSERT_THAT(OpenNote(*note, log.key), IsOkAndHolds(SampleText()));
  for (std::size_t at = 0; at < note->size(); ++at) {
    for (const int other : {1, 2, 4, 32, 128, 255}) {
      std::string damaged = *note;
      damaged[at] = static_cast<char>(damaged[at] ^ other);
      EXPECT_FALSE(OpenNote(damaged, log.key).ok()) << at << " xor " << other;
    }
    EXPECT_FALSE(OpenNote(note->substr(0, at), log.key).ok()) << at;
  }
}

TEST(NoteTest, OtherSignersArePassedOver) {
  const Sample log = SampleOf("a", 3);
  const auto note = SignNote("text\n", {log.signer.get()});
  ASSERT_THAT(note, IsOk());
  EXPECT_THAT(OpenNote(*note + "\xE2\x80\x94 other AAAAAAAAAAA=\n", log.key), IsOk());
  EXPECT_FALSE(OpenNote(*note, VerifierKey{.name = "b", .key = log.key.key}).ok());
  std::string lines = *note;
  for (int i = 0; i < 17; ++i) lines += "\xE2\x80\x94 w" + std::to_string(i) + " AAAAAAAAAAA=\n";
  EXPECT_THAT(OpenNote(lines, log.key), IsOk()) << "at least sixteen signatures are taken";
}

// What rotation needs: either key alone opens the note, and neither covers for the other.
TEST(NoteTest, TwoKeysSignOneNote) {
  const Sample old_key = SampleOf("a", 3);
  const Sample new_key = SampleOf("a", 4);
  const auto note = SignNote("text\n", {old_key.signer.get(), new_key.signer.get()});
  ASSERT_THAT(note, IsOk());
  EXPECT_THAT(OpenNote(*note, old_key.key), IsOk());
  EXPECT_THAT(OpenNote(*note, new_key.key), IsOk());
  EXPECT_THAT(OpenNote(*note, {old_key.key, new_key.key}), IsOk());
  EXPECT_THAT(OpenNote(*note, {old_key.key, old_key.key}),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(OpenNote(*note, std::vector<VerifierKey>{}), StatusIs(absl::StatusCode::kDataLoss));
  const auto lone = SignNote("text\n", {new_key.signer.get()});
  EXPECT_THAT(OpenNote(*lone, old_key.key), StatusIs(absl::StatusCode::kDataLoss));
  // One good signature does not cover for a bad one of a key that is known too.
  const auto other = SignNote("other\n", {old_key.signer.get()});
  const std::string mixed = *lone + other->substr(other->find("\n\n") + 2);
  EXPECT_THAT(OpenNote(mixed, new_key.key), IsOk());
  EXPECT_THAT(OpenNote(mixed, {old_key.key, new_key.key}), StatusIs(absl::StatusCode::kDataLoss));
}

TEST(NoteTest, ACosignatureCoversItsTime) {
  SeededRandom random(5);
  auto key = Ed25519Signer::Generate(random);
  const VerifierKey verifier{.name = "witness.example/w",
                             .key = (*key)->public_key(),
                             .algorithm = NoteAlgorithm::kCosignatureV1};
  const FixedClock clock(1'700'000'000'000'000);
  const auto witness = MakeCosigner(verifier.name, *std::move(key), clock);
  const auto note = SignNote(SampleText(), {witness.get()});
  ASSERT_THAT(note, IsOk());
  ASSERT_THAT(OpenNote(*note, verifier), IsOkAndHolds(SampleText()));
  for (std::size_t at = 0; at < note->size(); ++at) {
    std::string damaged = *note;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    EXPECT_FALSE(OpenNote(damaged, verifier).ok()) << at;
  }
  VerifierKey as_log = verifier;
  as_log.algorithm = NoteAlgorithm::kEd25519;
  EXPECT_FALSE(OpenNote(*note, as_log).ok()) << "no signature of a log";
}

TEST(NoteTest, MalformedNotesAreRefused) {
  const std::string dash = "\xE2\x80\x94";
  const struct {
    std::string note;
    const char* why;
  } cases[] = {{"", "empty"},
               {"text\n", "no blank line"},
               {"text\n\n", "no signature"},
               {"text\n\n" + dash + " a AAAAAAAA", "no line end"},
               {"text\n\n- a AAAAAAAA\n", "a hyphen for the dash"},
               {"text\n\n" + dash + "  AAAAAAAA\n", "no name"},
               {"text\n\n" + dash + " a+b AAAAAAAA\n", "a plus in the name"},
               {"text\n\n" + dash + " a\u00A0b AAAAAAAA\n", "a wide space in the name"},
               {"text\n\n" + dash + " a AAAA\n", "shorter than a key id"},
               {"text\n\n" + dash + " a AAAAAA==\n", "a key id alone"},
               {"text\n\n" + dash + " a AAAAAAB=\n", "unused bits of base64"},
               {"text\n\n" + dash + " a AAAAAAAA \n", "a space behind"},
               {"te\txt\n\n" + dash + " a AAAAAAAA\n", "a control character"},
               {"te\xFFxt\n\n" + dash + " a AAAAAAAA\n", "no UTF-8"},
               {"text\r\n\n" + dash + " a AAAAAAAA\n", "a carriage return"}};
  for (const auto& test : cases) EXPECT_FALSE(ParseNote(test.note).ok()) << test.why;
  EXPECT_THAT(ParseNote("text\n\n" + dash + " a AAAAAAA=\n"), IsOk());
  EXPECT_THAT(ParseNote("te\x7Fxt\n\n" + dash + " a AAAAAAA=\n"), IsOk())
      << "control characters are those below U+0020";
}

TEST(VerifierKeyTest, ReadsBackAndRefusesLies) {
  const VerifierKey key = SampleOf("bank.example/log", 3).key;
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

TEST(VerifierKeyTest, AListIsReadLineByLine) {
  const VerifierKey first = SampleOf("a", 1).key;
  const VerifierKey second = SampleOf("a", 2).key;
  const std::string one = FormatVerifierKey(first);
  EXPECT_THAT(ParseVerifierKeys(one + "\n" + FormatVerifierKey(second) + "\n"),
              IsOkAndHolds(std::vector<VerifierKey>{first, second}));
  for (const std::string& bad :
       {std::string(), std::string("\n"), absl::StrCat(one, "\n", one), one + "x"}) {
    EXPECT_FALSE(ParseVerifierKeys(bad).ok()) << bad;
  }
}

TEST(CheckpointTest, Refuses) {
  const std::string root = Base64(EmptyRoot());
  const struct {
    std::string text;
    const char* why;
  } cases[] = {{"o\n05\n" + root + "\n", "leading zero"},
               {"o\n-1\n" + root + "\n", "sign"},
               {"o\n1\n" + root, "no line end"},
               {"\n1\n" + root + "\n", "no origin"},
               {"o\n1\nAAAA\n", "short root"},
               {"o\n18446744073709551616\n" + root + "\n", "too large"},
               {"o\n1\n", "no root"},
               {"o\n1\n" + root + "\n\n", "an empty line at the end"},
               {"o\n1\n" + root + "\n\nextension\n", "an empty line before more"},
               {"", "empty"}};
  for (const auto& test : cases) EXPECT_FALSE(ParseCheckpoint(test.text).ok()) << test.why;
  EXPECT_THAT(ParseCheckpoint("o\n0\n" + root + "\nextension\n"), IsOk());
}

}  // namespace
}  // namespace lynceus::audit
