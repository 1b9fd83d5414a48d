// `lynceus ownership report`: all parties that a regime reaches, each with its proof.
#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "client/command.h"
#include "client/output_file.h"
#include "client/screener.h"
#include "lib/base/status.h"
#include "lib/ownership/judge.h"
#include "lib/ownership/reach.h"
#include "lib/review/reach_report.h"
#include "lib/screening/engine.h"

namespace lynceus::client {
namespace {

constexpr std::size_t kAnswers = 4;

struct Options {
  std::string index;
  std::string rules;
  std::string regime;
  std::string as_of;
  std::string out;
  std::string format = "csv";
};

absl::StatusOr<const Regime*> ChosenRegime(const RuleSet& rules, const std::string& key) {
  if (const Regime* const regime = rules.FindRegime(key)) return regime;
  std::string known;
  for (const Regime& each : rules.regimes) absl::StrAppend(&known, " ", each.key);
  return NotFoundError({.subject = "--regime",
                        .cause = absl::StrCat("there is no regime ", key),
                        .remedy = absl::StrCat("use one of:", known)});
}

// The verdict with its proof. A closure too large for one keeps its answer, and says why it has no
// proof.
absl::StatusOr<Verdict> Proven(const screening::Engine& engine, const Regime& regime, Date as_of,
                               const ownership::Reach::Party& party) {
  auto verdict = ownership::Judge(*engine.owners, regime, engine.lists, as_of, party.node);
  if (absl::IsResourceExhausted(verdict.status())) {
    return Verdict{.regime = regime.key,
                   .answer = party.answer,
                   .measure = regime.measure,
                   .blocked = Share::Unknown(),
                   .text = absl::StrCat("no proof: ", ErrorText(verdict.status()))};
  }
  if (verdict.ok() && verdict->answer != party.answer) {
    return InternalError({.subject = "ownership report",
                          .place = absl::StrCat("node ", party.node),
                          .cause = "its own closure gives another answer than the whole graph"});
  }
  return verdict;
}

absl::Status WriteParties(const screening::Engine& engine, const Regime& regime, Date as_of,
                          const ownership::Reach& reach, const Options& options,
                          std::ostream& out) {
  const bool csv = options.format == "csv";
  if (csv) out << review::ReachCsvHeader();
  for (const ownership::Reach::Party& party : reach.parties) {
    review::ReachedParty row{.as_of = as_of};
    LYNCEUS_RETURN_IF_ERROR(engine.owners->Describe(party.node, row.id, row.name));
    LYNCEUS_ASSIGN_OR_RETURN(row.verdict, Proven(engine, regime, as_of, party));
    out << (csv ? review::ReachCsvRow(row) : review::ReachJsonLine(row));
  }
  out.flush();
  if (out) return absl::OkStatus();
  return MakeError(absl::StatusCode::kUnavailable,
                   {.subject = options.out.empty() ? "standard output" : options.out,
                    .cause = "the report could not be written to its end"});
}

void PrintSummary(const Regime& regime, Date as_of, const ownership::Reach& reach) {
  std::array<std::size_t, kAnswers> answers{};
  std::size_t listed = 0;
  for (const ownership::Reach::Party& party : reach.parties) {
    ++answers[static_cast<std::size_t>(party.answer)];
    listed += party.listed ? 1 : 0;
  }
  std::fprintf(
      stderr, "%s as of %s: %zu YES (%zu of them listed), %zu UNDETERMINED; others %s%s%s\n",
      regime.key.c_str(), as_of.ToString().c_str(), answers[static_cast<std::size_t>(Answer::kYes)],
      listed, answers[static_cast<std::size_t>(Answer::kUndetermined)],
      std::string(AnswerName(reach.others)).c_str(), reach.why.empty() ? "" : ": ",
      reach.why.c_str());
}

absl::Status RunReport(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto engine,
                           screening::OpenEngine({.snapshot_directory = options.index,
                                                  .rules_directory = options.rules}));
  LYNCEUS_ASSIGN_OR_RETURN(const Date as_of, AsOf(options.as_of));
  LYNCEUS_ASSIGN_OR_RETURN(const Regime* const regime,
                           ChosenRegime(*engine->rules, options.regime));
  LYNCEUS_ASSIGN_OR_RETURN(const auto graph, ownership::DayGraph::Load(*engine->owners, as_of));
  LYNCEUS_ASSIGN_OR_RETURN(const ownership::Reach reach,
                           ownership::ReachOf(graph, *regime, engine->lists));
  // An empty report would read as "nobody".
  if (reach.parties.empty() && reach.others == Answer::kNotEvaluated) {
    return PreconditionError({.subject = absl::StrCat("regime ", regime->key),
                              .cause = absl::StrCat("nothing was evaluated: ", reach.why)});
  }
  if (options.out.empty()) {
    LYNCEUS_RETURN_IF_ERROR(WriteParties(*engine, *regime, as_of, reach, options, std::cout));
  } else {
    LYNCEUS_ASSIGN_OR_RETURN(std::ofstream out, OpenOutput(options.out, options.index));
    LYNCEUS_RETURN_IF_ERROR(WriteParties(*engine, *regime, as_of, reach, options, out));
  }
  PrintSummary(*regime, as_of, reach);
  return absl::OkStatus();
}

}  // namespace

void AddOwnershipReportCommand(CLI::App& ownership, Body& body) {
  auto options = std::make_shared<Options>();
  CLI::App* report =
      ownership.add_subcommand("report", "all parties that a regime reaches, with their proof");
  report->add_option("--index", options->index, "snapshot directory")->required();
  report->add_option("--regime", options->regime, "whose rule")->required();
  report->add_option("--rules", options->rules, "rule packs; default: the snapshot's own");
  report->add_option("--as-of", options->as_of, "YYYY-MM-DD; default: today");
  report->add_option("--out", options->out, "default: standard output");
  report->add_option("--format", options->format, "csv or jsonl; default: csv")
      ->check(CLI::IsMember({"csv", "jsonl"}));
  report->callback([&body, options] { body = [options] { return RunReport(*options); }; });
}

}  // namespace lynceus::client
