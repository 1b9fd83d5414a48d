#pragma once
// C2SP tlog-tiles: the tree and its leaves as static files of 256 entries, partial ones at the
// right edge.
//   tile/<L>/<N>[.p/<W>]        hashes of level L, 32 bytes each
//   tile/entries/<N>[.p/<W>]    leaves: uint16 big-endian length, bytes

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/audit/merkle.h"
#include "lib/base/digest.h"

namespace lynceus::audit {

inline constexpr std::uint64_t kTileWidth = 256;
inline constexpr int kTileHeight = 8;
inline constexpr int kTileLevels = 8;  // 256^8 leaves

// "x001/x234/067" for 1234067; with width 1..255 "….p/<width>"; width 256 is a full tile.
std::string TilePath(int level, std::uint64_t number, std::uint64_t width);
std::string EntriesPath(std::uint64_t number, std::uint64_t width);
// The bundle that holds leaf `index` in a log of `size` leaves. REQUIRES: index < size.
std::string EntriesPathOf(std::uint64_t index, std::uint64_t size);

// What such a path names.
struct TileName {
  bool entries = false;  // a bundle; `level` is 0 then
  int level = 0;         // 0..63
  std::uint64_t number = 0;
  std::uint64_t width = kTileWidth;
  friend bool operator==(const TileName&, const TileName&) = default;
};
// Errors: InvalidArgument where the text is not the one path of a tile or bundle.
absl::StatusOr<TileName> ParseTilePath(std::string_view path);
// The partial files of a log of `size` leaves.
std::vector<std::string> PartialPaths(std::uint64_t size);
// Errors: DataLoss where the lengths do not add up to the bundle, or the count is not `width`.
absl::StatusOr<std::vector<std::string>> DecodeEntries(std::string_view bundle,
                                                       std::uint64_t width);
void AppendEntry(std::string& bundle, std::string_view leaf);

// The right edge of a growing tree: what is needed to add leaves, know the root and write tiles.
// Thread-compatible.
class TreeEdge {
 public:
  // A file of the log, relative to its directory, that became complete.
  struct File {
    std::string path;
    std::string content;
  };
  // The edge of the tree of `size` leaves, from the full tiles of the log in `directory`. What they
  // say is proven only where Root() is the root of a checkpoint. REQUIRES: size is a multiple of
  // kTileWidth. Cost: at most 255 tiles a level. Errors: DataLoss where a tile is not whole.
  static absl::StatusOr<TreeEdge> Load(const std::string& directory, std::uint64_t size);
  // Adds a leaf; full tiles and bundles that it completes are appended to `files`.
  // REQUIRES: leaf.size() <= 65535.
  void Add(std::string_view leaf, std::vector<File>& files);
  std::uint64_t size() const { return size_; }
  Sha256 Root() const;
  // The partial tiles and the partial bundle of the present size.
  std::vector<File> Partials() const;

 private:
  void AddHash(int level, const Sha256& hash, std::vector<File>& files);

  std::uint64_t size_ = 0;
  std::array<std::vector<Sha256>, kTileLevels> rows_;  // the incomplete tile of each level
  std::string entries_;                                // the incomplete bundle
};

// Reads published tiles of a log of `size` leaves. Thread-compatible.
class TileReader {
 public:
  // By path below the directory: files that are taken instead of what stands there.
  using Unwritten = std::map<std::string, std::string>;
  TileReader(std::string directory, std::uint64_t size, Unwritten unwritten = {})
      : directory_(std::move(directory)), size_(size), unwritten_(std::move(unwritten)) {}
  // For merkle.h's proofs. Errors: DataLoss naming the file.
  absl::StatusOr<Sha256> Subtree(int height, std::uint64_t index);
  absl::StatusOr<std::string> Leaf(std::uint64_t index);

 private:
  absl::Status LoadRow(int level, std::uint64_t number);

  const std::string directory_;
  const std::uint64_t size_;
  const Unwritten unwritten_;
  int level_ = -1;  // the row that is loaded
  std::uint64_t number_ = 0;
  std::string row_;
};

}  // namespace lynceus::audit
