#pragma once
// Which records have names of one party and facts that do not disagree.
//
// Records are brought together by keys of their names (blocking) and then compared for real with
// lib/matching. A key is the sorted words of a name; how its main words sound, sorted (spellings of
// one name); and, for persons, a birth date with how one word sounds. Beside these a record that is
// a risk by itself meets every record whose name sounds alike but for one word (name_keys.h).
//
// Bounds: of the records that share a key those that are no risk by themselves meet 64 others
// (groups.h); words that stand but for one in the names of more than kNearGroupMax records bring
// none of them together. What a bound cuts is counted, for the load report.

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/names/analyzed_name.h"
#include "lib/resolve/name_comparer.h"
#include "lib/resolve/record_facts.h"

namespace lynceus::resolve {

inline constexpr std::size_t kNearGroupMax = 1'000;

// Keys by which records are brought together. One thread. Memory: 16 bytes a key, of which a record
// has about ten.
class NameBlocks {
 public:
  // Adds the keys of a record's names; `at` is its position before RecordFacts::Finish. A name that
  // cannot be analysed gives no key. Errors: those of the analyzer.
  absl::Status Add(Position at, const Entity& record, const names::Analyzer& analyzer);
  // Ends the adding. `moved`: as RecordFacts::Finish gives.
  void Finish(const std::vector<Position>& moved);

  // True where a record of `named`'s source other than `named` bears a name of `naming` word for
  // word, and is of its kind and birth date where these are stated. Of a name that more than
  // kGroupPairsMax records bear only the first so many are looked at. Errors: those of the
  // analyzer. REQUIRES: Finish.
  absl::StatusOr<bool> NameAnother(const RecordFacts& facts, Position naming, Position named,
                                   const names::Analyzer& analyzer) const;

  struct Found {
    std::vector<NameLink> links;  // sorted by a, b
    std::uint64_t pairs_compared = 0;
    std::uint64_t pairs_passed_over = 0;  // of large groups, none of whose two is a risk by itself
    std::uint64_t near_groups_passed_over = 0;  // words that too many records share
  };
  // Every record that is a risk by itself is compared with all that share a key with it; where
  // names sound alike but for one word, within kNearGroupMax. Errors: ResourceExhausted where too
  // many pairs share a key. REQUIRES: Finish; called once, since it gives the keys back.
  absl::StatusOr<Found> Find(const RecordFacts& facts, NameComparer& comparer);

 private:
  struct Key {
    std::uint64_t hash = 0;
    Position at = 0;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  static void Append(std::vector<std::uint64_t>& hashes, Position at, std::vector<Key>& keys);

  std::vector<Key> keys_;
  std::vector<Key> near_keys_;
};

}  // namespace lynceus::resolve
