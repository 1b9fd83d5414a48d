// Damage by exhaustion: every single byte of a small sealed file, changed or cut, is found.
#include "lib/store/flat_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/base/random.h"
#include "tests/store/overwrite.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::store {
namespace {

using support::IsOk;
using support::StatusIs;
using ::testing::HasSubstr;

std::string RandomBytes(std::size_t size, std::uint64_t seed) {
  SeededRandom random(seed);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random.Next());
  return bytes;
}

std::string WriteFlat(const std::string& path, const std::string& content, std::size_t step) {
  const auto writer = FlatFileWriter::Create(path);
  EXPECT_THAT(writer, IsOk());
  for (std::size_t at = 0; at < content.size(); at += step) {
    EXPECT_THAT((*writer)->Append(content.substr(at, step)), IsOk());
  }
  EXPECT_EQ((*writer)->size(), content.size());
  const auto seal = (*writer)->Finish(/*durable=*/true);
  EXPECT_THAT(seal, IsOk());
  return ToHex(*seal);
}

std::string_view AsText(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST(FlatFileTest, EveryRangeReadsBack) {
  const support::TempDir dir;
  const std::vector<std::size_t> sizes = {
      0, 1, kFlatBlockBytes - 1, kFlatBlockBytes, kFlatBlockBytes + 1, 3 * kFlatBlockBytes + 77};
  for (const std::size_t size : sizes) {
    const std::string path = dir / ("f" + std::to_string(size));
    const std::string content = RandomBytes(size, size);
    const std::string seal = WriteFlat(path, content, 1'000);
    const auto file = FlatFile::Open(path);
    ASSERT_THAT(file, IsOk());
    EXPECT_EQ((*file)->size(), size);
    EXPECT_EQ(ToHex((*file)->seal()), seal);
    SeededRandom random(7);
    for (int round = 0; round < 50; ++round) {
      const std::uint64_t offset = random.Below(size + 1);
      const std::uint64_t length = random.Below(size - offset + 1);
      const auto bytes = (*file)->Bytes(offset, length);
      ASSERT_THAT(bytes, IsOk());
      EXPECT_EQ(AsText(*bytes), std::string_view(content).substr(offset, length));
    }
    EXPECT_THAT((*file)->Bytes(size, 1), StatusIs(absl::StatusCode::kOutOfRange));
    EXPECT_THAT((*file)->Bytes(~std::uint64_t{0}, 2), StatusIs(absl::StatusCode::kOutOfRange));
    EXPECT_THAT((*file)->Bytes(0, ~std::uint64_t{0}), StatusIs(absl::StatusCode::kOutOfRange));
  }
}

TEST(FlatFileTest, TheSealNamesTheContent) {
  const support::TempDir dir;
  const std::string content = RandomBytes(100'000, 1);
  const std::string seal = WriteFlat(dir / "a", content, 10);
  EXPECT_EQ(WriteFlat(dir / "b", content, 70'001), seal);
  std::string other = content;
  other[99'999] ^= 1;
  EXPECT_NE(WriteFlat(dir / "c", other, 10), seal);
}

// Opens the file and reads all of it.
absl::Status ReadAll(const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto file, FlatFile::Open(path));
  return file->Bytes(0, file->size()).status();
}

TEST(FlatFileTest, EveryChangedByteIsFound) {
  const support::TempDir dir;
  const std::string path = dir / "f";
  WriteFlat(path, RandomBytes(300, 3), 300);
  const std::string good = *ReadFile(path);
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] ^= 0x10;
    Overwrite(path, bad);
    const absl::Status status = ReadAll(path);
    const bool version_field = at >= good.size() - 48 && at < good.size() - 44;
    EXPECT_THAT(status, StatusIs(version_field ? absl::StatusCode::kFailedPrecondition
                                               : absl::StatusCode::kDataLoss))
        << at;
    EXPECT_THAT(std::string(status.message()), HasSubstr(path)) << at;
  }
  for (std::size_t size = 0; size < good.size(); ++size) {
    Overwrite(path, good.substr(0, size));
    EXPECT_FALSE(ReadAll(path).ok()) << size;
  }
}

TEST(FlatFileTest, OnlyTouchedBlocksAreChecked) {
  const support::TempDir dir;
  const std::string path = dir / "f";
  WriteFlat(path, RandomBytes(3 * kFlatBlockBytes, 3), 4'096);
  std::string bad = *ReadFile(path);
  bad[kFlatBlockBytes + 5] ^= 1;
  Overwrite(path, bad);
  const auto file = FlatFile::Open(path);
  ASSERT_THAT(file, IsOk());
  EXPECT_THAT((*file)->Bytes(0, kFlatBlockBytes), IsOk());
  EXPECT_THAT((*file)->Bytes(2 * kFlatBlockBytes, 10), IsOk());
  EXPECT_THAT((*file)->Bytes(kFlatBlockBytes - 1, 2),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("block 1 at byte 65536")));
  EXPECT_THAT((*file)->Bytes(kFlatBlockBytes, 1), StatusIs(absl::StatusCode::kDataLoss));
}

TEST(FlatFileTest, WhatIsNotFinishedGoesAway) {
  const support::TempDir dir;
  {
    const auto writer = FlatFileWriter::Create(dir / "f");
    ASSERT_THAT(writer, IsOk());
    ASSERT_THAT((*writer)->Append("half"), IsOk());
  }
  EXPECT_FALSE(PathExists(dir / "f"));
}

TEST(FlatFileTest, AnExistingFileIsNotOverwritten) {
  const support::TempDir dir;
  const std::string path = dir.Write("f", "mine");
  EXPECT_FALSE(FlatFileWriter::Create(path).ok());
  EXPECT_EQ(*ReadFile(path), "mine");
  EXPECT_THAT(FlatFile::Open(dir / "none"), StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace lynceus::store
