// The bound of a Jaro-Winkler similarity: no more letters can be common than both texts hold of
// each, and no order of them counts more than the same one. Jaro's formula grows with the common
// letters and falls with those out of order, so it bounds the similarity from above; the common
// first letters are known.
#include "lib/matching/ofac_table.h"

#include <algorithm>
#include <limits>

#include "lib/matching/ofac_search.h"
#include "lib/model/score_node.h"

namespace lynceus::matching {
namespace {

constexpr std::size_t kPrefixMax = 4;
constexpr std::int32_t kPrefixTenths = 1;
// Counts of letters are bytes: a longer text is not bounded.
constexpr std::size_t kBoundedBytesMax = std::numeric_limits<std::uint8_t>::max();

LetterCounts CountLetters(std::string_view text) {
  LetterCounts counts{};
  for (const char c : text.substr(0, kBoundedBytesMax)) {
    const bool digit = c >= '0' && c <= '9';
    const bool letter = c >= 'A' && c <= 'Z';
    const int at = letter ? c - 'A' : digit ? 26 + (c - '0') : 36;
    ++counts[static_cast<std::size_t>(at)];
  }
  return counts;
}

std::int64_t CommonAtMost(const LetterCounts& a, const LetterCounts& b) {
  std::int64_t common = 0;
  for (std::size_t i = 0; i < a.size(); ++i) common += std::min(a[i], b[i]);
  return common;
}

struct Counted {
  std::string_view text;
  const LetterCounts& counts;
};

// At least the Jaro-Winkler similarity of the two. REQUIRES: neither is empty.
std::int32_t BoundOf(const Counted& a, const Counted& b) {
  if (std::max(a.text.size(), b.text.size()) > kBoundedBytesMax) return kScoreMax;
  const auto la = static_cast<std::int64_t>(a.text.size());
  const auto lb = static_cast<std::int64_t>(b.text.size());
  const std::int64_t common = CommonAtMost(a.counts, b.counts);
  if (common == 0) return 0;
  const auto jaro =
      static_cast<std::int32_t>(kScoreMax * (common * (la + lb) + la * lb) / (3 * la * lb));
  const std::size_t prefix_max = std::min({kPrefixMax, a.text.size(), b.text.size()});
  std::int32_t prefix = 0;
  while (static_cast<std::size_t>(prefix) < prefix_max &&
         a.text[static_cast<std::size_t>(prefix)] == b.text[static_cast<std::size_t>(prefix)]) {
    ++prefix;
  }
  return jaro + prefix * kPrefixTenths * (kScoreMax - jaro) / 10;
}

}  // namespace

// One asked name against the table.
class OfacTable::Query {
 public:
  Query(const OfacTable& table, std::string_view asked)
      : table_(table), text_(OfacTextOf(asked)), counts_(CountLetters(text_.joined)) {
    for (const std::string_view part : CountedParts(text_)) ScoreParts(part);
  }

  bool empty() const { return text_.parts.empty(); }

  // The score of the table's name number `at`, or 0 where it is below `score_min`.
  std::int32_t Score(std::size_t at, std::int32_t score_min) const {
    const Row& row = table_.names_[at];
    const std::uint32_t end = at + 1 < table_.names_.size()
                                  ? table_.names_[at + 1].parts_begin
                                  : static_cast<std::uint32_t>(table_.row_parts_.size());
    std::int32_t score = ByParts(row.parts_begin, end);
    const std::string_view text = table_.TextOf(row);
    const std::int32_t needed = std::max(score_min, score + 1);
    if (BoundOf({text_.joined, counts_}, {text, row.counts}) >= needed) {
      score = std::max(score, JaroWinkler(text_.joined, text));
    }
    return score >= score_min ? score : 0;
  }

 private:
  void ScoreParts(std::string_view asked) {
    const std::string sound = Soundex(asked);
    const LetterCounts counts = CountLetters(asked);
    std::vector<std::int16_t>& scores = part_scores_.emplace_back(table_.parts_.size());
    for (std::size_t i = 0; i < table_.parts_.size(); ++i) {
      const Part& part = table_.parts_[i];
      const bool same = part.sound == sound;
      if (!same && BoundOf({asked, counts}, {part.text, part.counts}) < kNearWithoutSoundex) {
        continue;
      }
      scores[i] = static_cast<std::int16_t>(OfacPartScore(asked, part.text, same));
    }
  }

  std::int32_t ByParts(std::uint32_t begin, std::uint32_t end) const {
    std::int32_t sum = 0;
    for (const std::vector<std::int16_t>& scores : part_scores_) {
      std::int16_t best = 0;
      for (std::uint32_t i = begin; i < end; ++i) {
        best = std::max(best, scores[table_.row_parts_[i]]);
      }
      sum += best;
    }
    return part_scores_.empty() ? 0 : sum / static_cast<std::int32_t>(part_scores_.size());
  }

  const OfacTable& table_;
  const OfacText text_;
  const LetterCounts counts_;
  std::vector<std::vector<std::int16_t>> part_scores_;  // of each asked part, by listed part
};

void OfacTable::Add(OfacName name, std::string_view text) {
  const OfacText listed = OfacTextOf(text);
  if (listed.parts.empty()) return;
  names_.push_back({.name = name,
                    .parts_begin = static_cast<std::uint32_t>(row_parts_.size()),
                    .text_begin = static_cast<std::uint32_t>(texts_.size()),
                    .text_bytes = static_cast<std::uint32_t>(listed.joined.size()),
                    .counts = CountLetters(listed.joined)});
  for (const std::string& part : listed.parts) row_parts_.push_back(PartNumber(part));
  texts_ += listed.joined;
}

std::uint32_t OfacTable::PartNumber(const std::string& part) {
  const auto number = static_cast<std::uint32_t>(parts_.size());
  const auto [at, fresh] = part_numbers_.try_emplace(part, number);
  if (fresh) {
    parts_.push_back({.text = part, .sound = Soundex(part), .counts = CountLetters(part)});
  }
  return at->second;
}

std::vector<OfacFound> OfacTable::Search(std::string_view asked, std::int32_t score_min) const {
  std::vector<OfacFound> found;
  const Query query(*this, asked);
  if (query.empty()) return found;
  for (std::size_t at = 0; at < names_.size(); ++at) {
    const std::int32_t score = query.Score(at, score_min);
    if (score > 0) found.push_back({names_[at].name, score});
  }
  return found;
}

}  // namespace lynceus::matching
