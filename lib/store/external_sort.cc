// Runs are written in the order of adding and merged in groups of neighbours, ties going to the
// earlier run: that keeps the sort stable. A run is a flat file of (varint length, key, varint
// length, value). At most kFanIn runs are open at a time; more are first merged into longer ones.
#include "lib/store/external_sort.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

#include "lib/base/block.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/store/flat_file.h"

namespace lynceus::store {
namespace {

constexpr std::size_t kFanIn = 64;
constexpr std::uint64_t kVarintBytesMax = 10;

// A directory that goes away with its owner.
class ScratchDirectory {
 public:
  static absl::StatusOr<std::unique_ptr<ScratchDirectory>> Make(const std::string& parent) {
    LYNCEUS_RETURN_IF_ERROR(MakeDirectories(parent));
    std::string path = JoinPath(parent, "sort-XXXXXX");
    if (::mkdtemp(path.data()) == nullptr) {
      return InternalError(
          {.subject = parent,
           .cause = std::string("no temporary directory: ") + std::strerror(errno)});
    }
    return std::unique_ptr<ScratchDirectory>(new ScratchDirectory(std::move(path)));
  }
  // A leftover in a temporary directory is all that an error could mean here.
  ~ScratchDirectory() { static_cast<void>(RemoveTree(path_)); }
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;

  std::string NextPath() { return JoinPath(path_, "run-" + std::to_string(next_++)); }

 private:
  explicit ScratchDirectory(std::string path) : path_(std::move(path)) {}
  const std::string path_;
  std::uint64_t next_ = 0;
};

absl::Status AppendRecord(BlockSink& sink, std::string& scratch, std::string_view key,
                          std::string_view value) {
  scratch.clear();
  AppendField(scratch, key);
  AppendField(scratch, value);
  return sink.Append(scratch);
}

// Reads the records of one run in order. Views point into the mapped run.
class RunReader {
 public:
  static absl::StatusOr<RunReader> Open(const std::string& path) {
    LYNCEUS_ASSIGN_OR_RETURN(auto file, FlatFile::Open(path));
    return RunReader(std::move(file));
  }

  absl::StatusOr<bool> Next() {
    if (at_ == file_->size()) return false;
    LYNCEUS_ASSIGN_OR_RETURN(key_, Field());
    LYNCEUS_ASSIGN_OR_RETURN(value_, Field());
    return true;
  }
  void Rewind() { at_ = 0; }
  std::string_view key() const { return key_; }
  std::string_view value() const { return value_; }

 private:
  explicit RunReader(std::unique_ptr<FlatFile> file) : file_(std::move(file)) {}

  absl::StatusOr<std::string_view> Field() {
    const std::uint64_t window = std::min(kVarintBytesMax, file_->size() - at_);
    LYNCEUS_ASSIGN_OR_RETURN(const auto head, file_->Bytes(at_, window));
    std::uint64_t length = 0;
    std::uint64_t used = 0;
    while (true) {
      if (used == head.size()) return InternalError({.cause = "a sort run ends inside a record"});
      const auto byte = static_cast<std::uint64_t>(head[used]);
      length |= (byte & 0x7f) << (7 * used);
      ++used;
      if ((byte & 0x80) == 0) break;
    }
    LYNCEUS_ASSIGN_OR_RETURN(const auto bytes, file_->Bytes(at_ + used, length));
    at_ += used + length;
    return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }

  std::unique_ptr<FlatFile> file_;
  std::uint64_t at_ = 0;
  std::string_view key_;
  std::string_view value_;
};

// The k-way merge: a binary heap of runs by (current key, run number).
class Merge {
 public:
  static absl::StatusOr<Merge> Open(const std::vector<std::string>& paths) {
    Merge merge;
    for (const std::string& path : paths) {
      LYNCEUS_ASSIGN_OR_RETURN(RunReader run, RunReader::Open(path));
      merge.runs_.push_back(std::move(run));
    }
    return merge;
  }

