// `lynceus log judge`, `second`, `alerts` and `good-guy`: what people make of alerts.
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "client/alert_desk.h"
#include "client/command.h"
#include "client/log_options.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/review/judged_good_guy.h"
#include "lib/review/record_rows.h"

namespace lynceus::client {
namespace {

struct Options {
  AlertDeskOptions desk;
  std::vector<std::string> place;  // DIR and INDEX, or with --server INDEX alone
  std::string verdict;
  review::Judgement judgement;
  review::SecondWord word;
  bool disagrees = false;
  std::string states;
  std::string listed;
  std::string until;
};

unsigned long long Number(std::uint64_t value) { return value; }

// Takes the words of the command line apart; returns the index.
absl::StatusOr<std::uint64_t> TakePlace(Options& options) {
  const std::size_t words = options.desk.server.empty() ? 2 : 1;
  std::uint64_t index = 0;
  if (options.place.size() != words || !absl::SimpleAtoi(options.place.back(), &index)) {
    return UsageError("DIR INDEX", "a log and the index of a record of it are needed",
                      "give DIR INDEX, or with --server INDEX alone");
  }
  if (words == 2) options.desk.log.directory = options.place.front();
  return index;
}

void Say(const review::JudgedAlert& judged, const Options& options) {
  std::printf("record %llu: alert %llu is %s\n", Number(judged.record), Number(judged.alert),
              std::string(review::AlertStateName(judged.state)).c_str());
  if (judged.state != review::AlertState::kProposed) return;
  const std::string where =
      options.desk.server.empty() ? options.desk.log.directory : "--server " + options.desk.server;
  std::printf("it awaits a second person: lynceus log second %s %llu --agree|--disagree ...\n",
              where.c_str(), Number(judged.record));
}

absl::Status RunJudge(Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(options.judgement.alert, TakePlace(options));
  const auto verdict = review::ParseAlertVerdict(options.verdict);
  if (!verdict) {
    return UsageError("--verdict", "there is no such verdict",
                      "one of: true_match, false_positive, escalate");
  }
  options.judgement.verdict = *verdict;
  LYNCEUS_ASSIGN_OR_RETURN(const auto desk, OpenAlertDesk(options.desk));
  LYNCEUS_ASSIGN_OR_RETURN(const review::JudgedAlert judged, desk->Judge(options.judgement));
  Say(judged, options);
  return absl::OkStatus();
}

absl::Status RunSecond(Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(options.word.disposition, TakePlace(options));
  if (options.word.agrees == options.disagrees) {
    return UsageError("--agree, --disagree", "exactly one of the two is needed", "say which");
  }
  LYNCEUS_ASSIGN_OR_RETURN(const auto desk, OpenAlertDesk(options.desk));
  LYNCEUS_ASSIGN_OR_RETURN(const review::JudgedAlert judged, desk->Second(options.word));
  Say(judged, options);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<review::AlertState>> StatesOf(const std::string& words) {
  std::vector<review::AlertState> states;
  for (const std::string& word : SplitTrimmed(words, ',')) {
    const auto state = review::ParseAlertState(word);
    if (!state) {
      return UsageError("--state", "there is no state " + word,
                        "of: open, proposed, escalated, true_match, false_positive");
    }
    states.push_back(*state);
  }
  return states.empty() ? review::UnresolvedStates() : states;
}

// "by ann: false_positive, record 7; bob agrees, record 8".
std::string RulingText(const review::Ruling& ruling) {
  std::string text =
      "by " + ruling.by + ": " + std::string(review::AlertVerdictName(ruling.id.verdict)) +
      (ruling.id.part ? " of one hit" : "") + ", record " + std::to_string(ruling.record);
  if (ruling.second_record) {
    text += "; " + ruling.second_by + (ruling.second_agrees ? " agrees" : " disagrees") +
            ", record " + std::to_string(*ruling.second_record);
  }
  return text;
}

absl::Status RunAlerts(Options& options) {
  if (!options.place.empty()) options.desk.log.directory = options.place.front();
  LYNCEUS_ASSIGN_OR_RETURN(const auto states, StatesOf(options.states));
  LYNCEUS_ASSIGN_OR_RETURN(const auto desk, OpenAlertDesk(options.desk));
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<review::Alert> alerts, desk->List(states));
  for (const review::Alert& alert : alerts) {
    std::printf("%-8llu %s  %-6s  %-14s  %s\n", Number(alert.record),
                review::MomentText(alert.unix_micros).c_str(),
                std::string(DecisionName(alert.decision)).c_str(),
                std::string(review::AlertStateName(alert.state)).c_str(),
                alert.rulings.empty() ? "" : RulingText(alert.rulings.back()).c_str());
  }
  std::printf("%llu alerts\n", Number(alerts.size()));
  return absl::OkStatus();
}

absl::Status RunGoodGuy(Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t alert, TakePlace(options));
  LYNCEUS_ASSIGN_OR_RETURN(const auto records, OpenRecords(options.desk.log));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string entry,
                           review::GoodGuyOf(*records, alert, options.listed, options.until));
  std::fputs(entry.c_str(), stdout);
  return absl::OkStatus();
}

