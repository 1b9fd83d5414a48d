#include "lib/review/answerers.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/review/answer_json.h"
#include "lib/review/counterparty_reader.h"
#include "lib/review/json_value.h"
#include "lib/screening/evaluate.h"

namespace lynceus::review {
namespace {

absl::StatusOr<std::string> Ask(const screening::Engine& engine, Date as_of,
                                const std::string& preset, std::string_view input_json) {
  LYNCEUS_ASSIGN_OR_RETURN(const Counterparty asked, ReadCounterparty(input_json));
  LYNCEUS_ASSIGN_OR_RETURN(const DecisionCore core,
                           screening::Evaluate(asked, as_of, engine, preset));
  return DecisionCoreJson(core);
}

// The positions of the questions of one snapshot, rule set and build.
using Groups =
    std::map<std::tuple<std::string, std::string, std::string>, std::vector<std::size_t>>;

Groups GroupsOf(const std::vector<RecordedQuestion>& questions) {
  Groups groups;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const RecordedQuestion& question = questions[i];
    groups[{question.snapshot, question.rules, question.engine}].push_back(i);
  }
  return groups;
}

std::string QuestionLine(const RecordedQuestion& question) {
  JsonWriter json;
  json.BeginObject()
      .Member("as_of", question.as_of.ToString())
      .Member("preset", question.preset)
      .Key("input")
      .Raw(question.input_json)
      .EndObject();
  return json.Take();
}

std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return lines;
}

// An answer line of a program.
absl::StatusOr<std::string> AnswerIn(std::string_view line) {
  if (!line.starts_with("{\"error\":")) return std::string(line);
  LYNCEUS_ASSIGN_OR_RETURN(const JsonValue value, ParseJson(line));
  const JsonValue* const error = value.Find("error");
  const JsonValue* const cause = error == nullptr ? nullptr : error->Find("cause");
  return InvalidError({.subject = "the other build",
                       .cause = cause == nullptr ? "it gives an error" : cause->text,
                       .remedy = "ask it by hand: `lynceus log answer`"});
}

// The member of a question line as the text that it is, from behind its key to the closing brace.
absl::StatusOr<std::string> AnswerOne(const screening::Engine& engine, std::string_view line) {
  constexpr std::string_view kInput = ",\"input\":";
  LYNCEUS_ASSIGN_OR_RETURN(const JsonValue value, ParseJson(line));
  const JsonValue* const as_of = value.Find("as_of");
  const JsonValue* const preset = value.Find("preset");
  const std::size_t input = line.find(kInput);
  if (as_of == nullptr || preset == nullptr || input == std::string_view::npos ||
      value.keys.size() != 3) {
    return InvalidError({.subject = "question",
                         .cause = "it is not {\"as_of\", \"preset\", \"input\"}",
                         .remedy = "write them in this order, without spaces between"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(const Date day, Date::ParseIso(as_of->text));
  const std::size_t at = input + kInput.size();
  return Ask(engine, day, preset->text, line.substr(at, line.size() - at - 1));
}

}  // namespace

void LocalAnswerer::Answer(const std::vector<RecordedQuestion>& questions, ThreadPool& pool,
                           std::vector<absl::StatusOr<std::string>>& answers) {
  for (const auto& [key, positions] : GroupsOf(questions)) {
    const auto engine = engines_.EngineOf(std::get<0>(key), std::get<1>(key));
    pool.ForEach(positions.size(), [&](std::size_t i) {
      const RecordedQuestion& question = questions[positions[i]];
      answers[positions[i]] =
          engine.ok() ? Ask(**engine, question.as_of, question.preset, question.input_json)
                      : absl::StatusOr<std::string>(engine.status());
    });
  }
}

absl::StatusOr<std::string> ProgramAnswerer::ProgramOf(const std::string& build) {
  if (!program_.empty()) return program_;
  std::unique_ptr<ArchivedTree>& program = programs_[build];
  if (program == nullptr) {
    LYNCEUS_ASSIGN_OR_RETURN(program, archive_->Extract(ArchiveKind::kEngine, build));
  }
  return program->path();
}

void ProgramAnswerer::Answer(const std::vector<RecordedQuestion>& questions, ThreadPool& pool,
                             std::vector<absl::StatusOr<std::string>>& answers) {
  for (const auto& [key, positions] : GroupsOf(questions)) {
    const auto files = engines_.FilesOf(std::get<0>(key), std::get<1>(key));
    const auto program = ProgramOf(std::get<2>(key));
    // A process a thread, each with its part of the questions.
    const std::size_t parts = std::min(pool.size(), positions.size());
    pool.ForEach(parts, [&](std::size_t part) {
      const std::size_t first = positions.size() * part / parts;
      const std::size_t end = positions.size() * (part + 1) / parts;
      const auto fail = [&](const absl::Status& status) {
        for (std::size_t i = first; i < end; ++i) answers[positions[i]] = status;
      };
      if (!files.ok()) return fail(files.status());
      if (!program.ok()) return fail(program.status());
      std::string lines;
      for (std::size_t i = first; i < end; ++i) {
        absl::StrAppend(&lines, QuestionLine(questions[positions[i]]), "\n");
      }
      const auto output = run_(*program, **files, lines);
      if (!output.ok()) return fail(output.status());
      const auto given = LinesOf(*output);
      if (given.size() != end - first) {
        return fail(InternalError({.subject = *program,
                                   .cause = absl::StrCat("it gives ", given.size(), " answers to ",
                                                         end - first, " questions"),
                                   .remedy = "ask it by hand: `lynceus log answer`"}));
      }
      for (std::size_t i = first; i < end; ++i) {
        answers[positions[i]] = AnswerIn(given[i - first]);
      }
    });
  }
}

std::string AnswerLines(const screening::Engine& engine, std::string_view lines, ThreadPool& pool) {
  const auto questions = LinesOf(lines);
  std::vector<std::string> answers(questions.size());
  pool.ForEach(questions.size(), [&](std::size_t i) {
    auto answer = AnswerOne(engine, questions[i]);
    answers[i] = answer.ok() ? *std::move(answer)
                             : absl::StrCat("{\"error\":", ErrorJson(answer.status()), "}");
  });
  std::string text;
  for (const std::string& answer : answers) absl::StrAppend(&text, answer, "\n");
  return text;
}

}  // namespace lynceus::review
