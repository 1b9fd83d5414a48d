#include "lib/screening/export_control.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/ownership/closure.h"

namespace lynceus::screening {
namespace {

// What loaders of export control lists put before the text of a column (lib/sources/us_csl.cc).
constexpr std::string_view kRequirement = "licence requirement: ";
constexpr std::string_view kPolicy = "licence policy: ";

std::string MeasureOf(const Designation& designation, std::string_view what) {
  for (const std::string& measure : designation.measures) {
    if (measure.starts_with(what)) return measure.substr(what.size());
  }
  return "";
}

ExportEntry EntryOf(const Designation& designation, const RuleSet& rules) {
  const Programme* const programme = rules.ProgrammeOf(designation);
  ExportEntry entry{.party_id = designation.entity_id,
                    .authority = designation.authority,
                    .list = designation.list,
                    .programme = programme == nullptr ? designation.programme : programme->key,
                    .requirement = MeasureOf(designation, kRequirement),
                    .policy = MeasureOf(designation, kPolicy),
                    .date = designation.date};
  entry.scope = ScopeOf(rules.export_control, entry.requirement);
  entry.review = ReviewOf(rules.export_control, entry.policy);
  entry.footnotes = FootnotesOf(rules.export_control, entry.requirement);
  return entry;
}

std::string FootnoteWords(const ExportEntry& entry, const ExportRules& rules) {
  std::string words;
  for (const ExportFootnote& footnote : rules.footnotes) {
    if (std::ranges::find(entry.footnotes, footnote.number) == entry.footnotes.end()) continue;
    absl::StrAppend(&words, "; footnote ", footnote.number, ", ", footnote.title);
  }
  return words;
}

std::string ReviewWords(const std::string& review, const ExportRules& rules) {
  const auto found =
      std::ranges::find(rules.reviews, review, [](const LicenceReview& each) { return each.key; });
  return found == rules.reviews.end() ? review : found->title;
}

// Of a verdict that owners make: met for certain or perhaps.
bool ThroughOwners(const Verdict& verdict) {
  return verdict.answer == Answer::kUndetermined ||
         (verdict.answer == Answer::kYes && verdict.basis != Basis::kListed);
}

absl::StatusOr<std::vector<ExportEntry>> OwnersEntries(const OwnershipQuestion& question,
                                                       const Regime& regime) {
  LYNCEUS_ASSIGN_OR_RETURN(
      const ownership::Closure closure,
      ownership::CollectClosure(question.graph, question.as_of, question.party));
  std::vector<ExportEntry> entries;
  for (ownership::Place place = 1; place < closure.size(); ++place) {
    for (const Designation& each : closure.designations[place]) {
      const bool seeds = std::ranges::any_of(
          regime.seeds, [&](const SeedRule& rule) { return ownership::Seeds(rule, each); });
      if (seeds) entries.push_back(EntryOf(each, question.rules));
    }
  }
  return entries;
}

std::string StrictestWords(const ExportFinding& finding, const ExportRules& rules) {
  if (finding.strictest != kUnorderedReview) {
    return absl::StrCat("; the strictest is ", ReviewWords(finding.strictest, rules));
  }
  std::string words =
      "; which is the strictest does not follow from the words that the lists carry:";
  for (const ExportEntry& entry : finding.entries) {
    absl::StrAppend(&words, words.ends_with(':') ? " " : ", ", entry.party_id, " (",
                    entry.policy.empty() ? "no policy is carried" : entry.policy, ")");
  }
  return words;
}

}  // namespace

Flag ExportFlag(const Designation& designation, const RuleSet& rules) {
  const ExportEntry entry = EntryOf(designation, rules);
  std::string text = absl::StrCat(
      entry.authority, " ", entry.list, " ", designation.programme,
      entry.date ? " since " + entry.date->ToString() : "",
      FootnoteWords(entry, rules.export_control),
      entry.policy.empty() ? "" : absl::StrCat("; licence policy: ", entry.policy),
      entry.requirement.empty() ? "" : absl::StrCat("; licence requirement: ", entry.requirement));
  return {.type = "export_control",
          .text = std::move(text),
          .rests_on = {designation.entity_id},
          .export_control = ExportFinding{.entries = {entry}, .strictest = entry.review}};
}

absl::Status AddOwnersEntries(const OwnershipQuestion& question,
                              const std::vector<Verdict>& verdicts, std::vector<Flag>& flags) {
  for (const Verdict& verdict : verdicts) {
    const Regime* const regime = question.rules.FindRegime(verdict.regime);
    if (regime == nullptr || !regime->strictest_of_owners || !ThroughOwners(verdict)) continue;
    LYNCEUS_ASSIGN_OR_RETURN(std::vector<ExportEntry> entries, OwnersEntries(question, *regime));
    const ExportRules& rules = question.rules.export_control;
    ExportFinding finding{.entries = std::move(entries), .inherited_under = regime->key};
    finding.strictest = StrictestOf(rules, finding.entries);
    for (Flag& flag : flags) {
      const bool its = flag.type == "export_control" || flag.type == "undetermined_ownership";
      if (!its || flag.rests_on != std::vector<std::string>{regime->key}) continue;
      flag.text += StrictestWords(finding, rules);
      flag.export_control = finding;
    }
  }
  return absl::OkStatus();
}

}  // namespace lynceus::screening
