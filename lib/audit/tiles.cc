// One rule gives every path and width: level L of a log of n leaves holds n >> 8L hashes.
#include "lib/audit/tiles.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::audit {
namespace {

constexpr std::uint64_t kPathGroup = 1'000;
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kLengthBytes = 2;

std::string NumberPath(std::uint64_t number) {
  std::string path = absl::StrFormat("%03d", number % kPathGroup);
  for (number /= kPathGroup; number > 0; number /= kPathGroup) {
    path = absl::StrFormat("x%03d/%s", number % kPathGroup, path);
  }
  return path;
}

std::string WithWidth(const std::string& path, std::uint64_t width) {
  return width == kTileWidth ? path : absl::StrCat(path, ".p/", width);
}

std::uint64_t LevelSize(std::uint64_t size, int level) { return size >> (kTileHeight * level); }

// How many entries tile `number` holds in a level of `count` entries.
std::uint64_t WidthOf(std::uint64_t count, std::uint64_t number) {
  return std::min(kTileWidth, count - number * kTileWidth);
}

std::string HashBytes(const std::vector<Sha256>& row) {
  std::string bytes;
  for (const Sha256& hash : row) bytes.append(hash.begin(), hash.end());
  return bytes;
}

// Hashes [first, first + count) of a tile's bytes.
std::vector<Sha256> Hashes(std::string_view row, std::uint64_t first, std::uint64_t count) {
  std::vector<Sha256> hashes(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::string_view bytes = row.substr((first + i) * kHashBytes, kHashBytes);
    std::transform(bytes.begin(), bytes.end(), hashes[i].begin(),
                   [](char byte) { return static_cast<std::uint8_t>(byte); });
  }
  return hashes;
}

// The root of a complete or incomplete row, as a tree of its own.
Sha256 RowRoot(std::vector<Sha256> row) {
  while (row.size() > 1) {
    for (std::size_t i = 0; i < row.size() / 2; ++i) row[i] = NodeHash(row[2 * i], row[2 * i + 1]);
    row.resize(row.size() / 2);
  }
  return row.front();
}

absl::Status BadTile(const std::string& path, std::string_view cause) {
  return DataLossError({.subject = path,
                        .cause = std::string(cause),
                        .remedy = "the log was changed or damaged; restore it from a copy"});
}

absl::Status NoTile(std::string_view path) {
  return InvalidError({.subject = std::string(path),
                       .cause = "it is no path of a tile or bundle",
                       .remedy = "use the form tile/0/x001/x234/067.p/8"});
}

// Decimal digits only, of a number up to `max`.
bool ParseNumber(std::string_view text, std::uint64_t max, std::uint64_t& number) {
  const bool digits = !text.empty() && std::all_of(text.begin(), text.end(), [](char byte) {
    return byte >= '0' && byte <= '9';
  });
  return digits && absl::SimpleAtoi(ToAbsl(text), &number) && number <= max;
}

// Takes what stands before the first `mark` off `text`, the mark with it; all where there is none.
std::string_view TakeUntil(std::string_view& text, std::string_view mark) {
  const std::size_t end = text.find(mark);
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + mark.size());
  return part;
}

}  // namespace

std::string TilePath(int level, std::uint64_t number, std::uint64_t width) {
  return WithWidth(absl::StrCat("tile/", level, "/", NumberPath(number)), width);
}

std::string EntriesPath(std::uint64_t number, std::uint64_t width) {
  return WithWidth(absl::StrCat("tile/entries/", NumberPath(number)), width);
}

std::string EntriesPathOf(std::uint64_t index, std::uint64_t size) {
  const std::uint64_t number = index / kTileWidth;
  return EntriesPath(number, WidthOf(size, number));
}

