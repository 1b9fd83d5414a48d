#pragma once
// The asked side of comparisons: a name's tokens and runs of tokens, prepared once for many listed
// names. Internal to the module.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "lib/matching/token_distance.h"
#include "lib/matching/token_roles.h"
#include "lib/matching/token_runs.h"
#include "lib/model/entity.h"
#include "lib/names/analyzed_name.h"
#include "lib/names/word_shape.h"

namespace lynceus::matching {

struct AskedToken {
  explicit AskedToken(const names::Token& token);
  TokenForms forms;
  WordSketch sketch;
  const names::WordShape& shape() const { return sketch.shape; }
  LetterPositions positions;
  TokenWeights weights;
  bool may_be_initials = false;
};

// Adjacent tokens as one word.
struct AskedRun {
  AskedRun(const std::vector<names::Token>& tokens, const TokenRun& of);
  AskedRun(const AskedRun&) = delete;  // the forms point into the text
  AskedRun& operator=(const AskedRun&) = delete;

  TokenRun run;
  std::string text;
  LetterPositions positions;
  TokenForms forms;
};

// Immutable; movable, since what points into the name points behind its vector. Thread-safe.
class AskedName {
 public:
  AskedName(names::AnalyzedName name, Schema schema);
  AskedName(const AskedName&) = delete;
  AskedName& operator=(const AskedName&) = delete;
  AskedName(AskedName&&) = default;
  AskedName& operator=(AskedName&&) = default;

  const names::AnalyzedName& name() const { return name_; }
  Schema schema() const { return schema_; }
  const std::vector<AskedToken>& tokens() const { return tokens_; }  // one a token of the name
  const std::deque<AskedRun>& runs() const { return runs_; }         // in the order of CollectRuns
  const std::vector<TokenRun>& run_outlines() const { return run_outlines_; }  // of these
  // Places in run_outlines of all runs that MayJoin with a listed one, and of some others, by their
  // letters. Cost: constant.
  std::span<const std::uint16_t> RunsToJoin(const TokenRun& listed) const;
  // What the `count` heaviest tokens weigh together; all, where there are fewer.
  std::int64_t HeaviestShares(std::size_t count) const {
    return heaviest_[std::min(count, heaviest_.size() - 1)];
  }
  bool has_aside() const { return has_aside_; }     // some token stands beside the name
  std::uint64_t number() const { return number_; }  // of no other asked name of the process

 private:
  void SortRuns();
  void SumHeaviest();

  names::AnalyzedName name_;
  Schema schema_;
  std::uint64_t number_;
  std::vector<AskedToken> tokens_;
  std::vector<TokenRun> run_outlines_;
  std::deque<AskedRun> runs_;
  std::vector<std::uint16_t> runs_by_letters_;  // places in run_outlines_
  std::vector<std::uint16_t> letters_begin_;    // where those of so many letters begin there
  bool any_syllables_ = false;                  // in a run
  std::vector<std::int64_t> heaviest_;          // the shares of the 0, 1, 2 ... heaviest tokens
  bool has_aside_ = false;
};

}  // namespace lynceus::matching
