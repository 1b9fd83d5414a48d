// Comparisons of whole names, letter by letter, before any edit is weighed.
#include "lib/matching/same_name.h"

#include <algorithm>
#include <array>
#include <string>

#include "lib/names/anchors.h"
#include "lib/names/sound_keys.h"
#include "lib/names/word_shape.h"

namespace lynceus::matching {
namespace {

using names::AnalyzedName;
using names::Token;
using names::TokenKind;

constexpr std::size_t kSplitLettersMin = 5;

// Homophones in Han, kana and Hangul are told apart by their signs.
bool SameToken(const Token& a, const Token& b) {
  if (a.text != b.text) return false;
  return !names::IsWrittenInSigns(a) || b.native.empty() || a.native == b.native;
}

bool IsWord(const Token& token) {
  return token.kind == TokenKind::kWord || token.kind == TokenKind::kPatronymic;
}

bool IsBareWord(const Token& token) {
  return IsWord(token) && token.native.empty() && names::HasNoVowels(token.text);
}

std::string ConsonantsOf(std::string_view text) {
  std::string respelt;
  names::RespellByEar(text, respelt);
  std::string bones;
  names::ConsonantSkeleton(respelt, bones);
  return bones;
}

bool IsBareByEar(std::string_view text) {
  std::string respelt;
  names::RespellByEar(text, respelt);
  return names::HasNoVowels(respelt);
}

bool IsOneLetterMore(std::string_view longer, std::string_view shorter) {
  if (longer.size() != shorter.size() + 1) return false;
  std::size_t at = 0;
  while (at < shorter.size() && longer[at] == shorter[at]) ++at;
  return longer.substr(at + 1) == shorter.substr(at);
}

// The letters of a name's words, titles aside, one after the other.
class Letters {
 public:
  explicit Letters(const AnalyzedName& name) : tokens_(name.tokens) {}
  // The next letter; '\0' at the end.
  char Next() {
    while (token_ < tokens_.size() &&
           (tokens_[token_].kind == TokenKind::kHonorific || at_ == tokens_[token_].text.size())) {
      ++token_;
      at_ = 0;
    }
    return token_ < tokens_.size() ? tokens_[token_].text[at_++] : '\0';
  }

 private:
  const std::vector<Token>& tokens_;
  std::size_t token_ = 0;
  std::size_t at_ = 0;
};

}  // namespace

bool SameTokens(const AnalyzedName& a, const AnalyzedName& b) {
  const auto next = [](const std::vector<Token>& tokens, std::size_t& at) -> const Token* {
    while (at < tokens.size() && tokens[at].kind == TokenKind::kHonorific) ++at;
    return at < tokens.size() ? &tokens[at++] : nullptr;
  };
  std::size_t i = 0;
  std::size_t j = 0;
  while (true) {
    const Token* left = next(a.tokens, i);
    const Token* right = next(b.tokens, j);
    if (left == nullptr || right == nullptr) return left == right;
    if (!SameToken(*left, *right)) return false;
  }
}

bool SameLetters(const AnalyzedName& a, const AnalyzedName& b) {
  if (!a.native_joined.empty() && !b.native_joined.empty()) {
    return a.native_joined == b.native_joined;
  }
  if (a.joined == b.joined) return true;
  Letters left(a);
  Letters right(b);
  std::size_t count = 0;
  for (char letter = left.Next(); letter == right.Next(); letter = left.Next()) {
    if (letter == '\0') return count >= kSplitLettersMin;
    ++count;
  }
  return false;
}

bool SameLettersInAnyOrder(std::string_view a, std::string_view b) {
  if (a.size() != b.size() || a.size() < names::kAnagramLettersMin) return false;
  std::array<std::int32_t, 128> counts{};
  for (const char letter : a) counts[static_cast<std::size_t>(letter) & 127] += 1;
  for (const char letter : b) counts[static_cast<std::size_t>(letter) & 127] -= 1;
  return std::all_of(counts.begin(), counts.end(), [](std::int32_t count) { return count == 0; });
}

bool IsAcronymOf(const AnalyzedName& shorter, const AnalyzedName& longer) {
  if (shorter.tokens.size() != 1) return false;
  const std::string& letters = shorter.tokens[0].text;
  if (letters.size() < names::kAcronymLettersMin || letters.size() > names::kAcronymLettersMax)
    return false;
  std::size_t count = 0;
  for (const Token& word : longer.tokens) {
    if (word.kind != TokenKind::kWord && word.kind != TokenKind::kCommon) continue;
    if (count == letters.size() || word.text[0] != letters[count]) return false;
    ++count;
  }
  return count == letters.size();
}

bool IsWrittenBare(const AnalyzedName& name) {
  return std::any_of(name.tokens.begin(), name.tokens.end(), IsBareWord);
}

bool IsSameBare(const Token& asked, const Token& listed, BareWords& words) {
  constexpr std::size_t kLettersMax = 32;  // as many as anchors look at
  const bool rare =
      asked.weight >= names::kFrequentWeight && listed.weight >= names::kFrequentWeight;
  if (asked.text == listed.text && asked.kind == listed.kind) {
    if (IsWord(asked)) words.consonants += ConsonantsOf(asked.text).size();
    words.anchored = words.anchored || (rare && IsWord(asked));
    return true;
  }
  if (!IsBareWord(asked) || !IsWord(listed) || asked.text[0] != listed.text[0]) return false;
  if (listed.text.size() > kLettersMax || asked.text.size() >= listed.text.size()) return false;
  const std::string bones = ConsonantsOf(asked.text);
  const std::string others = ConsonantsOf(listed.text);
  words.consonants += std::min(bones.size(), others.size());
  if (bones == others) {
    // Only words that are bare by ear too are looked up by so few consonants.
    words.anchored = words.anchored || (rare && bones.size() >= 2 && IsBareByEar(asked.text));
    return !bones.empty();
  }
  ++words.differing;
  return IsOneLetterMore(bones, others) || IsOneLetterMore(others, bones);
}

bool IsCutOff(const AnalyzedName& asked_name, const AnalyzedName& listed_name) {
  const std::string& asked = asked_name.joined;
  const std::string& listed = listed_name.joined;
  if (asked.size() < names::kCutOffLettersMin || listed.size() <= asked.size()) return false;
  if (listed.compare(0, asked.size(), asked) != 0) return false;
  return std::any_of(asked_name.tokens.begin(), asked_name.tokens.end(), [](const Token& token) {
    return token.text.size() >= names::kCutOffStart && token.kind != TokenKind::kHonorific;
  });
}

}  // namespace lynceus::matching
