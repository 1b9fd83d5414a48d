// Memory does not grow with a file: what the loaders of the two forms that come in gigabytes hold
// beside what they give, at sizes four times one another. The files are made by the scripts that
// make those of full size (make_ofac_advanced.py, make_ftm.py). Skipped without Python, and where
// the heap cannot be asked how much is in use (under a sanitizer).

#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <string>

#include "lib/base/file.h"
#include "lib/sources/loader.h"
#include "tests/sources/python_script.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::sources {
namespace {

std::size_t HeapInUse() {
  const struct mallinfo2 info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
}

// Keeps nothing; notes the most that was in use whenever a record was given.
class WatchingSink final : public RecordSink {
 public:
  absl::Status AddEntity(Entity) override { return Watch(); }
  absl::Status AddDesignation(Designation) override { return Watch(); }
  absl::Status AddInterest(Interest) override { return Watch(); }
  absl::Status AddFragment(UnparsedFragment) override { return Watch(); }

  std::size_t records = 0;
  std::size_t peak = 0;

 private:
  absl::Status Watch() {
    // Asking walks over the free blocks: not every time.
    if (records++ % 64 == 0) peak = std::max(peak, HeapInUse());
    return absl::OkStatus();
  }
};

struct Held {
  std::size_t file_bytes = 0;
  std::size_t bytes = 0;  // more than before the load
  std::size_t records = 0;
};

// Loads a file of `megabytes` that `script` makes.
void Measure(const std::string& script, int megabytes, Held& held) {
  const support::TempDir dir;
  const std::string path = dir / "list";
  const ScriptResult made = RunScript(script, path + " " + std::to_string(megabytes));
  ASSERT_EQ(made.exit_status, 0) << made.output;
  const auto content = ReadFile(path);
  ASSERT_THAT(content, support::IsOk());
  held.file_bytes = content->size();
  const auto groups = GroupFiles({ParseInputFile(path)});
  ASSERT_THAT(groups, support::IsOk());
  WatchingSink sink;
  const std::size_t before = HeapInUse();
  ASSERT_THAT(LoadGroup(groups->front(), sink), support::IsOk());
  held.bytes = sink.peak - std::min(sink.peak, before);
  held.records = sink.records;
}

// Held bytes may grow by a share of the bytes that the file grew by: ids and tables, never records.
void ExpectBounded(const std::string& script, double share_max) {
  if (!CanRunScripts()) GTEST_SKIP() << "needs python3 and LYNCEUS_SOURCE_DIR";
  if (HeapInUse() == 0) GTEST_SKIP() << "the heap does not say how much is in use";
  Held small;
  Held large;
  ASSERT_NO_FATAL_FAILURE(Measure(script, 3, small));
  ASSERT_NO_FATAL_FAILURE(Measure(script, 12, large));
  ASSERT_GT(large.file_bytes, 3 * small.file_bytes);
  ASSERT_GT(large.records, 3 * small.records);
  const auto grown = static_cast<double>(large.bytes) - static_cast<double>(small.bytes);
  const auto file = static_cast<double>(large.file_bytes - small.file_bytes);
  ::testing::Test::RecordProperty("held_small", static_cast<int>(small.bytes));
  ::testing::Test::RecordProperty("held_large", static_cast<int>(large.bytes));
  EXPECT_LE(grown / file, share_max) << small.bytes << " and " << large.bytes << " bytes held";
}

// Entries come last, parties in the middle: what waits is what stands outside of the parties.
TEST(LargeFilesTest, OfacAdvanced) { ExpectBounded("make_ofac_advanced.py", 0.40); }

// Addresses wait, up to limits::kHeldAddressesBytesMax, which is beyond this size: it is the share
// of a file that is smaller. Each record leaves some bytes besides.
TEST(LargeFilesTest, FollowTheMoney) { ExpectBounded("make_ftm.py", 0.45); }

}  // namespace
}  // namespace lynceus::sources
