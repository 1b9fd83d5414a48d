#include "lib/screening/text_patterns.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/names/fold_text.h"
#include "lib/rules/pattern_options.h"
#include "lib/screening/number_checks.h"

namespace lynceus::screening {
namespace {

using re2::StringPiece;

absl::Status BadPattern(const std::string& key, const std::string& error) {
  return InvalidError({.subject = "patterns",
                       .place = key,
                       .cause = absl::StrCat("RE2 does not read it: ", error),
                       .remedy = "mend it in rules/patterns"});
}

absl::StatusOr<std::unique_ptr<RE2>> CompileOne(const std::string& key, const std::string& regex) {
  auto compiled = std::make_unique<RE2>(regex, rules::PatternOptions());
  if (!compiled->ok()) return BadPattern(key, compiled->error());
  return compiled;
}

// Bytes [begin, end) of the text.
using Span = std::pair<std::size_t, std::size_t>;

// The first place from `at` on that is not inside a character or a word.
std::size_t NextWord(std::string_view text, std::size_t at) {
  while (at < text.size() &&
         ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80 || names::IsInsideWord(text, at))) {
    ++at;
  }
  return at;
}

// Calls `visit` with each hit that is no part of a word, and the number in it.
template <typename Visit>
void ForEachHit(const RE2& regex, const std::string_view text, const Visit& visit) {
  const StringPiece piece(text.data(), text.size());
  std::array<StringPiece, 2> groups;
  const int count = 1 + std::min(1, regex.NumberOfCapturingGroups());
  for (std::size_t from = 0; from < text.size();) {
    if (!regex.Match(piece, from, text.size(), RE2::UNANCHORED, groups.data(), count)) return;
    const auto begin = static_cast<std::size_t>(groups[0].data() - piece.data());
    const std::size_t end = begin + groups[0].size();
    const bool whole = !names::IsInsideWord(text, begin) && !names::IsInsideWord(text, end);
    const StringPiece& number = groups[1].data() == nullptr ? groups[0] : groups[1];
    if (whole) visit(Span{begin, end}, std::string(number.data(), number.size()));
    from = whole ? std::max(begin + 1, end) : NextWord(text, begin + 1);
  }
}

}  // namespace

absl::StatusOr<std::unique_ptr<const TextPatterns>> TextPatterns::Compile(
    const std::vector<TextPattern>& patterns) {
  auto compiled = std::make_unique<TextPatterns>();
  compiled->set_ = std::make_unique<RE2::Set>(rules::PatternOptions(), RE2::UNANCHORED);
  for (const TextPattern& pattern : patterns) {
    One one{.check = pattern.check};
    LYNCEUS_ASSIGN_OR_RETURN(one.regex, CompileOne(pattern.key, pattern.regex));
    if (!pattern.unless.empty()) {
      LYNCEUS_ASSIGN_OR_RETURN(one.unless, CompileOne(pattern.key, pattern.unless));
    }
    std::string error;
    if (compiled->set_->Add(pattern.regex, &error) < 0) return BadPattern(pattern.key, error);
    compiled->patterns_.push_back(std::move(one));
  }
  if (!compiled->set_->Compile()) {
    return LimitError({.subject = "patterns",
                       .cause = "all patterns together are too large",
                       .limit = absl::StrCat(rules::kPatternBytesMax, " bytes"),
                       .remedy = "make them simpler"});
  }
  return compiled;
}

std::vector<TextFinding> TextPatterns::Find(std::string_view text) const {
  const std::string folded = names::FoldText(text);
  std::vector<int> maybe;
  RE2::Set::ErrorInfo error{};
  const bool any = set_->Match(folded, &maybe, &error);
  if (!any && error.kind != RE2::Set::kNoError) {
    // The set ran out of memory for this text: each pattern is asked by itself.
    maybe.resize(patterns_.size());
    std::iota(maybe.begin(), maybe.end(), 0);
  }
  std::sort(maybe.begin(), maybe.end());
  std::vector<TextFinding> findings;
  for (const int pattern : maybe) FindOne(static_cast<std::size_t>(pattern), folded, findings);
  return findings;
}

void TextPatterns::FindOne(std::size_t pattern, std::string_view text,
                           std::vector<TextFinding>& out) const {
  const One& one = patterns_[pattern];
  const StringPiece piece(text.data(), text.size());
  std::vector<Span> denied;
  if (one.unless != nullptr) {
    for (std::size_t from = 0; from <= text.size();) {
      StringPiece hit;
      if (!one.unless->Match(piece, from, text.size(), RE2::UNANCHORED, &hit, 1)) break;
      const auto begin = static_cast<std::size_t>(hit.data() - piece.data());
      denied.emplace_back(begin, begin + hit.size());
      from = std::max(from + 1, begin + hit.size());
    }
  }
  ForEachHit(*one.regex, text, [&](const Span& span, std::string value) {
    const bool no = std::ranges::any_of(denied, [&](const Span& deny) {
      return deny.first < span.second && span.first < deny.second;
    });
    if (no || !HoldsCheck(one.check, value)) return;
    TextFinding finding{pattern, std::move(value)};
    if (std::ranges::find(out, finding) == out.end()) out.push_back(std::move(finding));
  });
}

}  // namespace lynceus::screening
