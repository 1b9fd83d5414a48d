#pragma once
// The one output shape of an answer, for `screen --format json`, every line of `batch`, and the
// body of a record: keys in a fixed order, scores as exact decimals, so that equal cores give equal
// bytes.

#include <optional>
#include <string>

#include "lib/base/json.h"
#include "lib/model/beneficial.h"
#include "lib/model/decision.h"

namespace lynceus::review {

// What belongs to one answer but not to its DecisionCore.
struct Envelope {
  std::optional<RecordRef> record;           // null where nothing was recorded
  std::string unrecorded = {};               // why, where a record was wanted (mode best_effort)
  std::optional<std::uint64_t> line_number;  // of the batch input
};

// The DecisionCore alone: canonical bytes, compact.
std::string DecisionCoreJson(const DecisionCore& core);

// The answer with its envelope.
std::string AnswerJson(const DecisionCore& core, const Envelope& envelope, JsonWriter::Style style);

// Parts that other commands print as well.
void WriteHistory(const std::vector<VerdictSpan>& spans, JsonWriter& json);
void WriteBeneficialOwners(const BeneficialOwners& found, JsonWriter& json);
void WriteVerdict(const Verdict& verdict, JsonWriter& json);
void WriteDesignation(const Designation& designation, JsonWriter& json);
void WriteScoreNode(const ScoreNode& node, JsonWriter& json);
void WriteProvenance(const Provenance& provenance, JsonWriter& json);

// The counterparty as it was asked, canonical: what the input commitment of a record covers.
std::string CounterpartyJson(const Counterparty& counterparty);

}  // namespace lynceus::review
