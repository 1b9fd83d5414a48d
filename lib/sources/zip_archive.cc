// libzip does the unpacking; this file decides what may be unpacked and counts what comes out.

#include "lib/sources/zip_archive.h"

#include <zip.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <span>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kEndMagic = "PK\x05\x06";

struct ZipDiscard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct ZipFileClose {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

std::string TextOf(zip_error_t& error) {
  std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  return text;
}

std::string Shown(std::string_view member) { return ToValidUtf8(member.substr(0, 128)); }

// Why a member of that name is refused; empty where it is not. Nothing is ever written under a
// member's name; an archive that holds such a name was made to attack, and is not a publisher's.
std::string_view WhyNameIsRefused(std::string_view name) {
  if (name.empty()) return "has no name";
  if (std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20; })) {
    return "has a control character in its name";
  }
  if (name.find('\\') != std::string_view::npos) return "has a backslash in its name";
  if (name.starts_with('/')) return "has an absolute path";
  if (name.size() > 1 && name[1] == ':') return "has a drive letter in its path";
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find('/', at), name.size());
    if (name.substr(at, end - at) == "..") return "leads out of the archive by \"..\"";
    at = end + 1;
  }
  return {};
}

// Refuses what stands behind the archive's last record (4.3.16), which libzip passes over. The
// record says how long a comment follows it.
absl::Status CheckEnd(const std::string& path) {
  constexpr std::size_t kRecordBytes = 22;
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<MappedFile> map, MappedFile::Open(path));
  const std::span<const std::byte> bytes = map->bytes();
  const std::size_t tail_bytes = std::min<std::size_t>(bytes.size(), kRecordBytes + 0xFFFF);
  const std::string_view tail(reinterpret_cast<const char*>(bytes.last(tail_bytes).data()),
                              tail_bytes);
  for (std::size_t at = tail.find(kEndMagic); at != std::string_view::npos;
       at = tail.find(kEndMagic, at + 1)) {
    if (at + kRecordBytes > tail.size()) break;
    const auto byte = [&tail](std::size_t i) { return static_cast<unsigned char>(tail[i]); };
    const std::size_t comment_bytes = byte(at + 20) + 256u * byte(at + 21);
    if (at + kRecordBytes + comment_bytes == tail.size()) return absl::OkStatus();
  }
  return InvalidError({.subject = path,
                       .cause = "other bytes stand behind the end of the ZIP archive",
                       .remedy = "the file is damaged; get it again"});
}

}  // namespace

absl::Status UnpackBudget::Count(std::size_t packed, std::size_t unpacked) {
  packed_ += packed;
  unpacked_ += unpacked;
  if (unpacked_ > limits::kUnpackedBytesMax) {
    return LimitError({.subject = subject_,
                       .cause = "it unpacks to too many bytes",
                       .limit = absl::StrCat(limits::kUnpackedBytesMax >> 30, " GiB"),
                       .remedy = "unpack it and look at what it holds"});
  }
  if (unpacked_ > limits::kUnpackRatioFromBytes && unpacked_ / limits::kUnpackRatioMax > packed_) {
    return LimitError({.subject = subject_,
                       .place = absl::StrCat("unpacked byte ", unpacked_),
                       .cause = "it unpacks to far more bytes than it has, like a zip bomb",
                       .limit = absl::StrCat(limits::kUnpackRatioMax, " bytes for one"),
                       .remedy = "unpack it and look at what it holds"});
  }
  return absl::OkStatus();
}

// What the archive and the readers of its members hold together.
class ZipArchive::Shared {
 public:
  Shared(std::string path, zip_t* archive)
      : path_(std::move(path)), budget_(path_), archive_(archive) {}

  absl::Status ReadDirectory() {
    // libzip does not say how many bytes it takes, and the directory may lie about them, so the
    // whole file is what is packed.
    LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t packed, FileSize(path_));
    LYNCEUS_RETURN_IF_ERROR(budget_.Count(packed, 0));
    const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
    if (count < 0 || static_cast<std::uint64_t>(count) > limits::kArchiveMembersMax) {
      return LimitError({.subject = path_,
                         .cause = absl::StrCat("the archive has ", count, " members"),
                         .limit = absl::StrCat(limits::kArchiveMembersMax, " members"),
                         .remedy = "unpack it and give the files that hold lists"});
    }
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
      LYNCEUS_RETURN_IF_ERROR(ReadEntry(i));
    }
    return absl::OkStatus();
  }

  absl::Status Refuse(std::string_view member, std::string_view why, std::string remedy) const {
    return InvalidError({.subject = path_,
                         .place = absl::StrCat("member \"", Shown(member), "\""),
                         .cause = absl::StrCat("the member ", ToAbsl(why)),
                         .remedy = std::move(remedy)});
  }

  const std::string& path() const { return path_; }
  const std::vector<std::string>& members() const { return members_; }
  zip_t* archive() const { return archive_.get(); }
  UnpackBudget& budget() { return budget_; }
  // Null where there is none.
  const zip_stat_t* Find(std::string_view member) const {
    const auto found = stats_.find(member);
    return found == stats_.end() ? nullptr : &found->second;
  }

 private:
  absl::Status ReadEntry(zip_uint64_t index) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(archive_.get(), index, ZIP_FL_ENC_GUESS, &stat) != 0 ||
        (stat.valid & ZIP_STAT_NAME) == 0) {
      return InvalidError({.subject = path_,
                           .place = absl::StrCat("member ", index + 1),
                           .cause = "the archive's directory is damaged",
                           .remedy = "get the file again"});
    }
    const std::string name = stat.name;
    if (const std::string_view why = WhyNameIsRefused(name); !why.empty()) {
      return Refuse(name, why, "get the file from its publisher again");
    }
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) == 0 || stat.encryption_method != ZIP_EM_NONE) {
      return Refuse(name, "is encrypted", "decrypt it, and give the file that is in it");
    }
    if (name.ends_with('/')) return absl::OkStatus();
    stat.name = nullptr;  // It is libzip's, and is known here by the key.
    if (!stats_.emplace(name, stat).second) {
      return Refuse(name, "is there twice", "get the file from its publisher again");
    }
    members_.push_back(name);
    return absl::OkStatus();
  }

  const std::string path_;
  UnpackBudget budget_;
  const std::unique_ptr<zip_t, ZipDiscard> archive_;
  std::vector<std::string> members_;
  std::map<std::string, zip_stat_t, std::less<>> stats_;
};

