#include "lib/names/other_schemes.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace lynceus::names {
namespace {

using Rule = std::array<std::string_view, 2>;

constexpr std::array<Rule, 5> kNorthern = {
    {{"sj", "sh"}, {"tj", "tch"}, {"tch", "tch"}, {"ch", "kh"}, {"j", "y"}}};
constexpr std::array<Rule, 3> kFrench = {{{"tch", "ch"}, {"ch", "sh"}, {"ou", "w"}}};
constexpr std::array<Rule, 2> kPersian = {{{"gh", "q"}, {"kh", "k"}}};

// Before a consonant, and at the end, ou is the vowel u.
bool IsVowelOu(std::string_view letters, std::string_view text, std::size_t at) {
  constexpr std::string_view kVowels = "aeiou";
  if (letters != "ou") return false;
  return at + 2 == text.size() || kVowels.find(text[at + 2]) == std::string_view::npos;
}

std::string Respelt(std::span<const Rule> scheme, std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto rule = std::find_if(scheme.begin(), scheme.end(), [&](const Rule& each) {
      return text.substr(at).starts_with(each[0]) && !IsVowelOu(each[0], text, at);
    });
    out += rule == scheme.end() ? text.substr(at, 1) : (*rule)[1];
    at += rule == scheme.end() ? 1 : (*rule)[0].size();
  }
  return out;
}

}  // namespace

void OtherSchemes(std::string_view text, std::vector<std::string>& out) {
  out.clear();
  // Most words have none of these letters.
  if (text.find_first_of("jh") == std::string_view::npos &&
      text.find("ou") == std::string_view::npos) {
    return;
  }
  for (const std::span<const Rule> scheme :
       {std::span<const Rule>(kNorthern), std::span<const Rule>(kFrench),
        std::span<const Rule>(kPersian)}) {
    std::string other = Respelt(scheme, text);
    if (other != text) out.push_back(std::move(other));
  }
}

bool ReplaceDigits(std::string& text) {
  constexpr std::string_view kDigits = "0123458";
  constexpr std::string_view kLetters = "olzeasb";
  bool any = false;
  for (char& letter : text) {
    const std::size_t at = kDigits.find(letter);
    if (at == std::string_view::npos) continue;
    letter = kLetters[at];
    any = true;
  }
  return any;
}

}  // namespace lynceus::names
