#include "lib/screening/group_words.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::screening {
namespace {

absl::Status BadWord(const std::string& group, const std::string& word, const std::string& cause) {
  return InvalidError({.subject = "groups",
                       .place = group,
                       .cause = absl::StrCat(word, ": ", cause),
                       .remedy = "mend or remove the name in rules/groups"});
}

template <typename Value>
bool Has(std::span<const Value> values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

}  // namespace

// A phrase that stands in a name at tokens [begin, end).
struct GroupWords::Hit {
  const Phrase* phrase;
  std::size_t begin;
  std::size_t end;
  bool Inside(const Hit& other) const {
    return other.begin <= begin && end <= other.end && other.end - other.begin > end - begin;
  }
};

absl::Status GroupWords::Add(const std::string& word, Kind kind, std::size_t group,
                             const std::string& key, const names::Analyzer& analyzer) {
  const auto name = analyzer.Analyze(word, Schema::kCompany);
  if (!name.ok()) return BadWord(key, word, DetailOf(name.status()).cause);
  Phrase phrase{.group = group, .kind = kind, .word = word};
  for (const names::Token& token : name->tokens) {
    if (token.weight > name->tokens[phrase.rarest].weight) phrase.rarest = phrase.tokens.size();
    phrase.tokens.push_back(token.text);
  }
  const bool frequent = phrase.tokens.size() == 1 &&
                        name->tokens.front().kind == names::TokenKind::kCommon &&
                        kind != Kind::kNotFamily;
  if (frequent) return BadWord(key, word, "every other company bears it");
  std::vector<std::size_t>& same = by_token_[phrase.tokens[phrase.rarest]];
  for (const std::size_t other : same) {
    const Phrase& there = phrases_[other];
    const bool names = kind != Kind::kNotFamily && there.kind != Kind::kNotFamily;
    if (names && there.tokens == phrase.tokens && there.group != group) {
      return BadWord(key, word, "another group has it too");
    }
  }
  same.push_back(phrases_.size());
  phrases_.push_back(std::move(phrase));
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<const GroupWords>> GroupWords::Compile(
    const std::vector<Group>& groups, const names::Analyzer& analyzer) {
  auto words = std::make_unique<GroupWords>();
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const Group& group = groups[i];
    words->countries_.push_back(group.countries);
    const std::pair<const std::vector<std::string>*, Kind> kinds[] = {
        {&group.family, Kind::kOwn},
        {&group.family_shared, Kind::kShared},
        {&group.family_local, Kind::kLocal},
        {&group.not_family, Kind::kNotFamily}};
    for (const auto& [texts, kind] : kinds) {
      for (const std::string& text : *texts) {
        LYNCEUS_RETURN_IF_ERROR(words->Add(text, kind, i, group.key, analyzer));
      }
    }
  }
  return words;
}

std::vector<GroupWords::Hit> GroupWords::HitsIn(const names::AnalyzedName& name) const {
  std::vector<Hit> hits;
  for (std::size_t at = 0; at < name.tokens.size(); ++at) {
    const auto found = by_token_.find(ToAbsl(name.tokens[at].text));
    if (found == by_token_.end()) continue;
    for (const std::size_t number : found->second) {
      const Phrase& phrase = phrases_[number];
      if (at < phrase.rarest) continue;
      const std::size_t begin = at - phrase.rarest;
      const std::size_t end = begin + phrase.tokens.size();
      if (end > name.tokens.size()) continue;
      const bool equal = std::equal(
          phrase.tokens.begin(), phrase.tokens.end(), &name.tokens[begin],
          [](const std::string& text, const names::Token& token) { return text == token.text; });
      if (equal) hits.push_back({&phrase, begin, end});
    }
  }
  return hits;
}

std::vector<FamilyFinding> GroupWords::Find(const names::AnalyzedName& name,
                                            std::span<const std::string> countries) const {
  const std::vector<Hit> hits = HitsIn(name);
  std::map<std::size_t, FamilyFinding> by_group;
  for (const Hit& hit : hits) {
    const Phrase& phrase = *hit.phrase;
    const bool covered = std::ranges::any_of(hits, [&](const Hit& other) {
      const bool denied =
          other.phrase->kind == Kind::kNotFamily && other.phrase->group == phrase.group;
      return denied || (other.phrase->group != phrase.group && hit.Inside(other));
    });
    if (phrase.kind == Kind::kNotFamily || covered) continue;
    const bool agrees = std::ranges::any_of(countries, [&](const std::string& country) {
      return Has(std::span<const std::string>(countries_[phrase.group]), LowerAscii(country));
    });
    if (phrase.kind == Kind::kLocal && !agrees) continue;
    const char* const sure = phrase.kind == Kind::kOwn && agrees ? kProbable : kPossible;
    FamilyFinding& finding = by_group[phrase.group];
    // The surer word counts; of equals the first in the name.
    if (!finding.word.empty() && (finding.sure == kProbable || sure == std::string(kPossible))) {
      continue;
    }
    finding = {.group = phrase.group, .word = phrase.word, .sure = sure};
  }
  std::vector<FamilyFinding> findings;
  findings.reserve(by_group.size());
  for (auto& [group, finding] : by_group) findings.push_back(std::move(finding));
  return findings;
}

}  // namespace lynceus::screening
