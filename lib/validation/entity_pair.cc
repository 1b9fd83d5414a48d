#include "lib/validation/entity_pair.h"

#include <string>

#include "lib/base/status.h"
#include "lib/sources/json_party.h"

namespace lynceus::validation {

absl::StatusOr<EntityPair> ParseEntityPair(std::string_view line) {
  LYNCEUS_ASSIGN_OR_RETURN(std::string asked, sources::JsonMemberObject(line, "query"));
  LYNCEUS_ASSIGN_OR_RETURN(std::string listed, sources::JsonMemberObject(line, "result"));
  const bool flat = !asked.empty();
  if (!flat) {
    LYNCEUS_ASSIGN_OR_RETURN(asked, sources::JsonMemberObject(line, "left"));
    LYNCEUS_ASSIGN_OR_RETURN(listed, sources::JsonMemberObject(line, "right"));
  }
  if (asked.empty() || listed.empty()) {
    return InvalidError({.cause = "the line holds neither query and result nor left and right",
                         .remedy = "write {\"query\": {...}, \"result\": {...}}"});
  }
  constexpr auto kPassOver = sources::UnknownProperties::kPassOver;
  EntityPair pair;
  LYNCEUS_ASSIGN_OR_RETURN(pair.asked, sources::ParseJsonParty(asked, kPassOver));
  LYNCEUS_ASSIGN_OR_RETURN(pair.listed, sources::ParseJsonParty(listed, kPassOver));
  if (flat) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string word, sources::JsonMemberString(line, "schema"));
    const Schema schema = ParseSchema(word).value_or(Schema::kUnknown);
    pair.asked.schema = pair.listed.schema = schema;
  }
  return pair;
}

}  // namespace lynceus::validation
