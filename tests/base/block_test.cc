// Scalars, varints and the cursor over damaged bytes.

#include "lib/base/block.h"

#include <gtest/gtest.h>

#include <limits>

#include "lib/base/random.h"
#include "tests/support/status_matchers.h"

namespace lynceus {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;

ByteCursor CursorOver(const std::string& bytes) {
  return ByteCursor(std::as_bytes(std::span(bytes)));
}

TEST(ScalarsTest, AreLittleEndian) {
  std::string bytes;
  AppendU16(bytes, 0x0102);
  AppendU32(bytes, 0x03040506);
  AppendU64(bytes, 0x0708090A0B0C0D0Eu);
  EXPECT_EQ(bytes, "\x02\x01\x06\x05\x04\x03\x0E\x0D\x0C\x0B\x0A\x09\x08\x07");
  const auto* const at = reinterpret_cast<const std::byte*>(bytes.data());
  EXPECT_EQ(LoadU16(at), 0x0102);
  EXPECT_EQ(LoadU32(at + 2), 0x03040506u);
  EXPECT_EQ(LoadU64(at + 6), 0x0708090A0B0C0D0Eu);
}

TEST(ScalarsTest, HighBytesDoNotSpread) {
  std::string bytes;
  AppendU64(bytes, std::numeric_limits<std::uint64_t>::max());
  const auto* const at = reinterpret_cast<const std::byte*>(bytes.data());
  EXPECT_EQ(LoadU16(at), 0xFFFF);
  EXPECT_EQ(LoadU32(at), 0xFFFFFFFFu);
  EXPECT_EQ(LoadU64(at), 0xFFFFFFFFFFFFFFFFu);
}

TEST(VarintTest, Table) {
  const struct {
    std::uint64_t value;
    std::string bytes;
  } rows[] = {
      {0, std::string(1, '\0')},
      {127, "\x7F"},
      {128, "\x80\x01"},
      {300, "\xAC\x02"},
      {std::numeric_limits<std::uint64_t>::max(), "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"}};
  for (const auto& row : rows) {
    std::string bytes;
    AppendVarint(bytes, row.value);
    EXPECT_EQ(bytes, row.bytes);
    ByteCursor cursor = CursorOver(bytes);
    EXPECT_EQ(cursor.Varint(), row.value);
    EXPECT_TRUE(cursor.ok());
    EXPECT_TRUE(cursor.done());
  }
}

TEST(VarintTest, RefusesEveryOtherFormOfAValue) {
  const struct {
    const char* why;
    std::string bytes;
  } rows[] = {
      {"zero in two bytes", std::string("\x80\x00", 2)},
      {"one in three bytes", std::string("\x81\x80\x00", 3)},
      {"65 bits", "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02"},
      {"eleven bytes", "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x81\x01"},
      {"ten bytes that end in zero", std::string("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x00", 10)},
      {"cut off", "\x80"},
      {"empty", ""},
  };
  for (const auto& row : rows) {
    ByteCursor cursor = CursorOver(row.bytes);
    EXPECT_EQ(cursor.Varint(), 0u) << row.why;
    EXPECT_FALSE(cursor.ok()) << row.why;
    EXPECT_TRUE(cursor.done()) << row.why;
  }
}

TEST(VarintTest, EveryWidthComesBack) {
  SeededRandom random(11);
  for (unsigned bits = 1; bits <= 64; ++bits) {
    const std::uint64_t value = random.Next() >> (64 - bits);
    std::string bytes;
    AppendVarint(bytes, value);
    EXPECT_LE(bytes.size(), 10u);
    ByteCursor cursor = CursorOver(bytes);
    EXPECT_EQ(cursor.Varint(), value);
    EXPECT_TRUE(cursor.ok() && cursor.done());
  }
}

std::string SampleMessage() {
  std::string bytes = "\x07";
  AppendU16(bytes, 513);
  AppendU32(bytes, 70'000);
  AppendU64(bytes, 1ull << 40);
  AppendField(bytes, std::string(200, 'n'));
  AppendVarint(bytes, 1'000'000);
  AppendField(bytes, "");
  return bytes;
}

// Reads what SampleMessage wrote; true where all of it was there.
bool ReadSample(ByteCursor& cursor) {
  bool same = cursor.U8() == 7;
  same &= cursor.U16() == 513;
  same &= cursor.U32() == 70'000;
  same &= cursor.U64() == 1ull << 40;
  same &= cursor.Field() == std::string(200, 'n');
  same &= cursor.Varint() == 1'000'000;
  same &= cursor.Field().empty();
  return same;
}

TEST(ByteCursorTest, ReadsWhatWasWritten) {
  const std::string bytes = SampleMessage();
  ByteCursor cursor = CursorOver(bytes);
  EXPECT_TRUE(ReadSample(cursor));
  EXPECT_TRUE(cursor.ok());
  EXPECT_TRUE(cursor.done());
}

TEST(ByteCursorTest, EveryTruncationIsNoticed) {
  const std::string whole = SampleMessage();
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const std::string bytes = whole.substr(0, length);
    ByteCursor cursor = CursorOver(bytes);
    ReadSample(cursor);
    EXPECT_FALSE(cursor.ok()) << "cut at " << length;
    EXPECT_TRUE(cursor.done());
    EXPECT_EQ(cursor.U32(), 0u);
    EXPECT_TRUE(cursor.Raw(0).empty());
    EXPECT_FALSE(cursor.ok());
  }
}

TEST(ByteCursorTest, RandomBytesNeverReadPastTheEnd) {
  SeededRandom random(12);
  for (int round = 0; round < 5'000; ++round) {
    std::string bytes(random.Below(24), '\0');
    for (char& c : bytes) c = static_cast<char>(random.Next() & 0xFF);
    ByteCursor cursor = CursorOver(bytes);
    std::size_t taken = 0;
    while (!cursor.done()) taken += cursor.Field().size() + 1;
    EXPECT_LE(taken, bytes.size() + 1);
  }
}

TEST(ByteCursorTest, AFieldLongerThanMemoryIsRefused) {
  std::string bytes;
  AppendVarint(bytes, std::numeric_limits<std::uint64_t>::max());
  bytes += "abc";
  ByteCursor cursor = CursorOver(bytes);
  EXPECT_TRUE(cursor.Field().empty());
  EXPECT_FALSE(cursor.ok());
}

TEST(MemoryBlocksTest, GivesWhatItTook) {
  MemoryBlocks blocks;
  EXPECT_THAT(blocks.Append("hello "), IsOk());
  EXPECT_THAT(blocks.Append("world"), IsOk());
  EXPECT_EQ(blocks.size(), 11u);
  const auto bytes = blocks.Bytes(4, 3);
  ASSERT_THAT(bytes, IsOk());
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size()), "o w");
  EXPECT_THAT(blocks.Bytes(11, 0), IsOk());
  EXPECT_THAT(blocks.Bytes(12, 0), StatusIs(absl::StatusCode::kOutOfRange));
  EXPECT_THAT(blocks.Bytes(5, 7), StatusIs(absl::StatusCode::kOutOfRange));
  EXPECT_THAT(blocks.Bytes(5, std::numeric_limits<std::uint64_t>::max()),
              StatusIs(absl::StatusCode::kOutOfRange));
}

}  // namespace
}  // namespace lynceus
