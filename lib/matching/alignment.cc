#include "lib/matching/alignment.h"

#include <algorithm>
#include <bit>
#include <string_view>
#include <tuple>

namespace lynceus::matching {
namespace {

using names::Token;
using names::TokenKind;

constexpr std::int32_t kJoinedSurcharge = 300;
constexpr std::int32_t kInitialDifference = 4'500;
constexpr std::size_t kJoinedLettersMin = 4;
constexpr std::size_t kJoinWordsMax = 4;

// Only words are compared letter by letter; numbers, particles and titles agree or not.
bool IsSpelt(const Token& token) {
  return token.kind == TokenKind::kWord || token.kind == TokenKind::kPatronymic ||
         token.kind == TokenKind::kCommon || token.kind == TokenKind::kAside;
}

bool IsSingleInitial(const Token& token) {
  return token.kind == TokenKind::kInitial && token.text.size() == 1;
}

// Two numbers, or two words; an initial may also be a letter of an acronym and is handled apart.
bool MayAgree(const Token& a, const Token& b) {
  return (a.kind == TokenKind::kNumber) == (b.kind == TokenKind::kNumber);
}

void JoinTexts(const names::AnalyzedName& name, std::size_t from, std::size_t count,
               std::string& out) {
  out.clear();
  for (std::size_t at = from; at < from + count; ++at) out += name.tokens[at].text;
}

TokenForms::Origin JoinedOrigin(const names::AnalyzedName& name, std::size_t from,
                                std::size_t count) {
  for (std::size_t at = from; at < from + count; ++at) {
    const std::string& native = name.tokens[at].native;
    if (!native.empty() && static_cast<std::uint8_t>(native[0]) >= 0xE0) {
      return TokenForms::Origin::kSyllables;
    }
  }
  return TokenForms::Origin::kAlphabet;
}

}  // namespace

void Alignment::Align(const names::AnalyzedName& asked_name, const std::vector<AskedToken>& asked,
                      const names::AnalyzedName& listed_name) {
  asked_name_ = &asked_name;
  asked_ = &asked;
  listed_name_ = &listed_name;
  asked_taken_.assign(asked_name.tokens.size(), false);
  listed_taken_.assign(listed_name.tokens.size(), false);
  listed_ready_.assign(listed_name.tokens.size(), false);
  if (listed_.size() < listed_name.tokens.size()) listed_.resize(listed_name.tokens.size());
  pairings_.clear();
  TakeEqual();
  TakeJoined(700);
  TakeNearest();
  TakeJoined(kApart - 1);
  TakeInitials();
  std::sort(pairings_.begin(), pairings_.end(),
            [](const Pairing& a, const Pairing& b) { return a.asked < b.asked; });
}

TokenForms& Alignment::Listed(std::size_t at) {
  if (!listed_ready_[at]) {
    listed_[at].Set(listed_name_->tokens[at]);
    listed_ready_[at] = true;
  }
  return listed_[at];
}

void Alignment::Take(const Pairing& pairing) {
  for (std::size_t at = 0; at < pairing.asked_count; ++at) asked_taken_[pairing.asked + at] = true;
  for (std::size_t at = 0; at < pairing.listed_count; ++at) {
    listed_taken_[pairing.listed + at] = true;
  }
  pairings_.push_back(pairing);
}

void Alignment::TakeEqual() {
  const auto& asked = asked_name_->tokens;
  const auto& listed = listed_name_->tokens;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    for (std::size_t j = 0; j < listed.size(); ++j) {
      if (listed_taken_[j] || asked[i].text != listed[j].text) continue;
      if (!MayAgree(asked[i], listed[j])) continue;
      // Homophones in Han, kana or Hangul are told apart by their signs.
      if (!asked[i].native.empty() && !listed[j].native.empty() &&
          asked[i].native != listed[j].native) {
        continue;
      }
      Take({static_cast<std::uint16_t>(i), 1, static_cast<std::uint16_t>(j), 1, 0,
            Agreement::kEqual});
      break;
    }
  }
}

