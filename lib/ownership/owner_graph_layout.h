#pragma once
// The numbers of FORMAT.md, shared by the writer and the reader of the owner graph.

#include <cstdint>
#include <string_view>

namespace lynceus::ownership::layout {

inline constexpr std::string_view kMagic = "LYNOWNER";
inline constexpr std::uint32_t kVersion = 2;
inline constexpr std::uint64_t kHeadBytes = 16;
inline constexpr std::uint64_t kFooterBytes = 64;
inline constexpr std::uint64_t kPlaceBytes = 8;  // of a group, of a word
inline constexpr std::uint64_t kFormBytes = 20;
inline constexpr std::uint32_t kGroupNodes = 16;
inline constexpr std::uint32_t kChunkEdges = 32;
inline constexpr std::uint64_t kChunkEntryBytes = 12;
inline constexpr std::uint32_t kCountMax = 0xFFFF'FFFE;
inline constexpr std::int64_t kFirstDay = 14'610;  // 2010-01-01: dates are near it
inline constexpr std::uint32_t kOpenBit = 1u << 31;

enum FormFlags : std::uint16_t {
  kIndirect = 1,
  kSummary = 2,
  kHasStart = 4,
  kHasEnd = 8,
  kIdNumbered = 16,     // the id is a prefix and a number
  kPlaceNumbered = 32,  // so is the place
  kHasJointGroup = 64,
  kHasUnknownHolder = 128,  // why the holder is not named is said
  kNoHolder = 256,          // no source names the holder
};
inline constexpr std::uint16_t kFlagsMax = 511;

// How the share is written.
enum class ShareForm : std::uint8_t { kUnknown = 0, kWhole = 1, kExact = 2, kInterval = 3 };

enum DesignationFlags : std::uint8_t { kHasDate = 1, kHasEndDate = 2 };

// Differences of either sign as small numbers: 0, -1, 1, -2 ... are 0, 1, 2, 3 ...
constexpr std::uint64_t ZigZag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
constexpr std::int64_t UnZigZag(std::uint64_t value) {
  return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

}  // namespace lynceus::ownership::layout
