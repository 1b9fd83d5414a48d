// Wording is careful on purpose: a share is never called control, and nothing found is said as
// such.
#include "lib/review/answer_text.h"

#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/strings.h"

namespace lynceus::review {
namespace {

std::string Spaces(int count) { return std::string(static_cast<std::size_t>(count), ' '); }

std::string SourceText(const Provenance& provenance) {
  if (provenance.source.empty()) return "";
  return absl::StrCat(" [", provenance.source, provenance.place.empty() ? "" : ", ",
                      provenance.place, "]");
}

std::string PartyText(const std::string& name, const std::string& id) {
  if (name.empty() || name == id) return Printable(id);
  return absl::StrCat(Printable(name), " (", Printable(id), ")");
}

// "flag affiliate (possible): of the group ..., in names, value 1".
std::string FlagText(const Flag& flag) {
  return absl::StrCat("flag ", flag.type, flag.sure.empty() ? "" : " (", flag.sure,
                      flag.sure.empty() ? "" : ")", ": ", Printable(flag.text));
}

// A bank's head has dozens of affiliates: the first of each type are shown, the rest counted.
void AppendFlags(const std::vector<Flag>& flags, std::string& out) {
  constexpr std::size_t kShownOfType = 5;
  std::map<std::string, std::size_t> shown;
  for (const Flag& flag : flags) {
    if (flag.type == "designated") continue;  // the designations stand above
    if (++shown[flag.type] > kShownOfType) continue;
    absl::StrAppend(&out, "          ", FlagText(flag), "\n");
  }
  for (const auto& [type, count] : shown) {
    if (count <= kShownOfType) continue;
    absl::StrAppend(&out, "          flag ", type, ": ", count - kShownOfType,
                    " more (see --format json)\n");
  }
}

// "US   designated: US-GLOMAG (GLOBAL_HUMAN_RIGHTS) since 2017-12-21".
void AppendTable(const DesignationTable& table, int indent, std::string& out) {
  for (const JurisdictionRow& row : table.rows) {
    absl::StrAppend(&out, Spaces(indent), absl::StrFormat("%-4s", row.jurisdiction),
                    Printable(row.text), "\n");
  }
}

void AppendMatch(const Match& match, std::string& out) {
  absl::StrAppend(&out, "  ", ScoreText(match.score), "  ", Printable(match.name), "  ",
                  match.entity_id, "  ", std::string(SchemaName(match.schema)), "\n");
  if (!match.matched_name.empty()) {
    absl::StrAppend(&out, "          asked \"", Printable(match.asked_name), "\", matched \"",
                    Printable(match.matched_name), "\"\n");
  }
  if (!match.suppressed_by.empty()) {
    absl::StrAppend(&out, "          suppressed by ", Printable(match.suppressed_by), "\n");
  }
  for (const Designation& designation : match.designations) {
    absl::StrAppend(&out, "          listed: ", designation.authority, " ", designation.list, " ",
                    Printable(designation.programme), " ",
                    designation.date ? designation.date->ToString() : "(date not stated)", "\n");
  }
  AppendFlags(match.flags, out);
  for (const DesignationTable& table : match.coverage) {
    absl::StrAppend(&out, "          who designates ", PartyText(table.name, table.party_id), "\n");
    AppendTable(table, 12, out);
  }
  out += VerdictsText(match.ownership, 10);
  out += ScoreTreeText(match.explanation, 10);
}

void AppendMatches(std::string_view title, const std::vector<Match>& matches, std::string& out) {
  if (matches.empty()) return;
  absl::StrAppend(&out, std::string(title), " (", matches.size(), ")\n");
  for (const Match& match : matches) AppendMatch(match, out);
}

}  // namespace

std::string EvidenceText(const EvidenceItem& item) {
  std::string text;
  switch (item.kind) {
    case EvidenceKind::kDesignation:
      text = absl::StrCat(PartyText(item.owner_name, item.owner_id),
                          " is listed: ", Printable(item.text));
      break;
    case EvidenceKind::kInterest:
      text =
          absl::StrCat(PartyText(item.owner_name, item.owner_id), " -> ",
                       PartyText(item.subject_name, item.subject_id), ": ", Printable(item.text));
      break;
    case EvidenceKind::kIdentity:
      text =
          absl::StrCat(PartyText(item.owner_name, item.owner_id), " is probably ",
                       PartyText(item.subject_name, item.subject_id), ": ", Printable(item.text));
      break;
    case EvidenceKind::kNote:
      text = Printable(item.text);
      break;
  }
  return text + SourceText(item.provenance);
}

std::string Printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7F) {
      out += '?';
      continue;
    }
    // U+200E, U+200F, U+202A..U+202E and U+2066..U+2069 in UTF-8.
    if (byte == 0xE2 && i + 2 < text.size()) {
      const auto second = static_cast<unsigned char>(text[i + 1]);
      const auto third = static_cast<unsigned char>(text[i + 2]);
      const bool control = (second == 0x80 &&
                            (third == 0x8E || third == 0x8F || (third >= 0xAA && third <= 0xAE))) ||
                           (second == 0x81 && third >= 0xA6 && third <= 0xA9);
      if (control) {
        out += '?';
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

std::string ScoreText(std::int32_t score) {
  const std::string digits = absl::StrCat(10'000 + score % 10'000).substr(1);
  return absl::StrCat(score / 10'000, ".", digits);
}

std::string ScoreTreeText(const ScoreNode& node, int indent) {
  std::string out = absl::StrCat(Spaces(indent), node.points, "  ", node.label,
                                 node.detail.empty() ? "" : ": ", Printable(node.detail), "\n");
  for (const ScoreNode& child : node.children) out += ScoreTreeText(child, indent + 2);
  return out;
}

std::string VerdictText(const Verdict& verdict, int indent) {
  std::string out =
      absl::StrCat(Spaces(indent), verdict.regime, ": ", std::string(AnswerName(verdict.answer)));
  if (verdict.basis != Basis::kNone) {
    absl::StrAppend(&out, " (", std::string(BasisName(verdict.basis)), ")");
  }
  if (!verdict.text.empty()) absl::StrAppend(&out, ", ", Printable(verdict.text));
  out += "\n";
  if (verdict.basis == Basis::kListed) return out;  // the designation stands above it
  for (const EvidenceItem& item : verdict.evidence) {
    absl::StrAppend(&out, Spaces(indent + 2), EvidenceText(item), "\n");
  }
  for (const std::string& fact : verdict.undecided) {
    absl::StrAppend(&out, Spaces(indent + 2), "would decide it: ", Printable(fact), "\n");
  }
  for (const std::string& caution : verdict.cautions) {
    absl::StrAppend(&out, Spaces(indent + 2), "caution: ", Printable(caution), "\n");
  }
  return out;
}

std::string VerdictsText(const std::vector<Verdict>& verdicts, int indent) {
  if (verdicts.size() == 1) return VerdictText(verdicts.front(), indent);
  std::string out;
  std::map<std::string, std::vector<std::string>> not_evaluated;
  for (const Verdict& verdict : verdicts) {
    if (verdict.answer == Answer::kNotEvaluated) {
      not_evaluated[std::string(BasisName(verdict.basis))].push_back(verdict.regime);
    } else {
      out += VerdictText(verdict, indent);
    }
  }
  for (const auto& [why, regimes] : not_evaluated) {
    absl::StrAppend(&out, Spaces(indent), "NOT_EVALUATED (", why, "): ", Join(regimes, ", "), "\n");
  }
  return out;
}

std::string HistoryText(const std::vector<VerdictSpan>& spans, int indent) {
  std::string out;
  for (const VerdictSpan& span : spans) {
    std::string when = span.from ? "from " + span.from->ToString() : std::string();
    if (span.until) {
      absl::StrAppend(&when, when.empty() ? "until " : " until ", span.until->ToString());
    }
    absl::StrAppend(&out, Spaces(indent), when.empty() ? "always" : when, "\n",
                    VerdictText(span.verdict, indent + 2));
  }
  return out;
}

std::string BeneficialText(const BeneficialOwners& found, int indent) {
  std::string out = absl::StrCat(Spaces(indent), found.regime, ":");
  if (!found.in_force) return out + " NOT_EVALUATED, the rule was not in force\n";
  absl::StrAppend(&out, " of ", PercentText(found.unstated_ppm), " % no owner is certain",
                  found.unverified ? "; this rule is unverified" : "",
                  found.note.empty() ? "" : "; ", Printable(found.note), "\n");
  for (const BeneficialOwner& owner : found.owners) {
    absl::StrAppend(&out, Spaces(indent + 2), PartyText(owner.name, owner.id), ": ",
                    std::string(AnswerName(owner.answer)));
    if (owner.basis != Basis::kNone) {
      absl::StrAppend(&out, " (", std::string(BasisName(owner.basis)), ")");
    }
    absl::StrAppend(&out, ", ", std::string(InterestKindName(owner.kind)), " ",
                    owner.share.ToString(), " in the end\n");
    for (const std::string& listing : owner.listed) {
      absl::StrAppend(&out, Spaces(indent + 4), "listed: ", Printable(listing), "\n");
    }
    for (const std::string& other : owner.may_be) {
      absl::StrAppend(&out, Spaces(indent + 4), "may be the listed ", Printable(other), "\n");
    }
    for (const EvidenceItem& item : owner.evidence) {
      absl::StrAppend(&out, Spaces(indent + 4), EvidenceText(item), "\n");
    }
    for (const std::string& fact : owner.undecided) {
      absl::StrAppend(&out, Spaces(indent + 4), "would decide it: ", Printable(fact), "\n");
    }
  }
  return out;
}

namespace {

constexpr char kSummaryFormat[] = "%-8s %-7s %-6s %-40s %-14s %-14s %-14s %s";

// The answer of `regime`, over the declared owners where those were judged.
std::string AnswerOf(const std::vector<Verdict>& verdicts, std::string_view regime) {
  for (const Verdict& verdict : verdicts) {
    if (verdict.regime == regime) return std::string(AnswerName(verdict.answer));
  }
  return "-";
}

// At most `width` characters, so that columns stay in line.
std::string Cut(std::string_view text, std::size_t width) {
  std::string out = Printable(text);
  if (out.size() <= width) return out;
  out.resize(width - 2);
  while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0) == 0x80) out.pop_back();
  return out + "..";
}

}  // namespace

std::string SummaryHeader() {
  return absl::StrFormat(kSummaryFormat, "id", "answer", "score", "best hit", "us-ofac",
                         "eu-freeze", "uk", "asked; flags");
}

std::string SummaryLine(const DecisionCore& core, const std::string& name) {
  const Match* best = core.hits.empty() ? nullptr : &core.hits.front();
  const std::vector<Verdict>& verdicts = core.declared_ownership.empty() && best != nullptr
                                             ? best->ownership
                                             : core.declared_ownership;
  std::string flags;
  std::set<std::string> types;
  for (const Flag& flag : core.flags) types.insert(flag.type);
  if (best != nullptr) {
    for (const Flag& flag : best->flags) types.insert(flag.type);
  }
  for (const std::string& type : types) absl::StrAppend(&flags, " ", type);
  return absl::StrFormat(
      kSummaryFormat, Cut(core.counterparty_id, 8), std::string(DecisionName(core.decision)),
      best == nullptr ? "-" : ScoreText(best->score),
      best == nullptr ? "no match" : Cut(best->name, 40), AnswerOf(verdicts, "us-ofac"),
      AnswerOf(verdicts, "eu-freeze"), AnswerOf(verdicts, "uk"), Printable(name) + ";" + flags);
}

// "  priority: high (designated of ofac-sdn:1)", or nothing where nobody need look.
std::string PriorityText(const DecisionCore& core) {
  if (core.priority == Priority::kNone) return "";
  return absl::StrCat("  priority: ", std::string(PriorityName(core.priority)), " (",
                      Printable(core.priority_reason), ")");
}

std::string AnswerText(const DecisionCore& core, const Envelope& envelope) {
  std::string reasons;
  for (const std::string& reason : core.reasons) {
    absl::StrAppend(&reasons, reasons.empty() ? "  because: " : ", ", reason);
  }
  std::string out =
      absl::StrCat(std::string(DecisionName(core.decision)), reasons, PriorityText(core), "\n",
                   "as of ", core.as_of.ToString(), "  snapshot ", core.snapshot.substr(0, 16),
                   "  rules ", core.rules.substr(0, 16), "  preset ", core.preset, "  scope ",
                   core.scope, "  ", core.engine, "\n");
  for (const ListRef& list : core.lists) {
    absl::StrAppend(&out, "list ", list.authority, " ", list.name, "  ",
                    list.date ? list.date->ToString() : "(no date stated)", "  ",
                    std::string(ListStateName(list.state)), "\n");
  }
  AppendMatches("hits", core.hits, out);
  AppendMatches("suppressed", core.suppressed, out);
  if (core.hits.empty() && core.suppressed.empty()) out += "no match at or above the threshold\n";
  for (const Flag& flag : core.flags) absl::StrAppend(&out, FlagText(flag), "\n");
  for (const std::string& note : core.notes) absl::StrAppend(&out, "note: ", note, "\n");
  if (core.truncated) {
    absl::StrAppend(&out, "truncated: ", core.matches_total, " matches in all\n");
  }
  if (!core.declared_ownership.empty()) out += "over the declared owners\n";
  out += VerdictsText(core.declared_ownership, 2);
  if (core.coverage) {
    out += "who designates it\n";
    AppendTable(*core.coverage, 2, out);
  }
  if (envelope.record) {
    absl::StrAppend(&out, "record ", envelope.record->index, " in ", envelope.record->log, "\n");
  } else {
    absl::StrAppend(&out, "not recorded", envelope.unrecorded.empty() ? "" : ": ",
                    envelope.unrecorded, "\n");
  }
  return out;
}

}  // namespace lynceus::review
