// `lynceus ownership`: verdicts with their proof, owners, holdings, and conformance cases.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/command.h"
#include "client/paths.h"
#include "client/screener.h"
#include "client/subprocess.h"
#include "lib/base/file.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/ownership/beneficial.h"
#include "lib/ownership/vectors.h"
#include "lib/review/answer_json.h"
#include "lib/review/answer_text.h"
#include "lib/rules/load.h"
#include "lib/screening/engine.h"

namespace lynceus::client {
namespace {

struct Options {
  std::string index;
  std::string rules;
  std::string id;
  std::vector<std::string> regimes;
  std::string as_of;
  std::string format = "text";
  std::string file;
};

// Of `all`, those with one of `keys`; without a key, all.
absl::StatusOr<std::vector<Regime>> ChosenRegimes(const std::vector<Regime>& all,
                                                  const std::vector<std::string>& keys) {
  if (keys.empty()) return all;
  std::vector<Regime> chosen;
  for (const std::string& key : keys) {
    const auto regime =
        std::find_if(all.begin(), all.end(), [&](const Regime& each) { return each.key == key; });
    if (regime == all.end()) {
      std::string known;
      for (const Regime& each : all) absl::StrAppend(&known, " ", each.key);
      return NotFoundError({.subject = "--regime",
                            .cause = absl::StrCat("there is no regime ", key),
                            .remedy = absl::StrCat("use one of:", known)});
    }
    chosen.push_back(*regime);
  }
  return chosen;
}

struct Judged {
  std::string id;
  std::string caption;
  Date as_of;
  std::vector<Verdict> verdicts;
};

absl::StatusOr<Judged> JudgeParty(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto engine,
                           screening::OpenEngine({.snapshot_directory = options.index,
                                                  .rules_directory = options.rules}));
  Judged judged;
  LYNCEUS_ASSIGN_OR_RETURN(judged.as_of, AsOf(options.as_of));
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Regime> regimes,
                           ChosenRegimes(engine->rules->regimes, options.regimes));
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint32_t number, engine->snapshot->NumberOf(options.id));
  LYNCEUS_RETURN_IF_ERROR(engine->owners->Describe(number, judged.id, judged.caption));
  LYNCEUS_ASSIGN_OR_RETURN(
      judged.verdicts,
      ownership::JudgeAll(*engine->owners, regimes, engine->lists, judged.as_of, number));
  return judged;
}

std::string JudgedJson(const Judged& judged) {
  JsonWriter json(JsonWriter::Style::kIndented);
  json.BeginObject().Member("entity_id", judged.id).Member("name", judged.caption);
  json.Member("as_of", judged.as_of.ToString()).Key("ownership").BeginArray();
  for (const Verdict& verdict : judged.verdicts) review::WriteVerdict(verdict, json);
  json.EndArray().EndObject();
  return json.Take();
}

// A picture shows one regime: the one asked for, else the first whose answer is not NOT_EVALUATED.
const Verdict& PicturedVerdict(const Judged& judged) {
  for (const Verdict& verdict : judged.verdicts) {
    if (verdict.answer != Answer::kNotEvaluated) return verdict;
  }
  return judged.verdicts.front();
}

absl::Status PrintPicture(const Judged& judged, const std::string& format) {
  if (judged.verdicts.empty()) {
    return PreconditionError(
        {.cause = "the rule packs hold no regime", .remedy = "run lynceus rules check"});
  }
  const std::string dot = review::VerdictDot(PicturedVerdict(judged), judged.id, judged.caption);
  if (format == "dot") {
    std::fputs(dot.c_str(), stdout);
    return absl::OkStatus();
  }
  LYNCEUS_ASSIGN_OR_RETURN(const std::string svg, RunFilter("dot", {"-Tsvg"}, dot));
  std::fputs(svg.c_str(), stdout);
  return absl::OkStatus();
}

absl::Status RunVerdict(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const Judged judged, JudgeParty(options));
  if (options.format == "dot" || options.format == "svg") {
    return PrintPicture(judged, options.format);
  }
  if (options.format == "json") {
    std::puts(JudgedJson(judged).c_str());
    return absl::OkStatus();
  }
  std::printf("%s (%s) as of %s\n", review::Printable(judged.caption).c_str(), judged.id.c_str(),
              judged.as_of.ToString().c_str());
  std::fputs(review::VerdictsText(judged.verdicts, 2).c_str(), stdout);
  return absl::OkStatus();
}