  absl::StatusOr<bool> Next() {
    if (!started_) {
      LYNCEUS_RETURN_IF_ERROR(Start());
    } else if (!heap_.empty()) {
      LYNCEUS_RETURN_IF_ERROR(Advance());
    }
    return !heap_.empty();
  }
  void Rewind() {
    for (RunReader& run : runs_) run.Rewind();
    heap_.clear();
    started_ = false;
  }
  std::string_view key() const { return runs_[heap_.front()].key(); }
  std::string_view value() const { return runs_[heap_.front()].value(); }

 private:
  bool After(std::size_t a, std::size_t b) const {
    const int order = runs_[a].key().compare(runs_[b].key());
    return order != 0 ? order > 0 : a > b;
  }

  auto Order() const {
    return [this](std::size_t a, std::size_t b) { return After(a, b); };
  }

  absl::Status Start() {
    started_ = true;
    for (std::size_t run = 0; run < runs_.size(); ++run) {
      LYNCEUS_ASSIGN_OR_RETURN(const bool more, runs_[run].Next());
      if (more) heap_.push_back(run);
    }
    std::make_heap(heap_.begin(), heap_.end(), Order());
    return absl::OkStatus();
  }

  absl::Status Advance() {
    std::pop_heap(heap_.begin(), heap_.end(), Order());
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, runs_[heap_.back()].Next());
    if (more) {
      std::push_heap(heap_.begin(), heap_.end(), Order());
    } else {
      heap_.pop_back();
    }
    return absl::OkStatus();
  }

  std::vector<RunReader> runs_;
  std::vector<std::size_t> heap_;
  bool started_ = false;
};

// Records held in memory: their bytes in one string, and where each lies.
struct Held {
  struct Place {
    std::uint64_t offset;
    std::uint32_t key_bytes;
    std::uint32_t value_bytes;
  };
  std::string_view Key(const Place& place) const {
    return std::string_view(bytes).substr(place.offset, place.key_bytes);
  }
  std::string_view Value(const Place& place) const {
    return std::string_view(bytes).substr(place.offset + place.key_bytes, place.value_bytes);
  }
  std::size_t BytesHeld() const { return bytes.size() + places.size() * sizeof(Place); }
  void Sort() {
    std::stable_sort(places.begin(), places.end(),
                     [this](const Place& a, const Place& b) { return Key(a) < Key(b); });
  }

  std::string bytes;
  std::vector<Place> places;
};

class HeldRecords final : public SortedRecords {
 public:
  explicit HeldRecords(Held held) : held_(std::move(held)) {}
  absl::StatusOr<bool> Next() override {
    if (next_ == held_.places.size()) return false;
    ++next_;
    return true;
  }
  std::string_view key() const override { return held_.Key(held_.places[next_ - 1]); }
  std::string_view value() const override { return held_.Value(held_.places[next_ - 1]); }
  void Rewind() override { next_ = 0; }
  std::uint64_t records() const override { return held_.places.size(); }

 private:
  const Held held_;
  std::size_t next_ = 0;  // one past the current record
};

class MergedRecords final : public SortedRecords {
 public:
  MergedRecords(std::unique_ptr<ScratchDirectory> directory, Merge merge, std::uint64_t records)
      : directory_(std::move(directory)), merge_(std::move(merge)), records_(records) {}
  absl::StatusOr<bool> Next() override { return merge_.Next(); }
  std::string_view key() const override { return merge_.key(); }
  std::string_view value() const override { return merge_.value(); }
  void Rewind() override { merge_.Rewind(); }
  std::uint64_t records() const override { return records_; }

 private:
  const std::unique_ptr<ScratchDirectory> directory_;  // outlives the runs mapped by merge_
  Merge merge_;
  const std::uint64_t records_;
};

}  // namespace

struct ExternalSorter::Impl {
  SortOptions options;
  std::unique_ptr<ScratchDirectory> directory;  // made for the first run
  std::vector<std::string> runs;                // in the order of adding
  Held held;
  std::uint64_t records = 0;

