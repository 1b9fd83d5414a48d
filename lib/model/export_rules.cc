#include "lib/model/export_rules.h"

#include <algorithm>
#include <cctype>
#include <cstddef>

namespace lynceus {
namespace {

// In lower case, runs of white space as one blank.
std::string Plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isspace(byte) == 0) {
      out += static_cast<char>(std::tolower(byte));
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

bool HoldsOne(const std::string& plain, const std::vector<std::string>& phrases) {
  return std::ranges::any_of(phrases, [&](const std::string& phrase) {
    return plain.find(Plain(phrase)) != std::string::npos;
  });
}

// The place of a kind among them, 0 the strictest; their number where it is none.
std::size_t RankOf(const ExportRules& rules, const std::string& review) {
  std::size_t rank = 0;
  while (rank < rules.reviews.size() && rules.reviews[rank].key != review) ++rank;
  return rank;
}

bool NoLess(const ExportRules& rules, const ExportEntry& one, const ExportEntry& other) {
  if (one.requirement != other.requirement && one.scope != kAllItems) return false;
  if (one.policy == other.policy && !one.policy.empty()) return true;
  const std::size_t rank = RankOf(rules, one.review);
  const std::size_t others = RankOf(rules, other.review);
  if (rank == 0) return !rules.reviews.empty();
  return rank < rules.reviews.size() && others < rules.reviews.size() && rank <= others;
}

}  // namespace

std::vector<std::string> FootnotesOf(const ExportRules& rules, std::string_view requirement) {
  const std::string plain = Plain(requirement);
  std::vector<std::string> numbers;
  for (const ExportFootnote& footnote : rules.footnotes) {
    if (HoldsOne(plain, footnote.phrases)) numbers.push_back(footnote.number);
  }
  return numbers;
}

std::string ReviewOf(const ExportRules& rules, std::string_view policy) {
  const std::string plain = Plain(policy);
  const std::string* found = nullptr;
  for (const LicenceReview& review : rules.reviews) {
    if (!HoldsOne(plain, review.phrases)) continue;
    if (found != nullptr) return kUnorderedReview;
    found = &review.key;
  }
  return found == nullptr ? kUnorderedReview : *found;
}

std::string ScopeOf(const ExportRules& rules, std::string_view requirement) {
  if (requirement.empty()) return "";
  const std::string plain = Plain(requirement);
  return HoldsOne(plain, rules.all_items) && !HoldsOne(plain, rules.limits) ? kAllItems
                                                                            : kSomeItems;
}

std::string StrictestOf(const ExportRules& rules, const std::vector<ExportEntry>& entries) {
  for (const ExportEntry& one : entries) {
    const bool strictest = RankOf(rules, one.review) < rules.reviews.size() &&
                           std::ranges::all_of(entries, [&](const ExportEntry& other) {
                             return NoLess(rules, one, other);
                           });
    if (strictest) return one.review;
  }
  return kUnorderedReview;
}

}  // namespace lynceus
