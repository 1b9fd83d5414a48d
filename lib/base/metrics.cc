// The metrics sink for programs and tests that listen to nothing.

#include "lib/base/metrics.h"

namespace lynceus {
namespace {

class Nothing final : public Metrics {
 public:
  void Count(std::string_view, std::string_view, std::int64_t) override {}
  void ObserveMicros(std::string_view, std::string_view, std::int64_t) override {}
  void Set(std::string_view, std::string_view, double) override {}
};

}  // namespace

Metrics& NoMetrics() {
  static Metrics& nothing = *new Nothing;
  return nothing;
}

}  // namespace lynceus
