#pragma once
// Parties in the order of their canonical ids, each merged from its records; may be read several
// times.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/model/entity.h"
#include "lib/store/external_sort.h"

namespace lynceus::ingest {

// The canonical id of a record's id: itself, where the record stands alone.
using CanonicalOf = std::function<std::string(const std::string& id)>;

// One thread.
class PartyStream {
 public:
  // `records`: stored parties (one record each) by id. `canonical` must name a record's id.
  static absl::StatusOr<PartyStream> Open(std::unique_ptr<store::SortedRecords> records,
                                          const CanonicalOf& canonical,
                                          const store::SortOptions& sort);

  // Moves to the next party. False: there is none. Errors: DataLoss; Internal where a canonical id
  // is no record's.
  absl::StatusOr<bool> Next();
  const Party& party() const { return party_; }
  // What the party was merged from; empty for a party of one record.
  const std::vector<Party>& records() const { return merged_from_; }
  void Rewind();

 private:
  PartyStream(std::unique_ptr<store::SortedRecords> records,
              std::unique_ptr<store::SortedRecords> moved, CanonicalOf canonical)
      : records_(std::move(records)), moved_(std::move(moved)), canonical_(std::move(canonical)) {}
  absl::StatusOr<bool> NextCanonicalRecord();

  std::unique_ptr<store::SortedRecords> records_;
  // The records that go to another id's party: canonical id, zero byte, id -> record.
  std::unique_ptr<store::SortedRecords> moved_;
  CanonicalOf canonical_;
  bool started_ = false;
  bool more_moved_ = false;  // moved_ stands on a record that no party has taken yet
  Party party_;
  std::vector<Party> merged_from_;
};

}  // namespace lynceus::ingest
