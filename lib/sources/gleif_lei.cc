// Each element of <Entity> has a row in one table that says what becomes of it; whatever has no row
// becomes a fragment.

#include "lib/sources/gleif_lei.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/gleif_file.h"
#include "lib/sources/list_record.h"
#include "lib/sources/report.h"
#include "lib/sources/text_decoding.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = "gleif-lei";

struct Record : ListRecord {
  std::string lei;
  std::string jurisdiction;  // "us-ma": country and perhaps its part
  std::string status;        // of the registration
  std::vector<std::string> warnings;
};

struct NameType {
  std::string_view word;
  NameKind kind;
};
constexpr NameType kNameTypes[] = {
    {"ALTERNATIVE_LANGUAGE_LEGAL_NAME", NameKind::kAlias},
    {"TRADING_OR_OPERATING_NAME", NameKind::kAlias},
    {"PREVIOUS_LEGAL_NAME", NameKind::kFormer},
    {"PREFERRED_ASCII_TRANSLITERATED_LEGAL_NAME", NameKind::kAlias},
    {"AUTO_ASCII_TRANSLITERATED_LEGAL_NAME", NameKind::kAlias},
    // LEI-CDF 1.0.
    {"OTHER_LEGAL", NameKind::kAlias},
    {"ENGLISH_LEGAL", NameKind::kAlias},
    {"PREVIOUS_LEGAL", NameKind::kFormer},
    {"TRADING_NAME", NameKind::kAlias},
    {"PREFERRED_ASCII_TRANSLITERATED_LEGAL", NameKind::kAlias},
    {"AUTO_ASCII_TRANSLITERATED_LEGAL", NameKind::kAlias},
};

struct Category {
  std::string_view word;
  Schema schema;
};
constexpr Category kCategories[] = {
    {"GENERAL", Schema::kOrganization},
    {"FUND", Schema::kOrganization},
    {"BRANCH", Schema::kOrganization},
    // A person's business: the register does not tell it from the person.
    {"SOLE_PROPRIETOR", Schema::kLegalEntity},
    {"RESIDENT_GOVERNMENT_ENTITY", Schema::kPublicBody},
    {"INTERNATIONAL_ORGANIZATION", Schema::kOrganization},
};

std::string_view CountryOf(std::string_view region) { return region.substr(0, region.find('-')); }

void AddScripted(Record& record, std::string_view text, NameKind kind) {
  const std::string name = OneLine(text);
  const std::string_view script = ScriptOf(name);
  AddName(record.entity, name, kind, script == "Latn" ? std::string_view() : script);
}

void AddOtherNames(const XmlElement& names, Record& record) {
  for (const XmlElement& name : names.children) {
    const std::string_view word = name.Attribute("type");
    const auto* const type = std::ranges::find(kNameTypes, word, &NameType::word);
    if (type == std::end(kNameTypes)) {
      record.warnings.push_back(absl::StrCat("the name type \"", ToAbsl(word.substr(0, 60)),
                                             "\" is not known; the name is kept as an alias"));
    }
    AddScripted(record, name.text, type == std::end(kNameTypes) ? NameKind::kAlias : type->kind);
  }
}

void AddLeiAddress(const XmlElement& address, Record& record) {
  std::vector<std::string> parts;
  std::string country;
  for (const XmlElement& child : address.children) {
    const std::string text = OneLine(child.text);
    if (child.name == "Country") {
      country = text;
      continue;
    }
    // House numbers and routing are often repeated from the first line.
    const bool repeated = std::ranges::any_of(
        parts, [&text](const std::string& part) { return part.find(text) != std::string::npos; });
    if (!text.empty() && !repeated) parts.push_back(text);
  }
  AddAddress(record.entity, parts, country);
}

void AddAddresses(const XmlElement& addresses, Record& record) {
  for (const XmlElement& address : addresses.children) AddLeiAddress(address, record);
}

