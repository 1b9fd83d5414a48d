#pragma once
// What one asked name has found of the listed tokens it met: candidates share most of their words,
// and a word is compared once. Internal to the module.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "lib/matching/asked_name.h"
#include "lib/matching/token_distance.h"
#include "lib/matching/token_roles.h"
#include "lib/matching/token_runs.h"
#include "lib/names/analyzed_name.h"

namespace lynceus::matching {

// A listed token, whatever name it stands in.
struct KnownToken {
  names::Token token;
  TokenForms forms;  // point into `token`
  std::uint32_t index = 0;
  std::uint64_t hash = 0;
  TokenWeights weights;
  bool may_be_initials = false;
  bool opened = false;                     // `open` is filled
  TokenSet open = 0;                       // asked tokens that it may stand for by itself
  TokenSet compared = 0;                   // the asked tokens it was compared with
  std::vector<TokenAgreement> agreements;  // one an asked token
};

// Keeps its memory from one asked name to the next. Thread-compatible.
class KnownTokens {
 public:
  // Forgets all. `asked` must outlive the use of the tokens.
  void Reset(const AskedName& asked);
  // The entry of a token; stays where it is until the next Reset.
  KnownToken& Find(const names::Token& token);
  // The entry of the token that an index numbers so; null where Number has not told it yet.
  KnownToken* Numbered(std::uint32_t number);
  KnownToken& Number(std::uint32_t number, const names::Token& token);
  // What CompareTokens finds of asked token i and the entry.
  const TokenAgreement& Compare(std::size_t i, KnownToken& known);
  // The asked tokens that the entry may stand for by itself: equal ones, and words that agree.
  TokenSet Open(KnownToken& known);

 private:
  struct NumberSlot {
    std::uint32_t number = 0;
    std::uint32_t token = 0;  // 1 + index of a token; 0: free
  };

  void Grow();
  void GrowNumbers();
  bool MayStandFor(std::size_t i, KnownToken& known);

  const AskedName* asked_ = nullptr;
  std::vector<std::unique_ptr<KnownToken>> tokens_;  // the first `count_` are in use
  std::size_t count_ = 0;
  std::vector<std::uint32_t> slots_;  // 1 + index of a token; 0: free. A power of two of them
  std::vector<NumberSlot> numbers_;   // the same, by number
  std::size_t numbered_ = 0;
};

}  // namespace lynceus::matching
