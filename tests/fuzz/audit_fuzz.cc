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

}  // namespace lynceus

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lynceus::audit;
  const auto text = lynceus::fuzz::View(data, size);
  const auto key = ParseVerifierKey(text);
  if (key.ok()) LYNCEUS_CHECK(FormatVerifierKey(*key) == text);
  const auto checkpoint = ParseCheckpoint(text);
  if (checkpoint.ok()) LYNCEUS_CHECK(text.starts_with(FormatCheckpoint(*checkpoint)));
  OpenNote(text, {.name = "a/b"}).status().IgnoreError();
  for (std::uint64_t width = 0; width < 4; ++width) {
    const auto leaves = DecodeEntries(text, width);
    if (!leaves.ok()) continue;
    std::string again;
    for (const std::string& leaf : *leaves) AppendEntry(again, leaf);
    LYNCEUS_CHECK(again == text);
  }
  return 0;
}
