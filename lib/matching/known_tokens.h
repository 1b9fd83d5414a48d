#pragma once
// What one asked name has found of the listed tokens it met: candidates share most of their words,
// and a word is looked at once. Internal to the module.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/matching/asked_name.h"
#include "lib/matching/token_distance.h"
#include "lib/matching/token_roles.h"
#include "lib/matching/token_runs.h"
#include "lib/names/analyzed_name.h"
#include "lib/names/name_outline.h"
#include "lib/names/word_shape.h"

namespace lynceus::matching {

// A listed token, whatever name it stands in. One that an index numbers is known by its shape
// first, and told when its letters are needed.
struct KnownToken {
  WordSketch sketch;  // of a token told without a shape, from its outline
  const names::WordShape& shape() const { return sketch.shape; }
  TokenWeights weights;
  bool may_be_initials = false;
  bool may_open_known = false;  // `may_open` is filled
  bool open_known = false;      // `open` is filled
  // Where an index numbers it: the asked tokens with which it shares an anchor.
  std::optional<TokenSet> keyed;
  TokenSet may_open = 0;  // asked tokens that it may stand for, by its shape
  TokenSet open = 0;      // asked tokens that it may stand for by itself

  bool told = false;  // what follows is filled
  names::WordTexts texts;
  TokenForms forms;
  std::uint64_t hash = 0;
  std::vector<names::Anchor> anchors;      // of the listed side, sorted; empty until needed
  TokenSet compared = 0;                   // the asked tokens it was compared with
  std::vector<TokenAgreement> agreements;  // one an asked token
};

// The token again. REQUIRES: the entry is told.
names::Token TokenOf(const KnownToken& known);

// True where two ascending lists have an anchor in common.
bool Intersect(const std::vector<names::Anchor>& a, const std::vector<names::Anchor>& b);

// Keeps its memory from one asked name to the next. Thread-compatible.
class KnownTokens {
 public:
  // Forgets all. `asked` must outlive the use of the tokens.
  void Reset(const AskedName& asked);
  // The entry of a token, told; stays where it is until the next Reset. Its texts are copied.
  KnownToken& Find(const names::Token& token);
  // An anchor of asked token i leads to the token that an index numbers so.
  void Key(std::uint32_t number, std::size_t i);
  // The entry of the token that an index numbers so; null where Number has not been given it yet.
  KnownToken* Numbered(std::uint32_t number);
  // REQUIRES: Numbered(number) is null; Key was called for all that its anchors lead to.
  KnownToken& Number(std::uint32_t number, const names::WordShape& shape);
  // True where an anchor of some asked token leads to the token that an index numbers so.
  bool IsKeyed(std::uint32_t number) { return SlotOf(number).keyed != 0; }
  // A token that is told by an outline alone, and is apart from all asked ones.
  KnownToken& Outlined(const names::OutlineWord& word);
  // The texts must live until the next Reset. REQUIRES: it is not told; they are of its shape.
  void Tell(KnownToken& known, const names::WordTexts& texts);
  // What CompareTokens finds of asked token i and the entry. Words that share no anchor are apart:
  // an index would not find them. REQUIRES: it is told.
  const TokenAgreement& Compare(std::size_t i, KnownToken& known);
  // The asked tokens that the entry may stand for by itself: equal ones, and words that agree.
  // REQUIRES: it is told.
  TokenSet Open(KnownToken& known);
  // The same, and some of which only the shape says so. Cost: some nanoseconds an asked token.
  TokenSet MayOpen(KnownToken& known);

  // What the pairing of asked token i and the entry by itself differs by at least. REQUIRES: i is
  // open to the entry.
  std::int32_t LeastDifference(std::size_t i, KnownToken& known);

 private:
  struct NumberSlot {
    bool used = false;
    std::uint32_t number = 0;
    std::uint32_t token = 0;  // 1 + index of a token; 0: Number has not been given it
    TokenSet keyed = 0;
  };

  KnownToken& NewToken(const names::WordShape& shape);
  NumberSlot& SlotOf(std::uint32_t number);
  void GrowNumbers();
  std::string_view Copy(std::string_view text);
  bool MayStandFor(std::size_t i, KnownToken& known);
  bool SharesAnchor(std::size_t i, KnownToken& known);

  const AskedName* asked_ = nullptr;
  std::vector<std::unique_ptr<KnownToken>> tokens_;  // the first `count_` are in use
  std::size_t count_ = 0;
  std::vector<KnownToken*> slots_;  // told tokens by their hash; null: free. A power of two of them
  std::size_t told_ = 0;
  std::vector<NumberSlot> numbers_;                        // the same, by number
  std::size_t numbered_ = 0;                               // used ones of them
  std::vector<std::vector<names::Anchor>> asked_anchors_;  // one an asked token; empty until needed
  // Tokens told by outlines, by kind, weight and letter; they are the same for every asked name.
  absl::flat_hash_map<std::uint32_t, std::unique_ptr<KnownToken>> outlined_;
  std::deque<std::string> copies_;  // of texts, the first `copied_` in use
  std::size_t copied_ = 0;
};

}  // namespace lynceus::matching
