#pragma once
// Which records have names of one party and facts that do not disagree.
//
// Records are brought together by keys of their names (blocking) and then compared for real with
// lib/matching. A key is the sorted words of a name; how its main words sound, sorted (spellings of
// one name); and, for persons, a birth date with how one word sounds.

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/names/analyzed_name.h"
#include "lib/resolve/name_comparer.h"
#include "lib/resolve/record_facts.h"

namespace lynceus::resolve {

// Keys by which records are brought together. One thread. Memory: 16 bytes a key, of which a record
// has about four.
class NameBlocks {
 public:
  // Adds the keys of a record's names; `at` is its position before RecordFacts::Finish. A name that
  // cannot be analysed gives no key. Errors: those of the analyzer.
  absl::Status Add(Position at, const Entity& record, const names::Analyzer& analyzer);

  struct Found {
    std::vector<NameLink> links;  // sorted by a, b
    std::uint64_t pairs_compared = 0;
    std::uint64_t pairs_passed_over = 0;  // of large groups, none of whose two is a risk by itself
  };
  // `moved`: as RecordFacts::Finish gives. Every record that is a risk by itself is compared with
  // all that share a key with it. Errors: ResourceExhausted where too many pairs share a key.
  absl::StatusOr<Found> Find(const RecordFacts& facts, const std::vector<Position>& moved,
                             NameComparer& comparer);

 private:
  struct Key {
    std::uint64_t hash = 0;
    Position at = 0;
  };
  std::vector<Key> keys_;
};

}  // namespace lynceus::resolve
