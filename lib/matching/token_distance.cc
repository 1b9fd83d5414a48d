#include "lib/matching/token_distance.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

#include "lib/names/sound_keys.h"

namespace lynceus::matching {
namespace {

constexpr std::size_t kLettersMax = 48;  // longer words are compared by their first letters
constexpr std::int32_t kEdit = 100;
constexpr std::int32_t kSwap = 80;         // two neighbours swapped
constexpr std::int32_t kSamePicture = 40;  // "rn" scanned as "m"
constexpr std::int32_t kFurthest = 6'500;  // a larger difference means another word

constexpr bool IsVowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

// Letters that are taken for each other: by sound, by look (OCR), or as digits for letters.
struct Confusable {
  char a;
  char b;
  std::int32_t cost;
};
constexpr std::array kConfusables = {
    Confusable{'c', 'k', 50}, Confusable{'k', 'q', 40}, Confusable{'c', 'q', 50},
    Confusable{'s', 'z', 40}, Confusable{'c', 's', 70}, Confusable{'v', 'w', 40},
    Confusable{'f', 'v', 60}, Confusable{'b', 'p', 70}, Confusable{'d', 't', 70},
    Confusable{'g', 'k', 70}, Confusable{'g', 'j', 60}, Confusable{'j', 'y', 50},
    Confusable{'i', 'j', 60}, Confusable{'x', 's', 50}, Confusable{'l', 'r', 80},
    Confusable{'m', 'n', 80}, Confusable{'i', 'l', 70}, Confusable{'u', 'v', 80},
    Confusable{'u', 'w', 60}, Confusable{'z', 'j', 60}, Confusable{'h', 'j', 80},
    Confusable{'x', 'h', 70}, Confusable{'0', 'o', 20}, Confusable{'1', 'i', 20},
    Confusable{'1', 'l', 20}, Confusable{'2', 'z', 40}, Confusable{'3', 'e', 30},
    Confusable{'4', 'a', 30}, Confusable{'5', 's', 20}, Confusable{'6', 'g', 40},
    Confusable{'7', 't', 40}, Confusable{'8', 'b', 20}, Confusable{'9', 'g', 40},
    Confusable{'6', 'b', 40},
};

constexpr std::size_t IndexOf(char c) {
  if (c >= 'a' && c <= 'z') return static_cast<std::size_t>(c - 'a');
  if (c >= '0' && c <= '9') return static_cast<std::size_t>(c - '0') + 26;
  return 36;
}

using CostTable = std::array<std::array<std::int32_t, 37>, 37>;
constexpr CostTable MakeCosts() {
  CostTable table{};
  for (auto& row : table) row.fill(kEdit);
  constexpr std::string_view kVowels = "aeiouy";
  for (const char a : kVowels) {
    for (const char b : kVowels) table[IndexOf(a)][IndexOf(b)] = 60;
  }
  for (const Confusable& pair : kConfusables) {
    table[IndexOf(pair.a)][IndexOf(pair.b)] = pair.cost;
    table[IndexOf(pair.b)][IndexOf(pair.a)] = pair.cost;
  }
  for (std::size_t letter = 0; letter < table.size(); ++letter) table[letter][letter] = 0;
  return table;
}
constexpr CostTable kCosts = MakeCosts();

// What it costs that the letter at `at` has no counterpart: doubled letters, h and vowels cost
// less.
std::int32_t GapCost(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (at > 0 && text[at - 1] == c) return 40;
  if (c == 'g' && at > 0 && text[at - 1] == 'n') return 60;  // -n and -ng
  if (c == 'h' && at > 0) return 60;
  return IsVowel(c) && at > 0 ? 85 : kEdit;
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

TokenForms::Origin OriginOf(const names::Token& token) {
  if (token.native.empty()) return TokenForms::Origin::kAlphabet;
  const auto lead = static_cast<std::uint8_t>(token.native[0]);
  if (lead >= 0xE0) return TokenForms::Origin::kSyllables;
  if (lead >= 0xD6) return TokenForms::Origin::kAbjad;  // Hebrew, Arabic
  return TokenForms::Origin::kAlphabet;
}

// CJK text is compared sign by sign; below U+2E80 the romanised forms serve.
bool IsCjk(const TokenForms& forms) {
  return forms.token != nullptr && !forms.token->native.empty() &&
         static_cast<std::uint8_t>(forms.token->native[0]) >= 0xE3;
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
  if (a.token->native == b.token->native) return {0, Agreement::kEqual};
  std::size_t longest = 0;
  const std::int32_t edits = SignEdits(a.token->native, b.token->native, longest);
  const std::int32_t difference = edits * 12'000 / static_cast<std::int32_t>(longest);
  return {difference > kFurthest ? kApart : difference, Agreement::kNative};
}

void Take(TokenAgreement& best, std::int32_t difference, Agreement agreement) {
  if (difference < best.difference) best = {difference, agreement};
}

bool ShareGroup(const TokenForms& a, const TokenForms& b, bool spelling) {
  if (a.token == nullptr || b.token == nullptr) return false;
  for (const std::uint16_t group : a.token->groups) {
    if (group == 0 || ((group & 0x8000) != 0) != spelling) continue;
    for (const std::uint16_t other : b.token->groups) {
      if (other == group) return true;
    }
  }
  return false;
}

// The words' consonants, where one side's vowels are missing or not to be trusted.
void CompareConsonants(const TokenForms& a, const LetterPositions& positions, const TokenForms& b,
                       TokenAgreement& best) {
  using Origin = TokenForms::Origin;
  const bool syllables = a.origin == Origin::kSyllables || b.origin == Origin::kSyllables;
  const bool abjad = a.origin == Origin::kAbjad || b.origin == Origin::kAbjad;
  if (syllables) {
    // Three places of articulation in common are little: a syllable of two must agree in its
    // letters.
    const std::size_t shorter = std::min(a.coarse.size(), b.coarse.size());
    const auto longest = static_cast<std::int32_t>(std::max(a.text.size(), b.text.size()));
    const bool joined = a.token == nullptr;
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

// The edits between two words that may be spellings of one; kOtherWord where they are not.
std::int32_t SpellingUnits(const TokenForms& a, const LetterPositions& positions,
                           const TokenForms& b) {
  const std::size_t longest = std::max(a.text.size(), b.text.size());
  const std::size_t gap = longest - std::min(a.text.size(), b.text.size());
  // By ear one more letter may differ: tsch is one sound.
  const std::int32_t units_max = UnitLimit(longest) + (longest >= 5 ? 1 : 0);
  if (longest < 2 || static_cast<std::int32_t>(gap) > units_max) return kOtherWord;
  // An edit takes away at most one of the letters that occur, and adds at most one.
  if (std::popcount(a.letters & ~b.letters) > units_max ||
      std::popcount(b.letters & ~a.letters) > units_max) {
    return kOtherWord;
  }
  const std::int32_t units = positions.UnitEdits(b.text);
  return units > units_max ? kOtherWord : units;
}

void CompareSpelling(const TokenForms& a, const LetterPositions& positions, TokenForms& b,
                     TokenAgreement& best) {
  const std::int32_t units = SpellingUnits(a, positions, b);
  if (units == kOtherWord) return;
  const std::size_t longest = std::max(a.text.size(), b.text.size());
  const std::int32_t limit = EditLimit(longest);
  if (units <= UnitLimit(longest)) {
    const std::int32_t edits = WeightedEdits(a.text, b.text, limit);
    if (edits <= limit) Take(best, DifferenceOf(edits, longest), Agreement::kEdits);
  }
  b.Sound();
  if (a.respelt == b.respelt) Take(best, longest <= 3 ? 1'000 : 700, Agreement::kSound);
  const std::size_t heard = std::max(a.respelt.size(), b.respelt.size());
  if (heard < 4 || best.difference <= 1'500) return;
  const std::int32_t by_ear = WeightedEdits(a.respelt, b.respelt, limit);
  if (by_ear <= limit) Take(best, DifferenceOf(by_ear, heard) + 500, Agreement::kEdits);
}

// True where the consonants alone may agree: a script is in play that hides vowels, or one side of
// a Latin pair has none of them.
bool MayHideVowels(const TokenForms& a, const TokenForms& b) {
  using Origin = TokenForms::Origin;
  if (a.origin != Origin::kAlphabet || b.origin != Origin::kAlphabet) return true;
  return a.bare || b.bare;
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

void TokenForms::Set(const names::Token& from) {
  token = &from;
  origin = OriginOf(from);
  text = std::string_view(from.text).substr(0, kLettersMax);
  NoteLetters();
}

void TokenForms::SetText(std::string_view joined, Origin joined_origin) {
  token = nullptr;
  origin = joined_origin;
  text = joined.substr(0, kLettersMax);
  NoteLetters();
}

void TokenForms::NoteLetters() {
  sounded = false;
  boned = false;
  letters = 0;
  for (const char c : text) letters |= std::uint64_t{1} << IndexOf(c);
  bare = names::HasNoVowels(text);
}

void TokenForms::Sound() {
  if (sounded) return;
  sounded = true;
  names::RespellByEar(text, respelt);
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
  for (std::size_t at = 0; at < size_; ++at) masks_[IndexOf(text[at])] |= std::uint64_t{1} << at;
}

std::int32_t LetterPositions::UnitEdits(std::string_view other) const {
  if (size_ == 0) return static_cast<std::int32_t>(std::min(other.size(), kLettersMax));
  std::uint64_t rises = ~std::uint64_t{0};
  std::uint64_t falls = 0;
  auto edits = static_cast<std::int32_t>(size_);
  const std::uint64_t last = std::uint64_t{1} << (size_ - 1);
  for (const char c : other.substr(0, kLettersMax)) {
    const std::uint64_t equal = masks_[IndexOf(c)];
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
  if (IsCjk(a) && IsCjk(b)) return CompareSigns(a, b);
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

std::int32_t WeightedEdits(std::string_view a, std::string_view b, std::int32_t limit) {
  a = a.substr(0, kLettersMax);
  b = b.substr(0, kLettersMax);
  // Three rows of the usual table: swapped neighbours look two rows back.
  std::array<std::array<std::int32_t, kLettersMax + 1>, 3> rows;
  std::array<std::int32_t, kLettersMax> gaps;
  rows[0][0] = 0;
  for (std::size_t j = 0; j < b.size(); ++j) {
    gaps[j] = GapCost(b, j);
    rows[0][j + 1] = rows[0][j] + gaps[j];
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto& above = rows[i % 3];
    const auto& before = rows[(i + 2) % 3];
    auto& row = rows[(i + 1) % 3];
    const auto& costs = kCosts[IndexOf(a[i])];
    const std::int32_t gap = GapCost(a, i);
    row[0] = above[0] + gap;
    std::int32_t least = row[0];
    for (std::size_t j = 0; j < b.size(); ++j) {
      std::int32_t cost = std::min(above[j] + costs[IndexOf(b[j])], above[j + 1] + gap);
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

}  // namespace lynceus::matching
