// Runs are sorted arrays of postings in unnamed temporary files, merged by a heap of cursors. Keys
// are hashes, so their place in the table is nearly proportional to their value: interpolation
// finds it in a few steps, and a bounded binary search ends what interpolation began.
#include "lib/retrieval/posting_table.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstdio>
#include <optional>
#include <queue>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"

namespace lynceus::retrieval {
namespace {

constexpr std::size_t kRunBufferPostings = 4'096;
constexpr std::size_t kEntryBytes = 16;
constexpr int kInterpolationSteps = 8;

absl::Status SpillFailed(const std::string& directory) {
  return UnavailableError({.subject = directory,
                           .cause = "a temporary run cannot be written or read",
                           .remedy = "free the disk, or name another temporary directory"});
}

absl::Status Damaged(std::uint64_t offset) {
  return DataLossError({.subject = "candidate index",
                        .place = absl::StrCat("byte ", offset),
                        .cause = "a posting list is damaged",
                        .remedy = "build the snapshot again"});
}

// Collects the lists and entries of a table while keys ascend.
class TableWriter {
 public:
  explicit TableWriter(BlockSink& sink) : sink_(sink) { extent_.lists_offset = sink.size(); }

  absl::Status Add(const Posting& posting) {
    if (extent_.keys == 0 || posting.key != key_) {
      LYNCEUS_RETURN_IF_ERROR(EndList());
      key_ = posting.key;
      ++extent_.keys;
    }
    numbers_.push_back(posting.number);
    return absl::OkStatus();
  }

  absl::StatusOr<TableExtent> Finish() {
    LYNCEUS_RETURN_IF_ERROR(EndList());
    extent_.entries_offset = sink_.size();
    LYNCEUS_RETURN_IF_ERROR(sink_.Append(entries_));
    return extent_;
  }

 private:
  absl::Status EndList() {
    if (numbers_.empty()) return absl::OkStatus();
    AppendU64(entries_, key_);
    AppendU64(entries_, extent_.lists_bytes);
    std::string list;
    AppendVarint(list, numbers_.size());
    std::uint32_t before = 0;
    for (const std::uint32_t number : numbers_) {
      AppendVarint(list, number - before);
      before = number;
    }
    numbers_.clear();
    extent_.lists_bytes += list.size();
    return sink_.Append(list);
  }

  BlockSink& sink_;
  TableExtent extent_;
  std::uint64_t key_ = 0;
  std::vector<std::uint32_t> numbers_;
  std::string entries_;
};

}  // namespace

// One sorted run, read through a small buffer.
struct PostingTableBuilder::Run {
  struct Close {
    void operator()(std::FILE* open) const { std::fclose(open); }
  };
  std::unique_ptr<std::FILE, Close> file;
  std::vector<Posting> buffer;
  std::size_t at = 0;

  // False at the end of the run.
  bool Peek(Posting& posting) {
    if (at == buffer.size()) {
      buffer.resize(kRunBufferPostings);
      buffer.resize(std::fread(buffer.data(), sizeof(Posting), buffer.size(), file.get()));
      at = 0;
    }
    if (buffer.empty()) return false;
    posting = buffer[at];
    return true;
  }
};

PostingTableBuilder::PostingTableBuilder(std::string spill_directory, std::size_t postings_max)
    : spill_directory_(std::move(spill_directory)), postings_max_(postings_max) {}
PostingTableBuilder::~PostingTableBuilder() = default;

absl::Status PostingTableBuilder::Add(Posting posting) {
  held_.push_back(posting);
  if (spill_directory_.empty() || held_.size() < postings_max_) return absl::OkStatus();
  return Spill();
}

absl::Status PostingTableBuilder::Spill() {
  std::sort(held_.begin(), held_.end());
  auto run = std::make_unique<Run>();
  const int descriptor = open(spill_directory_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor < 0) return SpillFailed(spill_directory_);
  run->file.reset(fdopen(descriptor, "w+b"));
  if (run->file == nullptr ||
      std::fwrite(held_.data(), sizeof(Posting), held_.size(), run->file.get()) != held_.size() ||
      std::fseek(run->file.get(), 0, SEEK_SET) != 0) {
    return SpillFailed(spill_directory_);
  }
  runs_.push_back(std::move(run));
  held_.clear();
  return absl::OkStatus();
}

absl::StatusOr<TableExtent> PostingTableBuilder::Finish(BlockSink& sink) {
  TableWriter writer(sink);
  if (runs_.empty()) {
    std::sort(held_.begin(), held_.end());
    held_.erase(std::unique(held_.begin(), held_.end()), held_.end());
    for (const Posting& posting : held_) LYNCEUS_RETURN_IF_ERROR(writer.Add(posting));
    return writer.Finish();
  }
  LYNCEUS_RETURN_IF_ERROR(Spill());
  using Head = std::pair<Posting, std::size_t>;
  std::priority_queue<Head, std::vector<Head>, std::greater<>> heads;
  Posting posting;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    if (runs_[i]->Peek(posting)) heads.emplace(posting, i);
  }
  std::optional<Posting> last;
  while (!heads.empty()) {
    const auto [least, run] = heads.top();
    heads.pop();
    if (least != last) LYNCEUS_RETURN_IF_ERROR(writer.Add(least));
    last = least;
    ++runs_[run]->at;
    if (runs_[run]->Peek(posting)) heads.emplace(posting, run);
    if (std::ferror(runs_[run]->file.get()) != 0) return SpillFailed(spill_directory_);
  }
  return writer.Finish();
}

