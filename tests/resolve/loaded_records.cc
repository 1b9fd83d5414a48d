#include "tests/resolve/loaded_records.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/ingest/merge.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::resolve {
namespace {

constexpr std::size_t kNamesShown = 6;
constexpr std::size_t kAddressesShown = 3;
constexpr std::size_t kBytesShown = 160;
// Properties that tell parties apart.
constexpr std::string_view kTelling[] = {"birthPlace", "position",   "title", "gender",
                                         "fatherName", "motherName", "notes"};

std::string Cut(const std::string& text) {
  return text.size() <= kBytesShown ? text : ToValidUtf8(text.substr(0, kBytesShown)) + "...";
}

class Collector final : public sources::RecordSink {
 public:
  explicit Collector(LoadedRecords& records) : records_(records) {}

  absl::Status AddEntity(Entity entity) override {
    Party& record = records_[entity.id];
    if (record.entity.id.empty()) {
      record.entity = std::move(entity);
    } else {
      ingest::MergeEntity(std::move(entity), record.entity);
    }
    return absl::OkStatus();
  }
  absl::Status AddDesignation(Designation designation) override {
    records_[designation.entity_id].designations.push_back(std::move(designation));
    return absl::OkStatus();
  }
  absl::Status AddInterest(Interest /*interest*/) override { return absl::OkStatus(); }
  absl::Status AddFragment(UnparsedFragment /*fragment*/) override { return absl::OkStatus(); }

 private:
  LoadedRecords& records_;
};

}  // namespace

absl::StatusOr<LoadedRecords> LoadRecords(const std::vector<std::string>& files) {
  std::vector<sources::InputFile> inputs;
  for (const std::string& file : files) inputs.push_back(sources::ParseInputFile(file));
  LYNCEUS_ASSIGN_OR_RETURN(const auto groups, sources::GroupFiles(inputs));
  LoadedRecords records;
  Collector collector(records);
  for (const sources::FileGroup& group : groups) {
    LYNCEUS_RETURN_IF_ERROR(sources::LoadGroup(group, collector).status());
  }
  std::erase_if(records, [](const auto& each) { return each.second.entity.id.empty(); });
  for (auto& [id, record] : records) {
    record.ids = {id};
    ingest::Normalize(record);
  }
  return records;
}

bool IsAtRisk(const Party& record) {
  const auto& properties = record.entity.properties;
  return !record.designations.empty() ||
         std::any_of(properties.begin(), properties.end(), [](const Property& each) {
           return each.name == "topics" || (each.name == "target" && each.value == "true");
         });
}

absl::StatusOr<Resolution> ResolveRecords(const LoadedRecords& records,
                                          const names::Analyzer& analyzer) {
  Resolver resolver(analyzer);
  for (const auto& [id, record] : records) {
    LYNCEUS_RETURN_IF_ERROR(resolver.Add(record.entity, IsAtRisk(record)));
  }
  return resolver.Resolve();
}

std::string Describe(const Party& record) {
  const Entity& entity = record.entity;
  std::string text = entity.id + " [" + std::string(SchemaName(entity.schema)) + "]";
  const std::size_t shown = std::min(kNamesShown, entity.names.size());
  for (std::size_t i = 0; i < shown; ++i) text += (i == 0 ? " " : " | ") + entity.names[i].text;
  text += "\n     ";
  for (const PartialDate& date : entity.birth_dates) text += " *" + date.ToString();
  for (const CountryFact& each : entity.countries) text += " " + each.property + "=" + each.code;
  for (const Identifier& each : entity.identifiers) {
    text += " " + each.type + "=" + each.value + "/" + each.country;
  }
  text += "\n     ";
  const std::size_t places = std::min(kAddressesShown, entity.addresses.size());
  for (std::size_t i = 0; i < places; ++i) text += " @" + Cut(entity.addresses[i].full);
  for (const Property& each : entity.properties) {
    if (std::ranges::find(kTelling, each.name) == std::end(kTelling)) continue;
    text += " " + each.name + "=" + Cut(each.value);
  }
  for (const std::string& each : entity.referents) text += " ->" + each;
  return text;
}

}  // namespace lynceus::resolve
