#include "lib/sources/bods_upgrade.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/model/share.h"
#include "lib/sources/bods_words.h"

namespace lynceus::sources {
namespace {

struct Renamed {
  std::string_view before;
  std::string_view now;
};

constexpr Renamed kTypes[] = {{"personStatement", "person"},
                              {"entityStatement", "entity"},
                              {"ownershipOrControlStatement", "relationship"}};

// 0.1 and 0.2 wrote the code lists with hyphens; trusts and influence had other words besides.
constexpr Renamed kInterests[] = {
    {"voting-rights", "votingRights"},
    {"appointment-of-board", "appointmentOfBoard"},
    {"influence-or-control", "otherInfluenceOrControl"},
    {"other-influence-or-control", "otherInfluenceOrControl"},
    {"senior-managing-official", "seniorManagingOfficial"},
    {"settlor-of-trust", "settlor"},
    {"trustee-of-trust", "trustee"},
    {"protector-of-trust", "protector"},
    {"beneficiary-of-trust", "beneficiaryOfLegalArrangement"},
    {"beneficiary-of-legal-arrangement", "beneficiaryOfLegalArrangement"},
    {"other-influence-or-control-of-trust", "otherInfluenceOrControl"},
    {"rights-to-surplus-assets", "rightsToSurplusAssetsOnDissolution"},
    {"rights-to-surplus-assets-on-dissolution", "rightsToSurplusAssetsOnDissolution"},
    {"rights-to-profit-or-income", "rightsToProfitOrIncome"},
    {"right-to-profit-or-income-from-assets", "rightToProfitOrIncomeFromAssets"},
    {"rights-granted-by-contract", "rightsGrantedByContract"},
    {"conditional-rights-granted-by-contract", "conditionalRightsGrantedByContract"},
    {"control-via-company-rules-or-articles", "controlViaCompanyRulesOrArticles"},
    {"control-by-legal-framework", "controlByLegalFramework"},
    {"board-member", "boardMember"},
    {"board-chair", "boardChair"},
    {"enjoyment-and-use-of-assets", "enjoymentAndUseOfAssets"},
    {"unknown-interest", "unknownInterest"},
    {"unpublished-interest", "unpublishedInterest"},
};

// Of the statement itself, not of what it is about.
constexpr std::string_view kOfTheStatement[] = {
    "statementID", "statementType",      "statementDate", "publicationDetails",
    "source",      "replacesStatements", "annotations",
};

template <std::size_t kSize>
std::string_view Now(const Renamed (&table)[kSize], std::string_view word) {
  const auto known = std::ranges::find(table, word, &Renamed::before);
  return known == std::end(table) ? word : known->now;
}

JsonValue Text(std::string_view text) {
  return {.kind = JsonValue::Kind::kString, .text = std::string(text)};
}

void Add(JsonValue& object, std::string_view key, JsonValue value) {
  object.members.push_back({std::string(key), std::move(value)});
}

bool IsBool(const JsonValue* value) {
  return value != nullptr && value->kind == JsonValue::Kind::kBool;
}

// A share's bounds as 0.4 writes them. A flag that is no boolean leaves no share that is one.
JsonValue UpgradedShare(const JsonValue& share) {
  JsonValue now{.kind = JsonValue::Kind::kObject};
  const JsonValue* const above = share.Find("exclusiveMinimum");
  const JsonValue* const below = share.Find("exclusiveMaximum");
  for (const JsonValue* const flag : {above, below}) {
    if (flag == nullptr || flag->is_null() || IsBool(flag)) continue;
    Add(now, "exact", Text(absl::StrCat("a bound's boolean is ", flag->text)));
    return now;
  }
  if (const JsonValue* const exact = share.Find("exact"); exact != nullptr) {
    Add(now, "exact", *exact);
  }
  const std::string lo(BodsScalar(share, "minimum"));
  const std::string hi(BodsScalar(share, "maximum"));
  const bool lo_open = IsBool(above) && above->is_true();
  bool hi_open = !IsBool(below) || below->is_true();
  if (!IsBool(below) && !lo.empty() && !hi.empty()) {
    hi_open = Share::Parse(absl::StrCat(lo_open ? "(" : "[", lo, "..", hi, ")")).ok();
  }
  if (!lo.empty()) Add(now, lo_open ? "exclusiveMinimum" : "minimum", Text(lo));
  if (!hi.empty()) Add(now, hi_open ? "exclusiveMaximum" : "maximum", Text(hi));
  return now;
}

JsonValue UpgradedInterest(const JsonValue& interest) {
  if (!interest.is_object()) return interest;
  JsonValue now{.kind = JsonValue::Kind::kObject};
  for (const auto& [key, value] : interest.members) {
    if (key == "type" && value.is_string()) {
      Add(now, key, Text(Now(kInterests, value.text)));
    } else if (key == "interestLevel") {
      Add(now, "directOrIndirect", value);
    } else if (key == "share" && value.is_object()) {
      Add(now, key, UpgradedShare(value));
    } else {
      Add(now, key, value);
    }
  }
  return now;
}

// {"describedByEntityStatement": id} as the id of its record, {"unspecified": {...}} as its value.
JsonValue UpgradedParty(const JsonValue& party, const BodsLineage& lineage) {
  for (const std::string_view key : {"describedByPersonStatement", "describedByEntityStatement"}) {
    const std::string_view id = party.TextOf(key);
    if (!id.empty()) return Text(lineage.RecordOf(id));
  }
  const JsonValue* const unspecified = party.Find("unspecified");
  return unspecified == nullptr ? party : *unspecified;
}

JsonValue UpgradedComponents(const JsonValue& components, const BodsLineage& lineage) {
  JsonValue now{.kind = JsonValue::Kind::kArray};
  for (const JsonValue& id : components.items) {
    now.items.push_back(id.is_string() ? Text(lineage.RecordOf(id.text)) : id);
  }
  return now;
}

JsonValue UpgradedDetail(const std::string& key, const JsonValue& value,
                         const BodsLineage& lineage) {
  if (key == "interests" && value.is_array()) {
    JsonValue interests{.kind = JsonValue::Kind::kArray};
    for (const JsonValue& each : value.items) interests.items.push_back(UpgradedInterest(each));
    return interests;
  }
  if (key == "subject" || key == "interestedParty") return UpgradedParty(value, lineage);
  if (key == "componentStatementIDs") return UpgradedComponents(value, lineage);
  return value;
}

}  // namespace

bool IsOldBods(const JsonValue& statement) {
  return statement.Find("statementType") != nullptr || statement.Find("statementID") != nullptr;
}

void BodsLineage::Note(const JsonValue& statement) {
  const std::string id(statement.TextOf("statementID"));
  const JsonValue* const replaces = statement.Find("replacesStatements");
  if (id.empty() || !IsOldBods(statement)) return;
  noted_.insert(id);
  if (replaces == nullptr) return;
  for (const JsonValue& other : replaces->items) {
    if (!other.is_string() || other.text.empty() || other.text == id) continue;
    replacing_.insert(id);
    replaced_.insert(other.text);
    const std::string newer = Shortened(id);
    parent_[newer] = Shortened(other.text);
  }
}

void BodsLineage::Finish() {
  for (const auto& [id, parent] : parent_) {
    const std::string root = Shortened(id);
    if (noted_.contains(id) && !replaced_.contains(id)) living_.insert(root);
    // The first of a chain replaces none; of several the smallest id is taken, of a ring too.
    const auto [known, is_new] = first_.try_emplace(root, id);
    if (!is_new && replacing_.contains(known->second) && !replacing_.contains(id)) {
      known->second = id;
    }
  }
}

// The root of a statement's tree; the path to it is halved, so that long chains cost little.
std::string BodsLineage::Shortened(const std::string& id) {
  auto at = parent_.try_emplace(id, id).first;
  while (at->second != at->first) {
    const auto next = parent_.find(at->second);
    at->second = next->second;
    at = parent_.find(at->second);
  }
  return at->first;
}

std::string BodsLineage::RootOf(std::string_view id) const {
  auto at = parent_.find(id);
  if (at == parent_.end()) return std::string(id);
  while (at->second != at->first) at = parent_.find(at->second);
  return at->first;
}

std::string BodsLineage::RecordOf(std::string_view statement_id) const {
  const auto first = first_.find(RootOf(statement_id));
  return first == first_.end() ? std::string(statement_id) : first->second;
}

bool BodsLineage::IsReplaced(std::string_view statement_id) const {
  return replaced_.contains(statement_id) && living_.contains(RootOf(statement_id));
}

JsonValue UpgradeBods(const JsonValue& statement, const BodsLineage& lineage) {
  JsonValue now{.kind = JsonValue::Kind::kObject};
  const std::string_view id = statement.TextOf("statementID");
  Add(now, "statementId", Text(id));
  Add(now, "recordId", Text(id.empty() ? std::string() : lineage.RecordOf(id)));
  Add(now, "recordType", Text(Now(kTypes, statement.TextOf("statementType"))));
  JsonValue details{.kind = JsonValue::Kind::kObject};
  for (const auto& [key, value] : statement.members) {
    if (key == "statementDate" || key == "publicationDetails") Add(now, key, value);
    if (std::ranges::find(kOfTheStatement, key) != std::end(kOfTheStatement)) continue;
    Add(details, key == "componentStatementIDs" ? "componentRecords" : std::string_view(key),
        UpgradedDetail(key, value, lineage));
  }
  Add(now, "recordDetails", std::move(details));
  return now;
}

}  // namespace lynceus::sources
