#pragma once
// Small graphs for tests, written as text: one line a fact.
//   listed X                    on every list of AllLists() (or: listed X US-OFAC SDN PROGRAMME)
//   X -> A shares 50            kind, then a share as Share::Parse reads it
//   ? -> A shares 30            a holder that no source names
//   X -> A shares 50 from 2020-01-01 until 2021-01-01 joint g indirect summary role nominator
//   X ~ Y                       probably the same party (both ways)

#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "lib/base/status.h"
#include "lib/ownership/judge.h"
#include "lib/ownership/memory_graph.h"
#include "tests/ownership/regimes.h"

namespace lynceus::ownership {

class GraphText {
 public:
  explicit GraphText(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) ReadLine(line);
    for (std::size_t i = 0; i < names_.size(); ++i) {
      graph_.AddNode({.id = "t:" + names_[i], .name = names_[i], .designations = listed_[i]});
    }
    for (Edge& edge : edges_) {
      const absl::Status status = graph_.AddEdge(std::move(edge));
      EXPECT_TRUE(status.ok()) << ErrorText(status);
    }
  }

  const MemoryGraph& graph() const { return graph_; }
  Node At(const std::string& name) const {
    const auto found = numbers_.find(name);
    EXPECT_NE(found, numbers_.end()) << "no party " << name;
    return found == numbers_.end() ? kUnknownHolder : found->second;
  }
  Verdict VerdictOn(const std::string& name, const Regime& regime,
                    Date as_of = Day(2026, 1, 1)) const {
    const auto verdict = Judge(graph_, regime, AllLists(), as_of, At(name));
    EXPECT_TRUE(verdict.ok()) << ErrorText(verdict.status());
    return verdict.value_or(Verdict());
  }

 private:
  Node Number(const std::string& name) {
    if (name == "?") return kUnknownHolder;
    const auto [found, added] = numbers_.try_emplace(name, static_cast<Node>(names_.size()));
    if (added) {
      names_.push_back(name);
      listed_.emplace_back();
    }
    return found->second;
  }

  void ReadLine(const std::string& line) {
    std::istringstream words(line);
    std::string first;
    if (!(words >> first)) return;
    if (first == "listed") return ReadListed(words);
    std::string arrow;
    std::string second;
    words >> arrow >> second;
    const Node a = Number(first);
    const Node b = Number(second);
    if (arrow == "~") {
      Add({a, b, EdgeKind::kProbableIdentity, {}});
      Add({b, a, EdgeKind::kProbableIdentity, {}});
      return;
    }
    EXPECT_EQ(arrow, "->") << line;
    ReadInterest(words, {a, b, EdgeKind::kInterest, {}});
  }

  void ReadListed(std::istringstream& words) {
    std::string name;
    words >> name;
    const Node node = Number(name);
    Designation designation{.entity_id = "t:" + name, .provenance = {"test", "line"}};
    if (words >> designation.authority >> designation.list) {
      words >> designation.programme;
      listed_[node].push_back(designation);
      return;
    }
    for (const auto& [authority, list] : AllLists().authority_and_list) {
      designation.authority = authority;
      designation.list = list;
      listed_[node].push_back(designation);
    }
  }

  void ReadInterest(std::istringstream& words, Edge edge) {
    std::string kind;
    std::string share;
    words >> kind >> share;
    edge.interest.kind = ParseInterestKind(kind).value_or(InterestKind::kMember);
    const auto parsed = Share::Parse(share);
    EXPECT_TRUE(parsed.ok()) << share;
    edge.interest.share = parsed.value_or(Share::Unknown());
    for (std::string word; words >> word;) {
      std::string value;
      if (word == "indirect") {
        edge.interest.indirect = true;
      } else if (word == "summary") {
        edge.interest.summary = true;
      } else if (words >> value) {
        if (word == "from") edge.interest.start = Date::ParseIso(value).value_or(Date());
        if (word == "until") edge.interest.end = Date::ParseIso(value).value_or(Date());
        if (word == "joint") edge.interest.joint_group = value;
        if (word == "role") edge.interest.role = value;
      }
    }
    Add(std::move(edge));
  }

  void Add(Edge edge) {
    edge.interest.id = "t:" + std::to_string(edges_.size());
    edge.interest.provenance = {"test", "line " + std::to_string(edges_.size())};
    edges_.push_back(std::move(edge));
  }

  std::map<std::string, Node> numbers_;
  std::vector<std::string> names_;
  std::vector<std::vector<Designation>> listed_;
  std::vector<Edge> edges_;
  MemoryGraph graph_;
};

}  // namespace lynceus::ownership
