// `lynceus ownership tags`: the topics that another's graph rules give the neighbours of a party.
#include <cstdio>
#include <memory>

#include "client/command.h"
#include "client/screener.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/review/answer_text.h"
#include "lib/screening/engine.h"
#include "lib/screening/flags.h"
#include "lib/screening/opensanctions_tags.h"

namespace lynceus::client {
namespace {

struct Options {
  std::string index;
  std::string id;
  std::string tags;
  std::string as_of;
  std::string format = "text";
};

void PrintText(const std::string& id, const std::vector<screening::NeighbourTag>& tags) {
  std::printf("%s gives its neighbours %zu topics\n", id.c_str(), tags.size());
  for (const screening::NeighbourTag& tag : tags) {
    std::printf("  %s\n", review::Printable(tag.name + " (" + tag.entity_id + "): " + tag.topic +
                                            " by " + tag.tie.text)
                              .c_str());
  }
}

void PrintJson(const std::string& id, const std::vector<screening::NeighbourTag>& tags) {
  JsonWriter json(JsonWriter::Style::kIndented);
  json.BeginObject().Member("entity_id", id).Key("tags").BeginArray();
  for (const screening::NeighbourTag& tag : tags) {
    json.BeginObject().Member("entity_id", tag.entity_id).Member("name", tag.name);
    json.Member("topic", tag.topic).Member("tie", tag.tie.text).EndObject();
  }
  json.EndArray().EndObject();
  std::puts(json.Take().c_str());
}

absl::Status RunTags(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto engine,
                           screening::OpenEngine({.snapshot_directory = options.index}));
  LYNCEUS_ASSIGN_OR_RETURN(const Date as_of, AsOf(options.as_of));
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint32_t number, engine->snapshot->NumberOf(options.id));
  LYNCEUS_ASSIGN_OR_RETURN(
      const std::vector<screening::NeighbourTag> tags,
      screening::OpenSanctionsTags(*engine->owners, number, as_of, *engine->rules,
                                   screening::EntitiesOf(*engine->snapshot)));
  if (options.format == "json") {
    PrintJson(options.id, tags);
  } else {
    PrintText(options.id, tags);
  }
  return absl::OkStatus();
}

}  // namespace

void AddOwnershipTagsCommand(CLI::App& ownership, Body& body) {
  auto options = std::make_shared<Options>();
  CLI::App* tags = ownership.add_subcommand(
      "tags", "the topics that a party gives its neighbours, in the words of another's data");
  tags->add_option("--index", options->index, "snapshot directory")->required();
  tags->add_option("ID", options->id, "any id the party answers to")->required();
  tags->add_option("--tags", options->tags, "whose words: opensanctions")
      ->required()
      ->check(CLI::IsMember(std::vector<std::string>{"opensanctions"}));
  tags->add_option("--as-of", options->as_of, "YYYY-MM-DD; default: today");
  AddFormatOption(*tags, options->format);
  tags->callback([&body, options] { body = [options] { return RunTags(*options); }; });
}

}  // namespace lynceus::client
