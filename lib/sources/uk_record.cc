#include "lib/sources/uk_record.h"

#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/joined_parties.h"
#include "lib/sources/labelled_numbers.h"
#include "lib/sources/text_decoding.h"
#include "lib/sources/uk_words.h"

namespace lynceus::sources {
namespace {

constexpr std::size_t kImoDigits = 7;

// The parts of a field that holds several values.
std::vector<std::string> Values(std::string_view text) {
  std::vector<std::string> values;
  for (const std::string& part : SplitNumbered(text)) {
    std::string pieces = part;
    std::ranges::replace(pieces, '|', ';');
    for (std::string& value : SplitTrimmed(pieces, ';')) values.push_back(std::move(value));
  }
  return values;
}

NameKind KindOf(std::string_view type, std::string_view quality, UkParty& party) {
  const std::string word = LowerAscii(OneLine(type));
  static constexpr std::string_view kTypes[] = {
      "primary name", "prime alias", "primary", "primary name variation", "alias",
      "aka",          "a.k.a",       "fka",     "formerly known as",      "f.k.a"};
  if (std::ranges::find(kTypes, word) == std::end(kTypes)) {
    AddFragmentOnce(party.record, "name type: " + OneLine(type));
  }
  const std::string strength = LowerAscii(OneLine(quality));
  if (strength.find("low") != std::string::npos) return NameKind::kWeak;
  if (!strength.empty() && strength.find("good") == std::string::npos) {
    AddFragmentOnce(party.record, "strength of a name: " + OneLine(quality));
  }
  if (word == "primary name" || word == "prime alias" || word == "primary") {
    return NameKind::kPrimary;
  }
  if (word == "fka" || word == "f.k.a" || word == "formerly known as") return NameKind::kFormer;
  return NameKind::kAlias;
}

// ISO 15924 for the publisher's word, where the text itself does not tell it.
std::string_view ScriptOfWord(std::string_view word) {
  struct Script {
    std::string_view word;
    std::string_view code;
  };
  static constexpr Script kScripts[] = {
      {"arabic", "Arab"}, {"cyrillic", "Cyrl"}, {"chinese", "Hani"}, {"hebrew", "Hebr"},
      {"korean", "Hang"}, {"hangul", "Hang"},   {"greek", "Grek"},   {"burmese", "Mymr"}};
  const auto* const found = std::ranges::find(kScripts, LowerAscii(OneLine(word)), &Script::word);
  return found == std::end(kScripts) ? std::string_view() : found->code;
}

std::string DigitsOf(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits),
                       [](char c) { return c >= '0' && c <= '9'; });
  return digits;
}

bool FitsSchema(std::string_view reference, Schema schema) {
  const char letter = reference[2];
  if (schema == Schema::kPerson) return letter == 'i';
  if (schema == Schema::kVessel) return letter == 'v';
  // OFSI's older files list ships as entities.
  return schema != Schema::kOrganization || letter != 'i';
}

// "KPI.067" is printed for "KPi.067".
std::string NormalReference(std::string_view text) {
  static const RE2 kReference(R"((?i)([a-z]{2})([iev])\.(\d{3}))");
  std::string regime;
  std::string letter;
  std::string number;
  if (!RE2::FullMatch(re2::StringPiece(text.data(), text.size()), kReference, &regime, &letter,
                      &number)) {
    return {};
  }
  for (char& c : regime) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return absl::StrCat(regime, LowerAscii(letter), ".", number);
}

}  // namespace

void AddUkSchema(std::string_view word, UkParty& party) {
  const std::string lower = LowerAscii(OneLine(word));
  Schema& schema = party.record.entity.schema;
  const Schema before = schema;
  if (lower == "individual") {
    schema = Schema::kPerson;
  } else if (lower == "entity") {
    schema = Schema::kOrganization;
  } else if (lower == "ship") {
    schema = Schema::kVessel;
  } else {
    AddFragmentOnce(party.record, "type of party: " + OneLine(word));
  }
  if (before != Schema::kUnknown && schema != before) {
    AddFragmentOnce(party.record, "type of party, of another row: " + OneLine(word));
  }
}

void AddUkName(const std::vector<std::string>& parts, std::string_view type,
               std::string_view quality, UkParty& party) {
  std::string name;
  for (const std::string& part : parts) {
    const std::string word = OneLine(part);
    if (!word.empty()) absl::StrAppend(&name, name.empty() ? "" : " ", word);
  }
  if (name.empty()) return;
  const std::string_view script = ScriptOf(name);
  AddName(party.record.entity, name, KindOf(type, quality, party), script == "Latn" ? "" : script);
}

void AddUkScriptName(std::string_view text, std::string_view type, UkParty& party) {
  const std::string name = OneLine(text);
  std::string_view script = ScriptOf(name);
  if (script.empty()) script = ScriptOfWord(type);
  AddName(party.record.entity, name, NameKind::kAlias, script == "Latn" ? "" : script);
}

void AddUkBirthDates(std::string_view text, UkParty& party) {
  for (const std::string& value : Values(text)) {
    if (const auto date = ParseUkDate(value)) {
      AddBirthDate(party.record.entity, *date);
    } else {
      AddFragmentOnce(party.record, "date of birth: " + value);
    }
  }
}

void AddUkCountries(std::string_view property, std::string_view text, UkParty& party) {
  for (const std::string& country : UkCountries(text)) {
    AddCountry(party.record.entity, property, country);
  }
}

