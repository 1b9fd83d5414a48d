// How a name is written: case, diacritics, punctuation, blanks.
#include <algorithm>
#include <array>

#include "lib/base/strings.h"
#include "lib/validation/letters.h"

namespace lynceus::validation {
namespace {

std::u32string Mapped(const ListedText& listed, char32_t (*map)(char32_t)) {
  std::u32string text = names::FromUtf8(listed.text);
  std::transform(text.begin(), text.end(), text.begin(), map);
  return text;
}

Changed LowerCase(const ListedText& listed, SeededRandom&) {
  return names::ToUtf8(Mapped(listed, LowerLetter));
}

Changed UpperCase(const ListedText& listed, SeededRandom&) {
  return names::ToUtf8(Mapped(listed, UpperLetter));
}

Changed TitleCase(const ListedText& listed, SeededRandom&) {
  std::u32string text = Mapped(listed, LowerLetter);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at == 0 || !IsLetter(text[at - 1])) text[at] = UpperLetter(text[at]);
  }
  return names::ToUtf8(text);
}

struct Accent {
  char32_t plain;
  std::u32string_view accented;
};
constexpr std::array kAccents = {
    Accent{U'a', U"áàâäãå"}, Accent{U'e', U"éèêë"}, Accent{U'i', U"íìîï"}, Accent{U'o', U"óòôöõø"},
    Accent{U'u', U"úùûü"},   Accent{U'c', U"çć"},   Accent{U'n', U"ñ"},    Accent{U's', U"š"}};

Changed DiacriticsAdded(const ListedText& listed, SeededRandom& random) {
  std::u32string text = names::FromUtf8(listed.text);
  const std::size_t start = random.Below(text.size());
  for (std::size_t step = 0; step < text.size(); ++step) {
    char32_t& c = text[(start + step) % text.size()];
    for (const Accent& accent : kAccents) {
      if (LowerLetter(c) != accent.plain) continue;
      c = InCaseOf(c, accent.accented[random.Below(accent.accented.size())]);
      return names::ToUtf8(text);
    }
  }
  return std::nullopt;
}

Changed DiacriticsRemoved(const ListedText& listed, SeededRandom&) {
  std::u32string text = names::FromUtf8(listed.text);
  for (char32_t& c : text) {
    for (const Accent& accent : kAccents) {
      if (accent.accented.find(LowerLetter(c)) != std::u32string_view::npos) {
        c = InCaseOf(c, accent.plain);
      }
    }
  }
  return names::ToUtf8(text);
}

bool IsPunctuation(char c) { return std::string_view(".,'\"-/()&").find(c) != std::string::npos; }

Changed PunctuationRemoved(const ListedText& listed, SeededRandom&) {
  std::string out;
  for (const char c : listed.text) {
    if (c == '-' || c == '/') {
      out.push_back(' ');
    } else if (c == '&' || !IsPunctuation(c)) {
      out.push_back(c);
    }
  }
  return out;
}

Changed Replaced(const ListedText& listed, char from, std::string_view to) {
  std::string out;
  for (const char c : listed.text) {
    if (c == from) {
      out.append(to);
    } else {
      out.push_back(c);
    }
  }
  return out;
}

Changed HyphensAsBlanks(const ListedText& listed, SeededRandom&) {
  return Replaced(listed, '-', " ");
}
Changed HyphensLeftOut(const ListedText& listed, SeededRandom&) {
  return Replaced(listed, '-', "");
}
Changed BlanksAsHyphens(const ListedText& listed, SeededRandom&) {
  if (listed.text.find(',') != std::string::npos) return std::nullopt;
  return Replaced(listed, ' ', "-");
}
Changed BlanksAsUnderscores(const ListedText& listed, SeededRandom&) {
  return Replaced({.text = NaturalOrder(listed)}, ' ', "_");
}
Changed BlanksAsDots(const ListedText& listed, SeededRandom&) {
  if (listed.text.find('.') != std::string::npos) return std::nullopt;
  return Replaced({.text = NaturalOrder(listed)}, ' ', ".");
}
Changed BlanksDoubled(const ListedText& listed, SeededRandom&) {
  return Replaced(listed, ' ', "  ");
}

Changed StraySign(const ListedText& listed, SeededRandom& random) {
  constexpr std::array<std::string_view, 5> kSigns = {".", " -", ";", "'", " *"};
  Words words = SplitAtBlanks(NaturalOrder(listed));
  words[random.Below(words.size())].append(kSigns[random.Below(kSigns.size())]);
  return Glue(words);
}

Changed ApostropheAdded(const ListedText& listed, SeededRandom& random) {
  return EditOneRun(listed, random, 5, [](std::u32string& word, SeededRandom& r) {
    word.insert(1 + r.Below(word.size() - 2), 1, U'\'');
  });
}

constexpr std::string_view kGroup = "writing";
constexpr std::array kChanges = {
    Change{"lower case", "all letters small", kGroup, kAllNatures, true, {}, LowerCase},
    Change{"upper case", "all letters capital", kGroup, kAllNatures, true, {}, UpperCase},
    Change{"title case", "a capital at each word", kGroup, kAllNatures, true, {}, TitleCase},
    Change{"diacritics added",
           "one letter with an accent",
           kGroup,
           kAllNatures,
           false,
           {},
           DiacriticsAdded},
    Change{"diacritics removed",
           "accents left out",
           kGroup,
           kAllNatures,
           false,
           {},
           DiacriticsRemoved},
    Change{"punctuation removed",
           "dots, commas, quotes left out, hyphens as blanks",
           kGroup,
           kAllNatures,
           false,
           {},
           PunctuationRemoved},
    Change{"hyphens as blanks",
           "Abu-Bakr as Abu Bakr",
           kGroup,
           kAllNatures,
           true,
           {},
           HyphensAsBlanks},
    Change{"hyphens left out",
           "Abu-Bakr as AbuBakr, EP-MHA as EPMHA",
           kGroup,
           kAllNatures,
           true,
           {},
           HyphensLeftOut},
    Change{"blanks as hyphens",
           "words tied by hyphens",
           kGroup,
           kAllNatures,
           true,
           {},
           BlanksAsHyphens},
    Change{"blanks as underscores",
           "as in names of files",
           kGroup,
           kAllNatures,
           true,
           {},
           BlanksAsUnderscores},
    Change{
        "blanks as dots", "as in addresses of mail", kGroup, kAllNatures, false, {}, BlanksAsDots},
    Change{
        "blanks doubled", "two blanks between words", kGroup, kAllNatures, true, {}, BlanksDoubled},
    Change{"stray sign",
           "a dot, dash, star or quote behind a word",
           kGroup,
           kAllNatures,
           true,
           {},
           StraySign},
    Change{"apostrophe added",
           "one inside a word",
           kGroup,
           kPersons | kCompanies,
           false,
           {},
           ApostropheAdded},
};

}  // namespace

std::span<const Change> WritingChanges() { return kChanges; }

}  // namespace lynceus::validation
