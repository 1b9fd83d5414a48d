#pragma once
// One record of a list as a loader reads it, and the way from it to the sink: the same counting,
// the same treatment of repeated ids, names and fragments for every list.

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "lib/model/entity.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"
#include "lib/sources/xml_reader.h"

namespace lynceus::sources {

// What one record says. The loader fills entity.id ("eu:EU.27.28"), schema and provenance.
struct ListRecord {
  Entity entity;
  // entity_id and provenance are the emitter's; authority and list too where they are empty.
  std::vector<Designation> designations;
  std::vector<Interest> interests;     // ids, both ends and provenance are the loader's
  std::vector<std::string> fragments;  // "element: text" that nothing understood
};

// Adds a fact unless the entity has it. White space at the ends is dropped; empty text adds
// nothing.
void AddName(Entity& entity, std::string_view text, NameKind kind, std::string_view script = {});
void AddProperty(Entity& entity, std::string_view name, std::string_view value);
void AddIdentifier(Entity& entity, std::string_view type, std::string_view value,
                   std::string_view country_word = {});
void AddBirthDate(Entity& entity, const PartialDate& date);
void AddFoundedDate(Entity& entity, const PartialDate& date);
void AddReferent(Entity& entity, std::string id);
// Country words become codes (country_table.h); words that say that no country is known add
// nothing.
void AddCountry(Entity& entity, std::string_view property, std::string_view word);
// Adds an address of the parts that are not empty and, where its country is known, the country
// itself. Nothing is added where all are empty.
void AddAddress(Entity& entity, const std::vector<std::string>& parts, std::string_view country);
// Keeps text that nothing understood: as a property "notes", so that a reader of the answer sees
// it, and as a fragment of the load report.
void AddFragment(ListRecord& record, std::string text);

// Of a designation that ends before it begins the end is dropped, and named as a fragment: rather
// in force too long than never.
void KeepInForce(Designation& designation, ListRecord& record);

// White space of any kind as one space, none at the ends: publishers break lines inside values.
std::string OneLine(std::string_view text);

// The report a loader begins with: the source, and the base name and digest of each of the group's
// files. Errors: those of reading a file.
absl::StatusOr<LoadReport> BeginReport(const FileGroup& group, SourceInfo source);

// What to do with an element that a list's format does not know, for XmlShape::on_unknown: null
// (an error) unless the group allows it; then it is named in the report, which must outlive it.
std::function<absl::Status(const XmlElement&)> UnknownLayout(const FileGroup& group,
                                                             LoadReport& report);
// Names an attribute that a list's format does not know in the report, which must outlive it: for
// XmlShape::on_attribute.
std::function<void(std::string_view)> UnknownAttribute(LoadReport& report);
// As UnknownLayout, for a table's column. Errors: InvalidArgument unless the group allows it.
absl::Status UnknownColumn(const FileGroup& group, std::string_view column, LoadReport& report);

// One thread. Counts into the report, which must outlive it; records_read is the loader's to count.
class ListEmitter {
 public:
  ListEmitter(RecordSink& sink, LoadReport& report) : sink_(sink), report_(report) {}

  // Gives the entity, its designations, interests and fragments to the sink. An id that was there
  // before is given again (the sink merges the parts) and is named in the report's warnings; a
  // record without any name is named there too. Errors: InvalidArgument for an empty id; the
  // sink's.
  absl::Status Add(ListRecord record);
  // The same, where the publisher states one party in several rows: a repeated id is no warning,
  // and is counted as one entity.
  absl::Status AddPart(ListRecord record);
  // An interest that becomes known only at the end, between two ids.
  absl::Status AddInterest(Interest interest);

  // True where a record of that id was given.
  bool Has(std::string_view id) const { return places_.contains(id); }

 private:
  absl::Status Give(ListRecord record);

  RecordSink& sink_;
  LoadReport& report_;
  std::map<std::string, std::string, std::less<>> places_;  // id -> where it was first read
};

}  // namespace lynceus::sources
