#pragma once
// How flat index files are written and read without their makers knowing of files.
//
// lib/retrieval and lib/ownership encode into a BlockSink and read from a BlockSource; lib/store
// backs them with a sealed, mapped file whose blocks are checked against their digests on first
// touch.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace lynceus {

// An append-only stream of bytes. One thread.
class BlockSink {
 public:
  virtual ~BlockSink() = default;
  virtual absl::Status Append(std::string_view bytes) = 0;
  // Bytes appended so far.
  virtual std::uint64_t size() const = 0;
};

// Random read access to what a BlockSink took. Immutable; Thread-safe.
class BlockSource {
 public:
  virtual ~BlockSource() = default;
  virtual std::uint64_t size() const = 0;
  // Returns [offset, offset + length), borrowed from the source for its lifetime. Cost: two loads
  // per 64 KiB block after first touch. Errors: OutOfRange past the end; DataLoss where a block's
  // digest does not hold.
  virtual absl::StatusOr<std::span<const std::byte>> Bytes(std::uint64_t offset,
                                                           std::uint64_t length) const = 0;
};

// Both in memory, for builds that are small and for tests.
class MemoryBlocks final : public BlockSink, public BlockSource {
 public:
  absl::Status Append(std::string_view bytes) override;
  std::uint64_t size() const override { return content_.size(); }
  absl::StatusOr<std::span<const std::byte>> Bytes(std::uint64_t offset,
                                                   std::uint64_t length) const override;
  const std::string& content() const { return content_; }

 private:
  std::string content_;
};

// Little-endian scalars, the one byte order of every file of ours.
void AppendU16(std::string& out, std::uint16_t value);
void AppendU32(std::string& out, std::uint32_t value);
void AppendU64(std::string& out, std::uint64_t value);
// REQUIRES: the bytes are there. Inline: index look-ups are made of them.
inline std::uint32_t LoadU32(const std::byte* at) {
  return std::to_integer<std::uint32_t>(at[0]) | std::to_integer<std::uint32_t>(at[1]) << 8 |
         std::to_integer<std::uint32_t>(at[2]) << 16 | std::to_integer<std::uint32_t>(at[3]) << 24;
}
inline std::uint16_t LoadU16(const std::byte* at) {
  return static_cast<std::uint16_t>(std::to_integer<unsigned>(at[0]) |
                                    std::to_integer<unsigned>(at[1]) << 8);
}
inline std::uint64_t LoadU64(const std::byte* at) {
  return std::uint64_t{LoadU32(at)} | std::uint64_t{LoadU32(at + 4)} << 32;
}

// LEB128, 1 to 10 bytes; the canonical integer of compact lists.
void AppendVarint(std::string& out, std::uint64_t value);

// A cursor over bytes that may be damaged: every read is bounds-checked and says so once at the
// end. Thread-compatible.
class ByteCursor {
 public:
  explicit ByteCursor(std::span<const std::byte> bytes) : bytes_(bytes) {}
  std::uint8_t U8();
  std::uint16_t U16();
  std::uint32_t U32();
  std::uint64_t U64();
  std::uint64_t Varint() {
    if (at_ == bytes_.size() || bytes_[at_] >= std::byte{0x80}) return LongVarint();
    return std::to_integer<std::uint64_t>(bytes_[at_++]);
  }
  // A varint length, then that many bytes, borrowed.
  std::string_view Field();
  std::string_view Raw(std::size_t length);
  bool done() const { return left() == 0; }
  std::size_t left() const { return bytes_.size() - at_; }
  // False from the first read past the end, or the first varint that is longer than its value needs
  // or does not fit 64 bits, on. All reads then give zero or nothing, and done() is true, so that a
  // loop over a damaged list ends.
  bool ok() const { return ok_; }

 private:
  bool Need(std::size_t length);
  std::uint64_t LongVarint();
  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
};
// A varint length, then the bytes; the writing side of ByteCursor::Field.
void AppendField(std::string& out, std::string_view bytes);

}  // namespace lynceus
