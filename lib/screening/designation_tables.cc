// A row is made from designations (the party's own, then those that may be its own), else from the
// state of the jurisdiction's lists.
#include "lib/screening/designation_tables.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/screening/ownership_flags.h"

namespace lynceus::screening {
namespace {

using Designations = std::vector<Designation>;

// What the rows of one table are made from.
struct Known {
  Designations own;     // in force, of the party itself
  Designations may_be;  // in force, of who is perhaps the same party
  const char* designated = "designated: ";
};

// Each once: the store and another match of the answer may both bring it.
void KeepInForce(Designations& designations, Date as_of) {
  std::erase_if(designations, [&](const Designation& d) { return !InForce(d, as_of); });
  std::ranges::sort(designations);
  const auto repeated = std::ranges::unique(designations);
  designations.erase(repeated.begin(), repeated.end());
}

// A listing that restricts some dealings only is no designation, unless its programme has a class.
std::vector<ListedUnder> ListedIn(const Jurisdiction& jurisdiction, const RuleSet& rules,
                                  const Designations& designations) {
  std::vector<ListedUnder> under;
  for (const Designation& each : designations) {
    const Authority* const authority = rules.FindAuthority(each.authority);
    if (authority == nullptr || authority->jurisdiction != jurisdiction.key) continue;
    const Programme* const programme = rules.ProgrammeOf(each);
    const std::string magnitsky_class = programme == nullptr ? "" : programme->magnitsky_class;
    if (rules.ListFlag(each.authority, each.list) != kDesignatedFlag && magnitsky_class.empty()) {
      continue;
    }
    under.push_back({.entity_id = each.entity_id,
                     .authority = each.authority,
                     .list = each.list,
                     .programme = programme == nullptr ? each.programme : programme->key,
                     .magnitsky_class = magnitsky_class,
                     .date = each.date});
  }
  return under;
}

std::string UnderWords(const std::vector<ListedUnder>& under) {
  std::string words;
  for (const ListedUnder& each : under) {
    absl::StrAppend(&words, words.empty() ? "" : "; ", each.programme,
                    each.magnitsky_class.empty() ? "" : " (" + each.magnitsky_class + ")",
                    each.date ? " since " + each.date->ToString() : ", date not stated");
  }
  return words;
}

Listing ListingOf(ListState state) {
  switch (state) {
    case ListState::kCurrent:
      return Listing::kNotListed;
    case ListState::kStale:
      return Listing::kListStale;
    case ListState::kPartial:
      return Listing::kListPartial;
    case ListState::kMissing:
      break;
  }
  return Listing::kListAbsent;
}

std::string ListWords(const JurisdictionRow& row) {
  const std::string list = absl::StrCat(row.authority, " ", row.list);
  const std::string dated = absl::StrCat(
      list, row.list_date ? " of " + row.list_date->ToString() : ", whose date is not stated");
  switch (row.listing) {
    case Listing::kNotListed:
      return "not on the complete list " + dated;
    case Listing::kListStale:
      return absl::StrCat("nothing is known: the list ", dated,
                          ", is older than the policy allows or undated; not found in it");
    case Listing::kListPartial:
      return absl::StrCat("nothing is known: the list ", dated,
                          ", is not loaded whole from its publisher; not found in it");
    case Listing::kListAbsent:
    case Listing::kDesignated:
    case Listing::kMayBe:
      break;
  }
  return absl::StrCat("nothing is known: the list ", list, " is not loaded");
}

// Of a jurisdiction's lists the one that says most: whole and newest first, absent last.
void LookAtLists(const Jurisdiction& jurisdiction, const std::vector<ListRef>& lists,
                 JurisdictionRow& row) {
  row.authority = jurisdiction.lists.front().authority;
  row.list = jurisdiction.lists.front().list;
  const ListRef* best = nullptr;
  for (const ListRef& list : lists) {
    const bool of_it = std::ranges::any_of(jurisdiction.lists, [&](const CoverageList& each) {
      return each.authority == list.authority && each.list == list.name;
    });
    if (!of_it || list.state == ListState::kMissing) continue;
    const bool better = best == nullptr || list.state < best->state ||
                        (list.state == best->state && best->date < list.date);
    if (better) best = &list;
  }
  if (best == nullptr) return;
  row.authority = best->authority;
  row.list = best->name;
  row.list_date = best->date;
  row.listing = ListingOf(best->state);
}

JurisdictionRow RowOf(const Jurisdiction& jurisdiction, const RuleSet& rules, const Known& known,
                      const std::vector<ListRef>& lists) {
  JurisdictionRow row{.jurisdiction = jurisdiction.key};
  LookAtLists(jurisdiction, lists, row);
  row.under = ListedIn(jurisdiction, rules, known.own);
  if (!row.under.empty()) {
    row.listing = Listing::kDesignated;
    row.text = known.designated + UnderWords(row.under);
    return row;
  }
  row.under = ListedIn(jurisdiction, rules, known.may_be);
  if (!row.under.empty()) {
    std::set<std::string> ids;
    for (const ListedUnder& each : row.under) ids.insert(each.entity_id);
    row.listing = Listing::kMayBe;
    row.text = absl::StrCat("may be designated: ", UnderWords(row.under), ", if ", *ids.begin(),
                            ids.size() == 1 ? "" : " or another of them", " is the same party");
    return row;
  }
  row.text = ListWords(row);
  if (!jurisdiction.note.empty()) absl::StrAppend(&row.text, "; ", jurisdiction.note);
  return row;
}

DesignationTable TableOf(const Engine& engine, const DecisionCore& core, const Known& known) {
  DesignationTable table;
  for (const Jurisdiction& each : engine.rules->jurisdictions) {
    table.rows.push_back(RowOf(each, *engine.rules, known, core.lists));
  }
  return table;
}

bool IsDeclaredOwner(const Match& match) {
  return std::ranges::any_of(match.flags,
                             [](const Flag& flag) { return flag.type == "declared_owner"; });
}

// What the store calls probably the same party, one link away.
absl::Status AddProbable(const Engine& engine, ownership::Node node, Designations& may_be) {
  std::vector<ownership::Edge> edges;
  LYNCEUS_RETURN_IF_ERROR(engine.owners->OwnersOf(node, edges));
  for (const ownership::Edge& edge : edges) {
    if (edge.edge_kind != ownership::EdgeKind::kProbableIdentity) continue;
    LYNCEUS_RETURN_IF_ERROR(engine.owners->DesignationsOf(edge.owner, may_be));
  }
  return absl::OkStatus();
}

// `match` is the one whose flag rests on the party; other hits for the same asked name may be it
// too, where the party is the match itself.
absl::StatusOr<DesignationTable> TableOfParty(const Engine& engine, const DecisionCore& core,
                                              const Match& match, ownership::Node node,
                                              std::int32_t strong_score_min) {
  Known known;
  std::string id;
  std::string name;
  LYNCEUS_RETURN_IF_ERROR(engine.owners->Describe(node, id, name));
  LYNCEUS_RETURN_IF_ERROR(engine.owners->DesignationsOf(node, known.own));
  LYNCEUS_RETURN_IF_ERROR(AddProbable(engine, node, known.may_be));
  for (const Match& other : core.hits) {
    const bool perhaps_it = id == match.entity_id && other.entity_id != id &&
                            other.asked_name == match.asked_name && other.score >= strong_score_min;
    if (!perhaps_it) continue;
    known.may_be.insert(known.may_be.end(), other.designations.begin(), other.designations.end());
  }
  KeepInForce(known.own, core.as_of);
  KeepInForce(known.may_be, core.as_of);
  DesignationTable table = TableOf(engine, core, known);
  table.party_id = std::move(id);
  table.name = std::move(name);
  return table;
}

DesignationTable TableOfQuestion(const Engine& engine, const DecisionCore& core,
                                 std::int32_t strong_score_min) {
  Known known{.designated = "what it strongly matches is designated: "};
  for (const Match& match : core.hits) {
    if (IsDeclaredOwner(match)) continue;
    Designations& to = match.score >= strong_score_min ? known.own : known.may_be;
    to.insert(to.end(), match.designations.begin(), match.designations.end());
  }
  KeepInForce(known.own, core.as_of);
  KeepInForce(known.may_be, core.as_of);
  return TableOf(engine, core, known);
}

}  // namespace

absl::Status AddDesignationTables(const Engine& engine, bool asked, std::int32_t strong_score_min,
                                  DecisionCore& core) {
  for (Match& match : core.hits) {
    std::set<ownership::Node> parties;
    for (const Flag& flag : match.flags) {
      if (!flag.magnitsky) continue;
      LYNCEUS_ASSIGN_OR_RETURN(const ownership::Node node,
                               engine.snapshot->NumberOf(flag.magnitsky->party_id));
      parties.insert(node);
    }
    for (const ownership::Node node : parties) {
      LYNCEUS_ASSIGN_OR_RETURN(DesignationTable table,
                               TableOfParty(engine, core, match, node, strong_score_min));
      match.coverage.push_back(std::move(table));
    }
    std::ranges::sort(match.coverage, {}, &DesignationTable::party_id);
  }
  if (asked) core.coverage = TableOfQuestion(engine, core, strong_score_min);
  return absl::OkStatus();
}

}  // namespace lynceus::screening
