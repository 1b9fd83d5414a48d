// Says what is wrong with a log after a crash, in words.
#include "tests/audit/crash_log.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>

#include "lib/audit/fsck.h"
#include "lib/audit/match_log.h"
#include "lib/base/random.h"
#include "lib/base/status.h"

namespace lynceus::audit {
namespace {

LogOptions Options() { return {.settle_records = 256}; }  // as append_records

absl::Status NoCheck(std::uint64_t /*index*/, const std::string& /*leaf*/,
                     const std::string& /*body*/) {
  return absl::OkStatus();
}

std::string CheckRecords(MatchLog& log, Ledger& ledger) {
  std::set<std::string> leaves;
  for (std::uint64_t i = 0; i < log.size(); ++i) {
    const auto leaf = log.Leaf(i);
    if (!leaf.ok()) return ErrorText(leaf.status());
    if (!leaves.insert(*leaf).second) return *leaf + " is there twice";
    const auto entry = ledger.entries().find(i);
    if (entry != ledger.entries().end() && entry->second != *leaf) {
      return entry->second + " was acknowledged, " + *leaf + " is there";
    }
  }
  if (ledger.entries().empty() || ledger.entries().rbegin()->first < log.size()) return "";
  return "record " + std::to_string(ledger.entries().rbegin()->first) +
         " was acknowledged, the log holds " + std::to_string(log.size());
}

std::string CheckFsck(const std::string& directory, bool after) {
  const auto report = Fsck(directory, "", false);
  if (!report.ok()) return ErrorText(report.status());
  for (const Fault& fault : report->faults) {
    if (fault.kind == FaultKind::kDamage || (after && fault.kind != FaultKind::kLeftOver)) {
      return "fsck: " + fault.detail.subject + ": " + fault.detail.cause;
    }
  }
  return "";
}

}  // namespace

void Ledger::Add(const std::string& lines) {
  std::istringstream in(lines.substr(0, lines.rfind('\n') + 1));
  std::uint64_t index = 0;
  std::string leaf;
  while (in >> index >> leaf) {
    EXPECT_TRUE(entries_.emplace(index, leaf).second) << "index " << index << " was given twice";
  }
  EXPECT_TRUE(in.eof()) << lines;
}

void MakeCrashLog(const std::string& directory, std::uint64_t records, Ledger& ledger) {
  SeededRandom random(1);
  ASSERT_TRUE(InitLog({.directory = directory, .origin = "test/log"}, random).ok());
  const auto log = MatchLog::Open(directory, Options());
  ASSERT_TRUE(log.ok());
  for (std::uint64_t i = 0; i < records; ++i) {
    const std::string leaf = "first/" + std::to_string(i);
    ASSERT_TRUE((*log)->Append(leaf, "body").ok());
    ledger.Add(std::to_string(i) + " " + leaf + "\n");
  }
}

std::string WhatIsWrong(const std::string& directory, Ledger& ledger) {
  if (std::string wrong = CheckFsck(directory, false); !wrong.empty()) return wrong;
  {
    const auto log = MatchLog::Open(directory, Options());
    if (!log.ok()) return ErrorText(log.status());
    if (std::string wrong = CheckRecords(**log, ledger); !wrong.empty()) return wrong;
    const std::string leaf = "after/" + std::to_string((*log)->size());
    const auto index = (*log)->Append(leaf, "body");
    if (!index.ok()) return ErrorText(index.status());
    ledger.Add(std::to_string(*index) + " " + leaf + "\n");
  }
  if (std::string wrong = CheckFsck(directory, true); !wrong.empty()) return wrong;
  const auto verified = VerifyLog(directory, "", NoCheck);
  return verified.ok() ? "" : ErrorText(verified.status());
}

void ExpectNothingLost(const std::string& directory, Ledger& ledger) {
  EXPECT_EQ(WhatIsWrong(directory, ledger), "");
}

bool IsLongForm() { return std::getenv("LYNCEUS_CRASH_LONG") != nullptr; }

}  // namespace lynceus::audit
