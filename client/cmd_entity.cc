// `lynceus entity`: everything the snapshot holds on one party.
#include <cstdio>
#include <memory>

#include "client/command.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/review/answer_json.h"
#include "lib/review/answer_text.h"
#include "lib/store/snapshot.h"

namespace lynceus::client {
namespace {

struct Options {
  std::string index;
  std::string id;
  std::string format = "text";
};

void WriteNames(const Entity& entity, JsonWriter& json) {
  json.Key("names").BeginArray();
  for (const Name& name : entity.names) {
    json.BeginObject().Member("text", name.text).Member("kind", NameKindName(name.kind));
    if (!name.script.empty()) json.Member("script", name.script);
    json.EndObject();
  }
  json.EndArray();
}

void WriteDates(std::string_view key, const std::vector<PartialDate>& dates, JsonWriter& json) {
  json.Key(key).BeginArray();
  for (const PartialDate& date : dates) json.String(date.ToString());
  json.EndArray();
}

void WriteFacts(const Entity& entity, JsonWriter& json) {
  json.Key("countries").BeginArray();
  for (const CountryFact& country : entity.countries) {
    json.BeginObject().Member("property", country.property).Member("code", country.code);
    json.EndObject();
  }
  json.EndArray().Key("identifiers").BeginArray();
  for (const Identifier& identifier : entity.identifiers) {
    json.BeginObject()
        .Member("type", identifier.type)
        .Member("value", identifier.value)
        .Member("country", identifier.country)
        .EndObject();
  }
  json.EndArray().Key("addresses").BeginArray();
  for (const Address& address : entity.addresses) {
    json.BeginObject().Member("full", address.full).Member("country", address.country).EndObject();
  }
  json.EndArray().Key("properties").BeginArray();
  for (const Property& property : entity.properties) {
    json.BeginObject().Member("name", property.name).Member("value", property.value).EndObject();
  }
  json.EndArray();
}

std::string PartyJson(const Party& party) {
  JsonWriter json(JsonWriter::Style::kIndented);
  json.BeginObject().Member("entity_id", party.entity.id);
  json.Key("ids").BeginArray();
  for (const std::string& id : party.ids) json.String(id);
  json.EndArray();
  json.Member("schema", SchemaName(party.entity.schema));
  WriteNames(party.entity, json);
  WriteDates("birth_dates", party.entity.birth_dates, json);
  WriteDates("founded_dates", party.entity.founded_dates, json);
  WriteFacts(party.entity, json);
  json.Key("designations").BeginArray();
  for (const Designation& designation : party.designations) {
    review::WriteDesignation(designation, json);
  }
  json.EndArray().EndObject();
  return json.Take();
}

void PrintParty(const Party& party) {
  const Entity& entity = party.entity;
  const auto line = [](std::string_view label, std::string_view value) {
    std::printf("  %-14s %s\n", std::string(label).c_str(), review::Printable(value).c_str());
  };
  std::printf("%s\n", review::Printable(entity.caption()).c_str());
  line("schema", SchemaName(entity.schema));
  for (const std::string& id : party.ids) line("id", id);
  for (const Name& name : entity.names) line(NameKindName(name.kind), name.text);
  for (const PartialDate& date : entity.birth_dates) line("born", date.ToString());
  for (const PartialDate& date : entity.founded_dates) line("founded", date.ToString());
  for (const CountryFact& country : entity.countries) line(country.property, country.code);
  for (const Identifier& identifier : entity.identifiers) line(identifier.type, identifier.value);
  for (const Address& address : entity.addresses) line("address", address.full);
  for (const Property& property : entity.properties) line(property.name, property.value);
  for (const Designation& designation : party.designations) {
    line("listed", designation.authority + " " + designation.list + " " + designation.programme +
                       " " + (designation.date ? designation.date->ToString() : "(no date)"));
  }
}

absl::Status RunEntity(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto snapshot, store::Snapshot::Open(options.index, {}));
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint32_t number, snapshot->NumberOf(options.id));
  LYNCEUS_ASSIGN_OR_RETURN(const Party party, snapshot->PartyByNumber(number));
  if (options.format == "json") {
    std::puts(PartyJson(party).c_str());
  } else {
    PrintParty(party);
  }
  return absl::OkStatus();
}

}  // namespace

void AddEntityCommand(CLI::App& app, Body& body) {
  CLI::App* command = app.add_subcommand("entity", "show one party of a snapshot");
  auto options = std::make_shared<Options>();
  command->add_option("--index", options->index, "snapshot directory")->required();
  command->add_option("ID", options->id, "any id the party answers to")->required();
  AddFormatOption(*command, options->format);
  command->callback([&body, options] { body = [options] { return RunEntity(*options); }; });
}

}  // namespace lynceus::client
