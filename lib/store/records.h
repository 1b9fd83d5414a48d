#pragma once
// What each source said of each record, before records were put together into parties: what two
// snapshots are compared by.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/entity.h"

namespace lynceus::store {

class TablesReader;

struct StatedRecord {
  Party record;                     // one id in `ids`; the entity as its source states it
  std::string canonical_id;         // of the party it belongs to
  std::vector<Interest> interests;  // of which the record is the subject, sorted by id
};

// Records in the order of their ids. One thread.
class RecordCursor {
 public:
  virtual ~RecordCursor() = default;
  // Moves to the next record. Null: there is none. The record lives until the next call.
  // Errors: DataLoss.
  virtual absl::StatusOr<const StatedRecord*> Next() = 0;
};

// Reads the records of a finished store, which must outlive the cursor.
std::unique_ptr<RecordCursor> OpenRecordCursor(const TablesReader& tables);

}  // namespace lynceus::store
