#pragma once
// A synthetic register of owners, for measuring: many companies with few owners each, some holders
// of very much.
//
// For `interests` interests there are about half as many companies, and as many persons. A company
// has 1 owner (48 %), 2 (27 %), 3 (13 %) or 4 to 8 (12 %), 2.13 on average. An owner is a person
// (75 %, evenly) or a company (25 %): of these one in a thousand any company, so that there are
// rings, the others an older one, where the n-th part of all companies holds with a weight of
// n^(-2/3). Owners share the whole at random: exact (80 %), in the bands of the UK's register (15
// %) or unknown (5
// %). 2 % of interests are votes, 1 % influence, 1 % of holders are not named, 0.5 % are stated
// twice.

#include "lib/base/block.h"
#include "lib/model/rules.h"
#include "lib/ownership/interest_source.h"

namespace lynceus::ownership {

struct RegisterPlan {
  std::uint64_t interests = 1'000'000;
  // Listed parties: each on one list of each authority that a shipped regime is seeded by; one in
  // ten a company, by the weight with which it holds, the others any parties.
  std::uint64_t seeds = 1'000;
  // The same register earlier: one interest and one listing in so many is not there yet. 0: all
  // are.
  std::uint64_t absent_one_in = 0;
};

// Writes the register's owner graph. Returns how many interests it has.
std::uint64_t WriteRegister(const RegisterPlan& plan, const RuleSet& rules, BlockSink& sink);

}  // namespace lynceus::ownership