namespace {

absl::StatusOr<std::uint64_t> KeyAt(const BlockSource& blocks, const TableExtent& table,
                                    std::uint64_t at) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto entry,
                           blocks.Bytes(table.entries_offset + at * kEntryBytes, kEntryBytes));
  return LoadU64(entry.data());
}

// count * part / whole, near enough for a guess: both are cut to 32 bits first.
std::uint64_t Part(std::uint64_t part, std::uint64_t whole, std::uint64_t count) {
  const int shift = std::max(0, static_cast<int>(std::bit_width(whole)) - 32);
  const std::uint64_t coarse = whole >> shift;
  return coarse == 0 ? 0 : (part >> shift) * count / coarse;
}

// The position of the first key >= `key`.
absl::StatusOr<std::uint64_t> LowerBound(const BlockSource& blocks, const TableExtent& table,
                                         std::uint64_t key) {
  std::uint64_t lo = 0;
  std::uint64_t hi = table.keys;
  std::uint64_t lo_key = 0;
  std::uint64_t hi_key = ~std::uint64_t{0};
  for (int step = 0; lo < hi; ++step) {
    std::uint64_t middle = lo + (hi - lo) / 2;
    if (step < kInterpolationSteps)
      middle = std::min(lo + Part(key - lo_key, hi_key - lo_key, hi - lo), hi - 1);
    LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t found, KeyAt(blocks, table, middle));
    if (found == key) return middle;
    if (found < key) {
      lo = middle + 1;
      lo_key = found;
    } else {
      hi = middle;
      hi_key = found;
    }
  }
  return lo;
}

// The list at `offset` inside the lists; its end is the next list's begin, or the end of the lists.
absl::Status ReadList(const BlockSource& blocks, const TableExtent& table, std::uint64_t begin,
                      std::uint64_t end, std::vector<std::uint32_t>& out) {
  if (begin > end || end > table.lists_bytes) return Damaged(table.lists_offset + begin);
  LYNCEUS_ASSIGN_OR_RETURN(const auto bytes, blocks.Bytes(table.lists_offset + begin, end - begin));
  ByteCursor cursor(bytes);
  const std::uint64_t count = cursor.Varint();
  if (count > end - begin) return Damaged(table.lists_offset + begin);
  std::uint64_t number = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    number += cursor.Varint();
    if (number > 0xFFFF'FFFF) return Damaged(table.lists_offset + begin);
    out.push_back(static_cast<std::uint32_t>(number));
  }
  if (!cursor.ok() || !cursor.done()) return Damaged(table.lists_offset + begin);
  return absl::OkStatus();
}

}  // namespace

absl::Status LookUp(const BlockSource& blocks, const TableExtent& table, std::uint64_t key,
                    std::vector<std::uint32_t>& out) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t at, LowerBound(blocks, table, key));
  if (at >= table.keys) return absl::OkStatus();
  const bool last = at + 1 == table.keys;
  LYNCEUS_ASSIGN_OR_RETURN(const auto entry, blocks.Bytes(table.entries_offset + at * kEntryBytes,
                                                          last ? kEntryBytes : 2 * kEntryBytes));
  if (LoadU64(entry.data()) != key) return absl::OkStatus();
  const std::uint64_t begin = LoadU64(entry.data() + 8);
  const std::uint64_t end = last ? table.lists_bytes : LoadU64(entry.data() + kEntryBytes + 8);
  return ReadList(blocks, table, begin, end, out);
}

}  // namespace lynceus::retrieval
