#pragma once
// Answers for people: what was decided, on what, and why, in plain lines. Bidirectional controls
// and other control characters in names are shown as '?', so that a name cannot rearrange the page.

#include <string>
#include <string_view>

#include "lib/review/answer_json.h"

namespace lynceus::review {

std::string AnswerText(const DecisionCore& core, const Envelope& envelope);

// One line for a table: id, decision, best hit with its score, the regimes' answers on it, flag
// types, the name asked. `name` is what was asked.
std::string SummaryHeader();
std::string SummaryLine(const DecisionCore& core, const std::string& name);

// One verdict with its evidence, indented by `indent` spaces.
std::string VerdictText(const Verdict& verdict, int indent);
// One step of a proof with its source, on one line without a line end.
std::string EvidenceText(const EvidenceItem& item);

// All of them; regimes that were not evaluated in one line a reason.
std::string VerdictsText(const std::vector<Verdict>& verdicts, int indent);

// A regime's answers over time, the days of each as "from DAY until DAY" (the day it ends).
std::string HistoryText(const std::vector<VerdictSpan>& spans, int indent);

// The owners of one rule, the largest first, each with its proof or what would decide it.
std::string BeneficialText(const BeneficialOwners& found, int indent);

// A score tree, one node a line.
std::string ScoreTreeText(const ScoreNode& node, int indent);

// `text` safe to show on one line of a terminal or page.
std::string Printable(std::string_view text);

// "0.8312".
std::string ScoreText(std::int32_t score);

}  // namespace lynceus::review
