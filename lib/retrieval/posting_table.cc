// Runs are sorted arrays of postings in unnamed temporary files, merged by a heap of cursors.
//
// Keys are hashes, so their first bits say where in the sorted keys they stand: bucket b holds the
// keys that begin with the bits of b, about four of them. An entry keeps the next 32 bits of its
// key and, since most keys have one number, that number itself, else where its list begins. A
// look-up reads the bucket's two ends and its entries, two cache lines; one in 2^32 of them takes
// another key's list for its own, which adds a candidate and loses none.
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
constexpr std::size_t kEntryBytes = 8;
constexpr std::size_t kBucketBytes = 4;
constexpr std::uint64_t kKeysPerBucket = 4;
constexpr std::size_t kWriteBufferBytes = 1 << 16;
constexpr std::uint32_t kIsList = 0x8000'0000;  // the rest is the offset of a list, not a number
constexpr std::size_t kVarintBytesMax = 10;

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

std::uint64_t BucketOf(const TableExtent& table, std::uint64_t key) {
  return key >> (64 - table.bucket_bits);
}

std::uint32_t RestOf(const TableExtent& table, std::uint64_t key) {
  return static_cast<std::uint32_t>((key << table.bucket_bits) >> 32);
}

// Collects the lists and entries of a table while keys ascend.
class TableWriter {
 public:
  explicit TableWriter(BlockSink& sink) : sink_(sink) { extent_.lists_offset = sink.size(); }

  absl::Status Add(const Posting& posting) {
    if (numbers_.empty() || posting.key != key_) {
      LYNCEUS_RETURN_IF_ERROR(EndList());
      key_ = posting.key;
    }
    numbers_.push_back(posting.number);
    return absl::OkStatus();
  }

  absl::StatusOr<TableExtent> Finish() {
    LYNCEUS_RETURN_IF_ERROR(EndList());
    extent_.keys = entries_.size();
    const auto bits = static_cast<int>(std::bit_width(extent_.keys / kKeysPerBucket));
    extent_.bucket_bits = static_cast<std::uint32_t>(std::clamp(bits, 1, 31));
    LYNCEUS_RETURN_IF_ERROR(WriteBuckets());
    LYNCEUS_RETURN_IF_ERROR(WriteEntries());
    return extent_;
  }

 private:
  struct Entry {
    std::uint64_t key;
    std::uint32_t value;
  };

  absl::Status EndList() {
    if (numbers_.empty()) return absl::OkStatus();
    if (numbers_.size() == 1) {
      entries_.push_back({key_, numbers_.front()});
      numbers_.clear();
      return absl::OkStatus();
    }
    if (extent_.lists_bytes >= kIsList) {
      return LimitError({.subject = "candidate index",
                         .cause = "the posting lists are too long",
                         .limit = "2 GiB",
                         .remedy = "index fewer names in one snapshot"});
    }
    entries_.push_back({key_, kIsList | static_cast<std::uint32_t>(extent_.lists_bytes)});
    list_.clear();
    std::uint32_t before = 0;
    for (const std::uint32_t number : numbers_) {
      AppendVarint(list_, number - before);
      before = number;
    }
    numbers_.clear();
    std::string length;
    AppendVarint(length, list_.size());
    extent_.lists_bytes += length.size() + list_.size();
    LYNCEUS_RETURN_IF_ERROR(sink_.Append(length));
    return sink_.Append(list_);
  }

  absl::Status WriteBuckets() {
    extent_.buckets_offset = sink_.size();
    std::string buffer;
    std::size_t at = 0;
    for (std::uint64_t bucket = 0; bucket <= extent_.buckets(); ++bucket) {
      while (at < entries_.size() && BucketOf(extent_, entries_[at].key) < bucket) ++at;
      AppendU32(buffer, static_cast<std::uint32_t>(at));
      LYNCEUS_RETURN_IF_ERROR(FlushAt(kWriteBufferBytes, buffer));
    }
    return FlushAt(1, buffer);
  }

  absl::Status WriteEntries() {
    extent_.entries_offset = sink_.size();
    std::string buffer;
    for (const Entry& entry : entries_) {
      AppendU32(buffer, RestOf(extent_, entry.key));
      AppendU32(buffer, entry.value);
      LYNCEUS_RETURN_IF_ERROR(FlushAt(kWriteBufferBytes, buffer));
    }
    return FlushAt(1, buffer);
  }

  absl::Status FlushAt(std::size_t bytes, std::string& buffer) {
    if (buffer.size() < bytes) return absl::OkStatus();
    LYNCEUS_RETURN_IF_ERROR(sink_.Append(buffer));
    buffer.clear();
    return absl::OkStatus();
  }

  BlockSink& sink_;
  TableExtent extent_;
  std::uint64_t key_ = 0;
  std::vector<std::uint32_t> numbers_;  // of `key_`
  std::string list_;
  std::vector<Entry> entries_;
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
  LYNCEUS_CHECK(posting.number <= kPostingNumberMax);
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

// How many bytes a varint takes; longer forms are refused.
std::uint64_t VarintBytes(std::uint64_t value) {
  return (static_cast<std::uint64_t>(std::bit_width(value | 1)) + 6) / 7;
}

absl::Status ReadList(const BlockSource& blocks, const TableExtent& table, std::uint64_t begin,
                      std::vector<std::uint32_t>& out) {
  if (begin >= table.lists_bytes) return Damaged(table.lists_offset + begin);
  const std::uint64_t rest = table.lists_bytes - begin;
  LYNCEUS_ASSIGN_OR_RETURN(
      const auto head,
      blocks.Bytes(table.lists_offset + begin, std::min<std::uint64_t>(rest, kVarintBytesMax)));
  ByteCursor length(head);
  const std::uint64_t bytes = length.Varint();
  const std::uint64_t length_bytes = VarintBytes(bytes);
  if (!length.ok() || bytes > rest - length_bytes) return Damaged(table.lists_offset + begin);
  LYNCEUS_ASSIGN_OR_RETURN(const auto list,
                           blocks.Bytes(table.lists_offset + begin + length_bytes, bytes));
  ByteCursor cursor(list);
  std::uint64_t number = 0;
  while (!cursor.done()) {
    number += cursor.Varint();
    if (!cursor.ok() || number > kPostingNumberMax) return Damaged(table.lists_offset + begin);
    out.push_back(static_cast<std::uint32_t>(number));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status LookUp(const BlockSource& blocks, const TableExtent& table, std::uint64_t key,
                    std::vector<std::uint32_t>& out) {
  if (table.keys == 0) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(
      const auto ends,
      blocks.Bytes(table.buckets_offset + BucketOf(table, key) * kBucketBytes, 2 * kBucketBytes));
  const std::uint64_t begin = LoadU32(ends.data());
  const std::uint64_t end = LoadU32(ends.data() + kBucketBytes);
  if (begin > end || end > table.keys) return Damaged(table.buckets_offset);
  if (begin == end) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(
      const auto entries,
      blocks.Bytes(table.entries_offset + begin * kEntryBytes, (end - begin) * kEntryBytes));
  const std::uint32_t rest = RestOf(table, key);
  for (std::size_t at = 0; at < entries.size(); at += kEntryBytes) {
    if (LoadU32(&entries[at]) != rest) continue;
    const std::uint32_t value = LoadU32(&entries[at + 4]);
    if ((value & kIsList) == 0) {
      out.push_back(value);
    } else {
      LYNCEUS_RETURN_IF_ERROR(ReadList(blocks, table, value & ~kIsList, out));
    }
  }
  return absl::OkStatus();
}

}  // namespace lynceus::retrieval
