// Randomness: getrandom(2), and SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom
// number generators", OOPSLA 2014).

#include "lib/base/random.h"

#include <sys/random.h>

#include <cerrno>
#include <cstddef>
#include <system_error>

#include "lib/base/status.h"

namespace lynceus {
namespace {

class OperatingSystemRandom final : public RandomSource {
 public:
  absl::Status Fill(std::span<std::uint8_t> bytes) override {
    while (!bytes.empty()) {
      const ssize_t filled = ::getrandom(bytes.data(), bytes.size(), 0);
      if (filled < 0 && errno == EINTR) continue;
      if (filled <= 0) {
        return InternalError({.subject = "getrandom",
                              .cause = std::generic_category().message(errno),
                              .remedy = "check the machine's kernel"});
      }
      bytes = bytes.subspan(static_cast<std::size_t>(filled));
    }
    return absl::OkStatus();
  }
};

}  // namespace

RandomSource& SystemRandom() {
  static RandomSource& random = *new OperatingSystemRandom;
  return random;
}

std::uint64_t SeededRandom::Next() {
  state_ += 0x9E3779B97F4A7C15u;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
  return mixed ^ (mixed >> 31);
}

absl::Status SeededRandom::Fill(std::span<std::uint8_t> bytes) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    word = i % 8 == 0 ? Next() : word >> 8;
    bytes[i] = static_cast<std::uint8_t>(word & 0xFF);
  }
  return absl::OkStatus();
}

}  // namespace lynceus
