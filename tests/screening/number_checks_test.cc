// Checksums of numbers in free text: published examples hold, and no one-letter slip of those with
// a checksum does. (The check digit of IMO numbers is a sum by ten with even weights: a digit that
// is five off stays unseen.)
#include "lib/screening/number_checks.h"

#include <gtest/gtest.h>

#include <string>

namespace lynceus::screening {
namespace {

struct Case {
  NumberCheck check;
  const char* value;
  const char* letters;  // that may stand in such a number
  const char* source;
};

constexpr char kBase58Letters[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr char kBech32Letters[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

constexpr Case kRight[] = {
    {NumberCheck::kImo, "9074729", "0123456789", "IMO resolution A.1117(30)"},
    {NumberCheck::kBase58, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", kBase58Letters, "block 0"},
    {NumberCheck::kBase58, "3P14159f73E4gFr7JterCCQh9QjiTjiZrG", kBase58Letters, "BIP 13"},
    {NumberCheck::kBase58, "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", kBase58Letters, "TRON"},
    {NumberCheck::kBase58, "1111111111111111111114oLvT2", kBase58Letters, "all zero"},
    {NumberCheck::kBech32, "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", kBech32Letters, "BIP 173"},
    {NumberCheck::kBech32, "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
     kBech32Letters, "BIP 350"},
};

TEST(NumberChecksTest, PublishedNumbersHold) {
  for (const Case& each : kRight) EXPECT_TRUE(HoldsCheck(each.check, each.value)) << each.source;
}

TEST(NumberChecksTest, NoOneLetterSlipHolds) {
  for (const Case& each : kRight) {
    if (each.check == NumberCheck::kImo) continue;
    const std::string right = each.value;
    const std::size_t first = each.check == NumberCheck::kBech32 ? 4 : 0;  // behind "bc1q"
    for (std::size_t at = first; at < right.size(); ++at) {
      for (const char letter : std::string(each.letters)) {
        std::string wrong = right;
        wrong[at] = letter;
        EXPECT_EQ(HoldsCheck(each.check, wrong), wrong == right) << each.source << " " << wrong;
      }
    }
  }
}

TEST(NumberChecksTest, Forms) {
  EXPECT_TRUE(HoldsCheck(NumberCheck::kBech32, "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"));
  EXPECT_FALSE(HoldsCheck(NumberCheck::kBech32, "bc1qW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"));
  EXPECT_FALSE(HoldsCheck(NumberCheck::kBech32, "bc1"));
  EXPECT_FALSE(HoldsCheck(NumberCheck::kBech32, ""));
  EXPECT_FALSE(HoldsCheck(NumberCheck::kBech32, "1qqqqqqqqqq"));
  EXPECT_FALSE(HoldsCheck(NumberCheck::kBase58, ""));
  EXPECT_FALSE(HoldsCheck(NumberCheck::kBase58, "1"));
  EXPECT_FALSE(HoldsCheck(NumberCheck::kBase58, "0OIl"));
  EXPECT_FALSE(HoldsCheck(NumberCheck::kBase58, std::string(10'000, 'z')));
  EXPECT_FALSE(HoldsCheck(NumberCheck::kImo, "907472"));
  EXPECT_TRUE(HoldsCheck(NumberCheck::kNone, "anything"));
}

}  // namespace
}  // namespace lynceus::screening
