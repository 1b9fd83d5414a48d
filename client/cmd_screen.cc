// `lynceus screen`: one counterparty from options.
#include <cstdio>
#include <memory>
#include <utility>

#include "client/command.h"
#include "client/screener.h"
#include "lib/base/status.h"
#include "lib/review/answer_json.h"
#include "lib/review/answer_text.h"
#include "lib/sources/counterparty_reader.h"

namespace lynceus::client {
namespace {

struct Options {
  ScreenerOptions screener;
  std::vector<std::string> names;
  std::vector<std::string> ids;
  std::vector<std::string> birth_dates;
  std::vector<std::string> countries;
  std::vector<std::string> owners;
  std::vector<std::string> addresses;
  std::vector<std::string> texts;
  std::string schema;
  std::string gender;
  bool coverage = false;
  std::string format = "text";
};

absl::Status AddAll(sources::CounterpartyReader& reader, const char* property,
                    const std::vector<std::string>& values) {
  for (const std::string& value : values) {
    LYNCEUS_RETURN_IF_ERROR(reader.AddValue(property, value));
  }
  return absl::OkStatus();
}

absl::StatusOr<Counterparty> ReadCounterparty(const Options& options) {
  sources::CounterpartyReader reader;
  LYNCEUS_RETURN_IF_ERROR(reader.AddValue("schema", options.schema));
  LYNCEUS_RETURN_IF_ERROR(reader.AddValue("gender", options.gender));
  LYNCEUS_RETURN_IF_ERROR(AddAll(reader, "birthDate", options.birth_dates));
  LYNCEUS_RETURN_IF_ERROR(AddAll(reader, "country", options.countries));
  LYNCEUS_RETURN_IF_ERROR(AddAll(reader, "owner", options.owners));
  LYNCEUS_RETURN_IF_ERROR(AddAll(reader, "address", options.addresses));
  LYNCEUS_RETURN_IF_ERROR(AddAll(reader, "text", options.texts));
  Counterparty counterparty = reader.Take();
  // Names go in as they are: one of only white space must be an error, not a missing name.
  counterparty.names = options.names;
  counterparty.coverage = options.coverage;
  for (const std::string& id : options.ids) {
    LYNCEUS_ASSIGN_OR_RETURN(Identifier identifier, sources::ParseIdentifier(id));
    counterparty.identifiers.push_back(std::move(identifier));
  }
  FillBooking(options.screener, counterparty);
  return counterparty;
}

absl::Status RunScreen(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const Counterparty counterparty, ReadCounterparty(options));
  LYNCEUS_ASSIGN_OR_RETURN(const Date as_of, AsOf(options.screener.as_of));
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<Screener> screener,
                           OpenScreener(options.screener));
  LYNCEUS_ASSIGN_OR_RETURN(const Answered answered, screener->Screen(counterparty, as_of, ""));
  const review::Envelope envelope{.record = answered.record, .unrecorded = answered.unrecorded};
  if (options.format == "json") {
    std::puts(review::AnswerJson(answered.core, envelope, JsonWriter::Style::kIndented).c_str());
  } else {
    std::fputs(review::AnswerText(answered.core, envelope).c_str(), stdout);
  }
  return absl::OkStatus();
}

}  // namespace

void AddScreenCommand(CLI::App& app, Body& body) {
  CLI::App* command = app.add_subcommand("screen", "screen one counterparty");
  auto options = std::make_shared<Options>();
  AddScreenerOptions(*command, options->screener);
  command->add_option("--follows", options->screener.asking.follows,
                      "index of the record of the screening that this one follows up");
  command->add_option("--name", options->names, "a name; may be given several times")
      ->allow_extra_args(false);
  command->add_option("--id", options->ids, "TYPE:VALUE, for example leiCode:...")
      ->allow_extra_args(false);
  command->add_option("--schema", options->schema, "Person, Company, Vessel ...");
  command->add_option("--birth-date", options->birth_dates, "YYYY-MM-DD, YYYY-MM or YYYY")
      ->allow_extra_args(false);
  command->add_option("--country", options->countries, "ISO 3166-1 code")->allow_extra_args(false);
  command->add_option("--gender", options->gender, "male or female");
  command->add_option("--owner", options->owners, "declared owner, \"NAME=SHARE\" (percent)")
      ->allow_extra_args(false);
  command->add_flag("--coverage", options->coverage,
                    "say who designates it, jurisdiction by jurisdiction");
  command->add_option("--address", options->addresses, "an address, searched for places")
      ->allow_extra_args(false);
  command->add_option("--text", options->texts, "a remark or payment reference, searched likewise")
      ->allow_extra_args(false);
  AddFormatOption(*command, options->format);
  command->callback([&body, options] { body = [options] { return RunScreen(*options); }; });
}

}  // namespace lynceus::client
