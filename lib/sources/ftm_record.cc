#include "lib/sources/ftm_record.h"

#include <re2/re2.h>

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/opensanctions_lists.h"
#include "lib/sources/percent.h"
#include "lib/sources/psc_words.h"

namespace lynceus::sources {
namespace {

// FtM schemata that state neither a party nor an interest of our kinds.
constexpr std::string_view kPassedOver[] = {"Analyzable",
                                            "Article",
                                            "Assessment",
                                            "Audio",
                                            "Call",
                                            "Contract",
                                            "ContractAward",
                                            "CourtCase",
                                            "CourtCaseParty",
                                            "Debt",
                                            "Document",
                                            "Documentation",
                                            "EconomicActivity",
                                            "Email",
                                            "Event",
                                            "Folder",
                                            "HyperText",
                                            "Image",
                                            "License",
                                            "Mention",
                                            "Message",
                                            "Note",
                                            "Package",
                                            "Page",
                                            "Pages",
                                            "Payment",
                                            "PlainText",
                                            "Position",
                                            "Post",
                                            "Project",
                                            "ProjectParticipant",
                                            "Similar",
                                            "Table",
                                            "TaxRoll",
                                            "Trip",
                                            "UserAccount",
                                            "Video",
                                            "Workbook"};

constexpr std::string_view kIdentifierProperties[] = {
    "bikCode",        "cageCode",     "callSign",
    "cikCode",        "crsNumber",    "dunsCode",
    "fatcaCode",      "figiCode",     "fnsCode",
    "giiNumber",      "iban",         "icaoCode",
    "idNumber",       "imoNumber",    "innCode",
    "irsCode",        "isin",         "isinCode",
    "kppCode",        "leiCode",      "licenseNumber",
    "mmsi",           "npiCode",      "ogrnCode",
    "okpoCode",       "okopfCode",    "passportNumber",
    "permId",         "publicKey",    "registrationNumber",
    "ricCode",        "serialNumber", "socialSecurityNumber",
    "swiftBic",       "taxNumber",    "ticker",
    "uniqueEntityId", "uscCode",      "vatCode",
    "voenCode",       "wikidataId",   "accountNumber"};
constexpr std::string_view kCountryProperties[] = {
    "country", "nationality", "citizenship", "jurisdiction", "mainCountry", "flag", "birthCountry"};

// Identifiers that one country issues.
struct IssuedBy {
  std::string_view property;
  std::string_view country;
};
constexpr IssuedBy kIssuedBy[] = {
    {"bikCode", "ru"},  {"cageCode", "us"}, {"cikCode", "us"},  {"fnsCode", "ru"},
    {"irsCode", "us"},  {"kppCode", "ru"},  {"npiCode", "us"},  {"okopfCode", "ru"},
    {"okpoCode", "ru"}, {"uscCode", "cn"},  {"voenCode", "az"},
};
constexpr std::string_view kIssuedAnywhere[] = {"idNumber", "licenseNumber", "registrationNumber",
                                                "taxNumber", "vatCode"};

// What is said of the record, not of the world.
constexpr std::string_view kBookkeeping[] = {"alephUrl", "createdAt",  "modifiedAt",
                                             "proof",    "publisher",  "publisherUrl",
                                             "recordId", "retrievedAt"};

// The one value; empty where there is none or they differ.
std::string OnlyCountry(const FtmRecord& record, std::string_view property) {
  std::string only;
  for (const std::string& word : record.Of(property)) {
    const std::string code = CountryCodeOrWord(word);
    if (!only.empty() && code != only) return {};
    only = code;
  }
  return only;
}

}  // namespace

std::string FtmIssuer(const FtmRecord& record, std::string_view property) {
  const auto issued = std::ranges::find(kIssuedBy, property, &IssuedBy::property);
  if (issued != std::end(kIssuedBy)) return std::string(issued->country);
  // A person's numbers are of any of the countries that it has to do with.
  if (!HasWord(kIssuedAnywhere, property) || record.schema == "Person") return {};
  for (const std::string_view said : {"jurisdiction", "mainCountry", "country"}) {
    if (!record.Of(said).empty()) return OnlyCountry(record, said);
  }
  return {};
}

std::vector<std::string> FtmPublisherIds(std::string_view id) {
  static const RE2 kOfac("ofac-(\\d+)");
  static const RE2 kUkGroup("gb-hmt-(\\d{4,6})");
  static const RE2 kUkUnique("gb-fcdo-([a-z]{3})(\\d{4})");
  static const RE2 kEu("eu-fsf-eu-(\\d+)-(\\d+)");
  static const RE2 kUn("unsc-(\\d{6,8})");
  static const RE2 kSeco("ch-seco-(\\d+)");
  static const RE2 kLei("(?i)lei-([0-9a-z]{18}\\d{2})");
  std::string a;
  std::string b;
  if (RE2::FullMatch(id, kOfac, &a)) return {"ofac-sdn:" + a, "ofac-cons:" + a};
  if (RE2::FullMatch(id, kUkGroup, &a)) return {"uk-ofsi:" + a};
  if (RE2::FullMatch(id, kUkUnique, &a, &b)) return {"uk:" + absl::AsciiStrToUpper(a) + b};
  if (RE2::FullMatch(id, kEu, &a, &b)) return {"eu:EU." + a + "." + b};
  if (RE2::FullMatch(id, kUn, &a)) return {"un-dataid:" + a};
  if (RE2::FullMatch(id, kSeco, &a)) return {"ch:" + a};
  if (RE2::FullMatch(id, kLei, &a)) return {"lei:" + absl::AsciiStrToUpper(a)};
  return {};
}

std::optional<Share> FtmShareOfWords(const FtmRecord& record) {
  static const RE2 kInWords(
      "(?i)(?:ownership of shares|voting rights|surplus assets|right to "
      "share in surplus assets)\\s*(?:-|\xE2\x80\x93|\xE2\x80\x94|:)\\s*(.*)");
  for (const std::string_view property : {"ownershipType", "sharesType", "role"}) {
    for (const std::string& value : record.Of(property)) {
      if (const auto nature = ParsePscNature(value); nature && IsOwnership(nature->kind)) {
        return nature->share;
      }
      std::string share;
      if (!RE2::FullMatch(value, kInWords, &share)) continue;
      if (auto said = ParsePercentText(share)) return said;
    }
  }
  return std::nullopt;
}

std::string FtmDetails(const FtmRecord& record, std::span<const std::string_view> used) {
  std::vector<std::string> said;
  for (const auto& [name, values] : record.properties) {
    if (HasWord(used, name) || HasWord(kBookkeeping, name)) continue;
    for (const std::string& value : values) said.push_back(name + ": " + value);
  }
  for (const auto& [name, value] : record.others) said.push_back(name + ": " + value);
  return Join(said, "; ");
}

bool IsFtmPassedOver(std::string_view schema) { return HasWord(kPassedOver, schema); }
bool IsFtmIdentifier(std::string_view property) { return HasWord(kIdentifierProperties, property); }
bool IsFtmCountry(std::string_view property) { return HasWord(kCountryProperties, property); }

std::string FtmId(std::string_view id) {
  const std::size_t colon = id.find(':');
  const bool qualified = colon != std::string_view::npos && colon > 0 && colon + 1 < id.size();
  return qualified ? std::string(id) : absl::StrCat(ToAbsl(kFtmKey), ":", ToAbsl(id));
}

InterestKind FtmControlKind(const FtmValues& types) {
  const auto is = [&types](std::string_view word) { return HasWord(types, word); };
  if (is("appointment")) return InterestKind::kBoard;
  if (is("trust")) return InterestKind::kTrust;
  if (is("nominee")) return InterestKind::kNominee;
  return InterestKind::kControl;
}

// OpenSanctions carries the UK register's natures of control in these properties.
InterestKind FtmOwnershipKind(const FtmRecord& record) {
  static const RE2 kVotes("(?i)voting[- ]rights.*");
  static const RE2 kBoard("(?i)right[- ]to[- ]appoint.*");
  static const RE2 kInfluence("(?i)significant[- ]influence.*");
  for (const std::string_view property : {"ownershipType", "sharesType", "role"}) {
    for (const std::string& value : record.Of(property)) {
      if (RE2::FullMatch(value, kVotes)) return InterestKind::kVotes;
      if (RE2::FullMatch(value, kBoard)) return InterestKind::kBoard;
      if (RE2::FullMatch(value, kInfluence)) return InterestKind::kInfluence;
    }
  }
  return InterestKind::kOwnershipOther;
}

std::string FtmIdentificationType(const FtmRecord& record) {
  static const RE2 kPassport("(?i).*passport.*");
  static const RE2 kSocial("(?i).*(?:ssn|social).*");
  static const RE2 kTax("(?i).*(?:tax|\\bTIN\\b|fiscal).*");
  if (record.schema == "Passport") return "passportNumber";
  for (const std::string& type : record.Of("type")) {
    if (RE2::FullMatch(type, kPassport)) return "passportNumber";
    if (RE2::FullMatch(type, kSocial)) return "socialSecurityNumber";
    if (RE2::FullMatch(type, kTax)) return "taxNumber";
  }
  return "idNumber";
}

std::string FtmCountry(const FtmRecord& record) {
  const FtmValues& countries = record.Of("country");
  return countries.size() == 1 ? CountryCodeOrWord(countries.front()) : std::string();
}

std::string FtmFullAddress(const FtmRecord& record) {
  if (const std::string full = record.First("full"); !full.empty()) return full;
  std::vector<std::string> parts;
  for (const std::string_view property : {"remarks", "postOfficeBox", "street", "street2", "city",
                                          "postalCode", "state", "region", "country"}) {
    if (std::string part = record.First(property); !part.empty()) parts.push_back(std::move(part));
  }
  return Join(parts, ", ");
}

const OpenSanctionsList* FtmListOf(const FtmRecord& record) {
  for (const std::string& dataset : record.datasets) {
    const OpenSanctionsList* const list = FindOpenSanctionsList(dataset);
    if (list != nullptr) return list;
  }
  return nullptr;
}

}  // namespace lynceus::sources
