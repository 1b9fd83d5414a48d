#pragma once
// What a bank has decided about single parties and keeps beside its policy: who was cleared against
// whom (good guys), and with whom it never deals (block entries). Each says who decided, who
// approved, why, and from when until when.

#include <optional>
#include <string>
#include <vector>

#include "lib/model/entity.h"
#include "lib/model/policy.h"

namespace lynceus {

// The authority and list under which block entries stand in answers.
inline constexpr char kInternalList[] = "INTERNAL";

struct EntryWords {
  std::string key;  // unique in its file
  std::string author;
  std::string approver;  // another than the author
  std::string reason;
  Date from;                  // first day
  std::optional<Date> until;  // first day no longer; good guys always have one

  bool HoldsOn(Date day) const { return from <= day && (!until || day < *until); }
};

// One counterparty that is not one listed party. It holds only while both digests do
// (lib/screening/good_guys.h): what it was decided on is what is asked and listed now.
struct GoodGuy {
  EntryWords words;
  std::string counterparty_id;  // the bank's own; empty: whoever is asked with these data
  std::string asked_digest;     // hex
  std::string listed;           // any id that the listed party answers to
  std::string listed_digest;    // hex
};

// A party that the bank has listed itself. Its id in answers is "internal:KEY".
struct BlockEntry {
  EntryWords words;
  Entity party;
  Decision decision = Decision::kBlock;  // or kReview
};

}  // namespace lynceus
