// How fast the match log makes records durable, and what it adds to an answer: callers append
// records of a leaf of 400 bytes and a body of 1 KiB; beside them what the disk itself takes for
// one write and fdatasync of as many bytes.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "lib/audit/match_log.h"
#include "lib/base/file.h"
#include "lib/base/status.h"

namespace lynceus {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kLeafBytes = 400;
constexpr std::size_t kBodyBytes = 1'024;

double Millis(Clock::duration time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

template <typename T>
T Must(absl::StatusOr<T> result) {
  if (result.ok()) return *std::move(result);
  std::fprintf(stderr, "%s\n", ErrorText(result.status()).c_str());
  std::exit(1);
}

double Percentile(std::vector<double>& sorted, std::size_t percent) {
  return sorted[std::min(sorted.size() - 1, sorted.size() * percent / 100)];
}

void Print(const char* what, std::size_t at_once, std::vector<double> millis, double seconds) {
  std::sort(millis.begin(), millis.end());
  std::printf("%-22s %4zu at once  %9.0f records/s  p50 %7.3f ms  p99 %7.3f ms\n", what, at_once,
              static_cast<double>(millis.size()) / seconds, Percentile(millis, 50),
              Percentile(millis, 99));
}

// Writes and syncs of `at_once` records' bytes, one after the other.
void BenchDisk(const std::string& directory, std::size_t at_once, std::size_t rounds) {
  const std::string path = JoinPath(directory, "floor");
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const std::string bytes(at_once * (kLeafBytes + kBodyBytes + 24), 'x');
  std::vector<double> millis;
  const auto begin = Clock::now();
  for (std::size_t i = 0; i < rounds; ++i) {
    const auto start = Clock::now();
    const auto offset = static_cast<off_t>(i * bytes.size());
    if (pwrite(file, bytes.data(), bytes.size(), offset) < 0 || fdatasync(file) != 0) std::exit(1);
    millis.insert(millis.end(), at_once, Millis(Clock::now() - start));
  }
  Print("write + fdatasync", at_once, std::move(millis), Millis(Clock::now() - begin) / 1e3);
  close(file);
  unlink(path.c_str());
}

void BenchLog(audit::MatchLog& log, std::size_t callers, std::size_t records_each) {
  std::vector<std::vector<double>> millis(callers);
  std::vector<std::thread> threads;
  const auto begin = Clock::now();
  for (std::size_t caller = 0; caller < callers; ++caller) {
    threads.emplace_back([&, caller] {
      const std::string leaf(kLeafBytes, static_cast<char>('a' + caller % 26));
      const std::string body(kBodyBytes, 'b');
      for (std::size_t i = 0; i < records_each; ++i) {
        const auto start = Clock::now();
        Must(log.Append(leaf, body));
        millis[caller].push_back(Millis(Clock::now() - start));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double seconds = Millis(Clock::now() - begin) / 1e3;
  std::vector<double> all;
  for (const auto& each : millis) all.insert(all.end(), each.begin(), each.end());
  Print("match log, callers", callers, std::move(all), seconds);
  const auto start = Clock::now();
  Must(log.Checkpoint());
  std::printf("%-22s %7.3f ms until the checkpoint covers the last record\n", "",
              Millis(Clock::now() - start));
}

int Run(const std::string& directory, std::size_t rounds) {
  Must(audit::InitLog({.directory = directory, .origin = "bench/log", .demo_key = true},
                      SystemRandom()));
  {
    const auto log = Must(audit::MatchLog::Open(directory));
    for (const std::size_t callers : {std::size_t{1}, std::size_t{8}, std::size_t{64}}) {
      BenchDisk(directory, callers, rounds);
      BenchLog(*log, callers, rounds);
    }
    BenchLog(*log, 256, rounds);
  }
  const auto start = Clock::now();
  const auto log = Must(audit::MatchLog::Open(directory));
  std::printf("opened %llu records in %.1f ms\n", static_cast<unsigned long long>(log->size()),
              Millis(Clock::now() - start));
  return 0;
}

}  // namespace
}  // namespace lynceus

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: match_log_bench NEW_DIRECTORY [RECORDS_EACH]\n");
    return 2;
  }
  return lynceus::Run(argv[1], argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 2'000);
}
