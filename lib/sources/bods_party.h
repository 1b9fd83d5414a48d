#pragma once
// A person or an entity as a BODS 0.4 statement describes it, as an Entity.

#include <functional>
#include <string_view>

#include "lib/model/entity.h"
#include "lib/sources/json_lines.h"

namespace lynceus::sources {

// Told of what is read otherwise than it is written.
using BodsWarning = std::function<void(std::string_view warning)>;

// Returns what the recordDetails say, without id and provenance. Details that have no place of
// their own are kept as properties. Thread-safe.
Entity ReadBodsParty(std::string_view record_type, const JsonValue& details,
                     const BodsWarning& warn);

}  // namespace lynceus::sources
