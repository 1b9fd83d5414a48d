// `lynceus rules diff`: what differs between two rule sets, and what they decide otherwise of a
// file of counterparties.
#include <cstdio>
#include <map>
#include <memory>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/command.h"
#include "client/output_file.h"
#include "client/row_reader.h"
#include "client/screener.h"
#include "lib/base/csv.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/base/thread_pool.h"
#include "lib/review/answer_json.h"
#include "lib/review/answer_text.h"
#include "lib/review/decision_diff.h"
#include "lib/rules/compare_rules.h"
#include "lib/rules/load.h"
#include "lib/screening/engine.h"

namespace lynceus::client {
namespace {

constexpr std::size_t kRowsPerRound = 4'096;
constexpr int kJobsMax = 1'024;

struct Options {
  std::string before;
  std::string after;
  std::string index;
  std::string file;
  std::vector<std::string> map;
  std::string as_of;
  std::string out;
  std::string format = "text";
  std::size_t jobs = 0;
};

struct Totals {
  std::map<std::pair<std::string, std::string>, std::uint64_t> changes;  // by before and after
  std::uint64_t rows = 0;
  std::uint64_t same = 0;
  std::uint64_t other_findings = 0;  // of those: the same decision, other findings
  std::uint64_t errors = 0;          // rows that one set or both could not answer
};

// Where changed rows go: a file, or the output.
class Sink {
 public:
  static absl::StatusOr<Sink> Open(const Options& options) {
    Sink sink(options);
    if (!options.out.empty()) {
      LYNCEUS_ASSIGN_OR_RETURN(sink.file_, OpenOutput(options.out, options.file));
    }
    return sink;
  }

  void Header() {
    if (options_->format == "csv") Line("line,id,before,after,why,error_before,error_after");
  }
  void Write(const Row& row, const review::DecisionDiff& diff) {
    if (options_->format == "text") Line(Text(row, diff));
    if (options_->format == "csv") Line(Csv(row, diff));
    if (options_->format == "jsonl") Line(Json(row, diff));
  }
  absl::Status Finish() {
    if (options_->out.empty()) return absl::OkStatus();
    file_.flush();
    if (file_.good()) return absl::OkStatus();
    return UnavailableError({.subject = options_->out,
                             .cause = "the output cannot be written",
                             .remedy = "look for a full disk"});
  }

 private:
  explicit Sink(const Options& options) : options_(&options) {}

  void Line(const std::string& text) {
    if (options_->out.empty()) {
      std::puts(text.c_str());
    } else {
      file_ << text << '\n';
    }
  }

  static std::string ErrorOf(const review::OneSide& side) {
    return side.decision.ok() ? "" : ErrorText(side.decision.status());
  }

  static std::string Text(const Row& row, const review::DecisionDiff& diff) {
    std::string text = absl::StrCat("line ", row.line, "  ", review::Printable(row.id), "  ",
                                    diff.before.word(), " -> ", diff.after.word());
    for (const std::string& why : diff.why) absl::StrAppend(&text, "\n    ", why);
    for (const review::OneSide* side : {&diff.before, &diff.after}) {
      if (side->decision.ok()) continue;
      absl::StrAppend(&text, "\n    ",
                      side == &diff.before ? "before: " : "after: ", ErrorOf(*side));
    }
    return text;
  }

  static std::string Csv(const Row& row, const review::DecisionDiff& diff) {
    return Join({absl::StrCat(row.line), CsvCell(row.id), CsvField(diff.before.word()),
                 CsvField(diff.after.word()), CsvCell(Join(diff.why, "; ")),
                 CsvCell(ErrorOf(diff.before)), CsvCell(ErrorOf(diff.after))},
                ",");
  }

