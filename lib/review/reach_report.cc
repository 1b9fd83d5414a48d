#include "lib/review/reach_report.h"

#include <algorithm>
#include <vector>

#include "lib/base/csv.h"
#include "lib/base/json.h"
#include "lib/base/strings.h"
#include "lib/review/answer_json.h"
#include "lib/review/answer_text.h"

namespace lynceus::review {
namespace {

std::string Row(const std::vector<std::string>& cells) {
  std::vector<std::string> quoted;
  quoted.reserve(cells.size());
  for (const std::string& cell : cells) quoted.push_back(CsvCell(cell));
  return Join(quoted, ",") + "\r\n";
}

std::string Lines(const std::vector<std::string>& lines) {
  std::vector<std::string> printable;
  printable.reserve(lines.size());
  for (const std::string& line : lines) printable.push_back(Printable(line));
  return Join(printable, " | ");
}

std::vector<std::string> Steps(const std::vector<EvidenceItem>& evidence) {
  std::vector<std::string> steps;
  for (const EvidenceItem& item : evidence) {
    if (item.kind != EvidenceKind::kNote) steps.push_back(EvidenceText(item));
  }
  return steps;
}

std::vector<std::string> Sources(const std::vector<EvidenceItem>& evidence) {
  std::vector<std::string> sources;
  for (const EvidenceItem& item : evidence) {
    const std::string& source = item.provenance.source;
    const bool known = std::find(sources.begin(), sources.end(), source) != sources.end();
    if (!source.empty() && !known) sources.push_back(source);
  }
  return sources;
}

}  // namespace

std::string ReachCsvHeader() {
  return Row({"entity_id", "name", "regime", "as_of", "verdict", "basis", "measure", "share",
              "unstated_percent", "text", "chain", "sources", "undecided", "cautions"});
}

std::string ReachCsvRow(const ReachedParty& party) {
  const Verdict& verdict = party.verdict;
  const bool listed = verdict.basis == Basis::kListed;
  return Row({Printable(party.id), Printable(party.name), verdict.regime, party.as_of.ToString(),
              std::string(AnswerName(verdict.answer)), std::string(BasisName(verdict.basis)),
              verdict.measure, listed ? "" : verdict.blocked.ToString(),
              listed ? "" : PercentText(verdict.unstated_ppm), Printable(verdict.text),
              Lines(Steps(verdict.evidence)), Lines(Sources(verdict.evidence)),
              Lines(verdict.undecided), Lines(verdict.cautions)});
}

std::string ReachJsonLine(const ReachedParty& party) {
  JsonWriter json;
  json.BeginObject().Member("entity_id", party.id).Member("name", party.name);
  json.Member("as_of", party.as_of.ToString()).Key("ownership");
  WriteVerdict(party.verdict, json);
  json.EndObject();
  return json.Take() + "\n";
}

}  // namespace lynceus::review
