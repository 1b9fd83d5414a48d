#pragma once
// Everything that is data, not code: the rule packs as model structs. lib/rules parses and checks
// the files in rules/ into a RuleSet; a RuleSet is Immutable once loaded and shared by pointer.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/model/bank_entries.h"
#include "lib/model/coverage_rules.h"
#include "lib/model/entity.h"
#include "lib/model/export_rules.h"
#include "lib/model/flag_rules.h"
#include "lib/model/group.h"
#include "lib/model/policy.h"
#include "lib/model/regime.h"
#include "lib/model/text_pattern.h"
#include "lib/model/verdict.h"

namespace lynceus {

// One sanctions programme of one authority, and every spelling of it in list files.
struct Programme {
  std::string key;        // "US-GLOMAG"
  std::string authority;  // "US-OFAC"
  std::string title;
  std::vector<std::string> aliases;  // as lists carry it: "GLOMAG"
  // Numbers that tell it from other programmes of the same code, where one stands in the legal
  // basis of a listing: "359/2011". Empty: it is what the code means alone.
  std::vector<std::string> regulations;
  std::vector<std::string> lists;     // of the authority, on which it stands; empty: on any
  std::string magnitsky_class;        // "GLOBAL_HUMAN_RIGHTS", "NAMED_MAGNITSKY", ...; empty: none
  std::string legal_basis;            // "E.O. 13818"
  std::vector<std::string> themes;    // human_rights, corruption, russia, terrorism ...
  std::vector<std::string> measures;  // asset_freeze, travel_ban ...
  // Keys of the regimes that its listings seed, as stated; none where it is not stated. The truth
  // is the regimes' own (lib/rules/check_programmes.h), and rules check refuses what differs.
  std::optional<std::vector<std::string>> seeds;
};

// What publishers call an authority, and what its lists are called.
struct Authority {
  std::string key;    // "US-OFAC"
  std::string title;  // "US Treasury, Office of Foreign Assets Control"
  // Whose it is: ISO 3166-1 alpha-2 in upper case, EU, UN, or INT for any other international body.
  std::string jurisdiction;
  std::vector<std::string>
      aliases;  // "Office of Foreign Assets Control", dataset names ("us_ofac_sdn")
  std::vector<std::string> lists;  // "SDN", "CONS"
  // The flag that a listing on one of `lists` raises where it is not "designated": "sectoral" for
  // lists that restrict some dealings, "export_control", "debarment", "watchlist".
  std::map<std::string, std::string> list_flags;
};

inline constexpr char kDesignatedFlag[] = "designated";

// A rebuttal that a bank has decided on: screening honours it.
struct PartyRebuttal {
  std::string party_id;  // any id the party answers to
  Rebuttal rebuttal;
  friend bool operator==(const PartyRebuttal&, const PartyRebuttal&) = default;
};

// When a change of a pack takes effect.
enum class PackTime : std::uint8_t {
  kBuild = 0,  // with the next snapshot: it is pinned into each
  kHot = 1,    // with the next load of the rules
};
std::string_view PackTimeName(PackTime time);  // "build", "hot"

// One pack's name, "regimes", and hex SHA-256 over its files (rules/README.md).
struct PackDigest {
  std::string pack;
  PackTime time = PackTime::kHot;
  std::string digest;
  friend bool operator==(const PackDigest&, const PackDigest&) = default;
};

struct RuleSet;

// What the rules say from a day on, where their files are dated.
struct RuleEdition {
  std::optional<Date> from;  // none: since always
  std::shared_ptr<const RuleSet> rules;
};

// Without dated files it says the same on every day. With them it holds what the files of the last
// edition say, and On() gives those of a day.
struct RuleSet {
  std::vector<Authority> authorities;
  std::vector<Programme> programmes;
  std::vector<Regime> regimes;     // of sanctions, by key
  std::vector<Regime> beneficial;  // of beneficial owners, by key
  FlagRules flags;
  std::vector<Group> groups;                // by key
  std::vector<TextPattern> patterns;        // by key
  std::vector<Jurisdiction> jurisdictions;  // in the order of their file
  ExportRules export_control;
  Policy policy;                          // of the default scope
  PolicyScopes scopes;                    // the others
  std::vector<GoodGuy> good_guys;         // in the order of their file
  std::vector<BlockEntry> block_entries;  // likewise
  std::vector<PartyRebuttal> rebuttals;   // in the order of their file
  std::vector<Preset> presets;    // in the order of their file; the policy's with its thresholds
  std::string digest;             // hex SHA-256 over names and digests of `packs`
  std::string build_digest;       // the same over those that are pinned into a snapshot
  std::vector<PackDigest> packs;  // by name
  // Files that are applied though they are not valid on the days of this edition, a sentence each:
  // then nothing is CLEAR.
  std::vector<std::string> not_in_force;
  // Files that only let parties pass and are left out on these days; likewise.
  std::vector<std::string> left_out;
  std::vector<RuleEdition> editions;  // by day; empty: the same on every day

  // The rules of `day`: those of its edition, or these.
  const RuleSet& On(Date day) const;

  const Regime* FindRegime(std::string_view key) const;
  const Regime* FindBeneficial(std::string_view key) const;
  // The preset `key`, or nothing. Exact: a name that is almost one is none.
  const Preset* FindPreset(std::string_view key) const;
  // The programme that `authority` lists under `code`, or nothing. Case is ignored, and a hyphen is
  // any dash. Where programmes share the code, the one of which `legal_basis` cites a regulation,
  // else the one that needs none.
  const Programme* FindProgramme(std::string_view authority, std::string_view code,
                                 std::string_view legal_basis = {}) const;
  const Programme* ProgrammeOf(const Designation& designation) const;
  // The flag that a listing on this list raises: "designated" unless the authority says another. A
  // list that the rules do not know counts as the stricter.
  std::string_view ListFlag(std::string_view authority, std::string_view list) const;
  // Canonical authority key for a publisher's word, or nothing.
  const Authority* FindAuthority(std::string_view word) const;
};

}  // namespace lynceus
