#include "lib/sources/ofac_advanced_tables.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/report.h"

namespace lynceus::sources {
namespace {

std::optional<int> Number(std::string_view text) {
  int value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Date> ReadDate(const XmlElement& point) {
  const auto year = Number(point.TextOf("Year"));
  const auto month = Number(point.TextOf("Month"));
  const auto day = Number(point.TextOf("Day"));
  if (!year || !month || !day) return std::nullopt;
  return Date::FromCivil(*year, *month, *day);
}

std::string PointText(const XmlElement& point) {
  return absl::StrCat(ToAbsl(point.TextOf("Year")), "-", ToAbsl(point.TextOf("Month")), "-",
                      ToAbsl(point.TextOf("Day")));
}

template <typename Map>
auto Take(Map& map, std::string_view key) {
  typename Map::mapped_type taken;
  if (const auto at = map.find(key); at != map.end()) {
    taken = std::move(at->second);
    map.erase(at);
  }
  return taken;
}

std::string Attribute(const XmlElement& element, std::string_view name) {
  return std::string(element.Attribute(name));
}

}  // namespace

XmlShape OfacAdvancedShape(std::function<absl::Status(const XmlElement&)> on_unknown) {
  return {
      .root = "Sanctions",
      .containers = {"Locations", "IDRegDocuments", "DistinctParties", "ProfileRelationships",
                     "SanctionsEntries", "SanctionsEntryLinks"},
      .records = {"DateOfIssue", "ReferenceValueSets", "Location", "IDRegDocument", "DistinctParty",
                  "ProfileRelationship", "SanctionsEntry", "SanctionsEntryLink"},
      .on_unknown = std::move(on_unknown),
      // All of the publisher's schema but those of a file of changes.
      .attributes = {"Acronym",
                     "AliasTypeID",
                     "Approximate",
                     "AreaCodeID",
                     "AreaCodeTypeID",
                     "CalendarTypeID",
                     "Comment",
                     "CountryID",
                     "CountryRelevanceID",
                     "DayFixed",
                     "DecisionMakingBodyID",
                     "Description",
                     "DetailCode",
                     "DetailReferenceID",
                     "DetailTypeID",
                     "DocNameStatusID",
                     "DocumentedNameID",
                     "EntryA-SanctionsEntryID",
                     "EntryB-SanctionsEntryID",
                     "EntryEventTypeID",
                     "EntryLinkTypeID",
                     "EntryProfileRef",
                     "ExRefTypeID",
                     "False",
                     "FeatureTypeGroupID",
                     "FeatureTypeID",
                     "FeatureVersionID",
                     "FixedRef",
                     "Former",
                     "From-ProfileID",
                     "ID",
                     "IDRegDocDateTypeID",
                     "IDRegDocTypeID",
                     "IDRegDocumentID",
                     "IS03166-3Code",
                     "ISO2",
                     "ISO3",
                     "IdentityFeatureLinkTypeID",
                     "IdentityID",
                     "IssuedBy-CountryID",
                     "IssuedIn-LocationID",
                     "LeadingChars",
                     "LegalBasisID",
                     "LegalBasisShortRef",
                     "LegalBasisTypeID",
                     "ListID",
                     "LocPartTypeID",
                     "LocPartValueStatusID",
                     "LocPartValueTypeID",
                     "LocationID",
                     "LowQuality",
                     "MonthFixed",
                     "NamePartGroupID",
                     "NamePartTypeID",
                     "Notional",
                     "OrganisationID",
                     "PartySubTypeID",
                     "PartyTypeID",
                     "Primary",
                     "ProfileID",
                     "ProfileRelationshipID",
                     "ReferenceType",
                     "RelationQualityID",
                     "RelationTypeID",
                     "ReliabilityID",
                     "SanctionsEntryID",
                     "SanctionsProgramID",
                     "SanctionsTypeID",
                     "ScriptCode",
                     "ScriptID",
                     "ScriptStatusID",
                     "SubsidiaryBodyID",
                     "SupInfoTypeID",
                     "Symmetrical",
                     "TargetTypeID",
                     "To-ProfileID",
                     "TrailingChars",
                     "ValidityID",
                     "Version",
                     "YearFixed"}};
}

std::string OfacPeriodText(const XmlElement& period) {
  std::vector<const XmlElement*> points;
  bool circa = false;
  for (const char* const side : {"Start", "End"}) {
    const XmlElement* const boundary = period.Child(side);
    if (boundary == nullptr) continue;
    circa = circa || boundary->Attribute("Approximate") == "true";
    for (const char* const end : {"From", "To"}) {
      if (const XmlElement* const point = boundary->Child(end)) points.push_back(point);
    }
  }
  if (points.empty()) return {};
  const auto first = ReadDate(*points.front());
  const auto last = ReadDate(*points.back());
  if (first && last && *first <= *last) return OfacDateText(*first, *last, circa);
  return absl::StrCat(PointText(*points.front()), " to ", PointText(*points.back()));
}

std::string OfacLocation::Text() const {
  std::string text = variants.empty() ? std::string() : Join(variants[0], ", ");
  if (!text.empty() && !country.empty()) text += ", ";
  return text + country;
}

absl::Status OfacAdvancedTables::Read(ByteReader& input,
                                      std::function<absl::Status(const XmlElement&)> on_unknown,
                                      LoadReport& report) {
  report_ = &report;
  const std::function<absl::Status(const XmlElement&)> on_root = [](const XmlElement&) {
    return absl::OkStatus();
  };
  const std::function<absl::Status(XmlElement)> on_record = [this](const XmlElement& element) {
    return AddRecord(element);
  };
  XmlShape shape = OfacAdvancedShape(std::move(on_unknown));
  shape.on_attribute = UnknownAttribute(report);
  LYNCEUS_RETURN_IF_ERROR(ReadXml(input, shape, on_root, on_record));
  const auto lacks = [&input](std::string_view what) {
    return InvalidError({.subject = input.name(),
                         .cause = absl::StrCat("the file holds no <", ToAbsl(what), ">"),
                         .remedy = "it is not whole, or no list; get the file again"});
  };
  if (party_of_profile_.empty()) return lacks("DistinctParty");
  if (listings_.empty()) return lacks("SanctionsEntry");
  if (!date_) AddWarning(report, "the file states no DateOfIssue; the list's date is not known");
  TellList();
  return absl::OkStatus();
}

const OfacReference* OfacAdvancedTables::Find(std::string_view set, std::string_view id) const {
  const auto values = sets_.find(set);
  if (values == sets_.end()) return nullptr;
  const auto value = values->second.find(id);
  return value == values->second.end() ? nullptr : &value->second;
}

std::string OfacAdvancedTables::Label(std::string_view set, std::string_view id) {
  const OfacReference* const value = Find(set, id);
  if (value != nullptr) return value->label;
  std::string words = absl::StrCat(ToAbsl(set), " ", ToAbsl(id));
  if (!id.empty() && unexplained_.insert(words).second) {
    AddWarning(*report_, absl::StrCat("the file's reference values do not explain ", words));
  }
  return words;
}

const OfacLocation* OfacAdvancedTables::Location(std::string_view id) const {
  const auto at = locations_.find(id);
  return at == locations_.end() ? nullptr : &at->second;
}

std::string_view OfacAdvancedTables::PartyOf(std::string_view profile) const {
  const auto at = party_of_profile_.find(profile);
  return at == party_of_profile_.end() ? std::string_view() : at->second;
}

std::vector<OfacDocument> OfacAdvancedTables::TakeDocuments(std::string_view identity) {
  return Take(documents_, identity);
}

std::vector<OfacListing> OfacAdvancedTables::TakeListings(std::string_view profile) {
  return Take(listings_, profile);
}

std::vector<OfacRelation> OfacAdvancedTables::TakeRelations(std::string_view profile) {
  return Take(relations_, profile);
}

void OfacAdvancedTables::Warn(const XmlElement& at, std::string_view text) {
  AddWarning(*report_, absl::StrCat("line ", at.line, ": ", ToAbsl(text)));
}

absl::Status OfacAdvancedTables::AddRecord(const XmlElement& element) {
  if (element.name == "DistinctParty") return AddParty(element);
  if (element.name == "DateOfIssue") {
    date_ = ReadDate(element);
    if (!date_) Warn(element, "DateOfIssue " + PointText(element) + " is no date");
  } else if (element.name == "ReferenceValueSets") {
    AddReferences(element);
  } else if (element.name == "Location") {
    AddLocation(element);
  } else if (element.name == "IDRegDocument") {
    AddDocument(element);
  } else if (element.name == "ProfileRelationship") {
    AddRelation(element);
  } else if (element.name == "SanctionsEntry") {
    AddEntry(element);
  } else {
    Warn(element, "a <" + element.name + "> says nothing of a party; it was not read");
  }
  return absl::OkStatus();
}

void OfacAdvancedTables::AddReferences(const XmlElement& sets) {
  for (const XmlElement& set : sets.children) {
    for (const XmlElement& value : set.children) {
      OfacReference reference{.label = OneLine(value.text), .type = {}};
      if (value.name == "PartySubType") reference.type = Attribute(value, "PartyTypeID");
      if (value.name == "AreaCode") {
        reference = {.label = Attribute(value, "Description"),
                     .type = Attribute(value, "CountryID")};
      }
      sets_[value.name].insert_or_assign(Attribute(value, "ID"), std::move(reference));
    }
  }
}

void OfacAdvancedTables::AddLocation(const XmlElement& element) {
  OfacLocation location;
  std::vector<std::vector<OfacAddressPart>> variants;
  for (const XmlElement& child : element.children) {
    if (child.name == "LocationCountry") {
      if (!location.country.empty()) Warn(child, "a location's second country was not read");
      if (location.country.empty()) {
        location.country = Label("Country", child.Attribute("CountryID"));
      }
    } else if (child.name == "LocationPart") {
      const std::string type = Label("LocPartType", child.Attribute("LocPartTypeID"));
      std::size_t at = 0;
      for (const XmlElement& value : child.children) {
        if (value.name != "LocationPartValue") continue;
        if (variants.size() <= at) variants.emplace_back();
        variants[at++].push_back({.type = type, .text = OneLine(value.TextOf("Value"))});
      }
    } else if (child.name != "LocationAreaCode" && child.name != "FeatureVersionReference" &&
               child.name != "IDRegDocumentReference") {
      Warn(child, "<" + child.name + "> of a location is not known; it was not read");
    }
  }
  const XmlElement* const area = element.Child("LocationAreaCode");
  if (location.country.empty() && area != nullptr) {
    location.country = Label("AreaCode", area->Attribute("AreaCodeID"));
  }
  for (std::vector<OfacAddressPart>& parts : variants) {
    location.variants.push_back(OfacAddressParts(std::move(parts), location.country));
  }
  locations_.insert_or_assign(Attribute(element, "ID"), std::move(location));
}

void OfacAdvancedTables::AddDocument(const XmlElement& element) {
  OfacDocument document{.type = Label("IDRegDocType", element.Attribute("IDRegDocTypeID")),
                        .number = OneLine(element.TextOf("IDRegistrationNo")),
                        .authority = OneLine(element.TextOf("IssuingAuthority")),
                        .comment = OneLine(element.TextOf("Comment"))};
  if (const auto country = element.Attribute("IssuedBy-CountryID"); !country.empty()) {
    document.country = Label("Country", country);
  }
  if (const auto place = element.Attribute("IssuedIn-LocationID"); !place.empty()) {
    const OfacLocation* const location = Location(place);
    if (location != nullptr) document.location = location->Text();
    if (location == nullptr) Warn(element, "a document's place is not in the file");
  }
  const std::string validity = Label("Validity", element.Attribute("ValidityID"));
  document.is_fraudulent = validity == "Fraudulent";
  for (const XmlElement& child : element.children) {
    if (child.name != "DocumentDate") continue;
    const XmlElement* const period = child.Child("DatePeriod");
    if (period == nullptr) continue;
    const std::string type = Label("IDRegDocDateType", child.Attribute("IDRegDocDateTypeID"));
    const std::string text = OfacPeriodText(*period);
    if (type == "Issue Date" && document.issued.empty()) {
      document.issued = text;
    } else if (type == "Expiration Date" && document.expires.empty()) {
      document.expires = text;
    } else {
      absl::StrAppend(&document.comment, document.comment.empty() ? "" : "; ", type, " ", text);
    }
  }
  documents_[Attribute(element, "IdentityID")].push_back(std::move(document));
}

absl::Status OfacAdvancedTables::AddParty(const XmlElement& element) {
  const std::string number = Attribute(element, "FixedRef");
  if (!IsOfacNumber(number)) {
    return InvalidError({.place = absl::StrCat("line ", element.line),
                         .cause = "a <DistinctParty> has no FixedRef of digits",
                         .remedy = "get the file again"});
  }
  if (!element.Attribute("DeltaAction").empty()) {
    return InvalidError({.place = absl::StrCat("line ", element.line),
                         .cause = "the file holds changes (DeltaAction), not the whole list",
                         .remedy = "give the whole list, SDN_ADVANCED or CONS_ADVANCED"});
  }
  for (const XmlElement& profile : element.children) {
    if (profile.name == "Profile") party_of_profile_[Attribute(profile, "ID")] = number;
  }
  party_of_profile_.try_emplace(number, number);
  return absl::OkStatus();
}

void OfacAdvancedTables::AddRelation(const XmlElement& element) {
  OfacRelation relation{.number = Attribute(element, "ID"),
                        .from = Attribute(element, "From-ProfileID"),
                        .to = Attribute(element, "To-ProfileID"),
                        .type = Label("RelationType", element.Attribute("RelationTypeID")),
                        .quality = Label("RelationQuality", element.Attribute("RelationQualityID")),
                        .is_former = element.Attribute("Former") == "true",
                        .place = absl::StrCat("line ", element.line)};
  if (!IsOfacNumber(relation.from) || !IsOfacNumber(relation.to)) {
    return Skip(*report_, relation.place, "a <ProfileRelationship> does not name both parties");
  }
  for (const XmlElement& child : element.children) {
    std::string text = OneLine(child.text);
    if (child.name == "DatePeriod") text = OfacPeriodText(child);
    if (child.name == "IDRegDocumentReference" || text.empty()) continue;
    relation.notes.push_back(absl::StrCat(relation.type, " ", relation.to, ": ", text));
  }
  relations_[relation.from].push_back(std::move(relation));
}

void OfacAdvancedTables::AddEntry(const XmlElement& element) {
  const std::string label = Label("List", element.Attribute("ListID"));
  OfacListing listing{.list = std::string(OfacListWord(label)),
                      .date = std::nullopt,
                      .programmes = {},
                      .measures = {},
                      .bases = {}};
  if (listing.list.empty()) {
    Warn(element, "the list \"" + label + "\" is not known; the entry counts for this file's list");
    listing.notes.push_back("listed on: " + label);
  }
  for (const XmlElement& child : element.children) {
    if (child.name == "EntryEvent") {
      AddEvent(child, listing);
    } else if (child.name == "SanctionsMeasure") {
      AddMeasure(child, listing);
    } else if (const std::string text = OneLine(child.text); !text.empty()) {
      listing.notes.push_back(child.name + ": " + text);
    } else if (child.name == "SupportingInfo" && !child.TextOf("Text").empty()) {
      listing.notes.push_back("SupportingInfo: " + OneLine(child.TextOf("Text")));
    }
  }
  listings_[Attribute(element, "ProfileID")].push_back(std::move(listing));
}

void OfacAdvancedTables::AddEvent(const XmlElement& event, OfacListing& listing) {
  const std::string type = Label("EntryEventType", event.Attribute("EntryEventTypeID"));
  const std::string basis = Label("LegalBasis", event.Attribute("LegalBasisID"));
  if (basis != "Unknown") listing.bases.push_back(basis);
  const XmlElement* const point = event.Child("Date");
  const auto date = point == nullptr ? std::nullopt : ReadDate(*point);
  if (point != nullptr && !date) {
    Warn(*point, "an entry's date " + PointText(*point) + " is no date; it counts from ever");
  }
  const bool is_listing = type == "Created";
  if (is_listing && date && (!listing.date || *date < *listing.date)) listing.date = date;
  if (!is_listing) {
    listing.notes.push_back(type + (date ? " " + date->ToString() : std::string()));
  }
  if (const std::string text = OneLine(event.TextOf("Comment")); !text.empty()) {
    listing.notes.push_back(type + ": " + text);
  }
}

void OfacAdvancedTables::AddMeasure(const XmlElement& measure, OfacListing& listing) {
  const std::string type = Label("SanctionsType", measure.Attribute("SanctionsTypeID"));
  const std::string comment = OneLine(measure.TextOf("Comment"));
  if (type == "Program") {
    for (std::string& code : SplitProgrammes(comment))
      listing.programmes.push_back(std::move(code));
  } else {
    listing.measures.push_back(type);
    if (!comment.empty()) listing.notes.push_back(type + ": " + comment);
  }
  const XmlElement* const period = measure.Child("DatePeriod");
  if (period == nullptr) return;
  const std::string text = OfacPeriodText(*period);
  if (!text.empty()) listing.notes.push_back(type + " " + comment + ": " + text);
}

void OfacAdvancedTables::TellList() {
  std::uint64_t blocked = 0;
  std::uint64_t others = 0;
  for (const auto& [profile, listings] : listings_) {
    const auto blocks = [](const OfacListing& listing) { return listing.list == "SDN"; };
    if (std::ranges::any_of(listings, blocks)) ++blocked;
    if (!std::ranges::all_of(listings, blocks)) ++others;
  }
  list_ = others > blocked ? OfacList::kCons : OfacList::kSdn;
  for (auto& [profile, listings] : listings_) {
    for (OfacListing& listing : listings) {
      if (listing.list.empty()) listing.list = list_ == OfacList::kSdn ? "SDN" : "CONS";
    }
  }
}

}  // namespace lynceus::sources
