// Records carry their own digest over index, lengths and bytes, so a torn or moved one cannot pass.
#include "lib/audit/journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <span>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/block.h"
#include "lib/base/digest.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"

namespace lynceus::audit {
namespace {

constexpr std::string_view::size_type kHeaderBytes = 8;
constexpr std::size_t kDigestBytes = 16;
constexpr std::size_t kPrefixBytes = 4 + 4 + kDigestBytes;

std::string_view Header() { return {"LYNJ\x01\0\0\0", kHeaderBytes}; }

std::string RecordDigest(std::uint64_t index, std::string_view leaf, std::string_view body) {
  std::string head;
  AppendU64(head, index);
  Sha256Builder builder;
  builder.Add(head);
  builder.AddField(leaf);
  builder.AddField(body);
  const Sha256 digest = builder.Finish();
  return {digest.begin(), digest.begin() + kDigestBytes};
}

absl::Status SystemFailure(const std::string& path, std::string_view what) {
  return UnavailableError({.subject = path,
                           .cause = absl::StrCat(std::string(what), ": ", std::strerror(errno)),
                           .remedy =
                               "free the disk or mend it, then start again; no record is lost "
                               "that was acknowledged"});
}

// Sequential reads of a file opened for reading.
class FileCursor {
 public:
  static absl::StatusOr<FileCursor> Open(const std::string& path) {
    std::FILE* file = std::fopen(path.c_str(), "rbe");
    if (file == nullptr) {
      return NotFoundError({.subject = path,
                            .cause = "the journal cannot be opened",
                            .remedy = "name the directory of a match log"});
    }
    return FileCursor(file);
  }
  // Fills `out` with `size` bytes; false where the file ends first.
  bool Read(std::size_t size, std::string& out) {
    out.resize(size);
    return std::fread(out.data(), 1, size, file_.get()) == size;
  }
  bool Seek(std::uint64_t offset) {
    return fseeko(file_.get(), static_cast<off_t>(offset), SEEK_SET) == 0;
  }

 private:
  struct Close {
    void operator()(std::FILE* open) const { std::fclose(open); }
  };
  explicit FileCursor(std::FILE* file) : file_(file) {}
  std::unique_ptr<std::FILE, Close> file_;
};

// Reads one record where the cursor stands; false where there is no whole one.
bool ReadRecord(FileCursor& cursor, std::uint64_t index, JournalRecord& record) {
  std::string prefix;
  if (!cursor.Read(kPrefixBytes, prefix)) return false;
  ByteCursor fields(std::as_bytes(std::span(prefix)));
  const std::uint32_t leaf_bytes = fields.U32();
  const std::uint32_t body_bytes = fields.U32();
  if (leaf_bytes > limits::kLeafBytesMax || body_bytes > limits::kSealedBodyBytesMax) return false;
  if (!cursor.Read(leaf_bytes, record.leaf) || !cursor.Read(body_bytes, record.body)) return false;
  record.index = index;
  return RecordDigest(index, record.leaf, record.body) == prefix.substr(8);
}

}  // namespace

absl::Status CreateJournal(const std::string& path) {
  if (PathExists(path)) {
    return MakeError(absl::StatusCode::kAlreadyExists, {.subject = path,
                                                        .cause = "there is a match log already",
                                                        .remedy = "choose another directory"});
  }
  return WriteFileDurably(path, Header());
}

absl::StatusOr<JournalScan> ScanJournal(const std::string& path,
                                        const std::function<absl::Status(JournalRecord)>& visit) {
  LYNCEUS_ASSIGN_OR_RETURN(FileCursor cursor, FileCursor::Open(path));
  std::string header;
  if (!cursor.Read(kHeaderBytes, header) || header != Header()) {
    return DataLossError({.subject = path,
                          .cause = "it is no journal of version 1",
                          .remedy = "restore the match log from a copy"});
  }
  JournalScan scan{.bytes_good = kHeaderBytes};
  JournalRecord record;
  while (ReadRecord(cursor, scan.records, record)) {
    record.offset = scan.bytes_good;
    scan.bytes_good += kPrefixBytes + record.leaf.size() + record.body.size();
    ++scan.records;
    LYNCEUS_RETURN_IF_ERROR(visit(std::exchange(record, {})));
  }
  LYNCEUS_ASSIGN_OR_RETURN(scan.bytes_total, FileSize(path));
  return scan;
}

absl::StatusOr<JournalRecord> ReadJournalRecord(const std::string& path, std::uint64_t offset,
                                                std::uint64_t index) {
  LYNCEUS_ASSIGN_OR_RETURN(FileCursor cursor, FileCursor::Open(path));
  JournalRecord record;
  if (!cursor.Seek(offset) || !ReadRecord(cursor, index, record)) {
    return DataLossError({.subject = path,
                          .place = absl::StrCat("byte ", offset),
                          .cause = absl::StrCat("record ", index, " is not whole there"),
                          .remedy = "verify the log"});
  }
  record.offset = offset;
  return record;
}

absl::StatusOr<std::unique_ptr<JournalWriter>> JournalWriter::Open(const std::string& path,
                                                                   std::uint64_t bytes_good) {
  const int descriptor = open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) return SystemFailure(path, "the journal cannot be opened for writing");
  if (ftruncate(descriptor, static_cast<off_t>(bytes_good)) != 0 || fdatasync(descriptor) != 0) {
    const absl::Status status = SystemFailure(path, "the torn tail cannot be cut");
    close(descriptor);
    return status;
  }
  return std::unique_ptr<JournalWriter>(new JournalWriter(descriptor, path, bytes_good));
}

JournalWriter::~JournalWriter() { close(descriptor_); }

std::uint64_t JournalWriter::Add(std::uint64_t index, std::string_view leaf,
                                 std::string_view body) {
  const std::uint64_t offset = end_ + buffer_.size();
  AppendU32(buffer_, static_cast<std::uint32_t>(leaf.size()));
  AppendU32(buffer_, static_cast<std::uint32_t>(body.size()));
  buffer_ += RecordDigest(index, leaf, body);
  buffer_ += leaf;
  buffer_ += body;
  return offset;
}

absl::Status JournalWriter::Sync() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = pwrite(descriptor_, rest.data(), rest.size(), static_cast<off_t>(end_));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return SystemFailure(path_, "the journal cannot be written");
    end_ += static_cast<std::uint64_t>(written);
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
  if (fdatasync(descriptor_) != 0) return SystemFailure(path_, "the journal cannot be synced");
  return absl::OkStatus();
}

}  // namespace lynceus::audit
