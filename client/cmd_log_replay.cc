// `lynceus log replay`, `compare`, and `answer`, the program's side of a replay by another build.
#include <cstdio>
#include <iostream>
#include <iterator>
#include <memory>
#include <thread>

#include "absl/strings/str_cat.h"
#include "client/command.h"
#include "client/log_options.h"
#include "client/subprocess.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/base/thread_pool.h"
#include "lib/review/answerers.h"
#include "lib/review/compare.h"
#include "lib/review/replay.h"

namespace lynceus::client {
namespace {

using review::ReplayOutcome;

constexpr int kJobsMax = 1'024;
constexpr char kArchived[] = "archived";

struct Options {
  review::LogPlace log;
  RecordOptions records;
  std::string archive;
  std::string snapshot;
  std::string rules;
  std::string engine;
  std::string format = "text";
  std::size_t jobs = 0;
};

std::size_t Jobs(const Options& options) {
  return options.jobs != 0 ? options.jobs
                           : std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

unsigned long long Number(std::uint64_t value) { return value; }

// --- replay --------------------------------------------------------------------------------------

absl::StatusOr<std::string> RunAnswer(const std::string& program, const review::EngineFiles& files,
                                      const std::string& lines) {
  std::vector<std::string> arguments{"log", "answer", "--snapshot", files.snapshot};
  if (!files.rules.empty()) arguments.insert(arguments.end(), {"--rules", files.rules});
  auto output = RunFilter(program, arguments, lines);
  if (output.ok()) return output;
  return Annotate(absl::Status(output.status().code(), ""),
                  {.subject = program,
                   .cause = "this build did not answer",
                   .remedy = "ask it by hand: `lynceus log answer --snapshot DIR`"});
}

absl::StatusOr<std::unique_ptr<review::Answerer>> MakeAnswerer(const Options& options,
                                                               const review::Archive* archive,
                                                               review::EngineSource& engines) {
  if (options.engine.empty()) return std::make_unique<review::LocalAnswerer>(engines);
  if (options.engine == kArchived && archive == nullptr) {
    return UsageError("--engine archived", "there is no archive", "give --archive DIR");
  }
  return std::make_unique<review::ProgramAnswerer>(
      engines, options.engine == kArchived ? "" : options.engine, archive, RunAnswer);
}

void PrintReplayed(const review::Replayed& replayed) {
  std::printf("record %llu: %s", Number(replayed.index),
              std::string(review::ReplayOutcomeName(replayed.outcome)).c_str());
  if (replayed.decision_before != replayed.decision_after && !replayed.decision_after.empty()) {
    std::printf(", %s -> %s", replayed.decision_before.c_str(), replayed.decision_after.c_str());
  }
  std::puts("");
  for (const review::AnswerChange& change : replayed.changes) {
    std::printf("    %s\n", review::ChangeText(change).c_str());
  }
  if (!replayed.error.ok()) std::printf("    %s\n", ErrorText(replayed.error).c_str());
}

void PrintReplayedJson(const review::Replayed& replayed) {
  JsonWriter json;
  json.BeginObject().Key("index").Int(static_cast<std::int64_t>(replayed.index));
  json.Member("outcome", review::ReplayOutcomeName(replayed.outcome));
  json.Member("body", review::BodyStateName(replayed.body));
  json.Member("before", replayed.decision_before).Member("after", replayed.decision_after);
  json.Key("changes").BeginArray();
  for (const review::AnswerChange& change : replayed.changes) {
    json.BeginObject()
        .Member("what", change.what)
        .Member("place", change.place)
        .Member("before", change.before)
        .Member("after", change.after)
        .EndObject();
  }
  json.EndArray();
  if (!replayed.error.ok()) json.Key("error").Raw(ErrorJson(replayed.error));
  json.EndObject();
  std::puts(json.Take().c_str());
}

void PrintSummary(const review::ReplaySummary& summary, std::FILE* out) {
  std::fprintf(out, "%llu records", Number(summary.records()));
  for (const auto& [outcome, count] : summary.outcomes) {
    std::fprintf(out, ", %llu %s", Number(count),
                 std::string(review::ReplayOutcomeName(outcome)).c_str());
  }
  std::fputs("\n", out);
  for (const auto& [what, count] : summary.changed) {
    std::fprintf(out, "differs in %s: %llu records\n", what.c_str(), Number(count));
  }
  for (const auto& [change, count] : summary.decisions) {
    std::fprintf(out, "%s -> %s: %llu\n", change.first.c_str(), change.second.c_str(),
                 Number(count));
  }
}

// Identical, or under other names with the same findings where others were asked for; what was
// erased cannot be asked.
bool Reproduced(const Options& options, const review::ReplaySummary& summary) {
  const bool as_recorded =
      options.snapshot.empty() && options.rules.empty() && options.engine.empty();
  for (const auto& [outcome, count] : summary.outcomes) {
    const bool good = outcome == ReplayOutcome::kIdentical ||
                      outcome == ReplayOutcome::kNotAScreening ||
                      outcome == ReplayOutcome::kErased ||
                      (outcome == ReplayOutcome::kSameFindings && !as_recorded);
    if (!good && count > 0) return false;
  }
  return true;
}

absl::Status RunReplay(const Options& options) {
  if (options.archive.empty() && options.snapshot.empty()) {
    return UsageError("--archive", "there is nothing to replay against",
                      "give the archive, or --snapshot DIR and --rules DIR");
  }
  LYNCEUS_ASSIGN_OR_RETURN(const auto records, OpenRecords(options.log));
  LYNCEUS_ASSIGN_OR_RETURN(const auto indexes, SelectedRecords(*records, options.records));
  LYNCEUS_ASSIGN_OR_RETURN(const auto archive, OpenArchive(options.archive));
  review::EngineSource engines(
      {.archive = archive.get(), .snapshot = options.snapshot, .rules = options.rules});
  LYNCEUS_ASSIGN_OR_RETURN(const auto answerer, MakeAnswerer(options, archive.get(), engines));
  ThreadPool pool(Jobs(options));
  const bool json = options.format == "jsonl";
  const auto visit = [&](const review::Replayed& replayed) {
    if (json) {
      PrintReplayedJson(replayed);
    } else if (replayed.outcome != ReplayOutcome::kIdentical) {
      PrintReplayed(replayed);
    }
    return absl::OkStatus();
  };
  LYNCEUS_ASSIGN_OR_RETURN(const review::ReplaySummary summary,
                           review::Replay(*records, indexes, *answerer, pool, visit));
  PrintSummary(summary, json ? stderr : stdout);
  return Reproduced(options, summary) ? absl::OkStatus() : FailedQuietly();
}

// --- answer --------------------------------------------------------------------------------------

absl::Status RunAnswers(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto engine,
                           screening::OpenEngine({.snapshot_directory = options.snapshot,
                                                  .rules_directory = options.rules}));
  ThreadPool pool(Jobs(options));
  const std::string lines{std::istreambuf_iterator<char>(std::cin), {}};
  std::fputs(review::AnswerLines(*engine, lines, pool).c_str(), stdout);
  return absl::OkStatus();
}

// --- compare -------------------------------------------------------------------------------------

void PrintCompared(const review::ComparedRecord& compared) {
  const review::DecisionDiff& diff = compared.diff;
  std::printf("record %llu: %s -> %s\n", Number(compared.index), diff.before.word().c_str(),
              diff.after.word().c_str());
  if (!compared.recorded_otherwise.empty()) {
    std::printf("    %s was recorded: asking again does not give it; replay the record\n",
                compared.recorded_otherwise.c_str());
  }
  for (const std::string& why : diff.why) std::printf("    %s\n", why.c_str());
  for (const review::OneSide* side : {&diff.before, &diff.after}) {
    if (side->decision.ok()) continue;
    std::printf("    %s: %s\n", side == &diff.before ? "before" : "after",
                ErrorText(side->decision.status()).c_str());
  }
}

void PrintComparedJson(const review::ComparedRecord& compared) {
  const review::DecisionDiff& diff = compared.diff;
  JsonWriter json;
  json.BeginObject().Key("index").Int(static_cast<std::int64_t>(compared.index));
  json.Member("before", diff.before.word()).Member("after", diff.after.word());
  if (!compared.recorded_otherwise.empty()) json.Member("recorded", compared.recorded_otherwise);
  json.Key("why").BeginArray();
  for (const std::string& why : diff.why) json.String(why);
  json.EndArray();
  if (!diff.before.decision.ok()) {
    json.Key("error_before").Raw(ErrorJson(diff.before.decision.status()));
  }
  if (!diff.after.decision.ok()) {
    json.Key("error_after").Raw(ErrorJson(diff.after.decision.status()));
  }
  json.EndObject();
  std::puts(json.Take().c_str());
}

void PrintTotals(const review::CompareSummary& totals, std::FILE* out) {
  for (const auto& [change, count] : totals.changes) {
    std::fprintf(out, "%s -> %s: %llu\n", change.first.c_str(), change.second.c_str(),
                 Number(count));
  }
  std::fprintf(out,
               "%llu screenings: %llu decided the same (%llu with other findings), %llu "
               "otherwise, %llu errors; %llu not opened\n",
               Number(totals.compared), Number(totals.same), Number(totals.other_findings),
               Number(totals.compared - totals.same - totals.errors), Number(totals.errors),
               Number(totals.not_opened));
}

absl::Status RunCompare(const Options& options) {
  if (options.snapshot.empty() && options.rules.empty()) {
    return UsageError("--snapshot, --rules", "there is nothing to compare with",
                      "give one of them, or both");
  }
  if (options.archive.empty()) {
    return UsageError("--archive", "what the records were decided with is read from it",
                      "give --archive DIR");
  }
  LYNCEUS_ASSIGN_OR_RETURN(const auto records, OpenRecords(options.log));
  LYNCEUS_ASSIGN_OR_RETURN(const auto indexes, SelectedRecords(*records, options.records));
  LYNCEUS_ASSIGN_OR_RETURN(const auto archive, OpenArchive(options.archive));
  review::EngineSource before({.archive = archive.get(), .snapshot = "", .rules = ""});
  review::EngineSource after(
      {.archive = archive.get(), .snapshot = options.snapshot, .rules = options.rules});
  ThreadPool pool(Jobs(options));
  const bool json = options.format == "jsonl";
  const auto visit = [&](const review::ComparedRecord& compared) {
    json ? PrintComparedJson(compared) : PrintCompared(compared);
    return absl::OkStatus();
  };
  LYNCEUS_ASSIGN_OR_RETURN(const review::CompareSummary totals,
                           review::CompareRecords(*records, indexes, before, after, pool, visit));
  PrintTotals(totals, json ? stderr : stdout);
  return totals.errors + totals.not_opened == 0 ? absl::OkStatus() : FailedQuietly();
}

void AddCommonOptions(CLI::App& command, Options& options) {
  AddLogOptions(command, options.log);
  AddRecordOptions(command, options.records);
  command.add_option("--archive", options.archive, "what records name is read from it");
  command.add_option("--format", options.format, "text or jsonl")
      ->check(CLI::IsMember({"text", "jsonl"}))
      ->capture_default_str();
  command.add_option("--jobs", options.jobs, "threads; default: one a core")
      ->check(CLI::Range(1, kJobsMax));
}

}  // namespace

void AddLogReplayCommands(CLI::App& log, Body& body) {
  auto options = std::make_shared<Options>();

  CLI::App* replay = log.add_subcommand("replay", "recorded questions asked again and compared");
  AddCommonOptions(*replay, *options);
  replay->add_option("--snapshot", options->snapshot, "this one instead of the recorded");
  replay->add_option("--rules", options->rules, "these instead of the recorded");
  replay->add_option("--engine", options->engine,
                     "another build's program, or `archived`: that of each record");
  replay->callback([&body, options] { body = [options] { return RunReplay(*options); }; });

  CLI::App* compare =
      log.add_subcommand("compare", "who would be decided otherwise by another snapshot or rules");
  AddCommonOptions(*compare, *options);
  compare->add_option("--snapshot", options->snapshot, "the other snapshot");
  compare->add_option("--rules", options->rules, "the other rules");
  compare->callback([&body, options] { body = [options] { return RunCompare(*options); }; });

  // Asked by `replay --engine` of another build; the protocol is lib/review/answerers.h.
  CLI::App* answer = log.add_subcommand("answer", "answer question lines for `replay --engine`");
  answer->add_option("--snapshot", options->snapshot, "snapshot directory")->required();
  answer->add_option("--rules", options->rules, "rule packs; default: the snapshot's own");
  answer->add_option("--jobs", options->jobs, "threads; default: one a core")
      ->check(CLI::Range(1, kJobsMax));
  answer->callback([&body, options] { body = [options] { return RunAnswers(*options); }; });
}

}  // namespace lynceus::client
