#include "lib/ingest/universe_finder.h"

#include <algorithm>
#include <utility>

#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/ownership/risk_universe.h"

namespace lynceus::ingest {

absl::StatusOr<std::unique_ptr<UniverseFinder>> UniverseFinder::Create(
    const store::Snapshot* previous, const std::string& engine) {
  auto finder = std::make_unique<UniverseFinder>();
  if (previous == nullptr) {
    finder->found_.searched_because = "no previous snapshot is given";
  } else if (previous->manifest().engine != engine) {
    finder->found_.searched_because =
        "the previous snapshot is by another engine, " + previous->manifest().engine;
  } else {
    LYNCEUS_ASSIGN_OR_RETURN(finder->updater_,
                             ownership::UniverseUpdater::Open(previous->universe_blocks()));
  }
  return finder;
}

absl::Status UniverseFinder::AddParty(const Party& party) {
  if (updater_ == nullptr) return absl::OkStatus();
  return updater_->AddParty(party.entity.id, !party.designations.empty());
}

absl::StatusOr<std::vector<bool>> UniverseFinder::Find(const ownership::InterestSource& graph,
                                                       BlockSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(ownership::UniverseUpdate update, FindIn(graph));
  LYNCEUS_RETURN_IF_ERROR(
      ownership::WriteUniverse(graph, update.universe, update.fingerprints, sink));
  found_.parties =
      static_cast<std::uint64_t>(std::count(update.universe.begin(), update.universe.end(), true));
  found_.compared = update.compared;
  found_.gone = update.gone;
  found_.changed = update.changed;
  found_.newly_designated = update.newly_designated;
  return std::move(update.universe);
}

absl::StatusOr<ownership::UniverseUpdate> UniverseFinder::FindIn(
    const ownership::InterestSource& graph) {
  if (updater_ != nullptr) return updater_->Update(graph);
  ownership::UniverseUpdate searched;
  LYNCEUS_ASSIGN_OR_RETURN(searched.universe, ownership::RiskUniverse(graph));
  return searched;
}

absl::Status AddHoldersOfDesignated(const ownership::InterestSource& graph,
                                    std::vector<bool>& indexed) {
  std::vector<Designation> designations;
  std::vector<ownership::Edge> edges;
  std::vector<ownership::Edge> others;
  const auto index = [&](ownership::Node node) {
    if (node != ownership::kUnknownHolder) indexed[node] = true;
  };
  for (ownership::Node node = 0; node < graph.nodes(); ++node) {
    designations.clear();
    LYNCEUS_RETURN_IF_ERROR(graph.DesignationsOf(node, designations));
    if (designations.empty()) continue;
    edges.clear();
    LYNCEUS_RETURN_IF_ERROR(graph.OwnersOf(node, edges));
    for (const ownership::Edge& edge : edges) {
      index(edge.owner);
      if (edge.owner == ownership::kUnknownHolder) continue;
      others.clear();
      LYNCEUS_RETURN_IF_ERROR(graph.HoldingsOf(edge.owner, others));
      if (others.size() > limits::kCommonTiesMax) continue;  // screening does not look either
      for (const ownership::Edge& other : others) index(other.subject);
    }
    edges.clear();
    LYNCEUS_RETURN_IF_ERROR(graph.HoldingsOf(node, edges));
    for (const ownership::Edge& edge : edges) {
      others.clear();
      LYNCEUS_RETURN_IF_ERROR(graph.OwnersOf(edge.subject, others));
      if (others.size() > limits::kCommonTiesMax) continue;
      for (const ownership::Edge& other : others) index(other.owner);
    }
  }
  return absl::OkStatus();
}

}  // namespace lynceus::ingest
