// One table of spellings; one function a kind of value.
#include "lib/sources/counterparty_reader.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/model/identifier_types.h"
#include "lib/sources/country_table.h"

namespace lynceus::sources {
namespace {

struct Spelling {
  std::string_view column;  // lower case, without spaces, '_' and '-'
  std::string_view property;
};

// Properties under their own names and the spellings that banks' exports use.
constexpr Spelling kSpellings[] = {{"id", "id"},
                                   {"customerid", "id"},
                                   {"reference", "id"},
                                   {"schema", "schema"},
                                   {"type", "schema"},
                                   {"entitytype", "schema"},
                                   {"name", "name"},
                                   {"fullname", "name"},
                                   {"customername", "name"},
                                   {"caption", "name"},
                                   {"legalname", "name"},
                                   {"companyname", "name"},
                                   {"alias", "alias"},
                                   {"aka", "alias"},
                                   {"othernames", "alias"},
                                   {"aliases", "alias"},
                                   {"previousname", "previousName"},
                                   {"formername", "previousName"},
                                   {"weakalias", "weakAlias"},
                                   {"firstname", "firstName"},
                                   {"givenname", "firstName"},
                                   {"forename", "firstName"},
                                   {"middlename", "middleName"},
                                   {"secondname", "middleName"},
                                   {"lastname", "lastName"},
                                   {"surname", "lastName"},
                                   {"familyname", "lastName"},
                                   {"birthdate", "birthDate"},
                                   {"dateofbirth", "birthDate"},
                                   {"dob", "birthDate"},
                                   {"incorporationdate", "incorporationDate"},
                                   {"dateofincorporation", "incorporationDate"},
                                   {"country", "country"},
                                   {"countries", "country"},
                                   {"countryofresidence", "country"},
                                   {"nationality", "nationality"},
                                   {"nationalities", "nationality"},
                                   {"citizenship", "citizenship"},
                                   {"jurisdiction", "jurisdiction"},
                                   {"flag", "flag"},
                                   {"gender", "gender"},
                                   {"sex", "gender"},
                                   {"address", "address"},
                                   {"addresses", "address"},
                                   {"text", "text"},
                                   {"texts", "text"},
                                   {"notes", "text"},
                                   {"remark", "text"},
                                   {"remarks", "text"},
                                   {"paymentreference", "text"},
                                   {"remittanceinformation", "text"},
                                   {"birthplace", "birthPlace"},
                                   {"placeofbirth", "birthPlace"},
                                   {"leicode", "leiCode"},
                                   {"lei", "leiCode"},
                                   {"inncode", "innCode"},
                                   {"inn", "innCode"},
                                   {"ogrncode", "ogrnCode"},
                                   {"ogrn", "ogrnCode"},
                                   {"swiftbic", "swiftBic"},
                                   {"bic", "swiftBic"},
                                   {"swift", "swiftBic"},
                                   {"imonumber", "imoNumber"},
                                   {"imo", "imoNumber"},
                                   {"mmsi", "mmsi"},
                                   {"callsign", "callSign"},
                                   {"passportnumber", "passportNumber"},
                                   {"passport", "passportNumber"},
                                   {"registrationnumber", "registrationNumber"},
                                   {"taxnumber", "taxNumber"},
                                   {"idnumber", "idNumber"},
                                   {"vatcode", "vatCode"},
                                   {"isin", "isin"},
                                   {"isincode", "isin"},
                                   {"publickey", "publicKey"},
                                   {"wallet", "publicKey"},
                                   {"kppcode", "kppCode"},
                                   {"okpocode", "okpoCode"},
                                   {"dunscode", "dunsCode"},
                                   {"socialsecuritynumber", "socialSecurityNumber"},
                                   {"businessline", "businessLine"},
                                   {"bookingjurisdiction", "bookingJurisdiction"},
                                   {"owner", "owner"},
                                   {"owners", "owner"}};

bool IsIdentifier(std::string_view property) {
  const auto& types = IdentifierTypes();
  return std::find(types.begin(), types.end(), property) != types.end();
}

absl::Status BadValue(std::string_view property, std::string_view cause, std::string_view remedy) {
  return InvalidError({.subject = std::string(property),
                       .cause = std::string(cause),
                       .remedy = std::string(remedy)});
}

void AppendPart(std::string& parts, std::string_view part) {
  if (part.empty()) return;
  if (!parts.empty()) parts += ' ';
  parts += part;
}

}  // namespace

std::optional<std::string> PropertyOf(std::string_view column) {
  std::string plain;
  for (const char byte : LowerAscii(column)) {
    if (byte != ' ' && byte != '_' && byte != '-') plain += byte;
  }
  for (const Spelling& spelling : kSpellings) {
    if (spelling.column == plain) return std::string(spelling.property);
  }
  return std::nullopt;
}

bool IsCountryProperty(std::string_view property) {
  return property == "country" || property == "nationality" || property == "citizenship" ||
         property == "jurisdiction" || property == "flag";
}

absl::Status CounterpartyReader::Add(std::string_view property, std::string_view values) {
  if (property == "text") return AddValue(property, values);  // a remark may hold any sign
  for (const std::string& value : SplitTrimmed(values, ';')) {
    LYNCEUS_RETURN_IF_ERROR(AddValue(property, value));
  }
  return absl::OkStatus();
}

absl::Status CounterpartyReader::AddValue(std::string_view property, std::string_view raw) {
  const std::string value(TrimAscii(raw));
  if (value.empty()) return absl::OkStatus();
  if (property == "id") {
    counterparty_.id = value;
  } else if (property == "schema") {
    const auto schema = ParseSchema(value);
    if (!schema) {
      return BadValue(property, absl::StrCat("\"", value, "\" is no schema"),
                      "use Person, Company, Organization, LegalEntity, Vessel, Airplane ...");
    }
    counterparty_.schema = *schema;
  } else if (property == "name" || property == "alias" || property == "previousName" ||
             property == "weakAlias") {
    counterparty_.names.push_back(value);
  } else if (property == "firstName") {
    AppendPart(first_, value);
  } else if (property == "middleName") {
    AppendPart(middle_, value);
  } else if (property == "lastName") {
    AppendPart(last_, value);
  } else if (property == "birthDate" || property == "incorporationDate") {
    const auto date = PartialDate::ParseIso(value);
    if (!date.ok()) return Annotate(date.status(), {.subject = std::string(property)});
    counterparty_.birth_dates.push_back(*date);
  } else if (IsCountryProperty(property)) {
    const std::string_view code = CountryCode(value);
    if (code.empty()) {
      return BadValue(property, absl::StrCat("\"", value, "\" is no country we know"),
                      "write the ISO 3166-1 code of two letters");
    }
    counterparty_.countries.emplace_back(code);
  } else if (property == "gender") {
    counterparty_.gender = LowerAscii(value);
  } else if (property == "address") {
    counterparty_.addresses.push_back(value);
  } else if (property == "businessLine") {
    counterparty_.booking.business_line = LowerAscii(value);
  } else if (property == "bookingJurisdiction") {
    counterparty_.booking.jurisdiction = LowerAscii(value);
  } else if (property == "text") {
    counterparty_.texts.push_back(value);
  } else if (property == "owner") {
    LYNCEUS_ASSIGN_OR_RETURN(DeclaredOwner owner, ParseOwner(value));
    counterparty_.owners.push_back(std::move(owner));
  } else if (IsIdentifier(property)) {
    counterparty_.identifiers.push_back({std::string(property), value, ""});
  } else if (property != "birthPlace") {
    return BadValue(property, "this property is not one that is read here",
                    "leave it out or map its column to a property");
  }
  return absl::OkStatus();
}

Counterparty CounterpartyReader::Take() {
  std::string parts = first_;
  AppendPart(parts, middle_);
  AppendPart(parts, last_);
  std::vector<std::string>& names = counterparty_.names;
  if (!parts.empty() && std::find(names.begin(), names.end(), parts) == names.end()) {
    names.push_back(parts);
  }
  return std::move(counterparty_);
}

absl::StatusOr<Identifier> ParseIdentifier(std::string_view text) {
  const std::size_t colon = text.find(':');
  const auto property =
      colon == std::string_view::npos ? std::nullopt : PropertyOf(text.substr(0, colon));
  if (!property || !IsIdentifier(*property)) {
    return BadValue(
        "--id",
        absl::StrCat("\"", std::string(text.substr(0, colon)), "\" is no type of identifier"),
        "write TYPE:VALUE with leiCode, innCode, imoNumber, passportNumber ...");
  }
  return Identifier{*property, std::string(TrimAscii(text.substr(colon + 1))), ""};
}

absl::StatusOr<DeclaredOwner> ParseOwner(std::string_view text) {
  const std::size_t equals = text.rfind('=');
  const std::string_view name = TrimAscii(text.substr(0, equals));
  DeclaredOwner owner;
  if (equals != std::string_view::npos) {
    const auto share = Share::Parse(text.substr(equals + 1));
    if (!share.ok()) return Annotate(share.status(), {.subject = "owner"});
    owner.share = *share;
  }
  if (name.starts_with("id:")) {
    owner.entity_id = std::string(name.substr(3));
  } else {
    owner.name = std::string(name);
  }
  if (owner.name.empty() && owner.entity_id.empty()) {
    return BadValue("owner", "the owner's name is empty", "write \"NAME=SHARE\"");
  }
  return owner;
}

}  // namespace lynceus::sources
