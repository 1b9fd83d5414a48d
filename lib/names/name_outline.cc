// One byte says how many words there are, then their first letters, then 32 bits a word: the
// number, two bits of kind, six of weight.
#include "lib/names/name_outline.h"

#include <algorithm>

#include "lib/base/block.h"

namespace lynceus::names {
namespace {

constexpr std::uint32_t kNumberMax = 0xFF'FFFF;
constexpr std::size_t kPlainLettersMin = 4;  // shorter ones may be initials of others
// Weights are told in steps, rounded down; the last one stands for more as well.
constexpr std::int32_t kWeightStep = 160;
constexpr std::int32_t kWeightsMax = 63;
constexpr std::uint32_t kOther = 0;
constexpr std::uint32_t kWord = 1;
constexpr std::uint32_t kCommon = 2;

// A patronymic weighs at least as much as the least of words.
std::uint32_t KindOf(const Token& token) {
  if (token.text.size() < kPlainLettersMin) return kOther;
  if (token.kind == TokenKind::kCommon) return kCommon;
  const bool word = token.kind == TokenKind::kWord || token.kind == TokenKind::kPatronymic;
  return word ? kWord : kOther;
}

std::uint32_t WeightOf(const Token& token) {
  if (token.kind == TokenKind::kPatronymic) return 0;
  return static_cast<std::uint32_t>(std::clamp(token.weight / kWeightStep, 0, kWeightsMax));
}

}  // namespace

void AppendOutline(const AnalyzedName& name, const std::vector<std::uint32_t>& numbers,
                   std::string& out) {
  const std::size_t end = out.size() + kOutlineBytes;
  const bool fits = numbers.size() <= kOutlineWordsMax &&
                    std::all_of(numbers.begin(), numbers.end(),
                                [](std::uint32_t number) { return number <= kNumberMax; });
  if (fits) {
    out.push_back(static_cast<char>(numbers.size()));
    for (std::size_t at = 0; at < kOutlineWordsMax; ++at) {
      out.push_back(at < numbers.size() ? name.tokens[at].text[0] : '\0');
    }
    for (std::size_t at = 0; at < numbers.size(); ++at) {
      const Token& token = name.tokens[at];
      AppendU32(out, numbers[at] << 8 | KindOf(token) << 6 | WeightOf(token));
    }
  }
  out.resize(end, '\0');
}

OutlineWord NameOutline::word(std::size_t at) const {
  const std::uint32_t bits = LoadU32(bytes_ + 1 + kOutlineWordsMax + 4 * at);
  const std::uint32_t kind = bits >> 6 & 3;
  return {.number = bits >> 8,
          .plain = kind == kWord || kind == kCommon,
          .kind = kind == kCommon ? TokenKind::kCommon : TokenKind::kWord,
          .first_letter = std::to_integer<char>(bytes_[1 + at]),
          .weight_min = static_cast<std::int32_t>(bits & 63) * kWeightStep};
}

}  // namespace lynceus::names
