#pragma once
// What a regime says of one party on one day, and what proves it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/date.h"
#include "lib/model/entity.h"
#include "lib/model/share.h"

namespace lynceus {

enum class Answer : std::uint8_t { kNo = 0, kYes = 1, kUndetermined = 2, kNotEvaluated = 3 };
std::string_view AnswerName(Answer answer);  // "NO", "YES", "UNDETERMINED", "NOT_EVALUATED"

// What the answer rests on.
enum class Basis : std::uint8_t {
  kNone = 0,
  kListed = 1,      // designated itself by the regime's own authority
  kOwned = 2,       // the regime's ownership test
  kControlled = 3,  // the regime's control test
  kPresumed = 4,    // a rebuttable presumption (EU, at or above the threshold)
  kNoList = 5,      // NOT_EVALUATED: the authority's lists are not loaded
  kNotInForce = 6,  // NOT_EVALUATED: the regime was not in force on that day
  kReview = 7,      // UNDETERMINED: the test is met, and the authority gives it no certain meaning
  kUnverified = 8,  // UNDETERMINED: the test is met, and whether the rule holds is not verified
};
std::string_view BasisName(Basis basis);

enum class EvidenceKind : std::uint8_t {
  kDesignation = 0,
  kInterest = 1,
  kIdentity = 2,
  kNote = 3
};
std::string_view EvidenceKindName(EvidenceKind kind);

// One fact of a proof. Facts stand in proof order: a fact cites only parties proven before it.
struct EvidenceItem {
  EvidenceKind kind = EvidenceKind::kNote;
  std::string owner_id;  // interest, identity: the upper party; designation: the listed party
  std::string owner_name;
  std::string subject_id;  // interest, identity: the lower party
  std::string subject_name;
  std::string text;  // designation: "US-OFAC SDN RUSSIA-EO14024"; interest: "shares 49 %"
  Share share;       // interests only
  InterestKind interest_kind = InterestKind::kShares;
  std::optional<Date> start;
  std::optional<Date> end;
  Provenance provenance;
  friend bool operator==(const EvidenceItem&, const EvidenceItem&) = default;
};

// The verdict on one party under one regime. `blocked` is the share found to be held by blocked
// parties: its lower bound proves YES, its upper bound cannot be excluded. Its bounds may be cut at
// 100 %. `unstated_ppm` is what no source states of the party's ownership.
struct Verdict {
  std::string regime;
  Answer answer = Answer::kNotEvaluated;
  Basis basis = Basis::kNone;
  std::string measure;  // "asset_freeze", ...
  Share blocked = Share::Exact(0);
  std::int64_t unstated_ppm = 0;
  bool opaque = false;                 // unstated remainder + blocked share reaches the threshold
  std::vector<EvidenceItem> evidence;  // YES: an irreducible proof; else what was found
  std::vector<std::string> undecided;  // UNDETERMINED: the facts that would decide it
  // What the regime does not count and a careful reader should know, one sentence each: control
  // without ownership, holdings that are not added, a presumption that was rebutted.
  std::vector<std::string> cautions;
  bool unverified = false;  // no source was read for the parameters of the regime on this day
  std::string text;         // one careful sentence: "owned 20 % to 50 % by blocked persons"
};

// The days from `from` until the day before `until` on which a regime's answer and what it rests on
// stay the same; without an end: always before, ever since. `verdict` is that of the first day (of
// the last, where there is no first).
struct VerdictSpan {
  std::optional<Date> from;
  std::optional<Date> until;
  Verdict verdict;
};

}  // namespace lynceus
