// `lynceus ownership`: verdicts with their proof, owners, holdings, and conformance cases.
#include <cstdio>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/command.h"
#include "client/party_asker.h"
#include "client/paths.h"
#include "client/subprocess.h"
#include "lib/base/file.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/ownership/evidence.h"
#include "lib/ownership/vectors.h"
#include "lib/review/answer_json.h"
#include "lib/review/answer_text.h"
#include "lib/review/verdict_dot.h"
#include "lib/rules/load.h"
#include "lib/store/snapshot.h"

namespace lynceus::client {
namespace {

struct Options {
  PartyAskerOptions ask;
  std::string format = "text";
  std::string file;
};

// "NAME (ID) as of DAY, with 2 changes that are not in the snapshot".
std::string TitleOf(const PartyAsker& asker, bool dated) {
  return absl::StrCat(review::Printable(asker.caption()), " (", asker.id(), ")",
                      dated ? absl::StrCat(" as of ", asker.as_of().ToString()) : "",
                      asker.changes() > 0 ? absl::StrCat(", with ", asker.changes(),
                                                         " changes that are not in the snapshot")
                                          : "",
                      "\n");
}

void BeginJson(const PartyAsker& asker, bool dated, JsonWriter& json) {
  json.BeginObject().Member("entity_id", asker.id()).Member("name", asker.caption());
  if (dated) json.Member("as_of", asker.as_of().ToString());
  if (asker.changes() > 0) json.Key("changes").Int(static_cast<std::int64_t>(asker.changes()));
}

// A picture shows one regime: the one asked for, else the first that says YES, or does not say NO.
const Verdict& PicturedVerdict(const std::vector<Verdict>& verdicts) {
  for (const Answer answer : {Answer::kYes, Answer::kUndetermined, Answer::kNo}) {
    for (const Verdict& verdict : verdicts) {
      if (verdict.answer == answer) return verdict;
    }
  }
  return verdicts.front();
}

absl::Status PrintPicture(const PartyAsker& asker, const std::vector<Verdict>& verdicts,
                          const std::string& format) {
  if (verdicts.empty()) {
    return PreconditionError(
        {.cause = "the rule packs hold no regime", .remedy = "run lynceus rules check"});
  }
  const screening::PartyQuestion* const question = asker.local();
  if (question == nullptr) {
    return UsageError("--format", "a picture is drawn over a snapshot directory",
                      "give --index DIR, or --format text or json");
  }
  review::Picture picture{
      .subject_id = asker.id(), .subject_name = asker.caption(), .as_of = asker.as_of()};
  LYNCEUS_ASSIGN_OR_RETURN(
      picture.around,
      ownership::InterestsAbove(question->graph(), asker.as_of(), question->party()));
  const std::string dot = review::VerdictDot(PicturedVerdict(verdicts), picture);
  if (format == "dot") {
    std::fputs(dot.c_str(), stdout);
    return absl::OkStatus();
  }
  LYNCEUS_ASSIGN_OR_RETURN(const std::string svg, RunFilter("dot", {"-Tsvg"}, dot));
  std::fputs(svg.c_str(), stdout);
  return absl::OkStatus();
}

absl::Status RunVerdict(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto asker, OpenPartyAsker(options.ask));
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Verdict> verdicts, asker->Verdicts());
  if (options.format == "dot" || options.format == "svg") {
    return PrintPicture(*asker, verdicts, options.format);
  }
  if (options.format == "json") {
    JsonWriter json(JsonWriter::Style::kIndented);
    BeginJson(*asker, true, json);
    json.Key("ownership").BeginArray();
    for (const Verdict& verdict : verdicts) review::WriteVerdict(verdict, json);
    json.EndArray().EndObject();
    std::puts(json.Take().c_str());
    return absl::OkStatus();
  }
  std::fputs((TitleOf(*asker, true) + review::VerdictsText(verdicts, 2)).c_str(), stdout);
  return absl::OkStatus();
}

absl::Status RunBeneficial(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto asker, OpenPartyAsker(options.ask));
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<BeneficialOwners> all, asker->Beneficial());
  JsonWriter json(JsonWriter::Style::kIndented);
  BeginJson(*asker, true, json);
  json.Key("beneficial_owners").BeginArray();
  std::string text = TitleOf(*asker, true);
  for (const BeneficialOwners& found : all) {
    review::WriteBeneficialOwners(found, json);
    text += review::BeneficialText(found, 2);
  }
  json.EndArray().EndObject();
  std::fputs(options.format == "json" ? (json.Take() + "\n").c_str() : text.c_str(), stdout);
  return absl::OkStatus();
}

absl::Status RunHistory(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto asker, OpenPartyAsker(options.ask));
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<screening::RegimeHistory> all, asker->History());
  JsonWriter json(JsonWriter::Style::kIndented);
  BeginJson(*asker, false, json);
  json.Key("history").BeginArray();
  std::string text = TitleOf(*asker, false);
  for (const auto& [regime, spans] : all) {
    json.BeginObject().Member("regime", regime).Key("spans");
    review::WriteHistory(spans, json);
    json.EndObject();
    text += review::HistoryText(spans, 2);
  }
  json.EndArray().EndObject();
  std::fputs(options.format == "json" ? (json.Take() + "\n").c_str() : text.c_str(), stdout);
  return absl::OkStatus();
}

std::string InterestText(const Interest& interest, const std::string& other) {
  std::string text = absl::StrCat(other, ": ", std::string(InterestKindName(interest.kind)), " ",
                                  interest.share.ToString());
  if (!interest.role.empty()) absl::StrAppend(&text, ", ", interest.role);
  if (interest.start) absl::StrAppend(&text, ", from ", interest.start->ToString());
  if (interest.end) absl::StrAppend(&text, ", until ", interest.end->ToString());
  if (interest.indirect) text += ", indirect";
  if (interest.summary) text += ", summary (not added)";
  return absl::StrCat(text, " [", interest.provenance.source, ", ", interest.provenance.place, "]");
}

