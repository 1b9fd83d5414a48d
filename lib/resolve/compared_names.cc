#include "lib/resolve/compared_names.h"

#include <algorithm>

namespace lynceus::resolve {
namespace {

constexpr std::size_t kInitialsMin = 2;
constexpr std::size_t kInitialsMax = 10;

bool IsLetter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// The letters of a name in capitals, and which of them begin words.
struct Letters {
  std::string all;
  std::string initials;
};

Letters LettersOf(std::string_view name) {
  Letters letters;
  bool in_word = false;
  for (const char c : name) {
    if (IsLetter(c)) letters.all += Upper(c);
    if (IsLetter(c) && !in_word) letters.initials += Upper(c);
    in_word = IsLetter(c) || (in_word && c == '\'');
  }
  return letters;
}

// True where the letters of `part` stand in `whole` in their order.
bool StandIn(std::string_view part, std::string_view whole) {
  std::size_t next = 0;
  for (const char c : whole) {
    if (next < part.size() && part[next] == c) ++next;
  }
  return next == part.size();
}

// Initials alone, where words may be passed over (GRF, AEOI), or all the initials with more letters
// of the name between them (BAL of Butembo Airlines); the first word's in either case.
bool AreInitialsOf(std::string_view written, std::string_view name) {
  const Letters letters = LettersOf(name);
  if (!letters.initials.starts_with(written.front())) return false;
  return StandIn(written, letters.initials) ||
         (StandIn(letters.initials, written) && StandIn(written, letters.all));
}

std::string_view TrimRight(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

std::string_view WithoutInitials(std::string_view name) {
  name = TrimRight(name);
  const bool bracket = name.ends_with(')');
  const std::size_t mark = name.rfind(bracket ? '(' : '/');
  if (mark == std::string_view::npos || mark == 0) return {};
  std::string_view letters = name.substr(mark + 1, name.size() - mark - 1 - (bracket ? 1 : 0));
  while (letters.starts_with(' ')) letters.remove_prefix(1);
  if (letters.size() < kInitialsMin || letters.size() > kInitialsMax) return {};
  const bool capitals =
      std::all_of(letters.begin(), letters.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  const std::string_view rest = TrimRight(name.substr(0, mark));
  return capitals && AreInitialsOf(letters, rest) ? rest : std::string_view();
}

std::vector<std::string> ComparedNames(const Entity& record) {
  std::vector<std::string> names;
  for (const Name& name : record.names) {
    if (name.kind == NameKind::kWeak) continue;
    names.push_back(name.text);
    if (record.schema == Schema::kPerson) continue;
    const std::string_view bare = WithoutInitials(name.text);
    if (!bare.empty()) names.emplace_back(bare);
  }
  return names;
}

}  // namespace lynceus::resolve