void AddRegistration(const XmlElement& authority, Record& record) {
  std::string_view id = authority.TextOf("RegistrationAuthorityID");
  const std::string_view other = authority.TextOf("OtherRegistrationAuthorityID");
  const bool is_register = id != "RA888888" && id != "RA999999" && other.empty();
  AddProperty(record.entity, "registrationAuthority", id);
  AddProperty(record.entity, "registrationAuthority", other);
  AddIdentifier(record.entity, "registrationNumber",
                OneLine(authority.TextOf("RegistrationAuthorityEntityID")),
                is_register ? CountryOf(record.jurisdiction) : std::string_view());
  for (const XmlElement& child : authority.children) {
    if (child.name == "RegistrationAuthorityID" || child.name == "OtherRegistrationAuthorityID" ||
        child.name == "RegistrationAuthorityEntityID") {
      continue;
    }
    AddFragment(record, absl::StrCat(authority.name, "/", child.name, ": ", OneLine(child.text)));
  }
}

void AddJurisdiction(const XmlElement& element, Record& record) {
  AddCountry(record.entity, "jurisdiction", CountryOf(element.text));
  if (element.text.find('-') != std::string::npos) {
    AddProperty(record.entity, "legalJurisdiction", element.text);
  }
}

void AddCategory(const XmlElement& element, Record& record) {
  AddProperty(record.entity, "entityCategory", element.text);
  const auto* const category = std::ranges::find(kCategories, element.text, &Category::word);
  if (category != std::end(kCategories)) {
    record.entity.schema = category->schema;
  } else {
    record.warnings.push_back(
        absl::StrCat("the category \"", element.text.substr(0, 60), "\" is not known"));
  }
}

void AddLegalForm(const XmlElement& form, Record& record) {
  for (const XmlElement& child : form.children) {
    const bool is_code = child.name == "EntityLegalFormCode";
    // 8888 and 9999: the code list does not have the form; it stands in words beside it.
    if (is_code && (child.text == "8888" || child.text == "9999")) continue;
    AddProperty(record.entity, "legalForm",
                is_code ? absl::StrCat("ELF ", child.text) : OneLine(child.text));
  }
}

void AddDay(Record& record, std::string_view property, std::string_view time) {
  if (time.empty()) return;
  if (const auto day = GleifDay(time)) {
    AddProperty(record.entity, property, day->ToString());
  } else {
    AddFragment(record, absl::StrCat(ToAbsl(property), ": ", ToAbsl(time)));
  }
}

void AddFounded(const XmlElement& element, Record& record) {
  if (const auto day = GleifDay(element.text)) {
    AddFoundedDate(record.entity, PartialDate::OfDay(*day));
  } else if (!element.text.empty()) {
    AddFragment(record, absl::StrCat(element.name, ": ", element.text));
  }
}

void AddTie(Record& record, InterestKind kind, const std::string& other, std::string role) {
  const bool is_successor = kind == InterestKind::kSuccessor;
  Interest interest{
      .id = absl::StrCat(record.entity.id, "/", is_successor ? "successor" : "associated", "/",
                         other.substr(4)),
      .owner_id = is_successor ? record.entity.id : other,
      .subject_id = is_successor ? other : record.entity.id,
      .kind = kind};
  interest.role = std::move(role);
  interest.provenance = record.entity.provenance;
  const bool known = std::ranges::any_of(
      record.interests, [&](const Interest& one) { return one.id == interest.id; });
  if (!known && other != record.entity.id) record.interests.push_back(std::move(interest));
}

// A tie to another entity, of which the LEI or only the name is said.
void AddOther(const XmlElement& element, Record& record, std::string_view lei_name,
              InterestKind kind, std::string role) {
  const std::string name = OneLine(element.TextOf(
      kind == InterestKind::kSuccessor ? "SuccessorEntityName" : "AssociatedEntityName"));
  const std::string_view lei = element.TextOf(lei_name);
  if (!lei.empty() && !IsLei(lei)) {
    AddFragment(record, absl::StrCat(element.name, "/", ToAbsl(lei_name), ": ", ToAbsl(lei)));
  } else if (!lei.empty() && record.status == "DUPLICATE" && kind == InterestKind::kSuccessor) {
    AddReferent(record.entity, absl::StrCat("lei:", ToAbsl(lei)));
  } else if (!lei.empty()) {
    AddTie(record, kind, absl::StrCat("lei:", ToAbsl(lei)), std::move(role));
  }
  if (!name.empty()) {
    AddProperty(record.entity, "notes", absl::StrCat(element.name, ": ", name));
  }
}

