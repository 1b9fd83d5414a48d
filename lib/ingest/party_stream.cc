// Most records stand alone, so only those that belong to another id's party are sorted anew; the
// two streams then run side by side. The zero byte sorts before every byte of an id, so that
// canonical ids come in the same order in both.
#include "lib/ingest/party_stream.h"

#include <utility>

#include "lib/base/status.h"
#include "lib/ingest/merge.h"
#include "lib/store/codec.h"

namespace lynceus::ingest {

absl::StatusOr<PartyStream> PartyStream::Open(std::unique_ptr<store::SortedRecords> records,
                                              const CanonicalOf& canonical,
                                              const store::SortOptions& sort) {
  store::ExternalSorter moved(sort);
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, records->Next());
    if (!more) break;
    const std::string id(records->key());
    std::string key = canonical(id);
    if (key == id) continue;
    key += '\0';
    key += id;
    LYNCEUS_RETURN_IF_ERROR(moved.Add(key, records->value()));
  }
  records->Rewind();
  LYNCEUS_ASSIGN_OR_RETURN(auto moved_records, moved.Sort());
  return PartyStream(std::move(records), std::move(moved_records), canonical);
}

void PartyStream::Rewind() {
  records_->Rewind();
  moved_->Rewind();
  started_ = false;
}

absl::StatusOr<bool> PartyStream::Next() {
  if (!std::exchange(started_, true)) {
    LYNCEUS_ASSIGN_OR_RETURN(more_moved_, moved_->Next());
  }
  LYNCEUS_ASSIGN_OR_RETURN(const bool more, NextCanonicalRecord());
  if (!more) {
    if (!more_moved_) return false;
    return InternalError(
        {.subject = std::string(moved_->key()), .cause = "a canonical id is the id of no record"});
  }
  std::vector<Party> records(1);
  LYNCEUS_ASSIGN_OR_RETURN(records[0], store::DecodeParty(records_->value()));
  const std::string prefix = std::string(records_->key()) + '\0';
  while (more_moved_ && moved_->key().starts_with(prefix)) {
    LYNCEUS_ASSIGN_OR_RETURN(Party record, store::DecodeParty(moved_->value()));
    records.push_back(std::move(record));
    LYNCEUS_ASSIGN_OR_RETURN(more_moved_, moved_->Next());
  }
  merged_from_.clear();
  if (records.size() == 1) {
    party_ = std::move(records[0]);
  } else {
    merged_from_ = records;
    party_ = MergeRecords(std::move(records));
  }
  return true;
}

absl::StatusOr<bool> PartyStream::NextCanonicalRecord() {
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, records_->Next());
    if (!more) return false;
    const std::string id(records_->key());
    if (canonical_(id) == id) return true;
  }
}

}  // namespace lynceus::ingest
