#include "lib/rules/read_coverage.h"

#include <utility>

namespace lynceus::rules {

Jurisdiction ReadJurisdiction(YamlMap& map) {
  Jurisdiction jurisdiction{.key = map.Text("key", true), .title = map.Text("title", true)};
  for (YamlMap& list : map.Maps("lists")) {
    jurisdiction.lists.push_back(
        {.authority = list.Text("authority", true), .list = list.Text("list", true)});
    list.Finish();
  }
  if (jurisdiction.lists.empty()) {
    map.Problem("lists", "no list shows who is designated there", "name one at least");
  }
  jurisdiction.note = map.Text("note", false);
  return jurisdiction;
}

}  // namespace lynceus::rules
