#pragma once
// How far the tokens of an asked name are from those of a listed one, alone and run together, each
// compared when first asked for. Internal to the module.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/matching/asked_name.h"
#include "lib/matching/known_tokens.h"
#include "lib/matching/token_distance.h"
#include "lib/matching/token_runs.h"
#include "lib/names/analyzed_name.h"
#include "lib/names/name_outline.h"

namespace lynceus::matching {

// How a listed word is near to an asked name: it may stand for a token, or for some of them written
// as one.
struct Nearness {
  bool token = false;
  bool joined = false;
};

// Keeps its memory from one comparison to the next, and what it knows while the asked name is the
// same. Thread-compatible.
class PairTable {
 public:
  // Both must outlive the use of the table.
  void Reset(const AskedName& asked, const names::AnalyzedName& listed);

  // The same for a listed name whose words an index numbers: Begin, then each name's Look. What is
  // known of numbered words stays until another name is asked. `listed` is not to be used then, nor
  // what needs the letters of a word, until TellLetters.
  void Begin(const AskedName& asked);
  KnownTokens& known() { return known_; }
  // REQUIRES: `known` has the words' numbers.
  void Look(std::span<const std::uint32_t> words, std::string_view joined,
            std::string_view native_joined, bool may_join);
  // The same by what an outline tells: words that no anchor leads to are apart, and those that must
  // be looked up are known. Words are not joined.
  void LookAt(const names::NameOutline& outline);
  // From now on the letters of the words looked at count. REQUIRES: all of them are told.
  void TellLetters() { by_shape_ = false; }
  // True where only the shapes of the listed words are known.
  bool by_shape() const { return by_shape_; }
  // False where an index says that the names share no anchor of words run together, nor of the
  // names as wholes.
  bool may_join() const { return may_join_; }

  const AskedName& asked() const { return *asked_; }
  const names::AnalyzedName& listed() const { return *listed_; }

  // What the bound looks at, whichever way the listed name was given.
  std::size_t listed_count() const { return listed_tokens_.size(); }
  KnownToken& listed_token(std::size_t j) { return *listed_tokens_[j]; }
  const KnownToken& listed_token(std::size_t j) const { return *listed_tokens_[j]; }
  std::string_view listed_joined() const { return listed_joined_; }
  std::string_view listed_native_joined() const { return listed_native_joined_; }
  // False only where a listed word agrees with no asked token and no run of them written as one
  // word, by its shape.
  bool MayBeNear(KnownToken& known);
  // The same by its letters. REQUIRES: it is told.
  Nearness NearnessOf(KnownToken& known);
  // The asked tokens that listed token j may stand for by itself.
  TokenSet Open(std::size_t j) {
    KnownToken& known = *listed_tokens_[j];
    return by_shape_ ? known_.MayOpen(known) : known_.Open(known);
  }

  // What their pairing differs by at least; 0 where only shapes are known. REQUIRES: i is open to
  // j.
  std::int32_t LeastDifference(std::size_t i, std::size_t j) {
    return by_shape_ ? 0 : known_.LeastDifference(i, *listed_tokens_[j]);
  }

  // What CompareTokens finds of asked token i and listed token j.
  const TokenAgreement& Pair(std::size_t i, std::size_t j) {
    return known_.Compare(i, *listed_tokens_[j]);
  }

  // The runs of the listed name, in the order of CollectRuns.
  const std::vector<TokenRun>& ListedRuns();
  // Returns false only where Joined finds the runs apart; much cheaper. REQUIRES: MayJoin holds.
  bool MayBeJoined(const AskedRun& asked, const TokenRun& listed);
  // The difference of two runs as words, from 0; kApart where they are other words, or share no
  // anchor.
  // REQUIRES: MayJoin holds.
  std::int32_t Joined(const AskedRun& asked, const TokenRun& listed);

 private:
  template <typename May>
  bool JoinsAny(const KnownToken& known, May may) const;
  std::int32_t CompareJoined(const AskedRun& asked, const TokenRun& listed);
  // `text` is that of the listed run; `word`: the one word that it is, null where it is several.
  std::int32_t JoinedTo(const AskedRun& asked, const TokenRun& listed, std::string_view text,
                        const KnownToken* word);
  bool ShareAnchor(const AskedRun& asked, const TokenRun& listed, std::string_view text,
                   const KnownToken* word);
  static bool MayBeJoinedTo(const AskedRun& asked, const TokenRun& listed, std::string_view text);

  struct KnownJoin {
    TokenSet asked;
    TokenSet listed;
    std::int32_t difference;
  };

  const AskedName* asked_ = nullptr;
  bool by_shape_ = false;
  bool may_join_ = true;
  const names::AnalyzedName* listed_ = nullptr;
  std::uint64_t asked_number_ = 0;
  KnownTokens known_;
  std::vector<KnownToken*> listed_tokens_;
  std::string_view listed_joined_;
  std::string_view listed_native_joined_;
  std::vector<TokenRun> listed_runs_;
  std::vector<KnownJoin> joins_known_;
  TokenForms joined_listed_;
  std::string listed_text_;
  std::vector<names::Anchor> asked_anchors_;
  std::vector<names::Anchor> listed_anchors_;
};

}  // namespace lynceus::matching
