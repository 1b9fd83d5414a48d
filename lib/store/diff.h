#pragma once
// What changed between two snapshots, record by record.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "lib/store/records.h"

namespace lynceus::store {

enum class ChangeKind : std::uint8_t {
  kAdded = 0,
  kRemoved = 1,
  kChanged = 2,  // its source says something else of it, or it belongs to another party
};
std::string_view ChangeKindName(ChangeKind kind);  // "added", "removed", "changed"

struct RecordChange {
  ChangeKind kind = ChangeKind::kChanged;
  std::string id;
  std::string source;            // of the newer record where there are two
  std::string caption;           // likewise
  std::string canonical_before;  // empty where added
  std::string canonical_after;   // empty where removed
  // Facts, as text ("primary name: BANK A", "designation: US-OFAC SDN GLOMAG since 2017-12-21"),
  // sorted: those that went and those that came. Of a record that came or went, all of them.
  std::vector<std::string> facts_removed;
  std::vector<std::string> facts_added;

  // True where the source states other facts, not only the party is another.
  bool is_restated() const { return !facts_removed.empty() || !facts_added.empty(); }
};

// Every fact of a record as text, sorted: what two records are compared by. Places in files (line
// numbers) are no facts. Pure.
std::vector<std::string> FactTexts(const StatedRecord& record);

// Calls `visit` for each record that is in one of the two alone or differs, in the order of ids.
// Memory: one record of each. Errors: DataLoss; those of `visit`.
absl::Status DiffRecords(RecordCursor& before, RecordCursor& after,
                         const std::function<absl::Status(const RecordChange&)>& visit);

}  // namespace lynceus::store
