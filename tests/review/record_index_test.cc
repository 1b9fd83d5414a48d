// The record index against a scan of the records themselves: every filter, growth, sealed and
// erased records, damage.
//
// LYNCEUS_INDEX_RECORDS=N also makes an index of N invented records and says what queries cost.

#include "lib/review/record_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "tests/review/recorded_world.h"
#include "tests/screening/demo_engine.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::review {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::lynceus::support::TempDir;
using ::testing::HasSubstr;

constexpr std::uint64_t kAll = ~std::uint64_t{0};
constexpr char kEntity[] = "ofac-sdn:34737";

MemoryRecords SomeRecords(std::size_t count) {
  MemoryRecords log = RecordQuestions(screening::DemoEngine(), count, 21);
  for (LogRecord& record : log.records) {
    if (record.index % 50 == 7) {
      record.leaf = {.kind = RecordKind::kSnapshotActivation,
                     .unix_micros = record.leaf.unix_micros,
                     .caller = "start",
                     .snapshot = record.leaf.snapshot};
      record.body = {};
    }
  }
  return log;
}

bool Matched(const LogRecord& record, const std::string& entity) {
  return record.body.answer_json.find("\"" + entity + "\"") != std::string::npos;
}

// What the filter selects, record by record.
std::vector<std::uint64_t> Scan(const MemoryRecords& log, const RecordFilter& filter) {
  std::vector<std::uint64_t> found;
  for (const LogRecord& record : log.records) {
    const Leaf& leaf = record.leaf;
    const bool fits = (!filter.from_unix_micros || leaf.unix_micros >= *filter.from_unix_micros) &&
                      (!filter.until_unix_micros || leaf.unix_micros < *filter.until_unix_micros) &&
                      (!filter.kind || leaf.kind == *filter.kind) &&
                      (!filter.decision ||
                       (leaf.kind == RecordKind::kScreen && leaf.decision == *filter.decision)) &&
                      (!filter.caller || leaf.caller == *filter.caller) &&
                      (!filter.legal_entity || leaf.legal_entity == *filter.legal_entity) &&
                      leaf.snapshot.starts_with(filter.snapshot);
    if (!fits) continue;
    if (!filter.entity.empty()) {
      const auto entities = EntitiesOf(record.body.answer_json);
      if (!entities.ok() || std::ranges::count(*entities, filter.entity) == 0) continue;
    }
    found.push_back(record.index);
  }
  return found;
}

class RecordIndexTest : public ::testing::Test {
 protected:
  IndexUpdate Update(const RecordReader& log, bool rebuild = false) {
    const auto update = UpdateRecordIndex(log, dir_ / "index", rebuild);
    EXPECT_THAT(update, IsOk());
    return update.value_or(IndexUpdate{});
  }
  FoundRecords Find(const RecordFilter& filter, std::uint64_t records_max = kAll) {
    const auto index = RecordIndex::Open(dir_ / "index");
    EXPECT_THAT(index, IsOk());
    const auto found = index->Find(filter, records_max);
    EXPECT_THAT(found, IsOk());
    return found.value_or(FoundRecords{});
  }

  const TempDir dir_;
};

std::vector<RecordFilter> Filters(const MemoryRecords& log) {
  const std::int64_t middle = log.records[log.size() / 2].leaf.unix_micros;
  const std::string snapshot = log.records[0].leaf.snapshot;
  return {{},
          {.from_unix_micros = middle},
          {.until_unix_micros = middle},
          {.from_unix_micros = middle, .until_unix_micros = middle + 600'000'000},
          {.from_unix_micros = middle * 2},
          {.kind = RecordKind::kSnapshotActivation},
          {.kind = RecordKind::kErasure},
          {.decision = Decision::kBlock},
          {.decision = Decision::kClear},
          {.caller = "payments"},
          {.caller = "nobody"},
          {.legal_entity = "bank-ee"},
          {.legal_entity = ""},
          {.snapshot = snapshot},
          {.snapshot = snapshot.substr(0, 8)},
          {.snapshot = "00"},
          {.entity = kEntity},
          {.entity = "nobody:1"},
          {.from_unix_micros = middle,
           .decision = Decision::kBlock,
           .caller = "payments",
           .entity = kEntity}};
}

