#pragma once
// When screening raises a flag about ownership: one rule a flag, read from rules/flags/*.yaml by
// lib/rules. What a flag then does is policy's (rules.h: Policy). Never a constant in code.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "lib/model/entity.h"

namespace lynceus {

// What every rule has. `text` is the sentence of its flags, with words in braces that screening
// fills in ("holds {share} of {party}"); which ones there are is the rule's own (rules/flags).
struct FlagWords {
  std::string title;
  std::string text;
  std::vector<std::string> sources;  // texts the parameters were read from
};

// Tied to a designated party without a share in it, or of it.
struct AffiliateRule {
  FlagWords words;
  std::vector<InterestKind> ties;           // to the designated party itself
  std::vector<InterestKind> managers;       // a party tied so to both is their common manager
  std::vector<std::string> fund_roles;      // so too, by the source's own word: their common fund
  std::int64_t parent_from_ppm = 0;         // a party that may hold this of both is their parent
  std::int64_t joint_venture_from_ppm = 0;  // a company of which both may hold this
};

// Blocked parties hold a part, less than `just_under` begins at.
struct MinorityRule {
  FlagWords words;
  std::int64_t from_ppm = 0;
};

// Blocked parties hold nearly what the regime's threshold asks.
struct JustUnderRule {
  FlagWords words;
  std::int64_t from_ppm = 0;
};

// What a designated party held fell below a threshold, or went to somebody near, about the day of
// its designation.
struct DilutedRule {
  FlagWords words;
  int before_days = 0;                // before the designation
  int after_days = 0;                 // after it
  int transfer_days = 0;              // between one holder's last day and the next one's first
  int new_company_days = 0;           // founded at most so long before the transfer
  std::int64_t tiny_capital_max = 0;  // stated capital, in whatever currency
  std::int64_t own_from_ppm = 0;  // a company of which somebody may hold this acts as that somebody
  std::vector<InterestKind> relatives;
  std::vector<InterestKind> managers;
};

// Holdings that run in a ring.
struct CircularRule {
  FlagWords words;
  bool only_below_designated = true;
};

// Whose holder is not known.
struct OpaqueRule {
  FlagWords words;
  // A source's word for a holder that it does not name, or what such words begin with -> what it
  // means.
  std::map<std::string, std::string> holders;
  std::string other_holder;  // the meaning of every other
};

// Owns part of a designated party.
struct UpstreamRule {
  FlagWords words;
  std::int64_t from_ppm = 0;
};

struct FlagRules {
  AffiliateRule affiliate;
  MinorityRule minority;
  JustUnderRule just_under;
  DilutedRule diluted;
  CircularRule circular;
  OpaqueRule opaque;
  UpstreamRule upstream;
};

}  // namespace lynceus
