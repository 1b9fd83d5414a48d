#pragma once
// ZIP archives and gzip data written byte by byte for tests, right or wrong in a chosen way
// (APPNOTE.TXT 4.3: local headers, central directory, end record; RFC 1952).

#include <zlib.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/status.h"

namespace lynceus::sources {

struct ZipEntry {
  std::string name;
  std::string content;
  bool deflated = true;
  bool encrypted = false;                      // says that it is
  std::optional<std::uint32_t> checksum = {};  // another one than the content's
  std::optional<std::uint32_t> size = {};      // another one than the content's
};

inline void AppendLittle(std::string& bytes, std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i, value >>= 8) bytes += static_cast<char>(value & 0xFF);
}

inline std::string Deflate(std::string_view content, int window_bits) {
  z_stream stream = {};
  LYNCEUS_CHECK(deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string input(content);
  std::string packed(deflateBound(&stream, content.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  LYNCEUS_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(packed.size() - stream.avail_out);
  deflateEnd(&stream);
  return packed;
}

inline std::string GzipBytes(std::string_view content) { return Deflate(content, 15 + 16); }

inline std::string ZipBytes(const std::vector<ZipEntry>& entries) {
  std::string archive;
  std::string directory;
  for (const ZipEntry& entry : entries) {
    const std::string packed = entry.deflated ? Deflate(entry.content, -15) : entry.content;
    std::string fields;  // that the local header and the directory share
    AppendLittle(fields, 20, 2);
    AppendLittle(fields, (entry.encrypted ? 1u : 0u) | 0x800u, 2);  // names are UTF-8
    AppendLittle(fields, entry.deflated ? 8 : 0, 2);
    AppendLittle(fields, 0x58210000, 4);  // 1 January 2024
    const auto* const bytes = reinterpret_cast<const Bytef*>(entry.content.data());
    AppendLittle(fields,
                 entry.checksum.value_or(static_cast<std::uint32_t>(
                     crc32(0, bytes, static_cast<uInt>(entry.content.size())))),
                 4);
    AppendLittle(fields, packed.size(), 4);
    AppendLittle(fields, entry.size.value_or(static_cast<std::uint32_t>(entry.content.size())), 4);
    AppendLittle(fields, entry.name.size(), 2);
    AppendLittle(fields, 0, 2);
    directory += "PK\x01\x02";
    AppendLittle(directory, 20, 2);
    directory += fields;
    AppendLittle(directory, 0, 10);
    AppendLittle(directory, archive.size(), 4);
    directory += entry.name;
    archive += "PK\x03\x04";
    archive += fields;
    archive += entry.name;
    archive += packed;
  }
  std::string end = "PK\x05\x06";
  AppendLittle(end, 0, 4);
  AppendLittle(end, entries.size(), 2);
  AppendLittle(end, entries.size(), 2);
  AppendLittle(end, directory.size(), 4);
  AppendLittle(end, archive.size(), 4);
  AppendLittle(end, 0, 2);
  return archive + directory + end;
}

}  // namespace lynceus::sources
