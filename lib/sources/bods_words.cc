#include "lib/sources/bods_words.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"

namespace lynceus::sources {
namespace {

struct InterestWord {
  std::string_view type;
  InterestKind kind;
};
constexpr InterestWord kInterests[] = {
    {"shareholding", InterestKind::kShares},
    {"votingRights", InterestKind::kVotes},
    {"appointmentOfBoard", InterestKind::kBoard},
    {"otherInfluenceOrControl", InterestKind::kInfluence},
    {"seniorManagingOfficial", InterestKind::kDirector},
    {"settlor", InterestKind::kTrust},
    {"trustee", InterestKind::kTrust},
    {"protector", InterestKind::kTrust},
    {"beneficiaryOfLegalArrangement", InterestKind::kTrust},
    {"rightsToSurplusAssetsOnDissolution", InterestKind::kProfit},
    {"rightsToProfitOrIncome", InterestKind::kProfit},
    {"rightToProfitOrIncomeFromAssets", InterestKind::kProfit},
    {"enjoymentAndUseOfAssets", InterestKind::kProfit},
    {"rightsGrantedByContract", InterestKind::kControl},
    {"conditionalRightsGrantedByContract", InterestKind::kInfluence},
    {"controlViaCompanyRulesOrArticles", InterestKind::kControl},
    {"controlByLegalFramework", InterestKind::kControl},
    {"boardMember", InterestKind::kDirector},
    {"boardChair", InterestKind::kDirector},
    {"nominee", InterestKind::kNominee},
    // Told from a nominee by its role: the stake is the nominator's.
    {"nominator", InterestKind::kNominee},
    // An interest whose kind is not told may be a share.
    {"unknownInterest", InterestKind::kOwnershipOther},
    {"unpublishedInterest", InterestKind::kOwnershipOther},
};

struct SchemeWord {
  std::string_view scheme;
  std::string_view type;
  std::string_view country;
};
constexpr SchemeWord kSchemes[] = {
    {"XI-LEI", "leiCode", ""},     {"RU-INN", "innCode", "ru"},
    {"RU-OGRN", "ogrnCode", "ru"}, {"GB-COH", "registrationNumber", "gb"},
    {"US-EIN", "taxNumber", "us"}, {"UA-EDR", "registrationNumber", "ua"},
    {"CN-SAMR", "uscCode", "cn"},
};

// Words inside of a scheme that tell what the number is.
struct SchemePart {
  std::string_view part;
  std::string_view type;
};
constexpr SchemePart kSchemeParts[] = {
    {"PASSPORT", "passportNumber"}, {"TAXID", "taxNumber"}, {"-VAT", "vatCode"},
    {"-TIN", "taxNumber"},          {"IDCARD", "idNumber"}, {"-IMO", "imoNumber"}};

std::string SchemeCountry(std::string_view scheme) {
  const std::string_view prefix = scheme.substr(0, scheme.find('-'));
  if (prefix.size() != 2 && prefix.size() != 3) return {};
  return std::string(CountryCode(prefix));
}

}  // namespace

bool IsBodsMember(BodsObject kind, std::string_view member) {
  static constexpr std::string_view kStatement[] = {
      "annotations",   "declaration",   "declarationSubject", "publicationDetails",
      "recordDetails", "recordId",      "recordStatus",       "recordType",
      "source",        "statementDate", "statementId"};
  static constexpr std::string_view kRelationship[] = {"componentRecords", "interestedParty",
                                                       "interests", "isComponent", "subject"};
  static constexpr std::string_view kInterest[] = {"beneficialOwnershipOrControl",
                                                   "details",
                                                   "directOrIndirect",
                                                   "endDate",
                                                   "share",
                                                   "startDate",
                                                   "type"};
  const auto has = [member](const auto& members) {
    return std::ranges::find(members, member) != std::end(members);
  };
  if (kind == BodsObject::kStatement) return has(kStatement);
  return kind == BodsObject::kRelationship ? has(kRelationship) : has(kInterest);
}

std::optional<InterestKind> BodsInterestKind(std::string_view type) {
  const auto known = std::ranges::find(kInterests, type, &InterestWord::type);
  if (known == std::end(kInterests)) return std::nullopt;
  return known->kind;
}

// Text or number of a member; empty where there is none.
std::string_view BodsScalar(const JsonValue& value, std::string_view key) {
  const JsonValue* const member = value.Find(key);
  if (member == nullptr || (!member->is_string() && !member->is_number())) return {};
  return TrimAscii(member->text);
}

bool IsBodsUnnamedType(std::string_view type) {
  return type == "unknownPerson" || type == "anonymousPerson" || type == "unknownEntity" ||
         type == "anonymousEntity";
}

// The personType, or the entityType's type (0.4 has an object, drafts a word).
std::string_view BodsType(const JsonValue& details) {
  if (const std::string_view person = details.TextOf("personType"); !person.empty()) return person;
  const JsonValue* const entity = details.Find("entityType");
  if (entity == nullptr) return {};
  return entity->is_string() ? std::string_view(entity->text) : entity->TextOf("type");
}

Schema BodsSchema(std::string_view record_type, std::string_view type) {
  if (record_type == "person") return Schema::kPerson;
  if (type == "registeredEntity") return Schema::kCompany;
  if (type == "legalEntity" || type == "arrangement") return Schema::kOrganization;
  if (type == "state" || type == "stateBody") return Schema::kPublicBody;
  return Schema::kLegalEntity;
}

// A country of BODS: {"code": "GB", "name": "..."}; "GB-SCT" is its country's code.
std::string BodsCountry(const JsonValue* value) {
  if (value == nullptr) return {};
  if (value->is_string()) return CountryCodeOrWord(value->text);
  std::string_view code = value->TextOf("code");
  if (code.size() > 3 && code[2] == '-') code = code.substr(0, 2);
  if (!code.empty()) return CountryCodeOrWord(code);
  return CountryCodeOrWord(value->TextOf("name"));
}

Identifier BodsIdentifier(std::string_view scheme, std::string_view id, bool is_person) {
  Identifier made{.type = is_person ? "idNumber" : "registrationNumber",
                  .value = std::string(id),
                  .country = SchemeCountry(scheme)};
  const auto known = std::ranges::find(kSchemes, scheme, &SchemeWord::scheme);
  if (known != std::end(kSchemes)) {
    made.type = known->type;
    made.country = known->country;
    return made;
  }
  for (const auto& [part, type] : kSchemeParts) {
    if (scheme.find(part) != std::string_view::npos) {
      made.type = type;
      break;
    }
  }
  return made;
}

// The share's text in the form of Share::Parse; empty where none is stated.
std::string BodsShareText(const JsonValue& share) {
  if (const std::string_view exact = BodsScalar(share, "exact"); !exact.empty()) {
    return std::string(exact);
  }
  std::string_view lo = BodsScalar(share, "minimum");
  std::string_view hi = BodsScalar(share, "maximum");
  const std::string_view above = BodsScalar(share, "exclusiveMinimum");
  const std::string_view below = BodsScalar(share, "exclusiveMaximum");
  const bool lo_open = lo.empty() && !above.empty();
  const bool hi_open = hi.empty() && !below.empty();
  if (lo_open) lo = above;
  if (hi_open) hi = below;
  if (lo.empty() && hi.empty()) return {};
  return absl::StrCat(lo_open ? "(" : "[", lo.empty() ? "0" : ToAbsl(lo), "..",
                      hi.empty() ? "100" : ToAbsl(hi), hi_open ? ")" : "]");
}

std::string BodsPersonName(const JsonValue& name) {
  if (const std::string_view full = BodsScalar(name, "fullName"); !full.empty()) {
    return std::string(full);
  }
  std::string made;
  for (const std::string_view part : {"givenName", "patronymicName", "familyName"}) {
    const std::string_view text = BodsScalar(name, part);
    if (!text.empty()) absl::StrAppend(&made, made.empty() ? "" : " ", ToAbsl(text));
  }
  return made;
}

NameKind BodsNameKind(std::string_view type) {
  if (type.empty() || type == "legal" || type == "individual") return NameKind::kPrimary;
  if (type == "former" || type == "birth") return NameKind::kFormer;
  return NameKind::kAlias;
}

}  // namespace lynceus::sources
