// Leaves: bytes that decode encode to themselves. Bodies and heads of sealed bodies: whatever the
// bytes, an answer or an error. People's words: what is read is read again from what is written of
// it.
#include "lib/audit/seal.h"
#include "lib/base/status.h"
#include "lib/review/body.h"
#include "lib/review/judgement.h"
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
          sealed + std::string(kAesGcmExtraBytes, 'x'), *body,
          review::JudgementJson({.alert = 7, .reason = "r", .text = "t", .by = "b"}, "id"),
          review::SecondWordJson({.disposition = 8, .agrees = true, .text = "t", .by = "b"}, "id")};
}

void fuzz::Check(std::string_view bytes) {
  const auto leaf = review::DecodeLeaf(bytes);
  if (leaf.ok()) LYNCEUS_CHECK(review::EncodeLeaf(*leaf) == bytes);
  const auto at = audit::SealedAtOf(bytes);
  if (at.ok()) LYNCEUS_CHECK(audit::IsBucket(at->bucket));
  review::DecodeBody({}, bytes).status().IgnoreError();
  const auto judgement = review::ReadJudgement(bytes);
  if (judgement.ok()) {
    const auto again = review::ReadJudgement(review::JudgementJson(*judgement, ""));
    LYNCEUS_CHECK(again.ok() && *again == *judgement);
  }
  const auto word = review::ReadSecondWord(bytes);
  if (word.ok()) {
    const auto again = review::ReadSecondWord(review::SecondWordJson(*word, ""));
    LYNCEUS_CHECK(again.ok() && *again == *word);
  }
}

}  // namespace lynceus
