// The EBRD's CSV. Its fields are quoted, and quotes inside of them stand as they are ("Co
// "Sharora""), so RFC 4180's reader cannot read it; the one here knows a field's end by what
// follows the quote.

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/debarment.h"
#include "lib/sources/debarment_record.h"
#include "lib/sources/free_text.h"
#include "lib/sources/list_file.h"
#include "lib/sources/report.h"
#include "lib/sources/text_decoding.h"
#include "lib/sources/titled_columns.h"

namespace lynceus::sources {
namespace {

constexpr KnownColumn kColumns[] = {{"firm name"},
                                    {"address"},
                                    {"nationality"},
                                    {"ineligible from"},
                                    {"ineligible until"},
                                    {"notice effective at ebrd"},
                                    {"originating institution"},
                                    {"prohibited practice"}};

constexpr std::string_view kTwoMarks = "\xEF\xBB\xBF\xEF\xBB\xBF";

constexpr std::string_view kLoneReturn =
    "a line ends in CR alone, as on old Macintoshes, which its publisher does not write";

// Rows of a table whose quotes are not doubled. One thread.
class LooseRows {
 public:
  LooseRows(ByteReader& input, LoadReport& report) : input_(input), report_(report) {}

  // The next row that is not blank; nothing at the end.
  absl::StatusOr<std::optional<std::vector<std::string>>> Next() {
    std::vector<std::string> fields;
    row_line_ = line_;
    std::size_t bytes = 0;
    std::uint64_t blank_lines = 0;
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(std::optional<std::string> field, NextField());
      if (!field && fields.empty()) return std::optional<std::vector<std::string>>();
      if (!field) return std::optional(std::move(fields));
      bytes += field->size();
      if (bytes > limits::kRecordBytesMax) return TooLong();
      fields.push_back(*std::move(field));
      if (!ends_row_) continue;
      if (fields.size() > 1 || !fields[0].empty()) {
        NameBlankLines(blank_lines);
        return std::optional(std::move(fields));
      }
      fields.clear();
      ++blank_lines;
      row_line_ = line_;
    }
  }
  std::uint64_t row_line() const { return row_line_; }

  absl::Status Refuse(std::string cause) const {
    return InvalidError({.subject = input_.name(),
                         .place = absl::StrCat("line ", row_line_),
                         .cause = std::move(cause),
                         .remedy = "get the file again"});
  }

 private:
  absl::Status TooLong() const {
    return LimitError({.subject = input_.name(),
                       .place = absl::StrCat("line ", row_line_),
                       .cause = "one row is too long; perhaps a quote is not closed",
                       .limit = "16 MiB",
                       .remedy = "get the file again"});
  }

  void NameBlankLines(std::uint64_t count) {
    if (count == 0) return;
    AddWarning(report_, absl::StrCat(BaseName(input_.name()), ", line ", row_line_, ": ", count,
                                     " blank lines stand before the row"));
  }

  // Makes the byte at `ahead` behind the next one readable; false where the input ends before.
  absl::StatusOr<bool> Ensure(std::size_t ahead) {
    while (at_ + ahead >= buffer_.size()) {
      buffer_.erase(0, at_);
      at_ = 0;
      std::array<char, 16'384> block;
      LYNCEUS_ASSIGN_OR_RETURN(const std::size_t size, input_.Read(block));
      if (size == 0) return false;
      buffer_.append(block.data(), size);
    }
    return true;
  }

