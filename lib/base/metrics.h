#pragma once
// What modules report about themselves, without knowing who listens. The service backs it with
// Prometheus; the default does nothing. Metric names and labels never hold data of a request.

#include <cstdint>
#include <string_view>

namespace lynceus {

// Thread-safe.
class Metrics {
 public:
  virtual ~Metrics() = default;
  virtual void Count(std::string_view name, std::string_view label, std::int64_t by) = 0;
  virtual void ObserveMicros(std::string_view name, std::string_view label,
                             std::int64_t micros) = 0;
  virtual void Set(std::string_view name, std::string_view label, double value) = 0;
};

// Returns a sink that drops everything; lives for the whole program.
Metrics& NoMetrics();

}  // namespace lynceus
