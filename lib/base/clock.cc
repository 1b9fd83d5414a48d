// The real clock: the one place of the libraries that reads the time.

#include "lib/base/clock.h"

#include <sys/timex.h>

#include <chrono>

namespace lynceus {
namespace {

class RealClock final : public Clock {
 public:
  std::int64_t NowUnixMicros() const override {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count();
  }
  ClockSource source() const override {
    timex state{};  // asks only: no mode is set
    const int answer = adjtimex(&state);
    const bool synchronised =
        answer >= 0 && answer != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
    return synchronised ? ClockSource::kSynchronised : ClockSource::kSystem;
  }
};

}  // namespace

std::string_view ClockSourceName(ClockSource source) {
  return source == ClockSource::kSynchronised ? "synchronised" : "system";
}

const Clock& SystemClock() {
  static const RealClock& clock = *new RealClock;  // never destroyed: threads may outlive main
  return clock;
}

}  // namespace lynceus
