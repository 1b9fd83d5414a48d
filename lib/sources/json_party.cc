// RapidJSON does the parsing; this file gives values to CounterpartyReader.
#include "lib/sources/json_party.h"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/counterparty_reader.h"
#include "lib/sources/country_table.h"

namespace lynceus::sources {
namespace {

using rapidjson::Document;
using rapidjson::Value;

absl::StatusOr<Document> ParseObject(std::string_view text) {
  Document document;
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(
      text.data(), text.size());
  if (document.HasParseError()) {
    return InvalidError({.place = absl::StrCat("byte ", document.GetErrorOffset()),
                         .cause = rapidjson::GetParseError_En(document.GetParseError()),
                         .remedy = "write one JSON object a line"});
  }
  if (!document.IsObject()) {
    return InvalidError({.cause = "it is no JSON object", .remedy = "write one object a line"});
  }
  return document;
}

std::string_view Text(const Value& value) { return {value.GetString(), value.GetStringLength()}; }

// Adds a string, a number as its text, or an array of those.
absl::Status AddJsonValue(CounterpartyReader& reader, std::string_view property, const Value& value,
                          UnknownProperties unknown) {
  if (value.IsArray()) {
    for (const Value& each : value.GetArray()) {
      LYNCEUS_RETURN_IF_ERROR(AddJsonValue(reader, property, each, unknown));
    }
    return absl::OkStatus();
  }
  if (value.IsNull()) return absl::OkStatus();
  if (value.IsString()) {
    // FtM writes codes that are no countries ("eu"); they say nothing that can be compared.
    const bool passed_over = unknown == UnknownProperties::kPassOver &&
                             IsCountryProperty(property) && CountryCode(Text(value)).empty();
    return passed_over ? absl::OkStatus() : reader.AddValue(property, Text(value));
  }
  if (value.IsUint64()) return reader.AddValue(property, absl::StrCat(value.GetUint64()));
  return InvalidError({.subject = std::string(property),
                       .cause = "the value is no text",
                       .remedy = "write a string or a list of strings"});
}

absl::Status AddMembers(CounterpartyReader& reader, const Value& object,
                        UnknownProperties unknown) {
  for (const auto& member : object.GetObject()) {
    const auto property = PropertyOf(Text(member.name));
    if (property) {
      LYNCEUS_RETURN_IF_ERROR(AddJsonValue(reader, *property, member.value, unknown));
    } else if (unknown == UnknownProperties::kRefuse) {
      return InvalidError({.subject = std::string(Text(member.name)),
                           .cause = "this is no property that is read here",
                           .remedy = "use FtM property names, or leave it out"});
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Counterparty> ParseJsonParty(std::string_view text, UnknownProperties unknown,
                                            std::string_view passed_over) {
  LYNCEUS_ASSIGN_OR_RETURN(Document document, ParseObject(text));
  if (!passed_over.empty()) document.RemoveMember(std::string(passed_over).c_str());
  CounterpartyReader reader;
  const auto properties = document.FindMember("properties");
  if (properties == document.MemberEnd()) {
    LYNCEUS_RETURN_IF_ERROR(AddMembers(reader, document, unknown));
    return reader.Take();
  }
  if (!properties->value.IsObject()) {
    return InvalidError({.subject = "properties", .cause = "it is no object"});
  }
  for (const char* key : {"id", "schema"}) {
    const auto member = document.FindMember(key);
    if (member == document.MemberEnd() || !member->value.IsString()) continue;
    const std::string_view value = Text(member->value);
    const bool readable = std::string_view(key) == "id" || ParseSchema(value).has_value();
    if (readable) LYNCEUS_RETURN_IF_ERROR(reader.AddValue(key, value));
  }
  LYNCEUS_RETURN_IF_ERROR(AddMembers(reader, properties->value, UnknownProperties::kPassOver));
  return reader.Take();
}

absl::StatusOr<std::string> JsonMemberObject(std::string_view text, std::string_view key) {
  LYNCEUS_ASSIGN_OR_RETURN(const Document document, ParseObject(text));
  const auto member = document.FindMember(std::string(key).c_str());
  if (member == document.MemberEnd() || !member->value.IsObject()) return std::string();
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  member->value.Accept(writer);
  return std::string(buffer.GetString(), buffer.GetSize());
}

absl::StatusOr<std::string> JsonWithScore(std::string_view text, const std::string& score,
                                          bool match) {
  LYNCEUS_ASSIGN_OR_RETURN(Document document, ParseObject(text));
  document.RemoveMember("score");
  document.RemoveMember("match");
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.StartObject();
  for (const auto& member : document.GetObject()) {
    writer.Key(member.name.GetString(), member.name.GetStringLength());
    member.value.Accept(writer);
  }
  writer.Key("score");
  writer.RawValue(score.data(), score.size(), rapidjson::kNumberType);
  writer.Key("match");
  writer.Bool(match);
  writer.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize());
}

absl::StatusOr<std::string> JsonMemberString(std::string_view text, std::string_view key) {
  LYNCEUS_ASSIGN_OR_RETURN(const Document document, ParseObject(text));
  const auto member = document.FindMember(std::string(key).c_str());
  if (member == document.MemberEnd() || !member->value.IsString()) return std::string();
  return std::string(Text(member->value));
}

}  // namespace lynceus::sources
