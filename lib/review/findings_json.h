#pragma once
// What flags and answers say as data (lib/model/findings.h), as JSON: members of answer_json's.

#include "lib/base/json.h"
#include "lib/model/decision.h"

namespace lynceus::review {

// The members `magnitsky` and `export_control` of a flag that has them, in an object that is open.
void WriteFindings(const Flag& flag, JsonWriter& json);

void WriteTable(const DesignationTable& table, JsonWriter& json);

}  // namespace lynceus::review
