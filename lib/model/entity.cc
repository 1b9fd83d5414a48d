// What a party is called in output.
#include "lib/model/entity.h"

namespace lynceus {

std::string_view Entity::caption() const {
  for (const Name& name : names) {
    if (name.kind == NameKind::kPrimary) return name.text;
  }
  return names.empty() ? std::string_view(id) : std::string_view(names.front().text);
}

}  // namespace lynceus
