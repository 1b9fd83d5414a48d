// `lynceus rules good-guy`: an entry of policy/good_guys.yaml from an answer.
#include <cstdio>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>

#include "client/command.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/review/good_guy_entry.h"

namespace lynceus::client {
namespace {

struct Options {
  std::string answer;
  std::size_t line = 0;
  review::GoodGuyDecision decision;
};

// The whole file, or one line of it where it holds one answer a line.
absl::StatusOr<std::string> ReadAnswer(const Options& options) {
  std::string text;
  if (options.answer == "-") {
    text.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else {
    LYNCEUS_ASSIGN_OR_RETURN(text, ReadFile(options.answer));
  }
  if (options.line == 0) return text;
  const std::vector<std::string> lines = SplitTrimmed(text, '\n');
  if (options.line > lines.size()) {
    return UsageError("--line", "the file has " + std::to_string(lines.size()) + " lines",
                      "count the answers from 1");
  }
  return lines[options.line - 1];
}

absl::Status RunGoodGuy(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string answer, ReadAnswer(options));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string entry, review::GoodGuyEntry(answer, options.decision));
  std::fputs(entry.c_str(), stdout);
  return absl::OkStatus();
}

}  // namespace

void AddGoodGuyCommand(CLI::App& rules, Body& body) {
  CLI::App* command = rules.add_subcommand(
      "good-guy", "print an entry of policy/good_guys.yaml: a counterparty that is not the party");
  auto options = std::make_shared<Options>();
  command->add_option("--answer", options->answer, "JSON of screen or batch; - reads from input")
      ->required();
  command->add_option("--line", options->line, "of a file with one answer a line, from 1");
  review::GoodGuyDecision& decision = options->decision;
  command->add_option("--listed", decision.listed, "id of the listed party")->required();
  command->add_option("--author", decision.author, "who decided")->required();
  command->add_option("--approver", decision.approver, "who approved; another person")->required();
  command->add_option("--reason", decision.reason, "why it is somebody else")->required();
  command->add_option("--from", decision.from, "first day; default: the answer's");
  command->add_option("--until", decision.until, "first day no longer")->required();
  command->add_option("--key", decision.key, "of the entry; default: made of its digests");
  command->callback([&body, options] { body = [options] { return RunGoodGuy(*options); }; });
}

}  // namespace lynceus::client
