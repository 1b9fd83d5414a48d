// Each element has a row in one table that says what becomes of it; whatever has no row becomes a
// fragment. A list element ("Names", "DOBs") holds items of one name.

#include "lib/sources/uk_xml.h"

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/list_file.h"
#include "lib/sources/report.h"
#include "lib/sources/uk_documents.h"
#include "lib/sources/uk_record.h"
#include "lib/sources/uk_relations.h"
#include "lib/sources/uk_words.h"
#include "lib/sources/xml_reader.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = "uk";

// The date of the file stands beside the records, in an element of its own.
constexpr std::string_view kDateElement = "DateGenerated";

XmlShape Shape(LoadReport& report) {
  return {.root = "Designations",
          .containers = {},
          .records = {std::string(kDateElement), "Designation"},
          .attributes = {},
          .on_attribute = UnknownAttribute(report)};
}

std::string Said(const XmlElement& element) {
  std::string said = OneLine(element.text);
  for (const XmlElement& child : element.children) {
    const std::string below = Said(child);
    if (!below.empty()) absl::StrAppend(&said, said.empty() ? "" : ", ", child.name, " ", below);
  }
  return said;
}

// Names children that are not of the form.
void KeepUnknown(const XmlElement& element, std::initializer_list<std::string_view> known,
                 UkParty& party) {
  for (const XmlElement& child : element.children) {
    if (std::ranges::find(known, child.name) != known.end()) continue;
    AddFragment(party.record, absl::StrCat(element.name, "/", child.name, ": ", Said(child)));
  }
}

// Gives the text of each item of a list to `add`; text of the list itself is an item too.
template <typename Add>
void ForEachItem(const XmlElement& list, std::string_view item, UkParty& party, Add add) {
  if (!list.text.empty()) add(OneLine(list.text));
  for (const XmlElement& child : list.children) {
    if (child.name == item) add(OneLine(child.text));
  }
  KeepUnknown(list, {item}, party);
}

void AddProperties(const XmlElement& list, std::string_view item, std::string_view property,
                   UkParty& party) {
  ForEachItem(list, item, party,
              [&](const std::string& text) { AddProperty(party.record.entity, property, text); });
}

Designation& DesignationOf(UkParty& party) { return party.record.designations[0]; }

void AddNames(const XmlElement& list, UkParty& party) {
  for (const XmlElement& name : list.children) {
    if (name.name != "Name") continue;
    std::vector<std::string> parts;
    for (const char* const part : {"Name1", "Name2", "Name3", "Name4", "Name5", "Name6"}) {
      parts.emplace_back(name.TextOf(part));
    }
    AddUkName(parts, name.TextOf("NameType"), name.TextOf("AliasStrength"), party);
    KeepUnknown(name,
                {"Name1", "Name2", "Name3", "Name4", "Name5", "Name6", "NameType", "AliasStrength"},
                party);
  }
  KeepUnknown(list, {"Name"}, party);
}

void AddScriptNames(const XmlElement& list, UkParty& party) {
  for (const XmlElement& name : list.children) {
    if (name.name != "NonLatinName") continue;
    std::string_view type = name.TextOf("NonLatinScriptType");
    if (type.empty()) type = name.TextOf("NameNonLatinScriptType");
    AddUkScriptName(name.TextOf("NameNonLatinScript"), type, party);
    // The language says nothing that the script does not.
    KeepUnknown(name,
                {"NameNonLatinScript", "NonLatinScriptType", "NonLatinScriptLanguage",
                 "NameNonLatinScriptType", "NameNonLatinScriptLanguage"},
                party);
  }
  KeepUnknown(list, {"NonLatinName"}, party);
}

// "AssetFreeze" as words.
std::string Words(std::string_view camel) {
  std::string words;
  for (const char c : camel) {
    if (c >= 'A' && c <= 'Z' && !words.empty()) words += ' ';
    words += c;
  }
  return words;
}

void AddIndicators(const XmlElement& list, UkParty& party) {
  for (const XmlElement& indicator : list.children) {
    const std::string value = LowerAscii(OneLine(indicator.text));
    if (value == "true") {
      AddUkMeasures(Words(indicator.name), DesignationOf(party));
    } else if (value != "false" && !value.empty()) {
      AddFragment(party.record, absl::StrCat("SanctionsImposedIndicators/", indicator.name, ": ",
                                             Said(indicator)));
    }
  }
}

