// Every element has a table of the attributes that are read or of no meaning; whatever has no row
// becomes a fragment.

#include "lib/sources/eu_xml.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/eu_record.h"
#include "lib/sources/labelled_numbers.h"
#include "lib/sources/list_file.h"
#include "lib/sources/report.h"
#include "lib/sources/xml_reader.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = "eu";

const XmlShape& Shape() {
  static const XmlShape shape{.root = "export", .containers = {}, .records = {"sanctionEntity"}};
  return shape;
}

// Names whatever of `element` is not in the two lists. Attributes that every fact may have are of
// no meaning for the party.
void KeepUnknown(const XmlElement& element, std::initializer_list<std::string_view> attributes,
                 std::initializer_list<std::string_view> children, ListRecord& record) {
  static constexpr std::string_view kOfNoMeaning[] = {"logicalId", "regulationLanguage"};
  for (const auto& [name, value] : element.attributes) {
    const bool known = std::ranges::find(attributes, name) != attributes.end() ||
                       std::ranges::find(kOfNoMeaning, name) != std::end(kOfNoMeaning);
    if (known || value.empty()) continue;
    AddFragment(record, absl::StrCat(element.name, "@", name, ": ", OneLine(value)));
  }
  for (const XmlElement& child : element.children) {
    if (std::ranges::find(children, child.name) != children.end()) continue;
    std::string said = OneLine(child.text);
    for (const auto& [name, value] : child.attributes) {
      absl::StrAppend(&said, said.empty() ? "" : ", ", name, " ", OneLine(value));
    }
    AddFragment(record, absl::StrCat(element.name, "/", child.name, ": ", said));
  }
  if (!element.text.empty() && element.name != "remark") {
    AddFragment(record, absl::StrCat(element.name, ": ", OneLine(element.text)));
  }
}

std::optional<Date> DateOf(const XmlElement& element, std::string_view attribute,
                           ListRecord& record) {
  const std::string_view text = TrimAscii(element.Attribute(attribute));
  if (text.empty()) return std::nullopt;
  const auto date = Date::ParseIso(text.substr(0, 10));
  if (date.ok()) return *date;
  AddFragment(record, absl::StrCat(element.name, "@", ToAbsl(attribute), ": ", ToAbsl(text)));
  return std::nullopt;
}

std::string Attribute(const XmlElement& element, std::string_view name) {
  return EuText(element.Attribute(name));
}

std::string CountryOf(const XmlElement& element) {
  return EuCountryWord(element.Attribute("countryIso2Code"),
                       element.Attribute("countryDescription"));
}

// A remark is kept whole; what it labels is an identifier.
void AddRemark(std::string_view text, ListRecord& record) {
  const std::string line = OneLine(text);
  AddProperty(record.entity, "notes", line);
  AddLabelledNumbers(line, record.entity);
}

// What the facts rest on: only its date counts, since it may be older than the act of the listing.
void AddSummaries(const XmlElement& fact, EuParty& party) {
  for (const XmlElement& child : fact.children) {
    if (child.name == "remark") AddRemark(child.text, party.record);
    if (child.name != "regulationSummary") continue;
    const auto date = DateOf(child, "publicationDate", party.record);
    if (date && (!party.earliest_act || *date < *party.earliest_act)) party.earliest_act = date;
    KeepUnknown(child, {"regulationType", "publicationDate", "numberTitle", "publicationUrl"}, {},
                party.record);
  }
}

void AddRegulation(const XmlElement& element, EuParty& party) {
  EuAct act{.programme = Attribute(element, "programme"),
            .number_title = Attribute(element, "numberTitle"),
            .publication = DateOf(element, "publicationDate", party.record),
            .entry_into_force = DateOf(element, "entryIntoForceDate", party.record),
            .is_initial = element.Attribute("regulationType") == "regulation"};
  AddProperty(party.record.entity, "sourceUrl", OneLine(element.TextOf("publicationUrl")));
  if (act.publication && (!party.earliest_act || *act.publication < *party.earliest_act)) {
    party.earliest_act = act.publication;
  }
  party.acts.push_back(std::move(act));
  for (const XmlElement& child : element.children) {
    if (child.name == "remark") AddRemark(child.text, party.record);
  }
  KeepUnknown(element,
              {"regulationType", "organisationType", "publicationDate", "entryIntoForceDate",
               "numberTitle", "programme"},
              {"publicationUrl", "remark"}, party.record);
}

void AddSubjectType(const XmlElement& element, EuParty& party) {
  const std::string_view code = element.Attribute("code");
  const std::string_view letter = element.Attribute("classificationCode");
  if (code == "person" || letter == "P") {
    party.record.entity.schema = Schema::kPerson;
  } else if (code == "enterprise" || letter == "E") {
    party.record.entity.schema = Schema::kOrganization;
  } else {
    AddFragment(party.record, absl::StrCat("subjectType: ", ToAbsl(code), " ", ToAbsl(letter)));
  }
  KeepUnknown(element, {"code", "classificationCode"}, {}, party.record);
}

