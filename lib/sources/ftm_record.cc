#include "lib/sources/ftm_record.h"

#include <re2/re2.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"

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
                                            "Occupancy",
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

// The list a data set of OpenSanctions carries, in the words of rules/sources/authorities.yaml.
struct DatasetList {
  std::string_view dataset;
  std::string_view list;
};
constexpr DatasetList kDatasetLists[] = {
    {"us_ofac_sdn", "SDN"},        {"us_ofac_cons", "CONS"},
    {"un_sc_sanctions", "UNSC"},   {"eu_fsf", "FSF"},
    {"gb_hmt_sanctions", "UKSL"},  {"gb_fcdo_sanctions", "UKSL"},
    {"ch_seco_sanctions", "SECO"}, {"ca_dfatd_sema_sanctions", "SEMA"},
    {"au_dfat_sanctions", "DFAT"}, {"jp_mof_sanctions", "FEFA"},
    {"ua_nsdc_sanctions", "NSDC"},
};

}  // namespace

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

std::string FtmListOf(const FtmRecord& record) {
  for (const auto& [dataset, list] : kDatasetLists) {
    if (HasWord(record.datasets, dataset)) return std::string(list);
  }
  return record.datasets.empty() ? std::string() : record.datasets.front();
}

}  // namespace lynceus::sources
