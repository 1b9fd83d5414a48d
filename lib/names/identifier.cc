// The comparable form of identifiers, and which of them are strong.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "lib/names/analyzed_name.h"

namespace lynceus::names {
namespace {

struct Prefix {
  std::string_view type;
  std::string_view text;
};

// Words that publishers write before the number itself.
constexpr std::array kPrefixes = {
    Prefix{"imoNumber", "IMO"},
    Prefix{"mmsi", "MMSI"},
    Prefix{"leiCode", "LEI"},
    Prefix{"innCode", "INN"},
    Prefix{"ogrnCode", "OGRN"},
    Prefix{"swiftBic", "SWIFT"},
    Prefix{"swiftBic", "BIC"},
    Prefix{"isin", "ISIN"},
    Prefix{"isinCode", "ISIN"},
    Prefix{"taxNumber", "TAXID"},
    Prefix{"passportNumber", "PASSPORT"},
};

// Issued once in the world to one party.
constexpr std::array<std::string_view, 12> kStrongEverywhere = {
    "leiCode", "innCode",  "ogrnCode", "imoNumber", "publicKey", "uniqueEntityId",
    "npiCode", "swiftBic", "mmsi",     "okpoCode",  "uscCode",   "isin"};

// Issued once in a country.
constexpr std::array<std::string_view, 8> kStrongInCountry = {
    "registrationNumber", "taxNumber",           "passportNumber", "idNumber", "vatCode", "jibCode",
    "nationalId",         "socialSecurityNumber"};

template <std::size_t kSize>
bool Holds(const std::array<std::string_view, kSize>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

std::string NormalizeIdentifier(std::string_view type, std::string_view value) {
  std::string out;
  bool any_ascii = false;
  const bool exact_case = type == "publicKey";  // wallet addresses differ by case
  for (const char c : value) {
    const bool lower = c >= 'a' && c <= 'z';
    const bool kept = lower || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
    if (!kept) continue;
    any_ascii = any_ascii || (c & 0x80) == 0;
    out.push_back(lower && !exact_case ? static_cast<char>(c - 'a' + 'A') : c);
  }
  for (const Prefix& prefix : kPrefixes) {
    if (prefix.type != type || out.size() <= prefix.text.size()) continue;
    if (std::string_view(out).substr(0, prefix.text.size()) == prefix.text) {
      out.erase(0, prefix.text.size());
    }
  }
  // A branch code of XXX is the head office: BIC 8 and BIC 11 then name one party.
  if (type == "swiftBic" && out.size() == 11 && out.compare(8, 3, "XXX") == 0) out.resize(8);
  return any_ascii ? out : std::string();
}

bool IsStrongIdentifier(std::string_view type, std::string_view country) {
  if (Holds(kStrongEverywhere, type)) return true;
  return !country.empty() && Holds(kStrongInCountry, type);
}

}  // namespace lynceus::names