  static std::string Json(const Row& row, const review::DecisionDiff& diff) {
    JsonWriter json;
    json.BeginObject();
    json.Key("line").Int(static_cast<std::int64_t>(row.line));
    json.Member("id", row.id).Member("before", diff.before.word());
    json.Member("after", diff.after.word()).Key("why").BeginArray();
    for (const std::string& why : diff.why) json.String(why);
    json.EndArray();
    if (!diff.before.decision.ok()) {
      json.Key("error_before").Raw(ErrorJson(diff.before.decision.status()));
    }
    if (!diff.after.decision.ok()) {
      json.Key("error_after").Raw(ErrorJson(diff.after.decision.status()));
    }
    json.EndObject();
    return json.Take();
  }

  const Options* options_;
  std::ofstream file_;
};

struct Engines {
  std::shared_ptr<const screening::Engine> before;
  std::shared_ptr<const screening::Engine> after;
};

// Rules whose pinned packs are others than the snapshot's are compared all the same, and that is
// said: what those packs did when the snapshot was built shows in a new one only.
absl::StatusOr<Engines> OpenEngines(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto own,
                           screening::OpenEngine({.snapshot_directory = options.index}));
  Engines engines;
  for (const auto& [directory, engine] :
       {std::pair{&options.before, &engines.before}, std::pair{&options.after, &engines.after}}) {
    LYNCEUS_ASSIGN_OR_RETURN(auto rules, rules::LoadRules(*directory));
    const absl::Status pinned = screening::CheckPinned(*rules, *own->snapshot);
    if (!pinned.ok()) {
      std::fprintf(stderr, "lynceus: %s: %s; what they change in a snapshot is not seen here\n",
                   directory->c_str(), DetailOf(pinned).cause.c_str());
    }
    LYNCEUS_ASSIGN_OR_RETURN(*engine, screening::WithRules(*own, std::move(rules)));
  }
  return engines;
}

review::DecisionDiff DiffRow(const Row& row, Date as_of, const Engines& engines) {
  if (row.counterparty.ok()) {
    return review::DiffDecisions(*row.counterparty, as_of, *engines.before, *engines.after);
  }
  const review::OneSide failed{row.counterparty.status()};
  return {.before = failed, .after = failed, .why = {}};
}

// Errors are written too, also where both sets give the same: a row is never passed over.
void CountAndWrite(const std::vector<Row>& rows, const std::vector<review::DecisionDiff>& diffs,
                   Sink& sink, Totals& totals) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const review::DecisionDiff& diff = diffs[i];
    ++totals.rows;
    if (diff.failed()) ++totals.errors;
    if (diff.changed()) ++totals.changes[{diff.before.word(), diff.after.word()}];
    if (!diff.changed() && !diff.failed()) {
      ++totals.same;
      if (!diff.why.empty()) ++totals.other_findings;
      continue;
    }
    sink.Write(rows[i], diff);
  }
}

absl::StatusOr<Totals> DiffRows(const Options& options, const Engines& engines, Sink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(const Date as_of, AsOf(options.as_of));
  LYNCEUS_ASSIGN_OR_RETURN(const ColumnMap map, ParseColumnMap(options.map));
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<RowReader> reader, OpenRows(options.file, map));
  const std::size_t cores = std::max<std::size_t>(1, std::thread::hardware_concurrency());
  ThreadPool pool(options.jobs == 0 ? cores : options.jobs);
  Totals totals;
  sink.Header();
  bool more = true;
  while (more) {
    std::vector<Row> rows;
    while (rows.size() < kRowsPerRound) {
      Row row;
      LYNCEUS_ASSIGN_OR_RETURN(more, reader->Next(row));
      if (!more) break;
      rows.push_back(std::move(row));
    }
    std::vector<review::DecisionDiff> diffs(rows.size());
    pool.ForEach(rows.size(), [&](std::size_t i) { diffs[i] = DiffRow(rows[i], as_of, engines); });
    CountAndWrite(rows, diffs, sink, totals);
  }
  LYNCEUS_RETURN_IF_ERROR(sink.Finish());
  return totals;
}

