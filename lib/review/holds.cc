#include "lib/review/holds.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/audit/journal.h"
#include "lib/audit/log_files.h"
#include "lib/base/file.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/review/erasure.h"
#include "lib/review/record_log.h"
#include "lib/review/show_record.h"

namespace lynceus::review {
namespace {

constexpr std::size_t kNameBytesMax = 48;
constexpr std::size_t kReasonBytesMax = 1'024;
constexpr std::string_view kPlace = "hold:";
constexpr std::string_view kRelease = "release:";

absl::Status CheckHold(const std::string& name, const std::string& reason, const std::string& by) {
  const bool texts = !reason.empty() && reason.size() <= kReasonBytesMax && !by.empty() &&
                     by.size() <= kLeafTextBytesMax;
  const bool named = !name.empty() && name.size() <= kNameBytesMax &&
                     std::all_of(name.begin(), name.end(), [](unsigned char byte) {
                       return std::isalnum(byte) != 0 || byte == '.' || byte == '_' || byte == '-';
                     });
  if (named && texts) return absl::OkStatus();
  return InvalidError({.subject = "legal hold",
                       .cause = "a hold has a name of [A-Za-z0-9._-], a reason and who ordered it",
                       .limit = "48, 1,024 and 256 bytes",
                       .remedy = "give --name, --reason and --by"});
}

std::string HoldJson(const Hold& hold, const std::string& request_id) {
  JsonWriter json;
  json.BeginObject().Member("hold", hold.name);
  const HoldScope& scope = hold.scope;
  if (scope.legal_entity) json.Member("legal_entity", *scope.legal_entity);
  if (scope.from) json.Member("from", scope.from->ToString());
  if (scope.to) json.Member("to", scope.to->ToString());
  json.Key("indexes").BeginArray();
  for (const std::uint64_t index : scope.indexes) json.Int(static_cast<std::int64_t>(index));
  json.EndArray();
  json.Member("reason", hold.reason).Member("by", hold.by);
  json.Member("request_id", request_id).EndObject();
  return json.Take();
}

// Those in whose name a record was ever sealed, by their buckets' files.
absl::StatusOr<std::set<std::string>> LegalEntities(const std::string& log) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<std::string> names,
                           ListDirectory(audit::KeysPath(log)));
  std::set<std::string> entities;
  for (const std::string& name : names) {
    const std::string bucket = name.substr(0, name.rfind('.'));
    if (audit::IsBucket(bucket)) entities.insert(bucket.substr(bucket.find('-') + 1));
  }
  return entities;
}

absl::Status NoSuchRecord(std::uint64_t index, std::uint64_t size) {
  return InvalidError({.subject = "legal hold",
                       .place = absl::StrCat("record ", index),
                       .cause = absl::StrCat("the log has ", size, " records"),
                       .remedy = "give indexes below that"});
}

absl::Status BadHold(std::uint64_t record) {
  return DataLossError({.subject = "legal hold",
                        .place = absl::StrCat("record ", record),
                        .cause = "what it covers cannot be read",
                        .remedy = "verify the log; nothing may be erased until this is known"});
}

std::string TextOf(const rapidjson::Document& json, const char* key) {
  const auto member = json.FindMember(key);
  if (member == json.MemberEnd() || !member->value.IsString()) return "";
  return {member->value.GetString(), member->value.GetStringLength()};
}

absl::Status ReadDay(const rapidjson::Document& json, const char* key, std::optional<Date>& day) {
  if (!json.HasMember(key)) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(day, Date::ParseIso(TextOf(json, key)));
  return absl::OkStatus();
}

absl::StatusOr<Hold> ParseHold(const std::string& text, std::uint64_t record) {
  rapidjson::Document json;
  json.Parse(text.data(), text.size());
  if (json.HasParseError() || !json.IsObject()) return BadHold(record);
  Hold hold{.name = TextOf(json, "hold"),
            .reason = TextOf(json, "reason"),
            .by = TextOf(json, "by"),
            .record = record};
  if (json.HasMember("legal_entity")) hold.scope.legal_entity = TextOf(json, "legal_entity");
  const bool days =
      ReadDay(json, "from", hold.scope.from).ok() && ReadDay(json, "to", hold.scope.to).ok();
  if (hold.name.empty() || !days || !json.HasMember("indexes") || !json["indexes"].IsArray()) {
    return BadHold(record);
  }
  for (const auto& index : json["indexes"].GetArray()) {
    if (!index.IsUint64()) return BadHold(record);
    hold.scope.indexes.push_back(index.GetUint64());
  }
  return hold;
}

absl::StatusOr<std::uint64_t> AppendHold(RecordLog& log, std::string_view action, const Hold& hold,
                                         const std::optional<std::uint64_t>& earlier,
                                         const Transmitter& from) {
  LYNCEUS_ASSIGN_OR_RETURN(
      const RecordRef at,
      log.recorder().Append({.leaf = {.kind = RecordKind::kLegalHold},
                             .body = {.answer_json = HoldJson(hold, from.request_id)}},
                            {.request_id = std::string(action) + hold.name,
                             .name = from.name,
                             .on_behalf_of = hold.by,
                             .earlier = earlier}));
  return at.index;
}

