#pragma once
// Random graphs and rules for properties: small, with rings, open ends, repeated statements, joint
// holders, unknown holders, probable identities and values that meet thresholds exactly.

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/random.h"
#include "lib/ownership/memory_graph.h"
#include "tests/reference/ownership_reference.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define LYNCEUS_TESTS_SANITIZED 1
#endif
#endif

namespace lynceus::ownership {

// How many graphs a property is tried on where `all` are in a plain build: sanitizers look for
// other faults than a wrong answer, and take ten times as long.
constexpr int Graphs(int all) {
#ifdef LYNCEUS_TESTS_SANITIZED
  return all / 10;
#else
  return all;
#endif
}

struct RandomCase {
  reference::Graph graph;
  RegimePeriod period;
  int subject = 0;
};

// `plain`: shares alone, each stated once, added over all blocked parties.
RandomCase MakeRandomCase(SeededRandom& random, bool plain);

// "p:3".
std::string IdOf(int party);

// `designations` of each party, which is its node's number.
MemoryGraph GraphOf(const reference::Graph& plan,
                    const std::function<std::vector<Designation>(int party)>& designations);

// A graph with rebuttals of one regime for some of its parties.
class RebuttedGraph final : public InterestSource {
 public:
  RebuttedGraph(MemoryGraph graph, std::set<int> rebutted, std::string regime)
      : graph_(std::move(graph)), rebutted_(std::move(rebutted)), regime_(std::move(regime)) {}
  Node nodes() const override { return graph_.nodes(); }
  absl::Status OwnersOf(Node subject, std::vector<Edge>& out) const override {
    return graph_.OwnersOf(subject, out);
  }
  absl::Status HoldingsOf(Node owner, std::vector<Edge>& out) const override {
    return graph_.HoldingsOf(owner, out);
  }
  absl::Status DesignationsOf(Node node, std::vector<Designation>& out) const override {
    return graph_.DesignationsOf(node, out);
  }
  absl::Status RebuttalsOf(Node node, std::vector<Rebuttal>& out) const override {
    if (rebutted_.contains(static_cast<int>(node))) {
      out.push_back({.regime = regime_, .author = "a"});
    }
    return absl::OkStatus();
  }
  absl::Status Describe(Node node, std::string& id, std::string& name) const override {
    return graph_.Describe(node, id, name);
  }

 private:
  const MemoryGraph graph_;
  const std::set<int> rebutted_;
  const std::string regime_;
};

}  // namespace lynceus::ownership
