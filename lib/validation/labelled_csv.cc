// The labelled files that are CSV. Columns are found by their names; a value that cannot be read is
// an error of its row.
#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/csv_reader.h"
#include "lib/validation/labelled_readers.h"

namespace lynceus::validation {
namespace {

// A row's fields by column.
class Fields {
 public:
  Fields(const std::map<std::string, std::size_t>& columns, const sources::CsvRow& row)
      : columns_(columns), row_(row) {}
  // Empty where the file has no such column.
  const std::string& operator[](const char* column) const {
    static const std::string kNone;
    const auto found = columns_.find(column);
    return found == columns_.end() ? kNone : row_.fields[found->second];
  }

 private:
  const std::map<std::string, std::size_t>& columns_;
  const sources::CsvRow& row_;
};

using ReadRow = std::function<absl::StatusOr<LabelledPair>(const Fields& fields)>;

std::string PlaceOf(const sources::CsvRow& row) { return absl::StrCat("line ", row.line); }

absl::StatusOr<std::map<std::string, std::size_t>> FindColumns(
    const sources::CsvRow& header, const std::vector<std::string>& needed, LabelledFile& file) {
  std::map<std::string, std::size_t> columns;
  for (std::size_t i = 0; i < header.fields.size(); ++i) {
    if (!columns.emplace(header.fields[i], i).second) {
      return InvalidError(
          {.subject = file.path,
           .place = "header",
           .cause = absl::StrCat("the column ", header.fields[i], " stands twice")});
    }
  }
  for (const std::string& column : needed) {
    if (columns.contains(column)) continue;
    return InvalidError({.subject = file.path,
                         .place = "header",
                         .cause = absl::StrCat("there is no column ", column),
                         .remedy = absl::StrCat("needed are ", Join(needed, ", "))});
  }
  return columns;
}

absl::Status ReadRows(std::string text, const std::vector<std::string>& needed,
                      const ReadRow& read_row, LabelledFile& file) {
  const auto input = MakeMemoryReader(file.path, std::move(text));
  sources::CsvReader csv(*input);
  LYNCEUS_ASSIGN_OR_RETURN(const sources::CsvRow* row, csv.Next());
  LYNCEUS_CHECK(row != nullptr);  // detection has seen a first line
  LYNCEUS_ASSIGN_OR_RETURN(const auto columns, FindColumns(*row, needed, file));
  const std::size_t width = row->fields.size();
  for (;;) {
    LYNCEUS_ASSIGN_OR_RETURN(row, csv.Next());
    if (row == nullptr) return absl::OkStatus();
    if (row->fields.front().starts_with('#')) continue;
    if (row->fields.size() != width) {
      file.row_errors.push_back(InvalidError(
          {.subject = file.path,
           .place = PlaceOf(*row),
           .cause = absl::StrCat("the row has ", row->fields.size(), " fields, the header ", width),
           .remedy = "quote fields that hold a comma"}));
      continue;
    }
    auto pair = read_row(Fields(columns, *row));
    if (pair.ok()) {
      pair->place = PlaceOf(*row);
      file.pairs.push_back(*std::move(pair));
    } else {
      file.row_errors.push_back(
          Annotate(pair.status(), {.subject = file.path, .place = PlaceOf(*row)}));
    }
  }
}

absl::StatusOr<bool> ParseLabel(const std::string& word) {
  const std::string plain = LowerAscii(word);
  if (plain == "true") return true;
  if (plain == "false") return false;
  return InvalidError({.cause = absl::StrCat("the label \"", word, "\" is neither true nor false"),
                       .remedy = "write true or false into is_match"});
}

// "0.9286" as 9286. Nothing for an empty field.
absl::StatusOr<std::optional<std::int32_t>> ParsePeerScore(const std::string& text) {
  if (text.empty()) return std::optional<std::int32_t>();
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || at != end || !(value >= 0 && value <= 1)) {
    return InvalidError({.cause = absl::StrCat("the peer's score \"", text, "\" is not 0 to 1")});
  }
  return static_cast<std::int32_t>(value * kScoreMax + 0.5);
}

absl::StatusOr<std::int32_t> ParseSearchScore(const std::string& text) {
  std::int32_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || at != end || value < kNotShown || value > 100) {
    return InvalidError({.cause = absl::StrCat("the score \"", text, "\" is not -1 to 100")});
  }
  return value;
}

absl::StatusOr<LabelledPair> ReadNamePair(const Fields& fields) {
  const auto schema = ParseSchema(fields["schema"]);
  if (!schema) {
    return InvalidError({.cause = absl::StrCat("\"", fields["schema"], "\" is no schema"),
                         .remedy = "use Person, Company, Organization, LegalEntity, Vessel ..."});
  }
  LabelledPair pair{.group = fields["case_group"],
                    .tier = fields["quality"],
                    .category = fields["category"],
                    .asked = {.names = {fields["name1"]}, .schema = *schema},
                    .listed = {.names = {fields["name2"]}, .schema = *schema}};
  LYNCEUS_ASSIGN_OR_RETURN(pair.match, ParseLabel(fields["is_match"]));
  LYNCEUS_ASSIGN_OR_RETURN(pair.peer_score, ParsePeerScore(fields["peer_logic_v2_score"]));
  return pair;
}

absl::StatusOr<LabelledPair> ReadSearchScore(const Fields& fields) {
  LabelledPair pair{.asked = {.names = {fields["query_name"]}},
                    .listed = {.names = {fields["result_name"]}}};
  LYNCEUS_ASSIGN_OR_RETURN(pair.search_score, ParseSearchScore(fields["ofac_score"]));
  pair.match = *pair.search_score != kNotShown;
  return pair;
}

}  // namespace

absl::Status ReadNamePairs(std::string text, LabelledFile& file) {
  return ReadRows(std::move(text), {"schema", "name1", "name2", "is_match"}, ReadNamePair, file);
}

absl::Status ReadSearchScores(std::string text, LabelledFile& file) {
  return ReadRows(std::move(text), {"query_name", "result_name", "ofac_score"}, ReadSearchScore,
                  file);
}

absl::Status ReadScriptPairs(std::string text, LabelledFile& file) {
  const auto input = MakeMemoryReader(file.path, std::move(text));
  sources::CsvReader csv(*input);
  for (;;) {
    LYNCEUS_ASSIGN_OR_RETURN(const sources::CsvRow* const row, csv.Next());
    if (row == nullptr) return absl::OkStatus();
    const std::vector<std::string>& fields = row->fields;
    if (fields.front().starts_with('#')) continue;
    if (fields.size() < 2 || fields[0].empty() || fields[1].empty() || fields[0] == fields[1]) {
      file.row_errors.push_back(InvalidError({.subject = file.path,
                                              .place = PlaceOf(*row),
                                              .cause = "the row does not hold two names",
                                              .remedy = "write query,expected match"}));
      continue;
    }
    file.sets.push_back({.id = PlaceOf(*row), .forms = {fields[0], fields[1]}});
  }
}

}  // namespace lynceus::validation
