// A table of name variants, any bytes: an error with a cause, or lines that each have an id and two
// forms, and say the same when they are written down again.
#include <string>

#include "lib/base/status.h"
#include "lib/names/name_variants.h"
#include "tests/fuzz/target.h"

namespace lynceus {

std::vector<std::string> fuzz::Seeds() {
  return {"# ours\n\nZolfarm, Zolpharm => z\n", "a, b=>1\r\nc,d => 2", "a, , => x"};
}

void fuzz::Check(std::string_view text) {
  const auto lines = names::ParseNameVariants("table", text);
  if (!lines.ok()) {
    LYNCEUS_CHECK(!DetailOf(lines.status()).cause.empty());
    return;
  }
  LYNCEUS_CHECK(!lines->empty());
  std::string again = "#\n";  // a byte order mark counts in front of everything only
  for (const names::VariantLine& line : *lines) {
    LYNCEUS_CHECK(line.line > 0 && line.forms.size() >= 2 && !line.id.empty());
    for (std::size_t i = 0; i < line.forms.size(); ++i) {
      again += (i == 0 ? "" : ", ") + line.forms[i];
    }
    again += " => " + line.id + "\n";
  }
  const auto reread = names::ParseNameVariants("table", again);
  LYNCEUS_CHECK(reread.ok() && reread->size() == lines->size());
  for (std::size_t i = 0; i < lines->size(); ++i) {
    LYNCEUS_CHECK((*reread)[i].forms == (*lines)[i].forms && (*reread)[i].id == (*lines)[i].id);
  }
}

}  // namespace lynceus