absl::StatusOr<TileName> ParseTilePath(std::string_view path) {
  constexpr std::uint64_t kLevelMax = 63;
  TileName name;
  std::string_view rest = path;
  if (TakeUntil(rest, "/") != "tile") return NoTile(path);
  const std::string_view level_text = TakeUntil(rest, "/");
  std::uint64_t level = 0;
  name.entries = level_text == "entries";
  if (!name.entries && !ParseNumber(level_text, kLevelMax, level)) return NoTile(path);
  name.level = static_cast<int>(level);
  std::string digits;
  for (std::string_view groups = TakeUntil(rest, ".p/"); !groups.empty();) {
    std::string_view group = TakeUntil(groups, "/");
    if (group.starts_with('x')) group.remove_prefix(1);
    digits += group;
  }
  constexpr std::uint64_t kNumberMax = ~std::uint64_t{0};
  if (!ParseNumber(digits, kNumberMax, name.number)) return NoTile(path);
  if (!rest.empty() && !ParseNumber(rest, kTileWidth - 1, name.width)) return NoTile(path);
  // Zeros too many, groups of another length, signs: only the one path is written back the same.
  const std::string again = name.entries ? EntriesPath(name.number, name.width)
                                         : TilePath(name.level, name.number, name.width);
  if (name.width == 0 || again != path) return NoTile(path);
  return name;
}

std::vector<std::string> PartialPaths(std::uint64_t size) {
  std::vector<std::string> paths;
  if (size % kTileWidth != 0) paths.push_back(EntriesPath(size / kTileWidth, size % kTileWidth));
  for (int level = 0; level < kTileLevels && LevelSize(size, level) > 0; ++level) {
    const std::uint64_t count = LevelSize(size, level);
    if (count % kTileWidth != 0) {
      paths.push_back(TilePath(level, count / kTileWidth, count % kTileWidth));
    }
  }
  return paths;
}

void AppendEntry(std::string& bundle, std::string_view leaf) {
  bundle.push_back(static_cast<char>(leaf.size() >> 8));
  bundle.push_back(static_cast<char>(leaf.size() & 0xFF));
  bundle.append(leaf);
}

absl::StatusOr<std::vector<std::string>> DecodeEntries(std::string_view bundle,
                                                       std::uint64_t width) {
  std::vector<std::string> leaves;
  while (!bundle.empty()) {
    if (bundle.size() < kLengthBytes) return BadTile("entry bundle", "a length is cut");
    const std::size_t length = static_cast<std::size_t>(static_cast<unsigned char>(bundle[0]))
                                   << 8 |
                               static_cast<unsigned char>(bundle[1]);
    bundle.remove_prefix(kLengthBytes);
    if (bundle.size() < length) return BadTile("entry bundle", "an entry is cut");
    leaves.emplace_back(bundle.substr(0, length));
    bundle.remove_prefix(length);
  }
  if (leaves.size() != width) {
    return BadTile("entry bundle",
                   absl::StrCat("it holds ", leaves.size(), " entries, not ", width));
  }
  return leaves;
}

absl::StatusOr<TreeEdge> TreeEdge::Load(const std::string& directory, std::uint64_t size) {
  TreeEdge edge;
  edge.size_ = size;
  for (int level = 1; level < kTileLevels; ++level) {
    const std::uint64_t count = LevelSize(size, level);
    for (std::uint64_t at = count - count % kTileWidth; at < count; ++at) {
      const std::string path = JoinPath(directory, TilePath(level - 1, at, kTileWidth));
      const auto content = ReadFile(path);
      if (!content.ok()) return BadTile(path, "the tile cannot be read");
      if (content->size() != kTileWidth * kHashBytes) {
        return BadTile(path, "the tile's length is wrong");
      }
      edge.rows_[static_cast<std::size_t>(level)].push_back(
          RowRoot(Hashes(*content, 0, kTileWidth)));
    }
  }
  return edge;
}

void TreeEdge::Add(std::string_view leaf, std::vector<File>& files) {
  const std::uint64_t number = size_ / kTileWidth;
  AppendEntry(entries_, leaf);
  ++size_;
  if (size_ % kTileWidth == 0) {
    files.push_back({EntriesPath(number, kTileWidth), std::exchange(entries_, {})});
  }
  AddHash(0, LeafHash(leaf), files);
}

