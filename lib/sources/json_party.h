#pragma once
// Parties from JSON: a flat object of properties, or a FollowTheMoney entity with schema and
// properties.

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/model/decision.h"

namespace lynceus::sources {

enum class UnknownProperties : std::uint8_t { kRefuse, kPassOver };

// `text` is one JSON object: {"name": "...", "birthDate": ["..."]} or {"id", "schema",
// "properties": {}}. FtM objects carry many properties that are not compared; flat ones (kRefuse)
// must mean something, but for the member `passed_over`, where it is given. Errors: InvalidArgument
// for JSON that is not well formed (the byte), a value that cannot be read, or an unknown property.
absl::StatusOr<Counterparty> ParseJsonParty(std::string_view text, UnknownProperties unknown,
                                            std::string_view passed_over = "");

// The text of member `key` of the object in `text` where it is an object; empty where there is
// none.
absl::StatusOr<std::string> JsonMemberObject(std::string_view text, std::string_view key);
// The text of member `key` where it is a string; empty where there is none.
absl::StatusOr<std::string> JsonMemberString(std::string_view text, std::string_view key);

// The object in `text` with members `score` (a decimal text) and `match` added or replaced.
absl::StatusOr<std::string> JsonWithScore(std::string_view text, const std::string& score,
                                          bool match);

}  // namespace lynceus::sources
