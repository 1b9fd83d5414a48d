#include "lib/sources/psc_holder.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/psc_words.h"

namespace lynceus::sources {
namespace {

void AddNames(const JsonValue& data, Entity& entity) {
  const JsonValue& elements = PscObject(data, "name_elements");
  const std::string_view title = elements.TextOf("title");
  std::string made;
  for (const std::string_view part : {"forename", "other_forenames", "middle_name", "surname"}) {
    const std::string text = OneLine(elements.TextOf(part));
    if (!text.empty()) absl::StrAppend(&made, made.empty() ? "" : " ", text);
  }
  const std::string stated = OneLine(data.TextOf("name"));
  AddName(entity, made, NameKind::kPrimary);
  if (made.empty()) {
    AddName(entity, stated, NameKind::kPrimary);
  } else if (stated != made && stated != absl::StrCat(ToAbsl(title), " ", made)) {
    AddName(entity, stated, NameKind::kAlias);
  }
  AddProperty(entity, "title", title);
  AddProperty(entity, "firstName", elements.TextOf("forename"));
  AddProperty(entity, "middleName", elements.TextOf("middle_name"));
  AddProperty(entity, "lastName", elements.TextOf("surname"));
}

std::optional<int> Number(std::string_view text) {
  int number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
  return whole ? std::optional<int>(number) : std::nullopt;
}

void ReadBirth(const JsonValue& birth, ListRecord& record) {
  if (!birth.is_object()) return;
  const auto year = Number(PscScalar(birth, "year"));
  const auto month = Number(PscScalar(birth, "month"));
  const auto day = Number(PscScalar(birth, "day"));
  std::optional<PartialDate> date;
  if (year && month && day) {
    if (const auto civil = Date::FromCivil(*year, *month, *day)) date = PartialDate::OfDay(*civil);
  } else if (year && month) {
    date = PartialDate::OfMonth(*year, *month);
  } else if (year && PscScalar(birth, "month").empty()) {
    date = PartialDate::OfYear(*year);
  }
  if (date) return AddBirthDate(record.entity, *date);
  AddFragment(record, absl::StrCat("date of birth: ", ToAbsl(PscScalar(birth, "year")), "-",
                                   ToAbsl(PscScalar(birth, "month"))));
}

// "British,Irish" and "British/Irish" are two.
void AddNationalities(std::string_view text, Entity& entity) {
  std::string words(text);
  std::ranges::replace(words, '/', ',');
  for (const std::string& word : SplitTrimmed(words, ',')) {
    const std::string_view code = NationalityCode(word);
    AddCountry(entity, "nationality", code.empty() ? std::string_view(word) : code);
  }
}

void AddPscAddress(const JsonValue& address, Entity& entity) {
  if (!address.is_object()) return;
  std::vector<std::string> parts;
  for (const std::string_view part : {"care_of", "po_box", "premises", "address_line_1",
                                      "address_line_2", "locality", "region", "postal_code"}) {
    parts.push_back(OneLine(PscScalar(address, part)));
  }
  AddAddress(entity, parts, OneLine(PscScalar(address, "country")));
}

// "Minnesota, Usa" is of the United States.
std::string CountryWord(std::string text) {
  const std::size_t comma = text.rfind(',');
  if (comma == std::string::npos || !CountryCode(text).empty()) return text;
  const std::string_view last = TrimAscii(std::string_view(text).substr(comma + 1));
  return CountryCode(last).empty() ? text : std::string(last);
}

// Returns the number at Companies House, where the holder is registered there.
std::optional<std::string> ReadIdentification(const JsonValue& data, Entity& entity) {
  const JsonValue& said = PscObject(data, "identification");
  AddProperty(entity, "legalForm", OneLine(PscScalar(said, "legal_form")));
  AddProperty(entity, "legalAuthority", OneLine(PscScalar(said, "legal_authority")));
  AddProperty(entity, "placeRegistered", OneLine(PscScalar(said, "place_registered")));
  const std::string country = CountryWord(OneLine(PscScalar(said, "country_registered")));
  const std::string place = OneLine(PscScalar(said, "place_registered"));
  const std::string stated = OneLine(PscScalar(said, "registration_number"));
  const bool is_uk =
      IsUnitedKingdom(country) ||
      (country.empty() && LowerAscii(place).find("companies house") != std::string::npos);
  if (!country.empty()) AddCountry(entity, "jurisdiction", is_uk ? "gb" : country);
  const std::optional<std::string> number = is_uk ? CompanyNumber(stated) : std::nullopt;
  const std::string_view code = is_uk ? "gb" : CountryCode(country);
  AddIdentifier(entity, "registrationNumber", number.value_or(stated), code);
  return number;
}

}  // namespace

std::string_view PscScalar(const JsonValue& value, std::string_view key) {
  const JsonValue* const member = value.Find(key);
  if (member == nullptr || member->is_null() || member->is_object() || member->is_array()) {
    return {};
  }
  return TrimAscii(member->text);
}

const JsonValue& PscObject(const JsonValue& value, std::string_view key) {
  static const JsonValue kNone;
  const JsonValue* const member = value.Find(key);
  return member == nullptr ? kNone : *member;
}

PscHolder ReadPscHolder(const JsonValue& data) {
  PscHolder holder;
  Entity& entity = holder.record.entity;
  AddNames(data, entity);
  ReadBirth(PscObject(data, "date_of_birth"), holder.record);
  AddNationalities(PscScalar(data, "nationality"), entity);
  AddCountry(entity, "country", PscScalar(data, "country_of_residence"));
  for (const std::string_view key : {"address", "principal_office_address"}) {
    AddPscAddress(PscObject(data, key), entity);
  }
  if (PscScalar(data, "is_sanctioned") == "true") AddProperty(entity, "isSanctioned", "true");
  holder.number = ReadIdentification(data, entity);
  return holder;
}

}  // namespace lynceus::sources
