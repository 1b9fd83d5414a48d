#include "lib/sources/bods_party.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/sources/bods_words.h"

namespace lynceus::sources {
namespace {

// Adds what the details of one statement say to its entity.
class PartyDetails {
 public:
  PartyDetails(bool is_person, const BodsWarning& warn, Entity& entity)
      : is_person_(is_person), warn_(warn), entity_(entity) {}

  void Add(const std::string& key, const JsonValue& value) {
    if (key == "name") {
      AddName(value, NameKind::kPrimary);
    } else if (key == "alternateNames") {
      for (const JsonValue& name : value.items) AddName(name, NameKind::kAlias);
    } else if (key == "names") {
      for (const JsonValue& name : value.items) AddPersonName(name);
    } else if (key == "birthDate" || key == "foundingDate") {
      AddDate(key, value);
    } else if (key == "nationalities") {
      for (const JsonValue& country : value.items) AddCountry("nationality", country);
    } else if (key == "jurisdiction" || key == "incorporatedInJurisdiction") {
      AddCountry("jurisdiction", value);
    } else if (key == "identifiers") {
      for (const JsonValue& one : value.items) AddIdentifier(one);
    } else if (key == "addresses") {
      for (const JsonValue& one : value.items) AddAddress(one);
    } else if (key != "isComponent") {
      FlattenJson(key, value, entity_.properties);
    }
  }

 private:
  void AddName(const JsonValue& value, NameKind kind) {
    if (value.is_number()) warn_("its name is a number, not a text");
    // Drafts of 0.4 hold {"fullName": ...} here.
    const std::string text =
        value.is_object() ? BodsPersonName(value) : std::string(TrimAscii(value.text));
    if (text.empty()) return warn_("one of its names is none; it is left out");
    entity_.names.push_back({.text = text, .kind = kind, .script = {}});
  }

  void AddPersonName(const JsonValue& value) { AddName(value, BodsNameKind(value.TextOf("type"))); }

  void AddCountry(std::string_view property, const JsonValue& value) {
    std::string country = BodsCountry(&value);
    if (country.empty()) return;
    entity_.countries.push_back({.property = std::string(property), .code = std::move(country)});
  }

  void AddDate(const std::string& key, const JsonValue& value) {
    const auto date = PartialDate::ParseIso(value.text);
    if (!date.ok()) {
      if (value.is_null() || value.text.empty()) return;
      warn_(key + " is no date; it is kept as text");
      entity_.properties.push_back({key, value.text});
    } else if (key == "birthDate") {
      entity_.birth_dates.push_back(*date);
    } else {
      entity_.founded_dates.push_back(*date);
    }
  }

  void AddIdentifier(const JsonValue& value) {
    const std::string_view id = BodsScalar(value, "id");
    if (id.empty()) {
      FlattenJson("identifiers", value, entity_.properties);
      return;
    }
    entity_.identifiers.push_back(BodsIdentifier(value.TextOf("scheme"), id, is_person_));
  }

  void AddAddress(const JsonValue& value) {
    std::string full(BodsScalar(value, "address"));
    const std::string_view code = BodsScalar(value, "postCode");
    if (!code.empty() && full.find(code) == std::string::npos) {
      absl::StrAppend(&full, full.empty() ? "" : ", ", ToAbsl(code));
    }
    std::string country = BodsCountry(value.Find("country"));
    if (value.TextOf("type") == "placeOfBirth") {
      if (!full.empty()) entity_.properties.push_back({"birthPlace", full});
      if (!country.empty()) entity_.countries.push_back({"birthCountry", country});
    } else if (!full.empty()) {
      entity_.addresses.push_back({.full = std::move(full), .country = std::move(country)});
    } else if (!country.empty()) {
      entity_.countries.push_back({"country", country});
    }
  }

  const bool is_person_;
  const BodsWarning& warn_;
  Entity& entity_;
};

}  // namespace

Entity ReadBodsParty(std::string_view record_type, const JsonValue& details,
                     const BodsWarning& warn) {
  Entity entity{.schema = BodsSchema(record_type, BodsType(details))};
  PartyDetails reader(record_type == "person", warn, entity);
  for (const auto& [key, value] : details.members) reader.Add(key, value);
  return entity;
}

}  // namespace lynceus::sources
