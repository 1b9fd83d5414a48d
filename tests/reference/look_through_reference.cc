#include "tests/reference/look_through_reference.h"

#include <cstdlib>
#include <set>

namespace lynceus::reference {
namespace {

using Int = Fraction::Int;

Int Gcd(Int a, Int b) {
  if (a < 0) a = -a;
  while (b != 0) {
    const Int rest = a % b;
    a = b;
    b = rest < 0 ? -rest : rest;
  }
  return a;
}

Int Product(Int a, Int b) {
  Int product = 0;
  if (__builtin_mul_overflow(a, b, &product)) std::abort();
  return product;
}

}  // namespace

Fraction::Fraction(Int numerator, Int denominator) {
  if (denominator == 0) std::abort();
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  const Int common = Gcd(numerator, denominator);
  numerator_ = common == 0 ? 0 : numerator / common;
  denominator_ = common == 0 ? 1 : denominator / common;
}

Fraction operator+(Fraction a, Fraction b) {
  const Int common = Gcd(a.denominator_, b.denominator_);
  return {Product(a.numerator_, b.denominator_ / common) +
              Product(b.numerator_, a.denominator_ / common),
          Product(a.denominator_ / common, b.denominator_)};
}
Fraction operator-(Fraction a, Fraction b) {
  b.numerator_ = -b.numerator_;
  return a + b;
}
Fraction operator*(Fraction a, Fraction b) {
  const Fraction x(a.numerator_, b.denominator_);
  const Fraction y(b.numerator_, a.denominator_);
  return {Product(x.numerator_, y.numerator_), Product(x.denominator_, y.denominator_)};
}
Fraction operator/(Fraction a, Fraction b) { return a * Fraction(b.denominator_, b.numerator_); }
bool operator<(Fraction a, Fraction b) { return (a - b).numerator_ < 0; }

// v = (1 of the subject) + W v, where W has what each party holds of each: v[i] is party i's part
// of the subject with all its loops. An owner whom nobody else holds has no loop but through the
// subject, and that is what it receives in the end.
std::optional<std::map<int, Fraction>> InTheEnd(const Holdings& holdings, int parties,
                                                int subject) {
  const auto n = static_cast<std::size_t>(parties);
  std::vector<std::vector<Fraction>> m(n, std::vector<Fraction>(n + 1));
  for (std::size_t i = 0; i < n; ++i) m[i][i] = Fraction(1, 1);
  std::set<int> held;
  for (const auto& [ends, share] : holdings) {
    const auto owner = static_cast<std::size_t>(ends.first);
    const auto below = static_cast<std::size_t>(ends.second);
    // What a party nobody else holds has of itself goes to nobody else: it is left out.
    m[owner][below] = m[owner][below] - share;
    if (ends.first != ends.second) held.insert(ends.second);
  }
  for (int i = 0; i < parties; ++i) {
    if (!held.contains(i) && i != subject) {
      m[static_cast<std::size_t>(i)][static_cast<std::size_t>(i)] = Fraction(1, 1);
    }
  }
  m[static_cast<std::size_t>(subject)][n] = Fraction(1, 1);
  for (std::size_t column = 0; column < n; ++column) {
    std::size_t pivot = column;
    while (pivot < n && m[pivot][column] == Fraction()) ++pivot;
    if (pivot == n) return std::nullopt;
    std::swap(m[pivot], m[column]);
    for (std::size_t row = 0; row < n; ++row) {
      if (row == column || m[row][column] == Fraction()) continue;
      const Fraction factor = m[row][column] / m[column][column];
      for (std::size_t k = column; k <= n; ++k) m[row][k] = m[row][k] - factor * m[column][k];
    }
  }
  std::map<int, Fraction> ends;
  for (int i = 0; i < parties; ++i) {
    if (held.contains(i) || i == subject) continue;
    const auto at = static_cast<std::size_t>(i);
    ends[i] = m[at][n] / m[at][at];
  }
  return ends;
}

}  // namespace lynceus::reference
