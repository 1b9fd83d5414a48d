#pragma once
// A holder in the United Kingdom's register of people with significant control: who it is.

#include <optional>
#include <string>
#include <string_view>

#include "lib/sources/json_lines.h"
#include "lib/sources/list_record.h"

namespace lynceus::sources {

// Text, number, true or false of a member, trimmed; empty where there is none. A view into `value`.
std::string_view PscScalar(const JsonValue& value, std::string_view key);

// The member of that name; a null value where there is none.
const JsonValue& PscObject(const JsonValue& value, std::string_view key);

struct PscHolder {
  ListRecord record;                  // without id, schema and provenance
  std::optional<std::string> number;  // at Companies House, where it says to be registered there
};

// Reads names, birth, nationalities, addresses and registration from a record's `data`. A name that
// is more than its elements and title is an alias beside them. Pure, thread-safe.
PscHolder ReadPscHolder(const JsonValue& data);

}  // namespace lynceus::sources
