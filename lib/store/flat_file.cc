#include "lib/store/flat_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "lib/base/status.h"

namespace lynceus::store {
namespace {

constexpr std::string_view kMagic = "LYNFLAT\n";
constexpr std::size_t kDigestBytes = 32;
// magic, version, block bytes, content length, seal (FORMAT.md).
constexpr std::size_t kFooterFieldsBytes = 8 + 4 + 4 + 8;
constexpr std::size_t kFooterBytes = kFooterFieldsBytes + kDigestBytes;

std::string_view AsText(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string_view AsText(const Sha256& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string FooterFields(std::uint64_t length) {
  std::string fields(kMagic);
  AppendU32(fields, kFlatFormatVersion);
  AppendU32(fields, static_cast<std::uint32_t>(kFlatBlockBytes));
  AppendU64(fields, length);
  return fields;
}

// The seal covers the table and the footer's own fields.
Sha256 SealOf(std::string_view table, std::string_view fields) {
  Sha256Builder builder;
  builder.AddField(table);
  builder.AddField(fields);
  return builder.Finish();
}

std::uint64_t BlocksOf(std::uint64_t length) {
  return length / kFlatBlockBytes + (length % kFlatBlockBytes == 0 ? 0 : 1);
}

absl::Status SystemError(const std::string& path, int error) {
  ErrorDetail detail{.subject = path, .cause = std::strerror(error)};
  if (error == ENOSPC || error == EDQUOT) {
    detail.remedy = "free space on that file system";
    return LimitError(std::move(detail));
  }
  return InternalError(std::move(detail));
}

absl::Status Damaged(const std::string& path, std::string place, std::string cause) {
  return DataLossError({.subject = path,
                        .place = std::move(place),
                        .cause = std::move(cause),
                        .remedy = "restore the file from a good copy or build the snapshot anew"});
}

}  // namespace

FlatFileWriter::FlatFileWriter(std::string path, int descriptor)
    : path_(std::move(path)), descriptor_(descriptor) {
  block_.reserve(kFlatBlockBytes);
}

absl::StatusOr<std::unique_ptr<FlatFileWriter>> FlatFileWriter::Create(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (descriptor < 0) return SystemError(path, errno);
  return std::unique_ptr<FlatFileWriter>(new FlatFileWriter(path, descriptor));
}

FlatFileWriter::~FlatFileWriter() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!finished_) ::unlink(path_.c_str());
}

absl::Status FlatFileWriter::Append(std::string_view bytes) {
  LYNCEUS_CHECK(!finished_);
  while (!bytes.empty()) {
    const std::size_t part = std::min(bytes.size(), kFlatBlockBytes - block_.size());
    block_.append(bytes.substr(0, part));
    bytes.remove_prefix(part);
    length_ += part;
    if (block_.size() == kFlatBlockBytes) LYNCEUS_RETURN_IF_ERROR(WriteBlock());
  }
  return absl::OkStatus();
}

absl::StatusOr<Sha256> FlatFileWriter::Finish(bool durable) {
  LYNCEUS_CHECK(!finished_);
  if (!block_.empty()) LYNCEUS_RETURN_IF_ERROR(WriteBlock());
  const std::string fields = FooterFields(length_);
  const Sha256 seal = SealOf(table_, fields);
  LYNCEUS_RETURN_IF_ERROR(WriteAll(table_));
  LYNCEUS_RETURN_IF_ERROR(WriteAll(fields));
  LYNCEUS_RETURN_IF_ERROR(WriteAll(AsText(seal)));
  if (durable && ::fdatasync(descriptor_) != 0) return SystemError(path_, errno);
  if (::close(std::exchange(descriptor_, -1)) != 0) return SystemError(path_, errno);
  finished_ = true;
  return seal;
}

absl::Status FlatFileWriter::WriteBlock() {
  const Sha256 digest = Sha256Of(block_);
  LYNCEUS_RETURN_IF_ERROR(WriteAll(block_));
  table_.append(AsText(digest));
  block_.clear();
  return absl::OkStatus();
}

absl::Status FlatFileWriter::WriteAll(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return SystemError(path_, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return absl::OkStatus();
}

FlatFile::FlatFile(std::string path, std::unique_ptr<MappedFile> file, std::uint64_t length,
                   Sha256 seal)
    : path_(std::move(path)),
      file_(std::move(file)),
      length_(length),
      seal_(seal),
      checked_(BlocksOf(length) / 64 + 1) {}

absl::StatusOr<std::unique_ptr<FlatFile>> FlatFile::Open(const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(auto file, MappedFile::Open(path));
  const std::span<const std::byte> all = file->bytes();
  if (all.size() < kFooterBytes) return Damaged(path, "", "the file is too short for its footer");
  const std::span<const std::byte> footer = all.last(kFooterBytes);
  if (AsText(footer).substr(0, kMagic.size()) != kMagic) {
    return Damaged(path, "footer", "not a sealed flat file, or truncated");
  }
  const std::uint32_t version = LoadU32(footer.data() + 8);
  if (version != kFlatFormatVersion) {
    return PreconditionError({.subject = path,
                              .place = "footer",
                              .cause = "flat file version " + std::to_string(version) +
                                       "; this build reads " + std::to_string(kFlatFormatVersion),
                              .remedy = "build the snapshot anew with this version"});
  }
  const std::uint64_t length = LoadU64(footer.data() + 16);
  const std::uint64_t body = all.size() - kFooterBytes;
  // The division first: a damaged length must not overflow the sum.
  if (LoadU32(footer.data() + 12) != kFlatBlockBytes || length > body ||
      length + BlocksOf(length) * kDigestBytes != body) {
    return Damaged(path, "footer", "the lengths do not agree");
  }
  const std::string_view table = AsText(all.subspan(length, BlocksOf(length) * kDigestBytes));
  const Sha256 seal = SealOf(table, AsText(footer.first(kFooterFieldsBytes)));
  if (AsText(footer.last(kDigestBytes)) != AsText(seal)) {
    return Damaged(path, "footer", "the seal does not hold");
  }
  return std::unique_ptr<FlatFile>(new FlatFile(path, std::move(file), length, seal));
}

absl::StatusOr<std::span<const std::byte>> FlatFile::Bytes(std::uint64_t offset,
                                                           std::uint64_t length) const {
  if (offset > length_ || length > length_ - offset) {
    return MakeError(absl::StatusCode::kOutOfRange,
                     {.subject = path_,
                      .place = "byte " + std::to_string(offset),
                      .cause = "reading " + std::to_string(length) + " bytes past the end",
                      .limit = std::to_string(length_) + " bytes"});
  }
  if (length == 0) return std::span<const std::byte>();
  const std::uint64_t last = (offset + length - 1) / kFlatBlockBytes;
  for (std::uint64_t block = offset / kFlatBlockBytes; block <= last; ++block) {
    const std::uint64_t bit = std::uint64_t{1} << (block % 64);
    if ((checked_[block / 64].load(std::memory_order_relaxed) & bit) != 0) continue;
    LYNCEUS_RETURN_IF_ERROR(CheckBlock(block));
    checked_[block / 64].fetch_or(bit, std::memory_order_relaxed);
  }
  return file_->bytes().subspan(offset, length);
}

absl::Status FlatFile::CheckBlock(std::uint64_t block) const {
  const std::uint64_t begin = block * kFlatBlockBytes;
  const std::uint64_t bytes = std::min<std::uint64_t>(kFlatBlockBytes, length_ - begin);
  const Sha256 digest = Sha256Of(AsText(file_->bytes().subspan(begin, bytes)));
  const std::string_view expected =
      AsText(file_->bytes().subspan(length_ + block * kDigestBytes, kDigestBytes));
  if (expected == AsText(digest)) return absl::OkStatus();
  return Damaged(path_, "block " + std::to_string(block) + " at byte " + std::to_string(begin),
                 "the block's digest does not hold");
}

}  // namespace lynceus::store
