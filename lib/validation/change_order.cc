// The words of a name in another order.
#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "lib/validation/letters.h"

namespace lynceus::validation {
namespace {

bool HasComma(const ListedText& listed) { return listed.text.find(", ") != std::string::npos; }

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

// The words in another order, the legal form where it was.
template <typename Reorder>
Changed Reordered(const ListedText& listed, std::size_t words_min, Reorder reorder) {
  if (FormInFront(listed) > 0) return std::nullopt;
  const std::string bare = listed.nature == kCompanies ? WithoutForm(listed) : NaturalOrder(listed);
  Words words = PartsOf({.text = bare, .nature = listed.nature});
  if (words.size() < words_min) return std::nullopt;
  reorder(words);
  const bool has_form = listed.nature == kCompanies;
  return has_form ? Glue(words) + listed.text.substr(bare.size()) : Glue(words);
}

Changed Reversed(const ListedText& listed, SeededRandom&) {
  return Reordered(listed, 2, [](Words& words) { std::reverse(words.begin(), words.end()); });
}

Changed Shuffled(const ListedText& listed, SeededRandom& random) {
  return Reordered(listed, 3, [&random](Words& words) {
    for (std::size_t at = words.size() - 1; at > 0; --at) {
      std::swap(words[at], words[random.Below(at + 1)]);
    }
  });
}

Changed LastWordFirst(const ListedText& listed, SeededRandom&) {
  return Reordered(listed, 3,
                   [](Words& words) { std::rotate(words.begin(), words.end() - 1, words.end()); });
}

Changed NeighboursSwapped(const ListedText& listed, SeededRandom& random) {
  return Reordered(listed, 3, [&random](Words& words) {
    const std::size_t at = random.Below(words.size() - 1);
    std::swap(words[at], words[at + 1]);
  });
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
