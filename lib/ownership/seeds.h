#pragma once
// Which designations seed a regime's rule, and whether the lists they would stand on are loaded.

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "lib/model/regime.h"

namespace lynceus::ownership {

// What makes one party a seed. Designations from which control extends by the definition of their
// programme come before others.
struct Seed {
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t position = kNone;  // in the designations; kNone: the party is no seed
  bool controlling = false;        // SeedRule::control_blocks_for has its programme
};

// True where the designation seeds the rule, whatever the day.
bool Seeds(const SeedRule& rule, const Designation& designation);

// REQUIRES: `designations` are those in force on the day.
Seed SeedOf(const Regime& regime, std::span<const Designation> designations);

// Which authorities' lists the snapshot holds; a regime without its list is NOT_EVALUATED. Where a
// regime has several seed rules and the lists of some are loaded, what these prove is YES and
// anything else is NOT_EVALUATED.
struct LoadedLists {
  std::vector<std::pair<std::string, std::string>> authority_and_list;
  // True where any of the rule's lists is loaded (they are alternatives); a rule that names no list
  // is met by any list of its authority.
  bool Has(const SeedRule& seed) const;
};

}  // namespace lynceus::ownership