void AddNameAlias(const XmlElement& element, EuParty& party) {
  std::string whole = OneLine(element.Attribute("wholeName"));
  if (whole.empty()) {
    for (const char* const part : {"firstName", "middleName", "lastName"}) {
      const std::string word = OneLine(element.Attribute(part));
      if (!word.empty()) absl::StrAppend(&whole, whole.empty() ? "" : " ", word);
    }
  }
  Entity& entity = party.record.entity;
  if (!whole.empty()) {
    const std::string_view strong = element.Attribute("strong");
    party.names.push_back({.text = std::move(whole),
                           .language = OneLine(element.Attribute("nameLanguage")),
                           .has_last_name = !TrimAscii(element.Attribute("lastName")).empty(),
                           .strong = strong != "false"});
    if (!strong.empty() && strong != "false" && strong != "true") {
      AddFragment(party.record, absl::StrCat("nameAlias@strong: ", ToAbsl(strong)));
    }
  }
  AddProperty(entity, "position", Attribute(element, "function"));
  AddProperty(entity, "title", Attribute(element, "title"));
  AddEuGender(TrimAscii(element.Attribute("gender")), entity);
  KeepUnknown(element,
              {"firstName", "middleName", "lastName", "wholeName", "function", "gender", "title",
               "nameLanguage", "strong"},
              {"remark", "regulationSummary"}, party.record);
  AddSummaries(element, party);
}

void AddCitizenship(const XmlElement& element, EuParty& party) {
  AddCountry(party.record.entity, "citizenship", CountryOf(element));
  AddProperty(party.record.entity, "notes",
              Attribute(element, "region").empty()
                  ? ""
                  : "citizenship of the region " + Attribute(element, "region"));
  KeepUnknown(element, {"region", "countryIso2Code", "countryDescription"},
              {"remark", "regulationSummary"}, party.record);
  AddSummaries(element, party);
}

std::optional<int> NumberOf(const XmlElement& element, std::string_view attribute) {
  const std::string_view text = TrimAscii(element.Attribute(attribute));
  int number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) {
    return std::nullopt;
  }
  return number;
}

// The date as its parts say it; `birthdate` stands only where the day is known.
std::optional<PartialDate> ReadBirthDate(const XmlElement& birth) {
  if (const auto text = TrimAscii(birth.Attribute("birthdate")); !text.empty()) {
    const auto date = PartialDate::ParseIso(text);
    return date.ok() ? std::optional(*date) : std::nullopt;
  }
  const auto from = NumberOf(birth, "yearRangeFrom");
  const auto to = NumberOf(birth, "yearRangeTo");
  if (from && to) return PartialDate::OfYears(std::min(*from, *to), std::max(*from, *to));
  const auto year = NumberOf(birth, "year");
  const auto month = NumberOf(birth, "monthOfYear");
  const auto day = NumberOf(birth, "dayOfMonth");
  if (!year) return std::nullopt;
  if (!month) return PartialDate::OfYear(*year);
  if (!day) return PartialDate::OfMonth(*year, *month);
  const auto date = Date::FromCivil(*year, *month, *day);
  return date ? std::optional(PartialDate::OfDay(*date)) : std::nullopt;
}

void AddBirthTime(const XmlElement& element, ListRecord& record) {
  std::string said;
  for (const char* const part :
       {"birthdate", "dayOfMonth", "monthOfYear", "year", "yearRangeFrom", "yearRangeTo"}) {
    const std::string value = OneLine(element.Attribute(part));
    if (!value.empty()) absl::StrAppend(&said, said.empty() ? "" : ", ", part, " ", value);
  }
  if (said.empty()) return;
  const std::string calendar = Attribute(element, "calendarType");
  if (!calendar.empty() && calendar != "GREGORIAN") {
    return AddFragment(record, absl::StrCat("date of birth, ", calendar, " calendar: ", said));
  }
  auto date = ReadBirthDate(element);
  if (!date) return AddFragment(record, "date of birth: " + said);
  date->circa = element.Attribute("circa") == "true";
  AddBirthDate(record.entity, *date);
}

