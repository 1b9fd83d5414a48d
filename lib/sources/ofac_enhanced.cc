// Words stand beside their reference ids, so the reference values are needed for scripts alone.

#include "lib/sources/ofac_enhanced.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/list_file.h"
#include "lib/sources/list_record.h"
#include "lib/sources/ofac_party.h"
#include "lib/sources/ofac_party_emitter.h"
#include "lib/sources/report.h"
#include "lib/sources/xml_reader.h"

namespace lynceus::sources {
namespace {

XmlShape Shape(std::function<absl::Status(const XmlElement&)> on_unknown) {
  return {.root = "sanctionsData",
          .containers = {"referenceValues", "featureTypes", "entities"},
          .records = {"publicationInfo", "referenceValue", "featureType", "entity"},
          .on_unknown = std::move(on_unknown),
          .attributes = {"datePublished", "entityId", "featureTypeId", "id", "nameId",
                         "nameTranslationId", "refId"}};
}

absl::Status PassOver(const XmlElement&) { return absl::OkStatus(); }

void AddNotKnown(const XmlElement& element, OfacRecord& record) {
  std::string text = absl::StrCat(element.name, ": ", OneLine(element.text));
  AddProperty(record.entity, "notes", text);
  record.fragments.push_back(std::move(text));
}

// "2022-02-24", also with a time behind it.
std::optional<Date> ReadDate(std::string_view text) {
  const auto date = Date::ParseIso(TrimAscii(text).substr(0, 10));
  return date.ok() ? std::optional<Date>(*date) : std::nullopt;
}

// A date or a publisher's own text, as OFAC prints dates.
std::string DateText(std::string_view text) {
  const auto date = ReadDate(text);
  return date ? OfacDateText(*date, *date, false) : OneLine(text);
}

// <valueDate>: every day it may be; empty where it does not say so.
std::string SpanText(const XmlElement& value) {
  std::optional<Date> first;
  std::optional<Date> last;
  for (const char* const name : {"fromDateBegin", "fromDateEnd", "toDateBegin", "toDateEnd"}) {
    const auto date = ReadDate(value.TextOf(name));
    if (!date) continue;
    if (!first) first = date;
    last = date;
  }
  if (!first || *first > *last) return {};
  return OfacDateText(*first, *last, value.TextOf("isApproximate") == "true");
}

std::vector<std::string> Texts(const XmlElement& entity, std::string_view list) {
  std::vector<std::string> texts;
  const XmlElement* const element = entity.Child(list);
  if (element == nullptr) return texts;
  for (const XmlElement& child : element->children) texts.push_back(OneLine(child.text));
  return texts;
}

// What the file says of itself.
struct Publication {
  std::optional<Date> date;
  std::set<std::string> lists;       // words
  std::vector<std::string> filters;  // others than lists
};

Publication ReadPublication(const XmlElement& element) {
  Publication publication{.date = ReadDate(element.TextOf("dataAsOf")), .lists = {}, .filters = {}};
  const XmlElement* const filters = element.Child("filters");
  if (filters == nullptr) return publication;
  for (const XmlElement& filter : filters->children) {
    if (filter.name != "sanctionsLists") {
      publication.filters.push_back(filter.name);
      continue;
    }
    for (const XmlElement& list : filter.children) {
      const std::string_view word = OfacListWord(list.text);
      if (!word.empty()) publication.lists.emplace(word);
    }
  }
  return publication;
}

// Reads one <entity> into a record, its listings and relations.
class EntityReader {
 public:
  EntityReader(const XmlElement& entity, const std::map<std::string, std::string>& scripts,
               LoadReport& report)
      : entity_(entity), scripts_(scripts), report_(report) {
    record_.number = std::string(entity.Attribute("id"));
    record_.place = absl::StrCat("line ", entity.line);
  }

  absl::Status Read() {
    if (!IsOfacNumber(record_.number)) {
      return InvalidError({.place = record_.place,
                           .cause = "an <entity> has no id of digits",
                           .remedy = "get the file again"});
    }
    const XmlElement* const general = entity_.Child("generalInfo");
    if (general != nullptr) AddType(general->TextOf("entityType"));
    record_.entity.schema = OfacSchema(record_.type);
    // Addresses before features and documents: some numbers are told to be Russian by them.
    AddEach("names", "name", &EntityReader::AddName);
    AddEach("addresses", "address", &EntityReader::AddAddressElement);
    AddEach("features", "feature", &EntityReader::AddFeature);
    AddEach("identityDocuments", "identityDocument", &EntityReader::AddDocument);
    AddEach("relationships", "relationship", &EntityReader::AddRelationship);
    if (general != nullptr) AddGeneral(*general);
    AddListings();
    for (const XmlElement& child : entity_.children) {
      if (!IsKnown(child.name)) AddNotKnown(child, record_);
    }
    return absl::OkStatus();
  }