TEST_F(RecordIndexTest, FindsWhatAScanFinds) {
  const MemoryRecords log = SomeRecords(700);
  EXPECT_EQ(Update(log).added, 700u);
  std::size_t selective = 0;
  for (const RecordFilter& filter : Filters(log)) {
    const auto expected = Scan(log, filter);
    const FoundRecords found = Find(filter);
    EXPECT_EQ(found.indexes, expected);
    EXPECT_EQ(found.total, expected.size());
    if (!expected.empty() && expected.size() < log.size()) ++selective;
    const FoundRecords few = Find(filter, 3);
    EXPECT_EQ(few.total, expected.size());
    EXPECT_EQ(few.indexes.size(), std::min<std::size_t>(3, expected.size()));
  }
  EXPECT_GE(selective, 9u);
}

TEST_F(RecordIndexTest, ListVersionsComeFromTheAnswers) {
  const MemoryRecords log = SomeRecords(60);
  Update(log);
  const std::size_t all = log.size();
  EXPECT_EQ(Find({.list_version = "UN-SC/UNSC@2026-11-01"}).total, all);
  EXPECT_EQ(Find({.list_version = "UN-SC/UNSC"}).total, all);
  EXPECT_EQ(Find({.list_version = "US-OFAC/SDN@undated"}).total, all);
  EXPECT_EQ(Find({.list_version = "UN-SC/UNSC@2026-10-01"}).total, 0u);
  EXPECT_EQ(Find({.list_version = "UN-SC/UN"}).total, 0u) << "a list's name is no beginning";
}

