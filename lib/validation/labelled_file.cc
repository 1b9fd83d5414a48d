// Detection looks at the first line that is not blank: its form is one of seven.
#include "lib/validation/labelled_file.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/list_file.h"
#include "lib/validation/labelled_readers.h"

namespace lynceus::validation {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr const char* kForms =
    "give CSV with the columns schema, name1, name2, is_match; CSV with query_name, result_name, "
    "ofac_score; JSON lines of query, result, match or of left, right, judgement; or name sets "
    "\"form, form => id\"";

std::string_view FirstLine(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  while (!text.empty()) {
    const std::string_view line = TrimAscii(text.substr(0, text.find('\n')));
    if (!line.empty()) return line;
    text.remove_prefix(std::min(text.size(), text.find('\n') + 1));
  }
  return {};
}

bool Has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::optional<LabelledKind> Detect(std::string_view first_line) {
  if (first_line.starts_with('{')) {
    return Has(first_line, "\"judgement\"") ? LabelledKind::kJudgements
                                            : LabelledKind::kEntityPairs;
  }
  if (first_line.starts_with('#')) return LabelledKind::kScriptPairs;
  if (Has(first_line, " => ")) return LabelledKind::kNameSets;
  if (Has(first_line, "\t")) return LabelledKind::kWordPairs;
  if (Has(first_line, "name1") || Has(first_line, "name2") || Has(first_line, "is_match")) {
    return LabelledKind::kNamePairs;
  }
  if (Has(first_line, "query_name") || Has(first_line, "ofac_score")) {
    return LabelledKind::kSearchScores;
  }
  return std::nullopt;
}

absl::Status ReadAs(LabelledKind kind, std::string text, LabelledFile& file) {
  switch (kind) {
    case LabelledKind::kNamePairs:
      return ReadNamePairs(std::move(text), file);
    case LabelledKind::kSearchScores:
      return ReadSearchScores(std::move(text), file);
    case LabelledKind::kScriptPairs:
      return ReadScriptPairs(std::move(text), file);
    case LabelledKind::kEntityPairs:
      ReadEntityPairs(text, file);
      return absl::OkStatus();
    case LabelledKind::kJudgements:
      ReadJudgements(text, file);
      return absl::OkStatus();
    case LabelledKind::kNameSets:
      ReadNameSets(text, file);
      return absl::OkStatus();
    case LabelledKind::kWordPairs:
      ReadWordPairs(text, file);
      return absl::OkStatus();
  }
  return InternalError({.subject = file.path, .cause = "a kind of labelled file without reader"});
}

absl::StatusOr<std::string> ReadAll(const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto input, sources::OpenListFile(path));
  std::string text;
  std::array<char, 65'536> buffer{};
  for (;;) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::size_t size, input->Read(buffer));
    if (size == 0) return text;
    text.append(buffer.data(), size);
    if (text.size() > limits::kLabelledFileBytesMax) {
      return LimitError({.subject = path,
                         .cause = "the labelled file is too large",
                         .limit = absl::StrCat(limits::kLabelledFileBytesMax, " bytes"),
                         .remedy = "split it"});
    }
  }
}

bool SaysWhatItIs(Schema schema) {
  return schema != Schema::kUnknown && schema != Schema::kLegalEntity;
}

}  // namespace

std::string_view LabelledKindName(LabelledKind kind) {
  switch (kind) {
    case LabelledKind::kNamePairs:
      return "name pairs";
    case LabelledKind::kEntityPairs:
      return "entity pairs";
    case LabelledKind::kJudgements:
      return "analysts' judgements";
    case LabelledKind::kSearchScores:
      return "search scores";
    case LabelledKind::kNameSets:
      return "name sets";
    case LabelledKind::kWordPairs:
      return "word pairs";
    case LabelledKind::kScriptPairs:
      return "pairs across scripts";
  }
  return "";
}

Schema LabelledPair::schema() const {
  if (SaysWhatItIs(asked.schema)) return asked.schema;
  if (SaysWhatItIs(listed.schema)) return listed.schema;
  return std::max(asked.schema, listed.schema);
}

absl::Status RowError(const absl::Status& error, const std::string& path,
                      const std::string& place) {
  ErrorDetail detail = DetailOf(error);
  std::vector<std::string> places = {place};
  for (const std::string& part : {detail.subject, detail.place}) {
    if (!part.empty() && part != place) places.push_back(part);
  }
  detail.subject = path;
  detail.place = Join(places, ", ");
  return MakeError(error.code(), std::move(detail));
}

absl::StatusOr<LabelledFile> ParseLabelledFile(const std::string& path, std::string text) {
  LabelledFile file{.path = path};
  const std::string_view first_line = FirstLine(text);
  if (first_line.empty()) {
    return InvalidError({.subject = path, .cause = "the file is empty", .remedy = kForms});
  }
  const auto kind = Detect(first_line);
  if (!kind) {
    return InvalidError({.subject = path,
                         .place = "first line",
                         .cause = "the file is no labelled file that is read here",
                         .remedy = kForms});
  }
  file.kind = *kind;
  LYNCEUS_RETURN_IF_ERROR(ReadAs(*kind, std::move(text), file));
  if (file.pairs.empty() && file.sets.empty()) {
    if (!file.row_errors.empty()) return Annotate(file.row_errors.front(), {.subject = path});
    return InvalidError({.subject = path, .cause = "no row follows the header", .remedy = kForms});
  }
  return file;
}

absl::StatusOr<LabelledFile> ReadLabelledFile(const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(std::string text, ReadAll(path));
  return ParseLabelledFile(path, std::move(text));
}

}  // namespace lynceus::validation
