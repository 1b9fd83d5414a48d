#pragma once
// JSON -> FollowTheMoney entities, checked: the ways of writing one that are about (flat, with
// neighbours nested in it, enriched by others) give the same records.

#include <cstdint>
#include <functional>

#include "absl/status/status.h"
#include "lib/sources/ftm_record.h"
#include "lib/sources/json_lines.h"

namespace lynceus::sources {

// Errors: InvalidArgument with the cause alone for an entity, or one nested in it, without an id,
// schema or object of properties, or with a value that is neither text nor number nor an object
// (null, true, an array in an array). Pure, thread-safe.
absl::Status CheckFtm(const JsonValue& value);

using TakeFtm = std::function<absl::Status(const FtmRecord& record)>;

// Gives `value` and every entity nested in it to `take`, inner ones first; in the outer one an
// inner one is its id. An object that is no entity (it has neither id nor schema) is kept as
// properties, and so are members that stand beside "properties" and are not known. `where` becomes
// the records' provenance. Errors: those of `take`. REQUIRES: CheckFtm(value) is OK.
absl::Status ReadFtm(const JsonValue& value, const Provenance& where, const TakeFtm& take);

}  // namespace lynceus::sources
