#include "lib/sources/joined_parties.h"

#include <algorithm>
#include <utility>

namespace lynceus::sources {

void AddAddressOnce(Entity& entity, const std::vector<std::string>& parts,
                    std::string_view country) {
  const std::size_t before = entity.addresses.size();
  AddAddress(entity, parts, country);
  if (entity.addresses.size() == before) return;
  const auto last = entity.addresses.end() - 1;
  if (std::find(entity.addresses.begin(), last, *last) != last) entity.addresses.pop_back();
}

void AddFragmentOnce(ListRecord& record, std::string text) {
  if (std::ranges::find(record.fragments, text) != record.fragments.end()) return;
  AddFragment(record, std::move(text));
}

}  // namespace lynceus::sources
