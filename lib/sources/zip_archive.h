#pragma once
// A ZIP archive read member by member, without trusting it: names, counts and sizes are limited,
// and the bytes counted are those that come out, not those the directory promises (libzip trusts
// it). What wraps a list (OFAC's ENHANCED, GLEIF's files) and what an Excel workbook is made of are
// both read through here.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/file.h"

namespace lynceus::sources {

// Counts bytes that a decompressor took and gave, over everything that is unpacked from one file.
// One thread.
class UnpackBudget {
 public:
  // `subject`: what errors call the file.
  explicit UnpackBudget(std::string subject) : subject_(std::move(subject)) {}
  // Errors: ResourceExhausted where `packed` bytes became so many bytes that, together with those
  // before, they exceed limits::kUnpackedBytesMax, or limits::kUnpackRatioMax times the packed
  // ones beyond limits::kUnpackRatioFromBytes.
  absl::Status Count(std::size_t packed, std::size_t unpacked);

 private:
  std::string subject_;
  std::uint64_t packed_ = 0;
  std::uint64_t unpacked_ = 0;
};

// One thread, together with the readers of its members.
class ZipArchive {
 public:
  // Opens the archive and looks at every name in its directory. Errors: InvalidArgument naming the
  // archive and the member for what is no archive or a cut-off one, for a member that is encrypted,
  // whose name is absolute, has a drive letter, a backslash, a control character or a ".." in it,
  // for two members of one name, and for bytes behind the archive's end; ResourceExhausted for
  // limits::kArchiveMembersMax.
  static absl::StatusOr<std::unique_ptr<ZipArchive>> Open(const std::string& path);
  ~ZipArchive();
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

  // The names of all members but directories, in the directory's order.
  const std::vector<std::string>& members() const;
  bool Has(std::string_view member) const;

  // Streams one member. Its name() is "path!member"; it may outlive the archive. Errors:
  // InvalidArgument where the archive has no such member, or it is packed by a method that is not
  // known. Reading gives InvalidArgument where the packed bytes are damaged, end early, or have
  // another checksum or size than the directory says; ResourceExhausted as UnpackBudget::Count,
  // over all members that were opened.
  absl::StatusOr<std::unique_ptr<ByteReader>> OpenMember(const std::string& member);

 private:
  class Shared;
  explicit ZipArchive(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) {}
  const std::shared_ptr<Shared> shared_;
};

}  // namespace lynceus::sources
