#pragma once
// Beneficial ownership the slow, exact way: one linear system over fractions, solved by Gauss.
// Shares nothing with the engine.

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace lynceus::reference {

// An exact fraction in lowest terms. Overflow of its 128 bits ends the test program.
class Fraction {
 public:
  __extension__ using Int = __int128;

  Fraction() = default;
  Fraction(Int numerator, Int denominator);

  Int numerator() const { return numerator_; }
  Int denominator() const { return denominator_; }
  friend Fraction operator+(Fraction a, Fraction b);
  friend Fraction operator-(Fraction a, Fraction b);
  friend Fraction operator*(Fraction a, Fraction b);
  friend Fraction operator/(Fraction a, Fraction b);
  friend bool operator==(const Fraction&, const Fraction&) = default;
  friend bool operator<(Fraction a, Fraction b);

 private:
  Int numerator_ = 0;
  Int denominator_ = 1;
};

// (owner, subject) -> share. Every subject's shares add to the whole at most.
using Holdings = std::map<std::pair<int, int>, Fraction>;

// What each party that no other holds has of `subject` in the end. Nothing where the system has no
// single solution: a ring that owns itself whole.
std::optional<std::map<int, Fraction>> InTheEnd(const Holdings& holdings, int parties, int subject);

}  // namespace lynceus::reference
