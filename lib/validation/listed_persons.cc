#include "lib/validation/listed_persons.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>
#include <utility>

#include "lib/base/strings.h"
#include "lib/names/anchors.h"
#include "lib/names/sound_keys.h"
#include "lib/validation/letters.h"
#include "lib/validation/shared_names.h"

namespace lynceus::validation {
namespace {

// Titles that lists write as the first given name; anybody may bear them.
bool IsTitle(const std::string& word) {
  constexpr std::array<std::string_view, 26> kTitles = {
      "haji",    "hajji",   "hajj",    "sayyid",  "sayyed",   "seyed",  "seyyed",
      "seyyid",  "sayed",   "syed",    "qari",    "mullah",   "mulla",  "maulana",
      "maulavi", "maulawi", "mawlawi", "mawlana", "sheikh",   "shaykh", "shaikh",
      "dr.",     "colonel", "general", "ustad",   "ayatollah"};
  return std::find(kTitles.begin(), kTitles.end(), LowerAscii(word)) != kTitles.end();
}

bool SaysAPerson(const names::Token& token) {
  return token.kind != names::TokenKind::kInitial && token.kind != names::TokenKind::kParticle &&
         token.kind != names::TokenKind::kHonorific && token.text.size() > 1;
}

bool Smaller(const NamePair& a, const NamePair& b) {
  return std::tie(a.priority, a.id, a.given) < std::tie(b.priority, b.id, b.given);
}

}  // namespace

std::vector<std::uint64_t> WordsOf(const names::AnalyzedName& name) {
  std::vector<std::uint64_t> words;
  std::string respelt;
  for (const names::Token& token : name.tokens) {
    if (!SaysAPerson(token)) continue;
    names::RespellByEar(token.text, respelt);
    words.push_back(PlainKey(names::CanonicalSpelling(token.groups, respelt)));
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

std::optional<NamePair> PairOf(const ListedText& listed) {
  if (listed.script != names::Script::kLatin || listed.nature != kPersons) return std::nullopt;
  PersonParts parts = PartsOfPerson(listed);
  std::erase_if(parts.given, IsTitle);
  if (parts.family.empty() || parts.given.empty()) return std::nullopt;
  // A family name given as an initial, or a first name of one letter, says nobody.
  if (parts.given.front().size() < 3 || Glue(parts.family).size() < 3) return std::nullopt;
  return NamePair{.given = parts.given.front(), .family = Glue(parts.family)};
}

void ListedPersons::Add(const std::vector<std::uint64_t>& words, std::uint32_t party) {
  for (const std::uint64_t word : words) {
    std::vector<std::uint32_t>& parties = parties_[word];
    if (parties.empty() || parties.back() != party) parties.push_back(party);
  }
}

void ListedPersons::AddPair(NamePair pair) {
  pairs_.push_back(std::move(pair));
  if (pairs_.size() >= 2 * kPairsMax) KeepSmallest();
}

void ListedPersons::KeepSmallest() {
  std::sort(pairs_.begin(), pairs_.end(), Smaller);
  if (pairs_.size() > kPairsMax) pairs_.resize(kPairsMax);
}

void ListedPersons::Finish() { KeepSmallest(); }

bool ListedPersons::Meet(std::uint64_t a, std::uint64_t b) const {
  const auto left = parties_.find(a);
  const auto right = parties_.find(b);
  if (left == parties_.end() || right == parties_.end()) return false;
  auto at = left->second.begin();
  for (const std::uint32_t party : right->second) {
    at = std::lower_bound(at, left->second.end(), party);
    if (at == left->second.end()) return false;
    if (*at == party) return true;
  }
  return false;
}

bool ListedPersons::OneHasBoth(const std::vector<std::uint64_t>& given,
                               const std::vector<std::uint64_t>& family) const {
  for (const std::uint64_t a : given) {
    for (const std::uint64_t b : family) {
      // One word in both parts is one name that a listed person need have only once.
      if (Meet(a, b)) return true;
    }
  }
  return false;
}

}  // namespace lynceus::validation
