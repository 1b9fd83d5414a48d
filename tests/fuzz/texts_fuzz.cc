// Shares and dates: what is read is written in a form that reads back to the same value.
#include "lib/base/status.h"
#include "lib/model/date.h"
#include "lib/model/share.h"
#include "tests/fuzz/target.h"

namespace lynceus {

std::vector<std::string> fuzz::Seeds() {
  return {"49.5 %", "(25..50]", ">=50", "33.3333333", "unknown", "2024-02-29", "1953", "2024-07"};
}

void fuzz::Check(std::string_view text) {
  const auto share = Share::Parse(text);
  if (share.ok()) {
    LYNCEUS_CHECK(share->lo().ppm <= share->hi().ppm);
    const auto again = Share::Parse(share->ToCanonical());
    LYNCEUS_CHECK(again.ok() && *again == *share);
  }
  const auto date = PartialDate::ParseIso(text);
  if (date.ok()) {
    const auto again = PartialDate::ParseIso(date->ToString());
    LYNCEUS_CHECK(again.ok() && *again == *date);
  }
}

}  // namespace lynceus