  // Writes what is held as one more run.
  absl::Status Spill() {
    if (directory == nullptr) {
      LYNCEUS_ASSIGN_OR_RETURN(directory, ScratchDirectory::Make(options.temporary_directory));
    }
    held.Sort();
    std::string path = directory->NextPath();
    LYNCEUS_ASSIGN_OR_RETURN(const auto writer, FlatFileWriter::Create(path));
    std::string scratch;
    for (const Held::Place& place : held.places) {
      LYNCEUS_RETURN_IF_ERROR(AppendRecord(*writer, scratch, held.Key(place), held.Value(place)));
    }
    LYNCEUS_RETURN_IF_ERROR(writer->Finish(/*durable=*/false).status());
    runs.push_back(std::move(path));
    held.bytes.clear();
    held.places.clear();
    return absl::OkStatus();
  }

  // Merges neighbouring runs until they can all be open at once.
  absl::Status Narrow() {
    while (runs.size() > kFanIn) {
      std::vector<std::string> fewer;
      for (std::size_t begin = 0; begin < runs.size(); begin += kFanIn) {
        const std::size_t end = std::min(runs.size(), begin + kFanIn);
        LYNCEUS_ASSIGN_OR_RETURN(std::string merged, MergeRuns(begin, end));
        fewer.push_back(std::move(merged));
      }
      runs = std::move(fewer);
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::string> MergeRuns(std::size_t begin, std::size_t end) {
    const auto at = [&](std::size_t i) { return runs.begin() + static_cast<std::ptrdiff_t>(i); };
    const std::vector<std::string> group(at(begin), at(end));
    std::string path = directory->NextPath();
    LYNCEUS_ASSIGN_OR_RETURN(const auto writer, FlatFileWriter::Create(path));
    LYNCEUS_ASSIGN_OR_RETURN(Merge merge, Merge::Open(group));
    std::string scratch;
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(const bool more, merge.Next());
      if (!more) break;
      LYNCEUS_RETURN_IF_ERROR(AppendRecord(*writer, scratch, merge.key(), merge.value()));
    }
    LYNCEUS_RETURN_IF_ERROR(writer->Finish(/*durable=*/false).status());
    for (const std::string& run : group) LYNCEUS_RETURN_IF_ERROR(RemoveTree(run));
    return path;
  }
};

ExternalSorter::ExternalSorter(SortOptions options) : impl_(std::make_unique<Impl>()) {
  impl_->options = std::move(options);
}
ExternalSorter::~ExternalSorter() = default;
ExternalSorter::ExternalSorter(ExternalSorter&&) noexcept = default;
ExternalSorter& ExternalSorter::operator=(ExternalSorter&&) noexcept = default;

absl::Status ExternalSorter::Add(std::string_view key, std::string_view value) {
  constexpr std::size_t kPartMax = std::size_t{1} << 31;
  if (key.size() >= kPartMax || value.size() >= kPartMax) {
    return LimitError({.subject = "external sort",
                       .cause = "a record is too long to be sorted",
                       .limit = std::to_string(kPartMax) + " bytes"});
  }
  Impl& impl = *impl_;
  impl.held.places.push_back({impl.held.bytes.size(), static_cast<std::uint32_t>(key.size()),
                              static_cast<std::uint32_t>(value.size())});
  impl.held.bytes.append(key);
  impl.held.bytes.append(value);
  ++impl.records;
  if (impl.held.BytesHeld() >= impl.options.memory_bytes_max) return impl.Spill();
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<SortedRecords>> ExternalSorter::Sort() {
  Impl& impl = *impl_;
  if (impl.runs.empty()) {
    impl.held.Sort();
    return std::make_unique<HeldRecords>(std::exchange(impl.held, {}));
  }
  if (!impl.held.places.empty()) LYNCEUS_RETURN_IF_ERROR(impl.Spill());
  impl.held = {};
  LYNCEUS_RETURN_IF_ERROR(impl.Narrow());
  LYNCEUS_ASSIGN_OR_RETURN(Merge merge, Merge::Open(impl.runs));
  return std::make_unique<MergedRecords>(std::move(impl.directory), std::move(merge), impl.records);
}

}  // namespace lynceus::store
