#include "lib/matching/token_distance.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

#include "lib/base/status.h"
#include "lib/matching/letter_costs.h"
#include "lib/names/sound_keys.h"

namespace lynceus::matching {

using names::LetterClass;
using names::WordShape;
using names::Writing;

namespace {

constexpr std::size_t kLettersMax = names::kComparedLettersMax;
constexpr std::int32_t kFurthest = 6'500;  // a larger difference means another word

// The weighted edit distance; three rows of the usual table: swapped neighbours look two rows back.
std::int32_t WeightedEditsOf(const LetterCosts& letter_costs, std::string_view a,
                             std::string_view b, std::int32_t limit) {
  a = a.substr(0, kLettersMax);
  b = b.substr(0, kLettersMax);
  std::array<std::array<std::int32_t, kLettersMax + 1>, 3> rows;
  std::array<std::int32_t, kLettersMax> gaps;
  rows[0][0] = 0;
  for (std::size_t j = 0; j < b.size(); ++j) {
    gaps[j] = letter_costs.Gap(b, j);
    rows[0][j + 1] = rows[0][j] + gaps[j];
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto& above = rows[i % 3];
    const auto& before = rows[(i + 2) % 3];
    auto& row = rows[(i + 1) % 3];
    const auto& costs = letter_costs.change[LetterClass(a[i])];
    const std::int32_t gap = letter_costs.Gap(a, i);
    row[0] = above[0] + gap;
    std::int32_t least = row[0];
    for (std::size_t j = 0; j < b.size(); ++j) {
      std::int32_t cost = std::min(above[j] + costs[LetterClass(b[j])], above[j + 1] + gap);
      cost = std::min(cost, row[j] + gaps[j]);
      if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j]) {
        cost = std::min(cost, before[j - 1] + kSwap);
      }
      // Scanned "rn" and "m" are one picture.
      if (i > 0 && a[i] == 'n' && a[i - 1] == 'r' && b[j] == 'm') {
        cost = std::min(cost, before[j] + kSamePicture);
      }
      if (j > 0 && b[j] == 'n' && b[j - 1] == 'r' && a[i] == 'm') {
        cost = std::min(cost, above[j - 1] + kSamePicture);
      }
      row[j + 1] = cost;
      least = std::min(least, cost);
    }
    if (least > limit + kEdit) return limit + 1;
  }
  return std::min(rows[a.size() % 3][b.size()], limit + 1);
}

// The difference that some hundredths of an edit make in a word of so many letters. What goes
// beyond one edit counts half as much again: two errors in one word are rarer than two words with
// one.
std::int32_t DifferenceOf(std::int32_t edits, std::size_t letters) {
  const std::int32_t beyond = std::max(0, edits - 110);
  return (2 * edits + beyond) * 165 / (2 * static_cast<std::int32_t>(letters));
}

// The most hundredths of an edit that stay below kFurthest.
std::int32_t EditLimit(std::size_t letters) {
  const std::int32_t plain = kFurthest * static_cast<std::int32_t>(letters) / 165;
  return plain <= 110 ? plain : (2 * plain + 110) / 3;
}

std::size_t DecodeSigns(std::string_view utf8, std::array<std::uint32_t, kLettersMax>& out) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < utf8.size() && count < out.size(); ++at) {
    const auto byte = static_cast<std::uint8_t>(utf8[at]);
    if ((byte & 0xC0) == 0x80 && count > 0) {
      out[count - 1] = out[count - 1] << 8 | byte;
    } else {
      out[count++] = byte;
    }
  }
  return count;
}

// Plain edit distance over signs; both sides are short.
std::int32_t SignEdits(std::string_view a, std::string_view b, std::size_t& longest) {
  std::array<std::uint32_t, kLettersMax> left{};
  std::array<std::uint32_t, kLettersMax> right{};
  const std::size_t rows = DecodeSigns(a, left);
  const std::size_t columns = DecodeSigns(b, right);
  longest = std::max(rows, columns);
  std::array<std::int32_t, kLettersMax + 1> row{};
  for (std::size_t at = 0; at <= columns; ++at) row[at] = static_cast<std::int32_t>(at);
  for (std::size_t i = 0; i < rows; ++i) {
    std::int32_t diagonal = row[0];
    row[0] = static_cast<std::int32_t>(i + 1);
    for (std::size_t j = 0; j < columns; ++j) {
      const std::int32_t above = row[j + 1];
      const std::int32_t changed = diagonal + (left[i] == right[j] ? 0 : 1);
      row[j + 1] = std::min({changed, above + 1, row[j] + 1});
      diagonal = above;
    }
  }
  return row[columns];
}

