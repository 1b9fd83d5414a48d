// Records carry their own digest over index, lengths and bytes, so a torn or moved one cannot pass.
#include "lib/audit/journal.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
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

constexpr std::size_t kHeaderBytes = kJournalStart.offset;
constexpr std::size_t kDigestBytes = 16;
constexpr std::size_t kPrefixBytes = 4 + 4 + kDigestBytes;
constexpr std::size_t kScanBufferBytes = 1u << 20;

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

absl::Status NoJournal(const std::string& path) {
  return NotFoundError(
      {.subject = path,
       .cause = absl::StrCat("the journal cannot be opened: ", std::strerror(errno)),
       .remedy = "name the directory of a match log"});
}

// The fixed part of a record.
struct Prefix {
  std::uint32_t leaf_bytes = 0;
  std::uint32_t body_bytes = 0;
  std::string_view digest;

  // REQUIRES: bytes.size() == kPrefixBytes; borrowed.
  explicit Prefix(std::string_view bytes) {
    ByteCursor fields(std::as_bytes(std::span(bytes)));
    leaf_bytes = fields.U32();
    body_bytes = fields.U32();
    digest = bytes.substr(kPrefixBytes - kDigestBytes);
  }
  bool InLimits() const {
    return leaf_bytes <= limits::kLeafBytesMax && body_bytes <= limits::kSealedBodyBytesMax;
  }
};

// Sequential reads of a file opened for reading.
class FileCursor {
 public:
  static absl::StatusOr<FileCursor> Open(const std::string& path) {
    std::FILE* file = std::fopen(path.c_str(), "rbe");
    if (file == nullptr) return NoJournal(path);
    std::setvbuf(file, nullptr, _IOFBF, kScanBufferBytes);
    return FileCursor(file, path);
  }
  // Fills `out` with `size` bytes; false where the file ends first.
  absl::StatusOr<bool> Read(std::size_t size, std::string& out) {
    out.resize(size);
    if (std::fread(out.data(), 1, size, file_.get()) == size) return true;
    if (std::ferror(file_.get()) != 0) {
      return SystemFailure(path_, "the journal cannot be read");
    }
    return false;
  }
  absl::Status Seek(std::uint64_t offset) {
    if (fseeko(file_.get(), static_cast<off_t>(offset), SEEK_SET) == 0) return absl::OkStatus();
    return SystemFailure(path_, "the journal cannot be read");
  }

 private:
  struct Close {
    void operator()(std::FILE* open) const { std::fclose(open); }
  };
  FileCursor(std::FILE* file, std::string path) : file_(file), path_(std::move(path)) {}
  std::unique_ptr<std::FILE, Close> file_;
  std::string path_;
};

// Reads one record where the cursor stands; false where there is no whole one.
absl::StatusOr<bool> ReadRecord(FileCursor& cursor, std::uint64_t index, JournalRecord& record) {
  std::string bytes;
  LYNCEUS_ASSIGN_OR_RETURN(bool there, cursor.Read(kPrefixBytes, bytes));
  if (!there) return false;
  const Prefix prefix(bytes);
  if (!prefix.InLimits()) return false;
  LYNCEUS_ASSIGN_OR_RETURN(there, cursor.Read(prefix.leaf_bytes, record.leaf));
  if (!there) return false;
  LYNCEUS_ASSIGN_OR_RETURN(there, cursor.Read(prefix.body_bytes, record.body));
  record.index = index;
  return there && RecordDigest(index, record.leaf, record.body) == prefix.digest;
}