void AddAddresses(const XmlElement& list, UkParty& party) {
  for (const XmlElement& address : list.children) {
    if (address.name != "Address") continue;
    std::vector<std::string> parts;
    for (const char* const part : {"AddressLine1", "AddressLine2", "AddressLine3", "AddressLine4",
                                   "AddressLine5", "AddressLine6", "AddressPostalCode"}) {
      parts.emplace_back(address.TextOf(part));
    }
    AddUkAddress(parts, address.TextOf("AddressCountry"), party);
    KeepUnknown(address,
                {"AddressLine1", "AddressLine2", "AddressLine3", "AddressLine4", "AddressLine5",
                 "AddressLine6", "AddressPostalCode", "AddressCountry"},
                party);
  }
  KeepUnknown(list, {"Address"}, party);
}

void AddDocuments(const XmlElement& list, UkDocumentKind kind, std::string_view item,
                  UkParty& party) {
  const std::string number = absl::StrCat(ToAbsl(item), "Number");
  const std::string words = absl::StrCat(ToAbsl(item), "AdditionalInformation");
  for (const XmlElement& document : list.children) {
    if (document.name != item) continue;
    AddUkDocument(kind, document.TextOf(number), document.TextOf(words), party);
    KeepUnknown(document, {number, words}, party);
  }
  KeepUnknown(list, {item}, party);
}

void AddBirthPlaces(const XmlElement& list, UkParty& party) {
  for (const XmlElement& place : list.children) {
    if (place.name != "Location") continue;
    AddUkBirthPlace(place.TextOf("TownOfBirth"), place.TextOf("CountryOfBirth"), party);
    KeepUnknown(place, {"TownOfBirth", "CountryOfBirth"}, party);
  }
  KeepUnknown(list, {"Location"}, party);
}

struct Field {
  std::string_view name;
  void (*add)(const XmlElement& element, UkParty& party);
};

template <std::size_t size>
void AddFields(const XmlElement& element, const Field (&fields)[size], UkParty& party) {
  for (const XmlElement& child : element.children) {
    const Field* const field = std::ranges::find(fields, child.name, &Field::name);
    if (field != std::end(fields)) {
      field->add(child, party);
    } else {
      AddFragment(party.record, absl::StrCat(child.name, ": ", Said(child)));
    }
  }
}

using Relation = UkRelation::Kind;

template <Relation kind>
void AddRelation(const XmlElement& list, std::string_view item, UkParty& party) {
  ForEachItem(list, item, party,
              [&](const std::string& text) { AddUkRelations(kind, text, party); });
}

