#include "lib/sources/uk_rows.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/sources/joined_parties.h"
#include "lib/sources/uk_words.h"

namespace lynceus::sources {

bool IsFresh(const NamedTable& row, std::initializer_list<std::string_view> columns,
             UkRowParty& party) {
  std::string key(*columns.begin());
  bool is_empty = true;
  for (const std::string_view column : columns) {
    const std::string_view field = row[column];
    is_empty = is_empty && field.empty();
    absl::StrAppend(&key, "\x1F", ToAbsl(field));
  }
  return !is_empty && party.seen.insert(std::move(key)).second;
}

std::vector<std::string> Fields(const NamedTable& row,
                                std::initializer_list<std::string_view> columns) {
  std::vector<std::string> fields;
  for (const std::string_view column : columns) fields.emplace_back(row[column]);
  return fields;
}

Designation& DesignationUnder(std::string_view regime, UkParty& party) {
  const std::string programme = OneLine(regime);
  auto& designations = party.record.designations;
  const auto found = std::ranges::find(designations, programme, &Designation::programme);
  if (found != designations.end()) return *found;
  designations.push_back({.programme = programme});
  return designations.back();
}

void TakeListingDate(std::string_view column, std::string_view text, Designation& designation,
                     UkParty& party) {
  if (text.empty()) return;
  const auto date = ParseUkDay(text);
  if (!date) {
    return AddFragmentOnce(party.record, absl::StrCat(ToAbsl(column), ": ", ToAbsl(text)));
  }
  if (!designation.date || *date < *designation.date) designation.date = date;
}

void KeepUnknownFields(const NamedTable& row, UkParty& party) {
  for (const auto& [column, field] : row.UnknownFields()) {
    AddFragmentOnce(party.record, absl::StrCat(ToAbsl(column), ": ", OneLine(field)));
  }
}

}  // namespace lynceus::sources
