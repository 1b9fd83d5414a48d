// Randomness: getrandom(2), and SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom
// number generators", OOPSLA 2014).

#include "lib/base/random.h"

#include <openssl/crypto.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <system_error>

#include "lib/base/status.h"

namespace lynceus {
namespace {

absl::Status FillByKernel(std::span<std::uint8_t> bytes) {
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

// What a thread has in hand. A record takes five small pieces, and a call of the kernel for each
// was a fifth of what making a record costs. What was given out is wiped at once, so that memory
// holds no key that was used. A child of a fork would give out the same bytes: this program's
// children only exec.
struct Pool {
  std::array<std::uint8_t, 1'024> bytes{};
  std::size_t used = sizeof(bytes);
};

class OperatingSystemRandom final : public RandomSource {
 public:
  absl::Status Fill(std::span<std::uint8_t> bytes) override {
    thread_local Pool pool;
    if (bytes.size() > pool.bytes.size()) return FillByKernel(bytes);
    if (bytes.size() > pool.bytes.size() - pool.used) {
      pool.used = pool.bytes.size();  // where the kernel fails, nothing is in hand
      LYNCEUS_RETURN_IF_ERROR(FillByKernel(pool.bytes));
      pool.used = 0;
    }
    const auto piece = std::span(pool.bytes).subspan(pool.used, bytes.size());
    std::copy(piece.begin(), piece.end(), bytes.begin());
    OPENSSL_cleanse(piece.data(), piece.size());
    pool.used += bytes.size();
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
