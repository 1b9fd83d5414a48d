#pragma once
// The first walk over a snapshot: how many names there are, who shares them, and the changed names
// to ask. Internal to the module.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/thread_pool.h"
#include "lib/screening/engine.h"
#include "lib/validation/changes.h"
#include "lib/validation/listed_persons.h"
#include "lib/validation/same_parties.h"
#include "lib/validation/selftest.h"
#include "lib/validation/shared_names.h"

namespace lynceus::validation {

// A changed name to ask.
struct Sample {
  std::uint64_t priority = 0;
  std::uint32_t party = 0;
  std::uint32_t ordinal = 0;  // which of the party's names
  std::string entity_id;
  Schema schema = Schema::kUnknown;
  std::vector<std::string> countries;
  std::string listed;
  std::string asked;
  bool shared = false;  // several parties carry the text
};

struct Survey {
  std::uint64_t parties = 0;
  std::uint64_t names = 0;
  SameParties same;
  SharedNames shared;  // groups of `same`, by the plain key of every listed name, weak ones too
  ListedPersons persons;
  std::vector<std::vector<Sample>> samples;  // by kind, as in Changes(); in order of priority
};

// True for the names that must be found: all but weak aliases.
bool IsStrong(const Name& name);
ListedText ListedTextOf(const Party& party, const Name& name);

// Errors: DataLoss from the snapshot.
absl::StatusOr<Survey> SurveySnapshot(const screening::Engine& engine, ThreadPool& pool,
                                      const SelftestOptions& options);

}  // namespace lynceus::validation