  OfacRecord& record() { return record_; }
  std::vector<OfacListing>& listings() { return listings_; }
  std::vector<OfacRelation>& relations() { return relations_; }

 private:
  static bool IsKnown(std::string_view name) {
    static const auto& known = *new std::set<std::string, std::less<>>{
        "generalInfo",       "sanctionsLists", "sanctionsPrograms", "sanctionsTypes",
        "legalAuthorities",  "names",          "addresses",         "features",
        "identityDocuments", "relationships"};
    return known.contains(name);
  }

  void AddType(std::string_view word) {
    record_.type = LowerAscii(word);
    static const auto& known =
        *new std::set<std::string, std::less<>>{"individual", "entity", "vessel", "aircraft"};
    if (known.contains(record_.type)) return;
    AddWarning(report_, absl::StrCat(record_.place, ": entity ", record_.number,
                                     " is of the unknown type \"", ToAbsl(word),
                                     "\"; it counts as an entity"));
  }

  void AddEach(std::string_view list, std::string_view item,
               void (EntityReader::*add)(const XmlElement&)) {
    const XmlElement* const element = entity_.Child(list);
    if (element == nullptr) return;
    for (const XmlElement& child : element->children) {
      if (child.name == item) {
        (this->*add)(child);
      } else {
        AddNotKnown(child, record_);
      }
    }
  }

  void AddGeneral(const XmlElement& general) {
    for (const XmlElement& child : general.children) {
      if (child.name == "identityId" || child.name == "entityType") continue;
      if (child.name == "remarks") {
        AddOfacRemarks(OneLine(child.text), record_);
      } else if (child.name == "title") {
        AddProperty(record_.entity, "position", OneLine(child.text));
      } else {
        AddNotKnown(child, record_);
      }
    }
  }

  std::string ScriptOf(const XmlElement& translation) {
    const XmlElement* const script = translation.Child("script");
    if (script == nullptr) return {};
    const auto number = scripts_.find(std::string(script->Attribute("refId")));
    const std::string_view code =
        OfacScript(number == scripts_.end() ? std::string_view() : number->second, script->text);
    if (code.empty()) AddNotKnown(*script, record_);
    return std::string(code);
  }

  void AddName(const XmlElement& element) {
    const XmlElement* const translations = element.Child("translations");
    if (translations == nullptr) return AddNotKnown(element, record_);
    for (const XmlElement& translation : translations->children) {
      OfacName name{.is_primary = element.TextOf("isPrimary") == "true" &&
                                  translation.TextOf("isPrimary") == "true",
                    .alias_type = std::string(element.TextOf("aliasType")),
                    .is_weak = element.TextOf("isLowQuality") == "true",
                    .script = ScriptOf(translation),
                    .parts = {},
                    .display = OneLine(translation.TextOf("formattedFullName"))};
      if (const XmlElement* const parts = translation.Child("nameParts")) {
        for (const XmlElement& part : parts->children) {
          name.parts.push_back(
              {.type = std::string(part.TextOf("type")), .text = OneLine(part.TextOf("value"))});
        }
      }
      AddOfacName(name, record_);
    }
  }

  void AddAddressElement(const XmlElement& address) {
    const std::string country = OneLine(address.TextOf("country"));
    const XmlElement* const translations = address.Child("translations");
    std::size_t given = 0;
    for (const XmlElement& child : address.children) {
      if (child.name != "country" && child.name != "translations") AddNotKnown(child, record_);
    }
    if (translations != nullptr) {
      for (const XmlElement& translation : translations->children) {
        std::vector<OfacAddressPart> parts = AddressParts(translation);
        if (parts.empty()) continue;
        std::string place = country;
        const std::vector<std::string> texts = OfacAddressParts(std::move(parts), place);
        AddAddress(record_.entity, texts, place);
        ++given;
      }
    }
    if (given == 0) AddAddress(record_.entity, {}, country);
  }

  static std::vector<OfacAddressPart> AddressParts(const XmlElement& translation) {
    std::vector<OfacAddressPart> parts;
    const XmlElement* const list = translation.Child("addressParts");
    if (list == nullptr) return parts;
    for (const XmlElement& part : list->children) {
      parts.push_back(
          {.type = std::string(part.TextOf("type")), .text = OneLine(part.TextOf("value"))});
    }
    return parts;
  }

