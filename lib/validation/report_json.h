#pragma once
// Figures as JSON: what the reports of this module write alike.

#include <cmath>
#include <cstdint>

#include "lib/base/json.h"
#include "lib/validation/interval.h"

namespace lynceus::validation {

inline void WriteCount(const char* key, std::uint64_t count, JsonWriter& json) {
  json.Key(key).Int(static_cast<std::int64_t>(count));
}

// Four decimals.
inline void WriteDecimal(const char* key, double value, JsonWriter& json) {
  json.Key(key).Fixed(std::llround(value * 10'000), 4);
}

// {"value": 0.8312, "low": 0.8001, "high": 0.8602}
inline void WriteValue(const char* key, double value, const Interval& interval, JsonWriter& json) {
  json.Key(key).BeginObject();
  WriteDecimal("value", value, json);
  WriteDecimal("low", interval.low, json);
  WriteDecimal("high", interval.high, json);
  json.EndObject();
}

// The same with the counts it comes from.
inline void WriteRate(const char* key, const Rate& rate, JsonWriter& json) {
  const Interval interval = WilsonInterval(rate);
  json.Key(key).BeginObject();
  WriteCount("hits", rate.hits, json);
  WriteCount("trials", rate.trials, json);
  WriteDecimal("value", rate.value(), json);
  WriteDecimal("low", interval.low, json);
  WriteDecimal("high", interval.high, json);
  json.EndObject();
}

}  // namespace lynceus::validation
