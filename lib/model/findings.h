#pragma once
// What flags and answers say as data beside their sentence: a designation under a Magnitsky-style
// programme, an export control, and which jurisdictions designate a party. Made by lib/screening.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/date.h"

namespace lynceus {

// One designation under a programme with a Magnitsky class. Inherited: a regime of the issuing
// authority says YES of the match through the designated party; the way stands in the evidence of
// the flag.
struct MagnitskyFinding {
  std::string magnitsky_class;      // "GLOBAL_HUMAN_RIGHTS" ...
  std::string jurisdiction;         // "US", "EU"
  std::string authority;            // "US-OFAC"
  std::string programme;            // key of the catalogue: "US-GLOMAG"
  std::vector<std::string> themes;  // both of a programme for two: human_rights, corruption
  std::string legal_basis;          // of the programme: "E.O. 13818"
  std::optional<Date> date;         // of the designation; none: the list does not state it
  std::string party_id;             // the designated party, by the record that is listed
  std::string inherited_under;      // the regime's key; empty: the match itself is designated
  friend bool operator==(const MagnitskyFinding&, const MagnitskyFinding&) = default;
};

// What an entry of an export control list asks of who wants to deliver, in the list's own words.
struct ExportEntry {
  std::string party_id;
  std::string authority;    // "US-BIS"
  std::string list;         // "EL", "MEU"
  std::string programme;    // key of the catalogue, or as listed
  std::string requirement;  // licence requirement; empty: the list carries none
  std::string policy;       // licence review policy; likewise
  std::string scope;        // of the requirement: "all_items", "some_items"; empty: none is carried
  std::string review;       // of the policy, by rules/export: "policy_of_denial" ... or "unordered"
  std::vector<std::string> footnotes;  // of the Entity List, by number: "1", "3"
  std::optional<Date> date;
  friend bool operator==(const ExportEntry&, const ExportEntry&) = default;
};

// One entry of the party itself; or, under a regime whose YES asks the strictest of what the listed
// owners' entries ask, all of those.
struct ExportFinding {
  std::vector<ExportEntry> entries;
  std::string inherited_under;  // the regime's key; empty: the match itself is listed
  // Inherited: the review of the strictest entry, or "unordered" where their order is not known.
  std::string strictest;
  friend bool operator==(const ExportFinding&, const ExportFinding&) = default;
};

// What is known of a party in one jurisdiction.
enum class Listing : std::uint8_t {
  kDesignated = 0,  // by an authority of the jurisdiction
  kMayBe = 1,       // a party that is probably the same is, or another match of the answer
  kNotListed = 2,   // not on its complete list of the date that stands beside it
  kListAbsent = 3,  // its list is not loaded: nothing is known
  kListPartial =
      4,           // its list is loaded in part or as a copy: not found there, which shows nothing
  kListStale = 5,  // its list is older than policy allows, or undated where an age is asked
};
// "designated", "may_be_designated", "not_on_list", "list_absent", "list_partial", "list_stale".
std::string_view ListingName(Listing listing);

// A designation in force in a jurisdiction.
struct ListedUnder {
  std::string entity_id;  // the record that is listed
  std::string authority;
  std::string list;
  std::string programme;        // key of the catalogue, or as listed
  std::string magnitsky_class;  // empty: none
  std::optional<Date> date;
  friend bool operator==(const ListedUnder&, const ListedUnder&) = default;
};

struct JurisdictionRow {
  std::string jurisdiction;  // "US", "GB", "EU"
  Listing listing = Listing::kListAbsent;
  std::vector<ListedUnder> under;  // what it is, or may be, designated under
  std::string authority;           // of the list that was looked at; of kListAbsent: asked for
  std::string list;
  std::optional<Date> list_date;
  std::string text;  // one careful sentence
  friend bool operator==(const JurisdictionRow&, const JurisdictionRow&) = default;
};

// Which jurisdictions designate one party, a row each in the order of rules/coverage.
struct DesignationTable {
  std::string party_id;  // empty: the question as a whole, over every match of the answer
  std::string name;
  std::vector<JurisdictionRow> rows;
  friend bool operator==(const DesignationTable&, const DesignationTable&) = default;
};

}  // namespace lynceus
