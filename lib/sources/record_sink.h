#pragma once
// Where loaders put what they read, one record at a time, in file order. The build (lib/ingest) and
// tests implement it; loaders never touch the store.

#include "absl/status/status.h"
#include "lib/model/entity.h"
#include "lib/model/load_report.h"

namespace lynceus::sources {

// One thread. An error from any call ends the load with that error.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  // The same id may come several times from one source (FtM statements, EU rows): the parts are
  // merged.
  virtual absl::Status AddEntity(Entity entity) = 0;
  virtual absl::Status AddDesignation(Designation designation) = 0;
  virtual absl::Status AddInterest(Interest interest) = 0;
  virtual absl::Status AddFragment(UnparsedFragment fragment) = 0;
};

}  // namespace lynceus::sources
