#include "lib/screening/party_question.h"

#include <algorithm>
#include <utility>

#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/ownership/beneficial.h"
#include "lib/ownership/history.h"

namespace lynceus::screening {
namespace {

// Of `all`, those with one of `keys`; without a key, all.
absl::StatusOr<std::vector<Regime>> Chosen(const std::vector<Regime>& all,
                                           const std::vector<std::string>& keys) {
  if (keys.empty()) return all;
  std::vector<Regime> chosen;
  for (const std::string& key : keys) {
    const auto regime =
        std::find_if(all.begin(), all.end(), [&](const Regime& each) { return each.key == key; });
    if (regime == all.end()) {
      std::vector<std::string> known;
      known.reserve(all.size());
      for (const Regime& each : all) known.push_back(each.key);
      return NotFoundError({.subject = "regimes",
                            .cause = "there is no regime " + key,
                            .remedy = "use one of " + Join(known, ", ")});
    }
    chosen.push_back(*regime);
  }
  return chosen;
}

// A party that changes added: they are the last nodes.
absl::StatusOr<ownership::Node> AddedParty(const ownership::ChangedGraph& graph,
                                           ownership::Node first, const std::string& asked,
                                           const absl::Status& otherwise) {
  for (ownership::Node node = first; node < graph.nodes(); ++node) {
    std::string id;
    std::string name;
    LYNCEUS_RETURN_IF_ERROR(graph.Describe(node, id, name));
    if (id == asked) return node;
  }
  return otherwise;
}

}  // namespace

absl::StatusOr<PartyQuestion> PartyQuestion::Open(
    std::shared_ptr<const Engine> engine, const std::string& id,
    const std::vector<ownership::StatedChange>& changes) {
  PartyQuestion question;
  question.engine_ = std::move(engine);
  const store::Snapshot& snapshot = *question.engine_->snapshot;
  question.graph_ = std::make_unique<ownership::ChangedGraph>(*question.engine_->owners);
  LYNCEUS_RETURN_IF_ERROR(ownership::ApplyChanges(
      changes, [&](const std::string& of) { return snapshot.NumberOf(of); }, *question.graph_));
  auto party = snapshot.NumberOf(id);
  if (!party.ok()) {
    party = AddedParty(*question.graph_, question.engine_->owners->nodes(), id, party.status());
  }
  LYNCEUS_RETURN_IF_ERROR(party.status());
  question.party_ = *party;
  LYNCEUS_RETURN_IF_ERROR(
      question.graph_->Describe(question.party_, question.id_, question.caption_));
  return question;
}

absl::StatusOr<std::vector<Verdict>> PartyQuestion::Verdicts(const std::vector<std::string>& keys,
                                                             Date as_of) const {
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Regime> regimes,
                           Chosen(engine_->rules->On(as_of).regimes, keys));
  return ownership::JudgeAll(*graph_, regimes, engine_->lists, as_of, party_);
}

absl::StatusOr<std::vector<BeneficialOwners>> PartyQuestion::Beneficial(
    const std::vector<std::string>& keys, Date as_of) const {
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Regime> rules,
                           Chosen(engine_->rules->On(as_of).beneficial, keys));
  std::vector<BeneficialOwners> found;
  for (const Regime& rule : rules) {
    LYNCEUS_ASSIGN_OR_RETURN(found.emplace_back(),
                             ownership::FindBeneficialOwners(*graph_, rule, as_of, party_));
  }
  return found;
}

absl::StatusOr<std::vector<RegimeHistory>> PartyQuestion::History(
    const std::vector<std::string>& keys) const {
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Regime> regimes,
                           Chosen(engine_->rules->regimes, keys));
  std::vector<RegimeHistory> histories;
  for (const Regime& regime : regimes) {
    LYNCEUS_ASSIGN_OR_RETURN(std::vector<VerdictSpan> spans,
                             ownership::HistoryOf(*graph_, regime, engine_->lists, party_));
    histories.push_back({regime.key, std::move(spans)});
  }
  return histories;
}

}  // namespace lynceus::screening
