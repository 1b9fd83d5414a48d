#include "lib/store/diff.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::store {
namespace {

std::string Since(const std::optional<Date>& from, const std::optional<Date>& until) {
  return absl::StrCat(from ? " since " + from->ToString() : "",
                      until ? " until " + until->ToString() : "");
}

std::string Behind(std::string_view word, std::string_view before) {
  return word.empty() ? std::string() : absl::StrCat(ToAbsl(before), ToAbsl(word));
}

void AddEntityFacts(const Entity& entity, std::vector<std::string>& facts) {
  facts.push_back(absl::StrCat("schema: ", ToAbsl(SchemaName(entity.schema))));
  for (const Name& name : entity.names) {
    facts.push_back(absl::StrCat(ToAbsl(NameKindName(name.kind)), " name: ", name.text,
                                 Behind(name.script, ", script ")));
  }
  for (const PartialDate& date : entity.birth_dates) {
    facts.push_back("born: " + date.ToString());
  }
  for (const PartialDate& date : entity.founded_dates) {
    facts.push_back("founded: " + date.ToString());
  }
  for (const CountryFact& country : entity.countries) {
    facts.push_back(absl::StrCat(country.property, ": ", country.code));
  }
  for (const Identifier& identifier : entity.identifiers) {
    facts.push_back(
        absl::StrCat(identifier.type, ": ", identifier.value, Behind(identifier.country, ", ")));
  }
  for (const Address& address : entity.addresses) {
    facts.push_back(absl::StrCat("address: ", address.full, Behind(address.country, ", country ")));
  }
  for (const Property& property : entity.properties) {
    facts.push_back(absl::StrCat(property.name, ": ", property.value));
  }
  for (const std::string& referent : entity.referents) facts.push_back("also known as " + referent);
}

std::string DesignationText(const Designation& designation) {
  return absl::StrCat("designation: ", designation.authority, " ", designation.list, " ",
                      designation.programme, Behind(designation.legal_basis, ", "),
                      Since(designation.date, designation.end_date),
                      Behind(Join(designation.measures, ", "), ": "));
}

std::string InterestText(const Interest& interest) {
  const std::string& holder =
      interest.owner_id.empty() ? interest.unknown_holder : interest.owner_id;
  return absl::StrCat("interest: ", holder, " ", ToAbsl(InterestKindName(interest.kind)), " ",
                      interest.share.ToCanonical(), Behind(interest.role, ", "),
                      interest.indirect ? ", indirect" : "", interest.summary ? ", summary" : "",
                      Behind(interest.joint_group, ", joint "),
                      Since(interest.start, interest.end));
}

// The change of a record that `before`, `after` or both state.
RecordChange ChangeOf(const StatedRecord* before, const StatedRecord* after) {
  const StatedRecord& newer = after != nullptr ? *after : *before;
  RecordChange change{.id = newer.record.entity.id,
                      .source = newer.record.entity.provenance.source,
                      .caption = std::string(newer.record.entity.caption())};
  std::vector<std::string> then;
  std::vector<std::string> now;
  if (before != nullptr) {
    change.canonical_before = before->canonical_id;
    then = FactTexts(*before);
  }
  if (after != nullptr) {
    change.canonical_after = after->canonical_id;
    now = FactTexts(*after);
  }
  if (before == nullptr) change.kind = ChangeKind::kAdded;
  if (after == nullptr) change.kind = ChangeKind::kRemoved;
  std::ranges::set_difference(then, now, std::back_inserter(change.facts_removed));
  std::ranges::set_difference(now, then, std::back_inserter(change.facts_added));
  return change;
}

}  // namespace

std::string_view ChangeKindName(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kAdded:
      return "added";
    case ChangeKind::kRemoved:
      return "removed";
    case ChangeKind::kChanged:
      return "changed";
  }
  return "changed";
}

std::vector<std::string> FactTexts(const StatedRecord& record) {
  std::vector<std::string> facts;
  AddEntityFacts(record.record.entity, facts);
  for (const Designation& designation : record.record.designations) {
    facts.push_back(DesignationText(designation));
  }
  for (const Interest& interest : record.interests) facts.push_back(InterestText(interest));
  std::sort(facts.begin(), facts.end());
  facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
  return facts;
}

absl::Status DiffRecords(RecordCursor& before, RecordCursor& after,
                         const std::function<absl::Status(const RecordChange&)>& visit) {
  LYNCEUS_ASSIGN_OR_RETURN(const StatedRecord* then, before.Next());
  LYNCEUS_ASSIGN_OR_RETURN(const StatedRecord* now, after.Next());
  while (then != nullptr || now != nullptr) {
    const std::string* const id_then = then == nullptr ? nullptr : &then->record.entity.id;
    const std::string* const id_now = now == nullptr ? nullptr : &now->record.entity.id;
    const bool take_then = id_then != nullptr && (id_now == nullptr || *id_then <= *id_now);
    const bool take_now = id_now != nullptr && (id_then == nullptr || *id_now <= *id_then);
    const RecordChange change = ChangeOf(take_then ? then : nullptr, take_now ? now : nullptr);
    if (change.is_restated() || change.canonical_before != change.canonical_after) {
      LYNCEUS_RETURN_IF_ERROR(visit(change));
    }
    if (take_then) {
      LYNCEUS_ASSIGN_OR_RETURN(then, before.Next());
    }
    if (take_now) {
      LYNCEUS_ASSIGN_OR_RETURN(now, after.Next());
    }
  }
  return absl::OkStatus();
}

}  // namespace lynceus::store
