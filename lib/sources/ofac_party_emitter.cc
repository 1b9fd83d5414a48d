#include "lib/sources/ofac_party_emitter.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/report.h"

namespace lynceus::sources {
namespace {

OfacList Other(OfacList list) { return list == OfacList::kSdn ? OfacList::kCons : OfacList::kSdn; }

std::string_view WordOf(OfacList list) { return list == OfacList::kSdn ? "SDN" : "CONS"; }

}  // namespace

OfacPartyEmitter::OfacPartyEmitter(OfacList list, std::set<std::string> whole_lists,
                                   RecordSink& sink, LoadReport& report)
    : list_(list), whole_lists_(std::move(whole_lists)), report_(report), emitter_(sink, report) {}

std::string OfacPartyEmitter::Id(OfacList list, std::string_view number) const {
  return absl::StrCat(ToAbsl(OfacSourceKey(list)), ":", ToAbsl(number));
}

std::string OfacPartyEmitter::IdOf(std::string_view number) const {
  std::string here = Id(list_, number);
  return emitter_.Has(here) ? here : Id(Other(list_), number);
}

// An SDN file has only some parties of the other lists, and the other way round: whoever loads one
// of them has not loaded the other's lists.
void OfacPartyEmitter::NoteLists(const std::vector<OfacListing>& listings) {
  for (const OfacListing& listing : listings) {
    const bool blocks = listing.list == "SDN" || listing.list == "13599";
    const bool is_whole =
        whole_lists_.contains(listing.list) || (!blocks && whole_lists_.contains("CONS"));
    if (!is_whole) lists_in_part_.insert(listing.list);
  }
}

absl::Status OfacPartyEmitter::Add(OfacRecord record, std::vector<OfacListing> listings,
                                   std::vector<OfacRelation> relations) {
  ++report_.records_read;
  Entity& entity = record.entity;
  entity.id = Id(list_, record.number);
  entity.schema = OfacSchema(record.type);
  entity.provenance = {.source = std::string(OfacSourceKey(list_)), .place = record.place};
  if (listings.empty()) {
    AddWarning(report_, absl::StrCat(record.place, ": ", entity.id,
                                     " is said to be on no list; it counts for this file's"));
    listings.push_back({.list = std::string(WordOf(list_)),
                        .date = std::nullopt,
                        .programmes = {},
                        .measures = {},
                        .bases = {}});
  }
  const bool elsewhere = std::ranges::any_of(
      listings, [](const OfacListing& listing) { return listing.list != "SDN"; });
  if (list_ == OfacList::kCons || elsewhere) {
    AddReferent(entity, Id(Other(list_), record.number));
  }
  NoteLists(listings);
  std::vector<Designation> designations = OfacDesignations(listings);
  const bool lacks = std::ranges::any_of(
      designations, [](const Designation& each) { return each.programme.empty(); });
  if (lacks) AddWarning(report_, absl::StrCat(record.place, ": ", entity.id, " has no programme"));
  ListRecord given{.entity = std::move(entity),
                   .designations = std::move(designations),
                   .interests = {},
                   .fragments = std::move(record.fragments)};
  for (const OfacListing& listing : listings) {
    for (const std::string& note : listing.notes) AddFragment(given, note);
  }
  for (const OfacRelation& relation : relations) {
    for (const std::string& note : relation.notes) AddFragment(given, note);
  }
  std::ranges::move(relations, std::back_inserter(relations_));
  return emitter_.Add(std::move(given));
}

absl::Status OfacPartyEmitter::Finish() {
  for (const OfacRelation& relation : relations_) LYNCEUS_RETURN_IF_ERROR(Give(relation));
  for (const std::string& type : unknown_types_) {
    AddWarning(report_, "relations of the type \"" + type + "\" are not known; they are links");
  }
  report_.lists_in_part.assign(lists_in_part_.begin(), lists_in_part_.end());
  return absl::OkStatus();
}

absl::Status OfacPartyEmitter::Give(const OfacRelation& relation) {
  OfacTie tie = TieOf(relation, report_.source.list_date);
  if (!tie.is_known) unknown_types_.insert(relation.type);
  const std::string from = IdOf(relation.from);
  const std::string to = IdOf(relation.to);
  if (from == to) {
    Skip(report_, relation.place,
         absl::StrCat("relation ", relation.number, " is of ", from, " with itself"));
    return absl::OkStatus();
  }
  tie.interest.id = absl::StrCat(ToAbsl(OfacSourceKey(list_)), ":relation/", relation.number);
  tie.interest.owner_id = tie.from_owns ? from : to;
  tie.interest.subject_id = tie.from_owns ? to : from;
  tie.interest.provenance = {.source = std::string(OfacSourceKey(list_)), .place = relation.place};
  return emitter_.AddInterest(std::move(tie.interest));
}

}  // namespace lynceus::sources
