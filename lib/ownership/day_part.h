#pragma once
// The part of a day's graph that designations can bear on, small and dense: what a spread walks,
// under any regime.
//
// In it are the parties downstream of a designated one and, of those above them, the parties that
// stand below a holder whom no source names. Nobody else can be blocked, or bear on who is: neither
// a designation nor an unnamed holder stands above. Parties are numbered anew, in the order of
// nodes, so that what a spread knows of them is an array; an edge takes 12 bytes, a party 20.

#include <bit>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "lib/ownership/interest_source.h"

namespace lynceus::ownership {

// The end of an interval of shares, in four bytes.
class PackedBound {
 public:
  // More than any share: an edge with it may extend by itself, or by more than it states.
  static constexpr ShareBound kMuch{1 << 30, false};

  PackedBound() = default;
  explicit PackedBound(ShareBound bound)
      : bits_(static_cast<std::uint32_t>(bound.ppm) | (bound.open ? kOpenBit : 0)) {}
  ShareBound bound() const {
    return {static_cast<std::int64_t>(bits_ & ~kOpenBit), (bits_ & kOpenBit) != 0};
  }
  // No sum is more than kMuch.
  friend PackedBound Plus(PackedBound a, PackedBound b) {
    const ShareBound sum{a.bound().ppm + b.bound().ppm, a.bound().open || b.bound().open};
    return PackedBound(sum.ppm < kMuch.ppm ? sum : ShareBound{kMuch.ppm, sum.open});
  }

 private:
  static constexpr std::uint32_t kOpenBit = 1u << 31;
  std::uint32_t bits_ = 0;
};

// A party's number in the part.
using Member = std::uint32_t;
inline constexpr Member kNoMember = std::numeric_limits<Member>::max();

// An edge from its owner: bounds for what it adds to what is held of the subject.
template <typename Number>
struct HoldingOfParty {
  Number subject = 0;
  PackedBound lo;
  PackedBound hi;
};
using DayHolding = HoldingOfParty<Node>;
using MemberHolding = HoldingOfParty<Member>;

// Immutable once made; Thread-safe.
class DayPart {
 public:
  struct Party {
    Node node = 0;
    std::uint32_t holdings_begin = 0;
    std::int32_t named_lo_ppm = 0;  // lower ends of all named holders, where sums decide
    PackedBound unknown_hi;         // at most, by holders whom no source names
    // True where all that is stated of a party are shares that holders hold directly, each named
    // one once, which add to no more than the whole: what is measured of it are their sums.
    bool sums_decide = false;
    bool is_branch = false;    // of another party
    bool has_unknown = false;  // a holder is stated whom no source names, or one may hold for such
  };

  DayPart() = default;
  // Of `in` by node; parties are added in that order.
  explicit DayPart(const std::vector<bool>& in) : bits_(in.size() / 64 + 1), before_(bits_.size()) {
    for (Node node = 0; node < in.size(); ++node) {
      if (in[node]) bits_[node / 64] |= std::uint64_t{1} << (node % 64);
    }
    std::uint32_t before = 0;
    for (std::size_t i = 0; i < bits_.size(); ++i) {
      before_[i] = before;
      before += static_cast<std::uint32_t>(std::popcount(bits_[i]));
    }
    parties_.reserve(std::size_t{before} + 1);
  }
  void Add(Party party, std::span<const DayHolding> holdings) {
    party.holdings_begin = static_cast<std::uint32_t>(holdings_.size());
    parties_.push_back(party);
    for (const DayHolding& holding : holdings) {
      const Member subject = MemberOf(holding.subject);
      if (subject != kNoMember) holdings_.push_back({subject, holding.lo, holding.hi});
    }
  }
  // After the last party.
  void Finish() {
    parties_.push_back({.holdings_begin = static_cast<std::uint32_t>(holdings_.size())});
    holdings_.shrink_to_fit();
  }

  Member size() const { return static_cast<Member>(parties_.size() - 1); }
  const Party& operator[](Member member) const { return parties_[member]; }
  std::span<const MemberHolding> HoldingsOf(Member owner) const {
    const std::uint32_t begin = parties_[owner].holdings_begin;
    return std::span(holdings_).subspan(begin, parties_[owner + 1].holdings_begin - begin);
  }
  // Has what is known of the first of `members` brought near: each is far from the others.
  void Prefetch(std::span<const Member> members) const {
    constexpr std::size_t kAhead = 8;
    if (members.size() <= 2 * kAhead) return;
    __builtin_prefetch(&parties_[members[2 * kAhead]]);
    const std::uint32_t begin = parties_[members[kAhead]].holdings_begin;
    if (begin < holdings_.size()) __builtin_prefetch(&holdings_[begin]);
  }
  // kNoMember for who is not in the part.
  Member MemberOf(Node node) const {
    const std::uint64_t word = bits_[node / 64];
    const std::uint64_t bit = std::uint64_t{1} << (node % 64);
    if ((word & bit) == 0) return kNoMember;
    return before_[node / 64] + static_cast<Member>(std::popcount(word & (bit - 1)));
  }

 private:
  std::vector<std::uint64_t> bits_;    // by node
  std::vector<std::uint32_t> before_;  // members before each word of bits_
  std::vector<Party> parties_;         // and one past the last
  std::vector<MemberHolding> holdings_;
};

}  // namespace lynceus::ownership
