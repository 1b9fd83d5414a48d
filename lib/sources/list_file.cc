// A reader that looks at the first bytes and, where they are packed, unpacks what follows. zlib
// does gzip; ZIP is in zip_archive.cc.

#include "lib/sources/list_file.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/zip_archive.h"

namespace lynceus::sources {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kBlockBytes = 64u << 10;
constexpr std::size_t kMagicBytes = 6;
constexpr int kGzipWindowBits = 15 + 16;  // the largest window; 16 asks for gzip's header and CRC
constexpr std::string_view kWorkbookMember = "xl/workbook.xml";

constexpr std::string_view kZipMagics[] = {"PK\x03\x04"sv, "PK\x05\x06"sv, "PK\x07\x08"sv};
constexpr std::string_view kGzipMagic = "\x1F\x8B"sv;

bool IsZip(std::string_view head) {
  return std::ranges::any_of(kZipMagics,
                             [head](std::string_view magic) { return head.starts_with(magic); });
}

struct Packing {
  std::string_view magic;
  std::string_view word;
};

// Packed forms that are refused inside of a packed file.
constexpr Packing kPackings[] = {
    {"PK\x03\x04"sv, "a ZIP archive"},
    {"PK\x05\x06"sv, "a ZIP archive"},
    {"\x1F\x8B"sv, "gzip data"},
    {"\x28\xB5\x2F\xFD"sv, "zstd data"},
    {"\xFD"
     "7zXZ\x00"sv,
     "xz data"},
    {"BZh"sv, "bzip2 data"},
    {"7z\xBC\xAF\x27\x1C"sv, "a 7z archive"},
    {"Rar!"sv, "a RAR archive"},
};

// Fills `buffer` from `input` as far as it gives bytes.
absl::StatusOr<std::size_t> ReadFully(ByteReader& input, std::span<char> buffer) {
  std::size_t filled = 0;
  while (filled < buffer.size()) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::size_t size, input.Read(buffer.subspan(filled)));
    if (size == 0) break;
    filled += size;
  }
  return filled;
}

// Gives bytes that were read ahead, then those of the input.
class ResumedReader : public ByteReader {
 public:
  ResumedReader(std::string head, std::unique_ptr<ByteReader> input)
      : head_(std::move(head)), input_(std::move(input)) {}

  absl::StatusOr<std::size_t> Read(std::span<char> buffer) override {
    if (given_ == head_.size()) return input_->Read(buffer);
    const std::size_t size = std::min(buffer.size(), head_.size() - given_);
    std::memcpy(buffer.data(), head_.data() + given_, size);
    given_ += size;
    return size;
  }
  const std::string& name() const override { return input_->name(); }

 private:
  const std::string head_;
  std::size_t given_ = 0;
  const std::unique_ptr<ByteReader> input_;
};

// gzip data: one member or several one after the other (RFC 1952, section 2.2), then perhaps zero
// bytes (tape blocks) and nothing else.
class GzipReader : public ByteReader {
 public:
  explicit GzipReader(std::unique_ptr<ByteReader> input)
      : input_(std::move(input)), budget_(input_->name()), packed_(kBlockBytes) {
    LYNCEUS_CHECK(inflateInit2(&stream_, kGzipWindowBits) == Z_OK);
  }
  ~GzipReader() override { inflateEnd(&stream_); }
  GzipReader(const GzipReader&) = delete;
  GzipReader& operator=(const GzipReader&) = delete;

