#include "lib/ingest/identities_csv.h"

#include <array>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/csv_reader.h"

namespace lynceus::ingest {
namespace {

enum Column : std::size_t { kA, kB, kDecision, kAuthor, kReason, kDate };
constexpr std::array<std::string_view, 6> kColumns = {"a",      "b",      "decision",
                                                      "author", "reason", "date"};

std::string Line(const sources::CsvRow& row) { return absl::StrCat("line ", row.line); }

absl::Status CheckHeader(const std::string& file, const sources::CsvRow* row) {
  bool fits = row != nullptr && row->fields.size() == kColumns.size();
  for (std::size_t i = 0; fits && i < kColumns.size(); ++i) {
    fits = LowerAscii(row->fields[i]) == kColumns[i];
  }
  if (fits) return absl::OkStatus();
  return InvalidError({.subject = file,
                       .place = row == nullptr ? "line 1" : Line(*row),
                       .cause = "the first line does not name the table's columns",
                       .remedy = "begin the file with a,b,decision,author,reason,date"});
}

absl::Status CheckFields(const std::string& file, const sources::CsvRow& row) {
  if (row.fields.size() != kColumns.size()) {
    return InvalidError({.subject = file,
                         .place = Line(row),
                         .cause = absl::StrCat("the row has ", row.fields.size(),
                                               " columns and not ", kColumns.size()),
                         .remedy = "put a field with a comma in quotes"});
  }
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    if (row.fields[i].empty()) {
      return InvalidError({.subject = file,
                           .place = absl::StrCat(Line(row), ", column ", ToAbsl(kColumns[i])),
                           .cause = "the field is empty",
                           .remedy = "say who decided what about which records, why and when"});
    }
    if (row.fields[i].size() > limits::kFieldBytesMax) {
      return LimitError({.subject = file,
                         .place = absl::StrCat(Line(row), ", column ", ToAbsl(kColumns[i])),
                         .cause = "the field is too long",
                         .limit = absl::StrCat(limits::kFieldBytesMax, " bytes")});
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<resolve::Decision> ReadRow(const std::string& file, const sources::CsvRow& row) {
  LYNCEUS_RETURN_IF_ERROR(CheckFields(file, row));
  const std::string word = LowerAscii(row.fields[kDecision]);
  if (word != "force" && word != "forbid") {
    return InvalidError({.subject = file,
                         .place = absl::StrCat(Line(row), ", column decision"),
                         .cause = "the decision is neither force nor forbid"});
  }
  const auto date = Date::ParseIso(row.fields[kDate]);
  if (!date.ok()) {
    return InvalidError({.subject = file,
                         .place = absl::StrCat(Line(row), ", column date"),
                         .cause = "this is not a date",
                         .remedy = "write it as YYYY-MM-DD"});
  }
  if (row.fields[kA] == row.fields[kB]) {
    return InvalidError({.subject = file,
                         .place = Line(row),
                         .cause = absl::StrCat("the row names ", row.fields[kA], " twice"),
                         .remedy = "give the ids of two records"});
  }
  return resolve::Decision{
      .kind = word == "force" ? resolve::Decision::Kind::kForce : resolve::Decision::Kind::kForbid,
      .a = row.fields[kA],
      .b = row.fields[kB],
      .author = row.fields[kAuthor],
      .reason = row.fields[kReason],
      .date = *date,
      .place = absl::StrCat(BaseName(file), ", ", Line(row))};
}

}  // namespace

absl::StatusOr<std::vector<resolve::Decision>> ReadIdentities(ByteReader& input) {
  sources::CsvReader rows(input);
  LYNCEUS_ASSIGN_OR_RETURN(const sources::CsvRow* const header, rows.Next());
  LYNCEUS_RETURN_IF_ERROR(CheckHeader(input.name(), header));
  std::vector<resolve::Decision> decisions;
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const sources::CsvRow* const row, rows.Next());
    if (row == nullptr) return decisions;
    if (decisions.size() == limits::kDecisionsMax) {
      return LimitError({.subject = input.name(),
                         .place = Line(*row),
                         .cause = "the file holds too many decisions",
                         .limit = absl::StrCat(limits::kDecisionsMax, " rows")});
    }
    LYNCEUS_ASSIGN_OR_RETURN(resolve::Decision decision, ReadRow(input.name(), *row));
    decisions.push_back(std::move(decision));
  }
}

absl::StatusOr<std::vector<resolve::Decision>> ReadIdentitiesFile(const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto input, OpenByteReader(path));
  return ReadIdentities(*input);
}

}  // namespace lynceus::ingest
