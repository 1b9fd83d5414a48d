#pragma once
// The question a bank asks (Counterparty) and the answer it gets (DecisionCore).
//
// DecisionCore is a pure function of counterparty, as-of date, snapshot, rules, preset and build:
// equal inputs give equal bytes. Record index, time and trace are the envelope around it
// (lib/review).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/model/date.h"
#include "lib/model/entity.h"
#include "lib/model/findings.h"
#include "lib/model/rules.h"
#include "lib/model/score_node.h"
#include "lib/model/share.h"
#include "lib/model/verdict.h"

namespace lynceus {

// An owner the counterparty declares. With `entity_id` it is certain; by name alone it is probable,
// so it can make a verdict UNDETERMINED, never YES.
struct DeclaredOwner {
  std::string name;
  std::string entity_id;
  Share share;
  InterestKind kind = InterestKind::kShares;
};

// Which part of the bank asks; it chooses the scope of the policy. Empty: not said.
struct Booking {
  std::string business_line;  // "trade_finance"
  std::string jurisdiction;   // of the booking entity, ISO 3166-1 alpha-2
};

struct Counterparty {
  std::string id;  // the bank's own; comes back in the answer
  std::vector<std::string> names;
  Schema schema = Schema::kUnknown;
  std::vector<PartialDate> birth_dates;
  std::vector<std::string> countries;  // ISO 3166-1 alpha-2, lower case
  std::string gender;                  // "male", "female", or empty
  std::vector<Identifier> identifiers;
  std::vector<std::string> addresses;
  // Remarks, payment references and other free text: looked through for what rules/patterns name,
  // never compared with names.
  std::vector<std::string> texts;
  std::vector<DeclaredOwner> owners;
  bool coverage = false;  // asks who designates it, jurisdiction by jurisdiction
  Booking booking;
};

// A typed, positive finding on a match, or on the question itself.
struct Flag {
  std::string type;  // designated, owned, controlled, undetermined_ownership, magnitsky_style, ...
  std::string text;  // what it rests on, one sentence
  // Which kind of it a policy may tell apart: of affiliate the tie ("director", "common_parent"
  // ...), of pep the source's topic ("role.rca"); of others empty.
  std::string detail;
  std::vector<std::string> rests_on;  // ids or regime keys
  // With source and date: of flags with a rule in rules/flags; of inherited ones the way down from
  // who is listed.
  std::vector<EvidenceItem> evidence;
  std::optional<MagnitskyFinding> magnitsky;    // of magnitsky_style
  std::optional<ExportFinding> export_control;  // of export_control, where a list is known
  // Of rules/groups and rules/patterns; else empty.
  std::string rule;   // key of the group or pattern: "sovcombank", "crimea"
  std::string found;  // root, ownership, control, link, name_family, text, identifier
  std::string sure;   // certain, probable, possible (group.h)
  std::string field;  // of the question, without its value: "names, value 1"
  friend bool operator==(const Flag&, const Flag&) = default;
};

struct Match {
  std::string entity_id;
  std::vector<std::string> ids;
  std::string name;          // the party's primary name
  std::string matched_name;  // the listed name or identifier that matched
  std::string asked_name;    // which of the counterparty's names (or declared owners) it matched
  Schema schema = Schema::kUnknown;
  std::int32_t score = 0;  // 0..10,000
  Corroboration corroboration = Corroboration::kNameOnly;
  std::string party_digest;  // of the listed party's data (lib/screening/good_guys.h), hex
  ScoreNode explanation;
  std::vector<Designation> designations;
  std::vector<Verdict> ownership;  // one a regime, in the rule set's order
  std::vector<Flag> flags;
  // Who else designates the parties that its flags magnitsky_style rest on, a table each.
  std::vector<DesignationTable> coverage;
  std::string suppressed_by;  // the rule that suppressed it; empty in hits
};

enum class ListState : std::uint8_t { kCurrent = 0, kStale = 1, kMissing = 2, kPartial = 3 };
std::string_view ListStateName(ListState state);  // "current", "stale", "missing", "partial"

// A list the decision rests on, or should have.
struct ListRef {
  std::string authority;
  std::string name;
  std::optional<Date> date;
  ListState state = ListState::kCurrent;
};

struct DecisionCore {
  Decision decision = Decision::kReview;
  Date as_of;
  std::string counterparty_id;
  std::string snapshot;      // content digest, hex
  std::string rules;         // rule set digest, hex
  std::string preset;        // by which it was matched
  std::string scope;         // of the policy; "default" where the question names none
  std::string asked_digest;  // of what was asked (lib/screening/good_guys.h), hex
  std::string engine;        // engine build, "lynceus 0.1.0+5d41402a"
  std::vector<ListRef> lists;
  std::vector<std::string>
      reasons;  // why not CLEAR: "hit", "undetermined", "coverage", "truncated" ...
  Priority priority = Priority::kNone;  // the highest of what made the decision
  std::string priority_reason;          // which finding that was; empty where CLEAR
  std::vector<Match> hits;              // best first; ties by entity id
  std::vector<Match> suppressed;
  // On the question itself, match or no match: name families and what its texts hold. Sorted by
  // type, rule and field.
  std::vector<Flag> flags;
  // The counterparty's own ownership, from the owners it declared; empty without declared owners.
  std::vector<Verdict> declared_ownership;
  std::optional<DesignationTable> coverage;  // of the question as a whole, where it asks for it
  // What is odd about the question and was screened all the same, one sentence each, without the
  // values: "identifiers, value 1: the check digits of this leiCode are wrong; ...".
  std::vector<std::string> notes;
  std::uint64_t matches_total = 0;  // before the cut to limits::kMatchesMax
  bool truncated = false;
};

// Where the record of a decision stands in the match log.
struct RecordRef {
  std::uint64_t index = 0;
  std::string log;  // the log's origin
};

}  // namespace lynceus
