#include "lib/screening/internal_list.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"

namespace lynceus::screening {
namespace {

using retrieval::EntityNumber;

// What is wrong with a value is wrong with the bank's file.
absl::Status InEntry(const absl::Status& status, const BlockEntry& entry) {
  ErrorDetail detail = DetailOf(status);
  detail.subject = "policy/block_entries.yaml";
  detail.place = entry.words.key;
  detail.remedy = "mend the entry, or remove it";
  return MakeError(status.code(), std::move(detail));
}

absl::Status AddNames(const BlockEntry& entry, EntityNumber number, const names::Analyzer& analyzer,
                      retrieval::IndexBuilder& builder) {
  for (std::size_t i = 0; i < entry.party.names.size(); ++i) {
    const Name& name = entry.party.names[i];
    auto analyzed = analyzer.Analyze(name.text, entry.party.schema);
    if (!analyzed.ok()) return InEntry(analyzed.status(), entry);
    LYNCEUS_RETURN_IF_ERROR(builder.AddName({.entity = number,
                                             .ordinal = static_cast<std::uint16_t>(i),
                                             .kind = name.kind,
                                             .schema = entry.party.schema,
                                             .name = *std::move(analyzed)}));
  }
  return absl::OkStatus();
}

absl::Status AddIdentifiers(const BlockEntry& entry, EntityNumber number,
                            retrieval::IndexBuilder& builder) {
  for (const Identifier& identifier : entry.party.identifiers) {
    const std::string value = names::NormalizeIdentifier(identifier.type, identifier.value);
    if (value.empty()) {
      return InEntry(InvalidError({.cause = absl::StrCat("nothing is left of the ", identifier.type,
                                                         " that could be compared"),
                                   .remedy = "write the number as it is issued"}),
                     entry);
    }
    LYNCEUS_RETURN_IF_ERROR(builder.AddIdentifier(number, value));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<const InternalList>> InternalList::Build(
    const std::vector<BlockEntry>& entries, const names::Analyzer& analyzer) {
  std::unique_ptr<InternalList> list(new InternalList(entries, analyzer));
  retrieval::IndexBuilder builder(analyzer, list->blocks_);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto number = static_cast<EntityNumber>(i);
    LYNCEUS_RETURN_IF_ERROR(AddNames(entries[i], number, analyzer, builder));
    LYNCEUS_RETURN_IF_ERROR(AddIdentifiers(entries[i], number, builder));
    const std::vector<Name>& names = entries[i].party.names;
    for (std::size_t j = 0; j < names.size(); ++j) {
      list->ofac_table_.Add({.party = number, .ordinal = static_cast<std::uint16_t>(j)},
                            names[j].text);
    }
  }
  LYNCEUS_RETURN_IF_ERROR(builder.Finish());
  LYNCEUS_ASSIGN_OR_RETURN(list->candidates_, retrieval::CandidateIndex::Open(list->blocks_));
  return std::unique_ptr<const InternalList>(std::move(list));
}

Searched InternalList::searched() const {
  return {.analyzer = analyzer_,
          .candidates = *candidates_,
          .party = [this](EntityNumber number) { return PartyOf(entry(number)); },
          .ofac_table = [this]() { return &ofac_table_; }};
}

Party PartyOf(const BlockEntry& entry) {
  Designation designation{.entity_id = entry.party.id,
                          .authority = kInternalList,
                          .list = kInternalList,
                          .programme = entry.words.key,
                          .date = entry.words.from,
                          .end_date = entry.words.until,
                          .provenance = entry.party.provenance};
  return {.entity = entry.party, .ids = {entry.party.id}, .designations = {std::move(designation)}};
}

Flag FlagOf(const BlockEntry& entry) {
  const EntryWords& words = entry.words;
  return {.type = entry.decision == Decision::kBlock ? "internal_block" : "internal_review",
          .text = absl::StrCat("entry ", words.key, " by ", words.author, ", approved by ",
                               words.approver, ": ", words.reason),
          .rests_on = {entry.party.id}};
}

}  // namespace lynceus::screening
