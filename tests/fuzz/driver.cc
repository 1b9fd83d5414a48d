// Runs a fuzz target without libFuzzer: seeds of its own, changed by a seeded generator. g++ has no
// libFuzzer; with clang and LYNCEUS_FUZZ=ON the same targets link the real one instead.
//   TARGET [-runs=N] [-seed=N]
// The input that ended the process is written to the standard error stream, in hex.
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "lib/base/random.h"
#include "tests/fuzz/target.h"

namespace lynceus::fuzz {
namespace {

std::string Changed(std::string input, SeededRandom& random) {
  const std::uint64_t changes = 1 + random.Below(6);
  for (std::uint64_t i = 0; i < changes; ++i) {
    const std::size_t at = input.empty() ? 0 : random.Below(input.size());
    const std::uint64_t kind = random.Below(5);
    const char byte = static_cast<char>(random.Below(256));
    if (input.empty() || kind == 0) {
      input.insert(input.begin() + static_cast<std::ptrdiff_t>(at), byte);
    } else if (kind == 1) {
      input[at] = byte;
    } else if (kind == 2) {
      input.erase(at, 1 + random.Below(8));
    } else if (kind == 3) {
      input.insert(at, input.substr(random.Below(input.size()), random.Below(16)));
    } else {
      input.resize(at);
    }
  }
  return input;
}

std::string current_input;

// Runs inside of a signal: only write() and the like.
extern "C" void ShowInput(int signal) {
  constexpr char kDigits[] = "0123456789abcdef";
  for (const char c : current_input) {
    const unsigned byte = static_cast<unsigned char>(c);
    const char hex[2] = {kDigits[byte >> 4], kDigits[byte & 15]};
    if (write(STDERR_FILENO, hex, sizeof hex) < 0) break;
  }
  std::signal(signal, SIG_DFL);
  raise(signal);
}

std::uint64_t Option(int argc, char** argv, const std::string& name, std::uint64_t otherwise) {
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word.starts_with(name)) return std::strtoull(word.c_str() + name.size(), nullptr, 10);
  }
  return otherwise;
}

int Run(int argc, char** argv) {
  const std::uint64_t runs = Option(argc, argv, "-runs=", 2'000);
  const std::uint64_t seed = Option(argc, argv, "-seed=", 1);
  SeededRandom random(seed);
  const std::vector<std::string> seeds = Seeds();
  for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGBUS}) std::signal(signal, ShowInput);
  for (std::uint64_t run = 0; run < runs; ++run) {
    const std::string& start = seeds[run % seeds.size()];
    current_input = run < seeds.size() ? start : Changed(start, random);
    Check(current_input);
  }
  std::printf("%llu runs, seed %llu: no failure\n", static_cast<unsigned long long>(runs),
              static_cast<unsigned long long>(seed));
  return 0;
}

}  // namespace
}  // namespace lynceus::fuzz

int main(int argc, char** argv) { return lynceus::fuzz::Run(argc, argv); }
