#include "lib/review/counterparty_reader.h"

#include <optional>
#include <string>

#include "lib/base/status.h"
#include "lib/review/json_value.h"

namespace lynceus::review {
namespace {

// The days of "2024-07-03", of "2024" and of the two ends of "A to B".
std::optional<PartialDate> ReadRange(std::string_view text) {
  constexpr std::string_view kTo = " to ";
  const std::size_t to = text.find(kTo);
  if (to == std::string_view::npos) {
    const auto date = PartialDate::ParseIso(text);
    return date.ok() ? std::optional(*date) : std::nullopt;
  }
  const auto first = PartialDate::ParseIso(text.substr(0, to));
  const auto last = PartialDate::ParseIso(text.substr(to + kTo.size()));
  if (!first.ok() || !last.ok() || last->last < first->first) return std::nullopt;
  return PartialDate{first->first, last->last, DatePrecision::kRange, false};
}

// The inverse of PartialDate::ToString.
std::optional<PartialDate> ReadPartialDate(std::string_view text) {
  constexpr std::string_view kCirca = "circa ";
  const bool circa = text.starts_with(kCirca);
  auto date = ReadRange(circa ? text.substr(kCirca.size()) : text);
  if (!date) return std::nullopt;
  date->circa = circa;
  if (date->ToString() != text) return std::nullopt;
  return date;
}

DeclaredOwner ReadOwner(const JsonValue& value, const std::string& place, absl::Status& status) {
  ObjectReader object(value, place, status);
  DeclaredOwner owner;
  owner.name = object.Text("name");
  owner.entity_id = object.Text("entity_id");
  owner.share = object.ShareText("share");
  owner.kind = object.Kind("kind");
  return owner;
}

Identifier ReadIdentifier(const JsonValue& value, const std::string& place, absl::Status& status) {
  ObjectReader object(value, place, status);
  Identifier identifier;
  identifier.type = object.Text("type");
  identifier.value = object.Text("value");
  identifier.country = object.Text("country");
  return identifier;
}

void ReadMembers(const JsonValue& root, absl::Status& status, Counterparty& asked) {
  ObjectReader object(root, "", status);
  asked.id = object.Text("id");
  asked.names = object.Texts("names");
  const auto schema = ParseSchema(object.Text("schema"));
  if (!schema) object.Fail("schema", "it is no schema");
  asked.schema = schema.value_or(Schema::kUnknown);
  for (const std::string& text : object.Texts("birth_dates")) {
    const auto date = ReadPartialDate(text);
    if (!date) object.Fail("birth_dates", "one is no date");
    asked.birth_dates.push_back(date.value_or(PartialDate{}));
  }
  asked.countries = object.Texts("countries");
  asked.gender = object.Text("gender");
  object.Each("identifiers", [&](const JsonValue& item, const std::string& place) {
    asked.identifiers.push_back(ReadIdentifier(item, place, status));
  });
  asked.addresses = object.Texts("addresses");
  asked.texts = object.TextsOrNone("texts");
  object.Each("owners", [&](const JsonValue& item, const std::string& place) {
    asked.owners.push_back(ReadOwner(item, place, status));
  });
  asked.coverage = object.BoolOrFalse("coverage");
  asked.booking.business_line = object.TextOrNone("business_line");
  asked.booking.jurisdiction = object.TextOrNone("jurisdiction");
}

}  // namespace

absl::StatusOr<Counterparty> ReadCounterparty(std::string_view text) {
  LYNCEUS_ASSIGN_OR_RETURN(const JsonValue root, ParseJson(text));
  Counterparty asked;
  absl::Status status;
  ReadMembers(root, status, asked);
  if (!status.ok()) return status;
  return asked;
}

}  // namespace lynceus::review
