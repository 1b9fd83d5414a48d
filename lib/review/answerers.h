#pragma once
// Who answers recorded questions again: this build, or another one as a program beside it.
//
// The program is asked in JSON Lines. On its standard input, a question a line:
//   {"as_of":"2026-11-01","preset":"default","input":COUNTERPARTY}
// with the counterparty as the record holds it (CounterpartyJson). On its standard output, an
// answer a line, in the same order: the DecisionCore (DecisionCoreJson), or {"error":{...}} as
// ErrorJson writes it. `lynceus log answer --snapshot DIR --rules DIR` is that program for its own
// build (AnswerLines).

#include <functional>
#include <string>
#include <string_view>

#include "lib/review/engine_source.h"
#include "lib/review/replay.h"

namespace lynceus::review {

// This build.
class LocalAnswerer final : public Answerer {
 public:
  // `engines` outlives it.
  explicit LocalAnswerer(EngineSource& engines) : engines_(engines) {}
  void Answer(const std::vector<RecordedQuestion>& questions, ThreadPool& pool,
              std::vector<absl::StatusOr<std::string>>& answers) override;

 private:
  EngineSource& engines_;
};

// Another build. `Run` gives `lines` to the standard input of PROGRAM log answer --snapshot
// FILES.snapshot [--rules FILES.rules] and returns its output; it is called by several threads.
class ProgramAnswerer final : public Answerer {
 public:
  using Run = std::function<absl::StatusOr<std::string>(
      const std::string& program, const EngineFiles& files, const std::string& lines)>;
  // `program` empty: the archive's, by the build word of each record; then `archive` is not null.
  ProgramAnswerer(EngineSource& engines, std::string program, const Archive* archive, Run run)
      : engines_(engines), program_(std::move(program)), archive_(archive), run_(std::move(run)) {}
  void Answer(const std::vector<RecordedQuestion>& questions, ThreadPool& pool,
              std::vector<absl::StatusOr<std::string>>& answers) override;

 private:
  absl::StatusOr<std::string> ProgramOf(const std::string& build);

  EngineSource& engines_;
  const std::string program_;
  const Archive* const archive_;
  const Run run_;
  std::map<std::string, std::unique_ptr<ArchivedTree>> programs_;  // by build word
};

// The program's side: the answers to `lines`, a line each. Errors of one question stand in its
// line.
std::string AnswerLines(const screening::Engine& engine, std::string_view lines, ThreadPool& pool);

}  // namespace lynceus::review
