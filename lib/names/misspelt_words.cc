// A word is filed under itself and under itself with each one letter left out, by hashes that
// follow from those of its beginnings; what meets there is compared letter by letter.
#include "lib/names/misspelt_words.h"

#include <array>
#include <cstddef>
#include <utility>

#include "lib/names/sound_keys.h"

namespace lynceus::names {
namespace {

constexpr std::size_t kLettersMax = 32;
constexpr std::size_t kByEarLettersMin = 8;
constexpr std::uint64_t kBase = 0x9E3779B97F4A7C15U;

// Calls `visit` with the hashes of `text` and of it with each one letter left out.
template <typename Visit>
void ForForms(std::string_view text, const Visit& visit) {
  std::array<std::uint64_t, kLettersMax + 1> behind{};  // of the letters from each place on
  std::array<std::uint64_t, kLettersMax + 1> power{};
  power[0] = 1;
  for (std::size_t at = text.size(); at-- > 0;) {
    const std::size_t letters = text.size() - 1 - at;
    power[letters + 1] = power[letters] * kBase;
    behind[at] = behind[at + 1] + static_cast<unsigned char>(text[at]) * power[letters];
  }
  visit(behind[0]);
  std::uint64_t before = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t letters = text.size() - 1 - at;
    visit(before * power[letters] + behind[at + 1]);
    before = before * kBase + static_cast<unsigned char>(text[at]);
  }
}

bool IsOneSlip(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  std::size_t from = 0;
  while (from < a.size() && a[from] == b[from]) ++from;
  if (a.size() < b.size()) return a.size() + 1 == b.size() && a.substr(from) == b.substr(from + 1);
  if (from == a.size() || a.substr(from + 1) == b.substr(from + 1)) return true;
  return from + 1 < a.size() && a[from] == b[from + 1] && a[from + 1] == b[from] &&
         a.substr(from + 2) == b.substr(from + 2);
}

std::string ByEar(std::string_view text) {
  std::string respelt;
  RespellByEar(text, respelt);
  std::string folded;
  FoldVowels(respelt, folded);
  return folded;
}

}  // namespace

void MisspeltWords::Add(std::string word) {
  if (word.size() > kLettersMax) return;
  const auto place = static_cast<std::uint32_t>(words_.size());
  ForForms(word, [&](std::uint64_t form) {
    std::vector<std::uint32_t>& places = by_form_[form];
    if (places.empty() || places.back() != place) places.push_back(place);
  });
  if (word.size() >= kByEarLettersMin) by_ear_.try_emplace(ByEar(word), place);
  words_.push_back(std::move(word));
}

std::string_view MisspeltWords::FindUnder(std::uint64_t key, std::string_view text) const {
  const auto at = by_form_.find(key);
  if (at == by_form_.end()) return {};
  for (const std::uint32_t place : at->second) {
    if (IsOneSlip(words_[place], text)) return words_[place];
  }
  return {};
}

std::string_view MisspeltWords::Find(std::string_view text) const {
  if (text.size() > kLettersMax) return {};
  std::string_view found;
  ForForms(text, [&](std::uint64_t form) {
    if (found.empty()) found = FindUnder(form, text);
  });
  if (!found.empty() || text.size() < kByEarLettersMin) return found;
  const auto at = by_ear_.find(ByEar(text));
  return at == by_ear_.end() ? std::string_view() : std::string_view(words_[at->second]);
}

}  // namespace lynceus::names