// What stands in <Individual>, <Entity> and <Ship>.
constexpr Field kDetails[] = {
    {"DOBs",
     [](const XmlElement& list, UkParty& party) {
       ForEachItem(list, "DOB", party,
                   [&](const std::string& text) { AddUkBirthDates(text, party); });
     }},
    {"Nationalities",
     [](const XmlElement& list, UkParty& party) {
       ForEachItem(list, "Nationality", party,
                   [&](const std::string& text) { AddUkCountries("nationality", text, party); });
     }},
    {"Genders",
     [](const XmlElement& list, UkParty& party) {
       ForEachItem(list, "Gender", party,
                   [&](const std::string& text) { AddUkGender(text, party); });
     }},
    {"Positions", [](const XmlElement& list,
                     UkParty& party) { AddProperties(list, "Position", "position", party); }},
    {"PassportDetails",
     [](const XmlElement& list, UkParty& party) {
       AddDocuments(list, UkDocumentKind::kPassport, "Passport", party);
     }},
    {"NationalIdentifierDetails",
     [](const XmlElement& list, UkParty& party) {
       AddDocuments(list, UkDocumentKind::kNationalId, "NationalIdentifier", party);
     }},
    {"BirthDetails", &AddBirthPlaces},
    {"TypeOfEntities", [](const XmlElement& list,
                          UkParty& party) { AddProperties(list, "TypeOfEntity", "type", party); }},
    {"BusinessRegistrationNumbers",
     [](const XmlElement& list, UkParty& party) {
       ForEachItem(list, "BusinessRegistrationNumber", party,
                   [&](const std::string& text) { AddUkBusinessNumber(text, party); });
     }},
    {"ParentCompanies",
     [](const XmlElement& list, UkParty& party) {
       AddRelation<Relation::kParent>(list, "ParentCompany", party);
     }},
    {"Subsidiaries",
     [](const XmlElement& list, UkParty& party) {
       AddRelation<Relation::kSubsidiary>(list, "Subsidiary", party);
     }},
    {"IMONumbers",
     [](const XmlElement& list, UkParty& party) {
       ForEachItem(list, "IMONumber", party,
                   [&](const std::string& text) { AddUkImo(text, party); });
     }},
    {"CurrentOwnerOperators",
     [](const XmlElement& list, UkParty& party) {
       AddRelation<Relation::kOwnerOperator>(list, "CurrentOwnerOperator", party);
     }},
    {"PreviousOwnerOperators",
     [](const XmlElement& list, UkParty& party) {
       AddRelation<Relation::kPastOwnerOperator>(list, "PreviousOwnerOperator", party);
     }},
    {"CurrentBelievedFlagOfShips",
     [](const XmlElement& list, UkParty& party) {
       ForEachItem(list, "CurrentBelievedFlagOfShip", party,
                   [&](const std::string& text) { AddUkFlags(text, party); });
     }},
    {"PreviousFlags",
     [](const XmlElement& list, UkParty& party) {
       AddProperties(list, "PreviousFlag", "pastFlags", party);
     }},
    {"TypeOfShipDetails", [](const XmlElement& list,
                             UkParty& party) { AddProperties(list, "TypeOfShip", "type", party); }},
    {"TonnageOfShipDetails",
     [](const XmlElement& list, UkParty& party) {
       AddProperties(list, "TonnageOfShip", "tonnage", party);
     }},
    {"LengthOfShipDetails",
     [](const XmlElement& list, UkParty& party) {
       AddProperties(list, "LengthOfShip", "length", party);
     }},
    {"YearBuilt",
     [](const XmlElement& list, UkParty& party) {
       ForEachItem(list, "YearBuilt", party,
                   [&](const std::string& text) { AddUkYearBuilt(text, party); });
     }},
    {"YearBuiltDetails",
     [](const XmlElement& list, UkParty& party) {
       ForEachItem(list, "YearBuilt", party,
                   [&](const std::string& text) { AddUkYearBuilt(text, party); });
     }},
    {"HullIdentificationNumbers",
     [](const XmlElement& list, UkParty& party) {
       ForEachItem(list, "HullIdentificationNumber", party, [&](const std::string& text) {
         AddIdentifier(party.record.entity, "hullIdentificationNumber", text);
       });
     }},
};

void AddDetails(const XmlElement& list, UkParty& party) {
  for (const XmlElement& details : list.children) {
    const bool known =
        details.name == "Individual" || details.name == "Entity" || details.name == "Ship";
    if (known) AddFields(details, kDetails, party);
  }
  KeepUnknown(list, {"Individual", "Entity", "Ship"}, party);
}

void AddNothing(const XmlElement&, UkParty&) {}

constexpr Field kFields[] = {
    // Read by ReadParty.
    {"UniqueID", &AddNothing},
    {"OFSIGroupID", &AddNothing},
    {"UNReferenceNumber", &AddNothing},
    {"IndividualEntityShip", &AddNothing},
    {"LastUpdated", [](const XmlElement& element,
                       UkParty& party) { AddUkDayProperty("modifiedAt", element.text, party); }},
    {"DateDesignated",
     [](const XmlElement& element, UkParty& party) {
       DesignationOf(party).date = ParseUkDay(element.text);
       const bool unread = !DesignationOf(party).date && !element.text.empty();
       if (unread) AddFragment(party.record, "DateDesignated: " + OneLine(element.text));
     }},
    {"Names", &AddNames},
    {"NonLatinNames", &AddScriptNames},
    {"Titles",
     [](const XmlElement& list, UkParty& party) { AddProperties(list, "Title", "title", party); }},
    {"RegimeName", [](const XmlElement& element,
                      UkParty& party) { DesignationOf(party).programme = OneLine(element.text); }},
    {"DesignationSource",
     [](const XmlElement& element, UkParty& party) {
       DesignationOf(party).legal_basis = Join(SplitTrimmed(OneLine(element.text), '|'), ", ");
     }},
    {"SanctionsImposed", [](const XmlElement& element,
                            UkParty& party) { AddUkMeasures(element.text, DesignationOf(party)); }},
    {"SanctionsImposedIndicators", &AddIndicators},
    {"OtherInformation",
     [](const XmlElement& element, UkParty& party) { AddUkText("notes", element.text, party); }},
    {"UKStatementofReasons",
     [](const XmlElement& element, UkParty& party) { AddUkText("reason", element.text, party); }},
    {"Addresses", &AddAddresses},
    {"PhoneNumbers", [](const XmlElement& list,
                        UkParty& party) { AddProperties(list, "PhoneNumber", "phone", party); }},
    {"EmailAddresses", [](const XmlElement& list,
                          UkParty& party) { AddProperties(list, "EmailAddress", "email", party); }},
    {"Websites", [](const XmlElement& list,
                    UkParty& party) { AddProperties(list, "Website", "website", party); }},
    {"IndividualDetails", &AddDetails},
    {"EntityDetails", &AddDetails},
    {"ShipDetails", &AddDetails},
};

