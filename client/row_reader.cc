// Two readers behind one face; the format is told from the first character of the file.
#include "client/row_reader.h"

#include <algorithm>
#include <fstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/command.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/counterparty_reader.h"
#include "lib/sources/csv_reader.h"
#include "lib/sources/json_party.h"

namespace lynceus::client {
namespace {

class CsvRows final : public RowReader {
 public:
  static absl::StatusOr<std::unique_ptr<RowReader>> Open(const std::string& path,
                                                         const ColumnMap& map,
                                                         const std::string& label) {
    LYNCEUS_ASSIGN_OR_RETURN(auto input, OpenByteReader(path));
    std::unique_ptr<CsvRows> rows(new CsvRows(std::move(input), label));
    LYNCEUS_RETURN_IF_ERROR(rows->ReadHeader(path, map));
    return std::unique_ptr<RowReader>(std::move(rows));
  }

  absl::StatusOr<bool> Next(Row& row) override {
    LYNCEUS_ASSIGN_OR_RETURN(const sources::CsvRow* const fields, csv_.Next());
    if (fields == nullptr) return false;
    row.line = fields->line;
    row.label = LabelOf(*fields);
    row.counterparty = Read(*fields, row.id);
    return true;
  }

 private:
  CsvRows(std::unique_ptr<ByteReader> input, std::string label)
      : input_(std::move(input)), label_(std::move(label)), csv_(*input_) {}

  absl::Status ReadHeader(const std::string& path, const ColumnMap& map) {
    LYNCEUS_ASSIGN_OR_RETURN(const sources::CsvRow* const header, csv_.Next());
    if (header == nullptr) {
      return InvalidError({.subject = path,
                           .cause = "the file is empty",
                           .remedy = "begin it with a row of column names"});
    }
    LYNCEUS_RETURN_IF_ERROR(FindLabel(*header, path));
    std::vector<std::string> unknown;
    for (const std::string& column : header->fields) {
      if (column == label_) {
        columns_.emplace_back();
        continue;
      }
      const auto mapped = map.find(column);
      const auto property = mapped == map.end() ? sources::PropertyOf(column) : mapped->second;
      if (!property) unknown.push_back(column);
      columns_.push_back(property.value_or(""));
    }
    for (const auto& [column, property] : map) {
      if (std::find(header->fields.begin(), header->fields.end(), column) == header->fields.end()) {
        return InvalidError(
            {.subject = path,
             .place = "header",
             .cause = absl::StrCat("--map names a column that is not there: ", column),
             .remedy = "write the column as the header does"});
      }
    }
    if (!unknown.empty()) {
      return InvalidError(
          {.subject = path,
           .place = "header",
           .cause = absl::StrCat("no property is known for: ", Join(unknown, ", ")),
           .remedy = "say --map COLUMN=PROPERTY, or --map COLUMN= to leave it out"});
    }
    return absl::OkStatus();
  }

  absl::Status FindLabel(const sources::CsvRow& header, const std::string& path) {
    if (label_.empty()) return absl::OkStatus();
    const auto found = std::find(header.fields.begin(), header.fields.end(), label_);
    label_column_ = static_cast<std::size_t>(found - header.fields.begin());
    if (found != header.fields.end()) return absl::OkStatus();
    return InvalidError({.subject = path,
                         .place = "header",
                         .cause = absl::StrCat("there is no column ", label_),
                         .remedy = "name the column that holds the label as the header does"});
  }

  std::string LabelOf(const sources::CsvRow& row) const {
    return label_.empty() || label_column_ >= row.fields.size() ? "" : row.fields[label_column_];
  }

  absl::StatusOr<Counterparty> Read(const sources::CsvRow& row, std::string& id) const {
    id.clear();
    for (std::size_t i = 0; i < columns_.size() && i < row.fields.size(); ++i) {
      if (columns_[i] == "id") id = row.fields[i];
    }
    if (row.fields.size() != columns_.size()) {
      return InvalidError({.place = absl::StrCat("line ", row.line),
                           .cause = absl::StrCat("the row has ", row.fields.size(),
                                                 " fields, the header ", columns_.size()),
                           .remedy = "quote fields that hold a comma"});
    }
    sources::CounterpartyReader reader;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].empty()) continue;
      const absl::Status status = reader.Add(columns_[i], row.fields[i]);
      if (!status.ok()) return Annotate(status, {.place = absl::StrCat("line ", row.line)});
    }
    return reader.Take();
  }

  const std::unique_ptr<ByteReader> input_;
  const std::string label_;  // the column's name; empty: none
  std::size_t label_column_ = 0;
  sources::CsvReader csv_;
  std::vector<std::string> columns_;  // property of each column; empty: left out
};

class JsonRows final : public RowReader {
 public:
  JsonRows(const std::string& path, std::string label)
      : path_(path), label_(std::move(label)), in_(path, std::ios::binary) {}

  absl::StatusOr<bool> Next(Row& row) override {
    std::string text;
    do {
      if (!std::getline(in_, text)) return false;
      ++line_;
    } while (TrimAscii(text).empty());
    if (text.size() > limits::kRecordBytesMax) {
      return LimitError({.subject = path_,
                         .place = absl::StrCat("line ", line_),
                         .cause = "the line is too long",
                         .limit = absl::StrCat(limits::kRecordBytesMax, " bytes")});
    }
    row.line = line_;
    row.counterparty = sources::ParseJsonParty(text, sources::UnknownProperties::kRefuse, label_);
    row.label = label_.empty() ? "" : sources::JsonMemberString(text, label_).value_or("");
    const auto id = sources::JsonMemberString(text, "id");
    row.id = id.ok() ? *id : "";
    if (!row.counterparty.ok()) {
      row.counterparty =
          Annotate(row.counterparty.status(), {.place = absl::StrCat("line ", line_)});
    }
    return true;
  }

 private:
  const std::string path_;
  const std::string label_;
  std::ifstream in_;
  std::uint64_t line_ = 0;
};

}  // namespace

absl::StatusOr<ColumnMap> ParseColumnMap(const std::vector<std::string>& options) {
  ColumnMap map;
  for (const std::string& option : options) {
    const std::size_t equals = option.rfind('=');
    if (equals == std::string::npos || equals == 0) {
      return UsageError("--map", absl::StrCat("\"", option, "\" is not COLUMN=PROPERTY"),
                        "write --map \"Customer Name=name\"");
    }
    const std::string word = option.substr(equals + 1);
    const auto property = sources::PropertyOf(word);
    if (!word.empty() && !property) {
      return UsageError("--map", absl::StrCat("\"", word, "\" is no property that is read here"),
                        "use name, alias, birthDate, country, leiCode ...");
    }
    map[option.substr(0, equals)] = property.value_or("");
  }
  return map;
}

absl::StatusOr<std::unique_ptr<RowReader>> OpenRows(const std::string& path, const ColumnMap& map,
                                                    const std::string& label) {
  std::ifstream probe(path, std::ios::binary);
  if (!probe) {
    return NotFoundError({.subject = path,
                          .cause = "the file cannot be opened",
                          .remedy = "name a CSV file with a header, or JSON lines"});
  }
  char first = ' ';
  while (probe.get(first) && (first == ' ' || first == '\n' || first == '\r' || first == '\t')) {
  }
  if (first != '{') return CsvRows::Open(path, map, label);
  return std::make_unique<JsonRows>(path, label);
}

}  // namespace lynceus::client
