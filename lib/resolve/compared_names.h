#pragma once
// The names by which a record is compared with others.

#include <string>
#include <string_view>
#include <vector>

#include "lib/model/entity.h"

namespace lynceus::resolve {

// All names but the weak ones, in their order; and where a party that is no person has a name that
// ends in its own initials, "GLOBAL RELIEF FOUNDATION (GRF)", also the name without them, since
// publishers write the initials behind the name, as an alias, or not at all. Pure function.
std::vector<std::string> ComparedNames(const Entity& record);

// "GLOBAL RELIEF FOUNDATION" of "GLOBAL RELIEF FOUNDATION (GRF)" and "... / GRF": the name without
// the initials that it ends in. Empty where it does not: the letters must be capitals that stand,
// in this order, at the beginnings of the name's words, or hold all of these and else letters of
// the name ("BUTEMBO AIRLINES (BAL)").
std::string_view WithoutInitials(std::string_view name);

}  // namespace lynceus::resolve
