#include "lib/sources/ftm_read.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::sources {
namespace {

// Members of an entity that are read, and those that say nothing of the party: when the data set
// saw and changed the record.
constexpr std::string_view kRead[] = {"id",       "schema",    "caption", "properties",
                                      "datasets", "referents", "target"};
constexpr std::string_view kBookkeeping[] = {"first_seen", "last_seen", "last_change",
                                             "last_modified", "timestamp"};

absl::Status Bad(std::string cause) {
  return InvalidError({.cause = std::move(cause),
                       .remedy = "give FollowTheMoney entities with id, schema and properties"});
}

bool IsEntity(const JsonValue& value) {
  return value.Find("id") != nullptr || value.Find("schema") != nullptr;
}

absl::Status CheckValue(const std::string& id, std::string_view name, const JsonValue& value) {
  if (value.is_string() || value.is_number()) return absl::OkStatus();
  if (value.is_object()) return IsEntity(value) ? CheckFtm(value) : absl::OkStatus();
  return Bad(absl::StrCat("record ", id, ", property ", ToAbsl(name), " holds ",
                          ToAbsl(JsonKindWords(value.kind)), " instead of text"));
}

absl::Status CheckValues(const std::string& id, std::string_view name, const JsonValue& values) {
  if (!values.is_array()) return CheckValue(id, name, values);
  for (const JsonValue& value : values.items) {
    LYNCEUS_RETURN_IF_ERROR(CheckValue(id, name, value));
  }
  return absl::OkStatus();
}

bool IsGiven(const JsonValue* value) { return value != nullptr && !value->is_null(); }

class Reader {
 public:
  Reader(const Provenance& where, const TakeFtm& take) : where_(where), take_(take) {}

  absl::Status Read(const JsonValue& value, bool is_nested) {
    FtmRecord record{.id = std::string(value.TextOf("id")),
                     .schema = std::string(value.TextOf("schema")),
                     .caption = std::string(value.TextOf("caption"))};
    record.provenance = where_;
    record.is_nested = is_nested;
    const JsonValue* const target = value.Find("target");
    record.is_target = target != nullptr && (target->is_true() || target->text == "true");
    for (const auto& [key, member] : value.members) {
      if (key == "datasets" || key == "referents") {
        FtmValues& words = key == "datasets" ? record.datasets : record.referents;
        LYNCEUS_RETURN_IF_ERROR(ReadValues(key, member, record, words));
      } else if (key == "properties") {
        LYNCEUS_RETURN_IF_ERROR(ReadProperties(member, record));
      } else if (!HasWord(kRead, key) && !HasWord(kBookkeeping, key)) {
        FlattenJson(key, member, record.others);
      }
    }
    return take_(record);
  }

 private:
  absl::Status ReadProperties(const JsonValue& properties, FtmRecord& record) {
    for (const auto& [name, values] : properties.members) {
      FtmValues texts;
      LYNCEUS_RETURN_IF_ERROR(ReadValues(name, values, record, texts));
      if (!texts.empty()) record.properties[name] = std::move(texts);
    }
    return absl::OkStatus();
  }

  absl::Status ReadValues(const std::string& name, const JsonValue& values, FtmRecord& record,
                          FtmValues& texts) {
    if (!values.is_array()) return ReadValue(name, values, record, texts);
    for (const JsonValue& value : values.items) {
      LYNCEUS_RETURN_IF_ERROR(ReadValue(name, value, record, texts));
    }
    return absl::OkStatus();
  }

  absl::Status ReadValue(const std::string& name, const JsonValue& value, FtmRecord& record,
                         FtmValues& texts) {
    if (value.is_object()) {
      if (!IsEntity(value)) {
        FlattenJson(name, value, record.others);
        return absl::OkStatus();
      }
      record.nested.push_back(name);
      texts.emplace_back(value.TextOf("id"));
      return Read(value, true);
    }
    if (value.is_null()) return absl::OkStatus();
    if (value.is_number()) record.numeric.push_back(name);
    const std::string_view text = TrimAscii(value.text);
    if (!text.empty()) texts.emplace_back(text);
    return absl::OkStatus();
  }

  const Provenance& where_;
  const TakeFtm& take_;
};

}  // namespace

absl::Status CheckFtm(const JsonValue& value) {
  const std::string id(value.TextOf("id"));
  if (id.empty()) return Bad("a record has no id, or one that is no text");
  if (value.TextOf("schema").empty()) return Bad("record " + id + " has no schema");
  for (const std::string_view key : {"datasets", "referents"}) {
    const JsonValue* const words = value.Find(key);
    if (IsGiven(words)) LYNCEUS_RETURN_IF_ERROR(CheckValues(id, key, *words));
  }
  const JsonValue* const properties = value.Find("properties");
  if (properties == nullptr || !properties->is_object()) {
    return Bad("record " + id + " has no object \"properties\"");
  }
  for (const auto& [name, values] : properties->members) {
    LYNCEUS_RETURN_IF_ERROR(CheckValues(id, name, values));
  }
  return absl::OkStatus();
}

absl::Status ReadFtm(const JsonValue& value, const Provenance& where, const TakeFtm& take) {
  return Reader(where, take).Read(value, false);
}

}  // namespace lynceus::sources
