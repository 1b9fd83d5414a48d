// Tables of what each kind of identifier is worth, and the check digits that tell one from another.
#include "lib/resolve/identifier_rules.h"

#include <algorithm>
#include <array>
#include <span>

#include "lib/base/strings.h"
#include "lib/names/analyzed_name.h"

namespace lynceus::resolve {
namespace {

// Issued once in the world; a party has one.
constexpr std::array<std::string_view, 6> kWorldTypes = {"imoNumber", "innCode", "leiCode",
                                                         "ogrnCode",  "uscCode", "uniqueEntityId"};
// Issued once in a country, to persons or organisations. They share one space of numbers: what one
// publisher calls a tax number is another's registration number.
constexpr std::array<std::string_view, 7> kNationalTypes = {
    "idNumber",           "jibCode",
    "nationalId",         "passportNumber",
    "registrationNumber", "socialSecurityNumber",
    "taxNumber"};
constexpr std::array<std::string_view, 8> kHintTypes = {
    "dunsCode", "isin", "isinCode", "mmsi", "npiCode", "okpoCode", "swiftBic", "vatCode"};

// Countries whose registers are kept by states, provinces, courts, chambers or free zones, each
// with its own numbers.
constexpr std::array<std::string_view, 12> kSeveralRegisters = {"ae", "ar", "ba", "br", "ca", "de",
                                                                "es", "it", "mx", "pk", "us", "ye"};

constexpr std::size_t kHintCharactersMin = 5;
constexpr std::size_t kNationalCharactersMin = 4;
constexpr std::size_t kAloneDigitsMin = 7;
constexpr std::size_t kLeiCharacters = 20;

template <std::size_t kSize>
bool Holds(const std::array<std::string_view, kSize>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool AllDigits(std::string_view value) { return std::all_of(value.begin(), value.end(), IsDigit); }

// What is typed where a form asks for a number and there is none.
bool IsPlaceholder(std::string_view type, std::string_view value) {
  const bool one_character =
      std::all_of(value.begin(), value.end(), [&](char c) { return c == value.front(); });
  const bool counted = std::string_view("1234567890").starts_with(value) && value.size() > 4;
  const bool any_digit = std::any_of(value.begin(), value.end(), IsDigit);
  // Codes of letters alone are no numbers of a register: words such as UNKNOWN.
  return (one_character && value.size() > 2) || counted ||
         (!any_digit && Holds(kNationalTypes, type));
}

// The Russian tax service's check digit: weighted sum, modulo 11, modulo 10.
bool InnDigitFits(std::string_view value, std::span<const int> weights) {
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (value[i] - '0');
  return sum % 11 % 10 == value[weights.size()] - '0';
}

// The issuer of a number that names none.
std::string CountryOf(const Identifier& identifier, Schema schema, std::string_view jurisdiction) {
  if (!identifier.country.empty()) return LowerAscii(identifier.country);
  const bool of_register = identifier.type == "registrationNumber" ||
                           identifier.type == "taxNumber" || identifier.type == "vatCode";
  if (!of_register || schema == Schema::kPerson) return "";
  return LowerAscii(jurisdiction);
}

// The more exact type of a number filed under a broader word.
std::string TypeOf(const ReadIdentifier& read) {
  const bool registered = read.type == "registrationNumber";
  const bool broad = registered || read.type == "taxNumber" || read.type == "idNumber";
  if (registered && IsLei(read.value)) return "leiCode";
  if (broad && read.country == "ru") {
    if (IsOgrn(read.value)) return "ogrnCode";
    if (IsInn(read.value)) return "innCode";
  }
  return read.type;
}

IdentifierUse UseOf(const ReadIdentifier& read, Schema schema) {
  if (IsPlaceholder(read.type, read.value) && read.type != "publicKey") return IdentifierUse::kNone;
  if (Holds(kWorldTypes, read.type)) return IdentifierUse::kWorld;
  if (read.type == "publicKey") {
    return schema == Schema::kCryptoWallet ? IdentifierUse::kAlone : IdentifierUse::kHint;
  }
  if (read.type == "isin" && schema == Schema::kSecurity) return IdentifierUse::kAlone;
  if (Holds(kNationalTypes, read.type) && !read.country.empty()) {
    return read.value.size() >= kNationalCharactersMin ? IdentifierUse::kNational
                                                       : IdentifierUse::kNone;
  }
  if (!Holds(kHintTypes, read.type) && !Holds(kNationalTypes, read.type)) {
    return IdentifierUse::kNone;
  }
  return read.value.size() >= kHintCharactersMin ? IdentifierUse::kHint : IdentifierUse::kNone;
}

}  // namespace

bool IsLei(std::string_view value) {
  if (value.size() != kLeiCharacters) return false;
  int rest = 0;
  for (const char c : value) {
    if (IsDigit(c)) {
      rest = (rest * 10 + (c - '0')) % 97;
    } else if (c >= 'A' && c <= 'Z') {
      rest = (rest * 100 + (c - 'A' + 10)) % 97;
    } else {
      return false;
    }
  }
  return rest == 1;
}

bool IsInn(std::string_view value) {
  constexpr std::array kTen = {2, 4, 10, 3, 5, 9, 4, 6, 8};
  constexpr std::array kEleventh = {7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
  constexpr std::array kTwelfth = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
  if (!AllDigits(value)) return false;
  if (value.size() == 10) return InnDigitFits(value, kTen);
  return value.size() == 12 && InnDigitFits(value, kEleventh) && InnDigitFits(value, kTwelfth);
}

bool IsOgrn(std::string_view value) {
  if ((value.size() != 13 && value.size() != 15) || !AllDigits(value)) return false;
  std::uint64_t number = 0;
  for (const char c : value.substr(0, value.size() - 1)) {
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  const std::uint64_t check = number % (value.size() == 13 ? 11 : 13) % 10;
  return check == static_cast<std::uint64_t>(value.back() - '0');
}

bool StandsAlone(std::string_view value, std::string_view country) {
  const auto digits = static_cast<std::size_t>(std::count_if(value.begin(), value.end(), IsDigit));
  return digits >= kAloneDigitsMin && !Holds(kSeveralRegisters, country);
}

ReadIdentifier Read(const Identifier& identifier, Schema schema, std::string_view jurisdiction) {
  ReadIdentifier read{.type = identifier.type,
                      .value = names::NormalizeIdentifier(identifier.type, identifier.value),
                      .country = CountryOf(identifier, schema, jurisdiction)};
  if (read.value.empty()) return read;
  read.type = TypeOf(read);
  read.use = UseOf(read, schema);
  return read;
}

}  // namespace lynceus::resolve
