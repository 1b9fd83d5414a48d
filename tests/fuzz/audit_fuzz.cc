// Notes, checkpoints, verifier keys and entry bundles: what is read is written back to the same
// bytes.
#include "lib/audit/note.h"
#include "lib/audit/tiles.h"
#include "lib/base/status.h"
#include "tests/fuzz/target.h"

namespace lynceus {

std::vector<std::string> fuzz::Seeds() {
  SeededRandom random(1);
  const auto signer = Ed25519Signer::Generate(random);
  LYNCEUS_CHECK(signer.ok());
  const std::string checkpoint =
      audit::FormatCheckpoint({.origin = "a/b", .size = 7, .root = Sha256Of("")});
  std::string bundle;
  audit::AppendEntry(bundle, "one");
  audit::AppendEntry(bundle, "");
  return {checkpoint, *audit::SignNote(checkpoint, "a/b", **signer),
          audit::FormatVerifierKey({.name = "a/b", .key = (*signer)->public_key()}), bundle};
}

void fuzz::Check(std::string_view text) {
  const auto key = audit::ParseVerifierKey(text);
  if (key.ok()) LYNCEUS_CHECK(audit::FormatVerifierKey(*key) == text);
  const auto checkpoint = audit::ParseCheckpoint(text);
  if (checkpoint.ok()) LYNCEUS_CHECK(text.starts_with(audit::FormatCheckpoint(*checkpoint)));
  audit::OpenNote(text, {.name = "a/b"}).status().IgnoreError();
  for (std::uint64_t width = 0; width < 4; ++width) {
    const auto leaves = audit::DecodeEntries(text, width);
    if (!leaves.ok()) continue;
    std::string again;
    for (const std::string& leaf : *leaves) audit::AppendEntry(again, leaf);
    LYNCEUS_CHECK(again == text);
  }
}

}  // namespace lynceus
