#pragma once
// The flags of rules/groups: on an unlisted match, by what sources state of it and by its names; on
// the question itself, by the names asked, so that a counterparty which matches nothing is found to
// bear a group's name all the same.

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/decision.h"
#include "lib/screening/engine.h"
#include "lib/screening/find_matches.h"

namespace lynceus::screening {

// The roots of the rule set's groups among the snapshot's parties: by id and identifier, else by
// exact name. A group of which the snapshot has no root is found by name only. Errors: DataLoss.
absl::StatusOr<std::vector<GroupRoot>> FindGroupRoots(const Engine& engine);

// Of a match that no list designates on the day. Errors: those of GroupMembers::FlagsOf.
absl::StatusOr<std::vector<Flag>> GroupFlagsOf(const ScoredParty& match, Date as_of,
                                               const Engine& engine);

// Names of the question, and what is known of whom they are of.
struct AskedNames {
  const std::vector<AskedForm>& names;
  std::string_view field;  // "names"
  std::size_t first = 1;   // which value of the field the first of them is
  Schema schema = Schema::kUnknown;
  const std::vector<std::string>& countries;
};

// By name alone, one flag a group. Persons are of no name family. Errors: those of Analyzer, where
// the scorer did not analyse the names.
absl::StatusOr<std::vector<Flag>> GroupFlagsOf(const AskedNames& asked, const Engine& engine);

}  // namespace lynceus::screening
