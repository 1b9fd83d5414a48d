// `lynceus log show` and `explain`: one record in words, as a picture, and why it did not hit
// somebody.
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <memory>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "client/command.h"
#include "client/log_options.h"
#include "client/subprocess.h"
#include "lib/base/status.h"
#include "lib/review/counterparty_reader.h"
#include "lib/review/engine_source.h"
#include "lib/review/explain.h"
#include "lib/review/follow_up.h"
#include "lib/review/record_text.h"
#include "lib/review/show_record.h"

namespace lynceus::client {
namespace {

struct Options {
  review::LogPlace log;
  std::uint64_t index = 0;
  std::string format = "text";
  std::string entity;
  std::string regime;
  std::string archive;
  std::string snapshot;
  std::string rules;
};

absl::Status PrintPicture(const review::LogRecord& record, const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string dot,
                           review::RecordPicture(record, options.entity, options.regime));
  if (options.format == "dot") {
    std::fputs(dot.c_str(), stdout);
    return absl::OkStatus();
  }
  LYNCEUS_ASSIGN_OR_RETURN(const std::string svg, RunFilter("dot", {"-Tsvg"}, dot));
  std::fputs(svg.c_str(), stdout);
  return absl::OkStatus();
}

absl::Status RunShow(const Options& options) {
  if (options.format == "json") {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string text,
                             review::ShowRecordJson(options.log, options.index));
    std::puts(text.c_str());
    return absl::OkStatus();
  }
  LYNCEUS_ASSIGN_OR_RETURN(const auto records, OpenRecords(options.log));
  LYNCEUS_ASSIGN_OR_RETURN(const review::LogRecord record, records->Read(options.index));
  if (options.format != "text") return PrintPicture(record, options);
  LYNCEUS_ASSIGN_OR_RETURN(std::string words, review::RecordInWords(record, records->origin()));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string chain, review::FollowedUpInWords(*records, record));
  words += chain;
  if (record.state == review::BodyState::kErased) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string erasure, review::ErasureInWords(*records, record));
    words += erasure;
  }
  std::fputs(words.c_str(), stdout);
  return absl::OkStatus();
}

absl::Status CheckAskable(const review::LogRecord& record) {
  if (record.leaf.kind == review::RecordKind::kScreen &&
      record.state == review::BodyState::kOpened) {
    return absl::OkStatus();
  }
  return PreconditionError(
      {.subject = absl::StrCat("record ", record.index),
       .cause = absl::StrCat("it is a record of kind ",
                             std::string(review::RecordKindName(record.leaf.kind)),
                             ", its body is ", std::string(review::BodyStateName(record.state))),
       .remedy = "only a screening whose body is opened can be asked again"});
}

absl::Status RunExplain(const Options& options) {
  if (options.archive.empty() && options.snapshot.empty()) {
    return UsageError("--archive", "there is nothing to ask again",
                      "give the archive, or --snapshot DIR");
  }
  LYNCEUS_ASSIGN_OR_RETURN(const auto records, OpenRecords(options.log));
  LYNCEUS_ASSIGN_OR_RETURN(const review::LogRecord record, records->Read(options.index));
  LYNCEUS_RETURN_IF_ERROR(CheckAskable(record));
  LYNCEUS_ASSIGN_OR_RETURN(const auto archive, OpenArchive(options.archive));
  review::EngineSource engines(
      {.archive = archive.get(), .snapshot = options.snapshot, .rules = options.rules});
  const review::Leaf& leaf = record.leaf;
  LYNCEUS_ASSIGN_OR_RETURN(const auto engine, engines.EngineOf(leaf.snapshot, leaf.rules));
  LYNCEUS_ASSIGN_OR_RETURN(const Counterparty asked,
                           review::ReadCounterparty(record.body.input_json));
  LYNCEUS_ASSIGN_OR_RETURN(const review::WhyNot why,
                           review::ExplainAgainst(asked, Date::FromDays(leaf.as_of_days),
                                                  leaf.preset, *engine, options.entity));
  std::fputs(options.format == "json" ? (review::WhyNotJson(why) + "\n").c_str()
                                      : review::WhyNotText(why).c_str(),
             stdout);
  return absl::OkStatus();
}

// Of a list's key, a colon and the publisher's number: a name, or another spelling, would be said
// to be on no list.
bool IsPartyId(std::string_view id) {
  const std::size_t colon = id.find(':');
  return colon != std::string_view::npos && colon > 0 && colon + 1 < id.size() &&
         std::all_of(id.begin(), id.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](unsigned char byte) {
                       return std::islower(byte) != 0 || std::isdigit(byte) != 0 || byte == '-' ||
                              byte == '_' || byte == '.';
                     });
}

}  // namespace

void AddLogShowCommands(CLI::App& log, Body& body) {
  auto options = std::make_shared<Options>();

  CLI::App* show = log.add_subcommand("show", "one record in words");
  AddLogOptions(*show, options->log);
  show->add_option("INDEX", options->index, "index of the record")->required();
  show->add_option("--format", options->format, "text, json, dot or svg (the ownership)")
      ->check(CLI::IsMember({"text", "json", "dot", "svg"}))
      ->capture_default_str();
  show->add_option("--entity", options->entity, "of the picture: on whom; default: the first");
  show->add_option("--regime", options->regime, "of the picture: by which; default: the first");
  show->callback([&body, options] { body = [options] { return RunShow(*options); }; });

  CLI::App* explain = log.add_subcommand("explain", "why a record did not hit somebody");
  AddLogOptions(*explain, options->log);
  explain->add_option("INDEX", options->index, "index of the record")->required();
  explain->add_option("--against", options->entity, "id of the party: ofac-sdn:34737")
      ->required()
      ->check(CLI::Validator(
          [](const std::string& id) {
            return IsPartyId(id) ? std::string() : id + " is no id, like ofac-sdn:34737";
          },
          ""));
  explain->add_option("--archive", options->archive, "what the record names is read from it");
  explain->add_option("--snapshot", options->snapshot, "this one instead of the recorded");
  explain->add_option("--rules", options->rules, "these instead of the recorded");
  AddFormatOption(*explain, options->format);
  explain->callback([&body, options] { body = [options] { return RunExplain(*options); }; });
}

}  // namespace lynceus::client