// What is no row: on the output of text, else beside it, so that a reader of rows meets rows alone.
std::FILE* Beside(const Options& options) {
  return options.format == "text" || !options.out.empty() ? stdout : stderr;
}

void PrintRules(const rules::RulesComparison& comparison, std::FILE* out) {
  for (const rules::PackChange& pack : comparison.packs) {
    const auto shown = [](const std::string& digest) {
      return digest.empty() ? std::string("not there") : digest.substr(0, 16);
    };
    std::fprintf(out, "pack %-10s %s -> %s  (%s)\n", pack.pack.c_str(), shown(pack.before).c_str(),
                 shown(pack.after).c_str(), std::string(PackTimeName(pack.time)).c_str());
  }
  for (const rules::KeyChange& key : comparison.keys) {
    const auto shown = [](const std::string& value) {
      return value.empty() ? std::string("not there") : review::Printable(value);
    };
    std::fprintf(out, "  %s  %s: %s -> %s\n", key.file.c_str(),
                 key.key.empty() ? "the file" : key.key.c_str(), shown(key.before).c_str(),
                 shown(key.after).c_str());
  }
  if (comparison.packs.empty()) std::fputs("no pack differs\n", out);
}

void PrintTotals(const Totals& totals, std::FILE* out) {
  const auto number = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
  for (const auto& [change, count] : totals.changes) {
    std::fprintf(out, "%s -> %s: %llu\n", change.first.c_str(), change.second.c_str(),
                 number(count));
  }
  std::fprintf(out,
               "%llu rows: %llu decided the same (%llu with other findings), %llu otherwise, %llu "
               "errors\n",
               number(totals.rows), number(totals.same), number(totals.other_findings),
               number(totals.rows - totals.same - totals.errors), number(totals.errors));
}

absl::Status RunDiff(const Options& options) {
  if (options.index.empty() != options.file.empty()) {
    return UsageError("--index, --file", "one is no use without the other",
                      "give both to see decisions, or none to compare the rules alone");
  }
  LYNCEUS_ASSIGN_OR_RETURN(const rules::RulesComparison comparison,
                           rules::CompareRules(options.before, options.after));
  std::FILE* const beside = Beside(options);
  PrintRules(comparison, beside);
  if (options.file.empty()) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(const Engines engines, OpenEngines(options));
  LYNCEUS_ASSIGN_OR_RETURN(Sink sink, Sink::Open(options));
  LYNCEUS_ASSIGN_OR_RETURN(const Totals totals, DiffRows(options, engines, sink));
  PrintTotals(totals, beside);
  return totals.errors == 0 ? absl::OkStatus() : FailedQuietly();
}

}  // namespace

void AddRulesDiffCommand(CLI::App& rules, Body& body) {
  auto options = std::make_shared<Options>();
  CLI::App* diff = rules.add_subcommand("diff", "what two rule sets decide otherwise");
  diff->add_option("BEFORE", options->before, "rule directory")->required();
  diff->add_option("AFTER", options->after, "rule directory")->required();
  diff->add_option("--index", options->index, "snapshot directory");
  diff->add_option("--file", options->file, "counterparties: CSV with a header, or JSON lines");
  diff->add_option("--map", options->map, "COLUMN=PROPERTY; COLUMN= leaves a column out")
      ->allow_extra_args(false);
  diff->add_option("--as-of", options->as_of, "day of the questions; default: today");
  diff->add_option("--out", options->out, "file for the rows that differ; default: the output");
  diff->add_option("--format", options->format, "of these rows")
      ->check(CLI::IsMember({"text", "csv", "jsonl"}))
      ->capture_default_str();
  diff->add_option("--jobs", options->jobs, "threads; default: one a core")
      ->check(CLI::Range(1, kJobsMax));
  diff->callback([&body, options] { body = [options] { return RunDiff(*options); }; });
}

}  // namespace lynceus::client
