#include "lib/names/check_digits.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace lynceus::names {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
int DigitOf(char c) { return c - '0'; }
// A is 10, B is 11 and so on, as the ISO standards count.
int ValueOf(char c) { return IsDigit(c) ? DigitOf(c) : c - 'A' + 10; }

bool AllDigits(std::string_view value) { return std::all_of(value.begin(), value.end(), IsDigit); }
bool AllAlphanumeric(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) { return IsDigit(c) || IsUpper(c); });
}

CheckDigits Judged(bool right) { return right ? CheckDigits::kRight : CheckDigits::kWrong; }

// The remainder by 97 of the decimal number that the characters spell, each letter as two digits.
int Remainder97(std::string_view value, int before = 0) {
  int remainder = before;
  for (const char c : value) remainder = (remainder * (IsDigit(c) ? 10 : 100) + ValueOf(c)) % 97;
  return remainder;
}

int RemainderBy(std::string_view digits, int divisor) {
  int remainder = 0;
  for (const char c : digits) remainder = (remainder * 10 + DigitOf(c)) % divisor;
  return remainder;
}

int WeightedSum(std::string_view digits, std::span<const int> weights) {
  int sum = 0;
  for (std::size_t at = 0; at < weights.size(); ++at) sum += weights[at] * DigitOf(digits[at]);
  return sum;
}

// Luhn's sum over the digits that the characters spell, the last one not doubled.
int LuhnSum(std::string_view value, int sum = 0) {
  bool doubled = false;
  const auto add = [&](int digit) {
    const int counted = doubled ? 2 * digit : digit;
    sum += counted / 10 + counted % 10;
    doubled = !doubled;
  };
  for (std::size_t at = value.size(); at-- > 0;) {
    const int number = ValueOf(value[at]);
    add(number % 10);
    if (!IsDigit(value[at])) add(number / 10);
  }
  return sum;
}

CheckDigits OfLei(std::string_view value) {
  if (value.size() != 20 || !AllAlphanumeric(value) || !AllDigits(value.substr(18))) {
    return CheckDigits::kNone;
  }
  return Judged(Remainder97(value) == 1);
}

CheckDigits OfIban(std::string_view value) {
  const bool has_form = value.size() >= 15 && value.size() <= 34 && AllAlphanumeric(value) &&
                        IsUpper(value[0]) && IsUpper(value[1]) && AllDigits(value.substr(2, 2));
  if (!has_form) return CheckDigits::kNone;
  return Judged(Remainder97(value.substr(0, 4), Remainder97(value.substr(4))) == 1);
}

CheckDigits OfIsin(std::string_view value) {
  const bool has_form = value.size() == 12 && AllAlphanumeric(value) && IsUpper(value[0]) &&
                        IsUpper(value[1]) && IsDigit(value[11]);
  if (!has_form) return CheckDigits::kNone;
  return Judged(LuhnSum(value) % 10 == 0);
}

CheckDigits OfImo(std::string_view value) {
  constexpr std::array kWeights = {7, 6, 5, 4, 3, 2};
  if (value.size() != 7 || !AllDigits(value)) return CheckDigits::kNone;
  return Judged(WeightedSum(value, kWeights) % 10 == DigitOf(value[6]));
}

CheckDigits OfInn(std::string_view value) {
  constexpr std::array kOfTen = {2, 4, 10, 3, 5, 9, 4, 6, 8};
  constexpr std::array kEleventh = {7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
  constexpr std::array kTwelfth = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
  if (!AllDigits(value)) return CheckDigits::kNone;
  const auto holds = [value](std::span<const int> weights) {
    return WeightedSum(value, weights) % 11 % 10 == DigitOf(value[weights.size()]);
  };
  if (value.size() == 10) return Judged(holds(kOfTen));
  if (value.size() == 12) return Judged(holds(kEleventh) && holds(kTwelfth));
  return CheckDigits::kNone;
}

CheckDigits OfOgrn(std::string_view value) {
  if ((value.size() != 13 && value.size() != 15) || !AllDigits(value)) return CheckDigits::kNone;
  const int divisor = value.size() == 13 ? 11 : 13;
  const std::size_t last = value.size() - 1;
  return Judged(RemainderBy(value.substr(0, last), divisor) % 10 == DigitOf(value[last]));
}

// Weights 1, 2, ...; where the remainder is ten they begin at 3, and ten again counts as nought.
CheckDigits OfOkpo(std::string_view value) {
  if ((value.size() != 8 && value.size() != 10) || !AllDigits(value)) return CheckDigits::kNone;
  const std::size_t last = value.size() - 1;
  const auto remainder = [value, last](int first) {
    int sum = 0;
    for (std::size_t at = 0; at < last; ++at) {
      sum += ((first - 1 + static_cast<int>(at)) % 10 + 1) * DigitOf(value[at]);
    }
    return sum % 11;
  };
  int check = remainder(1);
  if (check == 10) check = remainder(3) % 10;
  return Judged(check == DigitOf(value[last]));
}

CheckDigits OfUscc(std::string_view value) {
  constexpr std::string_view kCharacters = "0123456789ABCDEFGHJKLMNPQRTUWXY";  // no I O S V Z
  if (value.size() != 18) return CheckDigits::kNone;
  int weight = 1;
  int sum = 0;
  for (std::size_t at = 0; at < 17; ++at) {
    const std::size_t found = kCharacters.find(value[at]);
    if (found == std::string_view::npos) return CheckDigits::kNone;
    sum += weight * static_cast<int>(found);
    weight = weight * 3 % 31;
  }
  const std::size_t check = kCharacters.find(value[17]);
  if (check == std::string_view::npos) return CheckDigits::kNone;
  return Judged((31 - sum % 31) % 31 == static_cast<int>(check));
}

CheckDigits OfNpi(std::string_view value) {
  constexpr int kOfPrefix = 24;  // Luhn's sum of 80840 before ten more digits
  if (value.size() != 10 || !AllDigits(value)) return CheckDigits::kNone;
  return Judged(LuhnSum(value, kOfPrefix) % 10 == 0);
}

}  // namespace

CheckDigits CheckDigitsOf(std::string_view type, std::string_view value) {
  if (type == "leiCode") return OfLei(value);
  if (type == "iban") return OfIban(value);
  if (type == "isin" || type == "isinCode") return OfIsin(value);
  if (type == "imoNumber") return OfImo(value);
  if (type == "innCode") return OfInn(value);
  if (type == "ogrnCode") return OfOgrn(value);
  if (type == "okpoCode") return OfOkpo(value);
  if (type == "uscCode") return OfUscc(value);
  if (type == "npiCode") return OfNpi(value);
  return CheckDigits::kNone;
}

}  // namespace lynceus::names