void AddSuccessor(const XmlElement& element, Record& record) {
  AddOther(element, record, "SuccessorLEI", InterestKind::kSuccessor, "SuccessorEntity");
}

void AddAssociated(const XmlElement& element, Record& record) {
  const std::string_view type = element.Attribute("type");
  AddOther(element, record, "AssociatedLEI", InterestKind::kLinked,
           absl::StrCat("AssociatedEntity", type.empty() ? "" : " ", ToAbsl(type)));
}

// "CHANGE_LEGAL_NAME COMPLETED 2023-01-02".
void AddEvents(const XmlElement& events, Record& record) {
  for (const XmlElement& event : events.children) {
    std::vector<std::string> words;
    for (const std::string_view word :
         {event.TextOf("LegalEntityEventType"), event.Attribute("event_status"),
          event.TextOf("LegalEntityEventEffectiveDate").substr(0, 10)}) {
      if (!word.empty()) words.emplace_back(word);
    }
    AddProperty(record.entity, "legalEntityEvent", Join(words, " "));
    const XmlElement* const fields = event.Child("AffectedFields");
    if (fields == nullptr) continue;
    for (const XmlElement& field : fields->children) {
      AddProperty(record.entity, "notes",
                  absl::StrCat("affected by the event: ", OneLine(field.text)));
    }
  }
}

// What becomes of one element.
struct Field {
  std::string_view name;
  void (*add)(const XmlElement& element, Record& record);
};

void AddNothing(const XmlElement&, Record&) {}

constexpr Field kFields[] = {
    {"LegalName",
     [](const XmlElement& element, Record& record) {
       AddScripted(record, element.text, NameKind::kPrimary);
       AddProperty(record.entity, "legalNameLanguage", element.Attribute("lang"));
     }},
    {"OtherEntityNames", &AddOtherNames},
    {"TransliteratedOtherEntityNames", &AddOtherNames},
    {"LegalAddress", &AddLeiAddress},
    {"HeadquartersAddress", &AddLeiAddress},
    {"OtherAddresses", &AddAddresses},
    {"TransliteratedOtherAddresses", &AddAddresses},
    {"RegistrationAuthority", &AddRegistration},
    {"LegalJurisdiction", &AddJurisdiction},
    {"EntityCategory", &AddCategory},
    {"EntitySubCategory",
     [](const XmlElement& element, Record& record) {
       AddProperty(record.entity, "entityCategory", element.text);
     }},
    {"LegalForm", &AddLegalForm},
    {"EntityStatus", [](const XmlElement& element,
                        Record& record) { AddProperty(record.entity, "status", element.text); }},
    {"EntityCreationDate", &AddFounded},
    {"EntityExpirationDate",
     [](const XmlElement& element, Record& record) {
       AddDay(record, "dissolutionDate", element.text);
     }},
    {"EntityExpirationReason",
     [](const XmlElement& element, Record& record) {
       AddProperty(record.entity, "dissolutionReason", element.text);
     }},
    {"SuccessorEntity", &AddSuccessor},
    {"AssociatedEntity", &AddAssociated},
    {"AssociatedLEI",
     [](const XmlElement& element, Record& record) {
       if (IsLei(element.text)) {
         AddTie(record, InterestKind::kLinked, "lei:" + element.text, "AssociatedLEI");
       } else {
         AddFragment(record, "AssociatedLEI: " + element.text);
       }
     }},
    {"LegalEntityEvents", &AddEvents},
};