absl::StatusOr<UkParty> ReadParty(const XmlElement& element) {
  const std::string id = OneLine(element.TextOf("UniqueID"));
  if (id.empty()) {
    return InvalidError({.place = absl::StrCat("line ", element.line),
                         .cause = "a <Designation> has no UniqueID",
                         .remedy = "get the file again"});
  }
  if (element.Child("Designation") != nullptr) {
    return InvalidError({.place = absl::StrCat("line ", element.line),
                         .cause = "a <Designation> stands within another",
                         .remedy = "get the file again"});
  }
  UkParty party;
  Entity& entity = party.record.entity;
  entity.id = absl::StrCat(ToAbsl(kKey), ":", id);
  entity.provenance = {.source = std::string(kKey), .place = absl::StrCat("line ", element.line)};
  party.record.designations.emplace_back();
  AddUkSchema(element.TextOf("IndividualEntityShip"), party);
  const std::string group = OneLine(element.TextOf("OFSIGroupID"));
  if (!group.empty()) AddReferent(entity, "uk-ofsi:" + group);
  AddUkUnReference(element.TextOf("UNReferenceNumber"), party);
  AddFields(element, kFields, party);
  return party;
}

class Loader {
 public:
  Loader(RecordSink& sink, LoadReport& report) : emitter_(sink, report), report_(report) {}

  absl::Status Run(const std::string& path) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path));
    const std::function<absl::Status(const XmlElement&)> on_root = [](const XmlElement&) {
      return absl::OkStatus();
    };
    const std::function<absl::Status(XmlElement)> on_record = [this](const XmlElement& element) {
      return element.name == kDateElement ? AddDate(element) : AddRecord(element);
    };
    LYNCEUS_RETURN_IF_ERROR(ReadXml(*input, Shape(report_), on_root, on_record));
    if (report_.records_read == 0) {
      return InvalidError({.subject = input->name(),
                           .cause = "it holds no <Designation>",
                           .remedy = "get the file again; a list without parties is none"});
    }
    if (!has_date_) {
      AddWarning(report_, "the file states no DateGenerated; the list's date is not known");
    }
    return relations_.Emit(emitter_);
  }

 private:
  absl::Status AddDate(const XmlElement& element) {
    has_date_ = true;
    report_.source.list_date = ParseUkDay(element.text);
    if (!report_.source.list_date) {
      AddWarning(report_, absl::StrCat("DateGenerated \"", OneLine(element.text).substr(0, 40),
                                       "\" is no date"));
    }
    return absl::OkStatus();
  }

  absl::Status AddRecord(const XmlElement& element) {
    LYNCEUS_ASSIGN_OR_RETURN(UkParty party, ReadParty(element));
    ++report_.records_read;
    relations_.Take(party);
    return emitter_.Add(std::move(party.record));
  }

  ListEmitter emitter_;
  LoadReport& report_;
  UkRelations relations_;
  bool has_date_ = false;
};

}  // namespace

absl::StatusOr<LoadReport> LoadUkXml(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(
      LoadReport report,
      BeginReport(group, {.key = std::string(kKey),
                          .publisher = "Foreign, Commonwealth and Development Office",
                          .authority = "UK",
                          .list = "UKSL"}));
  LYNCEUS_RETURN_IF_ERROR(Loader(sink, report).Run(group.files[0].path));
  return report;
}

}  // namespace lynceus::sources
