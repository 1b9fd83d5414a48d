#pragma once
// The inverse of findings_json.h, part of answer_reader.h.

#include <string>

#include "lib/model/decision.h"
#include "lib/review/json_value.h"

namespace lynceus::review {

// Takes the members `magnitsky` and `export_control` of `object` where it has them. What is wrong
// goes to `status`, as ObjectReader says.
void ReadFindings(ObjectReader& object, Flag& flag, absl::Status& status);

DesignationTable ReadTable(const JsonValue& value, const std::string& place, absl::Status& status);

}  // namespace lynceus::review
