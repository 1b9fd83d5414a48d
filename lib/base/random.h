#pragma once
// Randomness as an argument: salts and keys come through this interface so that a test can repeat
// them.

#include <cstdint>
#include <span>

#include "absl/status/status.h"

namespace lynceus {

// Thread-safe.
class RandomSource {
 public:
  virtual ~RandomSource() = default;
  // Fills `bytes`. Errors: Internal where the system has no randomness to give.
  virtual absl::Status Fill(std::span<std::uint8_t> bytes) = 0;
};

// Returns the operating system's cryptographic source; lives for the whole program.
RandomSource& SystemRandom();

// SplitMix64: a small deterministic generator for tests, samples and fuzz drivers. Not for secrets.
// Thread-compatible.
class SeededRandom final : public RandomSource {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  std::uint64_t Next();
  // Returns a number in [0, bound). REQUIRES: bound > 0.
  std::uint64_t Below(std::uint64_t bound) { return Next() % bound; }
  absl::Status Fill(std::span<std::uint8_t> bytes) override;

 private:
  std::uint64_t state_;
};

}  // namespace lynceus
