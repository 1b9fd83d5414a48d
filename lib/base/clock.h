#pragma once
// Time as an argument: nothing below server/, client/ and review reads the clock, and those read it
// through this interface so that tests own the time.

#include <cstdint>
#include <memory>
#include <string_view>

namespace lynceus {

// What stands behind a clock's time.
enum class ClockSource : std::uint8_t {
  kSystem = 0,        // the machine's own clock, of which nothing more is known
  kSynchronised = 1,  // the kernel says that it is disciplined by a time source (adjtimex(2))
};
std::string_view ClockSourceName(ClockSource source);  // "system", "synchronised"

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  // Microseconds since 1970-01-01T00:00:00Z.
  virtual std::int64_t NowUnixMicros() const = 0;
  // As of this call. Cost: a system call.
  virtual ClockSource source() const { return ClockSource::kSystem; }
};

// Returns the system's real-time clock; the object lives for the whole program.
const Clock& SystemClock();

// A clock that stands still until told. Thread-safe.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(std::int64_t unix_micros) : unix_micros_(unix_micros) {}
  std::int64_t NowUnixMicros() const override { return unix_micros_; }

 private:
  const std::int64_t unix_micros_;
};

}  // namespace lynceus
