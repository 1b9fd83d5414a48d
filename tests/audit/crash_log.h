#pragma once
// Logs for tests that take a writer's life or disk: made, written by the program append_records,
// and held against a ledger of what was acknowledged.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace lynceus::audit {

// Every leaf that was acknowledged, by its index. An index that is acknowledged twice, or a line
// that is cut, is a failure of the test.
class Ledger {
 public:
  // Reads lines "INDEX LEAF"; a last line without an end was not written whole and says nothing.
  void Add(const std::string& lines);
  const std::map<std::uint64_t, std::string>& entries() const { return entries_; }

 private:
  std::map<std::uint64_t, std::string> entries_;
};

// A log of `records` acknowledged records, all in `ledger`.
void MakeCrashLog(const std::string& directory, std::uint64_t records, Ledger& ledger);

// Expects of a log whose writer ended in any way: fsck finds no damage; it opens, with every
// acknowledged leaf at its index and no leaf twice; another record can be appended; it is sound and
// verifies. Adds that record to the ledger.
void ExpectNothingLost(const std::string& directory, Ledger& ledger);

// What is wrong with it, "" for nothing: the same, for tests that expect something wrong.
std::string WhatIsWrong(const std::string& directory, Ledger& ledger);

// True where the long forms of these tests are asked for (LYNCEUS_CRASH_LONG).
bool IsLongForm();

}  // namespace lynceus::audit
