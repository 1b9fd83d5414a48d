#pragma once
// The asked side of comparisons: a name's tokens and runs of tokens, prepared once for many listed
// names. Internal to the module.

#include <cstdint>
#include <deque>
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
  std::uint64_t number() const { return number_; }  // of no other asked name of the process

 private:
  names::AnalyzedName name_;
  Schema schema_;
  std::uint64_t number_;
  std::vector<AskedToken> tokens_;
  std::vector<TokenRun> run_outlines_;
  std::deque<AskedRun> runs_;
};

}  // namespace lynceus::matching