void AddUkBirthPlace(std::string_view town, std::string_view country, UkParty& party) {
  std::string place = OneLine(town);
  const std::string where = OneLine(country);
  if (!place.empty() && !where.empty()) place += ", ";
  AddProperty(party.record.entity, "birthPlace", place + where);
  AddUkCountries("birthCountry", where, party);
}

void AddUkAddress(const std::vector<std::string>& parts, std::string_view country, UkParty& party) {
  Address address;
  std::vector<std::string> said;
  for (const std::string& part : parts) {
    if (std::string line = OneLine(part); !line.empty()) said.push_back(std::move(line));
  }
  const std::string where = OneLine(country);
  if (!IsNoCountry(where)) {
    const std::string_view code = UkCountryCode(where);
    address.country = code.empty() ? where : std::string(code);
    AddCountry(party.record.entity, "country", address.country);
    said.push_back(where);
  }
  address.full = Join(said, ", ");
  auto& addresses = party.record.entity.addresses;
  const bool known = std::ranges::find(addresses, address) != addresses.end();
  if (!known && !address.full.empty()) addresses.push_back(std::move(address));
}

void AddUkGender(std::string_view text, UkParty& party) {
  for (const std::string& value : Values(text)) {
    AddProperty(party.record.entity, "gender", LowerAscii(value));
  }
}

void AddUkImo(std::string_view text, UkParty& party) {
  Entity& entity = party.record.entity;
  for (const std::string& value : Values(text)) {
    const std::string digits = DigitsOf(value);
    AddIdentifier(entity, "imoNumber", digits.size() == kImoDigits ? digits : value);
    if (digits.size() != kImoDigits) AddFragmentOnce(party.record, "IMO number: " + value);
  }
}

void AddUkBusinessNumber(std::string_view text, UkParty& party) {
  static const RE2 kNumber(R"([A-Z]{0,3}[\d][\dA-Z/\-. ]*)");
  static const RE2 kInWords(R"((?:^|[^\pL\pN])([A-Z]{0,4}\d[\dA-Z/\-]{3,})(?:$|[^\pL\pN]))");
  Entity& entity = party.record.entity;
  for (const std::string& value : SplitNumbered(text)) {
    if (RE2::FullMatch(value, kNumber)) {
      AddIdentifier(entity, "registrationNumber", value);
      continue;
    }
    AddProperty(entity, "notes", "business registration number: " + value);
    if (AddLabelledNumbers(value, entity) > 0) continue;
    re2::StringPiece rest(value);
    std::string number;
    bool found = false;
    while (RE2::FindAndConsume(&rest, kInWords, &number)) {
      AddIdentifier(entity, "registrationNumber", number);
      found = true;
    }
    if (!found) AddFragmentOnce(party.record, "business registration number: " + value);
  }
}

void AddUkYearBuilt(std::string_view text, UkParty& party) {
  for (const std::string& value : Values(text)) {
    if (const auto date = ParseUkDate(value)) {
      AddFoundedDate(party.record.entity, *date);
    } else {
      AddFragmentOnce(party.record, "year built: " + value);
    }
  }
}

void AddUkFlags(std::string_view text, UkParty& party) { AddUkCountries("flag", text, party); }

void AddUkRelations(UkRelation::Kind kind, std::string_view text, UkParty& party) {
  for (const std::string& value : Values(text)) {
    const bool known = std::ranges::any_of(party.relations, [&](const UkRelation& relation) {
      return relation.kind == kind && relation.name == value;
    });
    if (!known && LowerAscii(value) != "unknown") party.relations.push_back({kind, value});
  }
}

void AddUkText(std::string_view property, std::string_view text, UkParty& party) {
  static const RE2 kMention(R"(\b([A-Z]{2}[iev]\.\d{3})\b)");
  const std::string line = OneLine(text);
  AddProperty(party.record.entity, property, line);
  AddLabelledNumbers(line, party.record.entity);
  re2::StringPiece rest(line);
  std::string mention;
  while (RE2::FindAndConsume(&rest, kMention, &mention)) {
    if (std::ranges::find(party.un_mentions, mention) == party.un_mentions.end()) {
      party.un_mentions.push_back(mention);
    }
  }
}

void AddUkUnReference(std::string_view reference, UkParty& party) {
  const std::string line = OneLine(reference);
  if (line.empty()) return;
  const std::string normal = NormalReference(line);
  if (!normal.empty() && FitsSchema(normal, party.record.entity.schema)) {
    AddReferent(party.record.entity, "un:" + normal);
  } else {
    AddFragmentOnce(party.record, "UN reference number: " + line);
  }
}

void AddUkMeasures(std::string_view text, Designation& designation) {
  const auto folded = [](std::string_view measure) {
    std::string letters = LowerAscii(measure);
    std::erase(letters, ' ');
    return letters;
  };
  for (std::string& measure : Values(text)) {
    const bool known = std::ranges::any_of(designation.measures, [&](const std::string& other) {
      return folded(other) == folded(measure);
    });
    if (!known) designation.measures.push_back(std::move(measure));
  }
}

void AddUkDayProperty(std::string_view property, std::string_view text, UkParty& party) {
  const std::string said = OneLine(text);
  if (said.empty()) return;
  if (const auto date = ParseUkDay(said)) {
    AddProperty(party.record.entity, property, date->ToString());
  } else {
    AddFragmentOnce(party.record, absl::StrCat(ToAbsl(property), ": ", said));
  }
}

}  // namespace lynceus::sources
