#include "lib/screening/ownership_flags.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/ownership/closure.h"
#include "lib/ownership/facts.h"
#include "lib/screening/dilution.h"
#include "lib/screening/listed_owners.h"
#include "lib/screening/rings.h"
#include "lib/screening/ties.h"

namespace lynceus::screening {
namespace {

// A YES of a regime that freezes is owned or controlled; one of another measure restricts some
// dealings, as a listing of its kind does.
const char* FlagOfYes(const Verdict& verdict) {
  if (verdict.measure == "export_licence") return "export_control";
  if (verdict.measure != kAssetFreeze) return "sectoral";
  return verdict.basis == Basis::kControlled ? "controlled" : "owned";
}

// By a rule of its own, so with the facts; other flags rest on the verdict beside them.
Flag FromVerdict(const char* type, const Verdict& verdict, std::string text) {
  Flag flag{.type = type, .text = std::move(text), .rests_on = {verdict.regime}};
  for (const EvidenceItem& item : verdict.evidence) {
    if (item.kind != EvidenceKind::kNote) flag.evidence.push_back(item);
  }
  return flag;
}

// A NO that blocked parties hold some part of.
void AddPart(const Verdict& verdict, const FlagRules& rules, const RegimePeriod& period,
             std::vector<Flag>& flags) {
  const std::int64_t held_ppm = verdict.blocked.hi().ppm;
  const bool near = held_ppm >= rules.just_under.from_ppm && held_ppm <= period.threshold_ppm;
  if (!near && held_ppm < rules.minority.from_ppm) return;
  const FlagWords& words = near ? rules.just_under.words : rules.minority.words;
  flags.push_back(
      FromVerdict(near ? "just_under" : "minority", verdict,
                  FillIn(words.text, {{"regime", verdict.regime}, {"verdict", verdict.text}})));
}

void AddOfVerdict(const OwnershipQuestion& question, const Verdict& verdict,
                  std::vector<Flag>& flags) {
  const std::string text = absl::StrCat(verdict.regime, ": ", verdict.text);
  if (verdict.answer == Answer::kUndetermined) {
    flags.push_back({.type = "undetermined_ownership", .text = text, .rests_on = {verdict.regime}});
  }
  if (verdict.answer == Answer::kYes && verdict.basis != Basis::kListed) {
    flags.push_back({.type = FlagOfYes(verdict), .text = text, .rests_on = {verdict.regime}});
  }
  for (const std::string& caution : verdict.cautions) {
    flags.push_back({.type = "caution",
                     .text = absl::StrCat(verdict.regime, ": ", caution),
                     .rests_on = {verdict.regime}});
  }
  if (verdict.answer != Answer::kNo) return;
  const Regime* regime = question.rules.FindRegime(verdict.regime);
  const RegimePeriod* period = regime == nullptr ? nullptr : regime->PeriodOn(question.as_of);
  if (period != nullptr) AddPart(verdict, question.rules.flags, *period, flags);
  if (verdict.opaque && question.owners_matter) {
    const OpaqueRule& rule = question.rules.flags.opaque;
    flags.push_back(FromVerdict("opaque", verdict, FillIn(rule.words.text, {{"what", text}})));
  }
}

// What a source's word for a holder that it does not name means: of the rule's words that it begins
// with, the longest.
std::string MeaningOf(const OpaqueRule& rule, const std::string& word) {
  const std::string* meaning = &rule.other_holder;
  std::size_t longest = 0;
  for (const auto& [begin, means] : rule.holders) {
    if (begin.size() <= longest || !word.starts_with(begin)) continue;
    longest = begin.size();
    meaning = &means;
  }
  return *meaning;
}

// Holders that are stated and not named, anywhere above: one flag a meaning.
absl::Status AddUnnamed(const OwnershipQuestion& question, const ownership::Closure& closure,
                        std::vector<Flag>& flags) {
  const OpaqueRule& rule = question.rules.flags.opaque;
  std::map<std::string, Flag> by_meaning;
  for (const ownership::Closure::Fact& fact : closure.facts) {
    if (fact.owner != ownership::kNoPlace) continue;
    LYNCEUS_ASSIGN_OR_RETURN(EvidenceItem item, ownership::InterestFact(question.graph, fact.edge));
    const std::string meaning = MeaningOf(rule, fact.edge.interest.unknown_holder);
    const std::string what = fact.subject == 0 ? meaning : absl::StrCat("above it, ", meaning);
    Flag& flag = by_meaning[what];
    flag.type = "opaque";
    flag.text = FillIn(rule.words.text, {{"what", what}});
    flag.rests_on = {item.subject_id};
    flag.evidence.push_back(std::move(item));
  }
  for (auto& [what, flag] : by_meaning) flags.push_back(std::move(flag));
  return absl::OkStatus();
}

}  // namespace

bool InForce(const Designation& designation, Date as_of) {
  if (designation.date && as_of < *designation.date) return false;
  return !designation.end_date || as_of < *designation.end_date;
}

absl::StatusOr<std::vector<Designation>> DesignationsInForce(const OwnershipQuestion& question,
                                                             ownership::Node node) {
  std::vector<Designation> designations;
  if (node == ownership::kUnknownHolder) return designations;
  LYNCEUS_RETURN_IF_ERROR(question.graph.DesignationsOf(node, designations));
  std::erase_if(designations, [&](const Designation& d) { return !InForce(d, question.as_of); });
  return designations;
}

absl::StatusOr<std::vector<Flag>> OwnershipFlags(const OwnershipQuestion& question,
                                                 const std::vector<Verdict>& verdicts) {
  std::vector<Flag> flags;
  for (const Verdict& verdict : verdicts) AddOfVerdict(question, verdict, flags);
  LYNCEUS_RETURN_IF_ERROR(AddTies(question, flags));
  if (!question.owners_matter) return flags;
  LYNCEUS_ASSIGN_OR_RETURN(
      const ownership::Closure closure,
      ownership::CollectClosure(question.graph, question.as_of, question.party));
  LYNCEUS_RETURN_IF_ERROR(AddListedOwners(question, closure, verdicts, flags));
  LYNCEUS_RETURN_IF_ERROR(AddUnnamed(question, closure, flags));
  LYNCEUS_RETURN_IF_ERROR(AddRing(question, closure, flags));
  LYNCEUS_RETURN_IF_ERROR(AddDilution(question, verdicts, flags));
  return flags;
}

std::string FillIn(std::string_view text,
                   const std::vector<std::pair<std::string_view, std::string>>& words) {
  std::vector<std::pair<std::string, std::string>> replacements;
  replacements.reserve(words.size());
  for (const auto& [word, value] : words) {
    replacements.emplace_back(absl::StrCat("{", ToAbsl(word), "}"), value);
  }
  return absl::StrReplaceAll(ToAbsl(text), replacements);
}

}  // namespace lynceus::screening
