#include "lib/screening/number_checks.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/digest.h"
#include "lib/base/strings.h"
#include "lib/names/check_digits.h"

namespace lynceus::screening {
namespace {

constexpr std::size_t kBase58LettersMax = 120;  // a Monero address has 95; others under 60
constexpr std::size_t kBech32LettersMax = 90;   // BIP 173
constexpr std::size_t kChecksumBytes = 4;

// The bytes that the digits of base 58 stand for; none where one is no such digit.
std::vector<std::uint8_t> FromBase58(std::string_view text) {
  constexpr std::string_view kDigits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  std::vector<std::uint8_t> bytes;  // least significant first
  if (text.size() > kBase58LettersMax) return bytes;
  for (const char letter : text) {
    const std::size_t digit = kDigits.find(letter);
    if (digit == std::string_view::npos) return {};
    std::uint32_t carry = static_cast<std::uint32_t>(digit);
    for (std::uint8_t& byte : bytes) {
      carry += 58U * byte;
      byte = static_cast<std::uint8_t>(carry & 0xFF);
      carry >>= 8;
    }
    if (carry != 0) bytes.push_back(static_cast<std::uint8_t>(carry));
  }
  // Each leading '1' is a zero byte of its own.
  for (std::size_t i = 0; i < text.size() && text[i] == '1'; ++i) bytes.push_back(0);
  return {bytes.rbegin(), bytes.rend()};
}

bool HoldsBase58(std::string_view text) {
  const std::vector<std::uint8_t> bytes = FromBase58(text);
  if (bytes.size() <= kChecksumBytes) return false;
  const std::size_t payload = bytes.size() - kChecksumBytes;
  const Sha256 once = Sha256Of(std::string(bytes.begin(), bytes.end() - kChecksumBytes));
  const Sha256 twice = Sha256Of(std::string(once.begin(), once.end()));
  for (std::size_t i = 0; i < kChecksumBytes; ++i) {
    if (twice[i] != bytes[payload + i]) return false;
  }
  return true;
}

std::uint32_t Bech32Step(std::uint32_t sum, std::uint32_t value) {
  constexpr std::array<std::uint32_t, 5> kGenerator = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa,
                                                       0x3d4233dd, 0x2a1462b3};
  const std::uint32_t top = sum >> 25;
  sum = (sum & 0x1ffffff) << 5 ^ value;
  for (std::size_t i = 0; i < kGenerator.size(); ++i) {
    if ((top >> i & 1) != 0) sum ^= kGenerator[i];
  }
  return sum;
}

bool HoldsBech32(std::string_view given) {
  constexpr std::string_view kDigits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  constexpr std::uint32_t kBech32 = 1;
  constexpr std::uint32_t kBech32m = 0x2bc830a3;
  const std::string text = LowerAscii(given);
  std::string upper = text;
  for (char& letter : upper) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  }
  if (given != text && given != upper) return false;
  const std::size_t one = text.rfind('1');
  const bool whole = text.size() <= kBech32LettersMax && one != std::string::npos && one > 0 &&
                     text.size() - one > 6;
  if (!whole) return false;
  std::uint32_t sum = 1;
  for (std::size_t i = 0; i < one; ++i) {
    sum = Bech32Step(sum, static_cast<unsigned char>(text[i]) >> 5U);
  }
  sum = Bech32Step(sum, 0);
  for (std::size_t i = 0; i < one; ++i) {
    sum = Bech32Step(sum, static_cast<unsigned char>(text[i]) & 31U);
  }
  for (std::size_t i = one + 1; i < text.size(); ++i) {
    const std::size_t digit = kDigits.find(text[i]);
    if (digit == std::string_view::npos) return false;
    sum = Bech32Step(sum, static_cast<std::uint32_t>(digit));
  }
  return sum == kBech32 || sum == kBech32m;
}

}  // namespace

bool HoldsCheck(NumberCheck check, std::string_view value) {
  switch (check) {
    case NumberCheck::kNone:
      return true;
    case NumberCheck::kImo:
      return names::CheckDigitsOf("imoNumber", value) == names::CheckDigits::kRight;
    case NumberCheck::kBase58:
      return HoldsBase58(value);
    case NumberCheck::kBech32:
      return HoldsBech32(value);
  }
  return false;
}

}  // namespace lynceus::screening
