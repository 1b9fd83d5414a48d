// What happens to names of persons: parts left out and added, initials, titles, nicknames,
// particles.
#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/validation/letters.h"

namespace lynceus::validation {
namespace {

// Given names first, then the family name.
std::string Whole(const Words& given, const Words& family) {
  Words words = given;
  words.insert(words.end(), family.begin(), family.end());
  return Glue(words);
}

std::optional<PersonParts> FullName(const ListedText& listed, std::size_t given_min) {
  PersonParts parts = PartsOfPerson(listed);
  if (parts.family.empty() || parts.given.size() < given_min) return std::nullopt;
  return parts;
}

Changed MiddleLeftOutOf(const ListedText& listed) {
  auto parts = FullName(listed, 2);
  if (!parts) return std::nullopt;
  return Whole({parts->given.front()}, parts->family);
}
Changed MiddleLeftOut(const ListedText& listed, SeededRandom&) { return MiddleLeftOutOf(listed); }

Changed OneMiddleLeftOut(const ListedText& listed, SeededRandom& random) {
  auto parts = FullName(listed, 3);
  if (!parts) return std::nullopt;
  parts->given.erase(parts->given.begin() +
                     static_cast<std::ptrdiff_t>(1 + random.Below(parts->given.size() - 1)));
  return Whole(parts->given, parts->family);
}

Changed FirstLeftOutOf(const ListedText& listed) {
  auto parts = FullName(listed, 3);
  if (!parts) return std::nullopt;
  parts->given.erase(parts->given.begin());
  return Whole(parts->given, parts->family);
}
Changed FirstLeftOut(const ListedText& listed, SeededRandom&) { return FirstLeftOutOf(listed); }

Changed MiddleAdded(const ListedText& listed, SeededRandom& random) {
  constexpr std::array<std::string_view, 8> kMiddle = {"Zenon", "Ilario",  "Omeir",  "Pavlin",
                                                       "Tavit", "Marisol", "Jalilo", "Renwick"};
  auto parts = FullName(listed, 1);
  if (!parts) return std::nullopt;
  parts->given.insert(parts->given.begin() + 1, std::string(kMiddle[random.Below(kMiddle.size())]));
  return Whole(parts->given, parts->family);
}

Changed OtherMiddle(const ListedText& listed, SeededRandom& random) {
  constexpr std::array<std::string_view, 4> kMiddle = {"Zenonovich", "Ilario", "Omeir", "Renwick"};
  auto parts = FullName(listed, 2);
  if (!parts) return std::nullopt;
  parts->given[1] = std::string(kMiddle[random.Below(kMiddle.size())]);
  return Whole(parts->given, parts->family);
}

Changed InitialOf(const std::string& word) {
  if (word.size() < 3 || !IsPlainWord(word)) return std::nullopt;
  return word.substr(0, 1);
}

// The given names in [first, last) as initials followed by `mark`.
Changed Initials(const ListedText& listed, std::size_t given_min, std::size_t first,
                 std::size_t last, std::string_view mark) {
  auto parts = FullName(listed, given_min);
  if (!parts) return std::nullopt;
  for (std::size_t at = first; at < std::min(last, parts->given.size()); ++at) {
    const Changed initial = InitialOf(parts->given[at]);
    if (!initial) return std::nullopt;
    parts->given[at] = absl::StrCat(*initial, ToAbsl(mark));
  }
  return Whole(parts->given, parts->family);
}

Changed FirstInitial(const ListedText& listed, SeededRandom&) {
  return Initials(listed, 2, 0, 1, ".");
}
Changed MiddleInitials(const ListedText& listed, SeededRandom&) {
  return Initials(listed, 2, 1, 99, ".");
}
Changed MiddleInitialsBare(const ListedText& listed, SeededRandom&) {
  return Initials(listed, 2, 1, 99, "");
}
Changed GivenInitialsOf(const ListedText& listed) { return Initials(listed, 2, 0, 99, "."); }
Changed GivenInitials(const ListedText& listed, SeededRandom&) { return GivenInitialsOf(listed); }
Changed OneInitialOf(const ListedText& listed) {
  const auto parts = FullName(listed, 1);
  const Changed initial = parts ? InitialOf(parts->given.front()) : std::nullopt;
  if (!initial) return std::nullopt;
  return Whole({absl::StrCat(*initial, ".")}, parts->family);
}
Changed OneInitial(const ListedText& listed, SeededRandom&) { return OneInitialOf(listed); }

Changed AllInitialsOf(const ListedText& listed) {
  const auto parts = FullName(listed, 1);
  if (!parts) return std::nullopt;
  std::string initials;
  for (const Words* words : {&parts->given, &parts->family}) {
    for (const std::string& word : *words) {
      if (!IsPlainWord(word)) return std::nullopt;
      absl::StrAppend(&initials, initials.empty() ? "" : " ", word.substr(0, 1), ".");
    }
  }
  return initials;
}
Changed AllInitials(const ListedText& listed, SeededRandom&) { return AllInitialsOf(listed); }

Changed FamilyOnlyOf(const ListedText& listed) {
  const auto parts = FullName(listed, 1);
  if (!parts) return std::nullopt;
  return Glue(parts->family);
}
Changed FamilyOnly(const ListedText& listed, SeededRandom&) { return FamilyOnlyOf(listed); }
Changed GivenOnlyOf(const ListedText& listed) {
  const auto parts = FullName(listed, 1);
  if (!parts) return std::nullopt;
  return Glue(parts->given);
}
Changed GivenOnly(const ListedText& listed, SeededRandom&) { return GivenOnlyOf(listed); }

Changed TitleBefore(const ListedText& listed, SeededRandom& random) {
  constexpr std::array<std::string_view, 12> kTitles = {
      "Dr. ",  "Sheikh ", "Mr ",   "General ", "Hajji ",     "Hon. ",
      "Eng. ", "Prof. ",  "Col. ", "Sayyid ",  "Ayatollah ", "His Excellency "};
  return absl::StrCat(ToAbsl(kTitles[random.Below(kTitles.size())]), NaturalOrder(listed));
}

Changed SuffixBehind(const ListedText& listed, SeededRandom& random) {
  constexpr std::array<std::string_view, 6> kSuffixes = {" Jr.",  " Sr.", " III",
                                                         ", PhD", ", MD", " Esq."};
  return absl::StrCat(NaturalOrder(listed), ToAbsl(kSuffixes[random.Below(kSuffixes.size())]));
}

struct Nisba {
  std::string_view country;
  std::string_view name;
};
constexpr std::array kNisbas = {
    Nisba{"iq", "al-Iraqi"},    Nisba{"sy", "al-Suri"},     Nisba{"ye", "al-Yamani"},
    Nisba{"sa", "al-Saudi"},    Nisba{"lb", "al-Lubnani"},  Nisba{"eg", "al-Masri"},
    Nisba{"ly", "al-Libi"},     Nisba{"dz", "al-Jaza'iri"}, Nisba{"tn", "al-Tunisi"},
    Nisba{"ma", "al-Maghribi"}, Nisba{"jo", "al-Urduni"},   Nisba{"kw", "al-Kuwaiti"},
    Nisba{"sd", "al-Sudani"},   Nisba{"ps", "al-Filistini"}};

Changed NisbaAdded(const ListedText& listed, SeededRandom&) {
  for (const Nisba& nisba : kNisbas) {
    if (std::find(listed.countries.begin(), listed.countries.end(), nisba.country) ==
        listed.countries.end()) {
      continue;
    }
    return absl::StrCat(NaturalOrder(listed), " ", ToAbsl(nisba.name));
  }
  return std::nullopt;
}

struct Nickname {
  std::string_view name;
  std::string_view called;
};
constexpr std::array kNicknames = {
    Nickname{"vladimir", "vlad"},     Nickname{"vladimir", "volodya"},
    Nickname{"aleksandr", "sasha"},   Nickname{"alexander", "alex"},
    Nickname{"aleksey", "alyosha"},   Nickname{"alexey", "lyosha"},
    Nickname{"dmitry", "dima"},       Nickname{"dmitriy", "dima"},
    Nickname{"sergey", "seryozha"},   Nickname{"sergei", "seryozha"},
    Nickname{"mikhail", "misha"},     Nickname{"nikolay", "kolya"},
    Nickname{"nikolai", "kolya"},     Nickname{"ivan", "vanya"},
    Nickname{"yuri", "yura"},         Nickname{"yury", "yura"},
    Nickname{"konstantin", "kostya"}, Nickname{"pavel", "pasha"},
    Nickname{"evgeny", "zhenya"},     Nickname{"yevgeniy", "zhenya"},
    Nickname{"anatoly", "tolya"},     Nickname{"viktor", "vitya"},
    Nickname{"tatiana", "tanya"},     Nickname{"natalia", "natasha"},
    Nickname{"elena", "lena"},        Nickname{"olga", "olya"},
    Nickname{"maria", "masha"},       Nickname{"ekaterina", "katya"},
    Nickname{"irina", "ira"},         Nickname{"anna", "anya"},
    Nickname{"francisco", "paco"},    Nickname{"jose", "pepe"},
    Nickname{"guillermo", "memo"},    Nickname{"ignacio", "nacho"},
    Nickname{"jesus", "chuy"},        Nickname{"enrique", "quique"},
    Nickname{"eduardo", "lalo"},      Nickname{"alejandro", "alex"},
    Nickname{"manuel", "manolo"},     Nickname{"rafael", "rafa"},
    Nickname{"roberto", "beto"},      Nickname{"alberto", "beto"},
    Nickname{"fernando", "nando"},    Nickname{"william", "bill"},
    Nickname{"robert", "bob"},        Nickname{"michael", "mike"},
    Nickname{"joseph", "joe"},        Nickname{"james", "jim"},
    Nickname{"thomas", "tom"},        Nickname{"daniel", "dan"},
    Nickname{"david", "dave"},        Nickname{"anthony", "tony"},
    Nickname{"antonio", "tony"},      Nickname{"charles", "charlie"},
    Nickname{"edward", "ted"},        Nickname{"christopher", "chris"},
    Nickname{"richard", "dick"},      Nickname{"peter", "pete"},
    Nickname{"benjamin", "ben"},      Nickname{"samuel", "sam"},
    Nickname{"abdulrahman", "abdul"}, Nickname{"mustafa", "mustafi"},
    Nickname{"maksim", "max"},        Nickname{"maxim", "max"},
    Nickname{"oleksandr", "sashko"},  Nickname{"volodymyr", "vova"}};

Changed Nicknamed(const ListedText& listed, SeededRandom& random) {
  auto parts = FullName(listed, 1);
  if (!parts) return std::nullopt;
  const std::string first = LowerAscii(parts->given.front());
  std::vector<std::string_view> called;
  for (const Nickname& nickname : kNicknames) {
    if (nickname.name == first) called.push_back(nickname.called);
  }
  if (called.empty()) return std::nullopt;
  parts->given.front() = InCaseOfText(parts->given.front(), called[random.Below(called.size())]);
  return Whole(parts->given, parts->family);
}

constexpr std::array<std::string_view, 8> kArticles = {"al-", "el-", "al ", "el ",
                                                       "ul-", "ar-", "as-", "ad-"};

// Calls `change(text, at, article)` at the first article that starts a word.
template <typename Edit>
Changed AtArticle(const ListedText& listed, Edit change) {
  std::string text = NaturalOrder(listed);
  const std::string lower = LowerAscii(text);
  for (std::size_t at = 0; at < lower.size(); ++at) {
    if (at > 0 && lower[at - 1] != ' ') continue;
    for (const std::string_view article : kArticles) {
      if (!std::string_view(lower).substr(at).starts_with(article)) continue;
      change(text, at, article.size());
      return text;
    }
  }
  return std::nullopt;
}

Changed ArticleJoined(const ListedText& listed, SeededRandom&) {
  return AtArticle(listed, [](std::string& text, std::size_t at, std::size_t size) {
    text.erase(at + size - 1, 1);
  });
}
Changed ArticleLeftOut(const ListedText& listed, SeededRandom&) {
  return AtArticle(
      listed, [](std::string& text, std::size_t at, std::size_t size) { text.erase(at, size); });
}
Changed ArticleApart(const ListedText& listed, SeededRandom&) {
  return AtArticle(listed, [](std::string& text, std::size_t at, std::size_t size) {
    text[at + size - 1] = ' ';
  });
}

// The words "bin", "ibn", "ben" of a chain of fathers.
Changed SonRespelt(const ListedText& listed, SeededRandom&) {
  Words words = SplitAtBlanks(NaturalOrder(listed));
  bool changed = false;
  for (std::string& word : words) {
    const std::string lower = LowerAscii(word);
    if (lower != "bin" && lower != "ibn" && lower != "ben") continue;
    word = InCaseOfText(word, lower == "bin" ? "ibn" : "bin");
    changed = true;
  }
  if (!changed) return std::nullopt;
  return Glue(words);
}

Changed SonLeftOut(const ListedText& listed, SeededRandom&) {
  Words words = SplitAtBlanks(NaturalOrder(listed));
  const std::size_t left_out = std::erase_if(words, [](const std::string& word) {
    const std::string lower = LowerAscii(word);
    return lower == "bin" || lower == "ibn" || lower == "ben";
  });
  if (left_out == 0) return std::nullopt;
  return Glue(words);
}

constexpr std::string_view kGroup = "persons";
constexpr Fairness kFair = Fairness::kFair;
constexpr std::array kChanges = {
    Change{"middle name left out", "Vladimir Vladimirovich PUTIN as Vladimir PUTIN", kGroup,
           kPersons, false, kFair, MiddleLeftOut, MiddleLeftOutOf},
    Change{"one middle name left out", "of three and more given names one, not the first", kGroup,
           kPersons, false, kFair, OneMiddleLeftOut},
    Change{"first name left out", "of three and more given names the first", kGroup, kPersons,
           false, kFair, FirstLeftOut, FirstLeftOutOf},
    Change{"middle name added", "a given name that the list does not have", kGroup, kPersons, false,
           kFair, MiddleAdded},
    Change{"first name as initial", "V. Vladimirovich PUTIN", kGroup, kPersons, false, kFair,
           FirstInitial},
    Change{"middle names as initials", "Vladimir V. PUTIN", kGroup, kPersons, false, kFair,
           MiddleInitials},
    Change{"middle initials without dots", "Vladimir V PUTIN", kGroup, kPersons, false, kFair,
           MiddleInitialsBare},
    Change{"given names as initials", "V. V. PUTIN", kGroup, kPersons, false, kFair, GivenInitials,
           GivenInitialsOf},
    Change{"nickname", "Vladimir as Vlad, Francisco as Paco", kGroup, kPersons, false, kFair,
           Nicknamed},
    Change{"title before", "Dr., Sheikh, General, Hajji", kGroup, kPersons, false, kFair,
           TitleBefore},
    Change{"suffix behind", "Jr., III, PhD", kGroup, kPersons, false, kFair, SuffixBehind},
    Change{"nisba added", "al-Iraqi behind the name of an Iraqi", kGroup, kPersons, false, kFair,
           NisbaAdded},
    Change{"article joined", "AL-ASSAD as ALASSAD", kGroup, kPersons, false, kFair, ArticleJoined},
    Change{"article apart", "AL-ASSAD as AL ASSAD", kGroup, kPersons, false, kFair, ArticleApart},
    Change{"article left out", "AL-ASSAD as ASSAD", kGroup, kPersons, false, kFair, ArticleLeftOut},
    Change{"bin respelt", "bin as ibn, ibn and ben as bin", kGroup, kPersons, false, kFair,
           SonRespelt},
    Change{"bin left out", "Usama bin LADEN as Usama LADEN", kGroup, kPersons, false, kFair,
           SonLeftOut},
    Change{"one initial and family name", "V. PUTIN: thousands have it", kGroup, kPersons, false,
           Fairness::kUnresolvable, OneInitial, OneInitialOf},
    Change{"all initials", "V. V. P.", kGroup, kPersons, false, Fairness::kUnresolvable,
           AllInitials, AllInitialsOf},
    Change{"family name only", "PUTIN", kGroup, kPersons, false, Fairness::kUnresolvable,
           FamilyOnly, FamilyOnlyOf},
    Change{"given names only", "Vladimir Vladimirovich", kGroup, kPersons, false,
           Fairness::kUnresolvable, GivenOnly, GivenOnlyOf},
    Change{"other middle name", "Vladimir Sergeevich PUTIN: may be another person", kGroup,
           kPersons, false, Fairness::kContradicted, OtherMiddle, MiddleLeftOutOf},
};

}  // namespace

std::span<const Change> PersonChanges() { return kChanges; }

}  // namespace lynceus::validation
