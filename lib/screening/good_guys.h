#pragma once
// Counterparties that a bank has cleared against one listed party (policy/good_guys.yaml). What was
// decided holds for what was known then: two digests say whether it is still so.
//
// Both are SHA-256 over fields, each its length as 8 little-endian bytes and then its bytes: first
// a word of the version; then, group by group, the group's word, the number of its values in
// decimal, and the values, sorted, each once. A value of several parts is its parts as fields of
// their own. Texts go in as they are: whoever writes a name another way has said something else.
//
//   asked   "lynceus/asked/v1", then names, schema, birth_dates, countries, gender,
//           identifiers (type, value, country)
//   listed  "lynceus/listed/v1", then schema, names (text, kind), birth_dates, founded_dates,
//           countries (property, code), identifiers (type, value, country),
//           addresses (full, country), properties (name, value),
//           designations (authority, list, programme, legal_basis, date, end_date, measures...)
//
// The bank's own id, addresses, declared owners and the booking are no part of the first, since
// they do not tell one person from another; ids, and where in its file a fact stands, none of the
// second, since they change while the party does not.

#include <string>

#include "lib/model/bank_entries.h"
#include "lib/model/decision.h"

namespace lynceus::screening {

std::string AskedDigest(const Counterparty& counterparty);
std::string ListedDigest(const Party& party);

// Looks at what is said of the counterparty itself (a declared owner is somebody else): a match of
// a party that it was cleared against gets `suppressed_by` where an entry holds on `core.as_of`;
// where one would, but for its dates or for what has changed since, the match gets the flag
// good_guy_void, which says so. REQUIRES: digests in `core` and its matches.
void ApplyGoodGuys(const std::vector<GoodGuy>& entries, DecisionCore& core);

}  // namespace lynceus::screening