  absl::StatusOr<std::size_t> Read(std::span<char> buffer) override {
    if (buffer.empty()) return std::size_t{0};
    stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(buffer.size(), 1u << 30));
    const uInt wanted = stream_.avail_out;
    while (stream_.avail_out == wanted) {
      LYNCEUS_ASSIGN_OR_RETURN(const bool more, Fill());
      if (!more) return std::size_t{0};
      LYNCEUS_RETURN_IF_ERROR(Inflate());
    }
    return std::size_t{wanted - stream_.avail_out};
  }
  const std::string& name() const override { return input_->name(); }

 private:
  // False at the end. Afterwards there are packed bytes.
  absl::StatusOr<bool> Fill() {
    if (stream_.avail_in == 0) {
      LYNCEUS_ASSIGN_OR_RETURN(const std::size_t size, input_->Read(packed_));
      if (size == 0 && inside_) return Damaged("the packed data is cut off");
      if (size == 0) return false;
      stream_.next_in = reinterpret_cast<Bytef*>(packed_.data());
      stream_.avail_in = static_cast<uInt>(size);
    }
    if (inside_) return true;
    // Between members: the next one begins, or there is padding to the end.
    while (members_ > 0 && stream_.avail_in > 0 && *stream_.next_in == 0) {
      padded_ = true;
      ++stream_.next_in;
      --stream_.avail_in;
    }
    if (stream_.avail_in == 0) return Fill();
    if (members_ > 0 && (padded_ || *stream_.next_in != 0x1F)) {
      return Damaged("other bytes stand behind the end of the packed data");
    }
    inside_ = true;
    return inflateReset(&stream_) == Z_OK;
  }

  absl::Status Inflate() {
    const uInt in = stream_.avail_in;
    const uInt out = stream_.avail_out;
    const int result = inflate(&stream_, Z_NO_FLUSH);
    LYNCEUS_RETURN_IF_ERROR(budget_.Count(in - stream_.avail_in, out - stream_.avail_out));
    given_ += out - stream_.avail_out;
    if (result == Z_STREAM_END) {
      inside_ = false;
      ++members_;
      return absl::OkStatus();
    }
    if (result == Z_OK || result == Z_BUF_ERROR) return absl::OkStatus();
    return Damaged(absl::StrCat("it cannot be unpacked: ",
                                stream_.msg == nullptr ? "a dictionary is needed" : stream_.msg));
  }

  absl::Status Damaged(std::string cause) const {
    return InvalidError({.subject = input_->name(),
                         .place = absl::StrCat("unpacked byte ", given_),
                         .cause = std::move(cause),
                         .remedy = "the file is damaged; get it again"});
  }

  const std::unique_ptr<ByteReader> input_;
  UnpackBudget budget_;
  std::vector<char> packed_;
  z_stream stream_ = {};
  bool inside_ = false;  // of a member
  bool padded_ = false;
  std::uint64_t members_ = 0;
  std::uint64_t given_ = 0;
};

// `opened` with its first bytes looked at: what is packed twice is refused.
absl::StatusOr<std::unique_ptr<ByteReader>> RefusePacked(std::unique_ptr<ByteReader> opened) {
  std::string head(kMagicBytes, '\0');
  LYNCEUS_ASSIGN_OR_RETURN(const std::size_t size, ReadFully(*opened, head));
  head.resize(size);
  for (const Packing& packing : kPackings) {
    if (!head.starts_with(packing.magic)) continue;
    return InvalidError(
        {.subject = opened->name(),
         .cause = absl::StrCat("there is ", ToAbsl(packing.word), " inside of the packed file"),
         .remedy = "unpack it, and give the file that holds the list"});
  }
  return std::make_unique<ResumedReader>(std::move(head), std::move(opened));
}

// Members that hold no list.
bool IsNoData(std::string_view member) {
  const std::string lower = LowerAscii(member);
  const std::string name = BaseName(lower);
  return lower.starts_with("__macosx/") || name.starts_with(".") || name == "thumbs.db" ||
         name == "desktop.ini" || name.ends_with(".xsd");
}