  // A field and what ends it; nothing at the end of the input.
  absl::StatusOr<std::optional<std::string>> NextField() {
    ends_row_ = false;
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, Ensure(0));
    if (!more && !std::exchange(after_separator_, false)) return std::optional<std::string>();
    if (!more) {  // The file ends behind a separator: the last field is empty.
      ends_row_ = true;
      return std::optional(std::string());
    }
    after_separator_ = false;
    const bool quoted = buffer_[at_] == '"';
    if (quoted) ++at_;
    std::string field;
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(const bool has_byte, Ensure(0));
      if (!has_byte && quoted) return Refuse("the quote that opens a field is never closed");
      if (!has_byte) {
        ends_row_ = true;
        return Checked(std::move(field));
      }
      const char c = buffer_[at_++];
      if (c == '\n') ++line_;
      if (quoted && c == '"') {
        LYNCEUS_ASSIGN_OR_RETURN(const bool ends, EndsField());
        if (ends) return Checked(std::move(field));
      } else if (!quoted && (c == ',' || c == '\n')) {
        ends_row_ = c == '\n';
        after_separator_ = c == ',';
        return Checked(std::move(field));
      }
      if (!quoted && c == '\r') {
        LYNCEUS_ASSIGN_OR_RETURN(const bool has_next, Ensure(0));
        if (has_next && buffer_[at_] != '\n') return Refuse(std::string(kLoneReturn));
      }
      field += c;
      if (field.size() > limits::kRecordBytesMax) return TooLong();
    }
  }

  // Whether a separator or the end follows a quote; takes it where it does.
  absl::StatusOr<bool> EndsField() {
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, Ensure(0));
    if (!more) {
      ends_row_ = true;
      return true;
    }
    if (buffer_[at_] == ',') {
      ++at_;
      after_separator_ = true;
      return true;
    }
    const bool return_first = buffer_[at_] == '\r';
    if (return_first) {
      LYNCEUS_ASSIGN_OR_RETURN(const bool has_next, Ensure(1));
      if (!has_next) {
        ++at_;
        ends_row_ = true;
        return true;
      }
    }
    if (buffer_[at_ + (return_first ? 1 : 0)] != '\n') {
      if (return_first) return Refuse(std::string(kLoneReturn));
      return false;
    }
    at_ += return_first ? 2 : 1;
    ++line_;
    ends_row_ = true;
    return true;
  }

  absl::StatusOr<std::optional<std::string>> Checked(std::string field) const {
    if (field.find('\0') != std::string::npos) return Refuse("there is a NUL byte in the text");
    if (!IsValidUtf8(field)) return Refuse("the text is not UTF-8");
    if (const std::size_t at = FindControl(field); at != std::string::npos) {
      return Refuse(absl::StrCat("it holds the control character 0x",
                                 absl::Hex(static_cast<unsigned char>(field[at]), absl::kZeroPad2),
                                 ", which is no text"));
    }
    // Should the publisher come to double its quotes.
    for (std::size_t at = 0; (at = field.find("\"\"", at)) != std::string::npos; ++at) {
      field.erase(at, 1);
    }
    return std::optional(std::move(field));
  }

  ByteReader& input_;
  LoadReport& report_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  std::uint64_t row_line_ = 1;
  bool ends_row_ = false;
  bool after_separator_ = false;
};

DebarmentRow RowOf(const TitledColumns& columns, const std::vector<std::string>& cells) {
  const auto cell = [&columns, &cells](std::string_view title) {
    return columns.Cell(cells, title);
  };
  DebarmentRow row{.name = cell("firm name"),
                   .country = cell("nationality"),
                   .from = cell("ineligible from"),
                   .to = cell("ineligible until"),
                   .basis = cell("prohibited practice")};
  // Where no beginning is said, the debarment is in force since the notice at the latest.
  if (row.from.empty()) row.from = cell("notice effective at ebrd");
  ListRecord& record = row.record;
  const std::string origin = cell("originating institution");
  if (!origin.empty()) absl::StrAppend(&row.basis, row.basis.empty() ? "" : "; ", origin);
  const std::string notice = cell("notice effective at ebrd");
  if (!notice.empty()) AddProperty(record.entity, "notes", "notice effective at EBRD: " + notice);
  // One country a line.
  const std::string raw(columns.RawCell(cells, "nationality"));
  const bool is_person = BeginsWithTitleOfPerson(row.name);
  for (const std::string& country : SplitTrimmed(raw, '\n')) {
    AddCountriesIn(record.entity, is_person ? "nationality" : "jurisdiction", country);
  }
  AddAddress(record.entity, {cell("address")}, {});
  return row;
}

}  // namespace

absl::StatusOr<LoadReport> LoadEbrdCsv(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(
      LoadReport report,
      BeginReport(group, {.key = "ebrd",
                          .publisher = "European Bank for Reconstruction and Development",
                          .authority = "EBRD",
                          .list = "INELIGIBLE"}));
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input,
                           OpenListFile(group.files[0].path));
  LooseRows rows(*input, report);
  LYNCEUS_ASSIGN_OR_RETURN(const auto titles, rows.Next());
  if (!titles) return rows.Refuse("the file is empty");
  if (titles->front().starts_with(kTwoMarks)) {
    return rows.Refuse("the file begins with two byte order marks");
  }
  const auto columns = TitledColumns::Of(*titles, kColumns);
  if (!columns.ok()) {
    return Annotate(columns.status(), {.subject = input->name(), .place = "line 1"});
  }
  DebarmentEmitter emitter("Ineligible Entities", sink, report);
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const auto cells, rows.Next());
    if (!cells) return report;
    if (cells->size() != titles->size()) {
      return rows.Refuse(
          absl::StrCat("the row has ", cells->size(), " fields, and the header ", titles->size()));
    }
    const std::string place = absl::StrCat("line ", rows.row_line());
    LYNCEUS_RETURN_IF_ERROR(
        Annotate(columns->CheckRow(*cells), {.subject = input->name(), .place = place}));
    DebarmentRow row = RowOf(*columns, *cells);
    row.place = place;
    columns->KeepOthers(*cells, row.record);
    LYNCEUS_RETURN_IF_ERROR(emitter.Add(std::move(row)));
  }
}

}  // namespace lynceus::sources
