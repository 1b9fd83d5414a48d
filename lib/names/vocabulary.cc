#include "lib/names/vocabulary.h"

#include <algorithm>
#include <array>
#include <utility>

#include "lib/base/strings.h"

namespace lynceus::names {
namespace {

constexpr std::size_t kMisreadLettersMin = 4;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// What a scanner makes of letters, turned back: digits for letters, a digit one for `one`.
std::string AsScanned(std::string_view word, char one) {
  constexpr std::string_view kLetters = "o_zeasgtbg";
  std::string out(word);
  for (char& c : out) {
    if (IsDigit(c)) c = c == '1' ? one : kLetters[static_cast<std::size_t>(c - '0')];
  }
  return out;
}

}  // namespace

std::string WithoutVowels(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool vowel = std::string_view("aeiou").find(text[at]) != std::string_view::npos;
    if (at == 0 || !vowel) out.push_back(text[at]);
  }
  return out;
}

const LegalForm* Vocabulary::FindLegalForm(std::string_view joined) const {
  const auto at = legal_forms_.find(ToKey(joined));
  return at == legal_forms_.end() ? nullptr : &at->second;
}

std::string Vocabulary::CorrectFormWord(std::string_view word) const {
  std::string unchanged(word);
  if (word.size() < kBareFormLettersMin || form_words_.contains(ToKey(word))) return unchanged;
  const auto bare =
      WithoutVowels(word) == word ? bare_form_words_.find(ToKey(word)) : bare_form_words_.end();
  if (bare != bare_form_words_.end()) return bare->second;
  if (word.size() + 1 < kFormWordLettersMin) return unchanged;
  const std::string_view found = misspelt_form_words_.Find(word);
  return found.empty() ? unchanged : std::string(found);
}

const CompanyWord* Vocabulary::FindCompanyWord(std::string_view text) const {
  const auto at = company_words_.find(ToKey(text));
  if (at != company_words_.end()) return &at->second;
  if (text.size() < 4 || WithoutVowels(text) != text) return nullptr;
  const auto bare = bare_words_.find(ToKey(text));
  return bare == bare_words_.end() ? nullptr : &bare->second;
}

const CompanyWord* Vocabulary::FindBareCompanyWord(std::string_view text) const {
  const auto at = short_bare_words_.find(ToKey(text));
  return at == short_bare_words_.end() ? nullptr : &at->second;
}

const CompanyWord* Vocabulary::FindMisspeltCompanyWord(std::string_view text) const {
  // What is a name or a title elsewhere is no slip.
  if (text.size() + 1 < kSlipLettersMin || IsKnownWord(text)) return nullptr;
  const std::string_view found = misspelt_company_words_.Find(text);
  return found.empty() ? nullptr : &company_words_.find(ToKey(found))->second;
}

bool Vocabulary::IsNameWord(std::string_view text) const {
  return groups_.contains(ToKey(text)) || weights_.contains(ToKey(text)) || IsPlace(text);
}

bool Vocabulary::IsKnownWord(std::string_view text) const {
  return IsNameWord(text) || company_words_.contains(ToKey(text)) ||
         legal_forms_.contains(ToKey(text)) || form_words_.contains(ToKey(text)) ||
         particles_.contains(ToKey(text)) || honorifics_.contains(ToKey(text));
}

std::string Vocabulary::AsMeant(std::string_view text) const {
  if (std::any_of(text.begin(), text.end(), IsDigit)) return WithoutDigits(text);
  std::string meant(text);
  if (text.size() < kMisreadLettersMin) return meant;
  // Pairs of letters that a scanner takes for one letter, and one that it takes for a pair.
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kMisread = {
      {{"rn", "m"}, {"cl", "d"}, {"ii", "u"}, {"vv", "w"}, {"m", "rn"}}};
  for (const auto& [read, of] : kMisread) {
    for (std::size_t at = text.find(read); at != std::string_view::npos;
         at = text.find(read, at + 1)) {
      meant.assign(text).replace(at, read.size(), of);
      // Words that are known as they stand are rarely looked up: few have such a double.
      if (meant.size() >= kMisreadLettersMin && IsKnownWord(meant))
        return IsKnownWord(text) ? std::string(text) : meant;
    }
  }
  return std::string(text);
}

std::string Vocabulary::WithoutDigits(std::string_view text) const {
  if (text == "000") return "ooo";
  const bool letter = std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a'; });
  if (!letter || text.size() < 2) return std::string(text);
  for (const char one : {'i', 'l'}) {
    std::string word = AsScanned(text, one);
    // A sign of two letters is a name of its own (S7, A5) but where the digit is a nought.
    const bool form_may_be = text.size() >= 3 || text.find('0') != std::string_view::npos;
    if (form_may_be && FindLegalForm(word) != nullptr) return word;
    if (text.size() >= kMisreadLettersMin && IsKnownWord(word)) return word;
  }
  return std::string(text);
}

std::string_view Vocabulary::Particle(std::string_view text) const {
  const auto at = particles_.find(ToKey(text));
  return at == particles_.end() ? std::string_view() : std::string_view(at->second);
}

void AppendAroundWord(const Word& word, std::string_view text, std::string& key) {
  if (!key.empty()) key.push_back(word.slash_before ? '/' : ' ');
  key += text;
}

std::uint8_t Vocabulary::AroundKinds(std::string_view key) const {
  const auto at = around_phrases_.find(ToKey(key));
  return at == around_phrases_.end() ? std::uint8_t{0} : at->second;
}

std::size_t Vocabulary::around_words_max(std::string_view word) const {
  const auto at = around_first_words_.find(ToKey(word));
  return at == around_first_words_.end() ? 0 : at->second;
}

std::optional<std::int32_t> Vocabulary::NumberWord(std::string_view text) const {
  const auto at = numbers_.find(ToKey(text));
  if (at == numbers_.end()) return std::nullopt;
  return at->second;
}

std::array<std::uint16_t, 2> Vocabulary::GroupsOf(std::string_view text) const {
  const auto at = groups_.find(ToKey(text));
  return at == groups_.end() ? std::array<std::uint16_t, 2>{} : at->second;
}

const std::string* Vocabulary::FindVariant(std::string_view text) const {
  const auto at = variants_.find(ToKey(text));
  return at == variants_.end() ? nullptr : &at->second;
}

std::optional<std::int32_t> Vocabulary::WeightOf(std::string_view text) const {
  const auto at = weights_.find(ToKey(text));
  if (at == weights_.end()) return std::nullopt;
  return at->second;
}

bool Vocabulary::IsDoubleSurname(std::u32string_view letters) const {
  return std::binary_search(double_surnames_.begin(), double_surnames_.end(), letters);
}

}  // namespace lynceus::names
