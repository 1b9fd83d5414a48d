// Names of one party in several scripts: sets of forms, and words with the other script's word.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/names/words.h"
#include "lib/validation/labelled_readers.h"

namespace lynceus::validation {
namespace {

using ReadSet = absl::StatusOr<NameSet> (*)(std::string_view line, const std::string& place);

absl::Status CheckForms(const NameSet& set) {
  if (set.forms.size() >= 2) return absl::OkStatus();
  return InvalidError({.cause = "the line holds fewer than two different forms"});
}

void AddForm(std::string form, NameSet& set) {
  const bool known = std::find(set.forms.begin(), set.forms.end(), form) != set.forms.end();
  if (!form.empty() && !known) set.forms.push_back(std::move(form));
}

void ReadLines(std::string_view text, ReadSet read_set, LabelledFile& file) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = TrimAscii(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line.starts_with('#')) continue;
    const std::string place = absl::StrCat("line ", number);
    auto set = IsValidUtf8(line) ? read_set(line, place)
                                 : InvalidError({.cause = "the line is not UTF-8"});
    absl::Status status = set.status();
    if (status.ok()) status = CheckForms(*set);
    if (status.ok()) {
      file.sets.push_back(*std::move(set));
    } else {
      file.row_errors.push_back(Annotate(status, {.subject = file.path, .place = place}));
    }
  }
}

absl::StatusOr<NameSet> ReadForms(std::string_view line, const std::string& place) {
  const std::size_t arrow = line.rfind("=>");
  if (arrow == std::string_view::npos) {
    return InvalidError({.cause = "the line holds no =>", .remedy = "write form, form => id"});
  }
  NameSet set{.id = std::string(TrimAscii(line.substr(arrow + 2)))};
  if (set.id.empty()) set.id = place;
  for (std::string& form : SplitTrimmed(line.substr(0, arrow), ',')) AddForm(std::move(form), set);
  return set;
}

absl::StatusOr<NameSet> ReadWords(std::string_view line, const std::string& place) {
  const std::vector<std::string> fields = SplitTrimmed(line, '\t');
  if (fields.size() < 2) {
    return InvalidError(
        {.cause = "the line does not hold two words", .remedy = "write them with a tab between"});
  }
  NameSet set{.id = place};
  AddForm(fields[0], set);
  AddForm(fields[1], set);
  return set;
}

// True where each letter of the second words stands alone: "с и р а н и".
bool LettersAreSeparated(const std::vector<NameSet>& sets) {
  return std::all_of(sets.begin(), sets.end(), [](const NameSet& set) {
    const std::vector<std::string> letters = SplitTrimmed(set.forms[1], ' ');
    return std::all_of(letters.begin(), letters.end(), [](const std::string& letter) {
      return names::FromUtf8(letter).size() == 1;
    });
  });
}

}  // namespace

void ReadNameSets(std::string_view text, LabelledFile& file) { ReadLines(text, ReadForms, file); }

void ReadWordPairs(std::string_view text, LabelledFile& file) {
  ReadLines(text, ReadWords, file);
  if (!LettersAreSeparated(file.sets)) return;
  for (NameSet& set : file.sets) {
    set.forms[1].erase(std::remove(set.forms[1].begin(), set.forms[1].end(), ' '),
                       set.forms[1].end());
  }
}

}  // namespace lynceus::validation
