#pragma once
// How far the tokens of an asked name are from those of a listed one, alone and run together, each
// compared when first asked for. Internal to the module.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "lib/matching/asked_name.h"
#include "lib/matching/known_tokens.h"
#include "lib/matching/token_distance.h"
#include "lib/matching/token_runs.h"
#include "lib/names/analyzed_name.h"

namespace lynceus::matching {

// Keeps its memory from one comparison to the next, and what it knows while the asked name is the
// same. Thread-compatible.
class PairTable {
 public:
  // Both must outlive the use of the table.
  void Reset(const AskedName& asked, const names::AnalyzedName& listed);

  const AskedName& asked() const { return *asked_; }
  const names::AnalyzedName& listed() const { return *listed_; }

  // What CompareTokens finds of asked token i and listed token j.
  const TokenAgreement& Pair(std::size_t i, std::size_t j) {
    return known_.Compare(i, *listed_tokens_[j]);
  }

  // The runs of the listed name, in the order of CollectRuns.
  const std::vector<TokenRun>& ListedRuns();
  // Returns false only where Joined finds the runs apart; much cheaper. REQUIRES: MayJoin holds.
  bool MayBeJoined(const AskedRun& asked, const TokenRun& listed);
  // The difference of two runs as words, from 0; kApart where they are other words.
  // REQUIRES: MayJoin holds.
  std::int32_t Joined(const AskedRun& asked, const TokenRun& listed);

 private:
  std::int32_t CompareJoined(const AskedRun& asked, const TokenRun& listed);

  struct KnownJoin {
    TokenSet asked;
    TokenSet listed;
    std::int32_t difference;
  };

  const AskedName* asked_ = nullptr;
  const names::AnalyzedName* listed_ = nullptr;
  std::uint64_t asked_number_ = 0;
  KnownTokens known_;
  std::vector<KnownToken*> listed_tokens_;
  std::vector<TokenRun> listed_runs_;
  std::vector<KnownJoin> joins_known_;
  TokenForms joined_listed_;
  std::string listed_text_;
};

}  // namespace lynceus::matching
