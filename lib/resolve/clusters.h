#pragma once
// Records joined into clusters, with what may never stand in one cluster.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "lib/resolve/record_facts.h"

namespace lynceus::resolve {

// So many pairs of records are compared before two clusters are joined.
inline constexpr std::size_t kKeptPairsMax = 4'096;

// One thread. Memory: 4 bytes a record, and more for records that are joined.
class Clusters {
 public:
  // `facts` must outlive it and be finished.
  explicit Clusters(const RecordFacts& facts);

  // A record that stands for the cluster; the same for all its members until the next join.
  Position Find(Position at) const;
  bool AreOne(Position a, Position b) const { return Find(a) == Find(b); }
  // Sorted. A record that was never joined is its own only member.
  std::vector<Position> Members(Position at) const;

  // Says that the two are never one.
  void Forbid(Position a, Position b);
  // True where a forbidden pair has one record in each of the two clusters.
  bool IsForbidden(Position a, Position b) const;
  // True where a record of one contradicts a record of the other. Cost: the product of their
  // members that differ in what can contradict.
  bool Contradict(Position a, Position b) const;

  // True where joining would make one party of two records that one list keeps apart and that
  // contradict each other, `a` and `b` themselves not asked; and where so many records of such
  // lists are in the two that they are not compared (kKeptPairsMax).
  bool MixOneList(Position a, Position b) const;

  void Join(Position a, Position b);

 private:
  struct Cluster {
    std::vector<Position> members;
    std::vector<Position> witnesses;  // members that differ in what can contradict
    std::vector<Position> decided;    // members with a forbidden pair
    std::vector<Position> kept;       // members of lists that keep one record a party
  };
  // The cluster of a root; `alone` becomes the one of a record that was never joined.
  const Cluster& Of(Position root, Cluster& alone) const;
  // The same, taken out of the map.
  Cluster Take(Position root);

  const RecordFacts& facts_;
  mutable std::vector<Position> parent_;            // paths are shortened on the way
  std::unordered_map<Position, Cluster> clusters_;  // by root; of two members or more
  std::unordered_map<Position, std::vector<Position>> forbidden_;
};

}  // namespace lynceus::resolve
