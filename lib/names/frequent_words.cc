// A word is filed under itself and under itself with each one letter left out: two words that share
// such a form differ by one edit (or two letters moved).
#include "lib/names/frequent_words.h"

#include <algorithm>
#include <utility>

#include "lib/names/sound_keys.h"

namespace lynceus::names {
namespace {

constexpr std::size_t kDeletionLettersMin = 4;

// Calls `visit` with the word and, for longer ones, with each letter left out.
template <typename Visit>
void ForForms(std::string_view respelt, const Visit& visit) {
  visit(respelt);
  if (respelt.size() < kDeletionLettersMin) return;
  std::string form;
  for (std::size_t at = 0; at < respelt.size(); ++at) {
    form.assign(respelt.substr(0, at));
    form += respelt.substr(at + 1);
    visit(std::string_view(form));
  }
}

}  // namespace

void FrequentWords::Add(std::string_view word, std::string canonical) {
  std::string respelt;
  RespellByEar(word, respelt);
  ForForms(respelt, [&](std::string_view form) {
    canonical_by_form_[std::string(form)].push_back(canonical);
  });
}

void FrequentWords::Finish() {
  for (auto& [form, words] : canonical_by_form_) {
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
  }
}

void FrequentWords::Near(std::string_view respelt, std::vector<std::string_view>& out) const {
  out.clear();
  ForForms(respelt, [&](std::string_view form) {
    const auto at = canonical_by_form_.find(absl::string_view(form.data(), form.size()));
    if (at == canonical_by_form_.end()) return;
    out.insert(out.end(), at->second.begin(), at->second.end());
  });
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
}

}  // namespace lynceus::names
