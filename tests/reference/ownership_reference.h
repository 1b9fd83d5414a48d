#pragma once
// Ownership verdicts the slow, obvious way: the rules of lib/ownership/judge.cc and holdings.cc by
// naive iteration over lists of statements. Shares nothing with the engine but the model; open ends
// are infinitesimals here, not flags.

#include <compare>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "lib/model/regime.h"
#include "lib/model/verdict.h"

namespace lynceus::reference {

// A number of parts per million and a number of infinitesimals.
struct Amount {
  std::int64_t ppm = 0;
  std::int64_t tiny = 0;
  friend Amount operator+(Amount a, Amount b) { return {a.ppm + b.ppm, a.tiny + b.tiny}; }
  friend Amount operator-(Amount a, Amount b) { return {a.ppm - b.ppm, a.tiny - b.tiny}; }
  friend auto operator<=>(const Amount&, const Amount&) = default;
};

constexpr int kNobody = -1;  // a holder that no source names

struct Statement {
  int owner = kNobody;
  int subject = 0;
  Interest interest;
};

struct Graph {
  int parties = 0;
  std::set<int> listed;  // under the judged regime, on the judged day
  std::vector<Statement> statements;
  std::set<std::pair<int, int>> probable;  // each pair both ways
  std::set<int> controlling;               // listed parties from whom all control extends
  std::set<int> rebutted;                  // parties whose presumption is rebutted
};

struct Stake {
  int holder = kNobody;
  Amount lo;
  Amount hi;
  Amount certain;  // what it takes from other holders for certain
  std::set<std::string> groups;
  bool follows = false;  // votes that no source states
};

// True where `amount` meets the test for certain, or, with `may`, where it may.
bool Reaches(Amount amount, std::int64_t threshold_ppm, AtThreshold at, bool may);

struct Result {
  Answer answer = Answer::kNo;
  bool opaque = false;
  std::int64_t unstated_ppm = 0;
};

// The stakes of one counted kind in `subject`; `kinds` are the period's.
std::vector<Stake> StakesIn(const Graph& graph, int subject, InterestKind kind,
                            const RegimePeriod& period, Date day);

// Which parties may be one party with which: the smallest member of each party's group.
std::vector<int> IdentityGroups(const Graph& graph);

Result Judge(const Graph& graph, const RegimePeriod& period, Date day, int subject);

}  // namespace lynceus::reference
