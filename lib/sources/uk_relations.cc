#include "lib/sources/uk_relations.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/digest.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::sources {
namespace {

constexpr std::size_t kIdHexDigits = 16;

std::string Folded(std::string_view name) { return LowerAscii(OneLine(name)); }

std::string HashOf(std::string_view name) {
  return ToHex(Sha256Of(Folded(name))).substr(0, kIdHexDigits);
}

void Index(std::map<std::string, std::string, std::less<>>& ids, std::string key,
           const std::string& id) {
  const auto [at, is_new] = ids.emplace(std::move(key), id);
  if (!is_new && at->second != id) at->second.clear();
}

// How a relation is stated: which end the named party is, and as what.
struct Statement {
  std::string_view word;  // in the interest's id
  std::string_view role;
  bool named_is_owner;
  std::vector<InterestKind> kinds;
};

const Statement& StatementOf(UkRelation::Kind kind) {
  static const auto& statements = *new std::map<UkRelation::Kind, Statement>{
      {UkRelation::Kind::kParent,
       {"parent", "parent company", true, {InterestKind::kControl, InterestKind::kOwnershipOther}}},
      {UkRelation::Kind::kSubsidiary,
       {"subsidiary",
        "subsidiary",
        false,
        {InterestKind::kControl, InterestKind::kOwnershipOther}}},
      {UkRelation::Kind::kOwnerOperator,
       {"owner", "current owner or operator", true, {InterestKind::kOwnershipOther}}},
      {UkRelation::Kind::kPastOwnerOperator,
       {"past-owner", "previous owner or operator", true, {InterestKind::kLinked}}}};
  return statements.at(kind);
}

}  // namespace

void UkRelations::Take(const UkParty& party) {
  const Entity& entity = party.record.entity;
  for (const Name& name : entity.names) {
    if (name.kind != NameKind::kWeak) Index(ids_, Folded(name.text), entity.id);
  }
  for (const std::string& referent : entity.referents) {
    if (referent.starts_with("un:")) Index(references_, referent.substr(3), entity.id);
  }
  for (const UkRelation& relation : party.relations) {
    named_.push_back({relation, entity.id, entity.provenance});
  }
  for (const std::string& mention : party.un_mentions) {
    mentions_.push_back({entity.id, mention, entity.provenance});
  }
}

absl::Status UkRelations::EmitStub(const std::string& id, const Named& named,
                                   ListEmitter& emitter) const {
  if (emitter.Has(id)) return absl::OkStatus();
  const bool of_ship = named.relation.kind == UkRelation::Kind::kOwnerOperator ||
                       named.relation.kind == UkRelation::Kind::kPastOwnerOperator;
  ListRecord record;
  record.entity.id = id;
  record.entity.schema = of_ship ? Schema::kLegalEntity : Schema::kOrganization;
  record.entity.provenance = named.provenance;
  AddName(record.entity, OneLine(named.relation.name), NameKind::kPrimary);
  return emitter.Add(std::move(record));
}

absl::Status UkRelations::EmitNamed(const Named& named, ListEmitter& emitter) const {
  const auto found = ids_.find(Folded(named.relation.name));
  const bool is_listed = found != ids_.end() && !found->second.empty();
  const std::string hash = HashOf(named.relation.name);
  const std::string other = is_listed ? found->second : "uk:named-" + hash;
  if (other == named.id) return absl::OkStatus();  // a party named as its own parent says nothing
  if (!is_listed) LYNCEUS_RETURN_IF_ERROR(EmitStub(other, named, emitter));
  const Statement& statement = StatementOf(named.relation.kind);
  for (const InterestKind kind : statement.kinds) {
    LYNCEUS_RETURN_IF_ERROR(
        emitter.AddInterest({.id = absl::StrCat(named.id, "/", ToAbsl(statement.word), "/", hash,
                                                "/", ToAbsl(InterestKindName(kind))),
                             .owner_id = statement.named_is_owner ? other : named.id,
                             .subject_id = statement.named_is_owner ? named.id : other,
                             .kind = kind,
                             .role = std::string(statement.role),
                             .provenance = named.provenance}));
  }
  return absl::OkStatus();
}

absl::Status UkRelations::Emit(ListEmitter& emitter) const {
  for (const Named& named : named_) LYNCEUS_RETURN_IF_ERROR(EmitNamed(named, emitter));
  for (const Mention& mention : mentions_) {
    const auto found = references_.find(mention.reference);
    if (found == references_.end() || found->second.empty() || found->second == mention.id) {
      continue;
    }
    LYNCEUS_RETURN_IF_ERROR(
        emitter.AddInterest({.id = absl::StrCat(mention.id, "/mentions/", mention.reference),
                             .owner_id = found->second,
                             .subject_id = mention.id,
                             .kind = InterestKind::kLinked,
                             .role = "named by its UN reference number",
                             .provenance = mention.provenance}));
  }
  return absl::OkStatus();
}

}  // namespace lynceus::sources
