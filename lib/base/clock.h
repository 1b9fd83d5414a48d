#pragma once
// Time as an argument: nothing below server/, client/ and review reads the clock, and those read it
// through this interface so that tests own the time.

#include <cstdint>
#include <memory>

namespace lynceus {

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  // Microseconds since 1970-01-01T00:00:00Z.
  virtual std::int64_t NowUnixMicros() const = 0;
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
