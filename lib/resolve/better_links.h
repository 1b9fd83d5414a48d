#pragma once
// Which similar names are set aside, since both parties are found under their own names already.
//
// The branches of one company, brothers and ships of one fleet have names that come near each
// other. Where two lists have both of two such parties, each is linked with itself over there, and
// the crosswise links say nothing: each list takes the two for two.

#include <cstdint>
#include <utility>
#include <vector>

#include "lib/resolve/name_comparer.h"
#include "lib/resolve/record_facts.h"

namespace lynceus::resolve {

// Immutable. Memory: some bytes for each listed record and link.
class BetterLinks {
 public:
  // `canonical`: by position, the record that stands for each record's cluster.
  BetterLinks(const RecordFacts& facts, const std::vector<Position>& canonical,
              const std::vector<NameLink>& links);

  // True for a link of two listed records, whose names are only similar and who do not share a full
  // birth date, where the clusters of both hold a record of one list that keeps one record a party,
  // or each has its own namesake in the other's list.
  bool Supersede(const NameLink& link) const;

 private:
  using Reached = std::pair<Position, std::uint32_t>;  // a cluster, and a list it has a record in
  bool BothIn(Position a, Position b) const;

  const RecordFacts& facts_;
  const std::vector<Position>& canonical_;
  std::vector<Reached> own_;      // by the records of the cluster; sorted
  std::vector<Reached> reached_;  // those, and by links of equal names; sorted
};

}  // namespace lynceus::resolve
