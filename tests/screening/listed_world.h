#pragma once
// A small world of invented parties on lists of many authorities, as a bank's own tables carry
// them, for findings that need more lists than the demonstration has.

#include <memory>
#include <string>

#include "lib/model/decision.h"
#include "lib/screening/engine.h"
#include "tests/support/temp_dir.h"

namespace lynceus::screening {

// One snapshot and its engine, under the project's rules with `more_required` (lines of the
// policy's required_lists) added. One thread.
class ListedWorld {
 public:
  explicit ListedWorld(const std::string& more_required = "");

  const Engine& engine() const { return *engine_; }
  // The answer on `name`; the test fails where it is an error.
  DecisionCore Screened(const std::string& name, const std::string& day = "2026-11-05",
                        bool coverage = false) const;
  // The hit of that id, or nothing (and the test fails).
  static const Match* HitOf(const DecisionCore& core, const std::string& id);

 private:
  support::TempDir directory_;
  std::shared_ptr<const Engine> engine_;
};

}  // namespace lynceus::screening
