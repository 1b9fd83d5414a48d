#include "lib/sources/titled_columns.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "lib/base/digest.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/free_text.h"

namespace lynceus::sources {
namespace {

constexpr std::size_t kKeyDigits = 16;

}  // namespace

absl::StatusOr<TitledColumns> TitledColumns::Of(const std::vector<std::string>& titles,
                                                std::span<const KnownColumn> known) {
  TitledColumns columns;
  for (const std::string& title : titles) {
    std::string word = LowerAscii(TidyText(title));
    if (!word.empty() &&
        std::ranges::find(columns.columns_, word, &Column::title) != columns.columns_.end()) {
      return InvalidError({.cause = absl::StrCat("the column \"", title, "\" stands twice"),
                           .remedy = "get the file again"});
    }
    const bool is_known = std::ranges::find(known, word, &KnownColumn::title) != known.end();
    columns.columns_.push_back({.title = std::move(word), .known = is_known});
  }
  for (const KnownColumn& column : known) {
    if (!column.required) continue;
    if (std::ranges::find(columns.columns_, column.title, &Column::title) ==
        columns.columns_.end()) {
      return InvalidError(
          {.cause = absl::StrCat("the column \"", ToAbsl(column.title), "\" is missing"),
           .remedy = "check that the file is of this kind; if it is, its form is newer than what "
                     "is read"});
    }
  }
  return columns;
}

std::string_view TitledColumns::RawCell(const std::vector<std::string>& cells,
                                        std::string_view title) const {
  const auto found = std::ranges::find(columns_, title, &Column::title);
  const auto index = static_cast<std::size_t>(found - columns_.begin());
  return index < cells.size() && found != columns_.end() ? std::string_view(cells[index])
                                                         : std::string_view();
}

std::string TitledColumns::Cell(const std::vector<std::string>& cells,
                                std::string_view title) const {
  return TidyText(RawCell(cells, title));
}

absl::Status TitledColumns::CheckRow(const std::vector<std::string>& cells) const {
  if (cells.empty() || columns_.empty() || LowerAscii(TidyText(cells[0])) != columns_[0].title) {
    return absl::OkStatus();
  }
  return InvalidError({.cause = "the titles of the columns stand here again: files were joined",
                       .remedy = "give the files one by one"});
}

void TitledColumns::KeepOthers(const std::vector<std::string>& cells, ListRecord& record) const {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i < columns_.size() && columns_[i].known) continue;
    const std::string text = TidyText(cells[i]);
    if (text.empty()) continue;
    const bool titled = i < columns_.size() && !columns_[i].title.empty();
    AddFragment(record, absl::StrCat(titled ? columns_[i].title : absl::StrCat("column ", i + 1),
                                     ": ", text));
  }
}

std::string KeyOf(const std::vector<std::string>& parts) {
  Sha256Builder builder;
  for (const std::string& part : parts) builder.AddField(LowerAscii(TidyText(part)));
  return ToHex(builder.Finish()).substr(0, kKeyDigits);
}

}  // namespace lynceus::sources