using Run = absl::Status (*)(Options&);

CLI::App* AddCommand(CLI::App& log, const std::string& name, const std::string& help,
                     const std::shared_ptr<Options>& options, Body& body, Run run) {
  CLI::App* command = log.add_subcommand(name, help);
  command->callback([&body, options, run] { body = [options, run] { return run(*options); }; });
  return command;
}

void AddPerson(CLI::App& command, std::string& text, std::string& by) {
  command.add_option("--text", text, "why, in words")->required();
  command.add_option("--by", by, "staff id of the person")->required();
}

}  // namespace

void AddLogJudgeCommands(CLI::App& log, Body& body) {
  auto options = std::make_shared<Options>();
  CLI::App* judge =
      AddCommand(log, "judge", "give a verdict on an alert, on record", options, body, RunJudge);
  CLI::App* second = AddCommand(log, "second", "agree or disagree with a disposition, as another",
                                options, body, RunSecond);
  CLI::App* alerts = AddCommand(log, "alerts",
                                "alerts and what became of them: by default those "
                                "that are not closed",
                                options, body, RunAlerts);
  CLI::App* good_guy = AddCommand(log, "good-guy",
                                  "print an entry of policy/good_guys.yaml from an alert that two "
                                  "persons closed",
                                  options, body, RunGoodGuy);
  for (CLI::App* command : {judge, second}) {
    command->add_option("PLACE", options->place, "DIR and INDEX; with --server INDEX alone")
        ->required()
        ->expected(1, 2);
    AddLogHolderOptions(*command, options->desk);
  }
  judge->add_option("--verdict", options->verdict, "true_match, false_positive or escalate")
      ->required();
  judge->add_option("--reason", options->judgement.reason, "code of [a-z0-9_-]")->required();
  AddPerson(*judge, options->judgement.text, options->judgement.by);
  judge->add_option("--listed", options->judgement.listed,
                    "id of the hit that is judged; default: the whole alert");
  judge->add_flag("--reopen", options->judgement.reopen, "judge what is closed or proposed again");
  judge->add_option("--rules", options->desk.rules,
                    "rule directory: its policy says when a second person is needed");
  second->add_flag("--agree", options->word.agrees, "the disposition stands");
  second->add_flag("--disagree", options->disagrees, "the alert is escalated");
  AddPerson(*second, options->word.text, options->word.by);
  alerts->add_option("DIR", options->place, "directory of the log")->expected(0, 1);
  AddLogHolderOptions(*alerts, options->desk);
  alerts->add_option("--state", options->states, "open,proposed,escalated,true_match ...");
  good_guy->add_option("PLACE", options->place, "DIR and INDEX")->required()->expected(2);
  good_guy->add_option("--master-key", options->desk.log.master_key,
                       "file of the master key of bodies; default: master.key in DIR");
  good_guy->add_option("--listed", options->listed,
                       "id of the listed party; default: the hit that was judged, or the only one");
  good_guy->add_option("--until", options->until, "first day no longer, YYYY-MM-DD")->required();
}

}  // namespace lynceus::client