TokenAgreement CompareSigns(const TokenForms& a, const TokenForms& b) {
  if (a.native == b.native) return {0, Agreement::kEqual};
  std::size_t longest = 0;
  const std::int32_t edits = SignEdits(a.native, b.native, longest);
  const std::int32_t difference = edits * 12'000 / static_cast<std::int32_t>(longest);
  return {difference > kFurthest ? kApart : difference, Agreement::kNative};
}

void Take(TokenAgreement& best, std::int32_t difference, Agreement agreement) {
  if (difference < best.difference) best = {difference, agreement};
}

using Groups = std::array<std::uint16_t, 2>;

bool ShareGroup(const Groups& a, const Groups& b) {
  return (a[0] != 0 && (a[0] == b[0] || a[0] == b[1])) ||
         (a[1] != 0 && (a[1] == b[0] || a[1] == b[1]));
}

bool ShareGroup(const TokenForms& a, const TokenForms& b, bool spelling) {
  for (const std::uint16_t group : a.groups) {
    if (group == 0 || ((group & 0x8000) != 0) != spelling) continue;
    for (const std::uint16_t other : b.groups) {
      if (other == group) return true;
    }
  }
  return false;
}

// The words' consonants, where one side's vowels are missing or not to be trusted.
void CompareConsonants(const TokenForms& a, const LetterPositions& positions, const TokenForms& b,
                       TokenAgreement& best) {
  const bool syllables = a.writing == Writing::kSyllables || b.writing == Writing::kSyllables;
  const bool abjad = a.writing == Writing::kAbjad || b.writing == Writing::kAbjad;
  if (syllables) {
    // Three places of articulation in common are little: a syllable of two must agree in its
    // letters.
    const std::size_t shorter = std::min(a.coarse.size(), b.coarse.size());
    const auto longest = static_cast<std::int32_t>(std::max(a.text.size(), b.text.size()));
    const bool joined = a.joined;
    const bool near = 100 * positions.UnitEdits(b.text) <= (joined ? 60 : 72) * longest;
    if (joined && shorter < 5) return;
    if (near && a.coarse == b.coarse && (shorter >= 3 || (shorter == 2 && a.bones == b.bones))) {
      constexpr std::array<std::int32_t, 3> kByCount = {2'500, 2'000, 1'500};
      Take(best, kByCount[std::min<std::size_t>(shorter, 4) - 2], Agreement::kConsonants);
    } else if (!joined && shorter >= 5 && WeightedEdits(a.coarse, b.coarse, kEdit) <= kEdit) {
      Take(best, 3'500, Agreement::kConsonants);
    }
    return;
  }
  const std::size_t shorter = std::min(a.bones.size(), b.bones.size());
  if (shorter < 2) return;
  if (a.bones == b.bones) {
    if (abjad) Take(best, shorter >= 3 ? 1'000 : 2'500, Agreement::kConsonants);
    if (!abjad && shorter >= 3) Take(best, 2'000, Agreement::kVowels);
  } else if (abjad && shorter >= 4 && WeightedEdits(a.bones, b.bones, kEdit) <= kEdit) {
    Take(best, 3'500, Agreement::kConsonants);
  }
}

// Words that differ in more than half of their letters are other words, whatever the letters.
constexpr std::int32_t UnitLimit(std::size_t letters) {
  return static_cast<std::int32_t>(letters <= 3 ? 1 : letters / 2);
}

constexpr std::int32_t kOtherWord = 1'000;

// By ear one more letter may differ: tsch is one sound.
constexpr std::int32_t SpellingUnitsMax(std::size_t longest) {
  return UnitLimit(longest) + (longest >= 5 ? 1 : 0);
}

// How many letters a text has, and which.
struct Letters {
  std::size_t size;
  std::uint64_t set;
};

// False only where more edits than `edits_max` are between the texts: an edit takes away at most
// one of the letters that occur, adds at most one, and changes the size by one at most.
bool MayBeWithin(const Letters& a, const Letters& b, std::int32_t edits_max) {
  const std::size_t gap = std::max(a.size, b.size) - std::min(a.size, b.size);
  return static_cast<std::int32_t>(gap) <= edits_max &&
         std::popcount(a.set & ~b.set) <= edits_max && std::popcount(b.set & ~a.set) <= edits_max;
}

bool MayBeSpelling(const Letters& a, const Letters& b) {
  const std::size_t longest = std::max(a.size, b.size);
  return longest >= 2 && MayBeWithin(a, b, SpellingUnitsMax(longest));
}

constexpr std::uint64_t LetterBit(char letter) { return std::uint64_t{1} << LetterClass(letter); }

constexpr std::uint64_t kVowelLetters = names::LettersOf("aeiouy");
constexpr std::uint64_t kDigitLetters = names::LettersOf("0123456789");
// Consonants whose gap is cheaper than an edit (GapCost).
constexpr std::uint64_t kSoftLetters = names::LettersOf("gh");
constexpr std::int32_t kSoftCost = 60;  // of a vowel or a soft letter, at least
constexpr std::int32_t kLikeCost = 40;  // of a letter for another one that it is taken for
constexpr std::int32_t kDigitCost = kLeastLetterCost;  // the same where digits occur

// Which letters each letter is taken for; scanned, "rn" is one m, so that each half of it costs
// kSamePicture / 2.
using LikeTable = std::array<std::uint64_t, names::kLetterClasses>;
constexpr LikeTable MakeLikes() {
  LikeTable table{};
  for (const Confusable& pair : kConfusables) {
    table[LetterClass(pair.a)] |= LetterBit(pair.b);
    table[LetterClass(pair.b)] |= LetterBit(pair.a);
  }
  table[LetterClass('m')] |= LetterBit('r') | LetterBit('n');
  table[LetterClass('r')] |= LetterBit('m');
  return table;
}
constexpr LikeTable kLikes = MakeLikes();

// What the letters of one text cost at least that do not occur in the other, where `like` are those
// that letters of the other are taken for: each is left out or stands for another one.
std::int32_t LeastCostOfMissing(std::uint64_t missing, std::uint64_t like, std::int32_t like_cost) {
  const std::uint64_t soft = kVowelLetters | kSoftLetters;
  const std::uint64_t hard = missing & ~like & ~soft;
  return kEdit * std::popcount(hard) + kSoftCost * std::popcount(missing & ~like & soft) +
         like_cost * std::popcount(missing & like);
}

// At most the weighted edits between two texts of these letters.
std::int32_t LeastWeightedEdits(const LetterSet& a, const LetterSet& b) {
  const bool digits = ((a.letters | b.letters) & kDigitLetters) != 0;
  const bool scanned = ((a.letters ^ b.letters) & LetterBit('m')) != 0;
  const std::int32_t like_cost = digits || scanned ? kDigitCost : kLikeCost;
  return std::max(LeastCostOfMissing(a.letters & ~b.letters, b.like, like_cost),
                  LeastCostOfMissing(b.letters & ~a.letters, a.like, like_cost));
}

// The edits between two words that may be spellings of one; kOtherWord where they are not.
std::int32_t SpellingUnits(const TokenForms& a, const LetterPositions& positions,
                           const TokenForms& b) {
  if (!MayBeSpelling({a.text.size(), a.written.letters}, {b.text.size(), b.written.letters}))
    return kOtherWord;
  const std::int32_t units = positions.UnitEdits(b.text);
  const std::size_t longest = std::max(a.text.size(), b.text.size());
  return units > SpellingUnitsMax(longest) ? kOtherWord : units;
}

// Words of which one went through another script.
void CompareByEar(const LetterCosts& costs, const TokenForms& a, TokenForms& b,
                  TokenAgreement& best) {
  b.Sound();
  const std::size_t heard = std::max(a.respelt.size(), b.respelt.size());
  if (std::min(a.respelt.size(), b.respelt.size()) < 3) return;
  const std::int32_t limit = EditLimit(heard);
  const std::int32_t edits = WeightedEditsOf(costs, a.respelt, b.respelt, limit);
  if (edits <= limit) Take(best, DifferenceOf(edits, heard) / 2 + 300, Agreement::kEdits);
}

void CompareSpelling(const TokenForms& a, const LetterPositions& positions, TokenForms& b,
                     TokenAgreement& best) {
  const LetterCosts* const heard_costs = HeardCosts(a.script, b.script);
  if (heard_costs != nullptr && !a.joined) CompareByEar(*heard_costs, a, b, best);
  const std::int32_t units = SpellingUnits(a, positions, b);
  if (units == kOtherWord) return;
  const std::size_t longest = std::max(a.text.size(), b.text.size());
  const std::int32_t limit = EditLimit(longest);
  if (units <= UnitLimit(longest) && LeastWeightedEdits(a.written, b.written) <= limit) {
    const std::int32_t edits = WeightedEdits(a.text, b.text, limit);
    if (edits <= limit) Take(best, DifferenceOf(edits, longest), Agreement::kEdits);
  }
  b.Sound();
  if (a.respelt == b.respelt) Take(best, longest <= 3 ? 1'000 : 700, Agreement::kSound);
  const std::size_t heard = std::max(a.respelt.size(), b.respelt.size());
  if (heard < 4 || best.difference <= 1'500) return;
  if (LeastWeightedEdits(a.heard, b.heard) > limit) return;
  const std::int32_t by_ear = WeightedEdits(a.respelt, b.respelt, limit);
  if (by_ear <= limit) Take(best, DifferenceOf(by_ear, heard) + 500, Agreement::kEdits);
}

// True where the consonants alone may agree: a script is in play that hides vowels, or one side of
// a Latin pair has none of them.
template <typename Word>
bool MayHideVowels(const Word& a, const Word& b) {
  if (a.writing != Writing::kAlphabet || b.writing != Writing::kAlphabet) return true;
  return a.bare || b.bare;
}

// The cheap half of CompareConsonants. Where it allows one weighed edit, two letters may differ:
// those that are taken for each other cost half of one, a digit for its letter less.
bool MayAgreeInConsonants(const WordShape& a, const WordShape& b) {
  constexpr std::int32_t kWithinOne = 2;
  constexpr std::uint64_t kDigits = ~std::uint64_t{0} << 26;
  if (((a.bones | b.bones) & kDigits) != 0) return true;
  const Letters bones_a = {a.bones_size, a.bones};
  const Letters bones_b = {b.bones_size, b.bones};
  if (a.writing == Writing::kSyllables || b.writing == Writing::kSyllables) {
    const Letters coarse_a = {a.coarse_size, a.coarse};
    const Letters coarse_b = {b.coarse_size, b.coarse};
    const std::size_t shorter = std::min(coarse_a.size, coarse_b.size);
    return shorter >= 2 && MayBeWithin(coarse_a, coarse_b, shorter >= 5 ? kWithinOne : 0);
  }
  const std::size_t shorter = std::min(bones_a.size, bones_b.size);
  return shorter >= 2 && MayBeWithin(bones_a, bones_b, shorter >= 4 ? kWithinOne : 0);
}

}  // namespace

std::string_view AgreementName(Agreement agreement) {
  switch (agreement) {
    case Agreement::kEqual:
      return "equal";
    case Agreement::kSpelling:
      return "spellings of one name";
    case Agreement::kNickname:
      return "forms of one name";
    case Agreement::kSound:
      return "sound alike";
    case Agreement::kEdits:
      return "letters differ";
    case Agreement::kVowels:
      return "vowels left out";
    case Agreement::kConsonants:
      return "consonants agree";
    case Agreement::kNative:
      return "signs differ";
    case Agreement::kInitial:
      return "initial";
    case Agreement::kJoined:
      return "written as one word";
    case Agreement::kAcronym:
      return "acronym";
    case Agreement::kCutOff:
      return "cut off";
  }
  return "";
}

void TokenForms::Set(const WordSketch& sketch, const names::WordTexts& texts) {
  const WordShape& shape = sketch.shape;
  LYNCEUS_CHECK(sketch.prepared);
  text = texts.text.substr(0, kLettersMax);
  native = texts.native;
  written = sketch.written;
  groups = shape.groups;
  script = names::ScriptOfNative(native);
  writing = shape.writing;
  joined = false;
  signs = shape.signs;
  bare = shape.bare;
  sounded = false;
  boned = false;
}

void TokenForms::SetJoined(std::string_view words, Writing words_writing) {
  text = words.substr(0, kLettersMax);
  native = {};
  written = LetterSet(names::LettersOf(text));
  groups = {};
  script = names::Script::kLatin;
  writing = words_writing;
  joined = true;
  signs = false;
  bare = names::HasNoVowels(text);
  sounded = false;
  boned = false;
}

void TokenForms::Sound() {
  if (sounded) return;
  sounded = true;
  names::RespellFromScript(text, native, respelt);
  heard = LetterSet(names::LettersOf(respelt));
}

void TokenForms::SoundConsonants() {
  if (boned) return;
  Sound();
  boned = true;
  names::ConsonantSkeleton(respelt, bones);
  names::CoarseSkeleton(respelt, coarse);
}

void LetterPositions::Set(std::string_view text) {
  masks_.fill(0);
  size_ = std::min(text.size(), kLettersMax);
  for (std::size_t at = 0; at < size_; ++at)
    masks_[LetterClass(text[at])] |= std::uint64_t{1} << at;
}

std::int32_t LetterPositions::UnitEdits(std::string_view other) const {
  if (size_ == 0) return static_cast<std::int32_t>(std::min(other.size(), kLettersMax));
  std::uint64_t rises = ~std::uint64_t{0};
  std::uint64_t falls = 0;
  auto edits = static_cast<std::int32_t>(size_);
  const std::uint64_t last = std::uint64_t{1} << (size_ - 1);
  for (const char c : other.substr(0, kLettersMax)) {
    const std::uint64_t equal = masks_[LetterClass(c)];
    const std::uint64_t diagonal = (((equal & rises) + rises) ^ rises) | equal | falls;
    std::uint64_t up = falls | ~(diagonal | rises);
    const std::uint64_t down = diagonal & rises;
    edits += (up & last) != 0 ? 1 : 0;
    edits -= (down & last) != 0 ? 1 : 0;
    up = up << 1 | 1;
    rises = (down << 1) | ~(diagonal | up);
    falls = up & diagonal;
  }
  return edits;
}

TokenAgreement CompareTokens(const TokenForms& a, const LetterPositions& positions, TokenForms& b) {
  if (a.signs && b.signs) return CompareSigns(a, b);
  if (a.text == b.text) return {0, Agreement::kEqual};
  TokenAgreement best;
  if (ShareGroup(a, b, true)) return {300, Agreement::kSpelling};
  if (ShareGroup(a, b, false)) Take(best, 1'500, Agreement::kNickname);
  CompareSpelling(a, positions, b, best);
  if (best.difference > 1'000 && MayHideVowels(a, b)) {
    b.SoundConsonants();
    CompareConsonants(a, positions, b, best);
  }
  if (best.difference > kFurthest) return {};
  return best;
}

LetterSet::LetterSet(std::uint64_t of) : letters(of) {
  for (std::uint64_t rest = of; rest != 0; rest &= rest - 1) {
    like |= kLikes[static_cast<std::size_t>(std::countr_zero(rest))];
  }
}

void WordSketch::Prepare() {
  if (prepared) return;
  prepared = true;
  written = LetterSet(shape.letters);
  heard = LetterSet(shape.heard);
}

bool MayAgree(const WordSketch& a, const WordSketch& b) {
  if (a.shape.signs && b.shape.signs) return true;
  const Letters letters_a = {a.shape.compared(), a.shape.letters};
  const Letters letters_b = {b.shape.compared(), b.shape.letters};
  if (MayBeWithin(letters_a, letters_b, 0)) return true;
  if (MayBeSpelling(letters_a, letters_b)) {
    const std::int32_t limit = EditLimit(std::max(letters_a.size, letters_b.size));
    if (LeastWeightedEdits(a.written, b.written) <= limit) return true;
    if (LeastWeightedEdits(a.heard, b.heard) <= limit) return true;
  }
  if (ShareGroup(a.shape.groups, b.shape.groups)) return true;
  if (a.shape.romanised || b.shape.romanised) return true;  // by ear, other letters may agree
  return MayHideVowels(a.shape, b.shape) && MayAgreeInConsonants(a.shape, b.shape);
}

std::int32_t WeightedEdits(std::string_view a, std::string_view b, std::int32_t limit) {
  return WeightedEditsOf(WrittenCosts(), a, b, limit);
}

}  // namespace lynceus::matching