  void AddFeature(const XmlElement& element) {
    OfacFeature feature{.label = OneLine(element.TextOf("type")),
                        .text = OneLine(element.TextOf("value")),
                        .comment = OneLine(element.TextOf("comments")),
                        .reliability = std::string(element.TextOf("reliability"))};
    if (const XmlElement* const date = element.Child("valueDate")) {
      const std::string span = SpanText(*date);
      if (!span.empty()) feature.text = span;
      NameLostDates(*date, span.empty());
    }
    static const auto& known = *new std::set<std::string, std::less<>>{
        "type",      "value",      "comments",  "reliability",
        "valueDate", "valueRefId", "versionId", "isPrimary"};
    for (const XmlElement& child : element.children) {
      if (!known.contains(child.name)) AddNotKnown(child, record_);
    }
    AddOfacFeature(feature, record_);
  }

  // Names the days of a <valueDate> that are none; all of them where it says no span of time.
  void NameLostDates(const XmlElement& date, bool is_lost) {
    for (const XmlElement& child : date.children) {
      const bool is_flag = child.name == "isApproximate" || child.name == "isDateRange";
      if (is_flag || child.text.empty() || (!is_lost && ReadDate(child.text))) continue;
      AddNotKnown(child, record_);
    }
  }

  void AddDocument(const XmlElement& element) {
    OfacDocument document;
    for (const XmlElement& child : element.children) {
      std::string text = OneLine(child.text);
      if (child.name == "type") {
        document.type = std::move(text);
      } else if (child.name == "documentNumber") {
        document.number = std::move(text);
      } else if (child.name == "issuingCountry") {
        document.country = std::move(text);
      } else if (child.name == "issuingLocation") {
        document.location = std::move(text);
      } else if (child.name == "issuingAuthority") {
        document.authority = std::move(text);
      } else if (child.name == "issueDate") {
        document.issued = DateText(text);
      } else if (child.name == "expirationDate") {
        document.expires = DateText(text);
      } else if (child.name == "isValid") {
        document.is_fraudulent = text == "false";
      } else if (child.name == "comments") {
        document.comment = std::move(text);
      } else if (child.name != "name") {  // the name that the document is in
        AddNotKnown(child, record_);
      }
    }
    AddOfacDocument(document, record_);
  }

  void AddRelationship(const XmlElement& element) {
    OfacRelation relation{.number = std::string(element.Attribute("id")),
                          .from = record_.number,
                          .to = {},
                          .type = OneLine(element.TextOf("type")),
                          .quality = std::string(element.TextOf("quality")),
                          .is_former = element.TextOf("isFormer") == "true",
                          .place = absl::StrCat("line ", element.line)};
    if (const XmlElement* const other = element.Child("relatedEntity")) {
      relation.to = std::string(other->Attribute("entityId"));
    }
    if (!IsOfacNumber(relation.to)) {
      return Skip(report_, relation.place, "a <relationship> does not name the other party");
    }
    static const auto& known =
        *new std::set<std::string, std::less<>>{"type", "relatedEntity", "quality", "isFormer"};
    for (const XmlElement& child : element.children) {
      if (known.contains(child.name) || OneLine(child.text).empty()) continue;
      relation.notes.push_back(absl::StrCat(relation.type, " ", relation.to, ": ", child.name, " ",
                                            OneLine(child.text)));
    }
    relations_.push_back(std::move(relation));
  }

  void AddListings() {
    const XmlElement* const lists = entity_.Child("sanctionsLists");
    if (lists == nullptr) return;
    for (const XmlElement& list : lists->children) {
      OfacListing listing{.list = std::string(OfacListWord(list.text)),
                          .date = ReadDate(list.Attribute("datePublished")),
                          .programmes = Texts(entity_, "sanctionsPrograms"),
                          .measures = Texts(entity_, "sanctionsTypes"),
                          .bases = Texts(entity_, "legalAuthorities")};
      const std::string_view published = list.Attribute("datePublished");
      if (!listing.date && !published.empty()) {
        listing.notes.push_back(absl::StrCat("datePublished: ", ToAbsl(published)));
      }
      if (listing.list.empty()) {
        AddWarning(report_, absl::StrCat("line ", list.line, ": the list \"", list.text,
                                         "\" is not known; it counts for this file's list"));
        listing.notes.push_back("listed on: " + list.text);
        listing.list = report_.source.list;
      }
      listings_.push_back(std::move(listing));
    }
  }

  const XmlElement& entity_;
  const std::map<std::string, std::string>& scripts_;
  LoadReport& report_;
  OfacRecord record_;
  std::vector<OfacListing> listings_;
  std::vector<OfacRelation> relations_;
};

class Loader {
 public:
  Loader(const FileGroup& group, const Publication& publication, RecordSink& sink,
         LoadReport& report)
      : group_(group),
        report_(report),
        emitter_(report.source.key == "ofac-sdn" ? OfacList::kSdn : OfacList::kCons,
                 publication.lists, sink, report) {}

