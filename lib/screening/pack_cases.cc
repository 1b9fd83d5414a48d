#include "lib/screening/pack_cases.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/ownership/memory_graph.h"
#include "lib/screening/group_members.h"
#include "lib/screening/group_words.h"
#include "lib/screening/text_patterns.h"

namespace lynceus::screening {
namespace {

std::string ListOf(std::vector<std::string> words) {
  return words.empty() ? "none" : Join(words, ", ");
}

void SortUnique(std::vector<std::string>& words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

void Compare(const std::string& place, const std::string& asked,
             const std::vector<std::string>& expected, std::vector<std::string> found,
             std::vector<std::string>& wrong) {
  SortUnique(found);
  if (found == expected) return;
  wrong.push_back(absl::StrCat(place, ": ", asked, ": expected ", ListOf(expected), ", got ",
                               ListOf(std::move(found))));
}

// What the facts of a case say of the party that it is about.
absl::StatusOr<std::vector<Flag>> StatedFlags(const rules::GroupCase& each, const RuleSet& rules) {
  ownership::MemoryGraph graph;
  std::map<std::string, ownership::Node> nodes;
  const auto node_of = [&](const std::string& id) {
    const auto [found, fresh] = nodes.try_emplace(id, 0);
    if (fresh) found->second = graph.AddNode({.id = id, .name = id});
    return found->second;
  };
  node_of(each.about);
  for (const Interest& fact : each.facts) {
    ownership::Edge edge{.interest = fact};
    if (!fact.owner_id.empty()) edge.owner = node_of(fact.owner_id);
    edge.subject = node_of(fact.subject_id);
    LYNCEUS_RETURN_IF_ERROR(graph.AddEdge(std::move(edge)));
  }
  std::vector<GroupRoot> roots;
  for (std::size_t i = 0; i < rules.groups.size(); ++i) {
    for (const std::string& id : rules.groups[i].root_ids) {
      if (nodes.contains(id)) roots.push_back({.node = nodes.at(id), .group = i});
    }
  }
  LYNCEUS_ASSIGN_OR_RETURN(const auto members, GroupMembers::Make(rules.groups, graph, roots));
  return members->FlagsOf(nodes.at(each.about), each.as_of);
}

absl::StatusOr<std::vector<std::string>> GroupsOf(const rules::GroupCase& each,
                                                  const RuleSet& rules,
                                                  const names::Analyzer& analyzer,
                                                  const GroupWords& words) {
  std::vector<std::string> groups;
  if (!each.name.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(const names::AnalyzedName name,
                             analyzer.Analyze(each.name, Schema::kUnknown));
    for (const FamilyFinding& finding : words.Find(name, each.countries)) {
      groups.push_back(
          absl::StrCat(rules.groups[finding.group].key, " name_family ", finding.sure));
    }
  }
  if (!each.about.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Flag> flags, StatedFlags(each, rules));
    for (const Flag& flag : flags) {
      groups.push_back(absl::StrCat(flag.rule, " ", flag.found, " ", flag.sure));
    }
  }
  return groups;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> RunGroupCases(const std::vector<rules::GroupCase>& cases,
                                                       const RuleSet& rules,
                                                       const names::Analyzer& analyzer) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto words, GroupWords::Compile(rules.groups, analyzer));
  std::vector<std::string> wrong;
  for (const rules::GroupCase& each : cases) {
    const auto groups = GroupsOf(each, rules, analyzer, *words);
    if (!groups.ok()) return Annotate(groups.status(), {.subject = each.place});
    Compare(each.place, each.name.empty() ? each.about : each.name, each.groups, *groups, wrong);
  }
  return wrong;
}

absl::StatusOr<std::vector<std::string>> RunTextCases(const std::vector<rules::TextCase>& cases,
                                                      const RuleSet& rules) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto patterns, TextPatterns::Compile(rules.patterns));
  std::vector<std::string> wrong;
  for (const rules::TextCase& each : cases) {
    std::vector<std::string> found;
    for (const TextFinding& finding : patterns->Find(each.text)) {
      found.push_back(rules.patterns[finding.pattern].key);
    }
    Compare(each.place, each.text, each.found, std::move(found), wrong);
  }
  return wrong;
}

}  // namespace lynceus::screening
