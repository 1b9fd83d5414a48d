#pragma once
// The flags about ownership, from the verdicts on one party and the graph around it, by the rules
// of rules/flags: minority, just_under, opaque, circular, affiliate, upstream,
// diluted_after_listing; and what verdicts give without a rule of their own: owned, controlled,
// sectoral, export_control, undetermined_ownership, caution.
//
// Over any InterestSource, so that golden cases, declared owners and a bank's own facts run through
// the same code as a snapshot.

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/decision.h"
#include "lib/model/rules.h"
#include "lib/ownership/interest_source.h"
#include "lib/ownership/judge.h"

namespace lynceus::screening {

// What is known of a party beside the graph: its schema, when it was founded, its capital.
using EntityOf = std::function<absl::StatusOr<Entity>(ownership::Node)>;

// Whose flags are asked for. All must outlive the call.
struct OwnershipQuestion {
  const ownership::InterestSource& graph;
  ownership::Node party;
  Date as_of;
  const RuleSet& rules;
  const ownership::LoadedLists& lists;
  const EntityOf& entity_of;
  // Nobody owns a person, and a listed party's own owners decide nothing.
  bool owners_matter = true;
};

// True where the designation is in force on `as_of`; undated ones are in force at all dates.
bool InForce(const Designation& designation, Date as_of);

// The designations of the party behind `node` that are in force on the question's day. Errors:
// those of the graph.
absl::StatusOr<std::vector<Designation>> DesignationsInForce(const OwnershipQuestion& question,
                                                             ownership::Node node);

// `verdicts` are those on the question's party and day. In no order. Errors: those of the graph and
// of `entity_of`.
absl::StatusOr<std::vector<Flag>> OwnershipFlags(const OwnershipQuestion& question,
                                                 const std::vector<Verdict>& verdicts);

// A rule's sentence with its words in braces filled in.
std::string FillIn(std::string_view text,
                   const std::vector<std::pair<std::string_view, std::string>>& words);

}  // namespace lynceus::screening
