// Leaves: bytes that decode encode to themselves. People's words: what is read is read again from
// what is written of it.
#include "lib/base/status.h"
#include "lib/review/judgement.h"
#include "lib/review/leaf.h"
#include "tests/fuzz/target.h"

namespace lynceus {

std::vector<std::string> fuzz::Seeds() {
  return {review::EncodeLeaf({.request_id = "r", .snapshot = "s", .rules = "r", .engine = "e"}),
          review::JudgementJson({.alert = 7, .reason = "r", .text = "t", .by = "b"}, "id"),
          review::SecondWordJson({.disposition = 8, .agrees = true, .text = "t", .by = "b"}, "id")};
}

void fuzz::Check(std::string_view bytes) {
  const auto leaf = review::DecodeLeaf(bytes);
  if (leaf.ok()) LYNCEUS_CHECK(review::EncodeLeaf(*leaf) == bytes);
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
