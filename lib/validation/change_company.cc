// Words of companies: abbreviated, translated, added, left out; numbers; acronyms.
#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/validation/letters.h"
#include "lib/validation/respell.h"

namespace lynceus::validation {
namespace {

constexpr std::array kAbbreviations = {
    Respelling{"international", "intl"},  Respelling{"group", "grp"},
    Respelling{"services", "svcs"},       Respelling{"service", "svc"},
    Respelling{"manufacturing", "mfg"},   Respelling{"bank", "bk"},
    Respelling{"brothers", "bros"},       Respelling{"trading", "trdg"},
    Respelling{"company", "comp"},        Respelling{"industries", "inds"},
    Respelling{"industrial", "indl"},     Respelling{"engineering", "engg"},
    Respelling{"development", "dev"},     Respelling{"investment", "inv"},
    Respelling{"investments", "invs"},    Respelling{"management", "mgmt"},
    Respelling{"technology", "tech"},     Respelling{"technologies", "tech"},
    Respelling{"construction", "constr"}, Respelling{"transport", "transp"},
    Respelling{"organization", "org"},    Respelling{"association", "assn"},
    Respelling{"department", "dept"},     Respelling{"government", "govt"},
    Respelling{"university", "univ"},     Respelling{"institute", "inst"},
    Respelling{"national", "natl"},       Respelling{"general", "gen"},
    Respelling{"holdings", "hldgs"},      Respelling{"holding", "hldg"},
    Respelling{"production", "prod"},     Respelling{"products", "prods"},
    Respelling{"commercial", "comml"},    Respelling{"financial", "fin"},
    Respelling{"exchange", "exch"},       Respelling{"electronics", "elec"},
    Respelling{"center", "ctr"},          Respelling{"foundation", "fdn"},
    Respelling{"shipping", "shpg"},       Respelling{"petrochemical", "petrochem"},
    Respelling{"chemical", "chem"},       Respelling{"research", "rsch"},
    Respelling{"federal", "fed"},         Respelling{"enterprise", "ent"}};
constexpr std::array kTranslations = {Respelling{"bank", "banque"},
                                      Respelling{"banco", "bank"},
                                      Respelling{"company", "compagnie"},
                                      Respelling{"group", "grupo"},
                                      Respelling{"grupo", "group"},
                                      Respelling{"trading", "handel"},
                                      Respelling{"fund", "fonds"},
                                      Respelling{"insurance", "seguros"},
                                      Respelling{"industry", "industrie"},
                                      Respelling{"technology", "tecnologia"},
                                      Respelling{"university", "universidad"},
                                      Respelling{"foundation", "fundacion"},
                                      Respelling{"fundacion", "foundation"},
                                      Respelling{"energy", "energie"},
                                      Respelling{"transport", "transporte"},
                                      Respelling{"commercial", "comercial"},
                                      Respelling{"comercial", "commercial"},
                                      Respelling{"services", "servicios"},
                                      Respelling{"servicios", "services"},
                                      Respelling{"construction", "construccion"},
                                      Respelling{"investment", "inversiones"},
                                      Respelling{"inversiones", "investments"},
                                      Respelling{"institute", "institut"},
                                      Respelling{"international", "internacional"},
                                      Respelling{"development", "desarrollo"},
                                      Respelling{"oil", "petroleum"},
                                      Respelling{"factory", "plant"},
                                      Respelling{"plant", "factory"},
                                      Respelling{"shipping", "marine"},
                                      Respelling{"import", "importacion"}};
constexpr std::array kSpellings = {
    Respelling{"ization", "isation"},    Respelling{"center", "centre"},
    Respelling{"defense", "defence"},    Respelling{"labor", "labour"},
    Respelling{"aluminum", "aluminium"}, Respelling{"program$", "programme"},
    Respelling{"color", "colour"},       Respelling{"harbor", "harbour"},
    Respelling{"ize$", "ise"},           Respelling{"theater", "theatre"},
    Respelling{"fiber", "fibre"},        Respelling{"catalog$", "catalogue"},
    Respelling{"jewelry", "jewellery"},  Respelling{"isation", "ization"},
    Respelling{"centre", "center"},      Respelling{"defence", "defense"}};
constexpr std::array kNumbers = {
    Respelling{"ii", "2"},       Respelling{"iii", "3"},      Respelling{"iv", "4"},
    Respelling{"vii", "7"},      Respelling{"one", "1"},      Respelling{"two", "2"},
    Respelling{"three", "3"},    Respelling{"four", "4"},     Respelling{"five", "5"},
    Respelling{"first", "1st"},  Respelling{"second", "2nd"}, Respelling{"third", "3rd"},
    Respelling{"fourth", "4th"}, Respelling{"seven", "7"},    Respelling{"twelve", "12"}};

Changed Abbreviated(const ListedText& listed, SeededRandom&) {
  return RespellWords(listed, kAbbreviations);
}
Changed Translated(const ListedText& listed, SeededRandom&) {
  return RespellWords(listed, kTranslations);
}
Changed OtherSpelling(const ListedText& listed, SeededRandom&) {
  return RespellAll(listed, kSpellings);
}
Changed WordsAsNumbers(const ListedText& listed, SeededRandom&) {
  return RespellWords(listed, kNumbers);
}

bool IsDigits(std::string_view word) {
  return !word.empty() &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Changed NumbersAsWords(const ListedText& listed, SeededRandom&) {
  constexpr std::array<std::string_view, 13> kWords = {"zero", "one",    "two",   "three", "four",
                                                       "five", "six",    "seven", "eight", "nine",
                                                       "ten",  "eleven", "twelve"};
  Words words = SplitAtBlanks(listed.text);
  bool changed = false;
  for (std::string& word : words) {
    if (!IsDigits(word) || word.size() > 2 || word[0] == '0') continue;
    const auto value = static_cast<std::size_t>(
        word.size() == 1 ? word[0] - '0' : 10 * (word[0] - '0') + (word[1] - '0'));
    if (value >= kWords.size()) continue;
    word = InCaseOfText(listed.text, kWords[value]);
    changed = true;
  }
  if (!changed) return std::nullopt;
  return Glue(words);
}

Changed NumberMarkAdded(const ListedText& listed, SeededRandom&) {
  Words words = SplitAtBlanks(listed.text);
  for (std::size_t at = 1; at < words.size(); ++at) {
    if (!IsDigits(words[at]) || words[at].size() > 4) continue;
    if (LowerAscii(words[at - 1]) == "no." || LowerAscii(words[at - 1]) == "no") continue;
    words[at].insert(0, "No. ");
    return Glue(words);
  }
  return std::nullopt;
}

bool IsNoise(std::string_view word) {
  constexpr std::array<std::string_view, 9> kNoise = {"the", "of",    "for",     "and",    "&",
                                                      "de",  "group", "trading", "holding"};
  return std::find(kNoise.begin(), kNoise.end(), LowerAscii(word)) != kNoise.end();
}

Changed NoiseLeftOutOf(const ListedText& listed) {
  Words words = SplitAtBlanks(listed.text);
  const std::size_t before = words.size();
  std::erase_if(words, [](const std::string& word) { return IsNoise(word); });
  if (words.size() == before || words.size() < 2) return std::nullopt;
  return Glue(words);
}
Changed NoiseLeftOut(const ListedText& listed, SeededRandom&) { return NoiseLeftOutOf(listed); }

Changed NoiseBehind(const ListedText& listed, SeededRandom& random) {
  constexpr std::array<std::string_view, 5> kNoise = {"group", "trading", "holding", "company",
                                                      "international"};
  const std::string_view noise = kNoise[random.Below(kNoise.size())];
  if (LowerAscii(listed.text).find(noise) != std::string::npos) return std::nullopt;
  return absl::StrCat(listed.text, " ", InCaseOfText(listed.text, noise));
}

Changed ArticleBefore(const ListedText& listed, SeededRandom&) {
  if (LowerAscii(listed.text).starts_with("the ")) return std::nullopt;
  return absl::StrCat("THE ", listed.text);
}

Changed AndSign(const ListedText& listed, SeededRandom&) {
  Words words = SplitAtBlanks(listed.text);
  bool changed = false;
  for (std::string& word : words) {
    const bool is_word = LowerAscii(word) == "and";
    if (!is_word && word != "&") continue;
    word = is_word ? "&" : InCaseOfText(listed.text, "and");
    changed = true;
  }
  if (!changed) return std::nullopt;
  return Glue(words);
}

Changed PlaceBehind(const ListedText& listed, SeededRandom& random) {
  constexpr std::array<std::string_view, 8> kPlaces = {"(Dubai)",       "(Hong Kong)", "- Moscow",
                                                       "London branch", "(Cyprus)",    "Istanbul",
                                                       "- Tehran",      "Panama"};
  return absl::StrCat(listed.text, " ", ToAbsl(kPlaces[random.Below(kPlaces.size())]));
}

// The first letters of all words that are more than particles.
Changed AcronymOf(const ListedText& listed) {
  std::string acronym;
  for (const std::string& word : SplitAtBlanks(WithoutForm(listed))) {
    if (IsNoise(word) || !IsPlainWord(word)) continue;
    acronym.push_back(word[0]);
  }
  if (acronym.size() < 3 || acronym.size() > 7) return std::nullopt;
  return UpperAscii(acronym);
}
Changed Acronym(const ListedText& listed, SeededRandom&) { return AcronymOf(listed); }

Changed AcronymBehind(const ListedText& listed, SeededRandom&) {
  if (listed.text.find('(') != std::string::npos) return std::nullopt;
  const Changed acronym = AcronymOf(listed);
  if (!acronym) return std::nullopt;
  return absl::StrCat(listed.text, " (", *acronym, ")");
}

Changed FirstWordOf(const ListedText& listed) {
  const Words words = SplitAtBlanks(WithoutForm(listed));
  if (words.size() < 3) return std::nullopt;
  return words.front();
}
Changed FirstWord(const ListedText& listed, SeededRandom&) { return FirstWordOf(listed); }

Changed OtherNumber(const ListedText& listed, SeededRandom& random) {
  Words words = SplitAtBlanks(listed.text);
  for (std::string& word : words) {
    if (!IsDigits(word)) continue;
    word.back() =
        static_cast<char>('0' + (word.back() - '0' + 1 + static_cast<int>(random.Below(8))) % 10);
    return Glue(words);
  }
  return std::nullopt;
}

Changed VesselPrefix(const ListedText& listed, SeededRandom& random) {
  constexpr std::array<std::string_view, 5> kPrefixes = {"M/V ", "MV ", "M/T ", "MT ", "M.V. "};
  return absl::StrCat(ToAbsl(kPrefixes[random.Below(kPrefixes.size())]), listed.text);
}
Changed VesselFlag(const ListedText& listed, SeededRandom& random) {
  constexpr std::array<std::string_view, 4> kFlags = {" (Panama flag)", " - Liberia", " (PA)",
                                                      " [tanker]"};
  return absl::StrCat(listed.text, ToAbsl(kFlags[random.Below(kFlags.size())]));
}

constexpr std::string_view kGroup = "companies and vessels";
constexpr std::uint8_t kThings = kCompanies | kVessels;
constexpr Fairness kFair = Fairness::kFair;
constexpr std::array kChanges = {
    Change{"words abbreviated", "International as Intl, Bank as Bk, Group as Grp", kGroup,
           kCompanies, false, kFair, Abbreviated},
    Change{"words translated", "Bank as Banque, Trading as Handel", kGroup, kCompanies, false,
           kFair, Translated},
    Change{"British or American", "Organization as Organisation, Centre as Center", kGroup,
           kCompanies, false, kFair, OtherSpelling},
    Change{"words as numbers", "Fund II as Fund 2, First as 1st", kGroup, kThings, false, kFair,
           WordsAsNumbers},
    Change{"numbers as words", "Plant 7 as Plant SEVEN", kGroup, kThings, false, kFair,
           NumbersAsWords},
    Change{"number mark added", "Plant 7 as Plant No. 7", kGroup, kThings, false, kFair,
           NumberMarkAdded},
    Change{"noise left out", "without the, of, for, and, group, trading, holding", kGroup,
           kCompanies, false, kFair, NoiseLeftOut, NoiseLeftOutOf},
    Change{"noise behind", "GROUP, TRADING, HOLDING, COMPANY behind the name", kGroup, kCompanies,
           false, kFair, NoiseBehind},
    Change{"article before", "THE before the name", kGroup, kCompanies, false, kFair,
           ArticleBefore},
    Change{"and as a sign", "and as &, & as and", kGroup, kCompanies, false, kFair, AndSign},
    Change{"place behind", "a city or country behind the name", kGroup, kCompanies, false, kFair,
           PlaceBehind},
    Change{"acronym behind", "the name with its acronym in brackets", kGroup, kCompanies, false,
           kFair, AcronymBehind},
    Change{"vessel's prefix", "M/V, M.T. before the name", kGroup, kVessels, false, kFair,
           VesselPrefix},
    Change{"vessel's flag", "flag or type behind the name", kGroup, kVessels, false, kFair,
           VesselFlag},
    Change{"acronym", "the first letters alone", kGroup, kCompanies, false, Fairness::kUnresolvable,
           Acronym, AcronymOf},
    Change{"first word only", "of three and more words", kGroup, kCompanies, false,
           Fairness::kUnresolvable, FirstWord, FirstWordOf},
    Change{"other number", "Plant 7 as Plant 9: another plant", kGroup, kThings, false,
           Fairness::kContradicted, OtherNumber},
};

}  // namespace

std::span<const Change> CompanyChanges() { return kChanges; }

}  // namespace lynceus::validation
