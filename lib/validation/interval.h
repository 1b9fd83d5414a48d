#pragma once
// How sure a measured rate is: the figures of the validation reports never stand without it.

#include <cstdint>

namespace lynceus::validation {

// A share of trials, counted. Reports print `hits / trials` and its interval.
struct Rate {
  std::uint64_t hits = 0;
  std::uint64_t trials = 0;
  void Count(bool hit) {
    hits += hit ? 1 : 0;
    ++trials;
  }
  double value() const;  // 0 where there were no trials
};

struct Interval {
  double low = 0;
  double high = 1;
};

// The Wilson score interval of 95 %: within [0, 1], usable for few trials and for rates near the
// ends. Of no trials it is [0, 1]. Source: E. B. Wilson, Probable inference, the law of succession,
// and statistical inference, JASA 22 (1927).
Interval WilsonInterval(const Rate& rate);

}  // namespace lynceus::validation