bool Alignment::FreeRun(bool asked_side, std::size_t from, std::size_t count) const {
  const auto& tokens = asked_side ? asked_name_->tokens : listed_name_->tokens;
  const auto& taken = asked_side ? asked_taken_ : listed_taken_;
  if (from + count > tokens.size()) return false;
  for (std::size_t at = from; at < from + count; ++at) {
    if (taken[at] || tokens[at].kind == TokenKind::kHonorific ||
        tokens[at].kind == TokenKind::kNumber) {
      return false;
    }
  }
  return true;
}

// Runs of free tokens whose texts run together: one word against several, or two against two with
// the blank in another place.
void Alignment::TakeJoined(std::int32_t difference_max) {
  const auto free = [](const std::vector<bool>& taken) {
    return std::count(taken.begin(), taken.end(), false);
  };
  const auto asked_free = free(asked_taken_);
  const auto listed_free = free(listed_taken_);
  if (asked_free == 0 || listed_free == 0 || asked_free + listed_free < 3) return;
  CollectRuns(true, asked_runs_);
  CollectRuns(false, listed_runs_);
  for (const Run& asked : asked_runs_) {
    for (const Run& listed : listed_runs_) {
      if (!MayJoin(asked, listed, difference_max)) continue;
      TryJoin(asked.from, asked.count, listed.from, listed.count, difference_max);
    }
  }
}

// Lists the runs of one to four free tokens of one side, with what a cheap look needs.
void Alignment::CollectRuns(bool asked_side, std::vector<Run>& runs) {
  const std::size_t tokens = asked_side ? asked_taken_.size() : listed_taken_.size();
  runs.clear();
  for (std::size_t from = 0; from < tokens; ++from) {
    Run run{static_cast<std::uint16_t>(from), 0, 0, 0, false};
    while (run.count < kJoinWordsMax && FreeRun(asked_side, from + run.count, 1)) {
      const TokenForms& forms =
          asked_side ? (*asked_)[from + run.count].forms : Listed(from + run.count);
      run.count += 1;
      run.letters += static_cast<std::uint32_t>(forms.text.size());
      run.set |= forms.letters;
      run.syllables = run.syllables || forms.origin == TokenForms::Origin::kSyllables;
      runs.push_back(run);
    }
  }
}

// Lengths and letters that differ by more than three are not compared, unless one side went through
// a script that spells differently.
bool Alignment::MayJoin(const Run& asked, const Run& listed, std::int32_t difference_max) {
  const bool one_word = asked.count == 1 || listed.count == 1;
  const bool counts =
      asked.count + listed.count > 2 && (one_word || (asked.count == 2 && listed.count == 2));
  if (!counts) return false;
  if (asked.syllables || listed.syllables) return difference_max >= kApart - 1;
  const std::uint32_t gap =
      std::max(asked.letters, listed.letters) - std::min(asked.letters, listed.letters);
  const bool near = difference_max < kApart - 1;
  return gap <= (near ? 1U : 3U) && std::popcount(asked.set ^ listed.set) <= (near ? 2 : 6);
}