// Its parts in the order of an envelope, without those that are only a dash.
std::vector<std::string> PlaceParts(const XmlElement& element,
                                    std::initializer_list<const char*> names) {
  std::vector<std::string> parts;
  for (const char* const name : names) {
    std::string part = Attribute(element, name);
    if (part.empty()) continue;
    if (std::string_view(name) == "poBox" && LowerAscii(part).find("box") == std::string::npos) {
      part = "PO Box " + part;
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

void AddBirth(const XmlElement& element, EuParty& party) {
  AddBirthTime(element, party.record);
  std::vector<std::string> parts = PlaceParts(element, {"place", "city", "region", "zipCode"});
  const std::string country = CountryOf(element);
  if (!country.empty()) parts.push_back(country);
  AddProperty(party.record.entity, "birthPlace", Join(parts, ", "));
  AddCountry(party.record.entity, "birthCountry", country);
  KeepUnknown(element,
              {"circa", "calendarType", "birthdate", "dayOfMonth", "monthOfYear", "year",
               "yearRangeFrom", "yearRangeTo", "place", "city", "region", "zipCode",
               "countryIso2Code", "countryDescription"},
              {"remark", "regulationSummary"}, party.record);
  AddSummaries(element, party);
}

// What is said of a document beside its number: "known false, issued by ...".
std::string DocumentRemarks(const XmlElement& element) {
  struct Word {
    const char* attribute;
    const char* words;
    bool is_flag;
  };
  static constexpr Word kWords[] = {
      {"knownFalse", "known false", true},     {"knownExpired", "known expired", true},
      {"reportedLost", "reported lost", true}, {"revokedByIssuer", "revoked by its issuer", true},
      {"diplomatic", "diplomatic", true},      {"nameOnDocument", "in the name of", false},
      {"issuedBy", "issued by", false},        {"issueDate", "issued", false},
      {"issuedDate", "issued", false},         {"validFrom", "valid from", false},
      {"validTo", "valid to", false},          {"region", "region", false}};
  std::vector<std::string> said;
  for (const Word& word : kWords) {
    const std::string value = Attribute(element, word.attribute);
    if (word.is_flag && value == "true") said.emplace_back(word.words);
    if (!word.is_flag && !value.empty()) said.push_back(absl::StrCat(word.words, " ", value));
  }
  for (const XmlElement& child : element.children) {
    if (child.name == "remark") said.push_back(OneLine(child.text));
  }
  return Join(said, ", ");
}

void AddIdentification(const XmlElement& element, EuParty& party) {
  EuDocument document{.code = Attribute(element, "identificationTypeCode"),
                      .description = Attribute(element, "identificationTypeDescription"),
                      .number = Attribute(element, "number"),
                      .country = CountryOf(element),
                      .remarks = DocumentRemarks(element)};
  const std::string latin = Attribute(element, "latinNumber");
  if (document.number.empty()) document.number = latin;
  AddEuDocument(document, party.record);
  if (!latin.empty() && latin != document.number) {
    document.number = latin;
    document.remarks.clear();
    AddEuDocument(document, party.record);
  }
  // Under the name on its document a party shows itself to a bank.
  if (const std::string name = Attribute(element, "nameOnDocument"); !name.empty()) {
    party.names.push_back({.text = name, .language = "document"});
  }
  KeepUnknown(element,
              {"identificationTypeCode", "identificationTypeDescription", "number", "latinNumber",
               "nameOnDocument", "issuedBy", "issueDate", "issuedDate", "validFrom", "validTo",
               "region", "knownFalse", "knownExpired", "reportedLost", "revokedByIssuer",
               "diplomatic", "countryIso2Code", "countryDescription"},
              {"remark", "regulationSummary"}, party.record);
  AddSummaries(element, party);
}

void AddEuAddress(const XmlElement& element, EuParty& party) {
  const std::string country = CountryOf(element);
  const std::vector<std::string> parts =
      PlaceParts(element, {"street", "poBox", "place", "city", "region", "zipCode"});
  AddAddress(party.record.entity, parts, country);
  if (element.Attribute("asAtListingTime") == "true") {
    AddProperty(party.record.entity, "notes",
                absl::StrCat("address at the time of listing: ", Join(parts, ", ")));
  }
  for (const XmlElement& child : element.children) {
    if (child.name != "contactInfo") continue;
    AddEuContact(child.Attribute("key"), child.Attribute("value"), party.record);
    KeepUnknown(child, {"key", "value"}, {"remark"}, party.record);
    AddSummaries(child, party);
  }
  KeepUnknown(element,
              {"street", "poBox", "zipCode", "city", "place", "region", "asAtListingTime",
               "countryIso2Code", "countryDescription"},
              {"contactInfo", "remark", "regulationSummary"}, party.record);
  AddSummaries(element, party);
}

struct Field {
  std::string_view name;
  void (*add)(const XmlElement& element, EuParty& party);
};
constexpr Field kFields[] = {
    {"regulation", &AddRegulation},
    {"subjectType", &AddSubjectType},
    {"nameAlias", &AddNameAlias},
    {"citizenship", &AddCitizenship},
    {"birthdate", &AddBirth},
    {"identification", &AddIdentification},
    {"address", &AddEuAddress},
    {"remark",
     [](const XmlElement& element, EuParty& party) { AddRemark(element.text, party.record); }},
};

absl::StatusOr<EuParty> ReadParty(const XmlElement& element) {
  const std::string reference = OneLine(element.Attribute("euReferenceNumber"));
  const std::string logical = OneLine(element.Attribute("logicalId"));
  if (reference.empty() && logical.empty()) {
    return InvalidError({.place = absl::StrCat("line ", element.line),
                         .cause = "a <sanctionEntity> has neither euReferenceNumber nor logicalId",
                         .remedy = "get the file again"});
  }
  if (element.Child("sanctionEntity") != nullptr) {
    return InvalidError({.place = absl::StrCat("line ", element.line),
                         .cause = "a <sanctionEntity> stands within another",
                         .remedy = "get the file again"});
  }
  EuParty party;
  Entity& entity = party.record.entity;
  entity.id =
      reference.empty() ? absl::StrCat("eu:logical-", logical) : absl::StrCat("eu:", reference);
  entity.provenance = {.source = std::string(kKey), .place = absl::StrCat("line ", element.line)};
  if (!logical.empty()) AddReferent(entity, "eu-logical:" + logical);
  if (const std::string un = OneLine(element.Attribute("unitedNationId")); !un.empty()) {
    AddReferent(entity, "un:" + un);
  }
  party.designation_date = DateOf(element, "designationDate", party.record);
  AddProperty(entity, "notes", OneLine(element.Attribute("designationDetails")));
  for (const XmlElement& child : element.children) {
    const auto* const field = std::ranges::find(kFields, child.name, &Field::name);
    if (field != std::end(kFields)) field->add(child, party);
  }
  KeepUnknown(element,
              {"designationDate", "designationDetails", "unitedNationId", "euReferenceNumber"},
              {"regulation", "subjectType", "nameAlias", "citizenship", "birthdate",
               "identification", "address", "remark"},
              party.record);
  return party;
}

class Loader {
 public:
  Loader(RecordSink& sink, LoadReport& report) : emitter_(sink, report), report_(report) {}

  absl::Status Run(const std::string& path) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path));
    const std::function<absl::Status(const XmlElement&)> on_root = [this](const XmlElement& root) {
      return AddRoot(root);
    };
    const std::function<absl::Status(XmlElement)> on_record = [this](const XmlElement& element) {
      return AddRecord(element);
    };
    LYNCEUS_RETURN_IF_ERROR(ReadXml(*input, Shape(), on_root, on_record));
    if (report_.records_read > 0) return absl::OkStatus();
    return InvalidError({.subject = input->name(),
                         .cause = "it holds no <sanctionEntity>",
                         .remedy = "get the file again; a list without parties is none"});
  }

 private:
  absl::Status AddRoot(const XmlElement& root) {
    const std::string_view generated = root.Attribute("generationDate");
    const auto date = Date::ParseIso(generated.substr(0, 10));
    if (date.ok()) {
      report_.source.list_date = *date;
    } else {
      AddWarning(report_, absl::StrCat("generationDate \"", ToAbsl(generated.substr(0, 40)),
                                       "\" is no date; the list's date is not known"));
    }
    return absl::OkStatus();
  }

  absl::Status AddRecord(const XmlElement& element) {
    LYNCEUS_ASSIGN_OR_RETURN(EuParty party, ReadParty(element));
    ++report_.records_read;
    if (party.acts.empty()) {
      AddWarning(report_, absl::StrCat("line ", element.line, ": ", party.record.entity.id,
                                       " names no regulation; its programme is not known"));
    }
    const Entity& entity = party.record.entity;
    if (element.Child("subjectType") == nullptr) {
      AddWarning(report_, absl::StrCat("line ", element.line, ": ", entity.id,
                                       " has no subjectType; what it is is not known"));
    }
    if (TrimAscii(element.Attribute("euReferenceNumber")).empty()) {
      AddWarning(report_, absl::StrCat("line ", element.line, ": ", entity.id,
                                       " has no euReferenceNumber; its logicalId stands for it"));
    }
    return emitter_.Add(FinishEuParty(std::move(party)));
  }

  ListEmitter emitter_;
  LoadReport& report_;
};

}  // namespace

absl::StatusOr<LoadReport> LoadEuXml(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(LoadReport report,
                           BeginReport(group, {.key = std::string(kKey),
                                               .publisher = "European Commission, FISMA",
                                               .authority = "EU",
                                               .list = "FSF"}));
  LYNCEUS_RETURN_IF_ERROR(Loader(sink, report).Run(group.files[0].path));
  return report;
}

}  // namespace lynceus::sources
