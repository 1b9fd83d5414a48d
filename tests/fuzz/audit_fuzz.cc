// Notes, checkpoints, verifier keys, receipts, tile paths and bundles: what is read is written back
// to the same bytes.
#include "lib/audit/note.h"
#include "lib/audit/note_signer.h"
#include "lib/audit/receipt.h"
#include "lib/audit/tiles.h"
#include "lib/base/status.h"
#include "tests/fuzz/target.h"

namespace lynceus {

std::vector<std::string> fuzz::Seeds() {
  SeededRandom random(1);
  auto key = Ed25519Signer::Generate(random);
  LYNCEUS_CHECK(key.ok());
  const std::string verifier =
      audit::FormatVerifierKey({.name = "a/b", .key = (*key)->public_key()});
  const auto signer = audit::MakeNoteSigner("a/b", *std::move(key));
  const std::string checkpoint =
      audit::FormatCheckpoint({.origin = "a/b", .size = 7, .root = Sha256Of("")});
  std::string bundle;
  audit::AppendEntry(bundle, "one");
  audit::AppendEntry(bundle, "");
  return {checkpoint,
          *audit::SignNote(checkpoint, {signer.get()}),
          verifier,
          bundle,
          "tile/0/x001/x234/067.p/8",
          audit::FormatReceipt({.index = 3, .leaf = "one", .hashes = {{}}, .checkpoint = "c"})};
}

void fuzz::Check(std::string_view text) {
  const auto key = audit::ParseVerifierKey(text);
  if (key.ok()) LYNCEUS_CHECK(audit::FormatVerifierKey(*key) == text);
  const auto checkpoint = audit::ParseCheckpoint(text);
  if (checkpoint.ok()) LYNCEUS_CHECK(text.starts_with(audit::FormatCheckpoint(*checkpoint)));
  const auto note = audit::ParseNote(text);
  if (note.ok()) LYNCEUS_CHECK(text.starts_with(note->text + "\n"));
  audit::OpenNote(text, {.name = "a/b"}).status().IgnoreError();
  const auto receipt = audit::ParseReceipt(text);
  if (receipt.ok()) LYNCEUS_CHECK(audit::FormatReceipt(*receipt) == text);
  const auto tile = audit::ParseTilePath(text);
  if (tile.ok()) {
    LYNCEUS_CHECK(text == (tile->entries
                               ? audit::EntriesPath(tile->number, tile->width)
                               : audit::TilePath(tile->level, tile->number, tile->width)));
  }
  for (std::uint64_t width = 0; width < 4; ++width) {
    const auto leaves = audit::DecodeEntries(text, width);
    if (!leaves.ok()) continue;
    std::string again;
    for (const std::string& leaf : *leaves) audit::AppendEntry(again, leaf);
    LYNCEUS_CHECK(again == text);
  }
}

}  // namespace lynceus
