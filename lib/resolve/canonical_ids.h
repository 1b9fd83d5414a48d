#pragma once
// Which of a cluster's ids stands for it, so that it stays the same from one snapshot to the next.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/model/entity.h"
#include "lib/resolve/clusters.h"
#include "lib/resolve/record_facts.h"

namespace lynceus::resolve {

// The parties of an earlier snapshot by the ids of their records. One thread.
class EarlierParties {
 public:
  // `ids`: all ids that the party answers to, its canonical one too.
  void Add(std::string_view canonical, const std::vector<std::string>& ids);
  // Ends the adding.
  void Finish();
  bool WasCanonical(std::string_view id) const;

  struct Answer {
    std::string_view canonical;
    std::string_view id;
    friend auto operator<=>(const Answer&, const Answer&) = default;
  };
  // One an id, sorted by canonical id, then id.
  const std::vector<Answer>& answers() const { return answers_; }

 private:
  TextArena arena_;
  std::vector<Answer> answers_;
};

// The record whose id stands for each record's cluster, by position. A cluster keeps the id that it
// had: where some of its members' own ids were canonical before, the smallest of those, else the
// smallest of all; a list's id is smaller than a registry's.
std::vector<Position> NameClusters(const RecordFacts& facts, const Clusters& clusters,
                                   const EarlierParties& earlier);

// What became of the earlier canonical ids that do not stand for the same party alone; sorted.
std::vector<IdentityChange> ChangesSince(const EarlierParties& earlier, const RecordFacts& facts,
                                         const std::vector<Position>& canonical);

}  // namespace lynceus::resolve
