// A party of one record is that record; the records of larger parties stand in a table of their
// own. Ids that are other publishers' names for a party are passed over: they are no records.
#include "lib/store/records.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "lib/base/status.h"
#include "lib/store/codec.h"
#include "lib/store/tables.h"

namespace lynceus::store {
namespace {

absl::Status Missing(const std::string& id) {
  return DataLossError({.subject = id,
                        .cause = "the store has an id without its record",
                        .remedy = "restore the snapshot from a good copy or build it anew"});
}

class TablesRecordCursor final : public RecordCursor {
 public:
  explicit TablesRecordCursor(const TablesReader& tables)
      : tables_(tables), ids_(tables.OpenCursor(Table::kIds)) {}

  absl::StatusOr<const StatedRecord*> Next() override {
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(const bool more, ids_->Next());
      if (!more) return nullptr;
      const std::string id(ids_->key());
      if (ids_->value().size() != 4) return Missing(id);
      LYNCEUS_ASSIGN_OR_RETURN(const bool is_record, Take(id, std::string(ids_->value())));
      if (is_record) return &stated_;
    }
  }

 private:
  // False: the id is another publisher's name for the party.
  absl::StatusOr<bool> Take(const std::string& id, const std::string& number) {
    LYNCEUS_ASSIGN_OR_RETURN(const auto bytes, tables_.Get(Table::kParties, number));
    if (!bytes) return Missing(id);
    LYNCEUS_ASSIGN_OR_RETURN(Party party, DecodeParty(*bytes));
    if (!std::binary_search(party.ids.begin(), party.ids.end(), id)) return false;
    stated_.canonical_id = party.entity.id;
    if (party.ids.size() == 1) {
      stated_.record = std::move(party);
    } else {
      LYNCEUS_ASSIGN_OR_RETURN(const auto record, tables_.Get(Table::kRecords, id));
      if (!record) return Missing(id);
      LYNCEUS_ASSIGN_OR_RETURN(stated_.record, DecodeParty(*record));
    }
    LYNCEUS_RETURN_IF_ERROR(TakeInterests(id, number));
    return true;
  }

  absl::Status TakeInterests(const std::string& id, const std::string& number) {
    stated_.interests.clear();
    return tables_.Scan(Table::kInterestsInto, number,
                        [&](std::string_view, std::string_view value) {
                          LYNCEUS_ASSIGN_OR_RETURN(Interest interest, DecodeInterest(value));
                          if (interest.subject_id != id) return absl::OkStatus();
                          stated_.interests.push_back(std::move(interest));
                          return absl::OkStatus();
                        });
  }

  const TablesReader& tables_;
  const std::unique_ptr<TableCursor> ids_;
  StatedRecord stated_;
};

}  // namespace

std::unique_ptr<RecordCursor> OpenRecordCursor(const TablesReader& tables) {
  return std::make_unique<TablesRecordCursor>(tables);
}

}  // namespace lynceus::store