void TreeEdge::AddHash(int level, const Sha256& hash, std::vector<File>& files) {
  std::vector<Sha256>& row = rows_[static_cast<std::size_t>(level)];
  row.push_back(hash);
  if (row.size() < kTileWidth) return;
  files.push_back(
      {TilePath(level, LevelSize(size_, level) / kTileWidth - 1, kTileWidth), HashBytes(row)});
  const Sha256 root = RowRoot(std::exchange(row, {}));
  AddHash(level + 1, root, files);
}

Sha256 TreeEdge::Root() const {
  if (size_ == 0) return EmptyRoot();
  // The complete subtrees left to right, largest first; the root folds them from the right.
  std::vector<Sha256> peaks;
  for (std::size_t level = rows_.size(); level-- > 0;) {
    const std::vector<Sha256>& row = rows_[level];
    std::size_t begin = 0;
    for (std::size_t width = kTileWidth / 2; width > 0; width /= 2) {
      if ((row.size() & width) == 0) continue;
      const auto first = row.begin() + static_cast<std::ptrdiff_t>(begin);
      peaks.push_back(RowRoot({first, first + static_cast<std::ptrdiff_t>(width)}));
      begin += width;
    }
  }
  Sha256 root = peaks.back();
  for (std::size_t i = peaks.size() - 1; i-- > 0;) root = NodeHash(peaks[i], root);
  return root;
}

std::vector<TreeEdge::File> TreeEdge::Partials() const {
  std::vector<File> files;
  if (!entries_.empty()) {
    files.push_back({EntriesPath(size_ / kTileWidth, size_ % kTileWidth), entries_});
  }
  for (std::size_t level = 0; level < rows_.size(); ++level) {
    if (rows_[level].empty()) continue;
    const int tile_level = static_cast<int>(level);
    files.push_back(
        {TilePath(tile_level, LevelSize(size_, tile_level) / kTileWidth, rows_[level].size()),
         HashBytes(rows_[level])});
  }
  return files;
}

absl::Status TileReader::LoadRow(int level, std::uint64_t number) {
  if (level == level_ && number == number_) return absl::OkStatus();
  const std::uint64_t width = WidthOf(LevelSize(size_, level), number);
  const std::string name = TilePath(level, number, width);
  const std::string path = JoinPath(directory_, name);
  const auto unwritten = unwritten_.find(name);
  absl::StatusOr<std::string> content =
      unwritten == unwritten_.end() ? ReadFile(path) : unwritten->second;
  if (!content.ok()) return BadTile(path, "the tile cannot be read");
  if (content->size() != width * kHashBytes) return BadTile(path, "the tile's length is wrong");
  row_ = *std::move(content);
  level_ = level;
  number_ = number;
  return absl::OkStatus();
}

absl::StatusOr<Sha256> TileReader::Subtree(int height, std::uint64_t index) {
  const int level = height / kTileHeight;
  const int inside = height % kTileHeight;
  const std::uint64_t first = index << inside;
  const std::uint64_t count = std::uint64_t{1} << inside;
  if (first + count > LevelSize(size_, level)) return BadTile(directory_, "no such subtree");
  LYNCEUS_RETURN_IF_ERROR(LoadRow(level, first / kTileWidth));
  return RowRoot(Hashes(row_, first % kTileWidth, count));
}

absl::StatusOr<std::string> TileReader::Leaf(std::uint64_t index) {
  const std::uint64_t width = WidthOf(size_, index / kTileWidth);
  const std::string path = JoinPath(directory_, EntriesPathOf(index, size_));
  const auto bundle = ReadFile(path);
  if (!bundle.ok()) return BadTile(path, "the bundle cannot be read");
  auto leaves = DecodeEntries(*bundle, width);
  if (!leaves.ok()) return Annotate(leaves.status(), {.subject = path});
  return std::move((*leaves)[index % kTileWidth]);
}

}  // namespace lynceus::audit
