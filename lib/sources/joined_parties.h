#pragma once
// Parties that a table states in several rows, which need not stand together: they are held until
// the table ends, so that every fact is counted once.

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/sources/list_record.h"

namespace lynceus::sources {

// One thread. Memory: the table's distinct facts.
template <typename Party>
class JoinedParties {
 public:
  // The party of that id, a new one where it was not there; lives as long as this object. Errors:
  // ResourceExhausted for more than limits::kJoinedRowsMax calls.
  absl::StatusOr<Party*> At(std::string_view id) {
    if (++rows_ > limits::kJoinedRowsMax) {
      return LimitError({.cause = "the table has more rows than may be joined",
                         .limit = std::to_string(limits::kJoinedRowsMax) + " rows",
                         .remedy = "check the file; no list of its kind is so long"});
    }
    const auto [at, is_new] = places_.try_emplace(std::string(id), parties_.size());
    if (is_new) parties_.emplace_back();
    return &parties_[at->second];
  }

  // In the order of their first rows.
  std::deque<Party>& parties() { return parties_; }

 private:
  std::map<std::string, std::size_t, std::less<>> places_;
  std::deque<Party> parties_;
  std::uint64_t rows_ = 0;
};

// As AddAddress, unless the entity has that address.
void AddAddressOnce(Entity& entity, const std::vector<std::string>& parts,
                    std::string_view country);
// As AddFragment, unless the record has that fragment.
void AddFragmentOnce(ListRecord& record, std::string text);

}  // namespace lynceus::sources
