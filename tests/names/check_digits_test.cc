// Check digits: published numbers are right, and every change of one digit is seen where the
// type's rule promises it.

#include "lib/names/check_digits.h"

#include <gtest/gtest.h>

#include <string>

namespace lynceus::names {
namespace {

struct Case {
  const char* type;
  const char* value;
  CheckDigits expected;
  const char* why;
};

constexpr Case kCases[] = {
    {"leiCode", "5493001KJTIIGC8Y1R12", CheckDigits::kRight, "the example of ISO 17442's registry"},
    {"leiCode", "253400V1H6ART1UQ0N98", CheckDigits::kRight, "a Russian bank's, as published"},
    {"leiCode", "5493001KJTIIGC8Y1R21", CheckDigits::kWrong, "last two turned round"},
    {"leiCode", "5493001KJTIIGC8Y1R1", CheckDigits::kNone, "19 characters"},
    {"iban", "GB82WEST12345698765432", CheckDigits::kRight, "the example of ISO 13616"},
    {"iban", "GB82WEST12345698765423", CheckDigits::kWrong, "last two turned round"},
    {"iban", "8200WEST12345698765432", CheckDigits::kNone, "no country"},
    {"isin", "US0378331005", CheckDigits::kRight, "the usual example"},
    {"isin", "US0378331006", CheckDigits::kWrong, "last digit"},
    {"isinCode", "RU0009029540", CheckDigits::kRight, "Sberbank's share"},
    {"isin", "0378331005", CheckDigits::kNone, "a number of a country's own"},
    {"imoNumber", "9074729", CheckDigits::kRight, "the example of IMO's resolution"},
    {"imoNumber", "9074728", CheckDigits::kWrong, "last digit"},
    {"imoNumber", "907472", CheckDigits::kNone, "six digits"},
    {"innCode", "7707083893", CheckDigits::kRight, "Sberbank"},
    {"innCode", "7707083894", CheckDigits::kWrong, "last digit"},
    {"innCode", "500100732259", CheckDigits::kRight, "the usual example of twelve"},
    {"innCode", "500100732295", CheckDigits::kWrong, "last two turned round"},
    {"innCode", "77070838", CheckDigits::kNone, "eight digits"},
    {"ogrnCode", "1027700132195", CheckDigits::kRight, "Sberbank"},
    {"ogrnCode", "1027700132196", CheckDigits::kWrong, "last digit"},
    {"ogrnCode", "304500116000157", CheckDigits::kRight, "an entrepreneur's, of fifteen"},
    {"okpoCode", "00032537", CheckDigits::kRight, "Sberbank"},
    {"okpoCode", "00032538", CheckDigits::kWrong, "last digit"},
    {"uscCode", "91350100M000100Y43", CheckDigits::kRight, "the example of GB 32100-2015"},
    {"uscCode", "91350100M000100Y44", CheckDigits::kWrong, "last character"},
    {"uscCode", "91350100I000100Y43", CheckDigits::kNone, "the letter I is none of it"},
    {"npiCode", "1234567893", CheckDigits::kRight, "the example of the standard"},
    {"npiCode", "1234567890", CheckDigits::kWrong, "last digit"},
    {"passportNumber", "4510123456", CheckDigits::kNone, "a type without check digits"},
    {"leiCode", "", CheckDigits::kNone, "nothing"},
};

TEST(CheckDigitsTest, AreThoseOfTheStandards) {
  for (const auto& [type, value, expected, why] : kCases) {
    EXPECT_EQ(CheckDigitsOf(type, value), expected) << type << " " << value << ": " << why;
  }
}

// Of mod 11 by 10 and of mod 11 with a second try some changes go unseen; of the others none does.
TEST(CheckDigitsTest, AChangedDigitIsSeen) {
  for (const auto& [type, value, expected, why] : kCases) {
    const std::string kind = type;
    const bool promised = kind == "leiCode" || kind == "iban" || kind == "isin" ||
                          kind == "uscCode" || kind == "npiCode";
    if (expected != CheckDigits::kRight || !promised) continue;
    for (std::size_t at = 0; at < std::string(value).size(); ++at) {
      std::string changed = value;
      if (changed[at] < '0' || changed[at] > '9') continue;
      changed[at] = changed[at] == '9' ? '0' : static_cast<char>(changed[at] + 1);
      EXPECT_NE(CheckDigitsOf(type, changed), CheckDigits::kRight) << type << " " << changed;
    }
  }
}

}  // namespace
}  // namespace lynceus::names
