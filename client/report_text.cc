#include "client/report_text.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/review/answer_text.h"

namespace lynceus::client {
namespace {

constexpr std::size_t kWarningsShown = 10;
constexpr std::size_t kWordsShown = 12;

std::string DateText(const LoadReport& report, std::optional<Date> today) {
  if (!report.source.list_date) return "its date is not stated";
  const Date date = *report.source.list_date;
  if (!today) return absl::StrCat("of ", date.ToString());
  return absl::StrCat("of ", date.ToString(), ", ", today->days() - date.days(), " days old");
}

// "names by kind: alias 3, primary 2": the most frequent words first.
void AddTallies(std::string_view title, std::vector<Tally> tallies, std::string& text) {
  if (tallies.empty()) return;
  std::stable_sort(tallies.begin(), tallies.end(),
                   [](const Tally& a, const Tally& b) { return a.count > b.count; });
  absl::StrAppend(&text, "  ", ToAbsl(title), ":");
  const std::size_t shown = std::min(kWordsShown, tallies.size());
  for (std::size_t i = 0; i < shown; ++i) {
    absl::StrAppend(&text, i == 0 ? " " : ", ", review::Printable(tallies[i].word), " ",
                    tallies[i].count);
  }
  if (shown < tallies.size()) {
    absl::StrAppend(&text, ", and ", tallies.size() - shown, " more words");
  }
  text += '\n';
}

void AddChange(const SourceChange& change, std::string& text) {
  if (!change.compared) return;
  if (change.entities_before == 0 && change.removed == 0 && change.changed == 0) {
    absl::StrAppend(&text, "  new: the snapshot before does not have it\n");
    return;
  }
  absl::StrAppend(&text, "  since the snapshot before",
                  change.list_date_before ? " (" + change.list_date_before->ToString() + ")" : "",
                  ": added ", change.added, ", removed ", change.removed, ", changed ",
                  change.changed, "\n");
}

// Each on a line of its own and none left out: a designation under such a programme raises no flag
// of a class, and may seed a regime that its programme should not.
void AddUnknown(const LoadReport& report, std::string& text) {
  constexpr std::string_view kProgramme = "programme ";
  std::vector<Tally> others;
  for (const Tally& word : report.unknown_words) {
    if (!word.word.starts_with(kProgramme)) {
      others.push_back(word);
      continue;
    }
    absl::StrAppend(&text,
                    "  UNKNOWN PROGRAMME: ", review::Printable(word.word.substr(kProgramme.size())),
                    ", ", word.count, word.count == 1 ? " designation" : " designations",
                    "; kept as listed, without a class. Do: add it to programmes/ of the rules\n");
  }
  AddTallies("words the rules do not know", std::move(others), text);
}

void AddProblems(const LoadReport& report, std::string& text) {
  if (report.fragments_unparsed > 0) {
    absl::StrAppend(&text, "  ", report.fragments_unparsed,
                    " pieces of remarks that nothing understood (index info --fragments)\n");
  }
  if (report.skipped_total > 0) {
    absl::StrAppend(&text, "  ", report.skipped_total,
                    " records NOT loaded (index info --skipped)\n");
  }
  for (const std::string& allowed : report.allowed) {
    absl::StrAppend(&text, "  ALLOWED: ", review::Printable(allowed), "\n");
  }
  const std::size_t shown = std::min(kWarningsShown, report.warnings.size());
  for (std::size_t i = 0; i < shown; ++i) {
    absl::StrAppend(&text, "  warning: ", review::Printable(report.warnings[i]), "\n");
  }
  if (shown < report.warnings.size()) {
    absl::StrAppend(&text, "  ", report.warnings.size() - shown,
                    " further warnings: see index info --format json\n");
  }
}

}  // namespace

std::string ReportText(const LoadReport& report, std::optional<Date> today) {
  std::string text = absl::StrCat(report.source.key, " (", report.source.format, "), ",
                                  DateText(report, today), ": ", report.source.publisher, "\n");
  absl::StrAppend(&text, "  records ", report.records_read, ", entities ", report.entities,
                  ", names ", report.names, ", dates ", report.dates, ", addresses ",
                  report.addresses, ", identifiers ", report.identifiers, ", designations ",
                  report.designations, ", interests ", report.interests, "\n");
  AddTallies("names by kind", report.names_by_kind, text);
  AddTallies("names by script", report.names_by_script, text);
  AddTallies("designations by programme", report.programmes, text);
  AddTallies("interests by kind", report.interests_by_kind, text);
  AddUnknown(report, text);
  AddChange(report.change, text);
  AddProblems(report, text);
  return text;
}

}  // namespace lynceus::client
