// Leaves: bytes that decode encode to themselves. Bodies and heads of sealed bodies: whatever the
// bytes, an answer or an error.
#include "lib/audit/seal.h"
#include "lib/base/status.h"
#include "lib/review/body.h"
#include "lib/review/leaf.h"
#include "tests/fuzz/target.h"

namespace lynceus {

std::vector<std::string> fuzz::Seeds() {
  const std::string sealed = std::string("LYNB\x01\x0c") + "2026-default" + '\x07';
  const auto body = review::EncodeBody({.input_json = "{}", .answer_json = "[]"});
  LYNCEUS_CHECK(body.ok());
  return {review::EncodeLeaf({.request_id = "r",
                              .legal_entity = "bank-ee",
                              .snapshot = std::string(64, 'a'),
                              .engine = "e",
                              .earlier = 300}),
          sealed + std::string(kAesGcmExtraBytes, 'x'), *body};
}

void fuzz::Check(std::string_view bytes) {
  const auto leaf = review::DecodeLeaf(bytes);
  if (leaf.ok()) LYNCEUS_CHECK(review::EncodeLeaf(*leaf) == bytes);
  const auto at = audit::SealedAtOf(bytes);
  if (at.ok()) LYNCEUS_CHECK(audit::IsBucket(at->bucket));
  review::DecodeBody({}, bytes).status().IgnoreError();
}

}  // namespace lynceus