namespace {

// `Shared` is private to the archive; the reader needs no more of it than this.
struct MemberSource {
  std::shared_ptr<const void> owner;  // keeps the archive and the budget alive
  UnpackBudget* budget = nullptr;
  std::uint64_t unpacked_bytes = 0;  // that the directory promises
};

class MemberReader : public ByteReader {
 public:
  MemberReader(std::string name, MemberSource source, zip_file_t* file)
      : name_(std::move(name)), source_(std::move(source)), file_(file) {}

  absl::StatusOr<std::size_t> Read(std::span<char> buffer) override {
    if (buffer.empty()) return std::size_t{0};
    const zip_int64_t size = zip_fread(file_.get(), buffer.data(), buffer.size());
    if (size < 0) {
      return InvalidError(
          {.subject = name_,
           .place = absl::StrCat("unpacked byte ", read_),
           .cause = absl::StrCat("it cannot be unpacked: ",
                                 zip_error_strerror(zip_file_get_error(file_.get()))),
           .remedy = "the file is damaged or cut off; get it again"});
    }
    read_ += static_cast<std::uint64_t>(size);
    if (size == 0 && read_ != source_.unpacked_bytes) return WrongSize();
    LYNCEUS_RETURN_IF_ERROR(source_.budget->Count(0, static_cast<std::size_t>(size)));
    return static_cast<std::size_t>(size);
  }

  const std::string& name() const override { return name_; }

 private:
  absl::Status WrongSize() const {
    return InvalidError(
        {.subject = name_,
         .cause = absl::StrCat("it unpacks to ", read_, " bytes, and the archive's directory says ",
                               source_.unpacked_bytes),
         .remedy = "the file is damaged; get it again"});
  }

  const std::string name_;
  MemberSource source_;
  const std::unique_ptr<zip_file_t, ZipFileClose> file_;  // closed before its archive
  std::uint64_t read_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ZipArchive>> ZipArchive::Open(const std::string& path) {
  int code = 0;
  zip_t* const archive = zip_open(path.c_str(), ZIP_RDONLY, &code);
  if (archive == nullptr) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    return InvalidError({.subject = path,
                         .cause = absl::StrCat("the ZIP archive cannot be opened: ", TextOf(error)),
                         .remedy = "the file is damaged or cut off; get it again"});
  }
  auto shared = std::make_shared<Shared>(path, archive);
  LYNCEUS_RETURN_IF_ERROR(CheckEnd(path));
  LYNCEUS_RETURN_IF_ERROR(shared->ReadDirectory());
  return std::unique_ptr<ZipArchive>(new ZipArchive(std::move(shared)));
}

ZipArchive::~ZipArchive() = default;

const std::vector<std::string>& ZipArchive::members() const { return shared_->members(); }

bool ZipArchive::Has(std::string_view member) const { return shared_->Find(member) != nullptr; }

absl::StatusOr<std::unique_ptr<ByteReader>> ZipArchive::OpenMember(const std::string& member) {
  const zip_stat_t* const stat = shared_->Find(member);
  if (stat == nullptr) {
    return InvalidError({.subject = shared_->path(),
                         .cause = absl::StrCat("the archive has no member \"", Shown(member), "\""),
                         .remedy = "name one that is in it"});
  }
  zip_file_t* const file = zip_fopen_index(shared_->archive(), stat->index, 0);
  if (file == nullptr) {
    return shared_->Refuse(member,
                           absl::StrCat("cannot be unpacked: ", zip_strerror(shared_->archive())),
                           "unpack the archive, and give the file that is in it");
  }
  return std::make_unique<MemberReader>(
      absl::StrCat(shared_->path(), "!", member),
      MemberSource{.owner = shared_, .budget = &shared_->budget(), .unpacked_bytes = stat->size},
      file);
}

}  // namespace lynceus::sources
