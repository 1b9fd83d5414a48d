#pragma once
// What the adapters of several messages share (wire_screening.cc, wire_ownership.cc,
// wire_lookup.cc): dates as texts, words of enumerations, designations, evidence. Not for others:
// wire.h is the contract.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/status.h"
#include "lib/model/verdict.h"
#include "lynceus/v1/entities.pb.h"
#include "lynceus/v1/ownership.pb.h"

namespace lynceus::wire {

// The ISO day, or "" for none; and back. Errors: InvalidArgument.
std::string DateText(const std::optional<Date>& date);
absl::StatusOr<std::optional<Date>> DateOf(const std::string& text);

template <typename Strings>
std::vector<std::string> Texts(const Strings& strings) {
  return {strings.begin(), strings.end()};
}

template <typename Repeated>
void SetTexts(const std::vector<std::string>& texts, Repeated* to) {
  to->Assign(texts.begin(), texts.end());
}

// InvalidArgument: `value` is none of the field's.
absl::Status BadField(std::string field, std::string_view value);

// A word of one of the model's enumerations, found by trying all of them. Errors: BadField.
template <typename Enum>
absl::StatusOr<Enum> EnumOf(std::string_view word, std::string_view (*name)(Enum), int count,
                            const char* field) {
  for (int i = 0; i < count; ++i) {
    if (name(static_cast<Enum>(i)) == word) return static_cast<Enum>(i);
  }
  return BadField(field, word);
}

void SetProvenance(const Provenance& provenance, v1::Provenance* to);
Provenance ProvenanceOf(const v1::Provenance& message);

// Errors: InvalidArgument for a date, share or word that cannot be read.
v1::Designation ToWireDesignation(const Designation& designation);
absl::StatusOr<Designation> FromWireDesignation(const v1::Designation& message);
v1::Evidence ToWireEvidence(const EvidenceItem& item);
absl::StatusOr<EvidenceItem> FromWireEvidence(const v1::Evidence& message);

}  // namespace lynceus::wire
