#pragma once
// The first of two passes over OFAC's ADVANCED XML: everything that a party's element refers to, or
// that refers to it, and stands elsewhere in the file: reference values, locations and identity
// documents (before the parties), relations and sanctions entries (behind them). This is what is
// held of a file: some tens of MB for one of 200 MB, since the parties themselves are not.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "lib/base/file.h"
#include "lib/model/date.h"
#include "lib/model/load_report.h"
#include "lib/sources/ofac_party.h"
#include "lib/sources/xml_reader.h"

namespace lynceus::sources {

// One value of a reference set.
struct OfacReference {
  std::string label;
  std::string type;  // the id of its type, where it has one (PartySubType: PartyTypeID)
};

struct OfacLocation {
  // Each a whole address, its parts in the order of an address; none where only a country is known.
  std::vector<std::vector<std::string>> variants;
  std::string country;  // the word; empty where not said
  // One line, country last.
  std::string Text() const;
};

// One thread.
class OfacAdvancedTables {
 public:
  // Reads the file; called once; `report` must outlive the tables. What is damaged but costs no
  // party (a date, a location's part) is named in the report's warnings. Errors: those of ReadXml
  // (`on_unknown` as in XmlShape); InvalidArgument with the line for a party without a number of
  // digits, a delta file (it holds changes alone), and for a file without parties or without
  // sanctions entries.
  absl::Status Read(ByteReader& input, std::function<absl::Status(const XmlElement&)> on_unknown,
                    LoadReport& report);

  const OfacReference* Find(std::string_view set, std::string_view id) const;
  // The label of a value; where the file has none, "SET ID", and that is named in the report.
  std::string Label(std::string_view set, std::string_view id);
  const OfacLocation* Location(std::string_view id) const;
  // The number of the party that a profile is of; empty where the file has no such profile.
  std::string_view PartyOf(std::string_view profile) const;

  // What is said of an identity or profile; each can be taken once.
  std::vector<OfacDocument> TakeDocuments(std::string_view identity);
  std::vector<OfacListing> TakeListings(std::string_view profile);
  std::vector<OfacRelation> TakeRelations(std::string_view profile);  // that go out from it
  // What nobody took since its party is not in the file, by identity or profile.
  const std::map<std::string, std::vector<OfacDocument>, std::less<>>& documents() const {
    return documents_;
  }
  const std::map<std::string, std::vector<OfacListing>, std::less<>>& listings() const {
    return listings_;
  }
  const std::map<std::string, std::vector<OfacRelation>, std::less<>>& relations() const {
    return relations_;
  }

  std::optional<Date> date() const { return date_; }
  // CONS where more parties are on other lists than are on SDN: every party of SDN_ADVANCED is on
  // SDN, every one of CONS_ADVANCED on the Consolidated List.
  OfacList list() const { return list_; }

 private:
  absl::Status AddRecord(const XmlElement& element);
  void AddReferences(const XmlElement& sets);
  void AddLocation(const XmlElement& element);
  void AddDocument(const XmlElement& element);
  absl::Status AddParty(const XmlElement& element);
  void AddRelation(const XmlElement& element);
  void AddEntry(const XmlElement& element);
  void AddEvent(const XmlElement& event, OfacListing& listing);
  void AddMeasure(const XmlElement& measure, OfacListing& listing);
  void TellList();
  void Warn(const XmlElement& at, std::string_view text);

  LoadReport* report_ = nullptr;
  std::map<std::string, std::map<std::string, OfacReference, std::less<>>, std::less<>> sets_;
  std::map<std::string, OfacLocation, std::less<>> locations_;
  std::map<std::string, std::vector<OfacDocument>, std::less<>> documents_;
  std::map<std::string, std::vector<OfacListing>, std::less<>> listings_;
  std::map<std::string, std::vector<OfacRelation>, std::less<>> relations_;
  std::map<std::string, std::string, std::less<>> party_of_profile_;
  std::set<std::string> unexplained_;  // "SET ID" that the file does not explain
  std::optional<Date> date_;
  OfacList list_ = OfacList::kSdn;
};

// The shape of an ADVANCED file.
XmlShape OfacAdvancedShape(std::function<absl::Status(const XmlElement&)> on_unknown);

// A <DatePeriod> as OFAC prints dates ("circa 1962"); its numbers as they stand where the calendar
// has no such days; empty where it states none.
std::string OfacPeriodText(const XmlElement& period);

}  // namespace lynceus::sources
