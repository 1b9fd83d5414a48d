#pragma once
// Adds trials to the figures of a report. Internal to the module.

#include <string>
#include <string_view>

#include "lib/validation/selftest.h"
#include "lib/validation/survey.h"
#include "lib/validation/trial.h"

namespace lynceus::validation {

// Where a trial belongs, and what a miss says of it.
struct TrialOf {
  std::size_t kind = 0;  // index into SelftestReport::kinds
  bool shared = false;
  std::string entity_id;
  std::string listed;
};

// A listed party's name: counts it, and keeps a miss.
void CountListed(const TrialOf& of, const TrialQuestion& question, const Trial& trial,
                 SelftestReport& report);
// A control: counts it, and keeps what alerted.
void CountControl(std::size_t kind, const TrialQuestion& question, const Trial& trial,
                  SelftestReport& report);
// Sums the kinds into their sections.
void SumSections(SelftestReport& report);

}  // namespace lynceus::validation