// Fills `out` from `offset`; false where the file ends first.
absl::StatusOr<bool> ReadAt(int descriptor, const std::string& path, std::uint64_t offset,
                            std::span<char> out) {
  while (!out.empty()) {
    const ssize_t count = pread(descriptor, out.data(), out.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemFailure(path, "the journal cannot be read");
    if (count == 0) return false;
    offset += static_cast<std::uint64_t>(count);
    out = out.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

std::uint64_t EndOf(const JournalRecord& record) {
  return record.offset + kPrefixBytes + record.leaf.size() + record.body.size();
}

absl::Status CreateJournal(const std::string& path) {
  if (PathExists(path)) {
    return MakeError(absl::StatusCode::kAlreadyExists, {.subject = path,
                                                        .cause = "there is a match log already",
                                                        .remedy = "choose another directory"});
  }
  return WriteFileDurably(path, Header());
}

absl::StatusOr<JournalScan> ScanJournal(const std::string& path,
                                        const std::function<absl::Status(JournalRecord)>& visit,
                                        JournalPlace start) {
  LYNCEUS_ASSIGN_OR_RETURN(FileCursor cursor, FileCursor::Open(path));
  std::string header;
  LYNCEUS_ASSIGN_OR_RETURN(const bool there, cursor.Read(kHeaderBytes, header));
  if (!there || header != Header()) {
    return DataLossError({.subject = path,
                          .cause = "it is no journal of version 1",
                          .remedy = "restore the match log from a copy"});
  }
  JournalScan scan{.records = start.index, .bytes_good = start.offset};
  LYNCEUS_ASSIGN_OR_RETURN(scan.bytes_total, FileSize(path));
  if (scan.bytes_total < start.offset) {
    return DataLossError({.subject = path,
                          .place = absl::StrCat("byte ", scan.bytes_total),
                          .cause = absl::StrCat("the journal ends before record ", start.index,
                                                ", which was durable, at byte ", start.offset),
                          .remedy = "the log was cut; restore it from a copy"});
  }
  LYNCEUS_RETURN_IF_ERROR(cursor.Seek(start.offset));
  JournalRecord record;
  for (;;) {
    LYNCEUS_ASSIGN_OR_RETURN(const bool whole, ReadRecord(cursor, scan.records, record));
    if (!whole) break;
    record.offset = scan.bytes_good;
    scan.bytes_good = EndOf(record);
    ++scan.records;
    LYNCEUS_RETURN_IF_ERROR(visit(std::exchange(record, {})));
  }
  LYNCEUS_ASSIGN_OR_RETURN(scan.bytes_total, FileSize(path));
  return scan;
}

absl::StatusOr<std::unique_ptr<JournalReader>> JournalReader::Open(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return NoJournal(path);
  return std::unique_ptr<JournalReader>(new JournalReader(descriptor, path));
}

JournalReader::~JournalReader() { close(descriptor_); }

absl::StatusOr<JournalRecord> JournalReader::Read(JournalPlace place) const {
  const auto damaged = [&] {
    return DataLossError({.subject = path_,
                          .place = absl::StrCat("byte ", place.offset),
                          .cause = absl::StrCat("record ", place.index, " is not whole there"),
                          .remedy = "ask lynceus log fsck DIR what is damaged"});
  };
  std::string bytes(kPrefixBytes, '\0');
  LYNCEUS_ASSIGN_OR_RETURN(bool there, ReadAt(descriptor_, path_, place.offset, bytes));
  if (!there) return damaged();
  const Prefix prefix(bytes);
  if (!prefix.InLimits()) return damaged();
  std::string content(std::size_t{prefix.leaf_bytes} + prefix.body_bytes, '\0');
  LYNCEUS_ASSIGN_OR_RETURN(there, ReadAt(descriptor_, path_, place.offset + kPrefixBytes, content));
  JournalRecord record{.index = place.index,
                       .offset = place.offset,
                       .leaf = content.substr(0, prefix.leaf_bytes),
                       .body = content.substr(prefix.leaf_bytes)};
  if (!there || RecordDigest(place.index, record.leaf, record.body) != prefix.digest) {
    return damaged();
  }
  return record;
}

absl::StatusOr<std::unique_ptr<JournalWriter>> JournalWriter::Open(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return NoJournal(path);
  std::unique_ptr<JournalWriter> writer(new JournalWriter(descriptor, path));
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) return writer;
  if (errno != EWOULDBLOCK) return SystemFailure(path, "the journal cannot be locked");
  return UnavailableError({.subject = path,
                           .cause = "another process holds the lock",
                           .remedy = "wait until it ends, or stop it; what a running service "
                                     "keeps from being done is done while it is stopped"});
}

JournalWriter::~JournalWriter() { close(descriptor_); }

absl::Status JournalWriter::Begin(std::uint64_t doubtful, std::uint64_t end) {
  std::string bytes;
  for (std::uint64_t at = doubtful; at < end; at += bytes.size()) {
    bytes.resize(static_cast<std::size_t>(std::min<std::uint64_t>(end - at, kScanBufferBytes)));
    LYNCEUS_ASSIGN_OR_RETURN(const bool there, ReadAt(descriptor_, path_, at, bytes));
    LYNCEUS_CHECK(there);
    LYNCEUS_RETURN_IF_ERROR(WriteAt(at, bytes));
  }
  if (ftruncate(descriptor_, static_cast<off_t>(end)) != 0) {
    return Fail("the torn tail cannot be cut");
  }
  if (fdatasync(descriptor_) != 0) return Fail("the journal cannot be synced");
  end_ = end;
  return absl::OkStatus();
}

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

absl::Status JournalWriter::InPlace() const {
  struct stat written {};
  struct stat there {};
  if (fstat(descriptor_, &written) == 0 && stat(path_.c_str(), &there) == 0 &&
      written.st_dev == there.st_dev && written.st_ino == there.st_ino) {
    return absl::OkStatus();
  }
  return UnavailableError({.subject = path_,
                           .cause = "the journal that is written is no longer at its path",
                           .remedy = "put the log's directory back where it was"});
}

absl::Status JournalWriter::Fail(std::string_view what) {
  failed_ = SystemFailure(path_, what);
  return failed_;
}

absl::Status JournalWriter::WriteAt(std::uint64_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written =
        pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return Fail("the journal cannot be written");
    offset += static_cast<std::uint64_t>(written);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return absl::OkStatus();
}

absl::Status JournalWriter::Sync() {
  LYNCEUS_RETURN_IF_ERROR(failed_);
  LYNCEUS_RETURN_IF_ERROR(WriteAt(end_, buffer_));
  if (fdatasync(descriptor_) != 0) return Fail("the journal cannot be synced");
  end_ += buffer_.size();
  buffer_.clear();
  return absl::OkStatus();
}

}  // namespace lynceus::audit