constexpr Field kRegistrationFields[] = {
    {"RegistrationStatus",
     [](const XmlElement& element, Record& record) {
       AddProperty(record.entity, "leiStatus", element.text);
     }},
    {"InitialRegistrationDate",
     [](const XmlElement& element, Record& record) { AddDay(record, "createdAt", element.text); }},
    {"LastUpdateDate",
     [](const XmlElement& element, Record& record) { AddDay(record, "modifiedAt", element.text); }},
    // How and by whom the registration was checked.
    {"NextRenewalDate", &AddNothing},
    {"ManagingLOU", &AddNothing},
    {"ValidationSources", &AddNothing},
    {"ValidationDocuments", &AddNothing},
    {"ValidationReference", &AddNothing},
    {"ValidationAuthority", &AddNothing},
    {"OtherValidationAuthorities", &AddNothing},
};

constexpr Field kExtensionFields[] = {
    {"Geocoding", &AddNothing},
    {"BIC", [](const XmlElement& element,
               Record& record) { AddIdentifier(record.entity, "swiftBic", element.text); }},
    {"ISIN", [](const XmlElement& element,
                Record& record) { AddIdentifier(record.entity, "isin", element.text); }},
    {"ConformityFlag",
     [](const XmlElement& element, Record& record) {
       AddProperty(record.entity, "conformityFlag", element.text);
     }},
};

template <std::size_t N>
void AddFields(const XmlElement& parent, const Field (&fields)[N], Record& record) {
  for (const XmlElement& child : parent.children) {
    const auto* const field = std::ranges::find(fields, child.name, &Field::name);
    if (field != std::end(fields)) {
      field->add(child, record);
    } else {
      AddFragment(record, absl::StrCat(parent.name, "/", child.name, ": ", OneLine(child.text)));
    }
  }
}

absl::StatusOr<Record> MakeRecord(const XmlElement& element) {
  Record record;
  LYNCEUS_ASSIGN_OR_RETURN(record.entity.id, LeiId(element.TextOf("LEI"), "LEI"));
  const XmlElement* const entity = element.Child("Entity");
  if (entity == nullptr) {
    return InvalidError(
        {.cause = absl::StrCat("the record of ", record.entity.id, " has no Entity"),
         .remedy = "get the file again"});
  }
  record.lei = element.TextOf("LEI");
  record.jurisdiction = entity->TextOf("LegalJurisdiction");
  record.entity.schema = Schema::kOrganization;
  record.entity.provenance = {.source = std::string(kKey),
                              .place = absl::StrCat("line ", element.line)};
  AddIdentifier(record.entity, "leiCode", record.lei);
  if (const XmlElement* const registration = element.Child("Registration")) {
    record.status = registration->TextOf("RegistrationStatus");
    AddFields(*registration, kRegistrationFields, record);
  }
  AddFields(*entity, kFields, record);
  for (const XmlElement& child : element.children) {
    if (child.name == "Extension") {
      AddFields(child, kExtensionFields, record);
    } else if (child.name != "LEI" && child.name != "Entity" && child.name != "Registration" &&
               child.name != "NextVersion") {
      AddFragment(record, absl::StrCat(child.name, ": ", OneLine(child.text)));
    }
  }
  return record;
}

class Loader {
 public:
  Loader(RecordSink& sink, LoadReport& report) : emitter_(sink, report), report_(report) {}

  absl::Status Run(const FileGroup& group) {
    const GleifShape shape{
        .root = "LEIData", .header = "LEIHeader", .container = "LEIRecords", .record = "LEIRecord"};
    return ReadGleifXml(group, shape, report_,
                        [this](const XmlElement& record) { return AddRecord(record); });
  }

 private:
  absl::Status AddRecord(const XmlElement& element) {
    LYNCEUS_ASSIGN_OR_RETURN(Record record, MakeRecord(element));
    for (const std::string& warning : record.warnings) {
      AddWarning(report_, absl::StrCat(record.entity.provenance.place, ": ", warning));
    }
    return emitter_.Add(std::move(record));
  }

  ListEmitter emitter_;
  LoadReport& report_;
};

}  // namespace

absl::StatusOr<LoadReport> LoadGleifLei(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(
      LoadReport report,
      BeginReport(group, {.key = std::string(kKey),
                          .publisher = "Global Legal Entity Identifier Foundation"}));
  LYNCEUS_RETURN_IF_ERROR(Loader(sink, report).Run(group));
  return report;
}

}  // namespace lynceus::sources
