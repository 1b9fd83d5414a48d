#pragma once
// The numbers of FORMAT.md, shared by the writer and the reader of the owner graph.

#include <cstdint>
#include <string_view>

namespace lynceus::ownership::layout {

inline constexpr std::string_view kMagic = "LYNOWNER";
inline constexpr std::uint32_t kVersion = 1;
inline constexpr std::uint64_t kHeaderBytes = 64;
inline constexpr std::uint64_t kNodeBytes = 24;
inline constexpr std::uint64_t kEdgeBytes = 48;
inline constexpr std::uint64_t kOutBytes = 4;
inline constexpr std::uint64_t kWordBytes = 8;
inline constexpr std::uint32_t kCountMax = 0xFFFF'FFFE;
inline constexpr std::uint32_t kOpenBit = 1u << 31;

enum EdgeFlags : std::uint8_t { kIndirect = 1, kSummary = 2, kHasStart = 4, kHasEnd = 8 };
enum DesignationFlags : std::uint8_t { kHasDate = 1, kHasEndDate = 2 };

}  // namespace lynceus::ownership::layout
