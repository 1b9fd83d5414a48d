#pragma once
// OpenSanctions' delta files: what was added, modified and deleted since the entities file that
// they are given with. The kind is "ftm-delta-json": an object {"op":"ADD|MOD|DEL","entity":{...}}
// a line; a file of no bytes says that nothing changed. delta.json ("ftm-delta-versions-json") maps
// the versions that there are to their files.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "lib/model/load_report.h"
#include "lib/sources/json_lines.h"
#include "lib/sources/loader.h"

namespace lynceus::sources {

// The deltas of one group, in the order given. One thread.
class FtmDeltas {
 public:
  // Reads which entities the group's delta files change, and checks that they follow one another.
  // Errors: InvalidArgument for a line that is no operation, an entity that is added while it is
  // there or changed or deleted after it was deleted; where the group holds the map of versions,
  // for deltas that are not in its order, that it does not name, or of which one between the first
  // given and the map's last is not given; those of JsonReader. Memory: the ids in the deltas.
  absl::Status Read(const FileGroup& group);

  // True where a delta says what counts of the entity of the entities file, which is noted as
  // found.
  bool Replaces(std::string_view id);

  // Calls `visit` with every entity that stands in the deltas and was not changed or deleted by a
  // later operation, and its place. Errors: those of `visit` and of reading.
  using Visit = std::function<absl::Status(const JsonValue& entity, const std::string& place)>;
  absl::Status ForEach(const Visit& visit) const;

  // What is wrong between the deltas and the entities file, of which every record was shown to
  // Replaces. Errors: InvalidArgument for an entity that is modified or deleted and is not there,
  // or added and is: the deltas are of another version.
  absl::Status CheckBase() const;

  bool empty() const { return files_.empty(); }
  std::uint64_t operations() const { return operations_; }
  // "3 added, 1 modified, 2 deleted": what the deltas did in the end.
  std::string Summary() const;

 private:
  enum class Op : std::uint8_t { kAdd, kModify, kDelete };
  struct Change {
    Op first = Op::kAdd;
    std::string first_place;
    Op last = Op::kAdd;
    std::uint64_t last_number = 0;  // of the operation, over all files
    bool is_in_base = false;
  };
  using VisitOp = std::function<absl::Status(Op op, const JsonValue& entity, const std::string& id,
                                             const std::string& place)>;

  absl::Status ForEachOp(const VisitOp& visit) const;
  static absl::Status ReadOps(const std::string& path, const VisitOp& visit);
  absl::Status CheckVersions(const std::string& map_path) const;

  std::vector<std::string> files_;
  std::map<std::string, Change, std::less<>> changes_;
  std::uint64_t operations_ = 0;
};

}  // namespace lynceus::sources
