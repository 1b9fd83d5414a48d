#pragma once
// A disk that keeps for sure only what was synced: replays a traced writer's calls and makes the
// directory as a power cut at that moment may leave it.
//
// The rules are POSIX's, harsher than any one file system: data is kept by fdatasync, fsync or
// syncfs alone; a name that was made, moved or removed by fsync of its directory or syncfs alone,
// and names of different directories are lost independently of each other. What was not synced may
// be there all the same, whole or in part, in any mixture of sectors.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lib/base/random.h"
#include "tests/audit/traced_calls.h"

namespace lynceus::audit {

class ForgetfulDisk {
 public:
  // What stands in `directory` is on the disk; paths of calls below `traced_as` are its files.
  ForgetfulDisk(const std::string& directory, std::string traced_as);

  void Replay(const TracedCall& call);

  enum class Fate : std::uint8_t { kAllLost, kAllKept, kMixed };
  // Writes the directory after a power cut at this moment. REQUIRES: `directory` does not exist.
  void PowerCut(Fate fate, SeededRandom& random, const std::string& directory) const;

 private:
  struct Change {  // of a file's data
    std::uint64_t offset = 0;
    std::string bytes;
    bool truncates = false;  // to `offset`
  };
  struct File {
    std::string synced;
    std::vector<Change> changes;  // since
  };
  using FilePtr = std::shared_ptr<File>;
  struct Naming {  // a change of a directory
    std::string path;
    FilePtr file;      // null: the name is removed
    std::string from;  // a name that goes with it, or ""
  };
  using Names = std::map<std::string, FilePtr>;

  void Open(const TracedCall& call);
  void Sync(File& file);
  // Of one directory, or of all where `directory` is "*".
  void SyncNames(const std::string& directory);
  static void Apply(const Naming& naming, Names& names);
  static std::string After(const File& file, Fate fate, SeededRandom& random);

  const std::string traced_as_;
  Names synced_names_;
  std::vector<Naming> namings_;                     // since, in order
  Names names_;                                     // as the writer sees them
  std::map<std::string, FilePtr> open_;             // by descriptor
  std::map<std::string, std::uint64_t> positions_;  // of write(), by descriptor
};

}  // namespace lynceus::audit
