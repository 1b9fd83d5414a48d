#include "lib/validation/same_parties.h"

#include <algorithm>
#include <numeric>

#include "lib/base/status.h"
#include "lib/ownership/interest_source.h"
#include "lib/validation/rounds.h"

namespace lynceus::validation {
namespace {

// The least of a group, by a table of parents that never ascend.
std::uint32_t LeastOf(std::vector<std::uint32_t>& groups, std::uint32_t party) {
  while (groups[party] != party) {
    groups[party] = groups[groups[party]];
    party = groups[party];
  }
  return party;
}

struct Links {
  std::uint32_t party = 0;
  std::vector<std::uint32_t> others;
};

absl::Status FindLinks(const screening::Engine& engine, std::uint32_t party, Links& links) {
  links.party = party;
  std::vector<ownership::Edge> edges;
  LYNCEUS_RETURN_IF_ERROR(engine.owners->HoldingsOf(party, edges));
  for (const ownership::Edge& edge : edges) {
    const bool link = edge.edge_kind == ownership::EdgeKind::kProbableIdentity;
    if (link && edge.subject < engine.snapshot->manifest().parties) {
      links.others.push_back(edge.subject);
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SameParties> SameParties::Of(const screening::Engine& engine, ThreadPool& pool) {
  SameParties same;
  const auto parties = static_cast<std::uint32_t>(engine.snapshot->manifest().parties);
  same.groups_.resize(parties);
  std::iota(same.groups_.begin(), same.groups_.end(), 0U);
  LYNCEUS_RETURN_IF_ERROR(InRounds<Links>(
      parties, pool,
      [&engine](std::size_t i, Links& links) {
        return FindLinks(engine, static_cast<std::uint32_t>(i), links);
      },
      [&same](Links&& links) {
        for (const std::uint32_t other : links.others) {
          const std::uint32_t a = LeastOf(same.groups_, links.party);
          const std::uint32_t b = LeastOf(same.groups_, other);
          same.groups_[std::max(a, b)] = std::min(a, b);
        }
        same.linked_ += links.others.empty() ? 0U : 1U;
      }));
  for (std::uint32_t party = 0; party < parties; ++party) {
    same.groups_[party] = LeastOf(same.groups_, party);
  }
  return same;
}

}  // namespace lynceus::validation
