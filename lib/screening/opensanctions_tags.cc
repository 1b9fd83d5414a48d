#include "lib/screening/opensanctions_tags.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "lib/base/status.h"
#include "lib/ownership/facts.h"

namespace lynceus::screening {
namespace {

using ownership::Edge;
using ownership::Node;

constexpr char kSanction[] = "sanction";
constexpr char kSanctionLinked[] = "sanction.linked";
constexpr char kSanctionControl[] = "sanction.control";
constexpr char kExport[] = "export.control";
constexpr char kExportLinked[] = "export.control.linked";
constexpr char kPep[] = "role.pep";
constexpr char kRca[] = "role.rca";
// The tie of a security to who issued it; other links are of a kind that nobody states.
constexpr char kIssuer[] = "issuer";

using Topics = std::vector<std::string>;

bool Has(const Topics& topics, const char* topic) {
  return std::find(topics.begin(), topics.end(), topic) != topics.end();
}

// The topics that an edge carries from one end, with `from` topics, to the other, with `to`.
Topics Carried(const Interest& interest, bool down, const Topics& from, const Topics& to) {
  Topics carried;
  const bool descends = down && !IsAffiliation(interest.kind);
  const bool stated = interest.kind != InterestKind::kLinked || interest.role == kIssuer;
  if (interest.kind == InterestKind::kFamily && Has(from, kPep) && !Has(to, kPep) &&
      !Has(to, kRca)) {
    carried.push_back(kRca);
  }
  const bool controls =
      descends && (Has(from, kSanction) || Has(from, kSanctionControl)) && !Has(to, kSanction);
  if (controls && !Has(to, kSanctionControl)) carried.push_back(kSanctionControl);
  if (controls || (stated && Has(from, kSanction) && !Has(to, kSanction))) {
    carried.push_back(kSanctionLinked);
  }
  if (descends && (Has(from, kExport) || Has(from, kExportLinked)) && !Has(to, kExport) &&
      !Has(to, kExportLinked)) {
    carried.push_back(kExportLinked);
  }
  return carried;
}

// What a listing means, as a topic; a list that the rules do not know blocks.
const char* TopicOfListing(const Designation& designation, const RuleSet& rules) {
  const std::string_view flag = rules.ListFlag(designation.authority, designation.list);
  if (flag == kDesignatedFlag) return kSanction;
  return flag == "export_control" ? kExport : "";
}

}  // namespace

absl::StatusOr<Topics> TopicsOf(const ownership::InterestSource& graph, Node party, Date as_of,
                                const RuleSet& rules, const EntityOf& entity_of) {
  Topics topics;
  LYNCEUS_ASSIGN_OR_RETURN(const Entity entity, entity_of(party));
  for (const Property& property : entity.properties) {
    if (property.name == "topics") topics.push_back(property.value);
  }
  std::vector<Designation> designations;
  LYNCEUS_RETURN_IF_ERROR(graph.DesignationsOf(party, designations));
  for (const Designation& each : designations) {
    const std::string topic = TopicOfListing(each, rules);
    if (InForce(each, as_of) && !topic.empty()) topics.push_back(topic);
  }
  std::sort(topics.begin(), topics.end());
  topics.erase(std::unique(topics.begin(), topics.end()), topics.end());
  return topics;
}

absl::StatusOr<std::vector<NeighbourTag>> OpenSanctionsTags(const ownership::InterestSource& graph,
                                                            Node party, Date as_of,
                                                            const RuleSet& rules,
                                                            const EntityOf& entity_of) {
  LYNCEUS_ASSIGN_OR_RETURN(const Topics own, TopicsOf(graph, party, as_of, rules, entity_of));
  std::map<std::pair<std::string, std::string>, NeighbourTag> tags;
  std::vector<Edge> edges;
  LYNCEUS_RETURN_IF_ERROR(graph.HoldingsOf(party, edges));
  LYNCEUS_RETURN_IF_ERROR(graph.OwnersOf(party, edges));
  for (const Edge& edge : edges) {
    const bool down = edge.owner == party;
    const Node other = down ? edge.subject : edge.owner;
    if (edge.edge_kind != ownership::EdgeKind::kInterest || other == party) continue;
    if (other == ownership::kUnknownHolder) continue;
    if (!ownership::Holds(edge.interest.start, edge.interest.end, as_of)) continue;
    LYNCEUS_ASSIGN_OR_RETURN(const Topics theirs, TopicsOf(graph, other, as_of, rules, entity_of));
    for (const std::string& topic : Carried(edge.interest, down, own, theirs)) {
      NeighbourTag tag{.topic = topic};
      LYNCEUS_RETURN_IF_ERROR(graph.Describe(other, tag.entity_id, tag.name));
      LYNCEUS_ASSIGN_OR_RETURN(tag.tie, ownership::InterestFact(graph, edge));
      tags.emplace(std::pair(tag.entity_id, topic), std::move(tag));
    }
  }
  std::vector<NeighbourTag> sorted;
  sorted.reserve(tags.size());
  for (auto& [key, tag] : tags) sorted.push_back(std::move(tag));
  return sorted;
}

}  // namespace lynceus::screening
