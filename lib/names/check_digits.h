#pragma once
// Check digits of the numbers that have them. A wrong one is a hint that a number was mistyped: it
// is still compared, and said. All functions are pure and thread-safe.

#include <cstdint>
#include <string_view>

namespace lynceus::names {

enum class CheckDigits : std::uint8_t {
  kNone,  // numbers of this type have none, or the value has not their form
  kRight,
  kWrong,
};

// Checks a value in its comparable form (NormalizeIdentifier). Types, and where their rule stands:
//   leiCode           20 letters and digits, ISO 17442 (ISO 7064 MOD 97-10)
//   iban              ISO 13616, the same remainder with country and check digits behind
//   isin, isinCode    ISO 6166, Luhn over letters as two digits
//   imoNumber         7 digits, IMO resolution A.1117(30): weights 7 to 2
//   innCode           10 or 12 digits, order of the Russian tax service of 1994 (weights mod 11)
//   ogrnCode          13 or 15 digits, government decree 438 of 2002 (remainder by 11 or by 13)
//   okpoCode          8 or 10 digits, Rosstat's classifiers PR 50.1.024-2005 (weights mod 11)
//   uscCode           18 letters and digits, GB 32100-2015 (weights mod 31)
//   npiCode           10 digits, Luhn behind 80840
// A value of another length or with other characters is kNone: lists hold numbers that are no such
// numbers under the type's name.
CheckDigits CheckDigitsOf(std::string_view type, std::string_view value);

}  // namespace lynceus::names
