// Comparable forms of identifiers, and which are strong.

#include <gtest/gtest.h>

#include <string_view>

#include "lib/names/analyzed_name.h"

namespace lynceus::names {
namespace {

struct Case {
  std::string_view type;
  std::string_view value;
  std::string_view comparable;
  std::string_view why;
};

TEST(NormalizeIdentifier, GivesTheComparableForm) {
  constexpr Case kCases[] = {
      {"imoNumber", "IMO 9187629", "9187629", "the prefix is cut"},
      {"imoNumber", "9187629", "9187629", "bare"},
      {"passportNumber", "ab 12-34.5", "AB12345", "blanks, dashes and dots"},
      {"swiftBic", "SOMRRUMMXXX", "SOMRRUMM", "the head office's branch code"},
      {"swiftBic", "SOMRRUMM123", "SOMRRUMM123", "a branch is kept"},
      {"publicKey", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
       "wallets differ by case"},
      {"idNumber", " - . ", "", "nothing is left"},
      {"innCode", "INN", "INN", "a prefix alone is not cut"},
      {"passportNumber", "４５１０　１２３４５６", "4510123456", "full-width digits and blank"},
      {"imoNumber", "ＩＭＯ：９１８７６２９", "9187629", "a full-width prefix"},
      {"registrationNumber", "AB–123‑C", "AB123C", "dashes beyond ASCII"},
      {"passportNumber", "АВ 123456", "AB123456", "Cyrillic letters that look like Latin"},
      {"registrationNumber", "京ICP12345", "京ICP12345", "other letters stay"},
      {"idNumber",
       "\xFF"
       "12",
       "12", "a byte that is no text"},
  };
  for (const Case& entry : kCases) {
    EXPECT_EQ(NormalizeIdentifier(entry.type, entry.value), entry.comparable) << entry.why;
  }
}

TEST(IsStrongIdentifier, NeedsACountryForNationalNumbers) {
  EXPECT_TRUE(IsStrongIdentifier("leiCode", ""));
  EXPECT_TRUE(IsStrongIdentifier("imoNumber", ""));
  EXPECT_FALSE(IsStrongIdentifier("registrationNumber", ""));
  EXPECT_TRUE(IsStrongIdentifier("registrationNumber", "ru"));
  EXPECT_FALSE(IsStrongIdentifier("phone", "ru"));
}

}  // namespace
}  // namespace lynceus::names
