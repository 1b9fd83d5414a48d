#pragma once
// One party of an engine's snapshot, with changes laid over it for this question alone: verdicts,
// beneficial owners, answers over time. The service and the command line ask through it.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/beneficial.h"
#include "lib/ownership/changed_graph.h"
#include "lib/ownership/changes.h"
#include "lib/screening/engine.h"

namespace lynceus::screening {

// What one regime says over time.
struct RegimeHistory {
  std::string regime;
  std::vector<VerdictSpan> spans;
};

// Thread-compatible.
class PartyQuestion {
 public:
  // `id` is any that the party answers to, also one of a party that `changes` add. Errors: NotFound
  // where there is no such party; those of ownership::ApplyChanges.
  static absl::StatusOr<PartyQuestion> Open(std::shared_ptr<const Engine> engine,
                                            const std::string& id,
                                            const std::vector<ownership::StatedChange>& changes);

  // By the regimes `keys`, all without any. Errors of these: NotFound naming the regimes that there
  // are; those of ownership::JudgeAll, FindBeneficialOwners, HistoryOf.
  absl::StatusOr<std::vector<Verdict>> Verdicts(const std::vector<std::string>& keys,
                                                Date as_of) const;
  absl::StatusOr<std::vector<BeneficialOwners>> Beneficial(const std::vector<std::string>& keys,
                                                           Date as_of) const;
  absl::StatusOr<std::vector<RegimeHistory>> History(const std::vector<std::string>& keys) const;

  const Engine& engine() const { return *engine_; }
  const ownership::InterestSource& graph() const { return *graph_; }
  ownership::Node party() const { return party_; }
  const std::string& id() const { return id_; }  // canonical
  const std::string& caption() const { return caption_; }

 private:
  PartyQuestion() = default;

  std::shared_ptr<const Engine> engine_;
  std::unique_ptr<ownership::ChangedGraph> graph_;
  ownership::Node party_ = 0;
  std::string id_;
  std::string caption_;
};

}  // namespace lynceus::screening
