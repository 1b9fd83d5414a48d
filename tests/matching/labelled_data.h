#pragma once
// Reads labelled name pairs for tests, and counts how a matcher does on them.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "lib/model/entity.h"

namespace lynceus::matching {

struct LabelledPair {
  std::string group;
  Schema schema = Schema::kUnknown;
  std::string asked;
  std::string listed;
  bool match = false;
  bool strong = false;  // the label is beyond doubt
};

// Returns the rows of a CSV file (RFC 4180) without lines that start with '#'.
std::vector<std::vector<std::string>> ReadCsv(const std::string& path);

// Returns the pairs of `name_pairs_dev.csv`.
std::vector<LabelledPair> ReadLabelledPairs(const std::string& path);

// Counts of a binary decision.
struct Confusion {
  int right_hits = 0;
  int wrong_hits = 0;
  int missed = 0;
  int right_rejections = 0;
  void Count(bool match, bool decided);
  double precision() const;
  double recall() const;
  double f1() const;
  std::string ToString() const;
};

}  // namespace lynceus::matching
