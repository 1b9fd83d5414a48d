#pragma once
// The owner closure: everything upstream of one party that can bear on a verdict about it on one
// day. Collected once, then judged under any number of regimes.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/ownership/interest_source.h"

namespace lynceus::ownership {

// A party's place in a closure; 0 is the judged party.
using Place = std::uint32_t;
inline constexpr Place kNoPlace = std::numeric_limits<Place>::max();  // the unknown holder

// Immutable once collected.
struct Closure {
  struct Fact {
    Place owner = kNoPlace;
    Place subject = 0;
    Edge edge;
  };

  std::vector<Node> nodes;                             // breadth first from the judged party
  std::vector<Fact> facts;                             // grouped by subject, in place order
  std::vector<std::size_t> facts_begin;                // size nodes + 1
  std::vector<std::vector<Designation>> designations;  // in force on the day, sorted
  std::vector<std::vector<Rebuttal>> rebuttals;        // in force on the day
  // Places joined by probable identity share a class: they may be one party.
  std::vector<Place> identity_class;
  std::vector<Place> feeds;  // subjects of each owner's facts, grouped by owner
  std::vector<std::size_t> feeds_begin;

  Place size() const { return static_cast<Place>(nodes.size()); }
  std::span<const Fact> FactsInto(Place place) const {
    return std::span(facts).subspan(facts_begin[place],
                                    facts_begin[place + 1] - facts_begin[place]);
  }
  std::span<const Place> FedBy(Place place) const {
    return std::span(feeds).subspan(feeds_begin[place],
                                    feeds_begin[place + 1] - feeds_begin[place]);
  }
};

// Makes `feeds` of `facts`.
void IndexFeeds(Closure& closure);

// True on days within [first, end); an absent end bounds nothing. What ends before it begins was
// said wrongly: its time is not known, so it holds at all dates.
bool InForce(const std::optional<Date>& first, const std::optional<Date>& end, Date day);

// Whether an edge can bear on a verdict of `day`: interests of ownership and control that hold then
// (no affiliations, no summaries), and identity links.
bool Bears(const Edge& edge, Date day);

// Keeps edges that bear on `day`, all the way up. Errors: ResourceExhausted beyond
// limits::kOwnerClosureNodesMax parties; those of `graph`.
absl::StatusOr<Closure> CollectClosure(const InterestSource& graph, Date day, Node subject);

}  // namespace lynceus::ownership
