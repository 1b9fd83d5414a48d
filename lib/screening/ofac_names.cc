#include "lib/screening/ofac_names.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "lib/base/status.h"

namespace lynceus::screening {

absl::StatusOr<const matching::OfacTable*> OfacNames::Get() const {
  MutexLock lock(mutex_);
  if (table_ == nullptr) {
    LYNCEUS_ASSIGN_OR_RETURN(table_, Read());
  }
  return table_.get();
}

absl::StatusOr<std::unique_ptr<const matching::OfacTable>> OfacNames::Read() const {
  std::vector<bool> wanted(snapshot_.manifest().parties);
  retrieval::NameView view;
  for (retrieval::NameNumber number = 0; number < candidates_.names(); ++number) {
    LYNCEUS_RETURN_IF_ERROR(candidates_.View(number, view));
    wanted.at(view.entity) = true;
  }
  std::vector<Designation> designations;
  auto table = std::make_unique<matching::OfacTable>();
  for (std::uint32_t party = 0; party < wanted.size(); ++party) {
    if (!wanted[party]) {
      designations.clear();
      LYNCEUS_RETURN_IF_ERROR(owners_.DesignationsOf(party, designations));
      if (designations.empty()) continue;
    }
    LYNCEUS_ASSIGN_OR_RETURN(const Party read, snapshot_.PartyByNumber(party));
    const std::vector<Name>& names = read.entity.names;
    for (std::size_t i = 0; i < names.size(); ++i) {
      table->Add({.party = party, .ordinal = static_cast<std::uint16_t>(i)}, names[i].text);
    }
  }
  return std::unique_ptr<const matching::OfacTable>(std::move(table));
}

}  // namespace lynceus::screening
