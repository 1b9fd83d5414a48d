// Requests to a witness: what is read is written back to the same bytes; every request gets a
// status of the specification, and only one that a log signed and that goes on is cosigned.
#include "lib/audit/witness.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "lib/audit/merkle.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "tests/fuzz/target.h"

namespace lynceus {
namespace {

constexpr char kOrigin[] = "a/b";

audit::VerifierKey LogKey() {
  SeededRandom random(1);
  const auto key = Ed25519Signer::Generate(random);
  LYNCEUS_CHECK(key.ok());
  return {.name = kOrigin, .key = (*key)->public_key()};
}

// A signed checkpoint of so many leaves "".
std::string NoteOf(std::uint64_t size) {
  SeededRandom random(1);
  auto key = Ed25519Signer::Generate(random);
  LYNCEUS_CHECK(key.ok());
  const Sha256 leaf = audit::LeafHash("");
  const Sha256 root = size == 1 ? leaf : audit::NodeHash(leaf, leaf);
  const auto signer = audit::MakeNoteSigner(kOrigin, *std::move(key));
  return *audit::SignNote(audit::FormatCheckpoint({.origin = kOrigin, .size = size, .root = root}),
                          {signer.get()});
}

// A witness of its own for each input: one input's state is not the next one's.
class FreshWitness {
 public:
  FreshWitness() : directory_("/tmp/lynceus_fuzz_XXXXXX") {
    LYNCEUS_CHECK(::mkdtemp(directory_.data()) != nullptr);
    SeededRandom random(2);
    auto key = Ed25519Signer::Generate(random);
    LYNCEUS_CHECK(key.ok());
    auto witness = audit::Witness::Open(directory_, {{kOrigin, {LogKey()}}},
                                        audit::MakeCosigner("w", *std::move(key), SystemClock()));
    LYNCEUS_CHECK(witness.ok());
    witness_ = *std::move(witness);
  }
  ~FreshWitness() { LYNCEUS_CHECK(RemoveTree(directory_).ok()); }
  FreshWitness(const FreshWitness&) = delete;
  FreshWitness& operator=(const FreshWitness&) = delete;
  audit::WitnessAnswer Ask(std::string_view request) { return witness_->AddCheckpoint(request); }

 private:
  std::string directory_;
  std::unique_ptr<audit::Witness> witness_;
};

}  // namespace

std::vector<std::string> fuzz::Seeds() {
  return {audit::FormatAddCheckpoint({.note = NoteOf(1)}),
          audit::FormatAddCheckpoint({.note = NoteOf(2)}),
          audit::FormatAddCheckpoint(
              {.old_size = 1, .proof = {audit::LeafHash("")}, .note = NoteOf(2)}),
          "old 7\n" + audit::FormatVerifierKey(LogKey()) + "\n\n"};
}

void fuzz::Check(std::string_view input) {
  const auto request = audit::ParseAddCheckpoint(input);
  if (request.ok()) LYNCEUS_CHECK(audit::FormatAddCheckpoint(*request) == input);
  const auto logs = audit::ParseWitnessedLogs(input);
  if (logs.ok()) {
    for (const auto& [origin, keys] : *logs) LYNCEUS_CHECK(!origin.empty() && !keys.empty());
  }
  FreshWitness witness;
  const int status = witness.Ask(input).status;
  constexpr std::array<int, 6> kStatuses = {200, 400, 403, 404, 409, 422};
  LYNCEUS_CHECK(std::find(kStatuses.begin(), kStatuses.end(), status) != kStatuses.end());
  if (status != 200) return;
  LYNCEUS_CHECK(request.ok() && audit::OpenNote(request->note, LogKey()).ok());
  // From nothing it takes nothing but a beginning; and once only.
  LYNCEUS_CHECK(request->old_size == 0 && request->proof.empty());
  const auto note = audit::ParseNote(request->note);
  const auto checkpoint = audit::ParseCheckpoint(note->text);
  if (checkpoint->size > 0) LYNCEUS_CHECK(witness.Ask(input).status == 409);
}

}  // namespace lynceus
