// The labelled files that are JSON lines. The pair is read as `lynceus compare` reads it; here come
// its label and group.
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/json_lines.h"
#include "lib/validation/entity_pair.h"
#include "lib/validation/labelled_readers.h"

namespace lynceus::validation {
namespace {

using sources::JsonValue;

absl::StatusOr<JsonValue> ParseLine(std::string_view line) {
  if (!IsValidUtf8(line)) return InvalidError({.cause = "the line is not UTF-8"});
  const auto input = MakeMemoryReader("", std::string(line));
  sources::JsonReader reader(*input, {.is_one_object = true});
  LYNCEUS_ASSIGN_OR_RETURN(sources::JsonRecord* const record, reader.Next());
  if (record == nullptr) return InvalidError({.cause = "the line holds no object"});
  return std::move(record->value);
}

absl::StatusOr<bool> LabelOfMatch(const JsonValue& value) {
  const JsonValue* const label = value.Find("match");
  if (label != nullptr && label->kind == JsonValue::Kind::kBool) return label->is_true();
  return InvalidError({.cause = label == nullptr ? "there is no member match"
                                                 : "the member match is neither true nor false",
                       .remedy = "write true or false"});
}

absl::StatusOr<bool> LabelOfJudgement(const JsonValue& value) {
  const std::string_view word = value.TextOf("judgement");
  if (word == "positive") return true;
  if (word == "negative") return false;
  return InvalidError(
      {.cause = absl::StrCat("the judgement \"", std::string(word), "\" is none that is counted"),
       .remedy = "write positive or negative"});
}

using ReadLabel = absl::StatusOr<bool> (*)(const JsonValue& value);

absl::StatusOr<LabelledPair> ReadPair(std::string_view line, ReadLabel read_label) {
  LYNCEUS_ASSIGN_OR_RETURN(const JsonValue value, ParseLine(line));
  LabelledPair pair{.group = std::string(value.TextOf("group"))};
  LYNCEUS_ASSIGN_OR_RETURN(pair.match, read_label(value));
  LYNCEUS_ASSIGN_OR_RETURN(EntityPair entities, ParseEntityPair(line));
  pair.asked = std::move(entities.asked);
  pair.listed = std::move(entities.listed);
  return pair;
}

void ReadLines(std::string_view text, ReadLabel read_label, LabelledFile& file) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = TrimAscii(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty()) continue;
    const std::string place = absl::StrCat("line ", number);
    auto pair = ReadPair(line, read_label);
    if (pair.ok()) {
      pair->place = place;
      file.pairs.push_back(*std::move(pair));
    } else {
      file.row_errors.push_back(RowError(pair.status(), file.path, place));
    }
  }
}

}  // namespace

void ReadEntityPairs(std::string_view text, LabelledFile& file) {
  ReadLines(text, LabelOfMatch, file);
}

void ReadJudgements(std::string_view text, LabelledFile& file) {
  ReadLines(text, LabelOfJudgement, file);
}

}  // namespace lynceus::validation
