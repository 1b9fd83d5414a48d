#pragma once
// Members that the JSON of answers and of findings are both made of.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"
#include "lib/model/date.h"

namespace lynceus::review {

inline void WriteStrings(JsonWriter& json, std::string_view key,
                         const std::vector<std::string>& values) {
  json.Key(key).BeginArray();
  for (const std::string& value : values) json.String(value);
  json.EndArray();
}

// An ISO day, or null.
inline void WriteDate(JsonWriter& json, std::string_view key, const std::optional<Date>& date) {
  json.Key(key);
  if (date) {
    json.String(date->ToString());
  } else {
    json.Null();
  }
}

}  // namespace lynceus::review
