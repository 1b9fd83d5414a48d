// The comparable form of identifiers, and which of them are strong.

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

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

bool IsAsciiAlphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Full-width and other compatibility forms as the plain ones ("４５" is "45"). Text that is not
// UTF-8 gives the letters that are.
std::u32string Compatible(std::string_view value) {
  UErrorCode code = U_ZERO_ERROR;
  const icu::Normalizer2* const nfkc = icu::Normalizer2::getNFKCInstance(code);
  icu::UnicodeString text =
      icu::UnicodeString::fromUTF8({value.data(), static_cast<int>(value.size())});
  if (nfkc != nullptr) text = nfkc->normalize(text, code);
  std::u32string letters;
  for (int at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    letters.push_back(static_cast<char32_t>(text.char32At(at)));
  }
  return letters;
}

// Capitals of Cyrillic that are written like Latin ones, which keyboards mix in numbers.
char32_t LatinLookAlike(char32_t letter) {
  constexpr std::u32string_view kCyrillic = U"АВЕКМНОРСТУХ";
  constexpr std::u32string_view kLatin = U"ABEKMHOPCTYX";
  const std::size_t at = kCyrillic.find(letter);
  return at == std::u32string_view::npos ? letter : kLatin[at];
}

void AppendUtf8(char32_t letter, std::string& out) {
  icu::UnicodeString(static_cast<UChar32>(letter)).toUTF8String(out);
}

void CutPrefixes(std::string_view type, std::string& value) {
  for (const Prefix& prefix : kPrefixes) {
    if (prefix.type == type && value.size() > prefix.text.size() &&
        value.starts_with(prefix.text)) {
      value.erase(0, prefix.text.size());
    }
  }
}

template <std::size_t kSize>
bool Holds(const std::array<std::string_view, kSize>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

std::string NormalizeIdentifier(std::string_view type, std::string_view value) {
  const bool exact_case = type == "publicKey";  // wallet addresses differ by case
  std::string out;
  bool any_ascii = false;
  const auto keep = [&](char32_t letter) {
    any_ascii = any_ascii || letter < 0x80;
    if (!exact_case) letter = static_cast<char32_t>(u_toupper(static_cast<UChar32>(letter)));
    AppendUtf8(LatinLookAlike(letter), out);
  };
  const bool ascii =
      std::all_of(value.begin(), value.end(), [](char c) { return (c & 0x80) == 0; });
  if (ascii) {
    for (const char c : value) {
      if (IsAsciiAlphanumeric(c)) keep(static_cast<char32_t>(c));
    }
  } else {
    for (const char32_t letter : Compatible(value)) {
      if (u_isalnum(static_cast<UChar32>(letter))) keep(letter);
    }
  }
  CutPrefixes(type, out);
  // A branch code of XXX is the head office: BIC 8 and BIC 11 then name one party.
  if (type == "swiftBic" && out.size() == 11 && out.compare(8, 3, "XXX") == 0) out.resize(8);
  return any_ascii ? out : std::string();
}

bool IsStrongIdentifier(std::string_view type, std::string_view country) {
  if (Holds(kStrongEverywhere, type)) return true;
  return !country.empty() && Holds(kStrongInCountry, type);
}

}  // namespace lynceus::names