  absl::Status Run(ByteReader& input) {
    const std::function<absl::Status(XmlElement)> on_record = [this](const XmlElement& element) {
      return AddRecord(element);
    };
    XmlShape shape = Shape(UnknownLayout(group_, report_));
    shape.on_attribute = UnknownAttribute(report_);
    LYNCEUS_RETURN_IF_ERROR(ReadXml(input, shape, &PassOver, on_record));
    if (report_.records_read == 0) {
      return InvalidError({.subject = input.name(),
                           .cause = "the file holds no <entity>",
                           .remedy = "it is not whole, or no list; get the file again"});
    }
    return emitter_.Finish();
  }

 private:
  absl::Status AddRecord(const XmlElement& element) {
    if (element.name == "referenceValue" && element.TextOf("type") == "SCRIPT") {
      scripts_[std::string(element.Attribute("refId"))] = std::string(element.TextOf("isoCode"));
    }
    if (element.name != "entity") return absl::OkStatus();
    EntityReader reader(element, scripts_, report_);
    LYNCEUS_RETURN_IF_ERROR(reader.Read());
    return emitter_.Add(std::move(reader.record()), std::move(reader.listings()),
                        std::move(reader.relations()));
  }

  const FileGroup& group_;
  LoadReport& report_;
  std::map<std::string, std::string> scripts_;  // reference id -> ISO 15924 number
  OfacPartyEmitter emitter_;
};

// Reads what the file says of itself and, where it names no list, on which lists its entities are.
absl::StatusOr<Publication> Examine(ByteReader& input) {
  Publication publication;
  std::uint64_t blocked = 0;
  std::uint64_t others = 0;
  // Ends the reading where everything is known; never shown.
  const absl::Status enough = absl::CancelledError("enough");
  const std::function<absl::Status(XmlElement)> on_record = [&](const XmlElement& element) {
    if (element.name == "publicationInfo") publication = ReadPublication(element);
    if (!publication.lists.empty()) return enough;
    if (element.name != "entity") return absl::OkStatus();
    const std::vector<std::string> lists = Texts(element, "sanctionsLists");
    const auto blocks = [](const std::string& list) { return OfacListWord(list) == "SDN"; };
    if (std::ranges::any_of(lists, blocks)) ++blocked;
    if (!std::ranges::all_of(lists, blocks)) ++others;
    return absl::OkStatus();
  };
  const absl::Status status = ReadXml(input, Shape(&PassOver), &PassOver, on_record);
  if (!status.ok() && !absl::IsCancelled(status)) return status;
  if (publication.lists.empty()) publication.lists.insert(others > blocked ? "CONS" : "SDN");
  return publication;
}

absl::Status CheckFilters(const FileGroup& group, const Publication& publication,
                          LoadReport& report) {
  for (const std::string& filter : publication.filters) {
    const std::string cause = absl::StrCat("the file was exported with the filter <",
                                           filter.substr(0, 64), ">; it is not the whole list");
    if (!group.allow_unknown_layout) {
      return InvalidError({.subject = group.files[0].path,
                           .cause = cause,
                           .remedy = "give SDN_ENHANCED or CONS_ENHANCED as published; --allow "
                                     "layout loads this file"});
    }
    report.allowed.push_back(cause + "; allowed (layout)");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<LoadReport> LoadOfacEnhanced(const FileGroup& group, RecordSink& sink) {
  const std::string& path = group.files[0].path;
  Publication publication;
  {
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path));
    LYNCEUS_ASSIGN_OR_RETURN(publication, Examine(*input));
  }
  const bool blocks = publication.lists.contains("SDN");
  LYNCEUS_ASSIGN_OR_RETURN(
      LoadReport report,
      BeginReport(group, OfacSourceInfo(blocks ? OfacList::kSdn : OfacList::kCons, group.kind)));
  if (!blocks && !publication.lists.contains("CONS")) {
    report.source.list = *publication.lists.begin();  // one list, exported alone
  }
  report.source.list_date = publication.date;
  LYNCEUS_RETURN_IF_ERROR(CheckFilters(group, publication, report));
  if (!publication.date) {
    AddWarning(report, "the file states no dataAsOf; the list's date is not known");
  }
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path));
  LYNCEUS_RETURN_IF_ERROR(Loader(group, publication, sink, report).Run(*input));
  return report;
}

}  // namespace lynceus::sources
