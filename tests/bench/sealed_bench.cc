// What sealing costs: bodies a second on one thread, and durable sealed records a second by 1, 8,
// 64 and 128 callers, with what a caller waits. While one half waits for a sync the other seals, so
// a group is about half of them.
//   sealed_bench DIR    a directory that does not exist yet, on the disk to be measured
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "lib/audit/log_files.h"
#include "lib/base/digest.h"
#include "lib/base/file.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/review/record_log.h"

namespace lynceus {
namespace {

using Steady = std::chrono::steady_clock;

void Require(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s\n", ErrorText(status).c_str());
  std::exit(1);
}

double MicrosSince(Steady::time_point begin) {
  return std::chrono::duration<double, std::micro>(Steady::now() - begin).count();
}

screening::Outcome Clear() {
  screening::Outcome outcome{.score_min = 7'000};
  outcome.core.decision = Decision::kClear;
  outcome.core.snapshot = ToHex(Sha256Of("snapshot"));
  outcome.core.rules = ToHex(Sha256Of("rules"));
  outcome.core.engine = "lynceus 0.1.0";
  outcome.core.preset = "default";
  return outcome;
}

// With digits in its address that no compression takes, so that a record takes about 1 KiB.
const Counterparty& Asked() {
  static const auto& asked = *[] {
    auto* made = new Counterparty{.id = "c-1", .names = {"Zebulon Quixworth"}};
    std::string address;
    for (int i = 0; i < 13; ++i) address += ToHex(Sha256Of(std::to_string(i)));
    made->addresses.push_back(address);
    return made;
  }();
  return asked;
}

void SealAlone(const review::LogPlace& place) {
  const auto sealer =
      audit::BodySealer::Open(place.directory, review::MasterKeyOf(place), SystemRandom());
  Require(sealer.status());
  constexpr int kBodies = 100'000;
  const auto begin = Steady::now();
  std::size_t bytes = 0;
  for (int i = 0; i < kBodies; ++i) {
    review::Draft draft = review::DraftScreening(Asked(), Clear());
    Require(review::Commit(SystemRandom(), draft.body, draft.leaf));
    const auto plain = review::EncodeBody(draft.body);
    Require(plain.status());
    const auto sealed = (*sealer)->Seal("2000-bench", *plain);
    Require(sealed.status());
    bytes += sealed->size();
  }
  const double micros = MicrosSince(begin);
  std::printf("made, compressed and sealed on one thread: %.0f bodies/s, %.1f us each, %zu bytes\n",
              kBodies / (micros / 1e6), micros / kBodies, bytes / kBodies);
}

void Record(review::RecordLog& log, std::size_t callers) {
  constexpr std::size_t kRecords = 64'000;
  const std::size_t each = kRecords / callers / (callers == 1 ? 16 : 1);
  const screening::Outcome outcome = Clear();
  std::vector<std::vector<double>> waits(callers);
  std::vector<std::thread> threads;
  const auto begin = Steady::now();
  for (std::size_t t = 0; t < callers; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < each; ++i) {
        const auto one = Steady::now();
        Require(log.recorder().Record(Asked(), outcome, {.name = "bench"}).status());
        waits[t].push_back(MicrosSince(one));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double seconds = MicrosSince(begin) / 1e6;
  std::vector<double> all;
  for (const std::vector<double>& of : waits) all.insert(all.end(), of.begin(), of.end());
  std::sort(all.begin(), all.end());
  std::printf("%3zu callers: %.0f durable sealed records/s, p50 %.0f us, p99 %.0f us\n", callers,
              static_cast<double>(all.size()) / seconds, all[all.size() / 2],
              all[all.size() * 99 / 100]);
}

}  // namespace
}  // namespace lynceus

int main(int count, char** words) {
  if (count != 2) {
    std::fputs("usage: sealed_bench DIR\n", stderr);
    return 2;
  }
  const lynceus::review::LogPlace place{.directory = words[1]};
  lynceus::Require(lynceus::review::InitRecordLog({.directory = place.directory, .origin = "bench"},
                                                  "", lynceus::SystemRandom())
                       .status());
  lynceus::SealAlone(place);
  const auto log =
      lynceus::review::RecordLog::Open(place, lynceus::SystemClock(), lynceus::SystemRandom());
  lynceus::Require(log.status());
  const auto before = lynceus::FileSize(lynceus::audit::JournalPath(place.directory));
  lynceus::Require(before.status());
  for (const std::size_t callers :
       {std::size_t{1}, std::size_t{8}, std::size_t{64}, std::size_t{128}}) {
    lynceus::Record(**log, callers);
  }
  const auto after = lynceus::FileSize(lynceus::audit::JournalPath(place.directory));
  lynceus::Require(after.status());
  std::printf("%llu bytes of journal a record\n",
              static_cast<unsigned long long>((*after - *before) / (*log)->log().size()));
  return 0;
}
