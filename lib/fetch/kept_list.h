#pragma once
// The versions of one list that are kept, and which of them is used:
//
//   DIR/<list>/2024-07-03_0123456789ab.xml            a version: day of the fetch, 12 hex digits of
//                                                     its SHA-256
//   DIR/<list>/2024-07-03_0123456789ab.xml.meta.json  where it came from, and when
//   DIR/<list>/current                                the name of the version in use
//   DIR/<list>/aside/...                              versions that were fetched and are not used
//
// A version gets its name when it is whole and on the disk; `current` is replaced after that. So
// whoever reads `current` sees the old version or the new one, whatever happens in between. Files
// that `current` does not name are never read.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/fetch/part_file.h"

namespace lynceus::fetch {

// What stands beside a version.
struct Version {
  std::string file;  // its name in the list's directory
  std::string url;   // dates filled in; environment variables, which may be secrets, are not
  std::string kind;
  std::string licence;
  std::string etag;
  std::string last_modified;
  std::string fetched_at;  // "2024-07-03T09:00:00Z"
  std::string checked_at;  // when the publisher was last found to have no other
  std::string sha256;      // hex
  std::uint64_t bytes = 0;
  std::string aside;  // why it is not used; empty for one that may be

  friend bool operator==(const Version&, const Version&) = default;
};

std::string VersionJson(const Version& version);
// Errors: DataLoss naming `file` where it is no such object.
absl::StatusOr<Version> ParseVersion(const std::string& file, const std::string& json);

// One writer at a time (DirectoryLock in fetch.cc); readers may read meanwhile.
class KeptList {
 public:
  // REQUIRES: key is a plain word (lib/rules/publishers.h).
  KeptList(const std::string& lists_directory, const std::string& key);

  const std::string& directory() const { return directory_; }
  // Makes the directory and removes what a process that was killed left half written.
  absl::Status Prepare() const;
  // An empty file for the next version.
  absl::StatusOr<std::unique_ptr<PartFile>> NewPart() const;

  // Returns the version in use; nothing where there is none yet. Errors: DataLoss where `current`
  // or its description is damaged, or names a file that is not there.
  absl::StatusOr<std::optional<Version>> Current() const;
  // Reads the whole file. Errors: DataLoss where length or digest is not that of the version.
  absl::Status Verify(const Version& version) const;
  std::string PathOf(const Version& version) const;

  // Gives the part its name and puts it to use. REQUIRES: part.Finish() gave version.sha256.
  absl::Status Keep(PartFile& part, const Version& version) const;
  // Gives the part its name in aside/.
  absl::Status KeepAside(PartFile& part, const Version& version) const;
  // Writes the description of a version anew.
  absl::Status Update(const Version& version) const;

 private:
  const std::string directory_;
};

// What a lists directory holds for a build.
struct CurrentFiles {
  std::vector<std::string> files;    // paths of the versions in use, sorted by list
  std::vector<std::string> without;  // lists that were fetched, but of which no version was good
};
// Reads every list's version in use and checks length and digest. Errors: NotFound where the
// directory is none, or holds no list in use; DataLoss as KeptList::Current and Verify.
absl::StatusOr<CurrentFiles> FindCurrentFiles(const std::string& lists_directory);

}  // namespace lynceus::fetch
