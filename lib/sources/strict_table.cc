#include "lib/sources/strict_table.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/typed_text.h"

namespace lynceus::sources {
namespace {

bool IsControl(char c) {
  const auto code = static_cast<unsigned char>(c);
  return (code < 0x20 && c != '\t') || code == 0x7F;
}

// "it" quoted: what the field holds, cut.
std::string Quoted(std::string_view text) {
  return absl::StrCat("\"", ToAbsl(CutUtf8(text, 60)), "\"");
}

}  // namespace

StrictTable::StrictTable(ByteReader& input, std::span<const std::string_view> columns,
                         std::string_view row_word, LoadReport& report)
    : file_(input.name()),
      columns_(columns),
      row_word_(row_word),
      reader_(input, {.utf8_remedy = kSaveOwnTable, .report = &report}),
      at_(columns.size()),
      fields_(columns.size()) {}

absl::Status StrictTable::NoRows() const {
  return InvalidError({.subject = file_,
                       .cause = "the file holds no row",
                       .remedy = absl::StrCat("give a header and a row for ", ToAbsl(row_word_))});
}

absl::Status StrictTable::BadHeader(std::string cause) const {
  const std::vector<std::string> known(columns_.begin(), columns_.end());
  return InvalidError({.subject = file_,
                       .place = "line 1",
                       .cause = std::move(cause),
                       .remedy = "use the columns " + Join(known, ", ")});
}

absl::Status StrictTable::Bad(std::size_t column, std::string cause, std::string remedy) const {
  return InvalidError({.subject = file_,
                       .place = absl::StrCat("line ", line_, ", column ", ToAbsl(columns_[column])),
                       .cause = std::move(cause),
                       .remedy = std::move(remedy)});
}

absl::Status StrictTable::ReadHeader() {
  LYNCEUS_ASSIGN_OR_RETURN(const CsvRow* const row, reader_.Next());
  if (row == nullptr) return NoRows();
  width_ = row->fields.size();
  for (std::size_t i = 0; i < width_; ++i) {
    const std::string word = LowerAscii(TrimAscii(FoldWidth(row->fields[i])));
    if (word.empty()) {
      return BadHeader(
          absl::StrCat("column ", i + 1, " has no name; perhaps it is empty below too"));
    }
    const auto known = std::ranges::find(columns_, word);
    if (known == columns_.end()) {
      return BadHeader(absl::StrCat("column ", i + 1, " has the unknown name \"",
                                    ToAbsl(CutUtf8(word, 40)), "\""));
    }
    auto& at = at_[static_cast<std::size_t>(known - columns_.begin())];
    if (at) return BadHeader(absl::StrCat("the column ", word, " is there twice"));
    at = i;
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> StrictTable::Next() {
  LYNCEUS_ASSIGN_OR_RETURN(const CsvRow* const row, reader_.Next());
  if (row != nullptr) {
    line_ = row->line;
    ++rows_;
    LYNCEUS_RETURN_IF_ERROR(TakeFields(*row));
    return true;
  }
  if (rows_ == 0) return NoRows();
  // Without it a share of 49 that was cut to 4 would be read as 4.
  if (!reader_.has_final_line_end()) {
    return InvalidError({.subject = file_,
                         .place = absl::StrCat("line ", line_),
                         .cause = "the last row has no line end; the file may be cut off",
                         .remedy = "get the whole file, or end its last row with a line end"});
  }
  return false;
}

absl::Status StrictTable::TakeFields(const CsvRow& row) {
  if (row.fields.size() != width_) {
    return InvalidError({.subject = file_,
                         .place = absl::StrCat("line ", line_),
                         .cause = absl::StrCat("the row has ", row.fields.size(),
                                               " fields, the header has ", width_),
                         .remedy = "give every row all fields, and quote those with commas"});
  }
  if (std::ranges::all_of(row.fields, [](const auto& field) { return field.empty(); })) {
    return InvalidError({.subject = file_,
                         .place = absl::StrCat("line ", line_),
                         .cause = "the row is empty",
                         .remedy = "delete it"});
  }
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    std::string_view& field = fields_[column];
    field = at_[column] ? std::string_view(row.fields[*at_[column]]) : std::string_view();
    if (field.size() > limits::kFieldBytesMax) {
      return Bad(column, absl::StrCat("the field has ", field.size(), " bytes"),
                 absl::StrCat("at most ", limits::kFieldBytesMax, " are taken"));
    }
    if (field.find_first_of(std::string_view("\x00\r\n", 3)) != std::string_view::npos) {
      return Bad(column, "the field holds a line end; perhaps a quote is missing",
                 "write it on one line");
    }
    if (std::ranges::any_of(field, IsControl)) {
      return Bad(column, "the field holds a control character; perhaps the file is ISO-2022-JP",
                 std::string(kSaveOwnTable));
    }
  }
  return absl::OkStatus();
}

std::vector<std::string> StrictTable::Several(std::size_t column) const {
  constexpr std::string_view kFullWidth = "\xEF\xBC\x9B";
  std::string text(fields_[column]);
  for (auto at = text.find(kFullWidth); at != std::string::npos; at = text.find(kFullWidth, at)) {
    text.replace(at, kFullWidth.size(), ";");
  }
  return SplitTrimmed(text, ';');
}

absl::StatusOr<std::vector<std::string>> StrictTable::ReadNames(std::size_t column) const {
  constexpr std::string_view kIdeographicComma = "\xE3\x80\x81";
  std::vector<std::string> names = Several(column);
  for (const std::string& name : names) {
    if (HasLostLetters(name)) {
      return Bad(column, absl::StrCat("the name ", Quoted(name), " has lost its letters"),
                 absl::StrCat("write it again, and ", ToAbsl(kSaveOwnTable)));
    }
    if (name.find(kIdeographicComma) != std::string::npos) {
      return Bad(column, absl::StrCat(Quoted(name), " holds an ideographic comma"),
                 "separate names by ;");
    }
  }
  return names;
}

absl::StatusOr<PartialDate> StrictTable::ReadDateText(std::size_t column,
                                                      std::string_view text) const {
  const std::string folded = FoldWidth(text);
  std::string_view said = TrimAscii(folded);
  const bool circa = said.starts_with("circa ");
  if (circa) said.remove_prefix(6);
  auto date = PartialDate::ParseIso(said);
  if (date.ok()) {
    date->circa = circa;
    return *date;
  }
  const std::string hint = IsoHint(said);
  return Bad(column, absl::StrCat(Quoted(text), " is no date"),
             hint.empty() ? "write YYYY-MM-DD, YYYY-MM or YYYY, with circa in front where it is"
                          : absl::StrCat("write ", hint));
}

absl::StatusOr<std::optional<PartialDate>> StrictTable::ReadDate(std::size_t column) const {
  if (fields_[column].empty()) return std::nullopt;
  LYNCEUS_ASSIGN_OR_RETURN(const PartialDate date, ReadDateText(column, fields_[column]));
  if (!date.circa) return date;
  return Bad(column, "a listing's day is not circa", "write YYYY-MM-DD, YYYY-MM or YYYY");
}

absl::StatusOr<Schema> StrictTable::ReadSchema(std::size_t column) const {
  if (fields_[column].empty()) return Schema::kUnknown;
  const std::optional<Schema> schema = ParseSchema(FoldWidth(fields_[column]));
  if (schema) return *schema;
  return Bad(column, absl::StrCat(Quoted(fields_[column]), " is no schema"),
             "use Person, Company, Organization, PublicBody, LegalEntity, Vessel ... or "
             "leave it empty");
}

absl::StatusOr<std::string> StrictTable::ReadCountry(std::size_t column,
                                                     std::string_view word) const {
  const std::string_view code = CountryCode(FoldWidth(word));
  if (!code.empty()) return std::string(code);
  return Bad(column, absl::StrCat(Quoted(word), " is no country that is known"),
             "use its ISO 3166-1 code of two letters");
}

absl::StatusOr<std::vector<Identifier>> StrictTable::ReadIdentifiers(std::size_t column) const {
  std::vector<Identifier> identifiers;
  for (const std::string& text : Several(column)) {
    LYNCEUS_ASSIGN_OR_RETURN(Identifier identifier, ReadIdentifier(column, FoldWidth(text)));
    identifiers.push_back(std::move(identifier));
  }
  return identifiers;
}

absl::StatusOr<Identifier> StrictTable::ReadIdentifier(std::size_t column,
                                                       std::string_view text) const {
  const std::size_t colon = text.find(':');
  std::string_view type = TrimAscii(text.substr(0, colon));
  const std::string_view value =
      colon == std::string_view::npos ? std::string_view() : TrimAscii(text.substr(colon + 1));
  Identifier identifier{.type = {}, .value = std::string(value), .country = {}};
  if (const std::size_t slash = type.find('/'); slash != std::string_view::npos) {
    LYNCEUS_ASSIGN_OR_RETURN(identifier.country, ReadCountry(column, type.substr(slash + 1)));
    type = TrimAscii(type.substr(0, slash));
  }
  const bool is_word = !type.empty() && std::ranges::all_of(type, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
  if (!is_word || value.empty()) {
    return Bad(column, absl::StrCat(Quoted(text), " is no identifier"),
               "write TYPE:VALUE, as innCode:7704237230");
  }
  identifier.type = type;
  return identifier;
}

bool IsQualifiedId(std::string_view id) {
  const std::size_t colon = id.find(':');
  return colon != std::string_view::npos && colon > 0 && colon + 1 < id.size() &&
         std::ranges::none_of(id, [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

}  // namespace lynceus::sources
