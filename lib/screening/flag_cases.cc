#include "lib/screening/flag_cases.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/ownership/memory_graph.h"
#include "lib/screening/ownership_flags.h"

namespace lynceus::screening {
namespace {

ownership::LoadedLists EveryList(const RuleSet& rules) {
  ownership::LoadedLists lists;
  for (const Authority& authority : rules.authorities) {
    for (const std::string& list : authority.lists) {
      lists.authority_and_list.emplace_back(authority.key, list);
    }
  }
  return lists;
}

// The graph of one case: those with facts of their own, then whoever else the facts name.
class Stage {
 public:
  absl::Status Build(const rules::FlagCase& each) {
    for (const Party& party : each.parties) AddParty(party);
    NodeOf(each.about);
    for (const Interest& fact : each.facts) {
      ownership::Edge edge{.interest = fact};
      if (!fact.owner_id.empty()) edge.owner = NodeOf(fact.owner_id);
      edge.subject = NodeOf(fact.subject_id);
      LYNCEUS_RETURN_IF_ERROR(graph_.AddEdge(std::move(edge)));
    }
    return absl::OkStatus();
  }

  const ownership::MemoryGraph& graph() const { return graph_; }
  const Party& party(ownership::Node node) const { return parties_[node]; }
  ownership::Node NodeOf(const std::string& id) {
    const auto found = nodes_.find(id);
    if (found != nodes_.end()) return found->second;
    Party party;
    party.entity.id = id;
    party.entity.schema = Schema::kCompany;
    return AddParty(party);
  }

 private:
  ownership::Node AddParty(const Party& party) {
    const ownership::Node node = graph_.AddNode(
        {.id = party.entity.id, .name = party.entity.id, .designations = party.designations});
    nodes_.emplace(party.entity.id, node);
    parties_.push_back(party);
    return node;
  }

  ownership::MemoryGraph graph_;
  std::map<std::string, ownership::Node> nodes_;
  std::vector<Party> parties_;
};

absl::StatusOr<std::vector<std::string>> TypesOf(const rules::FlagCase& each, const RuleSet& rules,
                                                 const ownership::LoadedLists& lists) {
  Stage stage;
  LYNCEUS_RETURN_IF_ERROR(stage.Build(each));
  const ownership::Node node = stage.NodeOf(each.about);
  const Party& about = stage.party(node);
  LYNCEUS_ASSIGN_OR_RETURN(
      const std::vector<Verdict> verdicts,
      ownership::JudgeAll(stage.graph(), rules.regimes, lists, each.as_of, node));
  const EntityOf entity_of = [&](ownership::Node of) -> absl::StatusOr<Entity> {
    return stage.party(of).entity;
  };
  const bool person = about.entity.schema == Schema::kPerson;
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Flag> flags,
                           OwnershipFlags({.graph = stage.graph(),
                                           .party = node,
                                           .as_of = each.as_of,
                                           .rules = rules,
                                           .lists = lists,
                                           .entity_of = entity_of,
                                           .owners_matter = !person && about.designations.empty()},
                                          verdicts));
  std::vector<std::string> types;
  types.reserve(flags.size());
  for (const Flag& flag : flags) types.push_back(flag.type);
  // Those without a rule of their own are the verdicts', which have cases of their own.
  std::erase_if(types, [](const std::string& type) {
    return std::ranges::find(rules::RuledFlagTypes(), type) == rules::RuledFlagTypes().end();
  });
  std::sort(types.begin(), types.end());
  types.erase(std::unique(types.begin(), types.end()), types.end());
  return types;
}

std::string ListOf(const std::vector<std::string>& types) {
  return types.empty() ? "none" : Join(types, ", ");
}

}  // namespace

absl::StatusOr<std::vector<std::string>> RunFlagCases(const std::vector<rules::FlagCase>& cases,
                                                      const RuleSet& rules) {
  const ownership::LoadedLists lists = EveryList(rules);
  std::vector<std::string> wrong;
  for (const rules::FlagCase& each : cases) {
    const auto types = TypesOf(each, rules.On(each.as_of), lists);
    if (!types.ok()) return Annotate(types.status(), {.subject = each.place});
    if (*types == each.flags) continue;
    wrong.push_back(absl::StrCat(each.place, ": ", each.name, ": expected ", ListOf(each.flags),
                                 ", got ", ListOf(*types)));
  }
  return wrong;
}

}  // namespace lynceus::screening
