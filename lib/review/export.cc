#include "lib/review/export.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/digest.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/review/judgement.h"
#include "lib/review/record_reader.h"
#include "lib/review/show_record.h"

namespace lynceus::review {
namespace {

absl::Status BadPart(std::string subject, std::string cause, std::string remedy) {
  return InvalidError(
      {.subject = std::move(subject), .cause = std::move(cause), .remedy = std::move(remedy)});
}

absl::Status CheckSelection(const ExportSelection& selection, std::uint64_t size) {
  const auto& indexes = selection.indexes;
  if (std::adjacent_find(indexes.begin(), indexes.end(), std::greater_equal<>()) != indexes.end()) {
    return BadPart("records", "they are not in order, or one is named twice",
                   "name each once, ascending");
  }
  if (indexes.empty() || indexes.back() < size) return absl::OkStatus();
  return NotFoundError({.subject = absl::StrCat("record ", indexes.back()),
                        .cause = absl::StrCat("the log has ", size, " records"),
                        .remedy = "give indexes below that"});
}

bool Fits(const ExportSelection& selection, std::uint64_t index, const Leaf& leaf) {
  const auto& indexes = selection.indexes;
  const std::int64_t moment = leaf.unix_micros;
  if (!indexes.empty() && !std::binary_search(indexes.begin(), indexes.end(), index)) return false;
  if (selection.from_unix_micros && moment < *selection.from_unix_micros) return false;
  if (selection.until_unix_micros && moment >= *selection.until_unix_micros) return false;
  if (selection.legal_entity && !IsOfEntity(leaf, *selection.legal_entity)) return false;
  return !selection.decision ||
         (leaf.kind == RecordKind::kScreen && leaf.decision == *selection.decision);
}

// What leaves: known from the leaves, before anything does.
struct Cargo {
  std::vector<std::uint64_t> indexes;
  Sha256 leaves{};  // over the SHA-256 of each
};

absl::StatusOr<Cargo> SelectCargo(const RecordReader& records, const ExportSelection& selection) {
  Cargo cargo;
  Sha256Builder digests;
  const auto closed = [](std::uint64_t, const Leaf&) { return false; };
  const auto visit = [&](const LogRecord& record) {
    if (!Fits(selection, record.index, record.leaf)) return absl::OkStatus();
    cargo.indexes.push_back(record.index);
    digests.Add(ToHex(Sha256Of(EncodeLeaf(record.leaf))));
    return absl::OkStatus();
  };
  const auto& named = selection.indexes;
  const std::uint64_t first = named.empty() ? 0 : named.front();
  const std::uint64_t end = named.empty() ? records.size() : named.back() + 1;
  LYNCEUS_RETURN_IF_ERROR(records.ForEach(first, end, closed, visit));
  if (cargo.indexes.empty()) {
    return NotFoundError({.subject = "records",
                          .cause = "none fits what is asked for",
                          .remedy = "see which there are by lynceus log list"});
  }
  cargo.leaves = digests.Finish();
  return cargo;
}

void WriteMoment(JsonWriter& json, std::string_view key, const std::optional<std::int64_t>& at) {
  json.Key(key);
  if (at) {
    json.Int(*at);
  } else {
    json.Null();
  }
}

std::string OrderJson(const ExportSelection& selection, const ExportReason& reason,
                      const std::string& request_id) {
  JsonWriter json;
  json.BeginObject().Key("indexes").BeginArray();
  for (const std::uint64_t index : selection.indexes) json.Int(static_cast<std::int64_t>(index));
  json.EndArray();
  WriteMoment(json, "from", selection.from_unix_micros);
  WriteMoment(json, "until", selection.until_unix_micros);
  json.Member("decision", selection.decision ? DecisionName(*selection.decision) : "");
  json.Member("legal_entity", selection.legal_entity.value_or(""));
  json.Member("reason", reason.code).Member("text", reason.text).Member("by", reason.by);
  json.Member("request_id", request_id).EndObject();
  return json.Take();
}

void WriteCargo(JsonWriter& json, const Cargo& cargo) {
  json.Key("records").Int(static_cast<std::int64_t>(cargo.indexes.size()));
  json.Member("leaves", ToHex(cargo.leaves));
}

std::string CargoJson(const Cargo& cargo) {
  JsonWriter json;
  json.BeginObject();
  WriteCargo(json, cargo);
  json.Key("first").Int(static_cast<std::int64_t>(cargo.indexes.front()));
  json.Key("last").Int(static_cast<std::int64_t>(cargo.indexes.back())).EndObject();
  return json.Take();
}

std::string HeadLine(const RecordRef& at, const Cargo& cargo) {
  JsonWriter json;
  json.BeginObject().Key("export").BeginObject().Member("log", at.log);
  json.Key("record").Int(static_cast<std::int64_t>(at.index));
  WriteCargo(json, cargo);
  json.EndObject().EndObject();
  return json.Take();
}

// The end of the run of neighbours that begins at `at`: they are read together.
std::size_t RunEnd(const std::vector<std::uint64_t>& indexes, std::size_t at) {
  std::size_t end = at + 1;
  while (end < indexes.size() && indexes[end] == indexes[end - 1] + 1) ++end;
  return end;
}

}  // namespace

absl::StatusOr<ExportReport> ExportRecords(RecordLog& log, const ExportSelection& selection,
                                           const ExportReason& reason, const Transmitter& from,
                                           const TakeLine& take) {
  LYNCEUS_RETURN_IF_ERROR(CheckReason(reason.code, reason.text, reason.by));
  LYNCEUS_RETURN_IF_ERROR(log.log().Checkpoint().status());  // the reader sees what is published
  LYNCEUS_ASSIGN_OR_RETURN(const auto records, OpenRecordReader(log.place()));
  LYNCEUS_RETURN_IF_ERROR(CheckSelection(selection, records->size()));
  LYNCEUS_ASSIGN_OR_RETURN(const Cargo cargo, SelectCargo(*records, selection));
  Draft draft{.leaf = {.kind = RecordKind::kExport,
                       .as_of_days = Date::FromUnixMicros(log.clock().NowUnixMicros()).days()},
              .body = {.input_json = OrderJson(selection, reason, from.request_id),
                       .answer_json = CargoJson(cargo),
                       .rationale = reason.text}};
  LYNCEUS_ASSIGN_OR_RETURN(
      const RecordRef at,
      log.recorder().Append(std::move(draft), {.request_id = absl::StrCat("export:", reason.code),
                                               .name = from.name,
                                               .on_behalf_of = reason.by}));
  ExportReport report{.record = at.index, .records = cargo.indexes.size()};
  LYNCEUS_RETURN_IF_ERROR(take(HeadLine(at, cargo)));
  const auto opened = [](std::uint64_t, const Leaf&) { return true; };
  const auto hand_over = [&](const LogRecord& record) {
    report.erased += record.state == BodyState::kErased ? 1 : 0;
    return take(OpenedRecordJson(record));
  };
  for (std::size_t i = 0; i < cargo.indexes.size();) {
    const std::size_t end = RunEnd(cargo.indexes, i);
    LYNCEUS_RETURN_IF_ERROR(
        records->ForEach(cargo.indexes[i], cargo.indexes[end - 1] + 1, opened, hand_over));
    i = end;
  }
  return report;
}

}  // namespace lynceus::review