TEST_F(RecordIndexTest, GrowsWithTheLog) {
  const MemoryRecords whole = SomeRecords(300);
  MemoryRecords log = whole;
  for (const std::size_t size : {0u, 1u, 120u, 121u, 300u}) {
    log.records.assign(whole.records.begin(),
                       whole.records.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_EQ(Update(log).records, size);
  }
  for (const RecordFilter& filter : Filters(whole)) {
    EXPECT_EQ(Find(filter).indexes, Scan(whole, filter));
  }
  EXPECT_EQ(Update(whole).added, 0u);
}

TEST_F(RecordIndexTest, CannotTellWhatIsSealedAndSaysSo) {
  const MemoryRecords opened = SomeRecords(200);
  MemoryRecords log = opened;
  for (LogRecord& record : log.records) {
    record.state = BodyState::kSealed;
    record.body = {};
  }
  EXPECT_GT(Update(log).sealed, 50u);
  EXPECT_EQ(Find({.decision = Decision::kBlock}).indexes,
            Scan(log, {.decision = Decision::kBlock}));
  const auto index = RecordIndex::Open(dir_ / "index");
  ASSERT_THAT(index, IsOk());
  EXPECT_THAT(index->Find({.entity = kEntity}, kAll),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("master key")));
  EXPECT_THAT(index->Find({.list_version = "UN-SC/UNSC"}, kAll),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  // With the key at hand the next update opens them.
  EXPECT_EQ(Update(opened).sealed, 0u);
  EXPECT_EQ(Find({.entity = kEntity}).indexes, Scan(opened, {.entity = kEntity}));
}

// Whether any file of the index holds the row of this party and record.
bool HoldsRow(const std::string& directory, std::string_view entity) {
  const auto names = ListDirectory(directory);
  EXPECT_THAT(names, IsOk());
  for (const std::string& name : *names) {
    const std::string bytes = *ReadFile(JoinPath(directory, name));
    std::string hash;
    for (int shift = 0; shift < 64; shift += 8) {
      hash.push_back(static_cast<char>(EntityHash(entity) >> shift & 0xff));
    }
    if (bytes.find(hash) != std::string::npos) return true;
  }
  return false;
}

// Appends the record that erases record `index`, or where `bucket` is given that bucket.
void AddErasure(MemoryRecords& log, std::uint64_t index, const std::string& bucket) {
  LogRecord erasure{.index = log.size(), .state = BodyState::kOpened, .body = {}};
  erasure.leaf.kind = RecordKind::kErasure;
  erasure.leaf.unix_micros = log.records.back().leaf.unix_micros;
  if (bucket.empty()) {
    erasure.leaf.earlier = index;
  } else {
    erasure.leaf.request_id = BucketErasureId(bucket);
  }
  log.records.push_back(erasure);
}

TEST_F(RecordIndexTest, AnErasedRecordsPartiesVanish) {
  MemoryRecords log = SomeRecords(200);
  Update(log);
  EXPECT_TRUE(HoldsRow(dir_ / "index", kEntity));
  std::vector<std::uint64_t> gone;
  for (const LogRecord& record : log.records) {
    if (!Matched(record, kEntity)) continue;
    gone.push_back(record.index);
  }
  ASSERT_GT(gone.size(), 5u);
  for (const std::uint64_t index : gone) AddErasure(log, index, "");
  // The bodies can be opened still: their keys are destroyed after that is on record.
  EXPECT_EQ(Update(log).forgotten, gone.size());
  EXPECT_EQ(Find({.entity = kEntity}).total, 0u);
  EXPECT_EQ(Find({.erased = true}).indexes, gone);
  EXPECT_EQ(Find({}).erased, gone);
  EXPECT_EQ(Find({.erased = false}).total, log.size() - gone.size());
  EXPECT_FALSE(HoldsRow(dir_ / "index", kEntity)) << "it is in the bytes still";
  EXPECT_EQ(Find({.caller = "payments"}).indexes, Scan(log, {.caller = "payments"}))
      << "the record itself stays";
}

TEST_F(RecordIndexTest, WhatWasErasedBeforeItWasIndexedIsMarked) {
  MemoryRecords log = SomeRecords(200);
  AddErasure(log, 3, "");
  AddErasure(log, 0, BucketOf(log.records[0].leaf));
  std::vector<std::uint64_t> gone;
  for (const LogRecord& record : log.records) {
    if (record.index == 3 || BucketOf(record.leaf) == BucketOf(log.records[0].leaf)) {
      gone.push_back(record.index);
    }
  }
  ASSERT_GT(gone.size(), 20u);
  ASSERT_LT(gone.size(), log.size());
  Update(log);
  EXPECT_EQ(Find({.erased = true}).indexes, gone);
  std::vector<std::uint64_t> left;
  for (const std::uint64_t index : Scan(log, {.entity = kEntity})) {
    if (!std::ranges::binary_search(gone, index)) left.push_back(index);
  }
  EXPECT_EQ(Find({.entity = kEntity}).indexes, left);
}

// Sealed records are read again when the key is at hand; what was erased stays so.
TEST_F(RecordIndexTest, MarksOutliveTheOpeningOfSealedRecords) {
  MemoryRecords log = SomeRecords(100);
  const MemoryRecords opened = log;
  for (LogRecord& record : log.records) {
    record.state = BodyState::kSealed;
    record.body = {};
  }
  AddErasure(log, 5, "");
  Update(log);
  MemoryRecords later = opened;
  AddErasure(later, 5, "");
  EXPECT_EQ(Update(later).sealed, 0u);
  EXPECT_EQ(Find({.erased = true}).indexes, std::vector<std::uint64_t>{5});
}

TEST_F(RecordIndexTest, ForgetsAtOnceWhereItIsTold) {
  const MemoryRecords log = SomeRecords(200);
  ErasedRecords all;
  for (const LogRecord& record : log.records) all.AddRecord(record.index);
  EXPECT_THAT(ForgetErased(dir_ / "index", all), IsOk()) << "there is none";
  EXPECT_FALSE(PathExists(dir_ / "index"));
  Update(log);
  {
    const auto lock = FileLock::Acquire(dir_ / "index/lock");
    ASSERT_THAT(lock, IsOk());
    EXPECT_THAT(ForgetErased(dir_ / "index", all), StatusIs(absl::StatusCode::kUnavailable))
        << "an update is at work, and may write what was erased";
  }
  // What a killed update was writing.
  std::filesystem::copy(SegmentPath(dir_ / "index", 0), SegmentPath(dir_ / "index", 0) + ".new");
  ASSERT_THAT(ForgetErased(dir_ / "index", all), IsOk());
  EXPECT_EQ(Find({.erased = true}).total, log.size());
  EXPECT_FALSE(HoldsRow(dir_ / "index", kEntity));

  // What cannot be read cannot be told to forget: it goes, and is made again.
  Update(log, true);
  const std::string path = SegmentPath(dir_ / "index", 0);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  ASSERT_THAT(ForgetErased(dir_ / "index", all), IsOk());
  EXPECT_FALSE(PathExists(path));
  EXPECT_EQ(Update(log).added, log.size());
}

TEST_F(RecordIndexTest, FindsWhatFollowsUpARecord) {
  MemoryRecords log = SomeRecords(100);
  for (const std::uint64_t index : {20u, 40u, 99u}) log.records[index].leaf.earlier = 0;
  log.records[50].leaf.earlier = 20;
  Update(log);
  EXPECT_EQ(Find({.follows = 0}).indexes, (std::vector<std::uint64_t>{20, 40, 99}));
  EXPECT_EQ(Find({.follows = 20}).indexes, std::vector<std::uint64_t>{50});
  EXPECT_EQ(Find({.follows = 50}).total, 0u);
}

TEST_F(RecordIndexTest, AnIndexOfAnotherLogIsRefused) {
  const MemoryRecords log = SomeRecords(30);
  Update(log);
  MemoryRecords other = log;
  other.records[0].leaf.caller = "somebody else";
  EXPECT_THAT(UpdateRecordIndex(other, dir_ / "index", false),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  MemoryRecords shorter = log;
  shorter.records.pop_back();
  EXPECT_THAT(UpdateRecordIndex(shorter, dir_ / "index", false),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(Update(other, true).added, 30u) << "a rebuild asks nothing of what was there";
}

TEST_F(RecordIndexTest, DamageIsFound) {
  const MemoryRecords log = SomeRecords(30);
  Update(log);
  const std::string path = SegmentPath(dir_ / "index", 0);
  const std::string whole = *ReadFile(path);
  for (std::size_t at = 0; at < whole.size(); at += 37) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    std::filesystem::remove(path);
    { std::ofstream(path, std::ios::binary) << damaged; }
    const auto index = RecordIndex::Open(dir_ / "index");
    if (!index.ok()) continue;
    EXPECT_FALSE(index->Find({.caller = "payments"}, kAll).ok()) << "byte " << at;
  }
}

// --- size ----------------------------------------------------------------------------------------

IndexedRecord InventedRecord(std::uint64_t index, SeededRandom& random) {
  const std::uint64_t drawn = random.Below(1'000);
  IndexedRecord record{.unix_micros = static_cast<std::int64_t>(index) * 3'000'000,
                       .decision = drawn < 980   ? Decision::kClear
                                   : drawn < 998 ? Decision::kReview
                                                 : Decision::kBlock,
                       .caller = absl::StrCat("service-", random.Below(40)),
                       .legal_entity = absl::StrCat("bank-", random.Below(6)),
                       .snapshot = absl::StrCat("snapshot-", index / 30'000)};
  if (record.decision != Decision::kClear) {
    record.entities = {absl::StrCat("ofac-sdn:", random.Below(20'000)),
                       absl::StrCat("eu:", random.Below(20'000))};
  }
  return record;
}

TEST(RecordIndexSizeTest, SaysWhatALargeOneCosts) {
  const char* const said = std::getenv("LYNCEUS_INDEX_RECORDS");
  std::uint64_t count = 0;
  if (said == nullptr || !absl::SimpleAtoi(said, &count)) {
    GTEST_SKIP() << "LYNCEUS_INDEX_RECORDS is unset; it says how many records";
  }
  const char* const kept = std::getenv("LYNCEUS_INDEX_DIR");
  const TempDir dir;
  const std::string directory = kept == nullptr ? dir / "index" : std::string(kept);
  const auto now = [] { return std::chrono::steady_clock::now(); };
  const auto ms = [](auto span) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(span).count();
  };
  if (!PathExists(directory)) {
    ASSERT_THAT(MakeDirectories(directory), IsOk());
    const auto begin = now();
    SeededRandom random(1);
    for (std::uint64_t index = 0; index < count;) {
      SegmentBuilder builder(index, Sha256{});
      while (!builder.full() && index < count) builder.Add(InventedRecord(index++, random));
      for (std::uint64_t at = builder.first(); at < builder.end(); at += 1'000) {
        builder.SetLists(absl::StrCat("snapshot-", at / 30'000),
                         {absl::StrCat("US-OFAC/SDN@", at / 30'000)});
      }
      ASSERT_THAT(builder.Write(SegmentPath(directory, builder.first())), IsOk());
    }
    std::printf("made in %lld ms\n", static_cast<long long>(ms(now() - begin)));
  }
  const struct {
    const char* name;
    RecordFilter filter;
  } rows[] = {
      {"entity", {.entity = "ofac-sdn:777"}},
      {"hour", {.from_unix_micros = 3'600'000'000'000, .until_unix_micros = 3'603'600'000'000}},
      {"caller", {.caller = "service-7"}},
      {"decision", {.decision = Decision::kBlock}},
      {"snapshot", {.snapshot = "snapshot-100"}},
      {"list version", {.list_version = "US-OFAC/SDN@100"}},
      {"caller, decision, bank",
       {.decision = Decision::kBlock, .caller = "service-7", .legal_entity = "bank-3"}},
  };
  for (const auto& row : rows) {
    const auto begin = now();
    const auto index = RecordIndex::Open(directory);
    ASSERT_THAT(index, IsOk());
    const auto found = index->Find(row.filter, 100);
    ASSERT_THAT(found, IsOk());
    std::printf("%-24s %8llu records in %5lld ms (opened and found)\n", row.name,
                static_cast<unsigned long long>(found->total),
                static_cast<long long>(ms(now() - begin)));
    EXPECT_GT(found->total, 0u);
  }
}

}  // namespace
}  // namespace lynceus::review