absl::StatusOr<std::string> PartyWord(const store::Snapshot& snapshot, const std::string& id,
                                      const std::string& unknown_holder) {
  if (id.empty()) return absl::StrCat("unknown holder (", unknown_holder, ")");
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint32_t number, snapshot.NumberOf(id));
  LYNCEUS_ASSIGN_OR_RETURN(const Party party, snapshot.PartyByNumber(number));
  return absl::StrCat(std::string(party.entity.caption()), " (", id, ")");
}

absl::Status RunInterests(const Options& options, bool owners) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto snapshot, store::Snapshot::Open(options.ask.index, {}));
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint32_t number, snapshot->NumberOf(options.ask.id));
  LYNCEUS_ASSIGN_OR_RETURN(
      const std::vector<Interest> interests,
      owners ? snapshot->InterestsInto(number) : snapshot->InterestsOf(number));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string self, PartyWord(*snapshot, options.ask.id, ""));
  std::printf("%s: %zu %s\n", review::Printable(self).c_str(), interests.size(),
              owners ? "interests in it" : "interests held by it");
  for (const Interest& interest : interests) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string other,
                             PartyWord(*snapshot, owners ? interest.owner_id : interest.subject_id,
                                       interest.unknown_holder));
    std::printf("  %s\n", review::Printable(InterestText(interest, other)).c_str());
  }
  return absl::OkStatus();
}

absl::Status RunVectors(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string directory, RulesDirectory(options.ask.rules));
  LYNCEUS_ASSIGN_OR_RETURN(const auto rules, rules::LoadRules(directory));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string text, ReadFile(options.file));
  const auto result = ownership::RunVectors(text, rules->regimes);
  if (!result.ok()) return Annotate(result.status(), {.subject = options.file});
  for (const std::string& failure : result->failures) std::printf("FAIL %s\n", failure.c_str());
  for (const auto& [regime, count] : result->skipped_by_regime) {
    std::printf("skipped: %s, %llu expectations (no such regime in %s)\n", regime.c_str(),
                static_cast<unsigned long long>(count), directory.c_str());
  }
  std::printf("%llu cases, %llu expectations checked, %zu failed\n",
              static_cast<unsigned long long>(result->cases),
              static_cast<unsigned long long>(result->checked), result->failures.size());
  return result->failures.empty() ? absl::OkStatus() : FailedQuietly();
}

}  // namespace

void AddOwnershipCommands(CLI::App& app, Body& body) {
  CLI::App* ownership = app.add_subcommand("ownership", "who owns whom, and what follows");
  ownership->require_subcommand(1);
  auto options = std::make_shared<Options>();
  const auto party_options = [&](CLI::App* command) {
    command->add_option("--index", options->ask.index, "snapshot directory")->required();
    command->add_option("ID", options->ask.id, "any id the party answers to")->required();
  };

  const auto question_options = [&](CLI::App* command, bool dated,
                                    const std::vector<std::string>& formats) {
    command->add_option("--index", options->ask.index, "snapshot directory");
    command->add_option("--server", options->ask.server, "HOST:PORT of a lynceusd");
    command->add_option("--ca", options->ask.ca, "PEM of the server's authority");
    command->add_option("ID", options->ask.id, "any id the party answers to")->required();
    command->add_option("--rules", options->ask.rules, "rule packs; default: the snapshot's own");
    command
        ->add_option("--regime", options->ask.regimes, "only this rule; may be given several times")
        ->allow_extra_args(false);
    command->add_option("--changes", options->ask.changes,
                        "facts to add, replace or take away, as JSON: what if; rebuttals");
    if (dated) command->add_option("--as-of", options->ask.as_of, "YYYY-MM-DD; default: today");
    command->add_option("--format", options->format)->check(CLI::IsMember(formats));
  };

  CLI::App* verdict = ownership->add_subcommand("verdict", "what each regime says, with its proof");
  question_options(verdict, true, {"text", "json", "dot", "svg"});
  verdict->callback([&body, options] { body = [options] { return RunVerdict(*options); }; });

  CLI::App* beneficial = ownership->add_subcommand(
      "beneficial", "who its beneficial owners are, by each rule, with their proof");
  question_options(beneficial, true, {"text", "json"});
  beneficial->callback([&body, options] { body = [options] { return RunBeneficial(*options); }; });

  CLI::App* history = ownership->add_subcommand(
      "history", "what each regime says over time: blocked from when until when");
  question_options(history, false, {"text", "json"});
  history->callback([&body, options] { body = [options] { return RunHistory(*options); }; });

  CLI::App* owners = ownership->add_subcommand("owners", "the interests in a party");
  party_options(owners);
  owners->callback([&body, options] { body = [options] { return RunInterests(*options, true); }; });

  CLI::App* holdings = ownership->add_subcommand("holdings", "the interests a party holds");
  party_options(holdings);
  holdings->callback(
      [&body, options] { body = [options] { return RunInterests(*options, false); }; });

  AddOwnershipReportCommand(*ownership, body);

  CLI::App* vectors = ownership->add_subcommand("vectors", "run conformance cases");
  vectors->add_option("FILE", options->file, "cases as JSON")->required();
  vectors->add_option("--rules", options->ask.rules, "rule packs");
  AddOwnershipTagsCommand(*ownership, body);
  vectors->callback([&body, options] { body = [options] { return RunVectors(*options); }; });
}

}  // namespace lynceus::client