absl::StatusOr<std::string> OnlyDataMember(const std::string& path, const ZipArchive& archive) {
  std::vector<std::string> data;
  for (const std::string& member : archive.members()) {
    if (!IsNoData(member)) data.push_back(member);
  }
  if (data.size() == 1) return data[0];
  if (data.empty()) {
    return InvalidError({.subject = path,
                         .cause = "the archive holds no data",
                         .remedy = "get the file from its publisher again"});
  }
  std::ranges::sort(data);
  std::string shown;
  for (std::size_t i = 0; i < std::min<std::size_t>(data.size(), 8); ++i) {
    absl::StrAppend(&shown, i == 0 ? "" : ", ", ToValidUtf8(data[i].substr(0, 128)));
  }
  if (data.size() > 8) absl::StrAppend(&shown, " ...");
  return InvalidError(
      {.subject = path,
       .cause = absl::StrCat("the archive holds ", data.size(), " data members: ", shown),
       .remedy = absl::StrCat("name the one to read: ", path, "!MEMBER")});
}

// `member`: empty where none was chosen.
absl::StatusOr<std::unique_ptr<ByteReader>> OpenZip(const std::string& path, std::string member) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ZipArchive> archive, ZipArchive::Open(path));
  if (member.empty() && archive->Has(kWorkbookMember)) {
    return InvalidError({.subject = path,
                         .cause = "it is an Excel workbook, not a file of text",
                         .remedy = "no list in this form is a workbook; check the kind"});
  }
  if (member.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(member, OnlyDataMember(path, *archive));
  }
  LYNCEUS_ASSIGN_OR_RETURN(std::unique_ptr<ByteReader> reader, archive->OpenMember(member));
  return RefusePacked(std::move(reader));
}

struct SplitPath {
  std::string file;
  std::string member;  // empty: none was chosen
};

SplitPath Split(const std::string& path) {
  if (path == "-" || PathExists(path)) return {.file = path, .member = {}};
  for (std::size_t at = path.find('!'); at != std::string::npos; at = path.find('!', at + 1)) {
    const std::string file = path.substr(0, at);
    if (at + 1 < path.size() && PathExists(file) && !IsDirectory(file)) {
      return {.file = file, .member = path.substr(at + 1)};
    }
  }
  return {.file = path, .member = {}};
}

}  // namespace

absl::StatusOr<std::unique_ptr<ByteReader>> OpenListFile(const std::string& path) {
  SplitPath split = Split(path);
  LYNCEUS_ASSIGN_OR_RETURN(std::unique_ptr<ByteReader> input, OpenByteReader(split.file));
  std::string head(kMagicBytes, '\0');
  LYNCEUS_ASSIGN_OR_RETURN(const std::size_t size, ReadFully(*input, head));
  head.resize(size);
  if (IsZip(head)) {
    if (split.file == "-") {
      return InvalidError({.subject = input->name(),
                           .cause = "a ZIP archive cannot be read from the standard input",
                           .remedy = "give the path of the file"});
    }
    return OpenZip(split.file, std::move(split.member));
  }
  if (!split.member.empty()) {
    return InvalidError({.subject = path,
                         .cause = "a member is named, but the file is no ZIP archive",
                         .remedy = absl::StrCat("give ", split.file)});
  }
  const bool is_gzip = head.starts_with(kGzipMagic);
  auto resumed = std::make_unique<ResumedReader>(std::move(head), std::move(input));
  if (!is_gzip) return resumed;
  return RefusePacked(std::make_unique<GzipReader>(std::move(resumed)));
}

absl::StatusOr<std::string> ReadListHead(const std::string& path, std::size_t bytes_max) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path));
  std::string head(bytes_max, '\0');
  LYNCEUS_ASSIGN_OR_RETURN(const std::size_t size, ReadFully(*input, head));
  head.resize(size);
  return head;
}

absl::StatusOr<bool> IsXlsx(const std::string& path) {
  if (path == "-") return false;
  const SplitPath split = Split(path);
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenByteReader(split.file));
  std::array<char, 4> head;
  LYNCEUS_ASSIGN_OR_RETURN(const std::size_t size, ReadFully(*input, head));
  if (!split.member.empty() || !IsZip({head.data(), size})) return false;
  const auto archive = ZipArchive::Open(split.file);
  return archive.ok() && (*archive)->Has(kWorkbookMember);
}

std::string FileOnDisk(const std::string& path) { return Split(path).file; }

}  // namespace lynceus::sources
