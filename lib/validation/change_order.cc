// The words of a name in another order.
#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "lib/validation/letters.h"

namespace lynceus::validation {
namespace {

bool HasComma(const ListedText& listed) { return listed.text.find(", ") != std::string::npos; }

Words NaturalParts(const ListedText& listed) {
  return PartsOf({.text = NaturalOrder(listed), .nature = listed.nature});
}

Changed GivenFirst(const ListedText& listed, SeededRandom&) {
  if (!HasComma(listed)) return std::nullopt;
  return NaturalOrder(listed);
}

Changed CommaLeftOut(const ListedText& listed, SeededRandom&) {
  if (!HasComma(listed)) return std::nullopt;
  return Glue(SplitAtBlanks(listed.text));
}

Changed CommaForm(const ListedText& listed, SeededRandom&) {
  const PersonParts parts = PartsOfPerson(listed);
  if (HasComma(listed) || parts.family.empty()) return std::nullopt;
  return absl::StrCat(Glue(parts.family), ", ", Glue(parts.given));
}

Changed FieldsSwapped(const ListedText& listed, SeededRandom&) {
  const PersonParts parts = PartsOfPerson(listed);
  if (parts.family.empty()) return std::nullopt;
  return absl::StrCat(Glue(parts.given), ", ", Glue(parts.family));
}

Changed Reversed(const ListedText& listed, SeededRandom&) {
  Words words = PartsOf(listed);
  std::reverse(words.begin(), words.end());
  return Glue(words);
}

Changed Shuffled(const ListedText& listed, SeededRandom& random) {
  Words words = PartsOf(listed);
  if (words.size() < 3) return std::nullopt;
  for (std::size_t at = words.size() - 1; at > 0; --at) {
    std::swap(words[at], words[random.Below(at + 1)]);
  }
  return Glue(words);
}

Changed LastWordFirst(const ListedText& listed, SeededRandom&) {
  Words words = NaturalParts(listed);
  if (words.size() < 3) return std::nullopt;
  std::rotate(words.begin(), words.end() - 1, words.end());
  return Glue(words);
}

Changed NeighboursSwapped(const ListedText& listed, SeededRandom& random) {
  Words words = NaturalParts(listed);
  if (words.size() < 3) return std::nullopt;
  const std::size_t at = random.Below(words.size() - 1);
  std::swap(words[at], words[at + 1]);
  return Glue(words);
}

constexpr std::string_view kGroup = "order";
constexpr std::array kChanges = {
    Change{"given name first",
           "PUTIN, Vladimir as Vladimir PUTIN",
           kGroup,
           kPersons,
           true,
           {},
           GivenFirst},
    Change{"comma left out",
           "PUTIN, Vladimir as PUTIN Vladimir",
           kGroup,
           kPersons,
           true,
           {},
           CommaLeftOut},
    Change{
        "comma form", "Vladimir PUTIN as PUTIN, Vladimir", kGroup, kPersons, true, {}, CommaForm},
    Change{"fields swapped",
           "the given name where the family name belongs: Vladimir, PUTIN",
           kGroup,
           kPersons,
           true,
           {},
           FieldsSwapped},
    Change{"words reversed",
           "last word first, first word last",
           kGroup,
           kAllNatures,
           true,
           {},
           Reversed},
    Change{"words shuffled",
           "three and more words in any order",
           kGroup,
           kAllNatures,
           true,
           {},
           Shuffled},
    Change{"last word first",
           "the last of three and more words in front",
           kGroup,
           kAllNatures,
           true,
           {},
           LastWordFirst},
    Change{"neighbours swapped",
           "two words side by side change places",
           kGroup,
           kAllNatures,
           true,
           {},
           NeighboursSwapped},
};

}  // namespace

std::span<const Change> OrderChanges() { return kChanges; }

}  // namespace lynceus::validation
