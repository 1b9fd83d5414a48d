#pragma once
// Everything that is data, not code: the rule packs as model structs. lib/rules parses and checks
// the files in rules/ into a RuleSet; a RuleSet is Immutable once loaded and shared by pointer.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/model/bank_entries.h"
#include "lib/model/entity.h"
#include "lib/model/flag_rules.h"
#include "lib/model/policy.h"
#include "lib/model/regime.h"
#include "lib/model/verdict.h"

namespace lynceus {

// One sanctions programme of one authority, and every spelling of it in list files.
struct Programme {
  std::string key;        // "US-GLOMAG"
  std::string authority;  // "US-OFAC"
  std::string title;
  std::vector<std::string> aliases;   // as lists carry it: "GLOMAG"
  std::string magnitsky_class;        // "GLOBAL_HUMAN_RIGHTS", "NAMED_MAGNITSKY", ...; empty: none
  std::string legal_basis;            // "E.O. 13818"
  std::vector<std::string> themes;    // human_rights, corruption, russia, terrorism ...
  std::vector<std::string> measures;  // asset_freeze, travel_ban ...
};

// What publishers call an authority, and what its lists are called.
struct Authority {
  std::string key;    // "US-OFAC"
  std::string title;  // "US Treasury, Office of Foreign Assets Control"
  std::vector<std::string>
      aliases;  // "Office of Foreign Assets Control", dataset names ("us_ofac_sdn")
  std::vector<std::string> lists;  // "SDN", "CONS"
  // The flag that a listing on one of `lists` raises where it is not "designated": "sectoral" for
  // lists that restrict some dealings, "export_control", "debarment", "watchlist".
  std::map<std::string, std::string> list_flags;
};

// A rebuttal that a bank has decided on: screening honours it.
struct PartyRebuttal {
  std::string party_id;  // any id the party answers to
  Rebuttal rebuttal;
  friend bool operator==(const PartyRebuttal&, const PartyRebuttal&) = default;
};

struct RuleSet {
  std::vector<Authority> authorities;
  std::vector<Programme> programmes;
  std::vector<Regime> regimes;     // of sanctions, by key
  std::vector<Regime> beneficial;  // of beneficial owners, by key
  FlagRules flags;
  Policy policy;                          // of the default scope
  PolicyScopes scopes;                    // the others
  std::vector<GoodGuy> good_guys;         // in the order of their file
  std::vector<BlockEntry> block_entries;  // likewise
  std::vector<PartyRebuttal> rebuttals;   // in the order of their file
  std::vector<Preset> presets;  // in the order of their file; the policy's with its thresholds
  std::string digest;           // hex SHA-256 over every file of the set
  std::string build_digest;  // the part that is pinned into a snapshot: names, programmes, sources

  const Regime* FindRegime(std::string_view key) const;
  const Regime* FindBeneficial(std::string_view key) const;
  // The preset `key`, or nothing. Exact: a name that is almost one is none.
  const Preset* FindPreset(std::string_view key) const;
  // The programme that `authority` lists under `code`, or nothing.
  const Programme* FindProgramme(std::string_view authority, std::string_view code) const;
  // Canonical authority key for a publisher's word, or nothing.
  const Authority* FindAuthority(std::string_view word) const;
};

}  // namespace lynceus
