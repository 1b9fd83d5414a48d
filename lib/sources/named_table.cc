#include "lib/sources/named_table.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::sources {

std::string NormalColumn(std::string_view name) {
  std::string normal;
  for (const char c : LowerAscii(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) normal += c;
  }
  return normal;
}

NamedTable::NamedTable(ByteReader& input, const TableShape& shape, CsvOptions options)
    : file_(input.name()), shape_(shape), reader_(input, options) {}

absl::Status NamedTable::Bad(std::uint64_t line, std::string cause, std::string remedy) const {
  return InvalidError({.subject = file_,
                       .place = absl::StrCat("line ", line),
                       .cause = std::move(cause),
                       .remedy = std::move(remedy)});
}

absl::Status NamedTable::ReadHeader() {
  const std::string anchor = NormalColumn(shape_.required[0]);
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const CsvRow* const row, reader_.Next());
    if (row == nullptr) {
      return InvalidError(
          {.subject = file_,
           .cause = absl::StrCat("no row names the column \"", ToAbsl(shape_.required[0]), "\""),
           .remedy = "get the file again; its first lines are missing"});
    }
    const bool is_header = std::ranges::any_of(
        row->fields, [&anchor](const std::string& field) { return NormalColumn(field) == anchor; });
    if (is_header) return TakeHeader(*row);
    if (rows_before_.size() == shape_.rows_before_max) {
      return Bad(row->line,
                 absl::StrCat("it should name the columns of ", ToAbsl(shape_.title),
                              ", but there is no column \"", ToAbsl(shape_.required[0]), "\""),
                 "get the file again, or force its kind with KIND:FILE");
    }
    rows_before_.push_back(row->fields);
  }
}

absl::Status NamedTable::TakeHeader(const CsvRow& row) {
  header_ = row.fields;
  while (!header_.empty() && header_.back().empty()) header_.pop_back();
  const auto is_of = [](const std::vector<std::string_view>& names, const std::string& normal) {
    return std::ranges::any_of(
        names, [&normal](std::string_view name) { return NormalColumn(name) == normal; });
  };
  for (std::size_t i = 0; i < header_.size(); ++i) {
    const std::string normal = NormalColumn(header_[i]);
    const bool is_new = columns_.emplace(normal, i).second;
    if (!is_new && !is_of(shape_.repeated, normal)) {
      return Bad(row.line,
                 absl::StrCat("the column \"", header_[i].substr(0, 40), "\" is there twice"),
                 "get the file again");
    }
    if (is_new && !is_of(shape_.required, normal) && !is_of(shape_.known, normal)) {
      unknown_.push_back(i);
    }
  }
  for (const std::string_view name : shape_.required) {
    if (Has(name)) continue;
    return Bad(row.line, absl::StrCat("there is no column \"", ToAbsl(name), "\""),
               absl::StrCat("this is no form of ", ToAbsl(shape_.title),
                            " that is known; get the file from its publisher again"));
  }
  return absl::OkStatus();
}

std::vector<std::string> NamedTable::UnknownColumns() const {
  std::vector<std::string> names;
  for (const std::size_t at : unknown_) {
    names.push_back(header_[at].empty() ? absl::StrCat("column ", at + 1) : header_[at]);
  }
  return names;
}

bool NamedTable::Has(std::string_view column) const {
  return columns_.contains(NormalColumn(column));
}

absl::Status NamedTable::CheckWidth(const CsvRow& row) const {
  const bool too_wide =
      row.fields.size() > header_.size() &&
      (shape_.exact_width ||
       std::any_of(row.fields.begin() + static_cast<std::ptrdiff_t>(header_.size()),
                   row.fields.end(), [](const std::string& field) { return !field.empty(); }));
  if (row.fields.size() >= header_.size() && !too_wide) return absl::OkStatus();
  return Bad(
      row.line,
      absl::StrCat("the row has ", row.fields.size(), " fields, the header has ", header_.size()),
      "get the file again; a line is cut off, or a field with a separator is not quoted");
}

absl::StatusOr<bool> NamedTable::Next() {
  LYNCEUS_ASSIGN_OR_RETURN(row_, reader_.Next());
  if (row_ != nullptr) {
    line_ = row_->line;
    ++rows_;
    LYNCEUS_RETURN_IF_ERROR(CheckWidth(*row_));
    if (std::equal(header_.begin(), header_.end(), row_->fields.begin())) {
      return Bad(line_, "the names of the columns stand here again: files were joined",
                 "give the files one by one");
    }
    return true;
  }
  if (rows_ == 0) {
    return InvalidError({.subject = file_,
                         .cause = "it names its columns and holds no row",
                         .remedy = "get the file again"});
  }
  if (shape_.must_end_in_line_end && !reader_.has_final_line_end()) {
    return Bad(line_, "the last row has no line end; the file may be cut off",
               "get the whole file, or end its last row with a line end");
  }
  return false;
}

std::string_view NamedTable::operator[](std::string_view column) const {
  const auto at = columns_.find(NormalColumn(column));
  return at == columns_.end() ? std::string_view() : TrimAscii(row_->fields[at->second]);
}

std::vector<std::pair<std::string_view, std::string_view>> NamedTable::UnknownFields() const {
  std::vector<std::pair<std::string_view, std::string_view>> fields;
  for (const std::size_t at : unknown_) {
    if (!row_->fields[at].empty()) fields.emplace_back(header_[at], row_->fields[at]);
  }
  return fields;
}

std::string NamedTable::place() const { return absl::StrCat("line ", line_); }

}  // namespace lynceus::sources