void Alignment::TryJoin(std::size_t asked, std::size_t asked_count, std::size_t listed,
                        std::size_t listed_count, std::int32_t difference_max) {
  if (!FreeRun(true, asked, asked_count) || !FreeRun(false, listed, listed_count)) return;
  JoinTexts(*asked_name_, asked, asked_count, asked_text_);
  JoinTexts(*listed_name_, listed, listed_count, listed_text_);
  if (asked_text_.size() < kJoinedLettersMin || listed_text_.size() < kJoinedLettersMin) return;
  joined_asked_.SetText(asked_text_, JoinedOrigin(*asked_name_, asked, asked_count));
  joined_listed_.SetText(listed_text_, JoinedOrigin(*listed_name_, listed, listed_count));
  joined_positions_.Set(joined_asked_.text);
  const bool syllables = joined_asked_.origin == TokenForms::Origin::kSyllables ||
                         joined_listed_.origin == TokenForms::Origin::kSyllables;
  // Words that were only written together or apart have most letters in common.
  const std::size_t longest = std::max(asked_text_.size(), listed_text_.size());
  const auto units_max =
      static_cast<std::int32_t>(longest < 10 ? (longest + 1) / 2 : longest / 3 + 1);
  if (!syllables && joined_positions_.UnitEdits(joined_listed_.text) > units_max) return;
  joined_asked_.Sound();
  const TokenAgreement found = CompareTokens(joined_asked_, joined_positions_, joined_listed_);
  if (found.difference > difference_max) return;
  Take({static_cast<std::uint16_t>(asked), static_cast<std::uint16_t>(asked_count),
        static_cast<std::uint16_t>(listed), static_cast<std::uint16_t>(listed_count),
        std::min(found.difference + kJoinedSurcharge, kApart), Agreement::kJoined});
}

void Alignment::TakeNearest() {
  const auto& asked = asked_name_->tokens;
  const auto& listed = listed_name_->tokens;
  near_.clear();
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (asked_taken_[i] || !IsSpelt(asked[i])) continue;
    for (std::size_t j = 0; j < listed.size(); ++j) {
      if (listed_taken_[j] || !IsSpelt(listed[j])) continue;
      const TokenAgreement found =
          CompareTokens((*asked_)[i].forms, (*asked_)[i].positions, Listed(j));
      if (found.difference >= kApart) continue;
      near_.push_back({static_cast<std::uint16_t>(i), 1, static_cast<std::uint16_t>(j), 1,
                       found.difference, found.agreement});
    }
  }
  std::sort(near_.begin(), near_.end(), [](const Pairing& a, const Pairing& b) {
    return std::tie(a.difference, a.asked, a.listed) < std::tie(b.difference, b.asked, b.listed);
  });
  for (const Pairing& pairing : near_) {
    if (!asked_taken_[pairing.asked] && !listed_taken_[pairing.listed]) Take(pairing);
  }
}

// "V." and Vladimir; "JC" and Jean, Claude.
void Alignment::TakeInitials() {
  const auto& asked = asked_name_->tokens;
  const auto& listed = listed_name_->tokens;
  const auto covers = [](const Token& letters, const std::vector<Token>& words, std::size_t from) {
    for (std::size_t at = 0; at < letters.text.size(); ++at) {
      const Token& word = words[from + at];
      if (word.text[0] != letters.text[at] || word.text.size() < 2) return false;
    }
    return true;
  };
  const auto may_be_letters = [](const Token& token) {
    return IsSingleInitial(token) ||
           (token.text.size() >= 2 && token.text.size() <= 3 && token.native.empty() &&
            (token.kind == TokenKind::kWord || token.kind == TokenKind::kInitial));
  };
  for (std::size_t i = 0; i < asked.size(); ++i) {
    for (std::size_t j = 0; j < listed.size(); ++j) {
      if (asked_taken_[i]) break;
      if (listed_taken_[j]) continue;
      const std::size_t letters = asked[i].text.size();
      if (may_be_letters(asked[i]) && FreeRun(false, j, letters) && covers(asked[i], listed, j)) {
        Take({static_cast<std::uint16_t>(i), 1, static_cast<std::uint16_t>(j),
              static_cast<std::uint16_t>(letters), kInitialDifference, Agreement::kInitial});
        continue;
      }
      const std::size_t others = listed[j].text.size();
      if (may_be_letters(listed[j]) && FreeRun(true, i, others) && covers(listed[j], asked, i)) {
        Take({static_cast<std::uint16_t>(i), static_cast<std::uint16_t>(others),
              static_cast<std::uint16_t>(j), 1, kInitialDifference, Agreement::kInitial});
      }
    }
  }
}

}  // namespace lynceus::matching