absl::Status RunBeneficial(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto engine,
                           screening::OpenEngine({.snapshot_directory = options.index,
                                                  .rules_directory = options.rules}));
  LYNCEUS_ASSIGN_OR_RETURN(const Date as_of, AsOf(options.as_of));
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Regime> rules,
                           ChosenRegimes(engine->rules->beneficial, options.regimes));
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint32_t number, engine->snapshot->NumberOf(options.id));
  std::string id;
  std::string caption;
  LYNCEUS_RETURN_IF_ERROR(engine->owners->Describe(number, id, caption));
  JsonWriter json(JsonWriter::Style::kIndented);
  json.BeginObject().Member("entity_id", id).Member("name", caption);
  json.Member("as_of", as_of.ToString()).Key("beneficial_owners").BeginArray();
  std::string text =
      absl::StrCat(review::Printable(caption), " (", id, ") as of ", as_of.ToString(), "\n");
  for (const Regime& rule : rules) {
    LYNCEUS_ASSIGN_OR_RETURN(const BeneficialOwners found,
                             ownership::FindBeneficialOwners(*engine->owners, rule, as_of, number));
    review::WriteBeneficialOwners(found, json);
    text += review::BeneficialText(found, 2);
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
  LYNCEUS_ASSIGN_OR_RETURN(const auto snapshot, store::Snapshot::Open(options.index, {}));
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint32_t number, snapshot->NumberOf(options.id));
  LYNCEUS_ASSIGN_OR_RETURN(
      const std::vector<Interest> interests,
      owners ? snapshot->InterestsInto(number) : snapshot->InterestsOf(number));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string self, PartyWord(*snapshot, options.id, ""));
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
  LYNCEUS_ASSIGN_OR_RETURN(const std::string directory, RulesDirectory(options.rules));
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
    command->add_option("--index", options->index, "snapshot directory")->required();
    command->add_option("ID", options->id, "any id the party answers to")->required();
  };

  CLI::App* verdict = ownership->add_subcommand("verdict", "what each regime says, with its proof");
  party_options(verdict);
  verdict->add_option("--rules", options->rules, "rule packs; default: the snapshot's own");
  verdict->add_option("--regime", options->regimes, "only this regime; may be given several times")
      ->allow_extra_args(false);
  verdict->add_option("--as-of", options->as_of, "YYYY-MM-DD; default: today");
  verdict->add_option("--format", options->format, "text, json, dot or svg")
      ->check(CLI::IsMember({"text", "json", "dot", "svg"}));
  verdict->callback([&body, options] { body = [options] { return RunVerdict(*options); }; });

  CLI::App* beneficial = ownership->add_subcommand(
      "beneficial", "who its beneficial owners are, by each rule, with their proof");
  party_options(beneficial);
  beneficial->add_option("--rules", options->rules, "rule packs; default: the snapshot's own");
  beneficial->add_option("--regime", options->regimes, "only this rule; may be given several times")
      ->allow_extra_args(false);
  beneficial->add_option("--as-of", options->as_of, "YYYY-MM-DD; default: today");
  beneficial->add_option("--format", options->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  beneficial->callback([&body, options] { body = [options] { return RunBeneficial(*options); }; });

  CLI::App* owners = ownership->add_subcommand("owners", "the interests in a party");
  party_options(owners);
  owners->callback([&body, options] { body = [options] { return RunInterests(*options, true); }; });

  CLI::App* holdings = ownership->add_subcommand("holdings", "the interests a party holds");
  party_options(holdings);
  holdings->callback(
      [&body, options] { body = [options] { return RunInterests(*options, false); }; });

  CLI::App* vectors = ownership->add_subcommand("vectors", "run conformance cases");
  vectors->add_option("FILE", options->file, "cases as JSON")->required();
  vectors->add_option("--rules", options->rules, "rule packs");
  vectors->callback([&body, options] { body = [options] { return RunVectors(*options); }; });
}

}  // namespace lynceus::client
