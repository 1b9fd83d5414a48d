#pragma once
// How far two tokens are apart, and in what way they agree.
//
// A difference is an integer from 0 (equal) to kApart (not the same word), in 1/10,000 of the
// token's part of the score. Spelling is compared by weighted edits; sounds, consonants and groups
// of names are other ways to agree, and the nearest one counts.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "lib/names/analyzed_name.h"
#include "lib/names/word_shape.h"
#include "lib/names/words.h"

namespace lynceus::matching {

inline constexpr std::int32_t kApart = 10'000;

// In hundredths of an edit, what a letter costs at least that does not occur in the other text.
inline constexpr std::int32_t kLeastLetterCost = 20;

enum class Agreement : std::uint8_t {
  kEqual,
  kSpelling,    // two spellings of one name (Mohammed, Muhamad)
  kNickname,    // Bill, William
  kSound,       // equal when respelt by ear
  kEdits,       // some letters differ
  kVowels,      // equal but for vowels that one side leaves out
  kConsonants,  // consonants agree across scripts
  kNative,      // compared in their own script
  kInitial,     // one side has the initial only
  kJoined,      // written as one word on one side
  kAcronym,
  kCutOff  // one side is cut at its end
};
std::string_view AgreementName(Agreement agreement);

// Letters of a text, as names::LettersOf has them, and those that one of them is taken for.
struct LetterSet {
  LetterSet() = default;
  explicit LetterSet(std::uint64_t of);
  std::uint64_t letters = 0;
  std::uint64_t like = 0;
};

// A word's shape, prepared to be compared with others.
struct WordSketch {
  WordSketch() = default;
  explicit WordSketch(const names::WordShape& of) : shape(of) {}
  // Fills the sets where they are not filled yet.
  void Prepare();

  names::WordShape shape;
  bool prepared = false;
  LetterSet written;
  LetterSet heard;
};

// A token with the forms it is compared by; the texts they are made from must outlive it.
struct TokenForms {
  std::string_view text;    // the letters that are compared
  std::string_view native;  // empty where words are run together
  LetterSet written;        // of `text`
  LetterSet heard;          // of `respelt`
  std::array<std::uint16_t, 2> groups{};
  names::Script script = names::Script::kLatin;  // what it was romanised from
  names::Writing writing = names::Writing::kAlphabet;
  bool joined = false;   // words run together
  bool signs = false;    // compared sign by sign
  bool bare = false;     // no vowel but perhaps the first letter
  bool sounded = false;  // `respelt` is filled
  bool boned = false;    // `bones` and `coarse` are filled
  std::string respelt;
  std::string bones;
  std::string coarse;

  // Fills all but the sounds, reusing memory.
  void Set(const WordSketch& sketch, const names::WordTexts& texts);
  // The same for words run together.
  void SetJoined(std::string_view words, names::Writing words_writing);
  // Fill the sounds where they are not filled yet.
  void Sound();
  void SoundConsonants();
};

// The letters of one text as bit masks, for the unit edit distance against many others.
class LetterPositions {
 public:
  explicit LetterPositions(std::string_view text) { Set(text); }
  void Set(std::string_view text);
  // The number of insertions, deletions and substitutions between the texts (Myers 1999, Hyyrö
  // 2003: one step of a few instructions a letter). The first 48 letters count.
  std::int32_t UnitEdits(std::string_view other) const;

 private:
  std::array<std::uint64_t, names::kLetterClasses> masks_{};
  std::size_t size_ = 0;
};

struct TokenAgreement {
  std::int32_t difference = kApart;
  Agreement agreement = Agreement::kEdits;
};

// Symmetric. `positions` are those of a.text. Cost: some ten nanoseconds where the letters differ
// much, else some hundred. REQUIRES: a.boned. The sounds of `b` are filled where they are needed.
TokenAgreement CompareTokens(const TokenForms& a, const LetterPositions& positions, TokenForms& b);

// False only where the words have other texts and CompareTokens finds them apart; in some
// nanoseconds. REQUIRES: both are prepared.
bool MayAgree(const WordSketch& a, const WordSketch& b);

// The weighted edit distance in hundredths of an edit, at most `limit` + 1. Symmetric.
// Equal letters doubled, confusable letters, vowels and swapped neighbours cost less than 100.
std::int32_t WeightedEdits(std::string_view a, std::string_view b, std::int32_t limit);

}  // namespace lynceus::matching