// A hold that covers nothing by mistake would let everything be erased.
absl::Status CheckScope(const RecordLog& log, const HoldScope& scope) {
  const auto bad = [](std::string cause, std::string remedy) {
    return InvalidError(
        {.subject = "legal hold", .cause = std::move(cause), .remedy = std::move(remedy)});
  };
  if (scope.legal_entity && !IsLegalEntity(*scope.legal_entity)) {
    return bad("it names no legal entity of [a-z0-9-]", "name it as the requests do");
  }
  if (scope.from && scope.to && *scope.from > *scope.to) {
    return bad(absl::StrCat("it begins on ", scope.from->ToString(), " and ends on ",
                            scope.to->ToString()),
               "give days in their order");
  }
  for (const std::uint64_t index : scope.indexes) {
    if (index >= log.log().size()) return NoSuchRecord(index, log.log().size());
  }
  if (!scope.legal_entity) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(const std::set<std::string> known, LegalEntities(log.place().directory));
  if (known.contains(std::string(RetentionEntity(*scope.legal_entity)))) return absl::OkStatus();
  return bad("the log has no record of the legal entity " + *scope.legal_entity,
             "name one of: " + absl::StrJoin(known, ", "));
}

auto ByName(std::vector<Hold>& holds, std::string_view name) {
  return std::find_if(holds.begin(), holds.end(),
                      [&](const Hold& hold) { return hold.name == name; });
}

}  // namespace

bool Covers(const HoldScope& scope, std::uint64_t index, const Leaf& leaf) {
  const Date day = Date::FromUnixMicros(leaf.unix_micros);
  return (!scope.legal_entity || IsOfEntity(leaf, *scope.legal_entity)) &&
         (!scope.from || day >= *scope.from) && (!scope.to || day <= *scope.to) &&
         (scope.indexes.empty() ||
          std::binary_search(scope.indexes.begin(), scope.indexes.end(), index));
}

absl::StatusOr<std::uint64_t> PlaceHold(RecordLog& log, const Hold& hold, const Transmitter& from) {
  LYNCEUS_RETURN_IF_ERROR(CheckHold(hold.name, hold.reason, hold.by));
  LYNCEUS_RETURN_IF_ERROR(CheckScope(log, hold.scope));
  const MutexLock lock(log.ordering());
  // No hold that is acknowledged stands behind an order that is still to be carried out.
  LYNCEUS_RETURN_IF_ERROR(FinishOrder(log));
  LYNCEUS_ASSIGN_OR_RETURN(std::vector<Hold> holds, log.StandingHolds());
  if (ByName(holds, hold.name) != holds.end()) {
    return MakeError(absl::StatusCode::kAlreadyExists, {.subject = "legal hold",
                                                        .place = hold.name,
                                                        .cause = "a hold of this name stands",
                                                        .remedy = "choose another name"});
  }
  Hold placed = hold;
  std::sort(placed.scope.indexes.begin(), placed.scope.indexes.end());
  return AppendHold(log, kPlace, placed, std::nullopt, from);
}

absl::StatusOr<std::uint64_t> ReleaseHold(RecordLog& log, const std::string& name,
                                          const std::string& reason, const std::string& by,
                                          const Transmitter& from) {
  LYNCEUS_RETURN_IF_ERROR(CheckHold(name, reason, by));
  const MutexLock lock(log.ordering());
  LYNCEUS_ASSIGN_OR_RETURN(std::vector<Hold> holds, log.StandingHolds());
  const auto hold = ByName(holds, name);
  if (hold == holds.end()) {
    return NotFoundError({.subject = "legal hold",
                          .place = name,
                          .cause = "no hold of this name stands",
                          .remedy = "see lynceus log hold list"});
  }
  hold->reason = reason;
  hold->by = by;
  return AppendHold(log, kRelease, *hold, hold->record, from);
}

absl::Status HoldTable::Follow(audit::JournalRecord record) {
  LYNCEUS_ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(record.leaf));
  if (leaf.kind != RecordKind::kLegalHold) return absl::OkStatus();
  if (std::string_view(leaf.request_id).starts_with(kPlace)) {
    placed_.push_back(std::move(record));
    return absl::OkStatus();
  }
  // Of a hold that was released nothing needs to be read: its own bucket may have ended since.
  std::erase_if(placed_,
                [&](const audit::JournalRecord& each) { return leaf.earlier == each.index; });
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Hold>> HoldTable::Standing(const std::string& directory,
                                                      const audit::BodyOpener& keys) {
  const auto scan = audit::ScanJournal(
      audit::JournalPath(directory),
      [&](audit::JournalRecord record) { return Follow(std::move(record)); }, next_);
  if (!scan.ok()) {
    *this = HoldTable();  // a part of it was taken
    return scan.status();
  }
  next_ = {.index = scan->records, .offset = scan->bytes_good};
  std::vector<Hold> holds;
  for (const audit::JournalRecord& record : placed_) {
    LYNCEUS_ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(record.leaf));
    LYNCEUS_ASSIGN_OR_RETURN(const Body body, OpenBody(leaf, record.body, keys));
    LYNCEUS_ASSIGN_OR_RETURN(Hold hold, ParseHold(body.answer_json, record.index));
    holds.push_back(std::move(hold));
  }
  return holds;
}

absl::StatusOr<std::vector<Hold>> StandingHolds(const std::string& directory,
                                                const audit::BodyOpener& keys) {
  return HoldTable().Standing(directory, keys);
}

}  // namespace lynceus::review
