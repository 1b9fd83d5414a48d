#pragma once
// The risk universe as a snapshot stores it (UNIVERSE.md): who stands in it and, of each, a
// fingerprint of what decided that. The next build compares these, and looks anew only at who
// changed (universe_update.h).
//
// Parties are numbered in the order of their ids, in every graph here.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/base/block.h"
#include "lib/base/digest.h"
#include "lib/ownership/interest_source.h"

namespace lynceus::ownership {

// What decides whether a party stands in the universe, and who follows from it; parties by their
// ids. Kinds, shares and dates are no part of it, nor are edges stated twice. Whole SHA-256, so
// that two sets with one fingerprint, by which a change would be missed, are as hard to find as two
// files with one digest.
struct UniverseFingerprint {
  Sha256 reached{};  // whether it is designated, and from whom it is reached
  Sha256 reaches{};  // whom it reaches
  friend bool operator==(const UniverseFingerprint&, const UniverseFingerprint&) = default;
};

// Cost: the party's edges. Errors: those of `graph`.
absl::StatusOr<UniverseFingerprint> FingerprintOf(const InterestSource& graph, Node node);

struct Fingerprinted {
  Node node = 0;
  UniverseFingerprint fingerprint;
};

// Writes the file of `universe`, which has a value for each node of `graph`. `known` are
// fingerprints of this graph already taken, by ascending node; the others are taken here.
// Equal graphs and universes give equal bytes. Errors: Internal where ids do not ascend; those of
// `graph` and `sink`.
absl::Status WriteUniverse(const InterestSource& graph, const std::vector<bool>& universe,
                           std::span<const Fingerprinted> known, BlockSink& sink);

// Searches the universe of `graph` anew and compares all that is stored with it. Cost: that of
// RiskUniverse and WriteUniverse; holds one file in memory. Errors: DataLoss where they differ;
// those of `graph` and `stored`.
absl::Status CheckUniverse(const InterestSource& graph, const BlockSource& stored);

// Reads the members in order. Thread-compatible; `stored` must outlive it.
class UniverseReader {
 public:
  struct Member {
    Node number = 0;      // in the graph of its snapshot
    std::string_view id;  // borrowed from `stored`
    UniverseFingerprint fingerprint;
  };
  // Errors: FailedPrecondition for another version; DataLoss.
  static absl::StatusOr<UniverseReader> Open(const BlockSource& stored);

  Node members() const { return members_; }
  // False behind the last. Errors: DataLoss where numbers or ids do not ascend, an entry is not
  // whole, or more follows than the header says.
  absl::StatusOr<bool> Next();
  const Member& member() const { return member_; }

 private:
  UniverseReader(ByteCursor cursor, Node parties, Node members)
      : cursor_(cursor), parties_(parties), members_(members) {}

  ByteCursor cursor_;
  Node parties_;
  Node members_;
  Node read_ = 0;
  Member member_;
};

}  // namespace lynceus::ownership
