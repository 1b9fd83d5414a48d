#include "tests/resolve/loaded_records.h"

#include <algorithm>
#include <utility>

#include "lib/base/status.h"
#include "lib/ingest/merge.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::resolve {
namespace {

constexpr std::size_t kNamesShown = 6;

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

absl::StatusOr<Resolution> ResolveRecords(const LoadedRecords& records,
                                          const names::Analyzer& analyzer) {
  Resolver resolver(analyzer);
  for (const auto& [id, record] : records) {
    LYNCEUS_RETURN_IF_ERROR(resolver.Add(record.entity, !record.designations.empty()));
  }
  return resolver.Resolve();
}

std::string Describe(const Party& record) {
  const Entity& entity = record.entity;
  std::string text = entity.id + " [" + std::string(SchemaName(entity.schema)) + "]";
  const std::size_t shown = std::min(kNamesShown, entity.names.size());
  for (std::size_t i = 0; i < shown; ++i) text += (i == 0 ? " " : " | ") + entity.names[i].text;
  for (const PartialDate& date : entity.birth_dates) text += " *" + date.ToString();
  for (const CountryFact& each : entity.countries) text += " " + each.property + "=" + each.code;
  for (const Identifier& each : entity.identifiers) {
    text += " " + each.type + "=" + each.value + "/" + each.country;
  }
  return text;
}

}  // namespace lynceus::resolve
