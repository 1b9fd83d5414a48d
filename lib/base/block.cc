// Little-endian scalars, varints, and the in-memory block store.

#include "lib/base/block.h"

#include "lib/base/status.h"

namespace lynceus {
namespace {

void AppendLittleEndian(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) {
    out.push_back(static_cast<char>(value & 0xFF));
    value >>= 8;
  }
}

}  // namespace

absl::Status MemoryBlocks::Append(std::string_view bytes) {
  content_ += bytes;
  return absl::OkStatus();
}

absl::StatusOr<std::span<const std::byte>> MemoryBlocks::Bytes(std::uint64_t offset,
                                                               std::uint64_t length) const {
  if (offset > content_.size() || length > content_.size() - offset) {
    return MakeError(absl::StatusCode::kOutOfRange,
                     {.subject = "blocks in memory",
                      .place = "byte " + std::to_string(offset),
                      .cause = std::to_string(length) + " bytes asked past the end at byte " +
                               std::to_string(content_.size())});
  }
  return std::as_bytes(std::span(content_)).subspan(offset, length);
}

void AppendU16(std::string& out, std::uint16_t value) { AppendLittleEndian(out, value, 2); }
void AppendU32(std::string& out, std::uint32_t value) { AppendLittleEndian(out, value, 4); }
void AppendU64(std::string& out, std::uint64_t value) { AppendLittleEndian(out, value, 8); }

void AppendVarint(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>((value & 0x7F) | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

void AppendField(std::string& out, std::string_view bytes) {
  AppendVarint(out, bytes.size());
  out += bytes;
}

bool ByteCursor::Need(std::size_t length) {
  if (ok_ && length <= bytes_.size() - at_) return true;
  ok_ = false;
  at_ = bytes_.size();
  return false;
}

std::uint8_t ByteCursor::U8() {
  if (!Need(1)) return 0;
  return std::to_integer<std::uint8_t>(bytes_[at_++]);
}

std::uint16_t ByteCursor::U16() {
  if (!Need(2)) return 0;
  at_ += 2;
  return LoadU16(&bytes_[at_ - 2]);
}

std::uint32_t ByteCursor::U32() {
  if (!Need(4)) return 0;
  at_ += 4;
  return LoadU32(&bytes_[at_ - 4]);
}

std::uint64_t ByteCursor::U64() {
  if (!Need(8)) return 0;
  at_ += 8;
  return LoadU64(&bytes_[at_ - 8]);
}

std::uint64_t ByteCursor::LongVarint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const std::uint8_t byte = U8();
    if (!ok_) return 0;
    const std::uint64_t part = byte & 0x7Fu;
    const bool last = byte < 0x80;
    // The tenth byte has room for one bit; a last byte of zero is a longer form of a shorter
    // varint.
    if ((shift == 63 && byte > 1) || (last && byte == 0 && shift > 0)) break;
    value |= part << shift;
    if (last) return value;
  }
  ok_ = false;
  at_ = bytes_.size();
  return 0;
}

std::string_view ByteCursor::Raw(std::size_t length) {
  if (!Need(length)) return {};
  const auto field = bytes_.subspan(at_, length);
  at_ += length;
  return {reinterpret_cast<const char*>(field.data()), field.size()};
}

std::string_view ByteCursor::Field() { return Raw(Varint()); }

}  // namespace lynceus
