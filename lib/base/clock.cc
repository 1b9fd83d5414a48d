// The real clock: the one place of the libraries that reads the time.

#include "lib/base/clock.h"

#include <chrono>

namespace lynceus {
namespace {

class RealClock final : public Clock {
 public:
  std::int64_t NowUnixMicros() const override {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count();
  }
};

}  // namespace

const Clock& SystemClock() {
  static const RealClock& clock = *new RealClock;  // never destroyed: threads may outlive main
  return clock;
}

}  // namespace lynceus
